"""What the page of one person shows beside the episodes: versions of the role profile, reviews, other names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reviewapp.actions.changes import Changes, changed
from reviewapp.actions.people import checked_name, get_person
from reviewapp.actions.review_views import ReviewRow
from reviewapp.domain.errors import UsageError
from reviewapp.domain.framework import Framework
from reviewapp.domain.role import RoleProfile
from reviewapp.i18n import _
from reviewapp.vault import frameworks, people, reviews
from reviewapp.vault.connection import Vault
from reviewapp.vault.transaction import Transaction


@dataclass(frozen=True)
class AgreedProfile:
    """One dated version of a role profile, with the framework its competencies come from."""

    profile: RoleProfile
    framework: Framework


def person_reviews(vault: Vault, *, person_id: int) -> tuple[ReviewRow, ...]:
    """The reviews of one person, newest period first."""
    person = people.person(vault.connection, person_id)
    name = person.name if person is not None else ""
    return tuple(
        ReviewRow(one.id, name, one.period_from, one.period_to, one.state, one.shared_on, one.talked_on)
        for one in reviews.reviews(vault.connection, person_id)
    )


def agreed_profiles(vault: Vault, *, person_id: int) -> tuple[AgreedProfile, ...]:
    """Every version of the role profile by the day it was agreed, newest first; one for each day."""
    versions: list[AgreedProfile] = []
    day: date | None = None
    while (found := people.role_profile(vault.connection, person_id, day)) is not None:
        profile = found[1]
        if day is not None and profile.agreed_on > day:
            break  # before the first version the first one counts: the end is reached
        framework_id = frameworks.find(vault.connection, profile.framework_key, profile.framework_version)
        if framework_id is not None:
            versions.append(AgreedProfile(profile, frameworks.framework(vault.connection, framework_id)))
        day = profile.agreed_on - timedelta(days=1)
    return tuple(versions)


def change_details(
    vault: Vault,
    *,
    person_id: int,
    name: str,
    role: str,
    team: str,
    started_on: date | None,
    away_from: date | None,
    away_to: date | None,
    other_names: Sequence[str],
) -> Changes:
    """Put everything the form of a person holds in force, as one act that can be undone.

    Raises NotFound for nobody, UsageError for an empty or taken name or an absence that ends before it begins.
    """
    get_person(vault, person_id=person_id)
    name = checked_name(name)
    if any(one.name == name and one.id != person_id for one in people.people(vault.connection, with_me=True)):
        raise UsageError(
            _("There is already somebody called {name}.").format(name=name),
            _("Add what tells them apart, for example the team in brackets."),
        )
    if away_from is not None and away_to is not None and away_to < away_from:
        raise UsageError(_("The absence ends before it begins."), _("Swap the two days."))
    wanted = tuple(dict.fromkeys(" ".join(one.split()) for one in other_names if one.strip()))
    with vault.write() as transaction:
        people.update_person(
            transaction, person_id,
            {
                "name": name, "role": role.strip(), "team": team.strip(), "started_on": started_on,
                "away_from": away_from, "away_to": away_to,
            },
        )  # fmt: skip
        _set_other_names(transaction, person_id, wanted)
        return changed(transaction, "change_person", "person", ids=(person_id,))


def _set_other_names(transaction: Transaction, person_id: int, wanted: Sequence[str]) -> None:
    rows = transaction.connection.execute(
        "SELECT id, alias FROM person_alias WHERE person_id = ?", (person_id,)
    ).fetchall()
    for row in rows:
        if row["alias"] not in wanted:
            transaction.delete("person_alias", row["id"])
    for alias in wanted:
        people.add_alias(transaction, person_id=person_id, alias=alias)

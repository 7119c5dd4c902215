"""The bin: what was thrown away, or expired, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from reviewapp.actions.changes import Changes, changed
from reviewapp.actions.growth_words import kind_words
from reviewapp.actions.people import find_person
from reviewapp.actions.shapes import title
from reviewapp.actions.team_words import TEAM_KINDS
from reviewapp.domain.errors import NotFound, RuleRefused
from reviewapp.i18n import _
from reviewapp.vault import observation_lists, observations, rights, search
from reviewapp.vault.connection import Vault

# What a team keeps, with the column that says what it is called.
_TEAM: dict[str, str] = {
    "agreement": "(SELECT json_extract(body, '$.workflow') FROM agreement_version"
    " WHERE agreement_id = agreement.id ORDER BY agreed_on DESC, id DESC LIMIT 1)",
    "outcome_measure": "name", "cycle": "name", "tool_feedback": "tool",
}
KINDS: tuple[str, ...] = ("person", "observation", "review", "growth_item", *_TEAM)


@dataclass(frozen=True)
class Binned:
    """One thing in the bin. ``until`` is the day it goes for good; None for what waits until somebody empties it.

    ``comes_back`` is False for a jot that was taken out once and expired again.
    """

    kind: str
    id: int
    people: tuple[str, ...]
    title: str
    thrown_on: date
    until: date | None = None
    comes_back: bool = True


def in_bin(vault: Vault) -> list[Binned]:
    """Everything in the bin, newest first."""
    connection = vault.connection
    found = [
        Binned("person", row["id"], (row["name"],), row["name"], _local(vault, row["deleted_at"]))
        for row in connection.execute("SELECT id, name, deleted_at FROM person WHERE deleted_at IS NOT NULL")
    ]
    found += [
        Binned(
            "review", row["id"], (row["name"],),
            _("Review of {name}").format(name=row["name"]), _local(vault, row["deleted_at"]),
        )
        for row in connection.execute(
            "SELECT review.id, person.name, review.deleted_at FROM review JOIN person ON person.id = person_id"
            " WHERE review.deleted_at IS NOT NULL"
        )
    ]  # fmt: skip
    found += [
        Binned(
            "growth_item", row["id"], (row["name"],),
            _("{kind} of {name}").format(kind=kind_words(row["kind"]), name=row["name"]),
            _local(vault, row["deleted_at"]),
        )
        for row in connection.execute(
            "SELECT growth_item.id, kind, person.name, growth_item.deleted_at FROM growth_item"
            " JOIN person ON person.id = person_id WHERE growth_item.deleted_at IS NOT NULL"
        )
    ]  # fmt: skip
    found += [
        Binned(table, row["id"], (), row["title"] or "", _local(vault, row["deleted_at"]))
        for table, its_title in _TEAM.items()
        for row in connection.execute(
            f"SELECT id, deleted_at, {its_title} AS title FROM {table} WHERE deleted_at IS NOT NULL"
        )
    ]
    rows = connection.execute("SELECT id, deleted_at, bin_until FROM observation WHERE deleted_at IS NOT NULL")
    days = {row["id"]: (row["deleted_at"], row["bin_until"]) for row in rows.fetchall()}
    past = _past_their_day(vault)
    for item in observations.observations(connection, list(days)):
        thrown, until = days[item.id]
        names = tuple(subject.name for subject in item.subjects)
        last = date.fromisoformat(until) if until else None
        back = past.get(item.id) is None
        found.append(Binned("observation", item.id, names, title(item), _local(vault, thrown), last, back))
    return sorted(found, key=lambda one: (one.thrown_on, one.id), reverse=True)


def restore(vault: Vault, *, kind: str, row_id: int) -> Changes:
    """Take something out of the bin; NotFound when it is not in it."""
    return restore_several(vault, rows=((kind, row_id),))


def restore_several(vault: Vault, *, rows: Sequence[tuple[str, int]]) -> Changes:
    """Take these (kind, id) out of the bin, all or none; NotFound when one is not in it.

    A jot past its day comes back with ten days, once: it is announced again, and its age counts on from its entry.
    RuleRefused the second time (PRODUCT.md, promise 3): ten days again and again would be a secret file.
    """
    past = _past_their_day(vault)
    for kind, row_id in rows:
        if kind not in KINDS or not vault.connection.execute(
            f"SELECT 1 FROM {kind} WHERE id = ? AND deleted_at IS NOT NULL", (row_id,)
        ).fetchone():
            raise NotFound(_("This is not in the bin."), _("Look at the list again."))
        if kind == "observation" and past.get(row_id) is not None:
            raise RuleRefused(
                _("This jot was taken out of the bin once and expired again: a private note does not come back twice."),
                _("Write anew what you can say today, and complete or share it."),
            )
    with vault.write() as transaction:
        for kind, row_id in rows:
            if kind == "observation":
                row: dict[str, Any] = {"deleted_at": None, "bin_until": None, "announced_on": None}
                if row_id in past:
                    row["restored_on"] = vault.today
                observations.update_observation(transaction, row_id, row)
                search.index(transaction, row_id)
            else:
                transaction.update(kind, row_id, {"deleted_at": None})
        kinds = {"growth" if kind == "growth_item" else kind for kind, _row_id in rows} | {"observation", *TEAM_KINDS}
        return changed(transaction, "restore", *kinds, ids=tuple(row_id for _kind, row_id in rows))


def find_person_id(vault: Vault, *, name: str) -> int:
    """The id of the person a typed name means, also of somebody in the bin; raises what `find_person` raises."""
    rows = vault.connection.execute("SELECT id, deleted_at FROM person WHERE name = ?", (name,)).fetchall()
    if len(rows) == 1 and rows[0]["deleted_at"] is not None:
        return int(rows[0]["id"])
    return find_person(vault, name=name).id


def _past_their_day(vault: Vault) -> dict[int, date | None]:
    """Jots in the bin whose time is over, however they came there, with the day each was taken out of it before."""
    oldest = vault.today - timedelta(days=rights.policy(vault.connection).jot_days)
    return observation_lists.jots_in_bin(vault.connection, oldest)


def _local(vault: Vault, moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone(vault.clock().tzinfo).date()

"""Short ways to bring a vault into a state: a person, a jot, a whole observation, a review; and to compare states."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from reviewapp.actions.observations import About, Details, complete_observation, record_observation
from reviewapp.actions.people import add_person, agree_role_profile, give_notice
from reviewapp.actions.reviews import begin_review
from reviewapp.vault.connection import Vault

FOCUS = ("J1", "J4", "J5", "J6")
EVIDENCE = Details(
    choices={"basis": "saw_the_work", "ai_part": "drafted", "response": "revised"},
    multi={"checked_by": ("source",), "outcome_test": ("worked",)},
)


def somebody(vault: Vault, name: str = "Tom Hesketh", *, notice: bool = True) -> int:
    """A person, with a notice given 300 days ago unless told otherwise."""
    person_id = add_person(vault, name=name).id
    if notice:
        give_notice(vault, person_id=person_id, given_on=vault.today - timedelta(days=300))
    return person_id


def with_focus(vault: Vault, name: str = "Tom Hesketh") -> int:
    """Somebody for whose role something is agreed: a cycle can begin with them."""
    person_id = somebody(vault, name)
    agree_role_profile(vault, person_id=person_id, focus=FOCUS)
    return person_id


def jot(vault: Vault, *person_ids: int, text: str = "Checked the table against the source.", ago: int = 30) -> int:
    """A jot about some people, of an episode some days ago."""
    return record_observation(
        vault, person_ids=person_ids, text=text, observed_on=vault.today - timedelta(days=ago)
    ).id


def whole(
    vault: Vault, *person_ids: int, text: str = "Checked the table against the source.", ago: int = 30,
    concern: bool = False, told_ago: int | None = None, competencies: tuple[str, ...] = ("J5",),
) -> int:
    """A complete observation; ``told_ago`` days ago everybody in it was told."""
    told_on = vault.today - timedelta(days=told_ago) if told_ago is not None else None
    about = About(
        concern=concern, told_on=told_on, told_how="conversation" if told_on else None, told_confirmed=told_on is not None
    )
    details = Details(choices=EVIDENCE.choices, multi={**EVIDENCE.multi, "conditions": ("none_known",)}) if concern else EVIDENCE
    observation_id = record_observation(
        vault, person_ids=person_ids, text=text, observed_on=vault.today - timedelta(days=ago), details=details,
        competencies=competencies, about=dict.fromkeys(person_ids, about),
    ).id
    complete_observation(vault, observation_id=observation_id)
    return observation_id


def told_without_a_day(vault: Vault, person_id: int, *, ago: int, text: str = "Rang the practice first.") -> int:
    """A jot whose notes say that the person was told, but not when; as an import leaves it."""
    return record_observation(
        vault, person_ids=(person_id,), text=text, observed_on=vault.today - timedelta(days=ago),
        about={person_id: About(told_how="conversation")},
    ).id


def draft(vault: Vault, person_id: int, *, first: date | None = None, last: date | None = None) -> int:
    """A review of the last 200 days, with a focus agreed long ago."""
    agree_role_profile(vault, person_id=person_id, focus=FOCUS, agreed_on=vault.today - timedelta(days=250))
    return begin_review(
        vault, person_id=person_id, period_from=first or vault.today - timedelta(days=200),
        period_to=last or vault.today,
    ).id


def dump(vault: Vault) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the texts ever saved, and what the index holds."""
    tables = vault.connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'observation_fts%'"
        " AND name NOT LIKE 'sqlite_%' AND name NOT IN ('revision', '_sqlite_migrations')"
    ).fetchall()
    assert len(tables) >= 13
    state = {
        table["name"]: sorted((tuple(row) for row in vault.connection.execute(f"SELECT * FROM {table['name']}")), key=repr)
        for table in tables
    }
    index = vault.connection.execute("SELECT rowid, body, facet FROM observation_fts ORDER BY rowid")
    state["observation_fts"] = [tuple(row) for row in index]
    return state

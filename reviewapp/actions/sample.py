"""The sample team: invented people whose days are shifted so that the story ends today."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import cache
from typing import Any

from reviewapp.actions.changes import Changes
from reviewapp.actions.growth import agree_growth, write_practice_note
from reviewapp.actions.observations import About, Details, complete_observation, record_observation
from reviewapp.actions.people import add_person, agree_role_profile, give_notice
from reviewapp.actions.reviews import begin_review, cite, write_section
from reviewapp.actions.sample_work import load_sample_work
from reviewapp.actions.team_words import TEAM_KINDS
from reviewapp.domain.observation import CHOICES, DATES, FLAGS, MULTI_CHOICES, TEXTS
from reviewapp.domain.review import SectionKey
from reviewapp.paths import resource
from reviewapp.vault.connection import Vault


@cache
def sample_team() -> dict[str, Any]:
    """The file ``resources/sample/team.toml`` as read."""
    return tomllib.loads(resource("sample", "team.toml").read_text("utf-8"))


def manager_name() -> str:
    """The invented manager who wrote the sample."""
    return str(sample_team()["team"]["manager"])


def load_sample_team(vault: Vault) -> Changes:
    """Add the sample team with its observations and one draft review.

    ``day`` in the file counts back from today. Raises UsageError when the people are here already.
    """
    team, today = sample_team(), vault.today
    people = {row["key"]: _add_person(vault, row, today) for row in team["person"]}
    observations = {row["ref"]: _add_observation(vault, row, people, today) for row in team["observation"]}
    for row in team["growth"]:
        agree_growth(
            vault, person_id=people[row["person"]], kind=row["kind"], choice=row["choice"], texts=row["texts"],
            agreed_on=today - timedelta(days=row["day"]),
            days={name: _back(today, row.get(name.replace("_on", "_day"))) for name in ("look_back_on", "given_on")},
        )
    note = team["practice_note"]
    write_practice_note(
        vault, period_from=today - timedelta(days=note["from_day"]), period_to=today - timedelta(days=note["to_day"]),
        texts=note["texts"],
    )
    review = team["review"]
    review_id = begin_review(
        vault, person_id=people[review["person"]], period_from=today - timedelta(days=review["from_day"]),
        period_to=today - timedelta(days=review["to_day"]),
    ).id
    for ref in review["cites"]:
        cite(vault, review_id=review_id, observation_id=observations[ref])
    for name, text in review["sections"].items():
        write_section(vault, review_id=review_id, key=SectionKey.from_field(name), text=text)
    load_sample_work(vault, people)
    kinds = {"person", "observation", "review", "notice", "role_profile"} | TEAM_KINDS
    return Changes(frozenset(kinds), (review_id,))


def _add_person(vault: Vault, row: dict[str, Any], today: date) -> int:
    person_id = add_person(
        vault, name=row["name"], role=row["role"], team=row["team"],
        started_on=_back(today, row.get("started_day")), away_from=_back(today, row.get("away_from_day")),
        away_to=_back(today, row.get("away_to_day")), aliases=row.get("aliases", ()),
    ).id
    notice_day = _back(today, row.get("notice_day"))
    if notice_day is not None:
        give_notice(vault, person_id=person_id, given_on=notice_day)
    if row.get("focus"):
        agree_role_profile(
            vault, person_id=person_id, focus=row["focus"], seat=row.get("seat", "maker"),
            foundational_skills=row.get("foundational_skills", ()), protected_work=row.get("protected_work", ()),
            protected_modes=row.get("protected_modes"), capacities=row.get("capacities"), context=row.get("context"),
            agreed_on=notice_day or today,
        )
    return person_id


def _add_observation(vault: Vault, row: dict[str, Any], people: dict[str, int], today: date) -> int:
    about = {people[key]: _about(facts, today) for key, facts in row.get("about", {}).items()}
    details = Details(
        texts={name: row[name] for name in TEXTS if name in row and name != "behaviour"},
        choices={name: row[name] for name in CHOICES if name in row},
        multi={name: row[name] for name in MULTI_CHOICES if name in row},
        dates={name: _back(today, row[name]) or today for name in DATES if name in row},
        flags={name: row[name] for name in FLAGS if name in row},
    )
    observed_on = _back(today, row.get("day"))
    observation_id = record_observation(
        vault, person_ids=[people[key] for key in row["people"]], text=row["behaviour"], observed_on=observed_on,
        written_on=_back(today, row.get("written_day", row.get("day", 0))), details=details,
        competencies=row.get("competencies", ()), about=about, date_as_written=row.get("date_as_written", ""),
    ).id
    if row.get("complete"):
        complete_observation(vault, observation_id=observation_id)
    return observation_id


def _about(facts: dict[str, Any], today: date) -> About:
    told_on = _back(today, facts.get("told_day"))
    return About(
        concern=facts.get("concern"), closest_anchor=facts.get("closest_anchor"),
        person_view=facts.get("person_view", ""), told_on=told_on,
        told_how=facts.get("told_how", "conversation") if told_on else None, told_confirmed=told_on is not None,
    )


def _back(today: date, days: int | None) -> date | None:
    return None if days is None else today - timedelta(days=days)

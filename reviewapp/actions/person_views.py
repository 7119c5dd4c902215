"""Two pictures of one person's record: the coverage strip and the reliance map. Episodes, never totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from reviewapp.actions.queries import framework_for, profile
from reviewapp.actions.shapes import Coverage, CoverageCell, RelianceCell, title_of
from reviewapp.domain.crosswalk import ids_in
from reviewapp.domain.person import Person
from reviewapp.domain.reliance import COLUMNS, READINGS, ROWS
from reviewapp.domain.review import months_between
from reviewapp.i18n import _
from reviewapp.vault import observation_lists, people
from reviewapp.vault.connection import Vault
from reviewapp.vault.observation_lists import Sketch


def coverage(vault: Vault, *, person_id: int, first: date, last: date) -> Coverage:
    """Month × focus competency over a period; without an agreed focus, all competencies of the framework.

    Competencies chosen from another framework are in it only where this one says that it continues them, whatever
    their id.
    """
    framework = framework_for(vault, person_id=person_id)
    agreed = profile(vault, person_id=person_id)
    focus = agreed.focus if agreed else tuple(item.id for item in framework.competencies)
    names = tuple((item, framework.competency(item).name) for item in focus if item in framework.ids)
    months = tuple(months_between(first, last))
    seen: dict[tuple[date, str], list[Sketch]] = defaultdict(list)
    for item in observation_lists.sketches(vault.connection, person_id, first=first, last=last):
        for competency_id in ids_in(framework, item.competency_tags):
            seen[item.observed_on.replace(day=1), competency_id].append(item)
    cells = []
    for month in months:
        for competency_id, _name in names:
            inside = seen.get((month, competency_id), [])
            cells.append(CoverageCell(month, competency_id, _titles(inside), _ids(inside)))
    person = people.person(vault.connection, person_id)
    # Only a dated absence: months before somebody started are simply empty.
    here_since = replace(person, started_on=None) if person is not None else None
    away = frozenset(month for month in months if here_since is not None and _away_all(here_since, month))
    return Coverage(months, away, names, tuple(cells))


def reliance_map(vault: Vault, *, person_id: int, first: date, last: date) -> tuple[RelianceCell, ...]:
    """Every cell of the map with the titles of its episodes; unanswered ones are on no cell."""
    seen: dict[tuple[str, str], list[Sketch]] = defaultdict(list)
    for item in observation_lists.sketches(vault.connection, person_id, first=first, last=last):
        seen[item.soundness, item.response].append(item)
    cells = []
    for row in ROWS:
        for column in COLUMNS:
            if row == "no_output" and column != "did_without_ai":
                continue
            inside, reading = seen.get((row, column), []), READINGS.get((row, column), "")
            cells.append(RelianceCell(row, column, _(reading) if reading else "", _titles(inside), _ids(inside)))
    return tuple(cells)


def _titles(episodes: Sequence[Sketch]) -> tuple[str, ...]:
    return tuple(title_of(item.behaviour) for item in episodes)


def _ids(episodes: Sequence[Sketch]) -> tuple[int, ...]:
    return tuple(item.id for item in episodes)


def _away_all(person: Person, month: date) -> bool:
    last = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    days = (month + timedelta(days=offset) for offset in range((last - month).days + 1))
    return not any(person.present_on(day) for day in days)

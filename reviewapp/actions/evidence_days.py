"""The evidence of a period as marks on their days, one row for each focus competency. No totals, nothing by amount."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from reviewapp.actions.queries import framework_for, profile
from reviewapp.actions.review_focus import focus_of
from reviewapp.actions.reviews import get_review
from reviewapp.actions.shapes import DayMark, DayRow, EvidenceDays, title_of
from reviewapp.domain.crosswalk import ids_in
from reviewapp.domain.framework import Framework
from reviewapp.domain.review import absence_in_months, months_between
from reviewapp.i18n import _
from reviewapp.vault import frameworks, observation_lists, people
from reviewapp.vault.connection import Vault
from reviewapp.vault.observation_lists import Sketch


def evidence_days(vault: Vault, *, person_id: int, first: date, last: date) -> EvidenceDays:
    """What was noted about a person in a period; without an agreed focus, all competencies of the framework."""
    agreed, framework = profile(vault, person_id=person_id), framework_for(vault, person_id=person_id)
    return _days(vault, framework, agreed.focus if agreed else (), person_id, first, last)


def review_days(vault: Vault, *, review_id: int) -> EvidenceDays:
    """The same for the period, the framework and the focus of a review. Raises NotFound for an unknown one."""
    record = get_review(vault, review_id=review_id)
    framework = frameworks.framework(vault.connection, record.framework_id)
    focus = focus_of(vault, record, framework)
    return _days(vault, framework, focus, record.person_id, record.period_from, record.period_to)


def _days(
    vault: Vault, framework: Framework, focus: Sequence[str], person_id: int, first: date, last: date
) -> EvidenceDays:
    shown = [one for one in focus if one in framework.ids] or [one.id for one in framework.competencies]
    names = {one: framework.competency(one).name for one in shown}
    months = months_between(first, last)
    seen: dict[str, dict[date, list[Sketch]]] = {one: defaultdict(list) for one in (*names, "")}
    for item in observation_lists.sketches(vault.connection, person_id, first=first, last=last):
        places = [one for one in ids_in(framework, item.competency_tags) if one in names]
        for competency_id in places or [""]:
            seen[competency_id][item.observed_on].append(item)
    rows = [DayRow(one, name, _marks(seen[one])) for one, name in names.items()]
    if seen[""]:
        rows.append(DayRow("", _("Under none of these"), _marks(seen[""])))
    person = people.person(vault.connection, person_id)
    away_from, away_to = (person.away_from, person.away_to) if person is not None else (None, None)
    said = _alternative(rows, months, absence_in_months(away_from, away_to, months))
    return EvidenceDays(tuple(months), tuple(rows), away_from, away_to, said)


def _marks(seen: dict[date, list[Sketch]]) -> tuple[DayMark, ...]:
    return tuple(
        DayMark(day, tuple(title_of(item.behaviour) for item in items), tuple(item.id for item in items))
        for day, items in sorted(seen.items())
    )


def _alternative(rows: Sequence[DayRow], months: list[date], away: tuple[float, float] | None) -> tuple[str, ...]:
    # The sentences the PDF says to those who do not see its time line: one text for both.
    from reviewapp.report.dates import month_names
    from reviewapp.report.evidence import row_sentence

    sentences = [row_sentence(row.name, [mark.day for mark in row.marks], months) for row in rows]
    if away is not None:
        start, end = away
        # An absence that ends on the first minute of a month does not touch that month.
        touched = [month for at, month in enumerate(months) if at < end and at + 1 > start]
        sentences.append(_("Away: {period}.").format(period=month_names(touched)))
    return tuple(sentences)

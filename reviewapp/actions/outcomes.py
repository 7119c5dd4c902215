"""Outcome measures: figures of a workflow or a team, before and after a change, set side by side or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING

from reviewapp.actions import team_words
from reviewapp.actions.changes import Changes, changed
from reviewapp.actions.sentences import in_one_line, said
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.domain.naming import Naming, name_parts
from reviewapp.domain.outcome import KeptMeasure, Measure, checked
from reviewapp.exchange.outcomes_file import OutcomeRow, OutcomesFile
from reviewapp.i18n import _
from reviewapp.vault import people, team
from reviewapp.vault.connection import Vault

if TYPE_CHECKING:
    from reviewapp.actions.importing import RowReport


@dataclass(frozen=True)
class MeasureView:
    """A measure as screens show it: everything in words. ``apart`` says why the figures are not set side by side."""

    id: int
    measure: Measure
    sides: tuple[str, ...]
    apart: str
    few: str
    alternative: str
    done: tuple[str, ...]


def keep_measure(vault: Vault, *, measure: Measure, measure_id: int | None = None, import_key: str = "") -> Changes:
    """Add a measure, or with ``measure_id`` put another in its place.

    Raises what `checked` refuses, RuleRefused for one that names somebody in this vault, NotFound otherwise.
    """
    measure = _fit(vault, measure)
    if measure_id is not None:
        get_measure(vault, measure_id=measure_id)
    with vault.write() as transaction:
        if measure_id is None:
            row = team.add_measure(transaction, measure, import_key or None)
        else:
            row = measure_id
            team.change_measure(transaction, row, measure)
        return changed(transaction, "keep_measure", "outcome", ids=(row,))


def remove_measure(vault: Vault, *, measure_id: int) -> Changes:
    """Move a measure to the bin; NotFound otherwise."""
    get_measure(vault, measure_id=measure_id)
    with vault.write() as transaction:
        team.put_in_bin(transaction, "outcome_measure", (measure_id,))
        return changed(transaction, "remove_measure", "outcome", ids=(measure_id,))


def get_measure(vault: Vault, *, measure_id: int) -> KeptMeasure:
    """One measure; NotFound otherwise."""
    found = team.measure(vault.connection, measure_id)
    if found is None:
        raise NotFound(_("There is no such measure."), _("See the list with: reviewapp team outcomes."))
    return found


def measures(vault: Vault) -> list[MeasureView]:
    """Every measure, as it was added."""
    return [_view(vault, one) for one in team.measures(vault.connection)]


def measures_beside(vault: Vault, *, first: date, last: date) -> list[MeasureView]:
    """Those tallied within a period, to lie beside a review of it (domain.md A61).

    They are the same for everybody: which person a review is about is not asked, and nothing of them goes into it.
    """
    return [
        one
        for one in measures(vault)
        if any(window.first <= last and first <= window.last for _side, window in one.measure.windows)
    ]


def refuse_names(vault: Vault, texts: Iterator[str] | tuple[str, ...]) -> None:
    """RuleRefused when a text holds the full name of somebody in this vault: these records are about work."""
    everybody = people.people(vault.connection, with_me=True)
    for person in everybody:
        names = (person.name, *person.aliases)
        # Whole names only: a part such as "Will" or "Rose" is a word as well.
        whole = tuple(name for name in names if len(name.split()) > 1)
        naming = Naming(whole, name_parts(whole))
        if whole and any(naming.spans(text) for text in texts):
            raise RuleRefused(
                _("This names {name}; here stands what is about the work, never a person.").format(name=person.name),
                _("Name the workflow, the ward or the team instead."),
            )


def _fit(vault: Vault, measure: Measure) -> Measure:
    tidied = replace(
        measure, **{one.name: getattr(measure, one.name).strip() for one in fields(measure) if one.type == "str"}
    )
    checked(tidied)
    if tidied.agreement_id is not None and team.agreement(vault.connection, tidied.agreement_id) is None:
        raise NotFound(_("There is no such working agreement."), _("Choose another, or none."))
    refuse_names(vault, tuple(_texts(tidied)))
    return tidied


def _texts(measure: Measure) -> Iterator[str]:
    yield from (getattr(measure, one.name) for one in fields(measure) if one.type == "str")
    for _side, window in measure.windows:
        yield from (window.covers, window.source)


def _view(vault: Vault, kept: KeptMeasure) -> MeasureView:
    measure = kept.measure
    agreement = team.agreement(vault.connection, measure.agreement_id) if measure.agreement_id else None
    done = agreement.terms.definition_of_done.splitlines() if agreement else []
    return MeasureView(
        kept.id, measure,
        tuple(team_words.side_sentence(measure, side, window) for side, window in measure.windows),
        team_words.comparison(measure), team_words.few_cases(measure), team_words.alternative(measure), tuple(done),
    )


def import_rows(vault: Vault, file: OutcomesFile, dry_run: bool) -> Iterator[RowReport]:
    """Keep what a file holds, row by row; each row gets its report."""
    from reviewapp.actions.importing import BLANK, RowReport

    yield from (RowReport(number, BLANK) for number in file.blank_rows)
    seen: dict[str, int] = {}
    for row in file.rows:
        yield _one_row(vault, row, seen, dry_run)


def _one_row(vault: Vault, row: OutcomeRow, seen: dict[str, int], dry_run: bool) -> RowReport:
    from reviewapp.actions.importing import ADDED, ADDED_OPEN, ALREADY_HERE, LEFT_OUT, RowReport

    remarks = tuple(said(one.template, _values(one.values)) for one in row.cautions)
    report = RowReport(row.row, LEFT_OUT, None, "", None, row.name, remarks)
    earlier = team.measure_by_import(vault.connection, row.key)
    if earlier is not None or row.key in seen:
        remark = _("Imported before; nothing was changed.") if earlier else _("The same as row {row}.").format(
            row=seen[row.key]
        )
        return replace(report, outcome=ALREADY_HERE, id=earlier, remarks=(remark,))
    seen[row.key] = row.row
    try:
        measure = _fit(vault, row.measure) if row.measure else None
    except UsageError as refused:
        return replace(report, remarks=(*remarks, in_one_line(refused)))
    if measure is None:
        return report
    apart, few = team_words.comparison(measure), team_words.few_cases(measure)
    is_open = any(one.id not in {"covers"} for one in row.cautions)
    report = replace(
        report, outcome=ADDED_OPEN if is_open else ADDED, remarks=(*remarks, *(one for one in (apart, few) if one))
    )
    if dry_run:
        return report
    return replace(report, id=keep_measure(vault, measure=measure, import_key=row.key).id)


def _values(values: tuple[tuple[str, str], ...]) -> dict[str, object]:
    """The places of a caution; a side is said in the chosen language."""
    return {name: team_words.value(text).lower() if name == "side" else text for name, text in values}


def is_outcomes(data: bytes, name: str) -> bool:
    """True for a table whose header is that of outcome measures."""
    from reviewapp.exchange.outcomes_file import outcome_columns
    from reviewapp.exchange.tables import read_table

    if re.search(r"\.(?:md|markdown|txt)$", name, re.IGNORECASE):
        return False
    return outcome_columns(read_table(data)) is not None

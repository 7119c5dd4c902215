"""A people list as exported or typed: names, roles, start dates and what the notes column adds.

E-mail columns are recognised so that they are not reported as unknown, and never kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from reviewapp.domain.errors import N_, UsageError
from reviewapp.domain.person import Person
from reviewapp.exchange.dates import REASONS, DateReading, read_date
from reviewapp.exchange.headers import PEOPLE, Columns, columns_of
from reviewapp.exchange.people_remarks import read_absence, read_aliases, says_me
from reviewapp.exchange.plain import Caution, folded, same_case, tidy
from reviewapp.exchange.tables import LONG_RECORD_LINES, Record, Table

HEADER_WITHIN = 6
MAX_NAME = 200
MAX_REMARK = 2000

START_OPEN = N_('The start date "{written}" was left open: {why}')
SAME_NAME = N_("Another row has the same name; they are kept as two people.")
SIMILAR_NAME = N_("{other} differs only by an accent or capitals; they are kept as two people.")
TAKEN_AS_ME = N_("Taken as you, because all the others name this person as manager.")
LONG_ROW = N_("This row runs over {lines} lines of the file; a quotation mark may be missing.")
OPEN_QUOTE = N_("The last row never closes its quotation mark, so it holds everything to the end of the file.")
LONG_NAME = N_("This name is longer than a name can be and was cut.")
LONG_REMARK = N_("Only the first {limit} characters of the notes were looked at for other names and an absence.")
NO_NAME = N_("Row {row} has no name and was not read.")
NO_ROWS = N_("There is a header, but nothing under it.")


@dataclass(frozen=True)
class PersonRow:
    """One person. ``row`` counts records after the header, from 1; ``started.day`` is None while open."""

    row: int
    name: str
    role: str
    team: str
    started: DateReading
    started_as_written: str
    aliases: tuple[str, ...]
    away_from: date | None
    away_to: date | None
    is_me: bool
    managers: tuple[str, ...]
    cautions: tuple[Caution, ...] = ()

    def person(self, person_id: int, uid: str) -> Person:
        """The record this row describes, under the ids the caller gives it."""
        return Person(
            person_id, uid, self.name, self.role, self.team, self.started.day, self.away_from, self.away_to,
            self.aliases, is_me=self.is_me,
        )


@dataclass(frozen=True)
class PeopleFile:
    """Everything a people list holds; every record is in ``rows``, ``blank_rows`` or ``nameless_rows``."""

    encoding: str
    delimiter: str
    rows: tuple[PersonRow, ...]
    blank_rows: tuple[int, ...]
    nameless_rows: tuple[int, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    cautions: tuple[Caution, ...] = ()


def people_columns(table: Table) -> Columns | None:
    """The header of a people list: a name and one of role, start, e-mail, manager or team; None for other tables.

    A table with a single column of names counts too. A column of plain dates makes it a notes file.
    """
    for index, record in enumerate(table.records[:HEADER_WITHIN]):
        columns = columns_of(record.cells, PEOPLE, index)
        named = columns.places.keys() & {"name", "first_name", "last_name"}
        typical = columns.places.keys() & {"role", "start", "email", "manager", "team", "first_name"}
        alone = sum(bool(tidy(cell)) for cell in record.cells) == 1
        if named and (typical or alone):
            return columns
    return None


def read_people_table(table: Table, saved_on: date) -> PeopleFile:
    """All people of a table.

    Raises UsageError naming the columns needed when no header is recognised.
    """
    columns = people_columns(table)
    if columns is None:
        found = ", ".join(cell for cell in (tidy(cell)[:40] for cell in table.records[0].cells[:8]) if cell)
        raise UsageError(
            N_("No line at the top names the columns of a people list (found: {found})."),
            N_("Name one column Name and another Role, Start date, Manager or Team."),
            found=found,
        )
    rows: list[PersonRow] = []
    blank: list[int] = []
    nameless: list[int] = []
    for number, record in enumerate(table.records[columns.header + 1:], start=1):
        if record.is_blank:
            blank.append(number)
        elif not _name(columns, record.cells):
            nameless.append(number)
        else:
            rows.append(_row(number, record, columns, saved_on))
    cautions = [Caution("no_name", NO_NAME, (("row", str(number)),)) for number in nameless]
    if not rows:
        cautions.append(Caution("no_rows", NO_ROWS))
    if table.open_quote:
        cautions.append(Caution("open_quote", OPEN_QUOTE))
    settled = [_with_open_date(row) for row in _with_names_compared(_with_me(_with_column_order(rows)))]
    return PeopleFile(
        table.encoding, table.delimiter, tuple(settled), tuple(blank), tuple(nameless),
        tuple(name for _, name in columns.extra), tuple(cautions),
    )


def _name(columns: Columns, cells: Sequence[str]) -> str:
    whole = tidy(columns.cell(cells, "name"))
    first, last = tidy(columns.cell(cells, "first_name")), tidy(columns.cell(cells, "last_name"))
    if first and last:
        return f"{first} {last}"
    if first and whole and folded(first) not in folded(whole).split():
        # "Name" beside "Vorname" or "Prénom" holds the surname.
        return f"{first} {whole}"
    if last and whole and folded(last) not in folded(whole):
        return f"{whole} {last}"
    if whole.count(",") == 1:
        family, given = (part.strip() for part in whole.split(","))
        if family and given and not re.fullmatch(r"(?i)(?:jr|sr|ii|iii|phd|md|dr|msc|bsc)\.?", given):
            return f"{given} {family}"
    return whole or first or last


def _row(number: int, record: Record, columns: Columns, saved_on: date) -> PersonRow:
    cells = record.cells
    cautions: list[Caution] = []
    name = _name(columns, cells)
    if len(name) > MAX_NAME:
        cautions.append(Caution("long_name", LONG_NAME))
        name = name[:MAX_NAME].rstrip()
    if record.lines > LONG_RECORD_LINES:
        cautions.append(Caution("swallowed_lines", LONG_ROW, (("lines", str(record.lines)),)))
    remark = columns.cell(cells, "notes")[:MAX_REMARK]
    if len(columns.cell(cells, "notes")) > MAX_REMARK:
        cautions.append(Caution("long_remark", LONG_REMARK, (("limit", str(MAX_REMARK)),)))
    absence = read_absence(remark, saved_on)
    cautions.extend(absence.cautions)
    written = tidy(columns.cell(cells, "start"))
    return PersonRow(
        row=number,
        name=name,
        role=tidy(columns.cell(cells, "role")),
        team=tidy(columns.cell(cells, "team")),
        started=read_date(written, saved_on=saved_on, allow_future=True),
        started_as_written=written,
        aliases=read_aliases(remark, name),
        away_from=absence.first,
        away_to=absence.last,
        is_me=says_me(remark),
        managers=_managers(columns.cell(cells, "manager")),
        cautions=tuple(cautions),
    )


def _managers(written: str) -> tuple[str, ...]:
    text = tidy(written)
    flipped = re.fullmatch(r"([^\s,;/&]+), ?([^\s,;/&]+)", text)
    if flipped:
        # One comma between two single words is "Surname, First name", not two managers.
        return (f"{flipped.group(2)} {flipped.group(1)}",)
    parts = re.split(r"\s*(?:[,;/&+\n]|\b(?:and|und|et|y)\b)\s*", text)
    return tuple(dict.fromkeys(part for part in parts if part))


def _with_column_order(rows: Sequence[PersonRow]) -> list[PersonRow]:
    """Settle open slash dates where every clear one of this export is written in the same order.

    One export writes one order; that holds for the start dates of a single file, not for typed notes.
    """
    orders = {row.started.order for row in rows if row.started.order}
    if len(orders) != 1:
        return list(rows)
    place = 0 if orders == {"day_first"} else 1

    def settled(row: PersonRow) -> PersonRow:
        if row.started.reason != "ambiguous" or len(row.started.candidates) != 2:
            return row
        day = row.started.candidates[place]
        return replace(row, started=DateReading(day, (day,), "same_column"))

    return [settled(row) for row in rows]


def _with_me(rows: Sequence[PersonRow]) -> list[PersonRow]:
    """Mark the writer: said in the notes, else the one without a manager whom all the others name as theirs."""
    if any(row.is_me for row in rows):
        return list(rows)
    heads = [
        row for row in rows
        if not row.managers
        and len(rows) > 1
        and all(same_case(row.name) in map(same_case, other.managers) for other in rows if other is not row)
    ]
    if len(heads) != 1:
        return list(rows)
    caution = Caution("taken_as_me", TAKEN_AS_ME)
    return [_with_caution(replace(row, is_me=True), caution) if row is heads[0] else row for row in rows]


def _with_names_compared(rows: Sequence[PersonRow]) -> list[PersonRow]:
    alike: dict[str, list[PersonRow]] = {}
    for row in rows:
        alike.setdefault(folded(row.name), []).append(row)

    def compared(row: PersonRow) -> PersonRow:
        others = [other for other in alike[folded(row.name)] if other is not row]
        if any(other.name == row.name for other in others):
            return _with_caution(row, Caution("same_name", SAME_NAME))
        if others:
            return _with_caution(row, Caution("similar_name", SIMILAR_NAME, (("other", others[0].name),)))
        return row

    return [compared(row) for row in rows]


def _with_open_date(row: PersonRow) -> PersonRow:
    if row.started.day is not None or not row.started_as_written:
        return row
    values = (("written", row.started_as_written), ("why", REASONS[row.started.reason]))
    return _with_caution(row, Caution("start_open", START_OPEN, values))


def _with_caution(row: PersonRow, caution: Caution) -> PersonRow:
    return replace(row, cautions=(*row.cautions, caution))

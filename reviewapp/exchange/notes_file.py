"""A running sheet of notes: one record per note, with columns in any order and in four languages."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date

from reviewapp.domain.errors import N_, UsageError
from reviewapp.domain.person import Person
from reviewapp.exchange.dates import read_date
from reviewapp.exchange.headers import NOTES, Columns, columns_of
from reviewapp.exchange.note_rows import Draft, NoteRow, NotesFile, understand
from reviewapp.exchange.people_match import Roster
from reviewapp.exchange.plain import Caution, tidy
from reviewapp.exchange.tables import LONG_RECORD_LINES, Record, Table

HEADER_WITHIN = 6
NEEDED = N_("Name the columns Date, Who and What happened (Follow up and Told them? are read too).")

SWALLOWED = N_(
    "This row runs over {lines} lines of the file; a quotation mark may be missing, so later rows may be in it."
)
HOLDS_ROWS = N_("A line inside this row looks like a row of its own; a quotation mark may be missing before it.")
OPEN_QUOTE = N_("This row never closes its quotation mark, so it holds everything to the end of the file.")
MORE_CELLS = N_("This row has more cells than the header; whether the person was told was not read from it.")
NO_ROWS = N_("There is a header, but nothing under it.")
ODD_BYTES = N_("Some characters could not be read and show as \ufffd; save the file as CSV (UTF-8) to keep them.")


def notes_columns(table: Table) -> Columns | None:
    """The header of a notes table: a text and one of date, who, follow-up or told; None for other tables."""
    for index, record in enumerate(table.records[:HEADER_WITHIN]):
        columns = columns_of(record.cells, NOTES, index)
        if "text" in columns.places and columns.places.keys() & {"date", "who", "told", "follow_up"}:
            return columns
    return None


def read_notes_table(table: Table, people: Sequence[Person], saved_on: date) -> NotesFile:
    """All notes of a table.

    Raises UsageError naming the columns needed when no header is recognised.
    """
    columns = notes_columns(table)
    if columns is None:
        found = ", ".join(cell for cell in (tidy(cell)[:40] for cell in table.records[0].cells[:8]) if cell)
        raise UsageError(N_("No line at the top names the columns of notes (found: {found})."), NEEDED, found=found)
    roster = Roster(people)
    rows: list[NoteRow] = []
    blank: list[int] = []
    last = len(table.records) - 1
    for index in range(columns.header + 1, len(table.records)):
        record, number = table.records[index], index - columns.header
        if record.is_blank:
            blank.append(number)
            continue
        cautions = _cautions(record, columns, table, saved_on)
        if table.open_quote and index == last:
            cautions.append(Caution("open_quote", OPEN_QUOTE))
        rows.append(understand(_draft(number, record, columns, cautions), roster, saved_on))
    about: list[Caution] = []
    if not rows:
        about.append(Caution("no_rows", NO_ROWS))
    if table.open_quote:
        about.append(Caution("open_quote", OPEN_QUOTE))
    if any("\ufffd" in cell for record in table.records for cell in record.cells):
        about.append(Caution("odd_bytes", ODD_BYTES))
    return NotesFile(
        table.encoding, table.delimiter, tuple(rows), tuple(blank), saved_on,
        tuple(name for _, name in columns.extra), tuple(about),
    )


def _draft(number: int, record: Record, columns: Columns, cautions: list[Caution]) -> Draft:
    cells = record.cells
    extra = ((name, tidy(cells[place])) for place, name in columns.extra if place < len(cells))
    return Draft(
        row=number,
        line=record.line,
        date_as_written=columns.cell(cells, "date"),
        who=columns.cell(cells, "who"),
        text=columns.cell(cells, "text"),
        follow_up=columns.cell(cells, "follow_up"),
        told=columns.cell(cells, "told"),
        extra=tuple((name, cell) for name, cell in extra if cell),
        surplus=tuple(cells[columns.width:]),
        cautions=tuple(cautions),
    )


def _cautions(record: Record, columns: Columns, table: Table, saved_on: date) -> list[Caution]:
    out: list[Caution] = []
    if any(tidy(cell) for cell in record.cells[columns.width:]):
        out.append(Caution("more_cells", MORE_CELLS))
    if record.lines > LONG_RECORD_LINES:
        out.append(Caution("swallowed_lines", SWALLOWED, (("lines", str(record.lines)),)))
    elif record.lines > 1 and _holds_rows(record, columns, table.delimiter, saved_on):
        out.append(Caution("holds_rows", HOLDS_ROWS))
    return out


def _holds_rows(record: Record, columns: Columns, delimiter: str, saved_on: date) -> bool:
    """True when a later line of a cell splits like a row and starts with something like a date."""
    for cell in record.cells:
        for line in cell.splitlines()[1:]:
            if delimiter not in line:
                continue
            cells = next(csv.reader([line], delimiter=delimiter))
            written = columns.cell(cells, "date")
            enough = len(cells) >= columns.width - 1
            if enough and read_date(written, saved_on=saved_on).reason not in ("unreadable", "empty"):
                return True
    return False

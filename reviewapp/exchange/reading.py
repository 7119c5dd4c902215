"""The door to people's own files: what a file is, and its rows, typed. Bytes in, records out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from reviewapp.domain.errors import N_, UsageError
from reviewapp.domain.person import Person
from reviewapp.exchange.note_rows import NoteRow, NotesFile
from reviewapp.exchange.notes_file import NEEDED, notes_columns, read_notes_table
from reviewapp.exchange.notes_markdown import read_notes_text, split_date
from reviewapp.exchange.people_file import PeopleFile, PersonRow, people_columns, read_people_table
from reviewapp.exchange.tables import decode, read_table, refuse_binary

__all__ = [
    "NoteRow", "NotesFile", "PeopleFile", "PersonRow", "read_notes", "read_people", "what_is",
]

TEXT_SUFFIXES = (".md", ".markdown", ".txt", ".text")
_LIST_LINE = re.compile(r"\s*(?:#{1,6}\s+\S|[-*•+]\s+\S)")
_SAMPLE_LINES = 200


def read_people(data: bytes, *, saved_on: date) -> PeopleFile:
    """A people list (CSV in any usual encoding and delimiter).

    ``saved_on`` is the day the file was saved. Raises UsageError when the file is empty, binary or has
    no header of a people list.
    """
    return read_people_table(read_table(data), saved_on)


def read_notes(data: bytes, *, name: str, people: Sequence[Person], saved_on: date) -> NotesFile:
    """Notes from a table or a text file; ``name`` is the file's name and helps to tell which.

    A table with a notes header is read as a table whatever its name says. Raises UsageError when the
    file is empty, binary, or a table without a header of notes.
    """
    table = read_table(data)
    if notes_columns(table) is None and _is_text(data, name):
        return read_notes_text(data, people, saved_on)
    return read_notes_table(table, people, saved_on)


def what_is(data: bytes, name: str) -> str:
    """``people`` or ``notes``, by the header; a notes header with a date column wins over a list of names.

    Raises UsageError when it is neither, saying which columns are needed.
    """
    table = read_table(data)
    notes, people = notes_columns(table), people_columns(table)
    if people is not None and not (notes is not None and "date" in notes.places and "start" not in people.places):
        # A list of names with a remarks column ("Name, Notes") has no typical people column: it is notes.
        return "people"
    if notes is not None or _is_text(data, name):
        return "notes"
    raise UsageError(
        N_("The columns of this file are neither those of a people list nor those of notes."),
        N_("{needed} A people list needs Name and one of Role, Start date, Manager or Team."),
        needed=NEEDED,
    )


def _is_text(data: bytes, name: str) -> bool:
    """True for a text file by name, or when headings, bullets or dated lines make up its lines."""
    if name.casefold().endswith(TEXT_SUFFIXES):
        return True
    refuse_binary(data)
    text, _ = decode(data)
    lines = [line for line in text[:65536].splitlines()[:_SAMPLE_LINES] if line.strip()]
    shaped = [line for line in lines if _LIST_LINE.match(line) or _dated(line)]
    return len(shaped) * 4 >= len(lines) and not name.casefold().endswith((".csv", ".tsv"))


def _dated(line: str) -> bool:
    # Any fixed late day will do: only whether a date is written matters here, not which.
    written, rest = split_date(line, date(2199, 12, 31))
    return bool(written and rest)

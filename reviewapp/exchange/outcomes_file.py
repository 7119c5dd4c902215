"""Outcome measures out of a spreadsheet: what each row says, and what it leaves open. Nothing is guessed.

A cell that speaks of both sides ("yes before, NO after", "before: stopwatch; after: audit") is taken apart; a word
that is no known answer leaves the question open and is handed on as it stands.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date

from reviewapp.domain.errors import N_, UsageError
from reviewapp.domain.outcome import Measure, Window
from reviewapp.exchange.dates import read_date
from reviewapp.exchange.headers import Columns, Vocabulary, columns_of
from reviewapp.exchange.plain import Caution, folded, tidy, tidy_lines
from reviewapp.exchange.tables import Record, Table, read_table

HEADER_WITHIN = 10
OUTCOMES: Vocabulary = {
    name: frozenset(words.split("|"))
    for name, words in {
        "name": "measure|outcome|metric|indicator",
        "what": "what we count|what is counted|what counts|definition|counted",
        "change_on": "change date|date of change|changed on|change",
        "before_first": "before from|baseline from|baseline start", "before_last": "before to|baseline to|baseline end",
        "before_held": "before value|baseline value|before", "before_out_of": "before out of|baseline out of",
        "after_first": "after from", "after_last": "after to", "after_held": "after value|after",
        "after_out_of": "after out of", "unit": "unit|units", "origin": "made by|origin|produced by",
        "review_time": "review time in|review time included|includes review time",
        "downstream": "downstream work in|downstream included|includes downstream",
        "source": "where from|source", "remarks": "remarks|remark|notes|comment|comments",
    }.items()
}
NEEDED = ("name", "what", "before_held", "after_held")

_ORIGINS = {
    "human": "human", "people": "human", "by hand": "human", "ai": "ai", "ki": "ai", "mixed": "mixed", "both": "mixed",
}
_ANSWERS = {
    "yes": "yes", "y": "yes", "no": "no", "n": "no", "na": "na", "n/a": "na", "not applicable": "na",
    "does not apply": "na",
}
# A figure taken from many cases, such as a median, is no share of them.
_AMOUNTS = re.compile(r"\b(?:median|mean|average|mittelwert|durchschnitt|mediane|moyenne|mediana|media)\b")
_SIDED = re.compile(r"(?is)^\s*before\s*[:=]\s*(.+?)[.;,]*\s*\bafter\s*[:=]\s*(.+?)\s*$")
_BOTH = re.compile(r"(?i)^\s*(.+?)\s+before\s*[,;]\s*(.+?)\s+after\s*$")
# Where the remarks say whom each side counted, up to the end of the sentence.
_COVERS = re.compile(r"(?i)\bbefore\s*=\s*([^.]+)\.\s*after\s*=\s*([^.]+)")

# Beyond this a cell is a story and no answer about two sides.
_LONGEST = 600

NOT_A_NUMBER = N_("“{cell}” is no figure: the {side} side is left open.")
NO_DAY = N_("“{cell}” names no one day: the {side} side is left open.")
NO_CHANGE = N_("No day of the change can be read: it is left open.")
UNKNOWN_WORD = N_("“{cell}” in “{column}” is none of the answers: left open on the {side} side.")
EMPTY_CELL = N_("“{column}” is empty: left open.")
COVERS = N_("The remarks say who was counted on each side; that is kept with the figures.")


@dataclass(frozen=True)
class OutcomeRow:
    """One row: a measure, or None with the reason among the cautions. ``key`` is the same for the same row."""

    row: int
    key: str
    name: str
    measure: Measure | None
    cautions: tuple[Caution, ...]


@dataclass(frozen=True)
class OutcomesFile:
    """All rows of a file; every record is in ``rows`` or ``blank_rows``."""

    rows: tuple[OutcomeRow, ...]
    blank_rows: tuple[int, ...]
    unknown_columns: tuple[str, ...]


def outcome_columns(table: Table) -> Columns | None:
    """The header of a table of measures, or None for another table."""
    for index, record in enumerate(table.records[:HEADER_WITHIN]):
        columns = columns_of(record.cells, OUTCOMES, index)
        if columns.places.keys() >= set(NEEDED):
            return columns
    return None


def read_outcomes(data: bytes, saved_on: date) -> OutcomesFile:
    """Every row of a file. UsageError when no line names the columns."""
    table = read_table(data)
    columns = outcome_columns(table)
    if columns is None:
        raise UsageError(
            N_("No line at the top names the columns of outcome measures."),
            N_("It needs Measure, What we count, Before value and After value; dates and “out of” belong beside them."),
        )
    rows, blank = [], []
    for number, record in enumerate(table.records[columns.header + 1:], start=1):
        if record.is_blank:
            blank.append(number)
        else:
            rows.append(_Reader(columns, record, number, saved_on).row())
    return OutcomesFile(tuple(rows), tuple(blank), tuple(name for _at, name in columns.extra))


class _Reader:
    """Reads one row and collects what it leaves open."""

    def __init__(self, columns: Columns, record: Record, number: int, saved_on: date) -> None:
        self._columns, self._record, self._number, self._saved_on = columns, record, number, saved_on
        self._cautions: list[Caution] = []

    def row(self) -> OutcomeRow:
        """The row with its measure."""
        origins, reviews, downstream = (
            self._answers("origin", _ORIGINS), self._answers("review_time", _ANSWERS),
            self._answers("downstream", _ANSWERS),
        )  # fmt: skip
        sources, covers = self._two_sides("source"), ("", "")
        found = _COVERS.search(self._cell("remarks")[:_LONGEST])
        if found:
            covers = (tidy(found[1]), tidy(found[2]))
            self._say("covers", COVERS)
        windows = [
            self._window(side, origins[at], reviews[at], downstream[at], covers[at], sources[at])
            for at, side in enumerate(("before", "after"))
        ]
        change_on = self._day("change_on")
        if change_on is None:
            self._say("no_change", NO_CHANGE)
        what = self._cell("what")
        measure = Measure(
            name=self._cell("name"), what=what, shape="amount" if _AMOUNTS.search(folded(what)) else "share",
            unit=self._cell("unit"), change_on=change_on, before=windows[0], after=windows[1],
            remarks=tidy_lines(self._columns.cell(self._record.cells, "remarks")),
        )
        key = hashlib.sha256("\x1f".join(tidy(cell) for cell in self._record.cells).encode()).hexdigest()
        return OutcomeRow(self._number, key, measure.name, measure, tuple(self._cautions))

    def _window(
        self, side: str, origin: str | None, review: str | None, downstream: str | None, covers: str, source: str
    ) -> Window | None:
        days = [self._day(f"{side}_{end}") for end in ("first", "last")]
        for end, day in zip(("first", "last"), days, strict=True):
            if day is None:
                self._say("no_day", NO_DAY, cell=self._cell(f"{side}_{end}"), side=side)
                return None
        held, out_of = self._figure(f"{side}_held"), self._figure(f"{side}_out_of")
        for name, figure in (("held", held), ("out_of", out_of)):
            if figure is None or (name == "out_of" and figure != int(figure)):
                self._say("not_a_number", NOT_A_NUMBER, cell=self._cell(f"{side}_{name}"), side=side)
                return None
        first, last = days
        assert first is not None and last is not None and held is not None and out_of is not None
        return Window(first, last, held, int(out_of), origin, review, downstream, covers, source)

    def _answers(self, name: str, known: dict[str, str]) -> tuple[str | None, str | None]:
        if not self._cell(name):
            self._say("empty", EMPTY_CELL, column=self._column(name))
            return None, None
        sides = self._two_sides(name)
        answers = []
        for side, words in zip(("before", "after"), sides, strict=True):
            answer = known.get(folded(words))
            if answer is None:
                self._say("unknown_word", UNKNOWN_WORD, cell=words, column=self._column(name), side=side)
            answers.append(answer)
        return answers[0], answers[1]

    def _two_sides(self, name: str) -> tuple[str, str]:
        """The cell for each side: taken apart where it speaks of both, else the same words twice."""
        cell = self._cell(name)
        found = (_SIDED.match(cell) or _BOTH.match(cell)) if len(cell) <= _LONGEST else None
        return (tidy(found[1]), tidy(found[2])) if found else (cell, cell)

    def _day(self, name: str) -> date | None:
        return read_date(self._cell(name), saved_on=self._saved_on, allow_future=True).day

    def _figure(self, name: str) -> float | None:
        # "1,842" may be a thousand or less than two: with a comma it is asked about, not read.
        cell = self._cell(name).replace("\u00a0", "").replace(" ", "")
        return float(cell) if re.fullmatch(r"[0-9]{1,9}(?:\.[0-9]{1,6})?", cell) else None

    def _cell(self, name: str) -> str:
        return tidy(self._columns.cell(self._record.cells, name))

    def _column(self, name: str) -> str:
        return name.replace("_", " ")

    def _say(self, caution: str, template: str, **values: str) -> None:
        self._cautions.append(Caution(caution, template, tuple(values.items())))

"""One note as a typed row, whatever file it came from, and the keys that recognise it again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reviewapp.domain.errors import N_
from reviewapp.domain.person import Person
from reviewapp.exchange.dates import DateReading, read_date
from reviewapp.exchange.people_match import Match, Roster
from reviewapp.exchange.plain import Caution, folded, same_case, tidy, tidy_lines, word_set

TELL_YES = word_set("y yes ja j oui o si s x ✓ ✔ ☑ true wahr vrai verdadero 1 done told shared")
TELL_NO = word_set("n no nein non false falsch faux falso 0 not ☐ ✗ ✘ - noch pas")

TOLD_UNREAD = N_('Whether the person was told ("{written}") could not be read; it was left open.')
SAYS_YESTERDAY = N_("The text starts with yesterday, so the day before the date written was taken.")
SAYS_DAY = N_("The text was told on the date written, but names {day} as the day it happened.")
NO_TEXT = N_("This row has no text.")
NOT_THERE = N_("{name} was away or had not started on {day}, going by the people list.")

_YESTERDAY = re.compile(r"\W*(yesterday|gestern|ayer|hier)\b(?!['’]s)", re.IGNORECASE)
# "hier" is French for yesterday and German for here: small words of the text tell which it is.
_FRENCH = word_set("le la les un une des du de est a ont et il elle dans pas que qui sur pour avec au")
_GERMAN = word_set(
    "der die das den dem ein eine einen und ist hat nicht mit von auf im zu wurde war er sie es kein keine"
)
_SAYS_DAY = re.compile(
    r"\W*(?:(?:(?:s?he|they)\s+)?told me today[,:]?\s*(?:that\s+)?on the ([0-9]{1,2})(?:st|nd|rd|th)\b"
    r"|(?:hat mir heute (?:gesagt|erzählt)|(?:erzählte|sagte) mir heute)[,:]?\s*(?:dass\s+)?am ([0-9]{1,2})\."
    r"|m['’]a dit aujourd['’]hui[,:]?\s*(?:que\s+)?le ([0-9]{1,2})\b(?!\s*h)"
    r"|me (?:dijo|contó|ha dicho|ha contado) hoy[,:]?\s*(?:que\s+)?el (?:día )?([0-9]{1,2})\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class NoteRow:
    """One note. ``row`` counts from 1: records after the header, or items of a text file (then ``line`` helps).

    ``reading`` is the day it happened; ``written_day`` the day the note says it was written, where the
    text moves the event to an earlier day. ``told`` is None where nothing readable was said.
    ``extra`` are (column, cell) pairs of columns this import does not know, ``surplus`` cells beyond
    the header. ``import_key`` is equal for the same episode typed twice, ``source_key`` for the very
    same row read again, whatever has changed in the vault or the calendar since.
    """

    row: int
    line: int
    date_as_written: str
    reading: DateReading
    written_day: date | None
    who_as_written: str
    match: Match
    text: str
    follow_up: str
    told: str | None
    import_key: str
    source_key: str
    extra: tuple[tuple[str, str], ...] = ()
    surplus: tuple[str, ...] = ()
    cautions: tuple[Caution, ...] = ()

    @property
    def blank(self) -> bool:
        """True when there is no text, although something else is written in the row."""
        return not self.text


@dataclass(frozen=True)
class NotesFile:
    """Everything a notes file holds; each record is in ``rows`` or in ``blank_rows``.

    ``delimiter`` is empty for text files. ``saved_on`` is the day yearless dates were read against.
    """

    encoding: str
    delimiter: str
    rows: tuple[NoteRow, ...]
    blank_rows: tuple[int, ...]
    saved_on: date
    unknown_columns: tuple[str, ...] = ()
    cautions: tuple[Caution, ...] = ()


@dataclass(frozen=True)
class Draft:
    """The written parts of a row before anything is understood; ``reading`` when a day is known already."""

    row: int
    line: int
    date_as_written: str
    who: str
    text: str
    follow_up: str = ""
    told: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    surplus: tuple[str, ...] = ()
    cautions: tuple[Caution, ...] = ()
    reading: DateReading | None = None
    match: Match | None = None


def people_bounding(match: Match, roster: Roster) -> tuple[Person, ...]:
    """The people whose start and absence may rule out a day: all of the row, or none if one is unknown."""
    if match.unknown:
        return ()
    return tuple(roster.people[person_id] for person_id in (*match.people_ids, *match.uncertain_ids))


def understand(draft: Draft, roster: Roster, saved_on: date) -> NoteRow:
    """The typed row of what was written; never raises for anything a person can type."""
    match = draft.match or roster.match(draft.who)
    people = people_bounding(match, roster)
    written = draft.reading or read_date(draft.date_as_written, saved_on=saved_on, people=people)
    text = tidy_lines(draft.text)
    cautions = list(draft.cautions)
    reading, moved = _moved_by_text(written, text)
    cautions.extend(moved)
    told, unread = read_told("" if any(tidy(cell) for cell in draft.surplus) else draft.told)
    cautions.extend(unread)
    if not text:
        cautions.append(Caution("no_text", NO_TEXT))
    cautions.extend(_not_there(match, reading, roster))
    date_as_written, who = tidy(draft.date_as_written), tidy(draft.who)
    return NoteRow(
        draft.row, draft.line, date_as_written, reading, written.day, who, match, text, tidy_lines(draft.follow_up),
        told, import_key(text, match, who, reading.day, date_as_written), source_key(text, who, date_as_written),
        draft.extra, tuple(cell for cell in map(tidy_lines, draft.surplus) if cell), tuple(cautions),
    )


def read_told(written: str) -> tuple[str | None, tuple[Caution, ...]]:
    """``yes``, ``no`` or None; with a caution when something was written that is neither."""
    word = folded(written).strip(" .!?")
    if word in TELL_YES or written.strip() in TELL_YES:
        return "yes", ()
    if word in TELL_NO or written.strip() in TELL_NO:
        return "no", ()
    if not word:
        return None, ()
    return None, (Caution("told_unread", TOLD_UNREAD, (("written", tidy(written)[:80]),)),)


def _moved_by_text(reading: DateReading, text: str) -> tuple[DateReading, tuple[Caution, ...]]:
    if _starts_with_yesterday(text):
        before = tuple(day - timedelta(days=1) for day in reading.candidates if day > date.min)
        if not before:
            return reading, ()
        caution = (Caution("says_yesterday", SAYS_YESTERDAY),)
        if reading.day is None:
            return replace(reading, candidates=before), caution
        return DateReading(before[0], before[:1], "text_says_yesterday"), caution
    found = _SAYS_DAY.match(text[:200])
    if found is None or reading.day is None:
        return reading, ()
    number = int(next(group for group in found.groups() if group))
    day = _latest_numbered(number, reading.day)
    if day is None or day == reading.day:
        return reading, ()
    return DateReading(day, (day,), "text_says_day"), (Caution("says_day", SAYS_DAY, (("day", day.isoformat()),)),)


def _starts_with_yesterday(text: str) -> bool:
    found = _YESTERDAY.match(text[:80])
    if found is None:
        return False
    if found.group(1).casefold() != "hier":
        return True
    words = re.findall(r"[^\W\d_]+", same_case(text[:400]))
    # "à" loses to nothing here: it is no German word, and "a" stands for "il a".
    french = sum(word in _FRENCH or word == "à" for word in words)
    return french > 0 and not any(word in _GERMAN for word in words)


def _latest_numbered(number: int, upto: date) -> date | None:
    """The most recent day with this number in its month, at most a month back; None when there is none."""
    month_end = upto.replace(day=1) - timedelta(days=1)
    month = upto if number <= upto.day else month_end
    try:
        return month.replace(day=number)
    except ValueError:
        return None


def _not_there(match: Match, reading: DateReading, roster: Roster) -> tuple[Caution, ...]:
    day = reading.day
    if day is None:
        return ()
    absent = [roster.people[item] for item in match.people_ids if not roster.people[item].present_on(day)]
    return tuple(
        Caution("not_there", NOT_THERE, (("name", person.name), ("day", day.isoformat()))) for person in absent
    )


def _hashed(parts: Sequence[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", errors="replace")).hexdigest()


def import_key(text: str, match: Match, who: str, day: date | None, date_as_written: str) -> str:
    """SHA-256 (hex) of the text, the people and the day as understood: equal for one episode typed twice.

    Case and spaces do not count. Where somebody is not certain the cell as written stands for the
    people, where the day is open the date as written stands for the day.
    """
    certain = match.people_ids and match.is_certain
    people = ",".join(map(str, sorted(match.people_ids))) if certain else same_case(who)
    return _hashed((same_case(text), people, day.isoformat() if day else same_case(date_as_written)))


def source_key(text: str, who: str, date_as_written: str) -> str:
    """SHA-256 (hex) of the row as written: stays the same when people are added or a year has passed."""
    return _hashed(("written", same_case(text), same_case(who), same_case(date_as_written)))

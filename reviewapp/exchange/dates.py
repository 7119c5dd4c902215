"""A date as somebody wrote it, read without guessing.

Written months, ISO and dots (day first) are safe. A slash or dash date is read both ways; what cannot
be (a month 14, a day after the file was saved, a day before the person started or while they were
away) falls out, and only if exactly one day is left is it taken. Otherwise the day stays open and the
readings are handed on to be asked about. Other rows of the file are never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from reviewapp.domain.errors import N_
from reviewapp.domain.person import Person
from reviewapp.exchange.date_words import (
    FILLERS,
    MONTHS,
    SEVERAL_DAYS,
    UNSURE_WORDS,
    VAGUE_WORDS,
    WEEK_WORDS,
    WEEKDAYS,
)
from reviewapp.exchange.plain import folded

MAX_LENGTH = 80
FIRST_YEAR, LAST_YEAR = 1900, 2199

# Why a day was settled or left open; the sentences are English and the keys of their translations.
REASONS: dict[str, str] = {
    "iso": N_("Year, month, day."),
    "words": N_("The month is written out."),
    "dots": N_("Dots are read day first."),
    "part_over_12": N_("One part is over 12, so it is the day."),
    "same_either_way": N_("Day and month are the same number."),
    "not_in_future": N_("The other reading lies after the day the file was saved."),
    "before_start": N_("On the other reading nobody named had started yet."),
    "while_away": N_("On the other reading everybody named was away."),
    "weekday": N_("The weekday fits only this reading."),
    "order_of_list": N_("It stands between two dated entries, and only this reading fits there."),
    "same_column": N_("Every other date of this column is written in one order."),
    "text_says_yesterday": N_("The text starts with yesterday, so it is the day before."),
    "text_says_day": N_("The text names the day of the month."),
    "ambiguous": N_("It can be read in two ways; nothing in the file settles which."),
    "none_fits": N_("None of its readings fits what is known of the people named."),
    "in_future": N_("It lies after the day the file was saved."),
    "weekday_differs": N_("The weekday does not fit this date."),
    "a_week": N_("It names a week, not a day."),
    "a_month": N_("It names a month, not a day."),
    "several_days": N_("It names several days."),
    "vague": N_("It does not say which day."),
    "impossible": N_("There is no such day."),
    "unreadable": N_("This could not be read as a date."),
    "empty": N_("No date was written."),
}


@dataclass(frozen=True)
class DateReading:
    """What a written date means. ``day`` is set only when it is settled, then ``candidates`` is just that day.

    Left open, ``candidates`` are the days it could mean, day-first reading first (empty when none is
    known). ``order`` is "day_first" or "month_first" where a part over 12 shows it, else empty.
    """

    day: date | None
    candidates: tuple[date, ...]
    reason: str
    order: str = ""


EMPTY = DateReading(None, (), "empty")
UNREADABLE = DateReading(None, (), "unreadable")

_TIME = re.compile(
    r"(?:[t\s,]+(?:at |um |a las |a )?[0-2]?[0-9]"
    r"(?:[:h][0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,9})?)?|(?= ?(?:[ap]\.?m|uhr|h\b)))"
    r" ?(?:[ap]\.?m\.?|uhr|h|z|[+-][0-9]{2}:?[0-9]{2})?)$"
)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})\.?|([0-9]{4})([0-9]{2})([0-9]{2})")
_DOTS = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})(?:\.|\. ?([0-9]{4}|[0-9]{2})\.?)?")
_SLASH = re.compile(r"([0-9]{1,2}) ?([/-]) ?([0-9]{1,2})(?: ?\2 ?([0-9]{4}|[0-9]{2}))?")
_WORD_TOKEN = re.compile(r"([0-9]+)(?:(st|nd|rd|th|er|re|e|º|°|\.)(?![a-z]))?|('[0-9]{2})|([a-z]+)\.?|[\s,/-]+")
_RANGE = re.compile(r"[0-9]{1,2}(?:st|nd|rd|th|\.)? ?(?:-|/|&|\+|to|and|bis|und|au|et|al|a|y) ?[0-9]{1,2}")


def read_date(
    written: str, *, saved_on: date, people: Sequence[Person] = (), allow_future: bool = False
) -> DateReading:
    """Read one written date; never raises.

    ``saved_on`` is the day the file was saved: a date without a year is the most recent such day up to
    it, and a note cannot be of a later day (``allow_future`` lifts that for start and return dates).
    ``people`` are all people the row may be about; pass none when one of them is unknown.
    """
    text = _plain(written)
    if not text:
        return EMPTY
    if len(text) > MAX_LENGTH:
        return UNREADABLE
    loose = _loose(text)
    if loose is not None:
        return loose
    unsure = "?" in text or bool(UNSURE_WORDS & set(_words(text))) or "~" in text
    if unsure:
        rest = " ".join(part for part in re.split(r"[\s?~]+", text) if part.strip(".") not in UNSURE_WORDS)
        reading = _read(rest, saved_on, people, allow_future)
        return DateReading(None, reading.candidates, "vague")
    return _read(text, saved_on, people, allow_future)


def _plain(written: str) -> str:
    text = folded(written[: MAX_LENGTH * 4]) if len(written) <= MAX_LENGTH * 4 else "x" * (MAX_LENGTH + 1)
    text = text.replace("\u2013", "-").replace("\u2014", "-").replace("\u2212", "-").replace("\u2019", "'")
    return _TIME.sub("", text).strip(" ,;:")


def _words(text: str) -> list[str]:
    return [part.strip(".,;:") for part in text.split()]


def _loose(text: str) -> DateReading | None:
    """Weeks, ranges and vague times: a reading without a day; None when a day may be meant."""
    words = set(_words(text))
    if words & SEVERAL_DAYS:
        return DateReading(None, (), "several_days")
    if (words & WEEK_WORDS and not words & VAGUE_WORDS) or re.match(r"kw ?[0-9]", text):
        return DateReading(None, (), "a_week")
    if words & VAGUE_WORDS or re.match(r"(?:early|mid|late)-", text):
        return DateReading(None, (), "vague")
    ranged = _RANGE.match(text)
    if ranged and any(word in MONTHS for word in _words(text[ranged.end():])):
        return DateReading(None, (), "several_days")
    if re.search(r"[a-z0-9.] (?:-|to|bis|until|au|hasta) [0-9]", text):
        return DateReading(None, (), "several_days")
    return None


def _read(text: str, saved_on: date, people: Sequence[Person], allow_future: bool) -> DateReading:
    weekday, rest = _weekday(text)
    for reader in (_year_first, _dots, _slash):
        reading = reader(rest, saved_on)
        if reading is not None:
            break
    else:
        reading = _written_month(text, saved_on)
        if reading.reason == "unreadable" and weekday is not None:
            reading = _written_month(rest, saved_on)
        else:
            weekday = weekday if weekday is not None and _starts_with_weekday_and_day(text) else None
    return _settle(reading, weekday, saved_on, people, allow_future)


def _weekday(text: str) -> tuple[int | None, str]:
    found = re.match(r"([a-z]+)[.,]*\s*(?=\S)", text)
    if found and found.group(1) in WEEKDAYS:
        rest = text[found.end():]
        return WEEKDAYS[found.group(1)], re.sub(r"^(?:the|le|el|den|der)\s+", "", rest)
    return None, text


def _starts_with_weekday_and_day(text: str) -> bool:
    """True unless the first word is the month itself (``mar 3`` is March, ``mar 3 nov`` a Tuesday)."""
    words = [word for word in re.findall(r"[a-z]+", text) if word not in FILLERS]
    return not (words and words[0] in MONTHS and not any(word in MONTHS for word in words[1:]))


def full_year(written: str, saved_on: date) -> int:
    """Two digits become the century that lies at most ten years ahead of ``saved_on``."""
    year = int(written)
    if len(written) > 2:
        return year
    century = saved_on.year - saved_on.year % 100
    return century + year if century + year <= saved_on.year + 10 else century - 100 + year


def _make(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _latest(month: int, day: int, saved_on: date) -> date | None:
    """The most recent such day up to ``saved_on``; None when that year has no such day (29 February)."""
    year = saved_on.year if (month, day) <= (saved_on.month, saved_on.day) else saved_on.year - 1
    return _make(year, month, day)


def _one(day: date | None, reason: str, order: str = "") -> DateReading:
    return DateReading(day, (day,), reason, order) if day else DateReading(None, (), "impossible")


def _year_first(text: str, saved_on: date) -> DateReading | None:
    found = _YEAR_FIRST.fullmatch(text)
    if not found:
        return None
    year, _, month, day, compact_year, compact_month, compact_day = found.groups()
    return _one(_make(int(year or compact_year), int(month or compact_month), int(day or compact_day)), "iso")


def _dots(text: str, saved_on: date) -> DateReading | None:
    found = _DOTS.fullmatch(text)
    if not found:
        return None
    day, month = int(found.group(1)), int(found.group(2))
    if found.group(3) is None:
        return _one(_latest(month, day, saved_on), "dots")
    return _one(_make(full_year(found.group(3), saved_on), month, day), "dots")


def _slash(text: str, saved_on: date) -> DateReading | None:
    found = _SLASH.fullmatch(text)
    if not found:
        return None
    first, second = int(found.group(1)), int(found.group(3))
    written_year = found.group(4)

    def day_of(month: int, day: int) -> date | None:
        if written_year is None:
            return _latest(month, day, saved_on)
        return _make(full_year(written_year, saved_on), month, day)

    day_first, month_first = day_of(second, first), day_of(first, second)
    days = [day for day in (day_first, month_first) if day is not None]
    year_first = _short_year_first(found, saved_on)
    if year_first is not None and year_first not in days:
        return DateReading(None, (*dict.fromkeys(days), year_first), "ambiguous")
    if not days:
        return DateReading(None, (), "impossible")
    if written_year is None and second > 12 and _near_year(second, saved_on):
        # 11/25 may be 25 November or November 2025.
        return DateReading(None, tuple(days), "ambiguous")
    if day_first == month_first:
        return _one(day_first, "same_either_way")
    if len(days) == 1:
        return _one(days[0], "part_over_12", "day_first" if day_first else "month_first")
    return DateReading(None, tuple(days), "ambiguous")


def _near_year(two_digits: int, saved_on: date) -> bool:
    return 0 <= saved_on.year % 100 - two_digits <= 2


def _short_year_first(found: re.Match[str], saved_on: date) -> date | None:
    """``26-06-14`` may be year first; only with dashes and a year close to the file's own."""
    first, dash, second, last = found.groups()
    if dash != "-" or last is None or len(last) != 2 or len(first) != 2 or not _near_year(int(first), saved_on):
        return None
    return _make(full_year(first, saved_on), int(second), int(last))


def _written_month(text: str, saved_on: date) -> DateReading:
    numbers: list[tuple[str, bool]] = []
    months: list[int] = []
    month_first = False
    words_seen = 0
    position = 0
    while position < len(text):
        token = _WORD_TOKEN.match(text, position)
        if token is None:
            return UNREADABLE
        position = token.end()
        number, ordinal, short_year, word = token.groups()
        if number or short_year:
            numbers.append((number or short_year, bool(ordinal)))
        elif word and word not in FILLERS:
            words_seen += 1
            weekday_first = words_seen == 1 and word in WEEKDAYS and any(
                other in MONTHS for other in re.findall(r"[a-z]+", text[position:])
            )
            if weekday_first:
                continue
            if word not in MONTHS:
                return UNREADABLE
            months.append(MONTHS[word])
            month_first = not numbers
    if len(months) != 1:
        return DateReading(None, (), "several_days") if len(months) == 2 and numbers else UNREADABLE
    return _from_parts(months[0], numbers, month_first, text, saved_on)


def _from_parts(
    month: int, numbers: list[tuple[str, bool]], month_first: bool, text: str, saved_on: date
) -> DateReading:
    written = [number for number, _ in numbers]
    is_year = [len(number) == 4 or number.startswith("'") for number in written]
    if not written or (len(written) == 1 and is_year[0]):
        return DateReading(None, (), "a_month")
    if len(written) == 2 and is_year[0] and len(written[1]) <= 2:
        written.reverse()
        is_year.reverse()
    if len(written) > 2 or len(written[0]) > 2 or is_year[0]:
        return UNREADABLE
    day = int(written[0])
    if len(written) == 2:
        if not is_year[1] and len(written[1]) != 2:
            return UNREADABLE
        return _one(_make(full_year(written[1].lstrip("'"), saved_on), month, day), "words")
    found = _latest(month, day, saved_on)
    bare = month_first and not numbers[0][1] and len(written[0]) == 2
    if found and bare and _near_year(day, saved_on) and _weekday(text)[0] is None:
        # "Oct 25" may be 25 October or October 2025.
        return DateReading(None, (found,), "ambiguous")
    return _one(found, "words")


def _settle(
    reading: DateReading, weekday: int | None, saved_on: date, people: Sequence[Person], allow_future: bool
) -> DateReading:
    """Drop candidates that cannot be; keep the day only if exactly one is left."""
    if not reading.candidates:
        return reading
    if reading.day is not None:
        if reading.day > saved_on and not allow_future:
            return replace(reading, day=None, reason="in_future")
        if weekday is not None and reading.day.weekday() != weekday:
            return replace(reading, day=None, reason="weekday_differs")
        return reading
    if len(reading.candidates) < 2:
        return reading
    against = {day: _against(day, weekday, saved_on, people, allow_future) for day in reading.candidates}
    left = tuple(day for day, why in against.items() if not why)
    reasons = [why for why in against.values() if why]
    if len(left) == 1:
        return DateReading(left[0], left, reasons[0])
    if left:
        return DateReading(None, left, "ambiguous")
    return replace(reading, reason="in_future" if set(reasons) == {"not_in_future"} else "none_fits")


def _against(
    day: date, weekday: int | None, saved_on: date, people: Sequence[Person], allow_future: bool
) -> str:
    """Why the day cannot be meant, as a reason id; empty when it can."""
    if day > saved_on and not allow_future:
        return "not_in_future"
    if weekday is not None and day.weekday() != weekday:
        return "weekday"
    if people and not any(person.present_on(day) for person in people):
        not_started = all(person.started_on is not None and day < person.started_on for person in people)
        return "before_start" if not_started else "while_away"
    return ""

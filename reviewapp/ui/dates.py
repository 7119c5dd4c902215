"""Reading a typed date: "today", "mon", "12 oct", "12.10.", ISO. An ambiguous date is never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QLocale

from reviewapp.i18n import _
from reviewapp.ui import words

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTS = re.compile(r"(\d{1,2})\. ?(\d{1,2})\.? ?(\d{4})?")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
_NUMBER = re.compile(r"(\d{1,4})(?:st|nd|rd|th)?")
# A typed day may lie ahead by this much and still mean this year; "12 dec" in January means last December.
_AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class TypedDate:
    """What a typed text means: a day, nothing typed (both empty), or the sentence that says why not."""

    day: date | None = None
    sentence: str = ""


def read_date(text: str, today: date) -> TypedDate:
    """The day a person means by ``text``, seen from ``today``. A missing year is the nearest one that is not ahead."""
    wanted = " ".join(text.casefold().replace(",", " ").split())
    if not wanted:
        return TypedDate()
    # Our own spelling first: in French "mar." is Tuesday here and March anywhere else.
    shown = words.read_written_date(text.strip())
    if shown is not None:
        return TypedDate(shown)
    relative = _relative(wanted, today)
    if relative is not None:
        return TypedDate(relative)
    if match := _ISO.fullmatch(wanted):
        return _dated(int(match[1]), int(match[2]), int(match[3]))
    if match := _DOTS.fullmatch(wanted):
        return _in_year(int(match[1]), int(match[2]), match[3], today)
    if match := _SLASHES.fullmatch(wanted):
        return _slashes(int(match[1]), int(match[2]), match[3], today)
    return _spelled(wanted, today)


def how_to() -> str:
    """The sentence shown for a text that is no date."""
    return _("This is not a date yet. Write it as “yesterday”, “12 Oct” or 2026-10-12.")


def _relative(wanted: str, today: date) -> date | None:
    if wanted in {_("Today").casefold(), "today"}:
        return today
    if wanted in {_("Yesterday").casefold(), "yesterday"}:
        return today - timedelta(days=1)
    weekday = _weekdays().get(wanted.rstrip("."))
    # A bare weekday is the last one that has been; today's own name means today.
    return None if weekday is None else today - timedelta(days=(today.isoweekday() - weekday) % 7)


def _spelled(wanted: str, today: date) -> TypedDate:
    """Reads "12 oct", "oct 12 2026", "tue 17. nov 2026": a month name, a day, perhaps a weekday and a year."""
    month: int | None = None
    numbers: list[int] = []
    for raw in wanted.split():
        part = raw.rstrip(".")
        if match := _NUMBER.fullmatch(part):
            numbers.append(int(match[1]))
        elif month is None and (found := _month(part)) is not None:
            month = found
        elif part not in _weekdays():
            return TypedDate(sentence=how_to())
    years = [number for number in numbers if number > 31]
    days = [number for number in numbers if number <= 31]
    if month is None or len(days) != 1 or len(years) > 1:
        return TypedDate(sentence=how_to())
    return _in_year(days[0], month, str(years[0]) if years else None, today)


def _slashes(first: int, second: int, year: str | None, today: date) -> TypedDate:
    """12/10 is October to some and December to others: only a date that can be read one way is taken."""
    if first > 12 or first == second:
        return _in_year(first, second, year, today)
    if second > 12:
        return _in_year(second, first, year, today)
    return TypedDate(sentence=_("This could be two dates. Write the month as a word, or the date as 2026-10-12."))


def _in_year(day: int, month: int, year: str | None, today: date) -> TypedDate:
    if year is not None:
        return _dated(int(year), month, day)
    # 29 February needs up to eight years back to find a leap year.
    for candidate in range(today.year + 1, today.year - 9, -1):
        found = _dated(candidate, month, day)
        if found.day is not None and found.day <= today + _AHEAD:
            return found
    return TypedDate(sentence=_("There is no such day."))


def _dated(year: int, month: int, day: int) -> TypedDate:
    if not 1900 <= year <= 2200:
        return TypedDate(sentence=_("The year needs four digits, such as 2026."))
    try:
        return TypedDate(date(year, month, day))
    except ValueError:
        return TypedDate(sentence=_("There is no such day."))


def _month(part: str) -> int | None:
    """A month by its name or the first three letters of it, in the chosen language or English."""
    for names in (words.locale(), QLocale("en")):
        for number in range(1, 13):
            full = names.monthName(number, QLocale.FormatType.LongFormat).casefold()
            short = names.monthName(number, QLocale.FormatType.ShortFormat).casefold().rstrip(".")
            if part == short or (len(part) >= 3 and full.startswith(part)):
                return number
    return None


def _weekdays() -> dict[str, int]:
    """Weekday names and their short forms, Monday is 1, in the chosen language and English."""
    result: dict[str, int] = {}
    for names in (QLocale("en"), words.locale()):
        for number in range(1, 8):
            for length in (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat):
                result[names.dayName(number, length).casefold().rstrip(".")] = number
    return result

"""Dates as people read them: "1 Mar 2026", "1 Mar 2026 – 20 Nov 2026", "March 2026"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from reviewapp.i18n import _, language

_SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)
_SOUNDS_LIKE_I = re.compile(r"(?:[ií]|h[ií])(?![eéaá])", re.IGNORECASE)


def read_date(day: date) -> str:
    """One day: "1 Mar 2026"."""
    return _pattern(day, "long") or f"{day.day} {_SHORT[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """One day where there is little room: "1 Mar 2026", in German "01.03.2026"."""
    return _pattern(day, "medium") or read_date(day)


def read_period(first: date, last: date) -> str:
    """A period with both ends: "1 Mar 2026 – 20 Nov 2026"."""
    return f"{read_date(first)} – {read_date(last)}"


def short_month(day: date) -> str:
    """The month alone, abbreviated: "Mar"."""
    return _pattern(day, "LLL") or _SHORT[day.month - 1]


def month_names(months: Sequence[date]) -> str:
    """Months, oldest first, as a phrase: "March, May and July 2026", "May to August 2026; January 2027"."""
    groups: list[list[date]] = []
    for month in months:
        if groups and groups[-1][0].year == month.year:
            groups[-1].append(month)
        else:
            groups.append([month])
    return "; ".join(
        _("{months} {year}").format(months=listed(_runs(group)), year=group[0].year) for group in groups
    )


def _runs(months: list[date]) -> list[str]:
    """Month names of one year, three or more in a row drawn together as "May to August"."""
    runs: list[list[date]] = []
    for month in months:
        if runs and runs[-1][-1].month + 1 == month.month:
            runs[-1].append(month)
        else:
            runs.append([month])
    words = []
    for run in runs:
        if len(run) > 2:
            words.append(_("{first} to {last}").format(first=_long(run[0]), last=_long(run[-1])))
        else:
            words.extend(_long(month) for month in run)
    return words


def listed(items: Sequence[str]) -> str:
    """Words as a list in running text: "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    both = _("{first} and {last}")
    if language() == "es" and _SOUNDS_LIKE_I.match(items[-1]):
        both = both.replace(" y ", " e ")  # two equal sounds would meet
    return both.format(first=", ".join(items[:-1]), last=items[-1])


def _long(month: date) -> str:
    return _pattern(month, "LLLL") or _LONG[month.month - 1]


def _pattern(day: date, pattern: str) -> str:
    # English, and the pseudo-languages that stand in for one, need no locale data at all.
    if language() == "en" or language().startswith("xx"):
        return ""
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date

    try:
        locale = Locale.parse(language())
    except (UnknownLocaleError, ValueError):
        return ""
    words = format_date(day, pattern, locale=locale)
    # The first of a month is an ordinal in French, which the tables of CLDR do not know.
    return words.replace("1 ", "1er ", 1) if (locale.language, day.day, pattern) == ("fr", 1, "long") else words

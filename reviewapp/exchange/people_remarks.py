"""What the notes column of a people list says about a person: other names, an absence, "me".

Of an absence only the two days are kept, never its reason (GDPR art. 9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from reviewapp.domain.errors import N_
from reviewapp.exchange.date_words import MONTHS
from reviewapp.exchange.dates import DateReading, read_date
from reviewapp.exchange.plain import Caution, folded, tidy

_NAME = r"[\"'“„«‘]?\s?(?P<name>[^\W\d_][\w'’-]*)"
_ALIASES = (
    re.compile(
        r"(?i:goes by|known as|called|calls (?:her|him|them)sel(?:f|ves)|prefers(?: to be called)?|nicknamed?"
        r"|a\.?k\.?a\.?|genannt|rufname:?|spitzname:?|bekannt als|dite?|appelée?|surnom:?|se fait appeler"
        r"|conocid[oa] como|llamad[oa]|apodo:?|alias:?)\s+" + _NAME
    ),
    re.compile(
        r"[\"“„«‘'](?P<name>[^\W\d_][\w'’-]*)[\"”“»’']\s+"
        r"(?i:to (?:some|most|many|all|friends|us|everyone|everybody|colleagues)|for short|für|pour|para|bei)\b"
    ),
)
_AWAY = re.compile(
    r"\b(?:on leave|leave|away|absent|absence|sabbatical|secondment|seconded|urlaub|abwesend|beurlaubt|elternzeit"
    r"|mutterschutz|auszeit|conge|absente?|en conge|de baja|ausente|de permiso|excedencia|vacaciones)\b"
)
_BACK = re.compile(r"\b(?:back|returns?|returning|zuruck|wieder da|de retour|retour|vuelve|regresa)\b")
_LINK = re.compile(r"\s+(?:to|until|till|bis|au|jusqu'au|hasta(?: el)?|al)\s+|\s*[–—]\s*|\s+-\s+")
_DATE = re.compile(
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}[./][0-9]{1,2}(?:[./](?:[0-9]{4}|[0-9]{2}))?"
    r"|[0-9]{1,2}(?:st|nd|rd|th|er|\.)? (?:de )?(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
    r"(?: (?:de )?[0-9]{4})?"
)
_ME = frozenset((
    "me", "that's me", "myself", "i", "ich", "ich selbst", "das bin ich", "moi", "moi-meme", "c'est moi",
    "yo", "yo mismo", "yo misma", "soy yo",
))

AWAY_READ = N_("Read as away from {first} to {last}; only the two days are kept, not the reason.")
AWAY_OPEN = N_("Read as away from {first} on, without an end; only the day is kept, not the reason.")
AWAY_NOT_READ = N_("An absence is mentioned, but its two days could not be read; enter them by hand.")


@dataclass(frozen=True)
class Absence:
    """First and last day away; ``last`` None when no end was written, both None when nothing was read."""

    first: date | None = None
    last: date | None = None
    cautions: tuple[Caution, ...] = ()


def read_aliases(remark: str, name: str) -> tuple[str, ...]:
    """Other names said in a remark (``goes by Olu``), in writing order, without parts of the name itself."""
    known = {folded(word) for word in name.split()}
    found: dict[str, None] = {}
    text = tidy(remark)
    for pattern in _ALIASES:
        for hit in pattern.finditer(text):
            alias = hit.group("name").rstrip("'’")
            if alias[:1].isupper() and len(alias) > 1 and folded(alias) not in known:
                found[alias] = None
    return tuple(found)


def says_me(remark: str) -> bool:
    """True when the remark, or one of its clauses, is "me" in one of the four languages."""
    clauses = re.split(r"[;,.()]", folded(remark).replace("’", "'"))
    return any(clause.strip(" !") in _ME for clause in clauses)


def read_absence(remark: str, saved_on: date) -> Absence:
    """The days away that a remark states, such as ``on leave 14 Sept - 10 Jan, back 11 Jan 2027``.

    A first day without a year is the most recent one up to ``saved_on``, the last day the next such day
    after it; a return day with a year decides over both. Whatever is read comes with a caution that
    shows it; what is not read comes with one that asks for it.
    """
    text = folded(remark).replace("’", "'")
    away = _AWAY.search(text)
    if away is None:
        return Absence()
    back = _BACK.search(text, away.end())
    span = text[away.end(): back.start() if back else len(text)]
    returned = _first_date(text[back.end():], saved_on) if back else None
    written = _DATE.findall(span)
    if not written or not _is_range(span, written, returned is not None):
        return Absence(cautions=(Caution("away_not_read", AWAY_NOT_READ),))
    first_reading = read_date(written[0], saved_on=saved_on, allow_future=True)
    last = _last_day(written, first_reading.day, returned, saved_on)
    first = _first_day(written[0], first_reading, last)
    if first is None or (last is None and len(written) > 1) or (last is not None and last < first):
        return Absence(cautions=(Caution("away_not_read", AWAY_NOT_READ),))
    if last is None:
        return Absence(first, None, (Caution("away_read", AWAY_OPEN, (("first", first.isoformat()),)),))
    values = (("first", first.isoformat()), ("last", last.isoformat()))
    return Absence(first, last, (Caution("away_read", AWAY_READ, values),))


def _is_range(span: str, written: list[str], has_return: bool) -> bool:
    if len(written) == 1:
        started = re.match(r"\s*:?\s*(?:since|from|seit|ab|vom|depuis|a partir du|desde)\b", span)
        return has_return or started is not None
    between = span[span.index(written[0]) + len(written[0]):]
    return len(written) == 2 and _LINK.match(between[: between.index(written[1])]) is not None


def _has_year(written: str) -> bool:
    return bool(re.search(r"[0-9]{4}|[./][0-9]{1,2}[./][0-9]{2}$", written))


def _first_date(text: str, saved_on: date) -> date | None:
    found = _DATE.search(text)
    if found is None or not _has_year(found.group()):
        return None
    return read_date(found.group(), saved_on=saved_on, allow_future=True).day


def _last_day(written: list[str], first: date | None, returned: date | None, saved_on: date) -> date | None:
    if len(written) == 1:
        return returned - timedelta(days=1) if returned else None
    # Without a year it is read against the last day it can be: the return, else a year after the first day.
    latest = returned or (first + timedelta(days=364) if first else saved_on)
    return read_date(written[1], saved_on=latest, allow_future=_has_year(written[1])).day


def _first_day(written: str, reading: DateReading, last: date | None) -> date | None:
    if reading.day is None or last is None or _has_year(written):
        return reading.day
    # The last day carries the year that counts: the first is the most recent such day before it.
    return read_date(written, saved_on=last).day

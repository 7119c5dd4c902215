"""What somebody typed into the search: a name, a month, and words ("tom mar": what was written about Tom in March)."""

from __future__ import annotations

from dataclasses import dataclass

from reviewapp.domain.person import Person
from reviewapp.exchange.date_words import MONTHS
from reviewapp.vault import people
from reviewapp.vault.driver import Connection
from reviewapp.vault.search import folded

_SHORTEST_NAME = 2


@dataclass(frozen=True)
class Asked:
    """``words`` are looked for in the texts; the others narrow it down.

    ``days`` is a pattern of ISO days as LIKE takes it, "%-03-%" or "2026-03-%"; "" for any day.
    """

    words: str
    person_id: int | None = None
    days: str = ""


def read_query(connection: Connection, query: str) -> tuple[Asked, ...]:
    """The ways to read a query, the narrowest first; the last is always the plain words.

    A month stands at the end ("mar", "März", "mar 2026"), a name anywhere, beside a month or words, and only where it
    can mean one person. Neither hides anything: what the plain words find comes after.
    """
    words = query.split()
    rest, days = _days(words)
    person_id, others = _person(connection, rest)
    plain = Asked(query)
    readings = []
    if person_id is not None and (others or days):
        readings.append(Asked(" ".join(others), person_id, days))
    if days:
        readings.append(Asked(" ".join(rest), None, days))
    return (*readings, plain)


def _days(words: list[str]) -> tuple[list[str], str]:
    """The words before a month at the end, and the pattern of its days, "" where no month is said."""
    year = words[-1] if words and len(words[-1]) == 4 and words[-1].isascii() and words[-1].isdigit() else ""
    rest = words[:-1] if year else words
    month = MONTHS.get(folded(rest[-1]).rstrip("."), 0) if len(rest) > 1 else 0
    return (rest[:-1], f"{year or '%'}-{month:02}-%") if month else (words, "")


def _person(connection: Connection, words: list[str]) -> tuple[int | None, list[str]]:
    """The one person a word, or a run of words, can mean, and the words besides."""
    everybody = people.people(connection)
    for length in range(min(3, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            typed = " ".join(words[at:at + length])
            if len(typed) < _SHORTEST_NAME:
                continue
            found = _meant(everybody, typed)
            if found is not None:
                return found, words[:at] + words[at + length:]
    return None, words


def _meant(everybody: list[Person], typed: str) -> int | None:
    names = [(one.id, name) for one in everybody for name in (one.name, *one.aliases)]
    for alike in (str.casefold, folded):  # with its accents first: Siân is not Sian
        found = {person_id for person_id, name in names if _begins(alike(name), alike(typed))}
        if len(found) == 1:
            return found.pop()
    return None


def _begins(name: str, typed: str) -> bool:
    """True where the typed letters begin the name or one of its words."""
    words = name.split()
    return any(" ".join(words[at:]).startswith(typed) for at in range(len(words)))

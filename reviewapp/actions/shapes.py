"""The answers of `queries.py`, shaped for screens and the command line.

None of them holds a number about a person (PRODUCT.md, promise 2): where something was counted to
decide, only names, words or marks come back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reviewapp.domain.observation import Observation


@dataclass(frozen=True)
class PersonRow:
    """One line of the people list. ``last_noted_on`` is the newest entry date, for "3 days ago"."""

    id: int
    name: str
    role: str
    team: str
    notice_on: date | None
    last_noted_on: date | None
    away_now: bool


@dataclass(frozen=True)
class TimelineCard:
    """One observation as a card; ``written_by`` names another manager, ``informed`` is False while its person does not
    know that it came here.

    ``people`` are all names in it; ``competencies`` are (`CompetencyTag.written`, name) pairs, the name as the
    framework says it that the competency was chosen from.
    """

    id: int
    kind: str
    observed_on: date | None
    date_as_written: str
    written_on: date
    behaviour: str
    people: tuple[str, ...]
    competencies: tuple[tuple[str, str], ...]
    status: str
    waits_for_notice: bool
    ai_part: str
    response: str
    soundness: str
    concern: bool | None
    told_on: date | None
    told_confirmed: bool
    written_by: str = ""
    informed: bool = True


@dataclass(frozen=True)
class CoverageCell:
    """One month × one focus competency: the titles of what was seen, oldest first; empty is just empty."""

    month: date
    competency_id: str
    titles: tuple[str, ...]
    observation_ids: tuple[int, ...]


@dataclass(frozen=True)
class Coverage:
    """The coverage strip of one person: words and marks, no totals (PRODUCT.md, practical rules)."""

    months: tuple[date, ...]
    away_months: frozenset[date]
    competencies: tuple[tuple[str, str], ...]
    cells: tuple[CoverageCell, ...]


@dataclass(frozen=True)
class DayMark:
    """What was noted of one competency on one day."""

    day: date
    titles: tuple[str, ...]
    observation_ids: tuple[int, ...]


@dataclass(frozen=True)
class DayRow:
    """One focus competency and its marks, oldest first; without an id, what stands under none of them."""

    competency_id: str
    name: str
    marks: tuple[DayMark, ...]


@dataclass(frozen=True)
class EvidenceDays:
    """The evidence of a period on its days; ``alternative`` says the same in words, month by month, never how much."""

    months: tuple[date, ...] = ()
    rows: tuple[DayRow, ...] = ()
    away_from: date | None = None
    away_to: date | None = None
    alternative: tuple[str, ...] = ()


@dataclass(frozen=True)
class RelianceCell:
    """One cell of the reliance map (domain.md C): a reading as a question, and the episodes themselves."""

    soundness: str
    response: str
    reading: str
    titles: tuple[str, ...]
    observation_ids: tuple[int, ...]


@dataclass(frozen=True)
class SearchHit:
    """One found observation; ``snippet`` is plain text around the match."""

    id: int
    people: tuple[str, ...]
    observed_on: date | None
    kind: str
    snippet: str


@dataclass(frozen=True)
class SearchAnswer:
    """Hits of one query; ``order`` is "best_match" or "newest_first"; ``more`` says there is more to see."""

    hits: tuple[SearchHit, ...]
    order: str
    more: bool


@dataclass(frozen=True)
class Due:
    """One record whose time is over, or nearly: ``kind`` is observation or review; ``held``: a legal hold stands."""

    kind: str
    id: int
    people: tuple[str, ...]
    title: str
    due_on: date
    held: bool


def title(item: Observation) -> str:
    """The first line of what happened, shortened to about a dozen words."""
    return title_of(item.behaviour)


def title_of(text: str) -> str:
    """The first line of a text, shortened to about a dozen words."""
    first = text.strip().splitlines()[0] if text.strip() else ""
    return first if len(first) <= 80 else first[:79].rsplit(" ", 1)[0] + "…"

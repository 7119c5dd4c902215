"""Backups: why one was made, how far long work has come, and which of them may go.

The rule of rotation (storage research, after Anki's): everything of today and yesterday stays; of older days
the newest of each of 7 days, then of each of 8 weeks, then of each of 6 months that hold one. It goes by the
days that have a backup, never by the distance from today: a clock set back removes nothing of the days since, and
one set far ahead leaves each of the last days with a backup at least one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from reviewapp.domain.errors import ReviewAppError, Template

REASONS = (
    "asked", "closing", "changed", "moving",
    "before_migration", "before_restore", "before_erasing", "before_new_key",
)  # fmt: skip

DAYS, WEEKS, MONTHS = 7, 8, 6


@dataclass(frozen=True)
class Progress:
    """Where long work is: what it does now, and the share of the whole that is done (0 to 1)."""

    step: Template
    share: float


@dataclass(frozen=True)
class Missed:
    """A kept copy, or a folder of them, that an erasure or a new key could not reach, and why."""

    path: Path
    problem: ReviewAppError


def kept(moments: Sequence[datetime], today: date) -> frozenset[datetime]:
    """Which of these moments (local, of sound backups of one vault) stay; the newest always does."""
    newest_first = sorted(set(moments), reverse=True)
    yesterday = today - timedelta(days=1)
    staying = [moment for moment in newest_first if moment.date() >= yesterday]
    older = newest_first[len(staying) :]
    if not staying:
        staying = older[:1]
    for bucket, most in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        taken, older = _newest_of_each(older, bucket, most)
        staying += taken
    return frozenset(staying)


def _newest_of_each(
    newest_first: list[datetime], bucket: Callable[[datetime], Hashable], most: int
) -> tuple[list[datetime], list[datetime]]:
    """The newest of each of the first ``most`` buckets, and what lies before all of those."""
    taken: dict[Hashable, datetime] = {}
    for place, moment in enumerate(newest_first):
        key = bucket(moment)
        if key not in taken and len(taken) == most:
            return list(taken.values()), newest_first[place:]
        taken.setdefault(key, moment)
    return list(taken.values()), []


def _day(moment: datetime) -> Hashable:
    return moment.date()


def _week(moment: datetime) -> Hashable:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> Hashable:
    return moment.year, moment.month

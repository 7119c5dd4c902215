"""Person, and the absence that keeps an empty month from being read as a gap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Person:
    """Somebody I review. ``away`` is a dated absence without a reason (no health data, GDPR art. 9).

    ``notice_purpose`` is the purpose the newest notice named, "" for the shipped one.
    ``coached_on`` is the day of the last coaching talk: the writer's own reminder, a day and no count (domain.md A68).
    """

    id: int
    uid: str
    name: str
    role: str = ""
    team: str = ""
    started_on: date | None = None
    away_from: date | None = None
    away_to: date | None = None
    aliases: tuple[str, ...] = ()
    notice_on: date | None = None
    notice_purpose: str = ""
    coached_on: date | None = None
    is_me: bool = False

    def present_on(self, day: date) -> bool:
        """False only where the record says so: before the start date, or inside the absence."""
        if self.started_on is not None and day < self.started_on:
            return False
        if self.away_from is None or day < self.away_from:
            return True
        return self.away_to is not None and day > self.away_to

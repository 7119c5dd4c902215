"""The transparency notice a person gets before anything about them is completed (GDPR art. 13; A59)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Notice:
    """Which text was given to whom, and when. ``purpose`` is what the organisation named, "" for the shipped one."""

    person_id: int
    given_on: date
    text_version: str
    body: str
    purpose: str = ""

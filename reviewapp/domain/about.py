"""Everything held about a person, in words and in order: what the PDF prints (GDPR art. 15; domain.md F)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Entry:
    """One record: what stands in the margin (a day, mostly), what it is, its labelled texts, and small remarks."""

    margin: str
    title: str
    lines: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """Records of one kind under a heading; ``nothing`` is said where there are none."""

    heading: str
    lead: str
    entries: tuple[Entry, ...]
    nothing: str = ""


@dataclass(frozen=True)
class About:
    """The whole answer. ``facts`` are (label, value) pairs of the first page."""

    name: str
    role: str
    writer: str
    made_on: date
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    language: str = "en"

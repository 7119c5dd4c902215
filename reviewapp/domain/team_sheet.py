"""What a team sheet prints: measures of workflows in words and bars, without a name (domain.md A34, G)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Bar:
    """One side of a measure: its word, how far it reaches from 0 to 1, and the figure in words."""

    label: str
    reach: float
    words: str


@dataclass(frozen=True)
class SheetMeasure:
    """One measure. ``bars`` is empty where the figures are not set side by side; ``alternative`` says the same."""

    name: str
    what: str
    facts: str
    bars: tuple[Bar, ...]
    alternative: str
    cautions: tuple[str, ...]
    sides: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TeamSheet:
    """The whole sheet, made on a day."""

    made_on: date
    language: str
    measures: tuple[SheetMeasure, ...]

"""What somebody typed into the search, as it is looked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """``words`` are looked for in the texts; the others narrow it down. ``month`` is 1 to 12, 0 for any."""

    words: str
    person_id: int | None = None
    month: int = 0
    year: int = 0

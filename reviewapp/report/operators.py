"""Numbers and colours as a PDF writes them in its page content."""

from __future__ import annotations

from functools import lru_cache

from reviewapp.report.theme import Colour


@lru_cache(maxsize=64)
def colour_code(colour: Colour) -> str:
    """A colour as the three operands of rg or RG."""
    return " ".join(number(part) for part in colour)


@lru_cache(maxsize=4096)
def number(value: float) -> str:
    """A number as short as a thousandth of a point allows, never in scientific notation."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text

"""Characters that no font could draw, and where they stand: told before a file leaves, never a silent box."""

from __future__ import annotations

from dataclasses import dataclass

_EAST_ASIAN = (
    (0x1100, 0x11FF), (0x2E80, 0x9FFF), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF), (0x1B000, 0x1B16F), (0x20000, 0x3FFFF),
)


@dataclass(frozen=True)
class MissingCharacter:
    """One character and the headings it stands under, in the order of the document."""

    character: str
    places: tuple[str, ...]

    @property
    def code(self) -> str:
        """Its code point, as tables of Unicode write it."""
        return f"U+{ord(self.character):04X}"

    @property
    def is_east_asian(self) -> bool:
        """True for Chinese, Japanese and Korean, whose fonts are too large to ship."""
        return any(first <= ord(self.character) <= last for first, last in _EAST_ASIAN)

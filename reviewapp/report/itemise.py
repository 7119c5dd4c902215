"""What belongs together in a text: characters as a reader counts them, and the script each is written in."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import uharfbuzz as hb

# Drawn by no glyph of their own: joiners and variation selectors are the shaper's business.
NEEDS_NO_GLYPH = frozenset({0x200B, 0x200C, 0x200D, 0x034F, *range(0xFE00, 0xFE10)})
_CLUSTER_LIMIT = 32  # piled-up marks are cut there; the way back to text holds 256 code units


def clusters(text: str) -> list[str]:
    """What a reader takes for one character: a base with its marks, joined emoji, flag pairs."""
    found: list[str] = []
    flags = 0
    for character in text:
        point = ord(character)
        is_flag = 0x1F1E6 <= point <= 0x1F1FF
        follows = (
            unicodedata.category(character) in {"Mn", "Mc", "Me"}
            or point in NEEDS_NO_GLYPH - {0x200B}
            or 0x1F3FB <= point <= 0x1F3FF
            or (bool(found) and found[-1].endswith("\u200d"))
            or (is_flag and flags % 2 == 1)
        )
        flags = flags + 1 if is_flag else 0
        if found and follows and len(found[-1]) < _CLUSTER_LIMIT:
            found[-1] += character
        else:
            found.append(character)
    return found


@lru_cache(maxsize=8192)
def script_of(character: str) -> str:
    """The ISO 15924 code of the script of a character, such as "Arab"; "" for what all scripts share."""
    buffer = hb.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    return buffer.script or ""

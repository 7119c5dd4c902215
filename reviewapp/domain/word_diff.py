"""What changed between two wordings, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, REMOVED = "same", "added", "removed"
_WORDS = re.compile(r"\s+|\w+|[^\w\s]", re.UNICODE)
# Two texts of more words than this are shown as one taken out and one put in: matching them would take seconds.
_MOST = 6000


@dataclass(frozen=True)
class Piece:
    """A run of text that stayed (``same``), came in (``added``) or went (``removed``)."""

    kind: str
    text: str


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of both texts in reading order; what went stands before what came in its place.

    All but the added pieces give ``before``, all but the removed ones ``after``.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > _MOST and old != new:
        return tuple(piece for piece in (Piece(REMOVED, before), Piece(ADDED, after)) if piece.text)
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(SAME, "".join(old[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(Piece(REMOVED, "".join(old[i1:i2])))
        if j2 > j1:
            pieces.append(Piece(ADDED, "".join(new[j1:j2])))
    return tuple(pieces)

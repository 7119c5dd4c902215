"""Text as it is read, without what the eye does not see, and the way back to the text as it was written.

Invisible characters (soft hyphen, zero width, direction marks), Markdown emphasis, headings and quotation
marks of mail, plain HTML tags and a word parted at the end of a line do not change what a sentence says,
so they must not change what the check finds.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass

_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
_HIDDEN = re.compile(
    rf"[{_INVISIBLE}]{{1,40}}"
    r"|(?<=\S)\*{1,3}|\*{1,3}(?=[^\s*])"
    r"|(?<![^\n])[ \t]{0,3}(?:#{1,6}[ \t]|(?:>[ \t]?){1,5})"
    r"|</?[A-Za-z]{1,6}>|&(?:nbsp|shy|zwj|zwnj|thinsp|#160|#173|#8203);"
    r"|(?<=[^\W\d_])-\n(?=[^\W\d_])"
)
# Without one of these there is nothing to take out; most texts end here.
_SIGN = re.compile(rf"[{_INVISIBLE}*#<>&]|-\n")


@dataclass(frozen=True)
class Plain:
    """``text`` without what is not read; `start` and `end` lead back to the original."""

    text: str
    _places: tuple[int, ...] = ()  # where in ``text`` something was taken out
    _taken: tuple[int, ...] = ()  # how much had been taken out up to there

    def start(self, place: int) -> int:
        """Where the character at ``place`` stands in the original."""
        found = bisect.bisect_right(self._places, place)
        return place + self._taken[found - 1] if found else place

    def end(self, place: int) -> int:
        """Where a run that ends before ``place`` ends in the original."""
        return self.start(place - 1) + 1 if place else 0


def plain(text: str) -> Plain:
    """The text to read. One pass; the work is linear in the length of the text."""
    if not _SIGN.search(text):
        return Plain(text)
    kept: list[str] = []
    places: list[int] = []
    taken: list[int] = []
    done = length = gone = 0
    for match in _HIDDEN.finditer(text):
        start, after = match.span()
        kept.append(text[done:start])
        length += start - done
        gone += after - start
        done = after
        if places and places[-1] == length:
            taken[-1] = gone
        else:
            places.append(length)
            taken.append(gone)
    kept.append(text[done:])
    return Plain("".join(kept), tuple(places), tuple(taken))

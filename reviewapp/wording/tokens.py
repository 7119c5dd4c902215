"""Text to tokens: words, numbers and marks with their place in the original text.

One pass of one expression whose parts start with different characters, so the work is linear in the
length of the text whatever it holds (lone surrogates, NUL, emoji, right-to-left).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

WORD, NUMBER, END, MARK, DATE = "WORD", "DIG", "END", "MARK", "DATE"
MAX_WORD = 64  # longer runs of letters are no words of any language; they are kept, but not looked up

_TOKEN = re.compile(
    r"(?P<date>\d{4}-\d{1,2}-\d{1,2}(?!\d)|\d{1,2}[./]\d{1,2}[./]\d{2,4}(?!\d)|\d{1,2}:\d{2}(?!\d))"
    r"|(?P<number>\d{1,40}(?:[.,]\d{1,40}){0,8})"
    r"|(?P<elision>(?<![^\W_])(?:[ldnscjmtLDNSCJMT]|[Qq][Uu])['’](?=[^\W\d_]))"
    r"|(?P<clitic>(?<=[^\W_])['’](?:s|ve|d|ll|re|t|m|S|VE|D|LL|RE|T|M)(?![^\W_]))"
    r"|(?P<word>[^\W\d_]{1,64})"
    r"|(?P<line>\n)"
    r"|(?P<mark>[.!?;:,%£$€/()&=+#<>•*–—…¿¡-])"
)
_APOSTROPHE = str.maketrans("’", "'")
# Cyrillic and Greek letters that look like Latin ones, so that "рrompts" is read as the eye reads it.
_LOOK_ALIKES = str.maketrans("авсдеіїјкмнорѕтухԁԛԝһοανερικτυχω", "abcdeiijkmhopstyxdqwhoavepiktuxw")
_ENDS = frozenset(".!?;…")
_DASHES = frozenset("-–—")
_BULLETS = frozenset("-–—*•")
# A full stop after these is part of the word, not the end of a sentence.
_ABBREVIATIONS = frozenset(
    {"mr", "mrs", "ms", "dr", "prof", "st", "no", "nr", "approx", "avg", "ca", "vs", "hr", "hrs", "min", "mins", "wk"}
    | {"wks", "etc", "e.g", "i.e", "sr", "sra", "mme", "m", "bzw", "z.b", "std", "ap", "inc"}
)
_WRAPPED = 40  # a line at least this long that ends in a word was broken by hand, not ended


@dataclass(slots=True)
class Token:
    """One token: its place (``start``, ``end``), kind, and folded form (``norm``)."""

    start: int
    end: int
    kind: str
    norm: str
    capital: bool


def fold(word: str) -> str:
    """Lower case without accents, ``ß`` as ``ss``, so that hasty typing is found too."""
    low = word.lower()
    if low.isascii():
        return low
    parts = unicodedata.normalize("NFKD", low.replace("ß", "ss").translate(_APOSTROPHE))
    bare = "".join(one for one in parts if not unicodedata.combining(one))
    return bare if bare.isascii() else bare.translate(_LOOK_ALIKES)


def tokenise(text: str) -> list[Token]:
    """Every token of the text in order; hyphens inside words and quotation marks leave no token."""
    out: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        start, end = match.span()
        if kind in {"word", "clitic", "elision"}:
            raw = match.group()
            out.append(Token(start, end, WORD, fold(raw), raw[0].isupper()))
        elif kind == "number":
            out.append(Token(start, end, NUMBER, match.group(), False))
        elif kind == "date":
            out.append(Token(start, end, DATE, match.group(), False))
        elif kind == "line":
            if _line_ends(text, start, out):
                out.append(Token(start, end, END, "\n", False))
        else:
            _add_mark(text, start, match.group(), out)
    return out


def _add_mark(text: str, start: int, mark: str, out: list[Token]) -> None:
    before = text[start - 1 : start]
    after = text[start + 1 : start + 2]
    if mark in _DASHES and before.isalnum() and after.isalnum():
        return  # tech-savvy, 17-day: the parts are words of their own
    if mark in _ENDS:
        if mark == "." and (after.isalnum() or (out and out[-1].norm in _ABBREVIATIONS and out[-1].end == start)):
            return
        out.append(Token(start, start + 1, END, mark, False))
        return
    if mark in _BULLETS and (not out or out[-1].kind == END):
        return  # the line before has ended already
    out.append(Token(start, start + 1, MARK, mark, False))


def _line_ends(text: str, at: int, out: list[Token]) -> bool:
    """Whether a line break ends a sentence: a blank line, a bullet, or a new start after a short line."""
    if not out or out[-1].kind == END:
        return False
    following = text[at + 1 : at + 12].lstrip(" \t\r")
    if not following or following[0] in "\n" or following[0] in _BULLETS:
        return True
    line_start = text.rfind("\n", max(0, at - _WRAPPED), at)
    if line_start < 0 and at >= _WRAPPED:
        return False
    return following[0].isupper() or following[0].isdigit()

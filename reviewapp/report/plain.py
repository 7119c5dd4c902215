"""People's words made printable: plain text only, whatever was pasted into a field.

Mark-up is never interpreted (there is no parser to reach), so ``<b>`` prints as it was typed. What cannot
be a printed character is replaced by U+FFFD, so that its place stays visible.
"""

from __future__ import annotations

import re
import unicodedata

from reviewapp.report.bidi import has_right_to_left_letters

REPLACEMENT = "\ufffd"

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Soft hyphens and byte order marks ask for nothing a printed page could show. Bidirectional overrides and
# embeddings are left out because they could make a printed sentence read differently from the text that was agreed.
_INVISIBLE = re.compile("[\u00ad\ufeff\u202a-\u202e\u2060-\u2064]")
# Marks and isolates only order numbers and signs among right-to-left letters: without such letters they have no use.
_DIRECTION = re.compile("[\u200e\u200f\u061c\u2066-\u2069]")
_SPACES = re.compile("[\t\u2000-\u200a\u205f\u3000]")
_CLOSING = frozenset(".!?…:;。")
_FIRST_WORDS, _FIRST_LETTERS = 12, 76
_SOFT_SPACE_FREE = {ord("\u202f"): "\u00a0"}


def plain(text: str) -> str:
    """The text as it can be printed: line feeds only, no control characters, no lone surrogates.

    Letters stay as they were typed, composed or not: what is copied from the page is what was written.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    if _DIRECTION.search(text) and not has_right_to_left_letters(text):
        text = _DIRECTION.sub("", text)
    text = _SPACES.sub(" ", text).translate(_SOFT_SPACE_FREE)
    if not text.isprintable():
        text = "".join(_printable(character) for character in text)
    return text


def one_line(text: str) -> str:
    """The text on a single line, for headings, names and the properties of the file."""
    return " ".join(plain(text).split())


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, split at blank lines, without empty ones."""
    return [part.strip("\n ") for part in re.split(r"\n\s*\n", plain(text)) if part.strip()]


def sentences(*parts: str) -> str:
    """Short texts joined to one paragraph; each ends like a sentence, empty ones are left out."""
    flat = (one_line(part) for part in parts)
    return " ".join(part if part[-1] in _CLOSING else f"{part}." for part in flat if part)


def first_words(text: str) -> str:
    """How a text begins, on one line: about a dozen words, and an ellipsis where more follow."""
    words = one_line(text).split(" ")
    kept = words[:_FIRST_WORDS]
    while len(kept) > 1 and len(" ".join(kept)) > _FIRST_LETTERS:
        kept.pop()
    start = " ".join(kept)[:_FIRST_LETTERS]
    return start if start == " ".join(words) else _open_end(start)


def shorter(words: str) -> str:
    """The same beginning of a text without its last word."""
    return _open_end(words.rpartition(" ")[0])


def opening_capital(text: str) -> str:
    """The text with its first letter as a capital, for a line that stands by itself."""
    return text[:1].upper() + text[1:]


def _open_end(start: str) -> str:
    return start.rstrip(" .,;:–—-…") + "…"


def _printable(character: str) -> str:
    if character == "\n" or unicodedata.category(character) not in {"Cc", "Cs", "Cn"}:
        return character
    # Unassigned code points may be letters of a newer Unicode: only the permanent non-characters go.
    if unicodedata.category(character) == "Cn" and ord(character) & 0xFFFE != 0xFFFE:
        return REPLACEMENT if 0xFDD0 <= ord(character) <= 0xFDEF else character
    return REPLACEMENT

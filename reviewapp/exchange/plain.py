"""Text as people type it: spaces, Unicode forms, accents; and the caution a reader hands on."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

# Characters that take no room and only break comparisons: zero-width spaces, joiners, marks, BOM.
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF])
# Letters whose stroke or ligature does not come off by Unicode decomposition.
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})


@dataclass(frozen=True)
class Caution:
    """Something the writer should know about a row or file; nothing was changed because of it.

    ``id`` is stable, ``template`` is the English sentence with named places (marked with `N_`, the key of
    its translation), ``values`` fills them.
    """

    id: str
    template: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def sentence(self) -> str:
        """The English sentence with its places filled."""
        return self.template.format(**dict(self.values))


def tidy(text: str) -> str:
    """One line in NFC: invisible characters gone, every run of white space one space, outer ones cut."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_INVISIBLE).split())


def tidy_lines(text: str) -> str:
    """The same for text that may run over lines: line ends become ``\\n``, outer blanks are cut."""
    lines = unicodedata.normalize("NFC", text).translate(_INVISIBLE).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in lines.split("\n")).strip()


def same_case(text: str) -> str:
    """For comparing spellings that keep their accents: tidied and case-folded."""
    return unicodedata.normalize("NFC", tidy(text).casefold())


def folded(text: str) -> str:
    """For comparing without accents: ``Siân``, ``SIAN`` and ``sian`` are the same."""
    if text.isascii():
        return " ".join(text.split()).casefold()
    apart = unicodedata.normalize("NFKD", tidy(text).casefold())
    bare = "".join(character for character in apart if not unicodedata.combining(character))
    return " ".join(bare.translate(_STROKES).split())


def has_accent(text: str) -> bool:
    """True when taking accents away changes the spelling."""
    return same_case(text) != folded(text)


def word_set(words: str) -> frozenset[str]:
    """The words of a list written as one string, parted by spaces."""
    return frozenset(words.split())

"""Text set into lines: fallback, shaping, breaking and hyphenation, with nothing but plain text going in.

Lines are broken greedily and set ragged right. A line may break at a space, a zero-width space, after a
hyphen, dash or slash inside a word, at a syllable where that saves much white space, and, when a word is
wider than the line, at the marks of an address or between any two letters. A date stays on one line. Text
runs left to right; the order of pieces in a `Line` is the order of drawing, so that a later bidirectional step has
one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from reviewapp.report.fonts import FontSet, Glyph, Shaped, clusters, face
from reviewapp.report.plain import REPLACEMENT, plain
from reviewapp.report.theme import Colour, Style

_ELLIPSIS = "…"
_HYPHEN = "-"
_SOFT_HYPHEN = "\u00ad"
_WORTH_HYPHENATING = 0.16  # of the line would stay empty
_LEAST_WORTH = 28.0  # points; narrow columns would otherwise be full of hyphens
_SHORTEST_PARTED = 7  # letters; a shorter word reads better whole
_LONGEST_WORD = 240  # characters; anything longer is no word and is cut without being looked at whole
_SYLLABLE_LETTERS = 3  # letters that must stay on either side
# After these a word may end a line; a dash before a digit belongs to a date or a range and stays.
_INNER_BREAK = re.compile(r"(?<=\w[-–—/])(?=[^\W\d])")
_SPACES = re.compile(r"[ \u200b]+")
# "1 Mar 2026", "1. März 2026", "1 de marzo de 2026", "March 1, 2026", with the dash of a period after it.
_DATE = re.compile(
    r"(?<!\w)(?:\d{1,2}\.? (?:de )?[^\W\d]{3,12}\.? (?:de )?|[^\W\d]{3,12}\.? \d{1,2}, )\d{4}(?!\w)(?: (?=[-–] ))?"
)
_LETTERS = re.compile(r"[^\W\d_]+")
# An address, a path or a name in a program: a hyphen in it would be read as part of it.
_NO_WORD = re.compile(r"[/@\\_=&?#\d]|\w[.:]\w")
_ADDRESS_BREAKS = frozenset("/.?&=#_-:;,@%+)]}")


class Piece(NamedTuple):
    """Glyphs of one face and colour, side by side; ``width`` in points."""

    face: str
    text: str
    shaped: Shaped
    width: float
    colour: Colour


class Line(NamedTuple):
    """One line of text with its style; ``width`` in points, without the space it was broken at.

    ``above``: white space, in points, that parts the line from one before it in the same cell.
    """

    pieces: tuple[Piece, ...]
    style: Style
    width: float
    above: float = 0.0

    @property
    def text(self) -> str:
        """What the line says."""
        return "".join(piece.text for piece in self.pieces)


class TextSetter:
    """Sets the text of one document in one language and collects what no font could draw."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.fonts = FontSet()

    @property
    def missing(self) -> frozenset[str]:
        """Characters without a glyph met so far."""
        return self.fonts.missing

    def lines(self, text: str, style: Style, width: float) -> list[Line]:
        """The text in lines no wider than ``width`` points; an empty text is one empty line."""
        out: list[Line] = []
        for part in plain(text).split("\n"):
            out.extend(_Breaker(self, style, width).broken(part))
        return out

    def run_in(self, lead: str, lead_style: Style, text: str, style: Style, width: float) -> list[Line]:
        """Words that open a paragraph in a face or colour of their own, and the paragraph, in lines.

        Both styles have one size; the lines stand in that of the text.
        """
        opening = plain(lead).replace("\n", " ")
        first, *rest = plain(text).split("\n")
        out = _Breaker(self, style, width).broken(opening, lead_style, first)
        for part in rest:
            out.extend(_Breaker(self, style, width).broken(part))
        return out

    def line(self, text: str, style: Style, width: float | None = None) -> Line:
        """The text on one line, shortened with an ellipsis where ``width`` points do not suffice."""
        flat = plain(text).replace("\n", " ")
        pieces = self.pieces(flat, style)
        if width is not None and _width(pieces) > width:
            kept = clusters(flat)
            while kept and _width(pieces) > width:
                kept.pop()
                pieces = self.pieces("".join(kept).rstrip() + _ELLIPSIS, style)
        return Line(tuple(pieces), style, _width(pieces))

    def pieces(self, text: str, style: Style) -> list[Piece]:
        """The text as shaped pieces in drawing order."""
        out = []
        for run in self.fonts.runs(text, style.face):
            drawn = face(run.face)
            shaped = _stand_in(run.face, run.text) if run.stand_in else drawn.shape(run.text, self.language)
            out.append(Piece(run.face, run.text, shaped, shaped.advance * style.size / drawn.units, style.colour))
        return out


class _Breaker:
    """One paragraph on its way into lines."""

    def __init__(self, setter: TextSetter, style: Style, width: float) -> None:
        self.setter, self.style, self.width = setter, style, width
        self.words_style = style
        self.lines: list[Line] = []
        self.held: list[Piece] = []
        self.held_width = 0.0
        self.space: list[Piece] = []
        self.may_part = True

    def broken(self, text: str, style: Style | None = None, after: str = "") -> list[Line]:
        """The lines of the paragraph; may be called once.

        With ``after``, the text is in the style given, and these words follow it in that of the paragraph.
        """
        self.words_style = style or self.style
        self._feed(text)
        if after:
            self.words_style = self.style
            self._feed(f" {after}")
        self.space = []
        self._end_line()
        return self.lines

    def _feed(self, text: str) -> None:
        for word, after_space, may_part in _words(text):
            self.may_part = may_part
            self.space = self.setter.pieces(after_space, self.words_style) if after_space and self.held else []
            rest = word
            while rest:
                rest = self._place(rest)

    def _place(self, word: str) -> str:
        """Put the word, or as much of it as goes, on the line; what is left of it for the next call."""
        if len(word) <= _LONGEST_WORD:
            pieces = self.setter.pieces(word, self.words_style)
            if self._fits(pieces):
                self._add(pieces)
                return ""
        room = self.width - self.held_width - _width(self.space)
        worth_it = self.style.hyphenate and room > max(_WORTH_HYPHENATING * self.width, _LEAST_WORTH)
        if not self.held or worth_it:
            halves = self._syllables(word, room)
            if halves:
                self._add(halves[0])
                self._end_line()
                return halves[1]
        if self.held:
            self._end_line()
            return word
        return self._force(word)

    def _force(self, word: str) -> str:
        """Part a word wider than the line: at the marks of an address, else anywhere; returns the rest."""
        parts = clusters(word[:_LONGEST_WORD])
        fitting = self._fitting(parts)
        cut = next((at for at in range(fitting, fitting // 2, -1) if parts[at - 1] in _ADDRESS_BREAKS), fitting)
        head = "".join(parts[:cut])
        self._add(self.setter.pieces(head, self.words_style))
        rest = word[len(head):]
        if rest:
            self._end_line()
        return rest

    def _fitting(self, parts: list[str]) -> int:
        """How many clusters go on one line; at least one, so that the work always ends."""
        used, fitting = 0.0, 0
        for part in parts:
            used += _width(self.setter.pieces(part, self.words_style))
            if used > self.width and fitting:
                break
            fitting += 1
        return fitting

    def _syllables(self, word: str, room: float) -> tuple[list[Piece], str] | None:
        """The word cut at the last syllable that fits, its first half with a hyphen; None where none does."""
        if not self.may_part or len(word) > _LONGEST_WORD:
            return None
        for at in _hyphen_places(word, self.setter.language):
            first = [*self.setter.pieces(word[:at], self.words_style), self._hyphen()]
            if _width(first) <= room:
                return first, word[at:]
        return None

    def _hyphen(self) -> Piece:
        # Drawn as a hyphen, copied as a soft hyphen: the word comes out whole again.
        piece = self.setter.pieces(_HYPHEN, self.words_style)[0]
        glyph = piece.shaped.glyphs[0]._replace(text=_SOFT_HYPHEN)
        return piece._replace(text=_SOFT_HYPHEN, shaped=piece.shaped._replace(glyphs=(glyph,)))

    def _fits(self, pieces: list[Piece]) -> bool:
        return self.held_width + _width(self.space) + _width(pieces) <= self.width + 1e-6

    def _add(self, pieces: list[Piece]) -> None:
        self.held.extend((*self.space, *pieces))
        self.held_width += _width(self.space) + _width(pieces)
        self.space = []

    def _end_line(self) -> None:
        # The space a line breaks at is drawn past its end: it keeps words apart for whoever copies the text.
        self.lines.append(Line((*self.held, *self.space), self.style, self.held_width))
        self.held, self.held_width, self.space = [], 0.0, []


def _words(text: str) -> Iterator[tuple[str, str, bool]]:
    """Words with the space before them, and whether they may be parted by syllables.

    The parts of a compound that may end a line by themselves follow one another with no space.
    """
    space = ""
    for chunk in _chunks(text):
        if chunk[0] in " \u200b":
            space = chunk.replace("\u200b", "")
            continue
        may_part = _NO_WORD.search(chunk) is None
        for part in _INNER_BREAK.split(chunk):
            yield part, space, may_part
            space = ""


def _chunks(text: str) -> Iterator[str]:
    """Words and the spaces between them, in turn; the spaces inside a date belong to its word."""
    bound = [match.span() for match in _DATE.finditer(text)]
    start = 0
    for gap in _SPACES.finditer(text):
        while bound and bound[0][1] <= gap.start():
            bound.pop(0)
        if bound and bound[0][0] <= gap.start() and gap.end() <= bound[0][1]:
            continue
        if gap.start() > start:
            yield text[start:gap.start()]
        yield gap.group()
        start = gap.end()
    if start < len(text):
        yield text[start:]


def _width(pieces: list[Piece]) -> float:
    return sum(piece.width for piece in pieces)


def _stand_in(key: str, text: str) -> Shaped:
    """The replacement character in the place of text no font has, carrying that text."""
    shaped = face(key).shape(REPLACEMENT, "en")
    glyph = shaped.glyphs[0]
    return Shaped((Glyph(glyph.number, text, glyph.advance, 0, 0),), glyph.advance, literal=True)


@lru_cache(maxsize=4096)
def _hyphen_places(word: str, language: str) -> tuple[int, ...]:
    """Where the letters of a word may be parted, last place first; empty for unknown languages."""
    hyphenator = _hyphenator(language)
    if hyphenator is None:
        return ()
    places: list[int] = []
    for letters in _LETTERS.finditer(word):
        start, end = letters.span()
        if end - start < _SHORTEST_PARTED or len(letters.group().lower()) != end - start:
            continue  # too short, or letters whose small forms, which the patterns know, have other places
        places.extend(
            start + place
            for place in hyphenator.positions(letters.group())
            # Some languages change letters at the break; those places are left alone.
            if place.data is None and _SYLLABLE_LETTERS <= place <= end - start - _SYLLABLE_LETTERS
        )
    return tuple(sorted(places, reverse=True))


@cache
def _hyphenator(language: str) -> Any:
    import pyphen

    for name in (language.replace("-", "_"), language.replace("-", "_").partition("_")[0]):
        if name in pyphen.LANGUAGES:
            return pyphen.Pyphen(lang=name)
    return None

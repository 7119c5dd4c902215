"""Text set into lines: direction, fallback, shaping and breaking, with nothing but plain text going in.

Lines are broken greedily and set ragged. A line may break at a space, a zero-width space, after a hyphen,
dash or slash inside a word, between Chinese or Japanese characters, at a syllable where that saves much white
space, and, when a word is wider than the line, at the marks of an address or between any two letters. A date
stays on one line.

Every paragraph has a direction of its own: that of its first strong letter, else that of the page; a page that is
read from right to left keeps its direction for paragraphs mostly written so. Pieces stay in the order of reading;
`Line.drawn` has them in the order in which they stand on the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from reviewapp.report import bidi
from reviewapp.report.fonts import FontSet, Glyph, Shaped, face
from reviewapp.report.hyphenation import hyphen_places, language_of
from reviewapp.report.itemise import clusters
from reviewapp.report.plain import REPLACEMENT, plain
from reviewapp.report.theme import RAIL_WIDTH, Colour, Style

_ELLIPSIS = "…"
_HYPHEN = "-"
_SOFT_HYPHEN = "\u00ad"
_WORTH_HYPHENATING = 0.16  # of the line would stay empty
_LEAST_WORTH = 28.0  # points; narrow columns would otherwise be full of hyphens
_LONGEST_WORD = 240  # characters; anything longer is no word and is cut without being looked at whole
# After these a word may end a line; a dash before a digit belongs to a date or a range and stays.
_INNER_BREAK = re.compile(r"(?<=\w[-–—/])(?=[^\W\d])")
# Between Chinese and Japanese characters, except before what ends and after what opens a phrase.
_WIDE = (
    "\u2e80-\u303f\u3041-\u30ff\u3105-\u312f\u31a0-\u31ff\u3400-\u9fff\uf900-\ufaff"
    "\uff00-\uff65\U00020000-\U0003ffff"
)
_HAS_WIDE = re.compile(f"[{_WIDE}]")
_WIDE_BREAK = re.compile(
    f"(?:(?<=[{_WIDE}])|(?=[{_WIDE}]))(?<![（「『【〈《〔｛“‘(])"
    "(?![、。，．！？：；）」』】〉》〕｝・ー々ゝゞぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ…‥％”’).,!?:;\ufe00-\ufe0f\u3099\u309a])"
)
_SPACES = re.compile(r"([ \u200b]+)")
_YEAR = re.compile(r"\d{4}")
# "1 Mar 2026", "1. März 2026", "1 de marzo de 2026", "March 1, 2026", with the dash of a period after it.
_DATE = re.compile(
    r"(?<!\w)(?:\d{1,2}\.? (?:de )?[^\W\d]{3,12}\.? (?:de )?|[^\W\d]{3,12}\.? \d{1,2}, )\d{4}(?!\w)(?: (?=[-–] ))?"
)
# An address, a path or a name in a program: a hyphen in it would be read as part of it.
_NO_WORD = re.compile(r"[/@\\_=&?#\d]|\w[.:]\w")
_ADDRESS_BREAKS = frozenset(" /.?&=#_-:;,@%+)]}")  # and at the spaces of a date that is wider than its line
# Marks and isolates have done their work once the levels are known; no font draws them.
_CONTROLS = frozenset("\u200e\u200f\u061c\u2066\u2067\u2068\u2069")
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


class Piece(NamedTuple):
    """Glyphs of one face, colour and direction, side by side; ``width`` in points, ``level`` as in `bidi`."""

    face: str
    text: str
    shaped: Shaped
    width: float
    colour: Colour
    level: int = 0


class Line(NamedTuple):
    """One line of text with its style, its pieces in the order of reading.

    All in points: ``width`` is that of the line without the space it was broken at; ``above`` parts it from one
    before it in the same cell; ``shift`` moves it away from where lines of the page begin; ``hang`` is
    the space it was broken at where that stands on its left.
    """

    pieces: tuple[Piece, ...]
    style: Style
    width: float
    above: float = 0.0
    shift: float = 0.0
    hang: float = 0.0

    @property
    def text(self) -> str:
        """What the line says."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def drawn(self) -> tuple[Piece, ...]:
        """The pieces from left to right."""
        if not any(piece.level for piece in self.pieces):
            return self.pieces
        return tuple(self.pieces[at] for at in bidi.line_order([piece.level for piece in self.pieces]))


class _Words(NamedTuple):
    """A stretch of a paragraph with the level of each character; none where all of it runs left to right."""

    text: str
    levels: Sequence[int]

    def part(self, start: int, end: int | None = None) -> _Words:
        return _Words(self.text[start:end], self.levels[start:end] if self.levels else ())


class _Shown(NamedTuple):
    """Shaped pieces and their width in points."""

    pieces: list[Piece]
    width: float


_NOTHING = _Shown([], 0.0)
_KEPT_WORDS = 20_000


@cache
def _plain_words(_language: str, _style: Style) -> dict[tuple[str, str, int], _Shown]:
    """Plain ASCII words set before in any document, by text, face before them and level.

    Every face has these letters, so that nothing else decides how they look and none of them can be missing.
    """
    return {}


class TextSetter:
    """Sets the text of one document in one language and collects what no font could draw."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.right_to_left = language.partition("-")[0].lower() in _RIGHT_TO_LEFT
        self.fonts = FontSet(language)
        self._set: dict[Style, dict[tuple[str, str, int], _Shown]] = {}

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
        pieces = self._flat(flat, style)
        if width is not None and _width(pieces) > width:
            kept = clusters(flat)
            while kept and _width(pieces) > width:
                kept.pop()
                pieces = self._flat("".join(kept).rstrip() + _ELLIPSIS, style)
        return Line(tuple(pieces), style, _width(pieces))

    def _flat(self, text: str, style: Style) -> list[Piece]:
        return self.pieces(self.directed(text)[0], style)

    def directed(self, text: str) -> tuple[_Words, int]:
        """The words of a paragraph with their levels, and the level of the paragraph itself."""
        page = int(self.right_to_left)
        if not bidi.turns(text) and (not page or any(map(str.isalpha, text))):
            return _Words(text, ()), 0  # nothing here runs from right to left, unless the page makes bare figures
        # On a page that is read from right to left, a Latin name or label at the head of a sentence does not turn it.
        base = 1 if page and bidi.mostly_right_to_left(text) else bidi.base_level(text, page)
        levels = bidi.levels(text, base)
        if not any(levels):
            levels = []
        if not _CONTROLS.isdisjoint(text):
            kept = [at for at, character in enumerate(text) if character not in _CONTROLS]
            text, levels = "".join(text[at] for at in kept), [levels[at] for at in kept] if levels else []
        return _Words(text, levels), base

    def words_set(self, style: Style) -> dict[tuple[str, str, int], _Shown]:
        """Other words already set in this style, as in `_plain_words`: most words of a text come again."""
        return self._set.setdefault(style, {})

    def pieces(self, words: _Words, style: Style, before: str = "") -> list[Piece]:
        """The text as shaped pieces in the order of reading; ``before`` is the face of what precedes it."""
        out: list[Piece] = []
        for text, level in _level_runs(words):
            for run in self.fonts.runs(text, style.face, before):
                drawn = face(run.face)
                if run.stand_in:
                    shaped = _stand_in(run.face, run.text)
                else:
                    shaped = drawn.shape(run.text, self.language, rtl=bool(level % 2))
                width = shaped.advance * style.size / drawn.units
                out.append(Piece(run.face, run.text, shaped, width, style.colour, level))
        return out


class _Breaker:
    """One paragraph on its way into lines."""

    def __init__(self, setter: TextSetter, style: Style, width: float) -> None:
        self.setter, self.style, self.width = setter, style, width
        self._take_style(style)
        self.base = 0
        self.whole = self.language = ""  # the language is looked for when a word has to be parted
        self.lines: list[Line] = []
        self.held: list[Piece] = []
        self.held_width = 0.0
        self.space = _NOTHING
        self.may_part = True

    def broken(self, text: str, style: Style | None = None, after: str = "") -> list[Line]:
        """The lines of the paragraph; may be called once.

        With ``after``, the text is in the style given, and these words follow it in that of the paragraph.
        """
        self.whole = f"{text} {after}" if after else text
        words, self.base = self.setter.directed(self.whole)
        opening = sum(character not in _CONTROLS for character in text) if after else len(words.text)
        self._take_style(style or self.style)
        self._feed(words.part(0, opening))
        if after:
            self._take_style(self.style)
            self._feed(words.part(opening))
        self.space = _NOTHING
        self._end_line()
        return self.lines

    def _take_style(self, style: Style) -> None:
        self.words_style = style
        self.known, self.plain = self.setter.words_set(style), _plain_words(self.setter.language, style)

    def _shown(self, words: _Words, before: str = "") -> _Shown:
        """The words shaped, from memory where all of them run one way."""
        level = words.levels[0] if words.levels else 0
        if words.levels and any(other != level for other in words.levels):
            pieces = self.setter.pieces(words, self.words_style, before)
            return _Shown(pieces, _width(pieces))
        key = (words.text, before, level)
        shown = self.plain.get(key) or self.known.get(key)
        if shown is None:
            pieces = self.setter.pieces(words, self.words_style, before)
            shown = _Shown(pieces, _width(pieces))
            if len(self.plain) >= _KEPT_WORDS:
                self.plain.clear()
            is_plain = words.text.isascii() and words.text.isprintable()
            (self.plain if is_plain else self.known)[key] = shown
        return shown

    def _feed(self, words: _Words) -> None:
        for gap, start, end, may_part in _words(words.text):
            self.may_part = may_part
            self.space = self._gap(words.part(gap, start)) if self.held and gap < start else _NOTHING
            rest = words.part(start, end)
            while rest.text:
                rest = self._place(rest)

    def _gap(self, space: _Words) -> _Shown:
        if "\u200b" in space.text:
            shown = [at for at, character in enumerate(space.text) if character == " "]
            space = _Words(" " * len(shown), [space.levels[at] for at in shown] if space.levels else ())
        return self._shown(space, self.held[-1].face) if space.text else _NOTHING

    def _place(self, word: _Words) -> _Words:
        """Put the word, or as much of it as goes, on the line; what is left of it for the next call."""
        if len(word.text) <= _LONGEST_WORD:
            shown = self._shown(word)
            if self._fits(shown):
                self._add(shown)
                return _Words("", ())
        room = self.width - self.held_width - self.space.width
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

    def _force(self, word: _Words) -> _Words:
        """Part a word wider than the line: at the marks of an address, else anywhere; returns the rest."""
        parts = clusters(word.text[:_LONGEST_WORD])
        fitting = self._fitting(parts)
        cut = next((at for at in range(fitting, fitting // 2, -1) if parts[at - 1] in _ADDRESS_BREAKS), fitting)
        end = sum(len(part) for part in parts[:cut])
        shown = self._shown(word.part(0, end))
        while cut > 1 and shown.width > self.width:  # beside its neighbours a letter may be wider than alone
            cut -= 1
            end -= len(parts[cut])
            shown = self._shown(word.part(0, end))
        self._add(shown)
        rest = word.part(end)
        if rest.text:
            self._end_line()
        return rest

    def _fitting(self, parts: list[str]) -> int:
        """How many clusters go on one line; at least one, so that the work always ends."""
        used, fitting = 0.0, 0
        for part in parts:
            used += self._shown(_Words(part, ())).width
            if used > self.width and fitting:
                break
            fitting += 1
        return fitting

    def _syllables(self, word: _Words, room: float) -> tuple[_Shown, _Words] | None:
        """The word cut at the last syllable that fits, its first half with a hyphen; None where none does."""
        if not self.may_part or len(word.text) > _LONGEST_WORD:
            return None
        self.language = self.language or language_of(self.whole, self.setter.language)
        for at in hyphen_places(word.text, self.language):
            level = word.levels[at - 1] if word.levels else 0
            shown, hyphen = self._shown(word.part(0, at)), self._hyphen(level)
            first = _Shown([*shown.pieces, hyphen], shown.width + hyphen.width)
            if first.width <= room:
                return first, word.part(at)
        return None

    def _hyphen(self, level: int) -> Piece:
        # Drawn as a hyphen, copied as a soft hyphen: the word comes out whole again.
        piece = self._shown(_Words(_HYPHEN, ())).pieces[0]
        glyph = piece.shaped.glyphs[0]._replace(text=_SOFT_HYPHEN)
        return piece._replace(text=_SOFT_HYPHEN, shaped=piece.shaped._replace(glyphs=(glyph,)), level=level)

    def _fits(self, shown: _Shown) -> bool:
        return self.held_width + self.space.width + shown.width <= self.width + 1e-6

    def _add(self, shown: _Shown) -> None:
        self.held += self.space.pieces
        self.held += shown.pieces
        self.held_width += self.space.width + shown.width
        self.space = _NOTHING

    def _end_line(self) -> None:
        # The space a line breaks at is drawn past its end: it keeps words apart for whoever copies the text. Rule L1
        # of UAX #9: it runs the way of the paragraph, so its end is on the left where that runs from the right.
        space = [piece._replace(level=self.base) for piece in self.space.pieces]
        hang = _width(space) if self.base else 0.0
        wide = self.style.own_side and self.width > RAIL_WIDTH  # narrow columns keep to one side
        against = wide and bool(self.base) != self.setter.right_to_left
        shift = self.width - self.held_width if against else 0.0
        self.lines.append(Line((*self.held, *space), self.style, self.held_width, shift=shift, hang=hang))
        self.held, self.held_width, self.space = [], 0.0, _NOTHING


def _level_runs(words: _Words) -> Iterator[tuple[str, int]]:
    if not words.levels:
        yield words.text, 0
        return
    start = 0
    for at in range(1, len(words.text) + 1):
        if at == len(words.text) or words.levels[at] != words.levels[start]:
            yield words.text[start:at], words.levels[start]
            start = at


def _words(text: str) -> Iterator[tuple[int, int, int, bool]]:
    """Where the space before each word begins, where the word begins and ends, and whether it has syllables to part.

    The parts of a compound that may end a line by themselves follow one another with no space.
    """
    gap = at = 0
    for chunk in _chunks(text):
        if chunk[0] in " \u200b":
            gap, at = at, at + len(chunk)
            continue
        parts, may_part = _parts(chunk)
        for part in parts:
            yield gap, at, at + len(part), may_part
            gap = at = at + len(part)


@lru_cache(maxsize=8192)
def _parts(chunk: str) -> tuple[tuple[str, ...], bool]:
    """The parts of a word that may end a line by themselves, and whether it has syllables to part."""
    parts: list[str] = []
    for part in _INNER_BREAK.split(chunk):
        parts += filter(None, _WIDE_BREAK.split(part)) if _HAS_WIDE.search(part) else (part,)
    return tuple(parts), _NO_WORD.search(chunk) is None


def _chunks(text: str) -> Iterator[str]:
    """Words and the spaces between them, in turn; the spaces inside a date belong to its word."""
    bound = [match.span() for match in _DATE.finditer(text)] if _YEAR.search(text) else []
    if not bound:
        yield from filter(None, _SPACES.split(text))
        return
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

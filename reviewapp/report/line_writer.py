"""A line of text as the operators of a page: codes of glyphs, where each stands, and what text each stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from reviewapp.report.embed import EmbeddedFont
from reviewapp.report.fonts import Glyph
from reviewapp.report.operators import colour_code, number
from reviewapp.report.text import Piece
from reviewapp.report.theme import Colour

_NEGLIGIBLE = 0.3  # thousandths of an em: a smaller correction cannot be seen
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_NOTHING = "\u200b"  # the text of a glyph whose cluster another one speaks for


class LineWriter:
    """Text operators of one line: codes, and corrections wherever shaping moved a glyph.

    Everything in one font goes into one operator. Readers that guess words from positions lose a space now
    and then when it stands in an operator of its own.
    """

    def __init__(self, size: float, colour: Colour) -> None:
        self._size = size
        self._colour = colour
        self._operators: list[str] = []
        self._parts: list[str] = []  # what TJ takes: strings of codes, and distances in thousandths of an em
        self._codes: list[str] = []
        self._font = ""
        self._owed = 0.0  # how far the pen must go back before the next glyph, in thousandths of an em
        self._raised = 0
        self._spoken = ""

    def speak(self, language: str) -> None:
        """Name the language of what follows; "" where it is that of what surrounds the line."""
        if language == self._spoken:
            return
        self._close()
        if self._spoken:
            self._operators.append("EMC")
        if language:
            self._operators.append(f"/Span <</Lang ({language})>> BDC")
        self._spoken = language

    def add(self, piece: Piece, font: EmbeddedFont) -> None:
        """Show a piece after those before it."""
        if piece.colour != self._colour:
            self._close()
            self._operators.append(f"{colour_code(piece.colour)} rg")
            self._colour = piece.colour
        if font.name != self._font:
            self._close()
            self._operators.append(f"/{font.name} {number(self._size)} Tf")
            self._font = font.name
        known = font.shown.get((piece.text, piece.level % 2))
        if known is None and piece.shaped.literal and not _PRIVATE.search(piece.text):
            if any(glyph.y_offset for glyph in piece.shaped.glyphs):
                self._show(piece.shaped.glyphs, font)
                return
            known = self._put_together(piece, font)
        if known is not None:
            lead, code, owed = known
            self._owed += lead
            if self._owed:
                self._move()
            if self._codes:
                self._close_codes()
            self._parts.append(code)
            self._owed += owed
            return
        # Letters that take several glyphs: the text is attached to them as a whole, but letter by letter
        # where it runs from right to left, or readers turn it round once more. So it is where it stands outside
        # of what Unicode defines (ISO 19005-3, 6.2.11.7.3).
        for text, glyphs in _spans(piece):
            if text:
                self._close()
                self._operators.append(f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC")
            self._show(glyphs, font)
            if text:
                self._close()
                self._operators.append("EMC")

    def finished(self) -> str:
        """All operators of the line."""
        self._close()
        self.speak("")
        return " ".join(self._operators)

    def _put_together(self, piece: Piece, font: EmbeddedFont) -> tuple[float, str, float]:
        """A piece whose glyphs carry their own text, as `EmbeddedFont.shown` keeps it: most come again."""
        apart = LineWriter(self._size, self._colour)
        apart._show(piece.shaped.glyphs, font)
        apart._close_codes()
        lead = 0.0 if apart._parts[0][0] == "<" else float(apart._parts.pop(0))
        known = font.shown[piece.text, piece.level % 2] = lead, " ".join(apart._parts), apart._owed
        return known

    def _show(self, glyphs: Sequence[Glyph], font: EmbeddedFont) -> None:
        scale = 1000 / font.face.units
        for glyph in glyphs:
            if glyph.y_offset != self._raised:
                self._close()
                self._raised = glyph.y_offset
                self._operators.append(f"{number(self._raised * self._size / font.face.units)} Ts")
            if glyph.x_offset:
                self._owed -= glyph.x_offset * scale
            if self._owed:
                self._move()
            self._codes.append(font.code(glyph.number, glyph.text))
            self._owed += (glyph.x_offset + font.face.glyph_width(glyph.number) - glyph.advance) * scale

    def _move(self) -> None:
        if abs(self._owed) > _NEGLIGIBLE:
            self._close_codes()
            self._parts.append(number(self._owed))
            self._owed = 0.0

    def _close_codes(self) -> None:
        if self._codes:
            self._parts.append(f"<{''.join(self._codes)}>")
            self._codes.clear()

    def _close(self) -> None:
        """End the operator: the pen stands where the next glyph belongs, at the height of the line."""
        self._move()
        self._close_codes()
        if self._parts:
            self._operators.append(f"[{' '.join(self._parts)}] TJ")
            self._parts.clear()
        if self._raised:
            self._operators.append("0 Ts")
            self._raised = 0


def _spans(piece: Piece) -> Iterator[tuple[str, Sequence[Glyph]]]:
    """The glyphs of a piece in the parts that get their text attached; "" where each glyph has its own."""
    glyphs = piece.shaped.glyphs
    if piece.level % 2 == 0:
        yield piece.text, glyphs
        return
    for _cluster, group in groupby(glyphs, key=lambda glyph: glyph.cluster):
        together = tuple(group)
        yield "".join(glyph.text for glyph in together if glyph.text != _NOTHING) if len(together) > 1 else "", together

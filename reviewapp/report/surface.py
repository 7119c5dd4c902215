"""The drawing surface: a PDF under construction, in points from the lower left corner of the page.

On a page that is read from right to left everything is mirrored here: whoever draws counts x from the side
where lines begin, and only letters keep their shape.

This is the only module that speaks to ReportLab's canvas. ReportLab keeps pages, outline and objects;
every operator that draws is written here, so that no text can be set in a font that is not embedded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from math import cos, radians, sin
from typing import Any, Literal

from reportlab.pdfgen.canvas import Canvas

from reviewapp.report.embed import EmbeddedFont
from reviewapp.report.fonts import Face, Glyph, face
from reviewapp.report.languages import language_of_words
from reviewapp.report.sign_fields import SignPlace
from reviewapp.report.structure import Mark, Node
from reviewapp.report.text import Line, Piece
from reviewapp.report.theme import PAGE_WIDTH, Colour, Paper

_NEGLIGIBLE = 0.3  # thousandths of an em: a smaller correction cannot be seen
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_EDGES = {"Header": "Top", "Footer": "Bottom"}
_NOTHING = "\u200b"  # the text of a glyph whose cluster another one speaks for
_CIRCLE = 0.5523  # control points of a quarter circle, in radii


class _BareCanvas(Canvas):  # type: ignore[misc]
    """ReportLab's canvas without the Helvetica that it writes at the head of every page."""

    def _make_preamble(self) -> None:
        width, height = self._pagesize
        sheet = Paper(width, height)
        self._preamble = f"1 0 0 1 {_number(sheet.shift)} {_number(-sheet.shorter)} cm"


class Surface:
    """One PDF being drawn, page after page, from top to bottom, in the places of an A4 page whatever the sheet."""

    def __init__(
        self, *, title: str, author: str, subject: str, language: str, sheet: Paper, right_to_left: bool = False
    ) -> None:
        self._sheet = sheet
        self._language = language
        self._right_to_left = right_to_left
        self._buffer = BytesIO()
        self._canvas: Any = _BareCanvas(
            self._buffer,
            pagesize=(sheet.width, sheet.height),
            pageCompression=0,  # compressed once, at the end
            invariant=1,
            pdfVersion=(1, 7),
            lang=language,
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject(subject)
        self._fonts: dict[str, EmbeddedFont] = {}
        self._bookmarks = 0
        self._pages = 0  # finished so far
        self._marked = 0  # pieces of marked content on this page
        self._inside: Literal["", "content", "artifact"] = ""
        self._node: Node | None = None
        self.sign_places: list[SignPlace] = []

    @contextmanager
    def tagged(self, node: Node | None) -> Iterator[None]:
        """What is drawn inside belongs to this element; to none where it is decoration or a repetition."""
        if node is None:
            yield
            return
        self._close_marks()
        self._put(f"/{node.tag} <</MCID {self._marked}>> BDC")
        node.kids.append(Mark(self._pages, self._marked))
        self._marked += 1
        self._inside, self._node = "content", node
        yield
        self._close_marks()
        self._node = None

    @contextmanager
    def furniture(self, place: Literal["Header", "Footer"]) -> Iterator[None]:
        """What is drawn inside stands on every page, and is read on none."""
        self._close_marks()
        self._put(f"/Artifact <</Type /Pagination /Subtype /{place} /Attached [/{_EDGES[place]}]>> BDC")
        self._inside = "artifact"
        yield
        self._close_marks()

    def on_page(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """Where a rectangle (from ``x``, low, to ``x``, high) stands on the sheet that is printed."""
        left, low, right, high = box
        at, down = self._left(left, right - left) + self._sheet.shift, self._sheet.shorter
        return at, low - down, at + right - left, high - down

    def finish_page(self) -> None:
        """Close the page; whatever is drawn next stands on a new one."""
        self._close_marks()
        self._canvas.showPage()
        self._pages += 1
        self._marked = 0

    def sign_place(self, field: str, label: str, x: float, y: float, width: float, height: float) -> None:
        """Keep this rectangle of the page for a digital signature; nothing is drawn."""
        box = self.on_page((x, y, x + width, y + height))
        self.sign_places.append(SignPlace(field, label, self._pages, box))

    def finished(self) -> bytes:
        """The file as ReportLab writes it. The surface cannot be used afterwards."""
        self._canvas.save()
        return self._buffer.getvalue()

    def bookmark(self, title: str, level: int, top: float) -> None:
        """An entry of the outline that leads to this height of the page; level 0 is a section."""
        self._bookmarks += 1
        key = f"section-{self._bookmarks}"
        self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=top - self._sheet.shorter, zoom=0)
        self._canvas.addOutlineEntry(title, key, level=level)

    def text(self, line: Line, x: float, baseline: float) -> None:
        """One line of text that begins at ``x``: with its left end, on a mirrored page with its right one."""
        if not line.pieces:
            return
        words, drawn = line.text, line.drawn
        turns = drawn is not line.pieces and any(piece.level % 2 for piece in drawn)
        # Where all of a line is in plain letters of the language itself, it is not asked for word by word.
        speaks = self._node is not None and (
            turns or not words.isascii() or language_of_words(words, self._language) != ""
        )
        writer = _LineWriter(line.style.size, line.style.colour)
        for piece in drawn:
            if speaks:
                writer.speak(language_of_words(piece.text, self._language) or (self._language if turns else ""))
            writer.add(piece, self._fonts.get(piece.face) or self._font(piece.face))
        if self._node is not None:
            self._node.words += words
            self._node.turns |= turns
        left = self._left(x + line.shift, line.width) - line.hang
        place = f"{_number(left)} {_number(baseline)} Td"
        self._write(f"BT {_colour(line.style.colour)} rg {place} {writer.finished()} ET")
        if any(piece.shaped.marks for piece in drawn):
            self._marks(line, left, baseline)

    def _marks(self, line: Line, left: float, baseline: float) -> None:
        """The dots and accents of a line, as shapes: what is read stands in the letters they belong to."""
        for piece in line.drawn:
            if piece.shaped.marks:
                drawn = face(piece.face)
                unit = line.style.size / drawn.units
                paths = (
                    _outline(drawn, mark.number, left + mark.x * unit, baseline + mark.y * unit, unit)
                    for mark in piece.shaped.marks
                )
                code = " ".join(path for path in paths if path)
                if code:
                    self._write(f"q {_colour(piece.colour)} rg {code} f Q")
            left += piece.width

    def rule(self, x: float, y: float, to_x: float, colour: Colour, thickness: float = 0.6) -> None:
        """A horizontal line."""
        self.line(x, y, to_x, y, colour, thickness)

    def line(self, x: float, y: float, to_x: float, to_y: float, colour: Colour, thickness: float = 0.6) -> None:
        """A straight line."""
        x, to_x = self._left(x), self._left(to_x)
        self._write(
            f"q {_colour(colour)} RG {_number(thickness)} w {_number(x)} {_number(y)} m "
            f"{_number(to_x)} {_number(to_y)} l S Q"
        )

    def box(
        self, x: float, y: float, width: float, height: float, *, fill: Colour | None = None,
        stroke: Colour | None = None, thickness: float = 0.8,
    ) -> None:
        """A rectangle from its lower left corner, filled, outlined or both."""
        x = self._left(x, width)
        paint = {(True, True): "B", (True, False): "f", (False, True): "S"}[(fill is not None, stroke is not None)]
        colours = f"{_colour(fill)} rg " if fill else ""
        colours += f"{_colour(stroke)} RG {_number(thickness)} w " if stroke else ""
        self._write(
            f"q {colours}{_number(x)} {_number(y)} {_number(width)} {_number(height)} re {paint} Q"
        )

    def dot(self, x: float, y: float, radius: float, fill: Colour) -> None:
        """A filled circle around a point."""
        x = self._left(x)
        r, k = radius, radius * _CIRCLE
        curves = (
            (x + r, y + k, x + k, y + r, x, y + r),
            (x - k, y + r, x - r, y + k, x - r, y),
            (x - r, y - k, x - k, y - r, x, y - r),
            (x + k, y - r, x + r, y - k, x + r, y),
        )
        path = " ".join(f"{' '.join(_number(value) for value in curve)} c" for curve in curves)
        self._write(f"q {_colour(fill)} rg {_number(x + r)} {_number(y)} m {path} f Q")

    def hatch(self, x: float, y: float, width: float, height: float, colour: Colour, step: float = 4.5) -> None:
        """Slanting lines inside a rectangle: readable in grey and without colour."""
        x = self._left(x, width)
        lines = []
        offset = -height
        while offset < width:
            lines.append(f"{_number(x + offset)} {_number(y)} m {_number(x + offset + height)} {_number(y + height)} l")
            offset += step
        clip = f"{_number(x)} {_number(y)} {_number(width)} {_number(height)} re W n"
        self._write(f"q {clip} {_colour(colour)} RG 0.6 w {' '.join(lines)} S Q")

    def outlined_text(self, line: Line, centre: tuple[float, float], angle: float, height: float) -> None:
        """The line as a drawn shape, not as text: it can be seen, but neither selected nor extracted.

        ``height`` is the size of the letters in points, ``angle`` turns them counter-clockwise in degrees.
        """
        scale = height / line.style.size
        c, s = cos(radians(angle)), sin(radians(angle))
        shift_x = -line.width * scale / 2
        first = face(line.pieces[0].face)
        shift_y = -first.cap_height * height / first.units / 2
        matrix = " ".join(
            _number(value)
            for value in (
                c, s, -s, c, centre[0] + c * shift_x - s * shift_y, centre[1] + s * shift_x + c * shift_y,
            )
        )
        code = [f"q {_colour(line.style.colour)} rg {matrix} cm"]
        pen = 0.0
        for piece in line.drawn:
            drawn = face(piece.face)
            unit = height / drawn.units
            for glyph in piece.shaped.glyphs:
                code.append(_outline(drawn, glyph.number, pen + glyph.x_offset * unit, glyph.y_offset * unit, unit))
                pen += glyph.advance * unit
            start = pen - piece.shaped.advance * unit
            code.extend(
                _outline(drawn, mark.number, start + mark.x * unit, mark.y * unit, unit) for mark in piece.shaped.marks
            )
        code.append("f Q")
        self._write(" ".join(part for part in code if part))

    def _left(self, x: float, width: float = 0.0) -> float:
        """The left edge, on this page, of what begins at ``x`` and is so wide."""
        return PAGE_WIDTH - x - width if self._right_to_left else x

    def _font(self, key: str) -> EmbeddedFont:
        font = self._fonts.get(key)
        if font is None:
            font = self._fonts[key] = EmbeddedFont(face(key), f"F{len(self._fonts) + 1}")
            self._canvas._doc.delayedFonts.append(font)
        return font

    def _write(self, code: str) -> None:
        if not self._inside:
            self._put("/Artifact BMC")
            self._inside = "artifact"
        self._put(code)

    def _close_marks(self) -> None:
        if self._inside:
            self._put("EMC")
            self._inside = ""

    def _put(self, code: str) -> None:
        self._canvas._code.append(code)


class _LineWriter:
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
            self._operators.append(f"{_colour(piece.colour)} rg")
            self._colour = piece.colour
        if font.name != self._font:
            self._close()
            self._operators.append(f"/{font.name} {_number(self._size)} Tf")
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
        apart = _LineWriter(self._size, self._colour)
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
                self._operators.append(f"{_number(self._raised * self._size / font.face.units)} Ts")
            if glyph.x_offset:
                self._owed -= glyph.x_offset * scale
            if self._owed:
                self._move()
            self._codes.append(font.code(glyph.number, glyph.text))
            self._owed += (glyph.x_offset + font.face.glyph_width(glyph.number) - glyph.advance) * scale

    def _move(self) -> None:
        if abs(self._owed) > _NEGLIGIBLE:
            self._close_codes()
            self._parts.append(_number(self._owed))
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


def _outline(drawn: Face, glyph: int, x: float, y: float, unit: float) -> str:
    pen = _PathPen(x, y, unit)
    drawn.font.draw_glyph_with_pen(glyph, pen)
    return " ".join(pen.code)


class _PathPen:
    """Collects a glyph's outline as path operators; TrueType curves become cubic ones."""

    def __init__(self, x: float, y: float, unit: float) -> None:
        self.code: list[str] = []
        self._x, self._y, self._unit = x, y, unit
        self._at = (0.0, 0.0)

    def moveTo(self, point: tuple[float, float]) -> None:
        """Begin a contour."""
        self._emit((point,), "m")

    def lineTo(self, point: tuple[float, float]) -> None:
        """A straight side."""
        self._emit((point,), "l")

    def curveTo(self, *points: tuple[float, float]) -> None:
        """A cubic curve."""
        self._emit(points, "c")

    def qCurveTo(self, control: tuple[float, float], end: tuple[float, float]) -> None:
        """A quadratic curve, raised to a cubic one."""
        start = self._at
        first = _between(start, control, 2 / 3)
        second = _between(end, control, 2 / 3)
        self._emit((first, second, end), "c")

    def closePath(self) -> None:
        """End a contour."""
        self.code.append("h")

    def _emit(self, points: Sequence[tuple[float, float]], operator: str) -> None:
        self._at = points[-1]
        numbers = (
            _number(value)
            for x, y in points
            for value in (self._x + x * self._unit, self._y + y * self._unit)
        )
        self.code.append(f"{' '.join(numbers)} {operator}")


def _between(start: tuple[float, float], end: tuple[float, float], part: float) -> tuple[float, float]:
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


@lru_cache(maxsize=64)
def _colour(colour: Colour) -> str:
    return " ".join(_number(part) for part in colour)


@lru_cache(maxsize=4096)
def _number(value: float) -> str:
    """A number as short as a thousandth of a point allows, never in scientific notation."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text

"""The drawing surface: a PDF under construction, in points from the lower left corner of the page.

On a page that is read from right to left everything is mirrored here: whoever draws counts x from the side
where lines begin, and only letters keep their shape.

This is the only module that speaks to ReportLab's canvas. ReportLab keeps pages, outline and objects; every operator
that draws is written here and in `line_writer`, so that no text can be set in a font that is not embedded.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from math import cos, radians, sin
from typing import Any, Literal

from reportlab.pdfgen.canvas import Canvas

from reviewapp.report.embed import EmbeddedFont
from reviewapp.report.fonts import face
from reviewapp.report.languages import language_of_words
from reviewapp.report.line_writer import LineWriter
from reviewapp.report.operators import colour_code, number
from reviewapp.report.outlines import outline
from reviewapp.report.sign_fields import SignPlace
from reviewapp.report.structure import Mark, Node
from reviewapp.report.text import Line
from reviewapp.report.theme import PAGE_WIDTH, Colour, Paper

_EDGES = {"Header": "Top", "Footer": "Bottom"}
_HATCH_STEP = 4.5  # points between the slanting lines of a hatch
_CIRCLE = 0.5523  # control points of a quarter circle, in radii


class _BareCanvas(Canvas):  # type: ignore[misc]
    """ReportLab's canvas without the Helvetica that it writes at the head of every page."""

    def _make_preamble(self) -> None:
        width, height = self._pagesize
        sheet = Paper(width, height)
        self._preamble = f"1 0 0 1 {number(sheet.shift)} {number(-sheet.shorter)} cm"


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
        writer = LineWriter(line.style.size, line.style.colour)
        for piece in drawn:
            if speaks:
                writer.speak(language_of_words(piece.text, self._language) or (self._language if turns else ""))
            writer.add(piece, self._fonts.get(piece.face) or self._font(piece.face))
        if self._node is not None:
            self._node.words += words
            self._node.turns |= turns
        left = self._left(x + line.shift, line.width) - line.hang
        place = f"{number(left)} {number(baseline)} Td"
        self._write(f"BT {colour_code(line.style.colour)} rg {place} {writer.finished()} ET")
        if any(piece.shaped.marks for piece in drawn):
            self._marks(line, left, baseline)

    def _marks(self, line: Line, left: float, baseline: float) -> None:
        """The dots and accents of a line, as shapes: what is read stands in the letters they belong to."""
        for piece in line.drawn:
            if piece.shaped.marks:
                drawn = face(piece.face)
                unit = line.style.size / drawn.units
                paths = (
                    outline(drawn, mark.number, left + mark.x * unit, baseline + mark.y * unit, unit)
                    for mark in piece.shaped.marks
                )
                code = " ".join(path for path in paths if path)
                if code:
                    self._write(f"q {colour_code(piece.colour)} rg {code} f Q")
            left += piece.width

    def rule(self, x: float, y: float, to_x: float, colour: Colour, thickness: float = 0.6) -> None:
        """A horizontal line."""
        self.line(x, y, to_x, y, colour, thickness)

    def line(self, x: float, y: float, to_x: float, to_y: float, colour: Colour, thickness: float = 0.6) -> None:
        """A straight line."""
        x, to_x = self._left(x), self._left(to_x)
        self._write(
            f"q {colour_code(colour)} RG {number(thickness)} w {number(x)} {number(y)} m "
            f"{number(to_x)} {number(to_y)} l S Q"
        )

    def box(
        self, x: float, y: float, width: float, height: float, *, fill: Colour | None = None,
        stroke: Colour | None = None, thickness: float = 0.8,
    ) -> None:
        """A rectangle from its lower left corner, filled, outlined or both."""
        x = self._left(x, width)
        paint = {(True, True): "B", (True, False): "f", (False, True): "S"}[(fill is not None, stroke is not None)]
        colours = f"{colour_code(fill)} rg " if fill else ""
        colours += f"{colour_code(stroke)} RG {number(thickness)} w " if stroke else ""
        self._write(
            f"q {colours}{number(x)} {number(y)} {number(width)} {number(height)} re {paint} Q"
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
        path = " ".join(f"{' '.join(number(value) for value in curve)} c" for curve in curves)
        self._write(f"q {colour_code(fill)} rg {number(x + r)} {number(y)} m {path} f Q")

    def hatch(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Slanting lines inside a rectangle: readable in grey and without colour."""
        x = self._left(x, width)
        lines = []
        offset = -height
        while offset < width:
            lines.append(f"{number(x + offset)} {number(y)} m {number(x + offset + height)} {number(y + height)} l")
            offset += _HATCH_STEP
        clip = f"{number(x)} {number(y)} {number(width)} {number(height)} re W n"
        self._write(f"q {clip} {colour_code(colour)} RG 0.6 w {' '.join(lines)} S Q")

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
            number(value)
            for value in (
                c, s, -s, c, centre[0] + c * shift_x - s * shift_y, centre[1] + s * shift_x + c * shift_y,
            )
        )
        code = [f"q {colour_code(line.style.colour)} rg {matrix} cm"]
        pen = 0.0
        for piece in line.drawn:
            drawn = face(piece.face)
            unit = height / drawn.units
            for glyph in piece.shaped.glyphs:
                code.append(outline(drawn, glyph.number, pen + glyph.x_offset * unit, glyph.y_offset * unit, unit))
                pen += glyph.advance * unit
            start = pen - piece.shaped.advance * unit
            code.extend(
                outline(drawn, mark.number, start + mark.x * unit, mark.y * unit, unit) for mark in piece.shaped.marks
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

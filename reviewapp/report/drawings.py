"""Drawings of fixed height: the strip of months, ruled lines to write on, and signing blocks."""

from __future__ import annotations

from math import ceil

from reviewapp.report import theme
from reviewapp.report.document import SignBlock, Signing, TimelineStrip
from reviewapp.report.labels import labelled
from reviewapp.report.strips import draw_lines, lines_height
from reviewapp.report.structure import Node
from reviewapp.report.surface import Surface
from reviewapp.report.text import Line, TextSetter

_MONTH_HEAD = 31.0  # names of months and years above the first row
_ROW_PADDING = 3.5
_MARK_RADIUS = 2.8
_AWAY_FOOT = 13.0
_MONTH_LABEL_ROOM = 26.0
_WRITING_LINE, _WRITING_FOOT = 20.0, 4.0
_BOX = 8.0
_BETWEEN_PANELS = 24.0
_EMPTY_BOX = "\N{BALLOT BOX}"
_SIGNING_ROOM, _SIGNING_FOOT = 26.0, 11.5


class Timeline:
    """Months across, focus competencies down, one dot per episode: where something was noted, not how much."""

    def __init__(self, strip: TimelineStrip, setter: TextSetter) -> None:
        self._strip = strip
        label_style = theme.NOTE.tinted(theme.INK)
        self._labels = [setter.lines(row.label, label_style, theme.RAIL_WIDTH) for row in strip.rows]
        self._months = [setter.line(month, theme.LABEL) for month in strip.months]
        self._years = [setter.line(year, theme.LABEL) for year in strip.years]
        self._away = setter.line(strip.away_label, theme.NOTE)
        self._month_width = (theme.RIGHT - theme.COLUMN) / len(strip.months)
        self._heights = [
            sum(line.style.leading for line in label) + _ROW_PADDING for label in self._labels
        ]
        self.height = _MONTH_HEAD + sum(self._heights) + (_AWAY_FOOT if strip.away else 0.0)

    def draw(self, surface: Surface, top: float) -> None:
        """Draw it with its top edge at this height."""
        self._draw_months(surface, top)
        upper = top - _MONTH_HEAD
        lower = upper - sum(self._heights)
        self._draw_away(surface, upper, lower)
        for month in range(len(self._strip.months) + 1):
            x = theme.COLUMN + month * self._month_width
            surface.line(x, upper, x, lower, theme.HAIRLINE, 0.5)
        surface.rule(theme.LEFT, upper, theme.RIGHT, theme.HAIRLINE)
        y = upper
        for row, label, height in zip(self._strip.rows, self._labels, self._heights, strict=True):
            draw_lines(surface, label, theme.LEFT, y - _ROW_PADDING / 2)
            for mark in row.marks:
                surface.dot(theme.COLUMN + mark * self._month_width, y - height / 2, _MARK_RADIUS, theme.ACCENT)
            y -= height
            surface.rule(theme.LEFT, y, theme.RIGHT, theme.HAIRLINE)

    def _draw_months(self, surface: Surface, top: float) -> None:
        step = ceil(_MONTH_LABEL_ROOM / self._month_width) if self._month_width < _MONTH_LABEL_ROOM else 1
        for index, (month, year) in enumerate(zip(self._months, self._years, strict=True)):
            centre = theme.COLUMN + (index + 0.5) * self._month_width
            if index % step == 0:
                surface.text(month, centre - month.width / 2, top - 27)
            if year.pieces:
                surface.text(year, theme.COLUMN + index * self._month_width + 2, top - 15)

    def _draw_away(self, surface: Surface, upper: float, lower: float) -> None:
        for start, end in self._strip.away:
            left, right = (theme.COLUMN + edge * self._month_width for edge in (start, end))
            surface.box(left, lower, right - left, upper - lower, fill=theme.TINT)
            surface.hatch(left, lower, right - left, upper - lower, theme.HAIRLINE)
            x = (left + right) / 2 - self._away.width / 2
            x = min(max(x, theme.COLUMN), theme.RIGHT - self._away.width)
            surface.text(self._away, x, lower - 10)


class RuledLines:
    """Empty lines to write on by hand."""

    def __init__(self, lines: int) -> None:
        self._lines = lines
        self.height = lines * _WRITING_LINE + _WRITING_FOOT

    def draw(self, surface: Surface, top: float) -> None:
        """Draw the rules; each is the foot of one line."""
        for number in range(1, self._lines + 1):
            surface.rule(theme.COLUMN, top - number * _WRITING_LINE, theme.RIGHT, theme.HAIRLINE)


class SigningPanels:
    """The signing blocks side by side, their signature lines on one height."""

    def __init__(self, signing: Signing, setter: TextSetter, node: Node) -> None:
        width = (theme.FULL_WIDTH - _BETWEEN_PANELS * (len(signing.parts) - 1)) / len(signing.parts)
        self._panels = [
            _SigningBlock(part, setter, theme.LEFT + at * (width + _BETWEEN_PANELS), width, node.add("Sect"))
            for at, part in enumerate(signing.parts)
        ]
        self.height = max(panel.height for panel in self._panels)

    def draw(self, surface: Surface, top: float) -> None:
        """Draw them with their top edge at this height."""
        for panel in self._panels:
            panel.draw(surface, top, top - self.height)


class _SigningBlock:
    """Who signs, what they state or choose, and lines for date and signature. Boxes are always empty."""

    def __init__(self, block: SignBlock, setter: TextSetter, x: float, width: float, node: Node) -> None:
        self._x, self._width, self._node = x, width, node
        self._head = setter.run_in(labelled(block.who), theme.FACT, block.name, theme.NAMED, width)
        beside_box = width - _BOX - 6
        self._statement = setter.lines(block.statement, theme.BODY, beside_box) if block.statement else []
        self._choices = self._flowed([setter.line(choice, theme.FINE, beside_box) for choice in block.choices])
        self._note = setter.lines(block.note, theme.NOTE, width) if block.note else []
        self._labels = [setter.line(label, theme.NOTE) for label in block.lines]
        self._field, self._field_label = block.field, f"{labelled(block.who)} {block.name}"
        self.height = (
            lines_height(self._head)
            + (lines_height(self._statement) + 2 if self._statement else 0.0)
            + (len(self._choices) * 16.0 + 2 if self._choices else 0.0)
            + (lines_height(self._note) + 2 if self._note else 0.0)
            + _SIGNING_ROOM
            + _SIGNING_FOOT
        )

    def draw(self, surface: Surface, top: float, bottom: float) -> None:
        """Draw it between these heights, with the lines to sign on at its foot."""
        with surface.tagged(self._node.add("P")):
            y = draw_lines(surface, self._head, self._x, top)
        boxes = self._node.add("L")
        if self._statement:
            y -= 2
            body = self._draw_box(surface, self._x, y - 10.1, boxes)
            with surface.tagged(body):
                y = draw_lines(surface, self._statement, self._x + _BOX + 6, y)
        if self._choices:
            y -= 2
            for row in self._choices:
                for x, choice in row:
                    body = self._draw_box(surface, x, y - 11.9, boxes)
                    with surface.tagged(body):
                        surface.text(choice, x + _BOX + 5, y - 10.9)
                y -= 16
        if self._note:
            with surface.tagged(self._node.add("P")):
                draw_lines(surface, self._note, self._x, y - 2)
        self._draw_signature(surface, bottom + _SIGNING_FOOT)
        if self._field:
            foot = bottom + _SIGNING_FOOT
            self._node.add("Form")  # the empty field, read after the words of the block
            surface.sign_place(self._field, self._field_label, self._x, foot, self._width, _SIGNING_ROOM)

    def _draw_signature(self, surface: Surface, y: float) -> None:
        date_end = self._x + 0.3 * self._width
        places = ((self._x, date_end), (date_end + 12, self._x + self._width))
        for (x, to_x), label in zip(places, self._labels, strict=True):
            surface.rule(x, y, to_x, theme.OUTLINE, 0.8)
            with surface.tagged(self._node.add("P")):
                surface.text(label, x, y - 9.5)

    def _draw_box(self, surface: Surface, x: float, y: float, boxes: Node) -> Node:
        """A box to tick; returns the element of the words beside it."""
        item = boxes.add("LI")
        with surface.tagged(item.add("Lbl", spoken=_EMPTY_BOX)):
            surface.box(x + 0.4, y, _BOX, _BOX, stroke=theme.OUTLINE, thickness=0.9)
        return item.add("LBody")

    def _flowed(self, choices: list[Line]) -> list[list[tuple[float, Line]]]:
        """The choices in rows, each with the x of its box."""
        rows: list[list[tuple[float, Line]]] = []
        x = self._x
        for choice in choices:
            width = _BOX + 5 + choice.width
            if not rows or x + width > self._x + self._width:
                rows.append([])
                x = self._x
            rows[-1].append((x, choice))
            x += width + 14
        return rows


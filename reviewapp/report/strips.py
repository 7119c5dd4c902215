"""Strips: horizontal pieces of the page that the flow puts one below the other.

A strip knows its height, draws itself from its top edge down, and may be able to split. What surrounds
it on the page (which page, which height) is decided in `flow`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from reviewapp.report import theme
from reviewapp.report.surface import Surface
from reviewapp.report.text import Line
from reviewapp.report.theme import first_baseline

_LEAST_LINES = 2  # of a paragraph on either side of a page break
_LEAST_ROW_LINES = 3  # of a table row on either side
_WHOLE_ROW_LINES = 18  # a row up to this tall goes overleaf in one piece
CELL_PADDING = 5.0


@dataclass(frozen=True)
class Strip:
    """What every strip has; all lengths in points.

    ``gap``: white space above, dropped at the top of a page. ``keep``: no page break before the next
    strip. ``heads``: strips repeated above this one when it has to begin a page. ``clears_rail``: it may
    not start beside the text of the rail. ``bookmark``: title and level of an outline entry.
    """

    gap: float = 0.0
    keep: bool = False
    heads: tuple[Strip, ...] = ()
    clears_rail: bool = False
    bookmark: tuple[str, int] | None = None

    @property
    def height(self) -> float:
        """The room it takes below its top edge."""
        return 0.0

    @property
    def least(self) -> float:
        """The room it needs to begin on a page at all; less than `height` when it can split."""
        return self.height

    @property
    def rail_height(self) -> float:
        """The room it takes in the left rail, which flows beside the strips that follow."""
        return 0.0

    def draw(self, surface: Surface, top: float) -> None:
        """Draw it with its top edge at this height of the page."""

    def split(self, room: float) -> tuple[Strip, Strip] | None:
        """Two strips of which the first fits the room, or None when it stays in one piece."""
        return None


class Drawing(Protocol):
    """A picture of fixed height, such as the strip of months or a signing block."""

    height: float

    def draw(self, surface: Surface, top: float) -> None:
        """Draw it from its top edge down."""


@dataclass(frozen=True)
class TextStrip(Strip):
    """Lines of one paragraph; ``bullet`` is the x of the dot before the first line."""

    lines: tuple[Line, ...] = ()
    x: float = theme.LEFT
    bullet: float | None = None

    @property
    def _leading(self) -> float:
        return self.lines[0].style.leading

    @property
    def height(self) -> float:
        """All its lines."""
        return self._leading * len(self.lines)

    @property
    def least(self) -> float:
        """Two lines, or all of a paragraph too short to be torn."""
        return self.height if len(self.lines) < 2 * _LEAST_LINES else self._leading * _LEAST_LINES

    def draw(self, surface: Surface, top: float) -> None:
        """Draw its lines."""
        if self.bullet is not None:
            middle = top - first_baseline(self.lines[0].style) + self.lines[0].style.size * 0.25
            surface.dot(self.bullet, middle, 1.5, theme.ACCENT)
        draw_lines(surface, self.lines, self.x, top)

    def split(self, room: float) -> tuple[Strip, Strip] | None:
        """The paragraph in two, with two lines at least on either side."""
        fitting = min(int((room + 1e-6) // self._leading), len(self.lines) - _LEAST_LINES)
        if fitting < _LEAST_LINES:
            return None
        return (
            replace(self, lines=self.lines[:fitting]),
            replace(self, lines=self.lines[fitting:], gap=0.0, bullet=None, bookmark=None),
        )


@dataclass(frozen=True)
class RailStrip(Strip):
    """A heading and notes in the left rail; takes no height of its own, the column flows beside it."""

    lines: tuple[Line, ...] = ()
    drop: float = 0.0

    @property
    def rail_height(self) -> float:
        """Its lines, which may have different leadings."""
        return self.drop + sum(line.style.leading for line in self.lines)

    def draw(self, surface: Surface, top: float) -> None:
        """Draw its lines."""
        draw_lines(surface, self.lines, theme.LEFT, top - self.drop)


@dataclass(frozen=True)
class RuleStrip(Strip):
    """A horizontal rule with room below it; left out where it would open a page."""

    x: float = theme.LEFT
    below: float = 10.0
    colour: theme.Colour = theme.HAIRLINE
    thickness: float = 0.6

    @property
    def height(self) -> float:
        """The room below the rule."""
        return self.below

    def draw(self, surface: Surface, top: float) -> None:
        """Draw the rule at its top edge."""
        surface.rule(self.x, top, theme.RIGHT, self.colour, self.thickness)


@dataclass(frozen=True)
class Cell:
    """Lines of one table cell with the x of their left edge."""

    x: float
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class RowStrip(Strip):
    """A table row: cells side by side on one grid of lines. ``tint`` marks the row of column titles.

    ``bare`` rows have neither padding nor a rule; the ``last`` row of a table ends without one. A tall row may
    go on overleaf; the rule below it is drawn where it ends.
    """

    cells: tuple[Cell, ...] = ()
    x: float = theme.COLUMN
    tint: bool = False
    opens: bool = True
    ends: bool = True
    bare: bool = False
    last: bool = False

    @property
    def _leading(self) -> float:
        return next(line.style.leading for cell in self.cells for line in cell.lines)

    @property
    def _rows(self) -> int:
        return max(len(cell.lines) for cell in self.cells)

    @property
    def _padding(self) -> float:
        return 0.0 if self.bare else CELL_PADDING

    @property
    def height(self) -> float:
        """The tallest cell and the padding."""
        return self._rows * self._leading + self._padding * (self.opens + self.ends)

    @property
    def least(self) -> float:
        """Three lines, or all of a row too short to be torn."""
        if self._rows <= _WHOLE_ROW_LINES:
            return self.height
        return _LEAST_ROW_LINES * self._leading + self._padding * self.opens

    def draw(self, surface: Surface, top: float) -> None:
        """Draw fill, cells from left to right, and the rule below."""
        if self.tint:
            surface.box(self.x, top - self.height, theme.RIGHT - self.x, self.height, fill=theme.TINT)
        for cell in self.cells:
            draw_lines(surface, cell.lines, cell.x, top - self._padding * self.opens)
        if self.ends and not (self.tint or self.bare or self.last):
            surface.rule(self.x, top - self.height, theme.RIGHT, theme.HAIRLINE)

    def split(self, room: float) -> tuple[Strip, Strip] | None:
        """The row in two, every cell parted after the same number of lines."""
        if self._rows <= _WHOLE_ROW_LINES:
            return None
        fitting = int((room - self._padding * self.opens + 1e-6) // self._leading)
        fitting = min(fitting, self._rows - _LEAST_ROW_LINES)
        if fitting < _LEAST_ROW_LINES:
            return None
        first = tuple(Cell(cell.x, cell.lines[:fitting]) for cell in self.cells)
        second = tuple(Cell(cell.x, cell.lines[fitting:]) for cell in self.cells)
        return (
            replace(self, cells=first, ends=False),
            replace(self, cells=second, opens=True, gap=0.0),
        )


@dataclass(frozen=True)
class DrawingStrip(Strip):
    """A drawing that is never split."""

    drawing: Drawing | None = None

    @property
    def height(self) -> float:
        """The height of the drawing."""
        return self.drawing.height if self.drawing else 0.0

    def draw(self, surface: Surface, top: float) -> None:
        """Draw it."""
        if self.drawing:
            self.drawing.draw(surface, top)


@dataclass(frozen=True)
class SpaceStrip(Strip):
    """White space."""

    space: float = 0.0

    @property
    def height(self) -> float:
        """The white space."""
        return self.space


def draw_lines(surface: Surface, lines: Sequence[Line], x: float, top: float) -> float:
    """Lines one below the other, each in its own leading; returns the lower edge."""
    for line in lines:
        surface.text(line, x, top - first_baseline(line.style))
        top -= line.style.leading
    return top

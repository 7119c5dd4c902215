"""Strips: horizontal pieces of the page that the flow puts one below the other.

A strip knows its height, draws itself from its top edge down, and may be able to split. What surrounds
it on the page (which page, which height) is decided in `flow`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Protocol

from reviewapp.report import theme
from reviewapp.report.structure import Node
from reviewapp.report.surface import Surface
from reviewapp.report.text import Line
from reviewapp.report.theme import first_baseline

_LEAST_LINES = 2  # of a paragraph, or of a table row, on either side of a page break
_ROUNDING = 1e-6
CELL_PADDING = 3.0


@dataclass(frozen=True)
class Strip:
    """What every strip has; all lengths in points.

    ``gap``: white space above, dropped at the top of a page. ``keep``: no page break before the next
    strip. ``heads``: strips repeated above this one when it has to begin a page. ``clears_rail``: it may
    not start beside the text of the rail. ``opens_page``: it begins a page, unless all up to the next such
    strip fits on this one. ``bookmark``: title and level of an outline entry. ``node``: the element its text
    belongs to; halves share it, and what is repeated overleaf has none.
    """

    gap: float = 0.0
    keep: bool = False
    heads: tuple[Strip, ...] = ()
    clears_rail: bool = False
    opens_page: bool = False
    bookmark: tuple[str, int] | None = None
    node: Node | None = None

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
        with surface.tagged(self.node):
            draw_lines(surface, self.lines, self.x, top)

    def split(self, room: float) -> tuple[Strip, Strip] | None:
        """The paragraph in two, with two lines at least on either side."""
        fitting = min(int((room + 1e-6) // self._leading), len(self.lines) - _LEAST_LINES)
        if fitting < _LEAST_LINES:
            return None
        return (
            replace(self, lines=self.lines[:fitting]),
            replace(self, lines=self.lines[fitting:], gap=0.0, bullet=None, bookmark=None, opens_page=False),
        )


@dataclass(frozen=True)
class RailStrip(Strip):
    """A heading and notes in the left rail; takes no height of its own, the column flows beside it."""

    lines: tuple[Line, ...] = ()
    drop: float = 0.0

    @property
    def rail_height(self) -> float:
        """Its lines, which may have different leadings."""
        return self.drop + lines_height(self.lines)

    def draw(self, surface: Surface, top: float) -> None:
        """Draw its lines."""
        with surface.tagged(self.node):
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
    """Lines of one table cell with the x of their left edge; a line with room above it opens a paragraph.

    ``nodes``: the element of each line, in step with the lines; empty where the cell repeats another.
    """

    x: float
    lines: tuple[Line, ...]
    nodes: tuple[Node, ...] = ()

    @property
    def height(self) -> float:
        """All its lines and the room between its paragraphs."""
        return lines_height(self.lines)

    @property
    def breaks(self) -> list[int]:
        """After how many lines a page may end inside it: two lines and no torn couple on either side."""
        opens = [0, *(at for at, line in enumerate(self.lines) if at and line.above), len(self.lines)]
        found: list[int] = []
        for first, after in pairwise(opens):
            inside = range(first + _LEAST_LINES, after - _LEAST_LINES + 1)
            found.extend((*((first,) if first else ()), *inside))
        return [at for at in found if _LEAST_LINES <= at <= len(self.lines) - _LEAST_LINES]

    def cut(self, at: int) -> tuple[Cell, Cell]:
        """The cell in two, after so many lines."""
        return (
            replace(self, lines=self.lines[:at], nodes=self.nodes[:at]),
            replace(self, lines=self.lines[at:], nodes=self.nodes[at:]),
        )

    def draw(self, surface: Surface, top: float) -> None:
        """Draw its lines, those of one element together."""
        nodes = self.nodes or (None,) * len(self.lines)
        opened = True
        for node, group in groupby(zip(nodes, self.lines, strict=True), key=lambda pair: pair[0]):
            lines = [line for _node, line in group]
            top -= 0.0 if opened else lines[0].above
            opened = False
            with surface.tagged(node):
                top = draw_lines(surface, lines, self.x, top)


@dataclass(frozen=True)
class RowStrip(Strip):
    """A table row: cells side by side, each a column of lines. ``titles`` marks the row of column titles.

    ``bare`` rows have neither padding nor a rule; the ``last`` row of a group ends without one. A row may go
    on overleaf in its last cell, or in all of them where one is taller than a page.
    """

    cells: tuple[Cell, ...] = ()
    titles: bool = False
    opens: bool = True
    ends: bool = True
    bare: bool = False
    last: bool = False
    padding: float = CELL_PADDING

    @property
    def _above(self) -> float:
        return 0.0 if self.bare or not self.opens else self.padding

    @property
    def _below(self) -> float:
        return 0.0 if self.bare or not self.ends else self.padding

    @property
    def height(self) -> float:
        """The tallest cell and the padding."""
        return max(cell.height for cell in self.cells) + self._above + self._below

    @property
    def least(self) -> float:
        """Two lines of its text beside all that stands in the other cells, or all of a short row."""
        places = self.cells[-1].breaks
        if not places:
            return self.height
        first = self.cells[-1].cut(places[0])[0].height
        beside = max((cell.height for cell in self.cells[:-1]), default=0.0)
        return min(self.height, max(first, beside) + self._above)

    def draw(self, surface: Surface, top: float) -> None:
        """Draw the cells from left to right, and the rule below."""
        for cell in self.cells:
            cell.draw(surface, top - self._above)
        if self.titles:
            surface.rule(theme.LEFT, top - self.height, theme.RIGHT, theme.OUTLINE)
        elif self.ends and not (self.bare or self.last):
            surface.rule(theme.LEFT, top - self.height, theme.RIGHT, theme.HAIRLINE, 0.5)

    def split(self, room: float) -> tuple[Strip, Strip] | None:
        """The row in two: its last cell parted, the others, which are short, whole in the first."""
        room -= self._above
        *beside, last = self.cells
        if all(cell.height <= room + _ROUNDING for cell in beside):
            for at in reversed(last.breaks):
                first, second = last.cut(at)
                if first.height <= room + _ROUNDING:
                    rest = tuple(Cell(cell.x, ()) for cell in beside)
                    return self._halves((*beside, first), (*rest, second))
        fitting = [cell.cut(_lines_in(cell.lines, room)) for cell in self.cells]
        if all(not first.lines for first, _second in fitting):
            return None
        return self._halves(tuple(first for first, _second in fitting), tuple(second for _first, second in fitting))

    def _halves(self, first: tuple[Cell, ...], second: tuple[Cell, ...]) -> tuple[Strip, Strip]:
        return replace(self, cells=first, ends=False, last=False), replace(self, cells=second, opens=True, gap=0.0)


@dataclass(frozen=True)
class DrawingStrip(Strip):
    """A drawing that is never split."""

    drawing: Drawing | None = None

    @property
    def height(self) -> float:
        """The height of the drawing."""
        return self.drawing.height if self.drawing else 0.0

    def draw(self, surface: Surface, top: float) -> None:
        """Draw it; a picture remembers where it stands."""
        if self.drawing is None:
            return
        if self.node:
            self.node.box = surface.on_page((theme.LEFT, top - self.height, theme.RIGHT, top))
        with surface.tagged(self.node):
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
    for number, line in enumerate(lines):
        top -= line.above if number else 0.0
        surface.text(line, x, top - first_baseline(line.style))
        top -= line.style.leading
    return top


def lines_height(lines: Sequence[Line]) -> float:
    """The room lines take one below the other; the room above the first counts as nothing."""
    return sum(line.style.leading + (line.above if number else 0.0) for number, line in enumerate(lines))


def _lines_in(lines: Sequence[Line], room: float) -> int:
    """How many lines the room takes, from the first on."""
    return max(number for number in range(len(lines) + 1) if lines_height(lines[:number]) <= room + _ROUNDING)

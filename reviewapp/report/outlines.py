"""The outline of a glyph as path operators: for what is seen and never read."""

from __future__ import annotations

from collections.abc import Sequence

from reviewapp.report.fonts import Face
from reviewapp.report.operators import number


def outline(drawn: Face, glyph: int, x: float, y: float, unit: float) -> str:
    """The path of a glyph with its origin at a point; ``unit`` is points per unit of the face."""
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
            number(value)
            for x, y in points
            for value in (self._x + x * self._unit, self._y + y * self._unit)
        )
        self.code.append(f"{' '.join(numbers)} {operator}")


def _between(start: tuple[float, float], end: tuple[float, float], part: float) -> tuple[float, float]:
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part

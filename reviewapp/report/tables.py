"""Episode tables as strips: the date in the rail, what happened over the whole text column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reviewapp.report import theme
from reviewapp.report.document import EpisodeRow, EpisodeTable
from reviewapp.report.plain import paragraphs
from reviewapp.report.strips import Cell, RowStrip, Strip, TextStrip
from reviewapp.report.text import Line, TextSetter

_TITLE_PADDING = 2.0
_AGAIN_PADDING = 2.5
_BETWEEN_PARAGRAPHS, _BEFORE_POINT, _BEFORE_DETAILS = 4.0, 1.5, 2.5


def table_strips(table: EpisodeTable, setter: TextSetter, continued: str) -> Iterator[Strip]:
    """The titles and the rows. Overleaf the titles come again, below ``continued`` if that is not empty."""
    widths = (theme.RAIL_WIDTH, theme.COLUMN_WIDTH)
    titles = RowStrip(
        cells=tuple(
            Cell(x, tuple(setter.lines(title, theme.LABEL, width)))
            for x, title, width in zip((theme.LEFT, theme.COLUMN), table.columns, widths, strict=True)
        ),
        titles=True,
        padding=_TITLE_PADDING,
        clears_rail=True,
        gap=5,
        keep=True,
    )
    yield titles
    again: tuple[Strip, ...] = (replace(titles, gap=0.0, keep=False, clears_rail=False),)
    if continued:
        again = (TextStrip(lines=(setter.line(continued, theme.RAIL_NOTE, theme.FULL_WIDTH),)), *again)
    for number, row in enumerate(table.rows, start=1):
        yield replace(_row(row, setter), heads=again, last=number == len(table.rows))


def _row(row: EpisodeRow, setter: TextSetter) -> RowStrip:
    if row.elsewhere:
        date = setter.lines(row.date, theme.AGAIN.tinted(theme.MUTED), theme.RAIL_WIDTH)
        words = setter.run_in(
            row.happened, theme.AGAIN, row.elsewhere, theme.AGAIN.tinted(theme.MUTED), theme.COLUMN_WIDTH
        )
        return RowStrip(cells=(Cell(theme.LEFT, tuple(date)), Cell(theme.COLUMN, tuple(words))), padding=_AGAIN_PADDING)
    date = setter.lines(row.date, theme.CELL_LABEL, theme.RAIL_WIDTH)
    if row.kind:
        date.extend(setter.lines(row.kind, theme.CELL_NOTE, theme.RAIL_WIDTH))
    return RowStrip(cells=(Cell(theme.LEFT, tuple(date)), Cell(theme.COLUMN, tuple(_happened(row, setter)))))


def _happened(row: EpisodeRow, setter: TextSetter) -> Iterator[Line]:
    width = theme.COLUMN_WIDTH
    for number, part in enumerate(paragraphs(row.happened) or [""]):
        yield from _apart(setter.lines(part, theme.CELL, width), _BETWEEN_PARAGRAPHS if number else 0.0)
    for point in row.points:
        yield from _apart(
            setter.run_in(point.label, theme.CELL_LABEL, point.text, theme.CELL, width), _BEFORE_POINT
        )
    if row.details:
        yield from _apart(setter.lines(row.details, theme.CELL_NOTE, width), _BEFORE_DETAILS)


def _apart(lines: Iterable[Line], above: float) -> Iterator[Line]:
    for number, line in enumerate(lines):
        yield line._replace(above=above) if above and not number else line

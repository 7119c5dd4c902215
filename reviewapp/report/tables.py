"""Episode tables as strips: the date in the rail, what happened over the whole text column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest

from reviewapp.report import theme
from reviewapp.report.document import EpisodeRow, EpisodeTable, PlainTable
from reviewapp.report.plain import paragraphs, shorter
from reviewapp.report.strips import Cell, RowStrip, Strip, TextStrip
from reviewapp.report.structure import Node
from reviewapp.report.text import Line, TextSetter

_TITLE_PADDING = 1.5
_AGAIN_PADDING, _AGAIN_GAP = 0.5, 2.0
_FEWEST_WORDS = 5
_BETWEEN_COLUMNS = 8.0
_BETWEEN_PARAGRAPHS, _BEFORE_POINT, _BEFORE_DETAILS = 4.0, 1.5, 2.5


def table_strips(table: EpisodeTable, setter: TextSetter, continued: str, node: Node) -> Iterator[Strip]:
    """The titles and the rows. Overleaf the titles come again, below ``continued`` if that is not empty.

    ``node`` is the element of the table; its rows go into it.
    """
    widths = (theme.RAIL_WIDTH, theme.COLUMN_WIDTH)
    head = node.add("TR")
    titles = RowStrip(
        cells=tuple(
            _tagged(Cell(x, tuple(setter.lines(title, theme.LABEL, width))), head.add("TH", scope="Column"))
            for x, title, width in zip((theme.LEFT, theme.COLUMN), table.columns, widths, strict=True)
        ),
        titles=True,
        padding=_TITLE_PADDING,
        clears_rail=True,
        gap=3,
        keep=True,
    )
    yield titles
    repeated = tuple(replace(cell, nodes=()) for cell in titles.cells)
    again: tuple[Strip, ...] = (replace(titles, cells=repeated, gap=0.0, keep=False, clears_rail=False),)
    if continued:
        again = (TextStrip(lines=(setter.line(continued, theme.RAIL_NOTE, theme.FULL_WIDTH),)), *again)
    for row, after in zip_longest(table.rows, table.rows[1:]):
        # Rows that only name an episode stand close, without a rule between them.
        strip = _row(row, setter, node.add("TR"))
        yield replace(strip, heads=again, last=after is None or bool(row.elsewhere and after.elsewhere))


def plain_table_strips(table: PlainTable, setter: TextSetter, node: Node) -> Iterator[Strip]:
    """The titles and the rows, over the full width; overleaf the titles come again. ``node`` as `table_strips`."""
    places = [theme.LEFT + theme.FULL_WIDTH * sum(table.shares[:at]) for at in range(len(table.shares))]
    widths = [theme.FULL_WIDTH * share - _BETWEEN_COLUMNS for share in table.shares]

    def cells(texts: Iterable[str], style: theme.Style) -> list[Cell]:
        return [
            Cell(x, tuple(setter.lines(text, style, width)) if text else ())
            for x, text, width in zip(places, texts, widths, strict=True)
        ]

    head = node.add("TR")
    titles = RowStrip(
        cells=tuple(_tagged(cell, head.add("TH", scope="Column")) for cell in cells(table.columns, theme.LABEL)),
        titles=True, padding=_TITLE_PADDING, clears_rail=True, gap=3, keep=True,
    )  # fmt: skip
    yield titles
    repeated = tuple(replace(cell, nodes=()) for cell in titles.cells)
    again = (replace(titles, cells=repeated, gap=0.0, keep=False, clears_rail=False),)
    for number, row in enumerate(table.rows, start=1):
        place = node.add("TR")
        inside = [
            _tagged(cell, place.add("TD") if at else place.add("TH", scope="Row"))
            for at, cell in enumerate(cells(row, theme.BODY))
        ]
        yield RowStrip(cells=tuple(inside), heads=again, last=number == len(table.rows))


def _row(row: EpisodeRow, setter: TextSetter, node: Node) -> RowStrip:
    day, happened = node.add("TH", scope="Row"), node.add("TD")
    if row.elsewhere:
        return _again(row, setter, day, happened)
    date = setter.lines(row.date, theme.LEAD, theme.RAIL_WIDTH)
    if row.kind:
        date.extend(setter.lines(row.kind, theme.DETAIL, theme.RAIL_WIDTH))
    cells = (_tagged(Cell(theme.LEFT, tuple(date)), day), _in_paragraphs(tuple(_happened(row, setter)), happened))
    return RowStrip(cells=cells)


def _tagged(cell: Cell, node: Node) -> Cell:
    return replace(cell, nodes=(node,) * len(cell.lines))


def _in_paragraphs(lines: tuple[Line, ...], node: Node) -> Cell:
    """The cell of what happened: each line with room above it begins another paragraph."""
    nodes: list[Node] = []
    for line in lines:
        nodes.append(node.add("P") if line.above or not nodes else nodes[-1])
    return Cell(theme.COLUMN, lines, tuple(nodes))


def _again(row: EpisodeRow, setter: TextSetter, day: Node, happened: Node) -> RowStrip:
    """One line: as many of the first words as leave room for the place the episode is set out in."""
    muted = theme.AGAIN.tinted(theme.MUTED)
    date = setter.lines(row.date, muted, theme.RAIL_WIDTH)
    words = row.happened
    lines = setter.run_in(words, theme.AGAIN, row.elsewhere, muted, theme.COLUMN_WIDTH)
    while len(lines) > 1 and words.count(" ") >= _FEWEST_WORDS:
        words = shorter(words)
        lines = setter.run_in(words, theme.AGAIN, row.elsewhere, muted, theme.COLUMN_WIDTH)
    cells = (_tagged(Cell(theme.LEFT, tuple(date)), day), _tagged(Cell(theme.COLUMN, tuple(lines)), happened))
    return RowStrip(cells=cells, padding=_AGAIN_PADDING, gap=_AGAIN_GAP)


def _happened(row: EpisodeRow, setter: TextSetter) -> Iterator[Line]:
    width = theme.COLUMN_WIDTH
    for number, part in enumerate(paragraphs(row.happened) or [""]):
        yield from _apart(setter.lines(part, theme.BODY, width), _BETWEEN_PARAGRAPHS if number else 0.0)
    for point in row.points:
        yield from _apart(
            setter.run_in(point.label, theme.LEAD, point.text, theme.BODY, width), _BEFORE_POINT
        )
    if row.details:
        yield from _apart(setter.lines(row.details, theme.DETAIL, width), _BEFORE_DETAILS)


def _apart(lines: Iterable[Line], above: float) -> Iterator[Line]:
    for number, line in enumerate(lines):
        yield line._replace(above=above) if above and not number else line

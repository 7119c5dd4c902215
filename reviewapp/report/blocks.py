"""From the blocks of a document to strips: measures, type and white space, block by block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from reviewapp.report import theme
from reviewapp.report.document import (
    Block,
    Bullets,
    Document,
    EpisodeRow,
    EpisodeTable,
    Facts,
    FlowBlock,
    Front,
    Heading,
    Labelled,
    Paragraph,
    Particulars,
    Railed,
    SignBlock,
    Spacer,
    TimelineStrip,
    WriteIn,
)
from reviewapp.report.drawings import RuledLines, SigningBlock, Timeline
from reviewapp.report.plain import one_line, paragraphs
from reviewapp.report.strips import (
    Cell,
    DrawingStrip,
    RailStrip,
    RowStrip,
    RuleStrip,
    SpaceStrip,
    Strip,
    TextStrip,
)
from reviewapp.report.text import Line, TextSetter

_PARAGRAPH_GAP = 7.0
_BULLET_INDENT = 12.0
_PARTICULAR_LABEL = 92.0
_DATE_WIDTH, _CELL_GAP, _CELL_INSET = 54.0, 11.0, 6.0
_HAPPENED_WIDTH = 142.0
_FACT_COLUMNS, _FACT_GAP = 4, 12.0
_ROLE_STYLES = {
    "body": theme.BODY, "lead": theme.LEAD, "muted": theme.MUTED_BODY, "note": theme.NOTE, "quote": theme.QUOTE,
}


class StripMaker:
    """Turns the blocks of one document into strips, in order."""

    def __init__(self, document: Document, setter: TextSetter) -> None:
        self._document = document
        self._setter = setter

    def strips(self) -> list[Strip]:
        """All strips of the document."""
        return list(chain.from_iterable(self._block(block) for block in self._document.blocks))

    def _block(self, block: Block) -> Iterator[Strip]:
        match block:
            case Front():
                yield from self._front(block)
            case Facts():
                yield from self._facts(block)
            case Heading():
                yield self._heading(block)
            case Railed():
                yield from self._railed(block)
            case TimelineStrip():
                yield from self._timeline(block)
            case _:
                yield from self._flow(block)

    def _front(self, front: Front) -> Iterator[Strip]:
        yield self._text(front.kicker, theme.KICKER, theme.LEFT, keep=True)
        yield self._text(front.name, theme.NAME, theme.LEFT, gap=4, keep=True)
        if front.role:
            yield self._text(front.role, theme.ROLE, theme.LEFT, gap=2, keep=True)
        yield SpaceStrip(space=13, keep=True)

    def _facts(self, facts: Facts) -> Iterator[Strip]:
        """Rows of four; the last fact takes the columns that are left over."""
        width = (theme.FULL_WIDTH - _FACT_GAP * (_FACT_COLUMNS - 1)) / _FACT_COLUMNS
        for start in range(0, len(facts.items), _FACT_COLUMNS):
            row = facts.items[start:start + _FACT_COLUMNS]
            first = start == 0
            yield RuleStrip(
                below=8, keep=True, colour=theme.ACCENT if first else theme.HAIRLINE, thickness=1.2 if first else 0.6
            )
            labels, values = [], []
            for at, fact in enumerate(row):
                x = theme.LEFT + at * (width + _FACT_GAP)
                last = at == len(row) - 1
                labels.append(Cell(x, (self._setter.line(fact.label, theme.LABEL, width),)))
                values.append(
                    Cell(x, tuple(self._setter.lines(fact.value, theme.FACT, theme.RIGHT - x if last else width)))
                )
            yield RowStrip(cells=tuple(labels), bare=True, keep=True)
            yield RowStrip(cells=tuple(values), bare=True, keep=True, gap=1)
            yield SpaceStrip(space=9, keep=True)
        yield RuleStrip(below=0)

    def _heading(self, heading: Heading) -> Strip:
        style = theme.HEADING_1 if heading.level == 1 else theme.HEADING_2
        strip = self._text(heading.text, style, theme.LEFT, gap=24 if heading.level == 1 else 18, keep=True)
        return replace(strip, clears_rail=True, bookmark=(one_line(heading.text), heading.level - 1))

    def _railed(self, railed: Railed) -> Iterator[Strip]:
        if railed.opens_with_rule:
            yield RuleStrip(gap=12, keep=True, clears_rail=True, below=10)
        else:
            yield SpaceStrip(space=7, keep=True, clears_rail=True)
        rail = self._rail(railed)
        if rail:
            yield rail
        heads: tuple[Strip, ...] = ()
        name = railed.heading or railed.label
        if name:
            again = f"{one_line(name)} ({self._document.continued})"
            lines = self._setter.lines(again, theme.RAIL_NOTE, theme.RAIL_WIDTH)
            heads = (RailStrip(lines=tuple(lines), drop=1.5),)
        column = list(chain.from_iterable(self._flow(block) for block in railed.blocks))
        for number, strip in enumerate(column, start=1):
            yield replace(
                strip,
                gap=0.0 if number == 1 else strip.gap,
                keep=strip.keep or (railed.stays_together and number < len(column)),
                heads=(*heads, *strip.heads),
            )

    def _rail(self, railed: Railed) -> RailStrip | None:
        lines: list[Line] = []
        if railed.heading:
            lines.extend(self._setter.lines(railed.heading, theme.HEADING_2, theme.RAIL_WIDTH))
        elif railed.label:
            lines.extend(self._setter.lines(railed.label, replace(theme.LEAD, hyphenate=False), theme.RAIL_WIDTH))
        for note in railed.notes:
            lines.extend(self._setter.lines(note, theme.RAIL_NOTE, theme.RAIL_WIDTH))
        if not lines:
            return None
        mark = (one_line(railed.heading), 1) if railed.heading else None
        # Raised a little: its larger letters then stand on the first line of the column.
        return RailStrip(lines=tuple(lines), keep=True, drop=-1.8 if railed.heading else 0.0, bookmark=mark)

    def _flow(self, block: FlowBlock) -> Iterator[Strip]:
        match block:
            case Paragraph():
                for part in paragraphs(block.text):
                    yield self._text(part, _ROLE_STYLES[block.role], gap=_PARAGRAPH_GAP)
            case Bullets():
                yield from self._bullets(block)
            case Labelled():
                yield self._text(block.label, theme.LABEL, gap=10, keep=True)
                for number, part in enumerate(paragraphs(block.text)):
                    yield self._text(part, theme.BODY, gap=_PARAGRAPH_GAP if number else 0)
            case Particulars():
                yield from self._particulars(block)
            case EpisodeTable():
                yield from self._table(block)
            case WriteIn():
                yield self._text(block.label, theme.NOTE, gap=_PARAGRAPH_GAP, keep=True)
                yield DrawingStrip(drawing=RuledLines(block.lines))
            case SignBlock():
                yield DrawingStrip(drawing=SigningBlock(block, self._setter), gap=16)
            case Spacer():
                yield SpaceStrip(space=block.height)

    def _text(
        self, text: str, style: theme.Style, x: float = theme.COLUMN, *, gap: float = 0.0, keep: bool = False
    ) -> TextStrip:
        lines = self._setter.lines(text, style, theme.RIGHT - x)
        return TextStrip(lines=tuple(lines), x=x, gap=gap, keep=keep)

    def _bullets(self, bullets: Bullets) -> Iterator[Strip]:
        for number, item in enumerate(bullets.items):
            strip = self._text(
                one_line(item), theme.BODY, theme.COLUMN + _BULLET_INDENT, gap=3 if number else _PARAGRAPH_GAP
            )
            yield replace(strip, bullet=theme.COLUMN + 2)

    def _particulars(self, particulars: Particulars) -> Iterator[Strip]:
        value_x = theme.COLUMN + _PARTICULAR_LABEL
        for number, fact in enumerate(particulars.items):
            label = self._setter.lines(fact.label, _on_grid(theme.LABEL, theme.BODY), _PARTICULAR_LABEL - 8)
            value = self._setter.lines(fact.value, theme.BODY, theme.RIGHT - value_x)
            yield RowStrip(
                cells=(Cell(theme.COLUMN, tuple(label)), Cell(value_x, tuple(value))),
                bare=True,
                gap=3 if number else _PARAGRAPH_GAP,
            )

    def _table(self, table: EpisodeTable) -> Iterator[Strip]:
        happened_x = theme.COLUMN + _CELL_INSET + _DATE_WIDTH + _CELL_GAP
        work_x = happened_x + _HAPPENED_WIDTH + _CELL_GAP
        places = (
            (theme.COLUMN + _CELL_INSET, _DATE_WIDTH),
            (happened_x, _HAPPENED_WIDTH),
            (work_x, theme.RIGHT - work_x),
        )
        grid = _on_grid(theme.LABEL, theme.CELL)
        titles = RowStrip(
            cells=tuple(
                Cell(x, tuple(self._setter.lines(title, grid, width)))
                for title, (x, width) in zip(table.columns, places, strict=True)
            ),
            tint=True,
            gap=10,
            keep=True,
        )
        yield titles
        again = replace(titles, gap=0.0, keep=False)
        for number, row in enumerate(table.rows, start=1):
            yield RowStrip(cells=self._cells(row, places), heads=(again,), last=number == len(table.rows))

    def _cells(self, row: EpisodeRow, places: Sequence[tuple[float, float]]) -> tuple[Cell, ...]:
        texts: tuple[list[tuple[str, theme.Style]], ...] = (
            [(row.date, theme.CELL), *_notes(row.date_notes)],
            [(row.happened, theme.CELL), *_notes(row.happened_notes)],
            [(sentence, theme.CELL.tinted(theme.MUTED)) for sentence in row.work_with_ai],
        )
        return tuple(
            Cell(x, tuple(chain.from_iterable(self._setter.lines(text, style, width) for text, style in cell)))
            for cell, (x, width) in zip(texts, places, strict=True)
        )

    def _timeline(self, strip: TimelineStrip) -> Iterator[Strip]:
        yield DrawingStrip(drawing=Timeline(strip, self._setter), gap=10, keep=True)
        yield self._text(strip.legend, theme.NOTE, theme.LEFT, gap=6)
        for number, sentence in enumerate(strip.alternative):
            yield self._text(sentence, theme.NOTE, theme.LEFT, gap=0 if number else 6)


def _notes(notes: Iterable[str]) -> list[tuple[str, theme.Style]]:
    return [(note, theme.CELL_NOTE) for note in notes]


def _on_grid(style: theme.Style, grid: theme.Style) -> theme.Style:
    """The style in the leading and on the baseline of another, so that both share lines in a row."""
    return replace(style, leading=grid.leading, on_grid_of=grid.size)

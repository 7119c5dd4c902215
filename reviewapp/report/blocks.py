"""From the blocks of a document to strips: measures, type and white space, block by block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from reviewapp.report import theme
from reviewapp.report.before_after import BeforeAfterBars
from reviewapp.report.document import (
    BeforeAfter,
    Block,
    Bullets,
    Document,
    EpisodeTable,
    Facts,
    FlowBlock,
    Front,
    Heading,
    Labelled,
    Paragraph,
    PlainTable,
    Railed,
    Signing,
    TimelineStrip,
    WriteIn,
)
from reviewapp.report.drawings import RuledLines, SigningPanels, Timeline
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
from reviewapp.report.structure import Node, Tag
from reviewapp.report.tables import plain_table_strips, table_strips
from reviewapp.report.text import TextSetter

_HEADINGS: dict[int, Tag] = {1: "H1", 2: "H2", 3: "H3"}
_SECTION_LEVEL = 2
_PARAGRAPH_GAP = 4.0
_LABELLED_GAP = 2.0
_BULLET_INDENT = 10.0
_FACT_COLUMNS, _FACT_GAP = 4, 12.0
_ROLE_STYLES = {
    "body": theme.BODY, "muted": theme.MUTED_BODY, "note": theme.NOTE, "quote": theme.QUOTE,
    "fine": theme.FINE, "fine_lead": theme.FINE_LEAD, "summary": theme.SUMMARY,
}


class StripMaker:
    """Turns the blocks of one document into strips, in order."""

    def __init__(self, document: Document, setter: TextSetter) -> None:
        self._document = document
        self._setter = setter
        self.root = Node("Document")
        self._place = self.root  # the section that what comes next belongs to
        self._deepest = 0  # level of the last heading: none may be left out below it

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
            case _:
                yield from self._flow(block)

    def _front(self, front: Front) -> Iterator[Strip]:
        yield self._text(front.kicker, theme.KICKER, theme.LEFT, keep=True)
        yield self._text(front.name, theme.NAME, theme.LEFT, gap=4, keep=True, node=self._heading_node(1))
        if front.role:
            yield self._text(front.role, theme.ROLE, theme.LEFT, gap=2, keep=True)
        yield SpaceStrip(space=10, keep=True)

    def _facts(self, facts: Facts) -> Iterator[Strip]:
        """Rows of four; the last fact takes the columns that are left over."""
        width = (theme.FULL_WIDTH - _FACT_GAP * (_FACT_COLUMNS - 1)) / _FACT_COLUMNS
        named = self._place.add("L")
        for start in range(0, len(facts.items), _FACT_COLUMNS):
            row = facts.items[start:start + _FACT_COLUMNS]
            first = start == 0
            yield RuleStrip(
                below=6, keep=True, colour=theme.ACCENT if first else theme.HAIRLINE, thickness=1.2 if first else 0.6
            )
            labels, values = [], []
            for at, fact in enumerate(row):
                x = theme.LEFT + at * (width + _FACT_GAP)
                last = at == len(row) - 1
                item = named.add("LI")
                label = (self._setter.line(fact.label, theme.LABEL, width),)
                value = tuple(self._setter.lines(fact.value, theme.FACT, theme.RIGHT - x if last else width))
                labels.append(Cell(x, label, (item.add("Lbl"),)))
                values.append(Cell(x, value, (item.add("LBody"),) * len(value)))
            yield RowStrip(cells=tuple(labels), bare=True, keep=True)
            yield RowStrip(cells=tuple(values), bare=True, keep=True, gap=1)
            yield SpaceStrip(space=7, keep=True)
        yield RuleStrip(below=0)

    def _heading(self, heading: Heading) -> Strip:
        style = theme.HEADING_1 if heading.level == 1 else theme.HEADING_2
        node = self._heading_node(heading.level + 1)
        strip = self._text(heading.text, style, theme.LEFT, gap=14 if heading.level == 1 else 9, keep=True, node=node)
        bookmark = (one_line(heading.text), heading.level - 1)
        return replace(strip, clears_rail=True, bookmark=bookmark, opens_page=heading.opens_page)

    def _heading_node(self, level: int, language: str = "") -> Node:
        """The element of a heading. A section begins with it; no level is left out on the way down."""
        level = min(level, self._deepest + 1)
        if level == _SECTION_LEVEL:
            self._place = self.root.add("Sect")
        self._deepest = level
        return self._place.add(_HEADINGS[level], language=language)

    def _railed(self, railed: Railed) -> Iterator[Strip]:
        if railed.opens_with_rule:
            yield RuleStrip(gap=6, keep=True, clears_rail=True, below=3)
        else:
            yield SpaceStrip(space=4, keep=True, clears_rail=True)
        heads: tuple[Strip, ...] = ()
        if railed.heading:
            yield self._rail(railed)
            lines = self._setter.lines(self._continued(railed.heading), theme.RAIL_NOTE, theme.RAIL_WIDTH)
            heads = (RailStrip(lines=tuple(lines), drop=1.5),)
        column = list(chain.from_iterable(self._flow(block, railed.heading) for block in railed.blocks))
        for number, strip in enumerate(column, start=1):
            yield replace(
                strip,
                gap=0.0 if number == 1 else strip.gap,
                keep=strip.keep or (railed.stays_together and number < len(column)),
                heads=strip.heads or heads,
            )

    def _rail(self, railed: Railed) -> RailStrip:
        style = theme.RAIL_SECTION if railed.level == 1 else theme.HEADING_2
        node = self._heading_node(railed.level + 1, railed.language)
        return RailStrip(
            lines=tuple(self._setter.lines(railed.heading, style, theme.RAIL_WIDTH)),
            keep=True,
            node=node,
            drop=-0.5,  # raised a little: its larger letters then stand on the first line of the column
            bookmark=(one_line(railed.heading), self._deepest - _SECTION_LEVEL),
        )

    def _flow(self, block: FlowBlock, under: str = "") -> Iterator[Strip]:
        match block:
            case Paragraph():
                for part in paragraphs(block.text):
                    node = self._place.add("P", language=block.language)
                    style = _ROLE_STYLES[block.role]
                    yield self._text(part, style, gap=_PARAGRAPH_GAP, keep=block.with_next, node=node)
            case Bullets():
                yield from self._bullets(block)
            case Labelled():
                yield from self._labelled(block)
            case EpisodeTable():
                yield from table_strips(block, self._setter, self._continued(under), self._place.add("Table"))
            case PlainTable():
                yield from plain_table_strips(block, self._setter, self._place.add("Table"))
            case TimelineStrip():
                yield from self._timeline(block)
            case BeforeAfter():
                picture = self._place.add("Figure", alt=block.alternative)
                bars = BeforeAfterBars(block, self._setter)
                yield DrawingStrip(drawing=bars, keep=True, gap=_PARAGRAPH_GAP, node=picture)
            case WriteIn():
                muted = theme.BODY.tinted(theme.MUTED)
                lines = self._setter.run_in(block.so_far, theme.BODY, block.label, muted, theme.COLUMN_WIDTH)
                if block.so_far or block.label:
                    node = self._place.add("P")
                    yield TextStrip(lines=tuple(lines), x=theme.COLUMN, gap=_PARAGRAPH_GAP, keep=True, node=node)
                yield DrawingStrip(drawing=RuledLines(block.lines))
            case Signing():
                yield DrawingStrip(drawing=SigningPanels(block, self._setter, self._place))

    def _continued(self, under: str) -> str:
        return f"{one_line(under)} ({self._document.continued})" if under else ""

    def _labelled(self, block: Labelled) -> Iterator[Strip]:
        first, *rest = paragraphs(block.text) or [""]
        lines = self._setter.run_in(block.label, theme.LEAD, first, theme.BODY, theme.COLUMN_WIDTH)
        yield TextStrip(lines=tuple(lines), x=theme.COLUMN, gap=_LABELLED_GAP, node=self._place.add("P"))
        for part in rest:
            yield self._text(part, theme.BODY, gap=_LABELLED_GAP)

    def _text(
        self, text: str, style: theme.Style, x: float = theme.COLUMN, *, gap: float = 0.0, keep: bool = False,
        node: Node | None = None,
    ) -> TextStrip:
        """The text as a strip: a paragraph, unless another element is given."""
        lines = self._setter.lines(text, style, theme.RIGHT - x)
        return TextStrip(lines=tuple(lines), x=x, gap=gap, keep=keep, node=node or self._place.add("P"))

    def _bullets(self, bullets: Bullets) -> Iterator[Strip]:
        items = self._place.add("L")
        for number, item in enumerate(bullets.items):
            strip = self._text(
                one_line(item), theme.FINE, theme.COLUMN + _BULLET_INDENT, gap=1 if number else _PARAGRAPH_GAP - 2,
                node=items.add("LI").add("LBody"),
            )
            yield replace(strip, bullet=theme.COLUMN + 2)

    def _timeline(self, strip: TimelineStrip) -> Iterator[Strip]:
        """The strip of months under its heading in the rail, and what it says in words over the full width."""
        nothing = (SpaceStrip(),)  # repeated overleaf in place of the name in the rail, which the words would meet
        picture = self._place.add("Figure", alt=strip.picture)
        yield DrawingStrip(drawing=Timeline(strip, self._setter), keep=True, node=picture)
        said = " ".join((strip.legend, *strip.alternative))
        yield replace(self._text(said, theme.NOTE, theme.LEFT, gap=4), heads=nothing)

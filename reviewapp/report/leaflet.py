"""A leaflet as a document: its parts as sections, each row beside its word in the margin."""

from __future__ import annotations

from collections.abc import Iterator

from reviewapp.domain.leaflet import Leaflet, LeafletPart, LeafletRow
from reviewapp.i18n import _
from reviewapp.report.document import (
    Block,
    Bullets,
    Document,
    Fact,
    Facts,
    FlowBlock,
    Front,
    Heading,
    Labelled,
    Paragraph,
    Railed,
    WriteIn,
)
from reviewapp.report.labels import labelled
from reviewapp.report.plain import one_line


def build_leaflet(leaflet: Leaflet) -> Document:
    """The leaflet as data, in its order."""
    title = one_line(leaflet.title)
    facts = tuple(Fact(label, one_line(value)) for label, value in leaflet.facts if value)
    return Document(
        uid="", title=title, subject=one_line(leaflet.kind), author=one_line(leaflet.writer),
        language=leaflet.language, dated=leaflet.made_on.isoformat(), header_left=title, header_right="",
        footer=leaflet.footer, record_line=leaflet.record_line, page_label=_("Page {page} of {pages}"),
        draft_label="", draft_note="", continued=_("continued"),
        blocks=(
            Front(leaflet.kind, title, one_line(leaflet.subtitle)),
            *((Facts(facts),) if facts else ()),
            *(block for part in leaflet.parts for block in _part(part)),
        ),
    )  # fmt: skip


def _part(part: LeafletPart) -> Iterator[Block]:
    if part.heading:
        yield Heading(part.heading, opens_page=part.opens_page)
    if part.lead:
        yield Railed("", (Paragraph(part.lead, "muted"),), opens_with_rule=False)
    for number, row in enumerate(part.rows):
        blocks, ruled = tuple(_row(row, part.language)), number > 0 or bool(part.lead)
        yield Railed(row.margin, blocks, opens_with_rule=ruled, language=part.language)


def _row(row: LeafletRow, written_in: str) -> Iterator[FlowBlock]:
    for text in row.texts:
        yield Paragraph(text, language=written_in)
    for label, text in row.labelled:
        yield Labelled(labelled(label), text)
    if row.points:
        yield Bullets(row.points)
    if row.remark:
        yield Paragraph(row.remark, "note")
    if row.lines:
        yield WriteIn("", "", row.lines)

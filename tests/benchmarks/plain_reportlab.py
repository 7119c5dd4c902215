"""The words of a document as plain ReportLab sets them: the yardstick of `text_layer` and `compare`.

Plain means Paragraph and Table with the same font file, sizes, widths and hyphenation, without shaping, fallback,
exact way back to text, tags, or the last pass over the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from io import BytesIO
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from reviewapp.paths import resource
from reviewapp.report import document as parts
from reviewapp.report import theme


def plain_pdf(document: parts.Document) -> bytes:
    """The document as a PDF."""
    out = BytesIO()
    template = SimpleDocTemplate(out, leftMargin=theme.LEFT, rightMargin=50, topMargin=58, bottomMargin=65, invariant=1)
    template.build(list(_flow(document.blocks)))
    return out.getvalue()


def _flow(blocks: Iterable[parts.Block]) -> Iterator[Any]:
    for block in blocks:
        match block:
            case parts.Front():
                yield from (_text(words, style) for words, style in ((block.kicker, KICKER), (block.name, NAME), (block.role, ROLE)))
            case parts.Facts():
                rows = [block.items[at:at + 4] for at in range(0, len(block.items), 4)]
                for row in rows:
                    cells = [[_text(fact.label, LABEL), _text(fact.value, BODY)] for fact in row]
                    yield Table([cells + [""] * (4 - len(cells))], colWidths=[theme.FULL_WIDTH / 4] * 4)
            case parts.Heading():
                yield _text(block.text, HEADING)
            case parts.Railed():
                column = list(_flow(block.blocks))
                head, *rest = column or [Spacer(1, 1)]
                yield Table([[_text(block.heading, RAIL), head], *(["", one] for one in rest)], colWidths=WIDTHS)
            case parts.Paragraph():
                yield from (_text(part, BODY) for part in block.text.split("\n\n"))
            case parts.Bullets():
                yield from (_text(item, BODY) for item in block.items)
            case parts.Labelled():
                yield _text(f"{block.label} {block.text}", BODY)
            case parts.EpisodeTable():
                for row in block.rows:
                    told = [_text(row.happened, BODY), *(_text(f"{point.label} {point.text}", BODY) for point in row.points)]
                    if row.details:
                        told.append(_text(row.details, LABEL))
                    yield Table([[_text(f"{row.date} {row.kind}", BODY), told]], colWidths=WIDTHS)
            case parts.WriteIn():
                yield _text(f"{block.so_far} {block.label}", BODY)
            case parts.Signing():
                for part in block.parts:
                    yield from (_text(words, BODY) for words in (part.who, part.statement, *part.choices, *part.lines))
            case parts.TimelineStrip():
                yield from (_text(words, LABEL) for words in (block.legend, *block.alternative))


def _text(words: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(words), style)


def _style(style: theme.Style) -> ParagraphStyle:
    return ParagraphStyle(
        "one", fontName="Source", fontSize=style.size, leading=style.leading,
        hyphenationLang="en_US" if style.hyphenate else "", embeddedHyphenation=0,
    )


pdfmetrics.registerFont(TTFont("Source", str(resource("fonts", "SourceSans3-wght.ttf"))))
WIDTHS = [theme.RAIL_WIDTH + theme.GUTTER, theme.COLUMN_WIDTH]
KICKER, NAME, ROLE, HEADING, RAIL, BODY, LABEL = (
    _style(one) for one in (theme.KICKER, theme.NAME, theme.ROLE, theme.HEADING_1, theme.HEADING_2, theme.BODY, theme.LABEL)
)

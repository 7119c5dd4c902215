"""The pages of a document: flow, header and footer, draft marks, outline, and the finished file."""

from __future__ import annotations

from dataclasses import replace

from reviewapp.report import theme
from reviewapp.report.blocks import StripMaker
from reviewapp.report.document import Document
from reviewapp.report.finish import finished
from reviewapp.report.flow import Placed, paginate
from reviewapp.report.plain import one_line
from reviewapp.report.surface import Surface
from reviewapp.report.text import TextSetter

_GHOST_HEIGHT, _GHOST_LONGEST, _GHOST_ANGLE = 150.0, 600.0, 52.0
_HEADER_GAP, _LABEL_PADDING = 10.0, 6.0


def render_document(document: Document) -> tuple[bytes, int, frozenset[str]]:
    """The document as a PDF: its bytes, the number of its pages, and the characters no font could draw."""
    setter = TextSetter(document.language)
    pages = paginate(StripMaker(document, setter).strips())
    surface = Surface(
        title=one_line(document.title),
        author=one_line(document.author),
        subject=one_line(document.subject),
        language=document.language,
        right_to_left=setter.right_to_left,
    )
    frame = _Frame(document, setter, surface)
    for number, page in enumerate(pages, start=1):
        frame.draw_behind()
        frame.draw_header(number)
        _draw(surface, page)
        frame.draw_footer(number, len(pages))
        surface.finish_page()
    return finished(surface.finished(), document.dated, surface.sign_places), len(pages), setter.missing


def _draw(surface: Surface, page: list[Placed]) -> None:
    for strip, top in page:
        if strip.bookmark:
            title, level = strip.bookmark
            surface.bookmark(title, level, top + 12)
        strip.draw(surface, top)


class _Frame:
    """What stands around the text of every page."""

    def __init__(self, document: Document, setter: TextSetter, surface: Surface) -> None:
        self._document, self._setter, self._surface = document, setter, surface

    def draw_behind(self) -> None:
        """The large pale word of a draft, as a shape: reading and copying never meet it."""
        if not self._document.draft_label:
            return
        style = replace(theme.NAME, colour=theme.GHOST)
        line = self._setter.line(self._document.draft_label, style)
        longest = _GHOST_LONGEST * style.size / line.width
        self._surface.outlined_text(
            line, (theme.PAGE_WIDTH / 2, theme.PAGE_HEIGHT / 2), _GHOST_ANGLE, min(_GHOST_HEIGHT, longest)
        )

    def draw_header(self, number: int) -> None:
        """From page 2 the name and the period; on every page of a draft, that it is one."""
        y = theme.HEADER_BASELINE
        free_to = self._draw_draft_label(y) - _HEADER_GAP if self._document.draft_label else theme.RIGHT
        if number == 1:
            return
        period = self._setter.line(self._document.header_right, theme.HEADER)
        room = free_to - theme.LEFT - _HEADER_GAP - period.width
        name = self._setter.line(self._document.header_left, theme.HEADER_NAME, room)
        self._surface.text(name, theme.LEFT, y)
        self._surface.text(period, theme.LEFT + name.width + _HEADER_GAP, y)

    def _draw_draft_label(self, y: float) -> float:
        """Draw the label at the right margin; returns where it begins."""
        label = self._setter.line(self._document.draft_label, theme.DRAFT)
        note = self._setter.line(self._document.draft_note, theme.HEADER)
        start = theme.RIGHT - note.width
        box_width = label.width + 2 * _LABEL_PADDING
        left = start - _HEADER_GAP / 2 - box_width
        self._surface.box(left, y - 4.5, box_width, 14.5, fill=theme.TINT, stroke=theme.ACCENT, thickness=0.6)
        self._surface.text(label, left + _LABEL_PADDING, y)
        self._surface.text(note, start, y)
        return left

    def draw_footer(self, number: int, pages: int) -> None:
        """What this record is for, which record it is, and the page."""
        self._surface.rule(theme.LEFT, theme.FOOTER_RULE, theme.RIGHT, theme.HAIRLINE)
        y = theme.FOOTER_BASELINE
        page = self._setter.line(self._document.page_label.format(page=number, pages=pages), theme.FOOTER)
        room = theme.FULL_WIDTH - page.width - _HEADER_GAP
        self._surface.text(self._setter.line(self._document.footer, theme.FOOTER, room), theme.LEFT, y)
        self._surface.text(page, theme.RIGHT - page.width, y)
        record = self._setter.line(self._document.record_line, theme.FOOTER, theme.FULL_WIDTH)
        self._surface.text(record, theme.LEFT, y - theme.FOOTER.leading)

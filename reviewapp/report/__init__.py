"""The report room: a review becomes a document as data, and the document becomes a PDF.

`content` says what is printed, `pages` how. Importing this package loads neither ReportLab nor HarfBuzz;
they come in when a PDF is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reviewapp.domain.missing import MissingCharacter
from reviewapp.i18n import document_language, speaking

if TYPE_CHECKING:
    from collections.abc import Callable

    from reviewapp.domain.about import About
    from reviewapp.domain.leaflet import Leaflet
    from reviewapp.domain.review import ReviewContent
    from reviewapp.domain.team_sheet import TeamSheet
    from reviewapp.domain.worksheet import Worksheet
    from reviewapp.report.document import Document
    from reviewapp.report.recovery_sheet import RecoverySheet


@dataclass(frozen=True)
class RenderedPdf:
    """A finished PDF: its bytes, how many pages it has, and characters that no font could draw.

    Each of ``missing`` is printed as U+FFFD; whoever exports names them to the writer first. ``missing_places``
    says under which headings they stand.
    """

    data: bytes
    pages: int
    missing: frozenset[str]
    missing_places: tuple[MissingCharacter, ...] = ()


def render_review(content: ReviewContent) -> RenderedPdf:
    """The review as a PDF. The same content and language give the same bytes, whenever and wherever.

    Fixed sentences come in ``content.language``, whatever the screen speaks: a finished version keeps the language it
    was made in. The people's own words are set as they stand.
    """
    from reviewapp.report.content import build_review

    return _rendered(lambda: build_review(content), content.language)


def render_recovery_sheet(sheet: RecoverySheet) -> RenderedPdf:
    """The recovery sheet as a PDF of one page."""
    from reviewapp.report.recovery_sheet import build_recovery_sheet

    return _rendered(lambda: build_recovery_sheet(sheet), document_language())


def render_about(about: About) -> RenderedPdf:
    """Everything held about a person as a PDF."""
    from reviewapp.report.about import build_about

    return _rendered(lambda: build_about(about), about.language)


def _rendered(build: Callable[[], Document], language: str) -> RenderedPdf:
    """The one place where documents are built, and the language of each is spoken."""
    from reviewapp.report.missing import missing_places
    from reviewapp.report.pages import render_document

    with speaking(language):
        document = build()
        data, pages, missing = render_document(document)
    return RenderedPdf(data, pages, missing, missing_places(document, missing))


def render_leaflet(leaflet: Leaflet) -> RenderedPdf:
    """A pack, a notice or an agenda as a PDF."""
    from reviewapp.report.leaflet import build_leaflet

    return _rendered(lambda: build_leaflet(leaflet), leaflet.language)


def render_team_sheet(sheet: TeamSheet) -> RenderedPdf:
    """The measures of a team's work as a PDF."""
    from reviewapp.report.team_sheet import build_team_sheet

    return _rendered(lambda: build_team_sheet(sheet), sheet.language)


def render_worksheet(sheet: Worksheet) -> RenderedPdf:
    """The anchors of a framework to be sorted back, with the key on a page of its own, as a PDF."""
    from reviewapp.report.worksheet import build_worksheet

    return _rendered(lambda: build_worksheet(sheet), sheet.framework.language)

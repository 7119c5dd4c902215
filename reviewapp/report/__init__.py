"""The report room: a review becomes a document as data, and the document becomes a PDF.

`content` says what is printed, `pages` how. Importing this package loads neither ReportLab nor HarfBuzz;
they come in when a PDF is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewapp.domain.about import About
    from reviewapp.domain.review import ReviewContent
    from reviewapp.domain.team_sheet import TeamSheet
    from reviewapp.report.recovery_sheet import RecoverySheet


@dataclass(frozen=True)
class RenderedPdf:
    """A finished PDF: its bytes, how many pages it has, and characters that no font could draw.

    Each of ``missing`` is printed as U+FFFD; whoever exports should name them to the writer first.
    """

    data: bytes
    pages: int
    missing: frozenset[str]


def render_review(content: ReviewContent) -> RenderedPdf:
    """The review as a PDF. The same content and language give the same bytes, whenever and wherever.

    Fixed sentences come in the language chosen with `i18n.use_language`; the people's own words are set and
    hyphenated in ``content.language``.
    """
    from reviewapp.report.content import build_review
    from reviewapp.report.pages import render_document

    data, pages, missing = render_document(build_review(content))
    return RenderedPdf(data, pages, missing)


def render_recovery_sheet(sheet: RecoverySheet) -> RenderedPdf:
    """The recovery sheet as a PDF of one page."""
    from reviewapp.report.pages import render_document
    from reviewapp.report.recovery_sheet import build_recovery_sheet

    data, pages, missing = render_document(build_recovery_sheet(sheet))
    return RenderedPdf(data, pages, missing)


def render_about(about: About) -> RenderedPdf:
    """Everything held about a person as a PDF."""
    from reviewapp.report.about import build_about
    from reviewapp.report.pages import render_document

    data, pages, missing = render_document(build_about(about))
    return RenderedPdf(data, pages, missing)


def render_team_sheet(sheet: TeamSheet) -> RenderedPdf:
    """The measures of a team's work as a PDF."""
    from reviewapp.report.pages import render_document
    from reviewapp.report.team_sheet import build_team_sheet

    data, pages, missing = render_document(build_team_sheet(sheet))
    return RenderedPdf(data, pages, missing)

"""The team sheet as a document: each measure with its bars and the same in words, and no name (domain.md A34)."""

from __future__ import annotations

from collections.abc import Iterator

from reviewapp.domain.team_sheet import SheetMeasure, TeamSheet
from reviewapp.i18n import _
from reviewapp.report.dates import read_date
from reviewapp.report.document import (
    BeforeAfter,
    Block,
    Document,
    FlowBlock,
    Front,
    Labelled,
    Paragraph,
    PictureBar,
    Railed,
)
from reviewapp.report.labels import labelled
from reviewapp.report.plain import one_line


def build_team_sheet(sheet: TeamSheet) -> Document:
    """The sheet as data."""
    day, title = read_date(sheet.made_on), _("How the work holds up")
    return Document(
        uid="", title=title, subject=_("Outcome measures of workflows"), author="", language=sheet.language,
        dated=sheet.made_on.isoformat(), header_left=title, header_right=day,
        footer=_("Figures of work, not of people. Not for ranking, pay or selection."),
        record_line=_("As it stood on {day}").format(day=day), page_label=_("Page {page} of {pages}"), draft_label="",
        draft_note="", continued=_("continued"),
        blocks=(
            Front(_("Team sheet"), title, _("Before and after a change")),
            Railed(_("What this is"), (Paragraph(_(
                "Each figure belongs to a workflow. Nobody is named, and nothing here says anything about one person. "
                "Two figures stand side by side only when they were tallied in the same way; otherwise the sheet says "
                "why not. Not all that matters can be counted."
            )),), level=1),
            *(block for one in sheet.measures for block in _measure(one)),
        ),
    )  # fmt: skip


def _measure(one: SheetMeasure) -> Iterator[Block]:
    yield Railed(one_line(one.name), tuple(_parts(one)), level=1, stays_together=True)


def _parts(one: SheetMeasure) -> Iterator[FlowBlock]:
    yield Paragraph(one.what, with_next=True)
    yield Paragraph(one.facts, "note", with_next=True)
    if one.bars:
        bars = tuple(PictureBar(bar.label, bar.reach, one_line(bar.words)) for bar in one.bars)
        yield BeforeAfter(bars, one.alternative)
    for caution in one.cautions:
        yield Paragraph(caution, "fine_lead")
    for sentence in one.sides:
        yield Paragraph(sentence, "fine")
    for name, text in one.notes:
        yield Labelled(labelled(name), text)

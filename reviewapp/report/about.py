"""Everything held about a person as a document: the day in the margin, what was written beside it."""

from __future__ import annotations

from collections.abc import Iterator

from reviewapp.domain.about import About, Entry, Section
from reviewapp.i18n import _
from reviewapp.report.dates import read_date
from reviewapp.report.document import (
    Block,
    Document,
    Fact,
    Facts,
    FlowBlock,
    Front,
    Heading,
    Labelled,
    Paragraph,
    Railed,
)
from reviewapp.report.labels import labelled
from reviewapp.report.plain import one_line


def build_about(about: About) -> Document:
    """The answer to "what do you hold about me" as data, section by section."""
    name, day = one_line(about.name), read_date(about.made_on)
    title = _("Everything held about {name}").format(name=name)
    return Document(
        uid="",
        title=title,
        subject=_("Access to personal data"),
        author=one_line(about.writer),
        language=about.language,
        dated=about.made_on.isoformat(),
        header_left=title,
        header_right=day,
        footer=_("Made for the person it is about. Whoever else reads it needs a reason."),
        record_line=_("As it was held on {day}").format(day=day),
        page_label=_("Page {page} of {pages}"),
        draft_label="",
        draft_note="",
        continued=_("continued"),
        blocks=(
            Front(_("Everything held about a person"), name, one_line(about.role)),
            Facts(tuple(Fact(label, one_line(value)) for label, value in about.facts)),
            *(block for section in about.sections for block in _section(section)),
        ),
    )


def _section(section: Section) -> Iterator[Block]:
    yield Heading(section.heading)
    if section.lead:
        yield Railed("", (Paragraph(section.lead, role="muted"),), opens_with_rule=False)
    if not section.entries and section.nothing:
        yield Railed("", (Paragraph(section.nothing),), opens_with_rule=False)
    for entry in section.entries:
        yield Railed(entry.margin, tuple(_entry(entry)), opens_with_rule=True)


def _entry(entry: Entry) -> Iterator[FlowBlock]:
    if entry.title:
        yield Paragraph(entry.title, role="fine_lead", with_next=bool(entry.lines))
    for label, text in entry.lines:
        yield Labelled(labelled(label), text)
    for remark in entry.remarks:
        yield Paragraph(remark, role="note")

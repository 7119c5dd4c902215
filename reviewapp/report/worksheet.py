"""The retranslation worksheet as a document: what to do, what to choose from, the sentences, and the key apart."""

from __future__ import annotations

from collections.abc import Iterator

from reviewapp.domain.observation import ANCHORS
from reviewapp.domain.worksheet import Worksheet
from reviewapp.i18n import _
from reviewapp.report.dates import read_date
from reviewapp.report.document import Block, Bullets, Document, Front, Heading, Paragraph, PlainTable, Railed
from reviewapp.report.framework_words import status_words
from reviewapp.report.plain import one_line, opening_capital


def build_worksheet(sheet: Worksheet) -> Document:
    """The sheet as data."""
    framework = sheet.framework
    title = one_line(framework.title)
    version = _("Version {version}").format(version=framework.version)
    return Document(
        uid="", title=_("Worksheet: {title}").format(title=title), subject=_("Retranslation worksheet"), author="",
        language=framework.language, dated=sheet.made_on.isoformat(), header_left=title, header_right=version,
        footer=_("It tests the wording, not people. Write no name on it."),
        record_line=_("Made on {day}").format(day=read_date(sheet.made_on)), page_label=_("Page {page} of {pages}"),
        draft_label="", draft_note="", continued=_("continued"),
        blocks=(
            Front(_("Retranslation worksheet"), title, f"{version} · {status_words(framework.status)}"),
            *_instructions(), *_choices(sheet), *_sentences(sheet), *_key(sheet),
        ),
    )  # fmt: skip


def _instructions() -> Iterator[Block]:
    yield Railed(_("What it is for"), (Paragraph(_(
        "A framework works only if people who know the work read its sentences as they were meant. Here they are "
        "without their names and in another order. You sort each one back. Where many sort a sentence to another "
        "place, the sentence is at fault, not they."
    )),), level=1)  # fmt: skip
    yield Railed(_("How to sort"), (Bullets((
        _("Work alone, and talk about it afterwards."),
        _("Read what there is to choose from, then take the sentences one by one."),
        _("Write the id of the competency that fits best, and the word of the anchor."),
        _("Leave a place open when nothing fits, or write a question mark when two do."),
        _("Mark words you stumble over. There is no time to keep and nothing to pass."),
    )),), level=1)  # fmt: skip
    yield Railed(_("Afterwards"), (Bullets((
        _("Lay the sheets of at least five people from different work beside the key."),
        _("Keep a sentence that about three in four sorted to its place, the usual mark (Smith & Kendall 1963)."),
        _("Say another one differently in a new version, and sort that version again."),
        _("Throw the sheets away. Who sorted what is nobody's business."),
    )),), level=1)  # fmt: skip


def _choices(sheet: Worksheet) -> Iterator[Block]:
    framework = sheet.framework
    yield Heading(_("What there is to choose from"))
    yield PlainTable(
        (_("Id"), _("Competency"), _("What it covers")), (0.1, 0.3, 0.6),
        tuple((one.id, one.name, one.definition) for one in framework.competencies),
    )  # fmt: skip
    words = ", ".join(framework.anchor_names[one] for one in ANCHORS)
    yield Railed(_("Anchors"), (Paragraph(_("Words, not a scale: {words}.").format(words=words)),), level=1)


def _sentences(sheet: Worksheet) -> Iterator[Block]:
    yield Heading(_("The sentences"), opens_page=True)
    yield PlainTable(
        (_("No."), _("Sentence"), _("Competency"), _("Anchor")), (0.07, 0.57, 0.16, 0.2),
        tuple((str(one.number), opening_capital(one.text), "", "") for one in sheet.statements),
    )  # fmt: skip


def _key(sheet: Worksheet) -> Iterator[Block]:
    framework = sheet.framework
    yield Heading(_("Answer key"), opens_page=True)
    yield Railed("", (Paragraph(_(
        "Take this page off before you hand the sheet out. Each figure is the number of a sentence and nothing else."
    ), "muted"),), opens_with_rule=False)  # fmt: skip
    yield PlainTable(
        (_("Competency"), *(framework.anchor_names[one] for one in ANCHORS)), (0.4, 0.15, 0.15, 0.15, 0.15),
        tuple(
            (f"{one.id}  {one.name}", *(str(sheet.number_of(one.id, anchor)) for anchor in ANCHORS))
            for one in framework.competencies
        ),
    )  # fmt: skip

"""The recovery sheet: one page to print and keep away from the computer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reviewapp.i18n import _, document_language
from reviewapp.report.dates import read_date
from reviewapp.report.document import Bullets, Document, Fact, Facts, Front, Heading, Paragraph, WriteIn
from reviewapp.report.plain import one_line


@dataclass(frozen=True)
class RecoverySheet:
    """What is printed: the code in groups, whose vault it opens, where that lies, and the day it was made."""

    code: str
    name: str
    folder: str
    made_on: date


def build_recovery_sheet(sheet: RecoverySheet) -> Document:
    """The sheet as a document; the code stands in two lines of groups, so that nobody loses the place."""
    groups = sheet.code.split("-")
    half = (len(groups) + 1) // 2
    return Document(
        uid="", title=_("ReviewApp recovery sheet"), subject=_("Opens a vault when the passphrase is forgotten"),
        author=one_line(sheet.name), language=document_language(), dated=sheet.made_on.isoformat(), header_left="",
        header_right="",
        footer=_("Whoever has this sheet and the vault can read everything in it."), record_line="",
        page_label=_("Page {page} of {pages}"), draft_label="", draft_note="", continued="",
        blocks=(
            Front(_("Recovery sheet"), _("Keep this away from the computer"), one_line(sheet.name)),
            Facts((
                Fact(_("Made on"), read_date(sheet.made_on)), Fact(_("Folder"), one_line(sheet.folder)),
            )),
            Heading(_("Recovery code")),
            Paragraph("   ".join(groups[:half]), role="summary", with_next=True),
            Paragraph("   ".join(groups[half:]), role="summary"),
            Heading(_("How to use it")),
            Bullets((
                _("Open ReviewApp, choose “Use the recovery code” and type the groups."),
                _("Capitals, spaces and hyphens do not matter."),
                _("Then set a new passphrase in Settings. The code stays the same."),
                _("If both the passphrase and this code are lost, nobody can open the vault."),
                _("Lock the sheet away where you keep other important papers. Do not photograph it."),
            )),
            WriteIn(_("Kept at:"), "", 2),
        ),
    )

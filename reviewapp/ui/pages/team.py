"""Team: how a team works with AI, how its work holds up, what it tries, and what it says of its tools."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from reviewapp.actions.agreements import all_agreements, remove_agreement, terms_of_file
from reviewapp.actions.outcomes import MeasureView, measures, remove_measure
from reviewapp.actions.sentences import in_one_line
from reviewapp.actions.team import (
    CycleView,
    cycles,
    remove_cycle,
    remove_tool_note,
    sheet_refusal,
    tool_notes,
)
from reviewapp.actions.team_words import TEAM_KINDS
from reviewapp.actions.vaults import Vault
from reviewapp.domain.agreement import Agreement, Terms
from reviewapp.domain.team import ToolFeedback
from reviewapp.i18n import _
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages import team_leaves
from reviewapp.ui.pages.page import Page
from reviewapp.ui.pages.team_leaves import Act
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.contents_list import ContentsList
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.parts import contents_and_text, contents_side, part_tabs, titled_panel

PARTS = ("agreements", "outcomes", "pilots", "tools")


@dataclass
class Part:
    """One tab: its lines with what each opens, what adds to it, and what it says while it is empty."""

    title: str
    add: str
    nothing: str
    on_add: Callable[[], object]
    entries: list[tuple[str, Callable[[], QWidget]]] = field(default_factory=list)
    chosen: int = 0


@dataclass(frozen=True)
class Holdings:
    """What the page shows. ``no_sheet`` says why no sheet is made, "" when one is."""

    agreements: list[Agreement]
    measures: list[MeasureView]
    cycles: list[CycleView]
    tools: list[ToolFeedback]
    no_sheet: str


class TeamPage(Page):
    """Parts as tabs; the lines of the part in front at the leading side, the chosen one in full beside them."""

    interests = TEAM_KINDS | {"person"}

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(hub, parent)
        self._parts = {
            "agreements": Part(
                _("Working agreements"), _("Agree on a workflow …"),
                _("No agreement yet. Write down for one workflow what done means, what a person must look at, and the "
                  "way back."), self._on_add_agreement),
            "outcomes": Part(
                _("Outcomes"), _("Add a measure …"),
                _("No measure yet. Take a baseline of two weeks before a change; a figure belongs to the work and "
                  "never to a person."), self._on_add_measure),
            "pilots": Part(
                _("Pilots"), _("Begin a pilot …"),
                _("Nothing is tried yet. A pilot has volunteers, a look back after a month and a written go or no "
                  "go."), self._on_add_cycle),
            "tools": Part(
                _("Tools"), _("Note on a tool …"),
                _("Nothing is noted yet. What a tool is good for, and where it falls short, without anybody's name."),
                self._on_add_tool),
        }  # fmt: skip
        self._lay_out()

    def open(self, argument: Any) -> None:
        """Bring one part to the front, by its name in `PARTS`."""
        if argument in PARTS:
            self.tabs.setCurrentIndex(PARTS.index(argument))

    def refresh(self) -> None:
        """Read again what the vault holds."""
        self.hub.ask(_holdings, while_alive(self, self._show))

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.sheet = button(_("Team sheet …"), icon="printer")
        self.sheet.clicked.connect(self._on_sheet)
        head, heading = titled_panel(_("Team"), self.sheet)
        self.why_no_sheet = plain_label("", "small")
        heading.addWidget(self.why_no_sheet)
        self.tabs = part_tabs((self._parts[name].title for name in PARTS), _("Parts of the team page"), self)
        self.tabs.currentChanged.connect(self._show_part)
        heading.addWidget(self.tabs)
        outer.addWidget(head)
        split, self.reading = contents_and_text(self._side(), 30, self)
        outer.addWidget(split, 1)

    def _side(self) -> QFrame:
        self.entries = ContentsList(_("Contents"))
        self.entries.currentRowChanged.connect(self._on_chosen)
        self.add = button("", icon="plus", name=_("Add"))
        self.add.clicked.connect(self._on_add)
        self.read = button(_("Read from a file …"), icon="upload")
        self.read.clicked.connect(self._on_read)
        return contents_side(self.entries, self.add, self.read)

    @property
    def _front(self) -> Part:
        return self._parts[PARTS[max(0, self.tabs.currentIndex())]]

    def _show(self, holdings: Holdings) -> None:
        self._parts["agreements"].entries = [
            (one.terms.workflow, partial(team_leaves.agreement_leaf, one, self._agreement_acts(one)))
            for one in holdings.agreements
        ]
        self._parts["outcomes"].entries = [
            (one.measure.name, partial(team_leaves.outcome_leaf, one, self._measure_acts(one)))
            for one in holdings.measures
        ]
        self._parts["pilots"].entries = [
            (one.cycle.name, partial(team_leaves.cycle_leaf, one, self._cycle_acts(one))) for one in holdings.cycles
        ]
        self._parts["tools"].entries = [
            (one.tool, partial(team_leaves.tool_leaf, one, self._tool_acts(one))) for one in holdings.tools
        ]
        self.sheet.setEnabled(not holdings.no_sheet)
        self.sheet.setAccessibleDescription(holdings.no_sheet)
        # Without a measure the empty page says what to do first; a second sentence would only be louder.
        shown = holdings.no_sheet if holdings.measures else ""
        self.why_no_sheet.setText(shown)
        self.why_no_sheet.setVisible(bool(shown))
        self._show_part()

    def _show_part(self) -> None:
        part = self._front
        self.entries.blockSignals(True)
        self.entries.clear()
        self.entries.addItems([text for text, _leaf in part.entries])
        self.entries.blockSignals(False)
        self.add.setText(part.add)
        self.add.setAccessibleName(part.add)
        self.read.setVisible(part.title in {self._parts[name].title for name in ("agreements", "outcomes")})
        if part.entries:
            row = min(part.chosen, len(part.entries) - 1)
            self.entries.setCurrentRow(row)
            self._on_chosen(row)
        else:
            self.reading.setWidget(team_leaves.empty_leaf(part.nothing, (part.add, "plus", part.on_add)))

    def _on_chosen(self, row: int) -> None:
        part = self._front
        if 0 <= row < len(part.entries):
            part.chosen = row
            self.reading.setWidget(part.entries[row][1]())
            self.reading.verticalScrollBar().setValue(0)

    def _agreement_acts(self, one: Agreement) -> list[Act]:
        from reviewapp.ui.dialogs.agreement import AgreementDialog, ProcessDialog

        return [
            (_("Change …"), "pencil", lambda: AgreementDialog(self.hub, one.id, self).open()),
            (_("Review the process …"), "search", lambda: ProcessDialog(self.hub, one.id, self).open()),
            self._away(lambda vault: remove_agreement(vault, agreement_id=one.id)),
        ]

    def _measure_acts(self, one: MeasureView) -> list[Act]:
        from reviewapp.ui.dialogs.outcome import OutcomeDialog

        return [
            (_("Change …"), "pencil", lambda: OutcomeDialog(self.hub, one.id, self).open()),
            self._away(lambda vault: remove_measure(vault, measure_id=one.id)),
        ]

    def _cycle_acts(self, one: CycleView) -> list[Act]:
        from reviewapp.ui.dialogs.team_cycle import CycleDialog, DecisionDialog, LookBackDialog

        cycle_id = one.cycle.id
        acts: list[Act] = []
        if one.next == "look_back":
            acts.append((_("Look back …"), "clock", lambda: LookBackDialog(self.hub, cycle_id, self).open()))
        if one.next == "decide":
            acts.append((_("Go or no go …"), "check", lambda: DecisionDialog(self.hub, cycle_id, self).open()))
        if not one.cycle.decision:
            acts.append((_("Who takes part …"), "users", lambda: CycleDialog(self.hub, cycle_id, self).open()))
        return [*acts, self._away(lambda vault: remove_cycle(vault, cycle_id=cycle_id))]

    def _tool_acts(self, one: ToolFeedback) -> list[Act]:
        return [self._away(lambda vault: remove_tool_note(vault, note_id=one.id))]

    def _away(self, action: Callable[[Vault], Any]) -> Act:
        return (_("Move to the bin"), "trash-2", lambda: self.hub.act(action, saying=_("Moved to the bin")))

    def _on_add(self) -> None:
        self._front.on_add()

    def _on_add_agreement(self) -> None:
        from reviewapp.ui.dialogs.agreement import AgreementDialog

        AgreementDialog(self.hub, None, self).open()

    def _on_add_measure(self) -> None:
        from reviewapp.ui.dialogs.outcome import OutcomeDialog

        OutcomeDialog(self.hub, None, self).open()

    def _on_add_cycle(self) -> None:
        from reviewapp.ui.dialogs.team_cycle import CycleDialog

        CycleDialog(self.hub, None, self).open()

    def _on_add_tool(self) -> None:
        from reviewapp.ui.dialogs.team_cycle import ToolDialog

        ToolDialog(self.hub, self).open()

    def _on_read(self) -> None:
        agreements = self._front is self._parts["agreements"]
        kinds = _("Agreements (*.md *.txt)") if agreements else _("Tables (*.csv *.tsv *.txt)")
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a file"), "", kinds)
        if name and agreements:
            self.read_agreement(Path(name))
        elif name:
            from reviewapp.ui.dialogs.import_wizard import ImportWizard

            ImportWizard(self.hub, self, Path(name)).open()

    def read_agreement(self, path: Path) -> None:
        """Fill the form from a file; nothing is kept before it is agreed to there."""
        self.hub.ask(
            lambda vault: terms_of_file(vault, path=path), while_alive(self, self._open_read)
        )

    def _open_read(self, read: tuple[Terms, date | None]) -> None:
        from reviewapp.ui.dialogs.agreement import AgreementDialog

        AgreementDialog(self.hub, None, self, read=read[0], read_on=read[1]).open()

    def _on_sheet(self) -> None:
        from reviewapp.ui.dialogs.team_sheet import TeamSheetDialog

        TeamSheetDialog(self.hub, self).open()


def _holdings(vault: Vault) -> Holdings:
    found = measures(vault)
    refused = sheet_refusal(vault, found=found)
    return Holdings(
        all_agreements(vault), found, cycles(vault), tool_notes(vault),
        in_one_line(refused) if refused else "",
    )

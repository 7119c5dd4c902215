"""Forms of a pilot: who volunteers, what the month has shown, go or no go; and what was learned about a tool."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewapp.actions.agreements import all_agreements
from reviewapp.actions.queries import all_people
from reviewapp.actions.shapes import PersonRow
from reviewapp.actions.team import begin_cycle, decide, get_cycle, look_back, note_tool, take_part
from reviewapp.actions.team_words import label, value
from reviewapp.actions.vaults import Vault
from reviewapp.domain.agreement import Agreement
from reviewapp.domain.team import DECISIONS, MODES, TOOL_TEXTS, Cycle
from reviewapp.i18n import _
from reviewapp.ui.dialogs.team_form import PeopleTicks, TeamForm
from reviewapp.ui.forms.form_keeper import Fields
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_XS
from reviewapp.ui.widgets.choice_box import ChoiceBox

Loaded = tuple[date, list[PersonRow], list[Agreement], Cycle | None]


class CycleDialog(TeamForm):
    """Begin a cycle, or with ``cycle_id`` say anew who takes part in it."""

    def __init__(self, hub: Hub, cycle_id: int | None, parent: QWidget | None = None) -> None:
        title = _("Begin a pilot") if cycle_id is None else _("Who takes part")
        super().__init__(hub, title, _("Begin") if cycle_id is None else _("Keep this"), parent)
        self._cycle_id = cycle_id
        self.ticks = PeopleTicks(self.touch)
        self.lead(_("Only people who said they want to. Not taking part has no consequence and is not recorded; "
                    "leaving is as easy as joining."))
        if cycle_id is None:
            self.line("name", _("What is tried"))
            self.choice("mode", _("Mode"), [(one, value(one)) for one in MODES],
                        _("A pilot is looked back on after a month and ends with a written go or no go."))
            self.choice("agreement_id", _("Working agreement"), [(None, _("None"))])
            self.day("starts_on", _("Begins on"))
        self.section(_("Volunteers"))
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE_XS)
        self.column.addLayout(self._list)
        self.column.addStretch()
        self.keep_as(f"cycle/{cycle_id or 'new'}", self._contents, self._fill)
        self.load(self._query, self._show)

    def submit_asked(self) -> None:
        """Begin it, or change who takes part."""
        ticked, cycle_id = self.ticks.ticked(), self._cycle_id
        if cycle_id is not None:
            self.run(lambda vault: take_part(vault, cycle_id=cycle_id, volunteers=ticked), _("Kept"))
            return
        day = self.date_of("starts_on")
        if day is None:
            self.say(self.wrong_day("starts_on") or _("Give the day."))
            return
        name, mode, box = self.text("name"), self.text("mode"), self.fields["agreement_id"]
        agreement_id = box.currentData() if isinstance(box, ChoiceBox) else None
        self.run(
            lambda vault: begin_cycle(
                vault, name=name, mode=mode, starts_on=day, volunteers=ticked, agreement_id=agreement_id
            ),
            _("The cycle has begun."),
        )  # fmt: skip

    def _query(self, vault: Vault) -> Loaded:
        cycle = get_cycle(vault, cycle_id=self._cycle_id) if self._cycle_id is not None else None
        return vault.today, list(all_people(vault)), all_agreements(vault), cycle

    def _show(self, answer: Loaded) -> None:
        self.today, people, agreements, cycle = answer
        for person in people:
            self._list.addWidget(self.ticks.box(person.id, person.name, self))
        box = self.fields.get("agreement_id")
        if isinstance(box, ChoiceBox):
            for one in agreements:
                box.addItem(one.terms.workflow, one.id)
        self.fill({"starts_on": self.today.isoformat()})
        taking_part = {one.person_id for one in cycle.volunteers} if cycle else set()
        for person_id, tick in self.ticks.boxes.items():
            tick.setChecked(person_id in taking_part)
        first = self.fields.get("name") or next(iter(self.ticks.boxes.values()), None)
        if first is not None:
            first.setFocus()

    def _contents(self) -> Fields:
        return {**self.contents(), "volunteers": self.ticks.ticked()}

    def _fill(self, kept: Fields) -> None:
        self.fill(kept)
        for person_id, tick in self.ticks.boxes.items():
            tick.setChecked(person_id in kept.get("volunteers", ()))


class LookBackDialog(TeamForm):
    """What the month has shown."""

    def __init__(self, hub: Hub, cycle_id: int, parent: QWidget | None = None) -> None:
        super().__init__(hub, _("Look back on the pilot"), _("Keep this"), parent)
        self._cycle_id = cycle_id
        self.lead(_("What held, what did not, what it asked of those who come after. About the work, not about who "
                    "did it."))
        self.words("text", _("What the month has shown"), lines=5)
        self.day("on", _("Looked back on"))
        self.column.addStretch()
        self.keep_as(f"look-back/{cycle_id}", self.contents, self.fill)
        self.load(lambda vault: (vault.today, get_cycle(vault, cycle_id=cycle_id)), self._show)

    def submit_asked(self) -> None:
        """Keep it, or say what stops it."""
        day, text, cycle_id = self.date_of("on"), self.text("text"), self._cycle_id
        if day is None:
            self.say(self.wrong_day("on") or _("Give the day."))
            return
        self.run(lambda vault: look_back(vault, cycle_id=cycle_id, text=text, on=day), _("The look back is kept."))

    def _show(self, answer: tuple[date, Cycle]) -> None:
        self.today, cycle = answer
        self.fill({"on": self.today.isoformat(), "text": cycle.look_back})
        self.fields["text"].setFocus()


class DecisionDialog(TeamForm):
    """Go or no go, in writing."""

    def __init__(self, hub: Hub, cycle_id: int, parent: QWidget | None = None) -> None:
        super().__init__(hub, _("Go or no go"), _("Decide"), parent)
        self._cycle_id = cycle_id
        self.lead(_("Decide with those who took part. No go is as good an answer as go."))
        self.chips("decision", _("Decision"), [(one, value(one)) for one in DECISIONS])
        self.words("reason", _("Why"), _("In words the whole team can read."), 4)
        self.column.addStretch()
        self.keep_as(f"decide/{cycle_id}", self.contents, self.fill)
        self.load(lambda vault: get_cycle(vault, cycle_id=cycle_id), self._show)

    def submit_asked(self) -> None:
        """Decide, or say what stops it."""
        decision, reason, cycle_id = self.text("decision"), self.text("reason"), self._cycle_id
        self.run(
            lambda vault: decide(vault, cycle_id=cycle_id, decision=decision, reason=reason),
            _("The decision is kept."),
        )

    def _show(self, cycle: Cycle) -> None:
        self.fill({"decision": cycle.decision or "", "reason": cycle.decision_reason})


class ToolDialog(TeamForm):
    """What was learned about a tool. There is no field for who said it."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(hub, _("Feedback about a tool"), _("Keep this"), parent)
        self.lead(_("For whoever chooses or runs the tool. Name nobody, neither who used it nor who said so."))
        self.line("tool", _("Tool"))
        for name in TOOL_TEXTS:
            self.words(name, label(name))
        self.column.addStretch()
        self.keep_as("tool/new", self.contents, self.fill)
        self.load(lambda vault: vault.today, self._show)

    def submit_asked(self) -> None:
        """Keep it, or say what stops it."""
        tool, texts = self.text("tool"), {name: self.text(name) for name in TOOL_TEXTS}
        self.run(lambda vault: note_tool(vault, tool=tool, texts=texts), _("Kept"))

    def _show(self, today: date) -> None:
        self.today = today
        self.fields["tool"].setFocus()

"""Begin a self-assessment that nobody asked for: for which time, and for whom if that is known."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reviewapp.actions.answering import begin_self_assessment
from reviewapp.actions.contacts import all_contacts
from reviewapp.i18n import _
from reviewapp.ui.dialogs.begin_review import half_a_year_before
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.choice_box import ChoiceBox
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.labels import plain_label


class BeginAnswerDialog(FormDialog):
    """``begun`` carries the id of the new self-assessment, after its commit."""

    begun = Signal(int)

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(hub, _("Begin a self-assessment"), _("Begin"), parent)
        self._today = date.today()
        self.column.addWidget(plain_label(_("Begin a self-assessment"), "title"))
        self.column.addSpacing(SPACE_S)
        hint = _("It stays with you. You can hand it to a manager whose request you opened before, or to nobody.")
        self.column.addWidget(plain_label(hint, "muted"))
        self.column.addSpacing(SPACE_S)
        self.first = DateField(lambda: self._today, _("Period from"))
        self.last = DateField(lambda: self._today, _("Period to"), past_only=False)
        self.row(_("Period from"), self.first)
        self.row(_("Period to"), self.last)
        self.whom = ChoiceBox(self)
        self.whom.setAccessibleName(_("For"))
        self.row(_("For"), self.whom)
        self.column.addStretch()
        self.load(
            lambda vault: (vault.today, [(one.id, one.card.name) for one in all_contacts(vault)]), self._show
        )

    def submit_asked(self) -> None:
        """Begin the draft, or say which day is missing."""
        first, last, contact_id = self.first.date(), self.last.date(), self.whom.currentData()
        if first is None or last is None:
            self.say(_("A period has a first and a last day."))
            return
        self.run(
            lambda vault: begin_self_assessment(vault, period_from=first, period_to=last, contact_id=contact_id),
            _("Begun; it stays with you"), lambda changes: self.begun.emit(changes.id),
        )

    def _show(self, found: tuple[date, list[tuple[int, str]]]) -> None:
        self._today, contacts = found
        self.first.set_date(half_a_year_before(self._today))
        self.last.set_date(self._today)
        self.whom.addItem(_("Nobody yet"), None)
        for contact_id, name in contacts:
            self.whom.addItem(name, contact_id)

"""For whom a self-assessment is that nobody asked for: chosen once a card is known, until it is handed back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reviewapp.actions.answering import answer_desk, write_self_assessment
from reviewapp.actions.contacts import all_contacts
from reviewapp.actions.vaults import Vault
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.choice_box import ChoiceBox
from reviewapp.ui.widgets.labels import plain_label


class AnswerForDialog(FormDialog):
    """Nothing leaves by this; handing back shows everything first."""

    def __init__(self, hub: Hub, self_assessment_id: int, parent: QWidget | None = None) -> None:
        super().__init__(hub, _("For whom it is"), _("Choose"), parent)
        self._id = self_assessment_id
        self.column.addWidget(plain_label(_("For whom it is"), "title"))
        self.column.addSpacing(SPACE_S)
        hint = _("Whoever gave you a file before can be chosen: it brought the card. Nothing leaves by this.")
        self.column.addWidget(plain_label(hint, "muted"))
        self.column.addSpacing(SPACE_S)
        self.whom = ChoiceBox(self)
        self.whom.setAccessibleName(_("For"))
        self.row(_("For"), self.whom)
        self.column.addStretch()

        def read(vault: Vault) -> tuple[int | None, list[tuple[int, str]]]:
            chosen = answer_desk(vault, self_assessment_id=self_assessment_id).contact_id
            return chosen, [(one.id, one.card.name) for one in all_contacts(vault)]

        self.load(read, self._show)

    def submit_asked(self) -> None:
        """Keep the choice."""
        which, contact_id = self._id, self.whom.currentData()
        if contact_id is None:
            self.say(_("Choose somebody, or leave it as it is."))
            return
        self.run(
            lambda vault: write_self_assessment(vault, self_assessment_id=which, contact_id=contact_id),
            _("Chosen; nothing has left"),
        )

    def _show(self, found: tuple[int | None, list[tuple[int, str]]]) -> None:
        chosen, contacts = found
        for contact_id, name in contacts:
            self.whom.addItem(name, contact_id)
        if chosen is not None:
            self.whom.setCurrentIndex(max(0, self.whom.findData(chosen)))
        self.whom.setFocus()
        if not contacts:
            self.submit.setEnabled(False)
            self.say(
                _("Nobody's card is known yet. Open a file of your manager first, a request or a card; it brings it.")
            )

"""Record the day somebody was told what another manager gave, and from whom it came."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from reviewapp.actions.handed import Handed, handed, inform
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.labels import plain_label


class InformDialog(FormDialog):
    """One day, for everything in the file."""

    def __init__(self, hub: Hub, packet_id: int, parent: QWidget | None = None) -> None:
        title = _("They were told")
        super().__init__(hub, title, _("Record this day"), parent)
        self._packet_id, self._today = packet_id, date.today()
        self.column.addWidget(plain_label(title, "title"))
        self.column.addSpacing(SPACE_S)
        self.about = plain_label("", "muted")
        self.column.addWidget(self.about)
        self.column.addSpacing(SPACE_S)
        self.day = DateField(lambda: self._today, _("On the day"))
        self.day.picked.connect(self.touch)
        self.row(_("On the day"), self.day)
        self.column.addStretch()
        self.load(lambda vault: handed(vault, packet_id=packet_id), self._show)

    def submit_asked(self) -> None:
        """From then on they know that it is here."""
        day = self.day.date()
        if day is None:
            self.say(self.day.problem_sentence() or _("Give the day on which they were told."))
            return
        self.run(lambda vault: inform(vault, packet_id=self._packet_id, on=day), _("The day is recorded"))

    def _show(self, found: Handed) -> None:
        self._today = found.today
        self.day.set_date(found.today)
        self.about.setText(
            _("You went through it with {name}: what {sender} wrote, and that you have it now. What they did not know "
              "of before counts as told from that day.").format(name=found.person, sender=found.sender)
        )  # fmt: skip
        self.day.setFocus()

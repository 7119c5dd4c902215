"""Record that somebody agreed that a restricted episode may leave."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from reviewapp.actions.agreeing import Restriction, agree, restriction
from reviewapp.actions.shared_words import agreed_words
from reviewapp.domain.observation import AGREED_HOW
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.chip_group import ChipGroup
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.labels import plain_label


class EpisodeAgreementDialog(FormDialog):
    """The day, and how they said it. Asked once for everybody in the episode."""

    def __init__(self, hub: Hub, observation_id: int, parent: QWidget | None = None) -> None:
        title = _("They agree that it leaves")
        super().__init__(hub, title, _("Record it"), parent)
        self._observation_id, self._today = observation_id, date.today()
        self.column.addWidget(plain_label(title, "title"))
        self.column.addSpacing(SPACE_S)
        self.who = plain_label("", "muted")
        self.column.addWidget(self.who)
        self.column.addSpacing(SPACE_S)
        self.how = ChipGroup(_("How they agreed"), [(one, agreed_words(one)) for one in AGREED_HOW])
        self.how.set_value("conversation")
        self.how.picked.connect(self.touch)
        self.row(_("How they agreed"), self.how)
        self.day = DateField(lambda: self._today, _("On the day"))
        self.day.picked.connect(self.touch)
        self.row(_("On the day"), self.day)
        self.column.addStretch()
        self.load(lambda vault: restriction(vault, observation_id=observation_id), self._show)

    def submit_asked(self) -> None:
        """Keep it with the episode."""
        day, how = self.day.date(), self.how.value() or ""
        if day is None:
            self.say(self.day.problem_sentence() or _("Give the day."))
            return
        self.run(
            lambda vault: agree(vault, observation_id=self._observation_id, agreed_on=day, how=how),
            _("The agreement is recorded"),
        )

    def _show(self, found: Restriction | None) -> None:
        if found is None:
            self.reject()
            return
        self._today = found.today
        self.day.set_date(found.today)
        self.who.setText(
            _("{names} was asked, knows who will read it, and agrees. It holds for every file and every review, until "
              "the words of the episode are changed or they say otherwise.").format(names=", ".join(found.open_names))
        )  # fmt: skip
        self.day.setFocus()

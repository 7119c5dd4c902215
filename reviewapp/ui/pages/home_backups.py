"""What Home says about backups when something is wrong with them, and about a vault that was moved."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewapp.actions.backups import BackupState, backup_state_of, lost_words
from reviewapp.i18n import _
from reviewapp.ui.backup_words import moment_words
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.banner import Banner


class BackupNotice(QWidget):
    """Nothing to see while all is well."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hub = hub
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        self.moved = Banner("info", can_dismiss=False, parent=self)
        self.trouble = Banner("shield-alert", can_dismiss=False, parent=self)
        self.lost = Banner("info", can_dismiss=False, parent=self)
        self.unreached = Banner("info", can_dismiss=False, parent=self)
        for banner in (self.moved, self.lost, self.trouble, self.unreached):
            banner.action_asked.connect(lambda: hub.page_asked.emit("settings", None))
            column.addWidget(banner)
        self.hide()
        hub.ask(backup_state_of, while_alive(self, self._show))

    def _show(self, state: BackupState) -> None:
        self.setVisible(
            bool(state.moved_on or state.problem or state.is_overdue or state.unreached or not state.log_was_whole)
        )
        if state.unreached:
            self.unreached.say(state.unreached, _("See backups"))
        if not state.log_was_whole:
            self.lost.say(lost_words(), _("See backups"))
        if state.moved_on:
            self.moved.say(
                _("This vault was moved to another computer on {day}. Here it can only be read.").format(
                    day=state.moved_on
                ),
                _("Backups and moving"),
            )
        if state.problem:
            since = _("The last backup, on {moment}, was not made.").format(
                moment=moment_words(state.failed_at) if state.failed_at else ""
            )
            self.trouble.say(f"{since} {state.problem}", _("See backups"))
        elif state.is_overdue:
            newest = moment_words(state.backups[0].made_at)
            self.trouble.say(
                _("The newest backup is of {moment}, and much has changed since.").format(moment=newest),
                _("See backups"),
            )

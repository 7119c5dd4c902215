"""The part of Settings about backups: when the last one was made, where they lie, back up, restore, move."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QListWidgetItem, QProgressBar, QVBoxLayout, QWidget

from reviewapp.actions.backups import (
    Backup,
    BackupState,
    back_up,
    backup_state_of,
    keep_backups_in,
    mark_moved,
    step_words,
    verify_backup,
)
from reviewapp.actions.changes import Changes
from reviewapp.domain.backup import Progress
from reviewapp.i18n import _
from reviewapp.ui.backup_words import backup_words
from reviewapp.ui.backups import Job
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.hub import Hub
from reviewapp.ui.messages import confirm, explain
from reviewapp.ui.pages.settings_unreached import UnreachedPart
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.buttons import Button, button
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.row_list import RowList

ROWS = 6
_PATH = Qt.ItemDataRole.UserRole


class BackupSection(QFrame):
    """A card of the Settings page; `refresh` reads it anew. ``restore_asked`` carries the chosen backup's path."""

    restore_asked = Signal(str)

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hub = hub
        self.setProperty("kind", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_S)
        column.addWidget(plain_label(_("Backups"), "section"))
        column.addWidget(
            plain_label(
                _("Each backup is one encrypted file. It opens with your passphrase or the recovery code. One is made "
                  "after half an hour of changes and when you close ReviewApp, and is checked before an old one goes."),
                "muted",
            )
        )  # fmt: skip
        self.newest, self.place = plain_label(""), plain_label("", "muted")
        self.trouble = plain_label("", "strong")
        self.trouble.hide()
        for label in (self.newest, self.trouble, self.place):
            column.addWidget(label)
        self.list = RowList(_("Backups, newest first"), ROWS, self)
        column.addWidget(self.list)
        self.told = plain_label("", "muted")
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 100)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Progress"))
        self.progress.hide()
        self._buttons(column)
        column.addWidget(self.progress)
        column.addWidget(self.told)
        self.unreached = UnreachedPart(hub, self)
        column.addWidget(self.unreached)
        self._moving(column)
        if hub.backups is not None:
            hub.backups.progressed.connect(self._on_progressed)

    def refresh(self) -> None:
        """Read again which backups there are."""
        self.hub.ask(backup_state_of, while_alive(self, self._show))
        self.unreached.refresh()

    def _buttons(self, column: QVBoxLayout) -> None:
        self.now = self._act(_("Back up now"), self._on_now, "archive")
        self.check = self._act(_("Check the chosen one"), self._on_check)
        self.restore = self._act(_("Restore …"), self._on_restore)
        self.choose = self._act(_("Keep them in another folder …"), self._on_choose_folder)
        self.beside = self._act(_("Keep them beside the vault"), partial(self._keep_in, None))
        self.stop = self._act(_("Stop"), self._on_stop)
        self.stop.hide()
        row = QWidget(self)
        flow = FlowLayout(row, SPACE_S)
        for one in (self.now, self.check, self.restore, self.choose, self.beside, self.stop):
            flow.addWidget(one)
        column.addWidget(row)

    def _moving(self, column: QVBoxLayout) -> None:
        column.addSpacing(SPACE_M)
        column.addWidget(plain_label(_("Move to another computer"), "field"))
        self.moving = plain_label("", "muted")
        column.addWidget(self.moving)
        self.take = self._act(_("Write a backup to take along …"), self._on_take, "download")
        self.moved = self._act(_("Mark this vault as moved"), self._on_moved)
        self.back = self._act(_("Use it here again"), partial(self._mark, False))
        row = QWidget(self)
        flow = FlowLayout(row, SPACE_S)
        for one in (self.take, self.moved, self.back):
            flow.addWidget(one)
        column.addWidget(row)

    def _act(self, text: str, slot: Callable[[], object], icon: str = "") -> Button:
        made = button(text, icon=icon)
        made.clicked.connect(lambda _checked: slot())
        return made

    def _show(self, state: BackupState) -> None:
        newest = state.backups[0] if state.backups else None
        self.newest.setText(
            _("The last one: {backup}.").format(backup=backup_words(newest.made_at, newest.reason)) if newest
            else _("There is none yet.")
        )
        where = _("They are kept in {folder}.").format(folder=state.folder)
        hint = _("That is the same disk as the vault: a folder on another disk also survives the loss of this one.")
        self.place.setText(f"{where} {hint}" if state.is_default_folder else where)
        self.trouble.setText(state.problem)
        self.trouble.setVisible(bool(state.problem))
        self.beside.setVisible(not state.is_default_folder)
        chosen = self._chosen()
        self.list.clear()
        for one in state.backups:
            item = QListWidgetItem(backup_words(one.made_at, one.reason))
            item.setData(_PATH, str(one.path))
            self.list.addItem(item)
            if str(one.path) == chosen:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None and newest is not None:
            self.list.setCurrentRow(0)
        self.list.fit()
        self.list.setVisible(newest is not None)
        self.check.setEnabled(newest is not None)
        self._show_moved(state.moved_on)

    def _show_moved(self, moved_on: str) -> None:
        self.take.setVisible(not moved_on)
        self.moved.setVisible(not moved_on)
        self.back.setVisible(bool(moved_on))
        self.now.setEnabled(not moved_on)
        self.moving.setText(
            _("This vault is marked as moved on {day}. Here it can only be read.").format(day=moved_on) if moved_on
            else _("Write a backup to a disk you carry over, choose Restore a backup on the first page there, and open "
                   "it. Then mark this vault as moved, so that nobody goes on writing in two places.")
        )  # fmt: skip

    def _chosen(self) -> str:
        item = self.list.currentItem()
        return str(item.data(_PATH)) if item is not None else ""

    def _on_now(self) -> None:
        self._run(lambda vault, report: back_up(vault, report=report), self._on_made)

    def _on_take(self) -> None:
        path, _filter = QFileDialog.getSaveFileName(
            self, _("Write a backup to take along"), "reviewapp-move.vaultbackup", _("Backups (*.vaultbackup)")
        )
        if path:
            self._run(lambda vault, report: back_up(vault, to=Path(path), moving=True, report=report), self._on_made)

    def _on_check(self) -> None:
        path = Path(self._chosen())
        self._run(lambda vault, report: verify_backup(vault, path=path, report=report), self._on_checked)

    def _on_restore(self) -> None:
        self.restore_asked.emit(self._chosen())

    def _on_choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Choose a folder for backups"))
        if chosen:
            self._keep_in(Path(chosen))

    def _keep_in(self, folder: Path | None) -> None:
        self.hub.act(
            lambda vault: keep_backups_in(vault, folder=folder), then=while_alive(self, self._on_folder_kept),
            failed=while_alive(self, self._on_failed),
        )

    def _on_folder_kept(self, _changes: Changes) -> None:
        self._tell(_("From the next one on, backups go there. The earlier ones stay where they are."))
        self.refresh()

    def _on_moved(self) -> None:
        if confirm(
            self, _("Mark this vault as moved?"),
            _("Here it can then only be read. Do it when the other computer has opened it; it can be taken back."),
            _("Mark as moved"),
        ):
            self._mark(True)

    def _mark(self, moved: bool) -> None:
        self.hub.act(
            lambda vault: mark_moved(vault, moved=moved), initiator=self, then=while_alive(self, self._on_marked)
        )

    def _on_marked(self, _changes: Changes) -> None:
        self.refresh()

    def _run(self, job: Job, done: Callable[[Any], None]) -> None:
        keeper = self.hub.backups
        if keeper is None:
            return
        self._set_running(True)
        keeper.do(job, while_alive(self, done), while_alive(self, self._on_failed))

    def _on_stop(self) -> None:
        if self.hub.backups is not None:
            self.hub.backups.cancel()

    def _on_progressed(self, progress: Progress) -> None:
        if self.stop.isVisible():
            self.progress.setValue(round(progress.share * 100))
            self.told.setText(step_words(progress) + " …")

    def _on_made(self, made: Backup | None) -> None:
        self._set_running(False)
        if made is None:
            self._tell(_("Stopped. No backup was made."))
        else:
            self._tell(_("Made and checked: {path}").format(path=made.path))
        self.refresh()

    def _on_checked(self, sound: bool) -> None:
        self._set_running(False)
        self._tell(_("It is sound: every page, row and link in it.") if sound else _("Stopped."))

    def _on_failed(self, error: BaseException) -> None:
        self._set_running(False)
        self._tell(" ".join(explain(error)))
        self.refresh()

    def _set_running(self, running: bool) -> None:
        self.progress.setValue(0)
        self.progress.setVisible(running)
        self.stop.setVisible(running)
        for one in (self.now, self.check, self.restore, self.choose, self.beside, self.take):
            one.setEnabled(not running)

    def _tell(self, sentence: str) -> None:
        self.told.setText(sentence)
        announce(self, sentence)


"""Restore a backup: choose one, say its passphrase or the recovery code, see it checked and put in place."""

from __future__ import annotations

import threading
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from reviewapp.actions.backups import Backup, backups_for, look_at_backup, restore_backup, step_words
from reviewapp.domain.backup import Progress
from reviewapp.domain.errors import ReviewAppError
from reviewapp.i18n import _
from reviewapp.ui.backup_words import backup_words, moment_words
from reviewapp.ui.messages import explain, sentence_of
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.labels import field_label, plain_label
from reviewapp.ui.widgets.problem_label import ProblemLabel
from reviewapp.ui.widgets.row_list import RowList
from reviewapp.ui.worker import Worker

WIDTH_CHARACTERS, ROWS = 78, 7
_PATH = Qt.ItemDataRole.UserRole


class RestoreDialog(QDialog):
    """The vault must be closed. ``restored`` carries passphrase and recovery code, one of them empty, to open it."""

    restored = Signal(str, str)
    progressed = Signal(object)

    def __init__(self, worker: Worker, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.worker, self.folder = worker, folder
        self._stop = threading.Event()
        self._is_running = self._is_recovery = False
        self._wanted: Path | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(_("Restore a backup"))
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * WIDTH_CHARACTERS)
        self.backups = RowList(_("Backups, newest first"), ROWS, self)
        self.backups.currentItemChanged.connect(self._on_chosen)
        self.choose = button(_("Choose a file …"), icon="upload")
        self.choose.clicked.connect(self._on_choose)
        self.secret = QLineEdit(self)
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.textEdited.connect(self._on_chosen)
        self.secret.returnPressed.connect(self.start)
        self.caption = field_label(_("Passphrase"), self.secret)
        self.secret.setAccessibleName(_("Passphrase"))
        self.other_way = button(_("Use the recovery code"), kind="ghost")
        self.other_way.clicked.connect(self._on_other_way)
        self.problem = ProblemLabel(self, "strong")
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 100)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Progress"))
        self.submit = button(_("Restore"), kind="primary")
        self.submit.clicked.connect(self.start)
        self.cancel = button(_("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.progressed.connect(self._on_progressed)
        self._lay_out()
        self._on_chosen()
        worker.run(lambda: backups_for(folder), self._show, self._on_failed)

    def preselect(self, path: Path) -> None:
        """Choose the backup with this path once the list is there, or add it."""
        self._wanted = path

    def start(self) -> None:
        """Check the chosen backup and put it in place."""
        item = self.backups.currentItem()
        if self._is_running or item is None or not self.secret.text():
            return
        path, typed = Path(item.data(_PATH)), self.secret.text()
        code = typed if self._is_recovery else None
        self._stop.clear()
        self._set_running(True)

        def report(progress: Progress) -> bool:
            self.progressed.emit(progress)
            return not self._stop.is_set()

        self.worker.run(
            lambda: restore_backup(
                folder=self.folder, path=path, passphrase=None if code else typed, recovery_code=code, report=report
            ),
            self._on_restored, self._on_failed,
        )  # fmt: skip

    def reject(self) -> None:
        """Cancel: while it runs, stop at the next step and stay open; else close."""
        if self._is_running:
            self._stop.set()
            self.cancel.setEnabled(False)
            return
        super().reject()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        column.setSpacing(SPACE_S)
        column.addWidget(plain_label(_("Restore a backup"), "title"))
        column.addWidget(
            plain_label(
                _("It is checked first and then takes the place of the vault. What is there now is kept: as a backup "
                  "when it is sound, else beside it."), "muted",
            )
        )  # fmt: skip
        column.addWidget(plain_label(str(self.folder), "small"))
        column.addSpacing(SPACE_S)
        self.none = plain_label(_("No backups were found beside this vault. Choose the file you keep elsewhere."))
        self.none.hide()
        column.addWidget(self.none)
        column.addWidget(self.backups)
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addStretch()
        column.addLayout(row)
        column.addSpacing(SPACE_M)
        column.addWidget(self.caption)
        column.addWidget(self.secret)
        ways = QHBoxLayout()
        ways.addWidget(plain_label(_("The one of today or the one of that time."), "small"), 1)
        ways.addWidget(self.other_way)
        column.addLayout(ways)
        column.addWidget(self.problem)
        column.addWidget(self.progress)
        self.problem.hide()
        self.progress.hide()
        column.addSpacing(SPACE_M)
        column.addStretch()
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.submit)
        column.addLayout(buttons)

    def _show(self, found: tuple[Backup, ...]) -> None:
        if not shiboken6.isValid(self):
            return
        for one in found:
            self._add(one)
        self.none.setVisible(not found)
        self.backups.setVisible(bool(found))
        if self._wanted is not None:
            self._choose(self._wanted)
        if self.backups.currentItem() is None and found:
            self.backups.setCurrentRow(0)
        (self.secret if found else self.choose).setFocus()

    def _add(self, one: Backup, row: int | None = None) -> QListWidgetItem:
        item = QListWidgetItem(backup_words(one.made_at, one.reason))
        item.setData(_PATH, str(one.path))
        self.backups.insertItem(self.backups.count() if row is None else row, item)
        self.backups.fit()
        return item

    def _choose(self, path: Path) -> None:
        for row in range(self.backups.count()):
            if Path(self.backups.item(row).data(_PATH)) == path:
                self.backups.setCurrentRow(row)
                return
        self.worker.run(lambda: look_at_backup(path), self._on_looked_at, self._on_failed)

    def _on_looked_at(self, one: Backup) -> None:
        if not shiboken6.isValid(self):
            return
        self._say("")
        item = self._add(one, 0)
        item.setText(_("{backup} – {file}").format(backup=item.text(), file=one.path.name))
        self.none.hide()
        self.backups.show()
        self.backups.setCurrentItem(item)
        self.secret.setFocus()

    def _on_choose(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(
            self, _("Choose a backup"), "", _("Backups (*.vaultbackup);;All files (*)")
        )
        if path:
            self._choose(Path(path))

    def _on_other_way(self) -> None:
        self._is_recovery = not self._is_recovery
        echo = QLineEdit.EchoMode.Normal if self._is_recovery else QLineEdit.EchoMode.Password
        self.secret.setEchoMode(echo)
        asked_for = _("Recovery code") if self._is_recovery else _("Passphrase")
        self.caption.setText(asked_for)
        self.secret.setAccessibleName(asked_for)
        self.secret.clear()
        self.other_way.setText(_("Use the passphrase") if self._is_recovery else _("Use the recovery code"))
        self.secret.setFocus()
        self._on_chosen()

    def _on_chosen(self, *_chosen: object) -> None:
        ready = self.backups.currentItem() is not None and bool(self.secret.text())
        self.submit.setEnabled(ready and not self._is_running)

    def _on_progressed(self, progress: Progress) -> None:
        self.progress.setValue(round(progress.share * 100))
        self._say(step_words(progress) + " …")

    def _on_restored(self, done: object) -> None:
        if not shiboken6.isValid(self):
            return
        self._set_running(False)
        if done is None:
            self._say(_("Stopped. Nothing was changed."))
            return
        typed, self._is_running = self.secret.text(), False
        code = typed if self._is_recovery else ""
        self.accept()
        self.restored.emit("" if code else typed, code)

    def _on_failed(self, error: BaseException) -> None:
        if not shiboken6.isValid(self):
            return
        self._set_running(False)
        self._say(sentence_of(error) if isinstance(error, ReviewAppError) else " ".join(explain(error)))
        self.secret.selectAll()
        self.secret.setFocus()

    def _set_running(self, running: bool) -> None:
        self._is_running = running
        self.progress.setVisible(running)
        self.cancel.setEnabled(True)
        self.cancel.setText(_("Stop") if running else _("Cancel"))
        for control in (self.backups, self.choose, self.secret, self.other_way):
            control.setEnabled(not running)
        self._on_chosen()

    def _say(self, sentence: str) -> None:
        self.problem.say(sentence)


def offer_words(one: Backup) -> str:
    """The button that restores this one."""
    return _("Restore the backup of {moment}").format(moment=moment_words(one.made_at))

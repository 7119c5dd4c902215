"""The gate: unlock, or begin. Two minutes from nothing to the first saved note."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reviewapp.actions.sentences import in_one_line
from reviewapp.domain.errors import ReviewAppError
from reviewapp.i18n import _
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from reviewapp.actions.vaults import Vault

CARD_CHARACTERS = 72


class GatePage(QWidget):
    """Shown while no vault is open. `opening_asked` carries a function the worker runs to get one."""

    opening_asked = Signal(object)
    code_kept = Signal()
    restore_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, folder: Path) -> None:
        super().__init__(parent)
        self.folder = folder
        self._code = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(scroll)
        page = QWidget()
        page.setProperty("kind", "page")
        scroll.setWidget(page)
        centre = QVBoxLayout(page)
        centre.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        card = QFrame(page)
        card.setProperty("kind", "card")
        card.setFixedWidth(self.fontMetrics().averageCharWidth() * CARD_CHARACTERS)
        # A row with room on both sides: an aligned widget would not get the height its wrapped text needs.
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(card)
        row.addStretch()
        centre.addStretch()
        centre.addLayout(row)
        centre.addStretch()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(SPACE_XL + SPACE_S, SPACE_XL, SPACE_XL + SPACE_S, SPACE_XL)
        self.unlock = UnlockForm(self)
        self.first_run = FirstRunForm(self)
        self.recovery = RecoveryForm(self)
        self._forms = (self.unlock, self.first_run, self.recovery)
        for form in self._forms:
            form.hide()
            inside.addWidget(form)
        self.unlock.unlock_asked.connect(self._on_unlock_asked)
        self.first_run.begin_asked.connect(self._on_begin_asked)
        self.recovery.done.connect(self.code_kept)
        for form in (self.unlock, self.first_run):
            form.restore_asked.connect(self.restore_asked)

    def begin(self) -> None:
        """Show the form that fits: unlock where there is a vault, first run where there is none."""
        from reviewapp.actions.vaults import exists

        has_vault = exists(self.folder)
        form = self.unlock if has_vault else self.first_run
        self.unlock.show_folder(self.folder)
        self._show(form)
        form.begin()

    def set_busy(self, busy: bool) -> None:
        """While the key is derived nothing can be typed; it takes about a second."""
        self.setEnabled(not busy)
        self.unlock.show_busy(busy)
        self.first_run.show_busy(busy)

    def say(self, error: ReviewAppError) -> None:
        """Show why it did not open, beside the field."""
        for form in self._forms:
            if not form.isHidden():
                form.say(error)

    def offer(self, sentence: str, path: Path) -> None:
        """Beside the reason why it did not open: the backup that can take its place."""
        self.unlock.offer(sentence, path)

    def _show(self, wanted: QWidget) -> None:
        for form in self._forms:
            form.setVisible(form is wanted)

    def _on_unlock_asked(self, secret: str, is_recovery: bool) -> None:
        if is_recovery:
            self.opening_asked.emit(partial(open_vault, self.folder, recovery_code=secret))
        else:
            self.opening_asked.emit(partial(open_vault, self.folder, passphrase=secret))

    def show_code(self) -> bool:
        """After a vault was made: show its recovery code; False when there is none to show."""
        if not self._code:
            return False
        self.recovery.show_code(self._code, self.folder, self.first_run.name.text())
        self._code = ""
        self._show(self.recovery)
        return True

    def _on_begin_asked(self, name: str, passphrase: str, with_sample: bool) -> None:
        folder = self.folder

        def begin() -> Vault:
            from reviewapp.actions.sample import load_sample_team
            from reviewapp.actions.vaults import begin_vault

            vault, self._code = begin_vault(folder=folder, name=name, passphrase=passphrase)
            if with_sample:
                load_sample_team(vault)
            return vault

        self.opening_asked.emit(begin)


def open_vault(folder: Path, *, passphrase: str | None = None, recovery_code: str | None = None) -> Vault:
    """Unlock a vault; for the worker, so that the window is there while the vault's code loads."""
    from reviewapp.actions.vaults import unlock_vault

    return unlock_vault(folder=folder, passphrase=passphrase, recovery_code=recovery_code)


class _Form(QWidget):
    """A titled column with one line for what went wrong."""

    def __init__(self, title: str, explanation: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE_S)
        self.column.addWidget(plain_label(title, "title"))
        self.column.addWidget(plain_label(explanation, "muted"))
        self.column.addSpacing(SPACE_M)
        self.problem = plain_label("", "strong")
        self.problem.hide()
        self.captions: dict[QLineEdit, QLabel] = {}

    def field(self, label: str, *, secret: bool = False) -> QLineEdit:
        """A labelled line; the label is its accessible name."""
        caption = plain_label(label, "field")
        line = QLineEdit(self)
        line.setAccessibleName(label)
        caption.setBuddy(line)
        self.captions[line] = caption
        if secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        self.column.addWidget(caption)
        self.column.addWidget(line)
        self.column.addSpacing(SPACE_XS)
        return line

    def say(self, error: ReviewAppError) -> None:
        """Show one sentence and what to do next."""
        self.problem.setText(in_one_line(error))
        self.problem.show()


class UnlockForm(_Form):
    """Passphrase, or the recovery code when it is forgotten; a backup when the vault is damaged."""

    unlock_asked = Signal(str, bool)
    restore_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Unlock your vault"), _("Everything is in one encrypted file on this computer."), parent)
        self._is_recovery = False
        self.folder_label = plain_label("", "small")
        self.secret = self.field(_("Passphrase"), secret=True)
        self.secret.returnPressed.connect(self._on_unlock)
        self.column.addWidget(self.problem)
        row = QHBoxLayout()
        self.submit = button(_("Unlock"), kind="primary", icon="unlock")
        self.submit.clicked.connect(self._on_unlock)
        row.addWidget(self.submit)
        row.addStretch()
        self.other_way = button(_("Use the recovery code"), kind="ghost")
        self.other_way.clicked.connect(self._on_other_way)
        row.addWidget(self.other_way)
        self.column.addLayout(row)
        self._offered = ""
        self.offered = button("", name=_("Restore a backup …"))
        self.offered.clicked.connect(lambda: self.restore_asked.emit(self._offered))
        self.offered.hide()
        self.restore = button(_("Restore a backup …"), kind="ghost")
        self.restore.clicked.connect(lambda: self.restore_asked.emit(""))
        self.column.addWidget(self.offered, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addSpacing(SPACE_M)
        foot = QHBoxLayout()
        foot.addWidget(self.folder_label, 1)
        foot.addWidget(self.restore)
        self.column.addLayout(foot)

    def begin(self) -> None:
        """Empty the field and put the cursor in it."""
        self.secret.clear()
        self.problem.hide()
        self.offered.hide()
        self.secret.setFocus()

    def offer(self, sentence: str, path: Path) -> None:
        """A button that restores this backup."""
        self._offered = str(path)
        self.offered.setText(sentence)
        self.offered.setAccessibleName(sentence)
        self.offered.show()

    def show_folder(self, folder: Path) -> None:
        """Say which vault this is."""
        self.folder_label.setText(str(folder))

    def show_busy(self, busy: bool) -> None:
        """The button says what is going on."""
        self.submit.setText(_("Opening …") if busy else _("Unlock"))

    def _on_unlock(self) -> None:
        self.problem.hide()
        self.unlock_asked.emit(self.secret.text(), self._is_recovery)

    def _on_other_way(self) -> None:
        self._is_recovery = not self._is_recovery
        self.secret.setEchoMode(
            QLineEdit.EchoMode.Normal if self._is_recovery else QLineEdit.EchoMode.Password
        )
        asked_for = _("Recovery code") if self._is_recovery else _("Passphrase")
        self.captions[self.secret].setText(asked_for)
        self.secret.setAccessibleName(asked_for)
        self.secret.setPlaceholderText("XXXX-XXXX-…" if self._is_recovery else "")
        self.other_way.setText(_("Use the passphrase") if self._is_recovery else _("Use the recovery code"))
        self.begin()


class FirstRunForm(_Form):
    """Name, passphrase, and the sample team for those who want to look around first."""

    begin_asked = Signal(str, str, bool)
    restore_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Begin"),
            _("ReviewApp records judgment in work with AI: what people noticed, checked, stopped and kept human. "
              "It never counts how much AI somebody used. Nothing leaves this computer unless you export it."),
            parent,
        )
        self.name = self.field(_("Your name, as printed on reviews"))
        self.passphrase = self.field(_("Passphrase"), secret=True)
        self.again = self.field(_("The same passphrase once more"), secret=True)
        self.passphrase.setPlaceholderText(_("Several words you will remember"))
        self.sample = QCheckBox(_("Add an invented team to look around with"))
        self.column.addWidget(self.sample)
        self.column.addSpacing(SPACE_S)
        self.column.addWidget(self.problem)
        row = QHBoxLayout()
        self.submit = button(_("Begin"), kind="primary")
        self.submit.clicked.connect(self._on_begin)
        row.addWidget(self.submit)
        row.addStretch()
        elsewhere = button(_("Open a vault elsewhere …"), kind="ghost")
        elsewhere.clicked.connect(self._on_elsewhere)
        row.addWidget(elsewhere)
        restore = button(_("Restore a backup …"), kind="ghost")
        restore.clicked.connect(lambda: self.restore_asked.emit(""))
        row.addWidget(restore)
        self.column.addLayout(row)
        self.again.returnPressed.connect(self._on_begin)

    def begin(self) -> None:
        """Put the cursor where typing starts."""
        self.name.setFocus()

    def show_busy(self, busy: bool) -> None:
        """The button says what is going on."""
        self.submit.setText(_("Making the vault …") if busy else _("Begin"))

    def _on_begin(self) -> None:
        self.problem.hide()
        if self.passphrase.text() != self.again.text():
            self.say(ReviewAppError(_("The two passphrases differ."), _("Type the same one twice.")))
            self.again.setFocus()
            return
        self.begin_asked.emit(self.name.text(), self.passphrase.text(), self.sample.isChecked())

    def _on_elsewhere(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Choose the folder of a vault"))
        gate = self.parent()
        while gate is not None and not isinstance(gate, GatePage):
            gate = gate.parent()
        if chosen and gate is not None:
            gate.folder = Path(chosen)
            gate.begin()


class RecoveryForm(_Form):
    """The recovery code, shown once, to be written down, copied or saved as a sheet."""

    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Keep this recovery code"),
            _("It is the only way in when the passphrase is forgotten, and it is shown only now. "
              "Write it on paper and keep it away from this computer."),
            parent,
        )
        self.code = QLineEdit(self)
        self.code.setReadOnly(True)
        self.code.setAccessibleName(_("Recovery code"))
        self.column.addWidget(self.code)
        self.column.addWidget(self.problem)
        row = QHBoxLayout()
        self.save = button(_("Save the sheet to print …"), icon="download")
        self.save.clicked.connect(self._on_save)
        row.addWidget(self.save)
        row.addStretch()
        self.kept = button(_("I have kept it"), kind="primary")
        self.kept.clicked.connect(self.done)
        row.addWidget(self.kept)
        self.column.addLayout(row)

    def show_code(self, code: str, folder: Path, name: str) -> None:
        """Show a new vault's code; name and folder are for the sheet."""
        self._folder, self._name = folder, name
        self.code.setText(code)
        self.code.setCursorPosition(0)
        self.code.setMinimumWidth(self.code.fontMetrics().horizontalAdvance(code) + SPACE_XL)
        self.kept.setFocus()

    def _on_save(self) -> None:
        from reviewapp.actions.exporting import write_recovery_sheet

        path, _filter = QFileDialog.getSaveFileName(
            self, _("Save the recovery sheet"), "reviewapp-recovery-sheet.pdf", _("PDF (*.pdf)")
        )
        if not path:
            return
        try:
            write_recovery_sheet(
                path=Path(path), code=self.code.text(), name=self._name, folder=self._folder, made_on=date.today()
            )
            self.save.setText(_("Saved. Print it and put it away."))
        except ReviewAppError as error:
            self.say(error)

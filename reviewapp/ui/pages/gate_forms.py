"""The forms of the gate: unlock, begin, and the recovery code of a new vault."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from reviewapp.actions.sentences import in_one_line
from reviewapp.domain.errors import ReviewAppError, UsageError
from reviewapp.domain.passphrase import advice, refuse_short
from reviewapp.i18n import _
from reviewapp.ui.tokens import SPACE_M, SPACE_S, SPACE_XL, SPACE_XS
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.buttons import Button, button
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.widgets.labels import plain_label


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

    def row_of(self, *buttons: Button) -> None:
        """Quiet buttons in a row that wraps, for words of any length."""
        holder = QWidget(self)
        flow = FlowLayout(holder, SPACE_S)
        for one in buttons:
            flow.addWidget(one)
        policy = holder.sizePolicy()
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        self.column.addWidget(holder)

    def say(self, error: ReviewAppError) -> None:
        """Show one sentence and what to do next."""
        self.problem.setText(in_one_line(error))
        self.problem.show()


class UnlockForm(_Form):
    """Passphrase, or the recovery code when it is forgotten; a backup when it is damaged; or another vault."""

    unlock_asked = Signal(str, bool)
    open_elsewhere_asked = Signal()
    create_elsewhere_asked = Signal()
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
        self.elsewhere = button(_("Open a vault elsewhere …"), kind="ghost")
        self.elsewhere.clicked.connect(self.open_elsewhere_asked)
        self.new_elsewhere = button(_("Create a new vault elsewhere …"), kind="ghost")
        self.new_elsewhere.clicked.connect(self.create_elsewhere_asked)
        self.row_of(self.elsewhere, self.new_elsewhere)

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
    open_elsewhere_asked = Signal()
    back_asked = Signal()
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
        self.advice = plain_label("", "muted")
        self.advice.hide()
        self.column.addWidget(self.advice)
        self.passphrase.editingFinished.connect(self._on_passphrase_left)
        self.passphrase.textEdited.connect(self._on_passphrase_edited)
        self.again = self.field(_("The same passphrase once more"), secret=True)
        self.passphrase.setPlaceholderText(_("Several words you will remember"))
        self.sample = QCheckBox(_("Add an invented team to look around with"))
        self.column.addWidget(self.sample)
        self.column.addSpacing(SPACE_S)
        self.place = plain_label("", "strong")
        self.place.hide()
        self.column.addWidget(self.place)
        self.column.addWidget(self.problem)
        row = QHBoxLayout()
        self.submit = button(_("Begin"), kind="primary")
        self.submit.clicked.connect(self._on_begin)
        row.addWidget(self.submit)
        row.addStretch()
        self.elsewhere = button(_("Open a vault elsewhere …"), kind="ghost")
        self.elsewhere.clicked.connect(self.open_elsewhere_asked)
        self.back = button(_("Back"), kind="ghost")
        self.back.clicked.connect(self.back_asked)
        self.back.hide()
        row.addWidget(self.back)
        row.addWidget(self.elsewhere)
        restore = button(_("Restore a backup …"), kind="ghost")
        restore.clicked.connect(lambda: self.restore_asked.emit(""))
        row.addWidget(restore)
        self.column.addLayout(row)
        self.folder_label = plain_label("", "small")
        self.folder_label.hide()
        self.column.addWidget(self.folder_label)
        self.again.returnPressed.connect(self._on_begin)

    def warn_of(self, folder: Path) -> None:
        """Say so when a vault should not live in this folder."""
        from reviewapp.actions.vault_place import place_warning

        warning = place_warning(folder)
        self.place.setText(warning)
        self.place.setVisible(bool(warning))

    def begin(self) -> None:
        """Put the cursor where typing starts."""
        self.problem.hide()
        self.name.setFocus()

    def show_folder(self, folder: Path | None) -> None:
        """Say where the new vault will be, with a way back; None for the usual place, which has neither."""
        self.folder_label.setText(str(folder or ""))
        for widget in (self.folder_label, self.back):
            widget.setVisible(folder is not None)
        self.elsewhere.setVisible(folder is None)

    def show_busy(self, busy: bool) -> None:
        """The button says what is going on."""
        self.submit.setText(_("Making the vault …") if busy else _("Begin"))

    def _on_begin(self) -> None:
        self.problem.hide()
        try:
            refuse_short(self.passphrase.text())
        except UsageError as error:
            self.say(error)
            self.passphrase.setFocus()
            return
        if self.passphrase.text() != self.again.text():
            self.say(ReviewAppError(_("The two passphrases differ."), _("Type the same one twice.")))
            self.again.setFocus()
            return
        self.begin_asked.emit(self.name.text(), self.passphrase.text(), self.sample.isChecked())

    def _on_passphrase_left(self) -> None:
        """Said once the field is left: while somebody types, every passphrase is short for a moment."""
        weak = advice(self.passphrase.text())
        if weak is None:
            return
        self.advice.setText(f"{_(weak)} {_('Several words you will remember are stronger.')}")
        if self.advice.isHidden():
            self.advice.show()
            announce(self.advice, self.advice.text())

    def _on_passphrase_edited(self, text: str) -> None:
        if advice(text) is None:
            self.advice.hide()


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

"""The forms of the gate for a new vault: begin, and its recovery code. Loaded where there is no vault yet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QWidget

from reviewapp.domain.errors import ReviewAppError, UsageError
from reviewapp.domain.passphrase import advice, refuse_short
from reviewapp.i18n import _
from reviewapp.ui.pages.gate_forms import GateForm
from reviewapp.ui.tokens import SPACE_M, SPACE_S, SPACE_XL
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.labels import plain_label


class FirstRunForm(GateForm):
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
        self.submit = button(_("Begin"), kind="primary")
        self.submit.clicked.connect(self._on_begin)
        self.back = button(_("Back"), kind="ghost")
        self.back.clicked.connect(self.back_asked)
        self.back.hide()
        self.row_of(self.submit, self.back)
        self.column.addSpacing(SPACE_M)
        self.folder_label = plain_label("", "small")
        self.folder_label.hide()
        self.column.addWidget(self.folder_label)
        self.elsewhere = button(_("Open a vault elsewhere …"), kind="ghost")
        self.elsewhere.clicked.connect(self.open_elsewhere_asked)
        restore = button(_("Restore a backup …"), kind="ghost")
        restore.clicked.connect(lambda: self.restore_asked.emit(""))
        self.row_of(self.elsewhere, restore)
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


class RecoveryForm(GateForm):
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
        self.save = button(_("Save the sheet to print …"), icon="download")
        self.save.clicked.connect(self._on_save)
        self.kept = button(_("I have kept it"), kind="primary")
        self.kept.clicked.connect(self.done)
        self.row_of(self.save, self.kept)

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

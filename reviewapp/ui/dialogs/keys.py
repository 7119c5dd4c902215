"""Changing what opens the vault: passphrase, recovery sheet, keyring, and everything after a leak.

Each asks for the passphrase (or the recovery code) once more. Nothing typed here is journaled.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from shiboken6 import isValid

from reviewapp.actions.changes import NOTHING, Changes
from reviewapp.actions.keys import (
    change_passphrase,
    new_recovery_code,
    prove,
    renew_data_key,
    replace_recovery_code,
    use_keyring,
)
from reviewapp.actions.queries import writer
from reviewapp.actions.vaults import Vault
from reviewapp.domain.errors import ReviewAppError
from reviewapp.domain.passphrase import advice, refuse_short
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.dialogs.recovery_code import RecoveryCodeStep
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.hub import Hub
from reviewapp.ui.messages import sentence_of
from reviewapp.ui.tokens import SPACE_M, SPACE_S
from reviewapp.ui.widgets.labels import plain_label

SECRET_CHARACTERS = 48


class KeyDialog(FormDialog):
    """A form with secret fields. While its act is under way it can be neither sent again nor left."""

    def __init__(self, hub: Hub, title: str, explanation: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(hub, title, act, parent)
        self._secrets: list[QLineEdit] = []
        self._is_working = False
        self.column.addWidget(plain_label(title, "title"))
        self.column.addSpacing(SPACE_S)
        self.column.addWidget(plain_label(explanation, "muted"))
        self.column.addSpacing(SPACE_M)

    def secret(self, label: str, hint: str = "") -> QLineEdit:
        """A labelled field that shows dots."""
        line = QLineEdit(self)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setAccessibleName(label)
        line.setMaximumWidth(self.fontMetrics().averageCharWidth() * SECRET_CHARACTERS)
        line.textEdited.connect(lambda _text: self.say(""))
        line.returnPressed.connect(self.submit.click)
        self._secrets.append(line)
        self.row(label, line, hint)
        return line

    def proof(self) -> QLineEdit:
        """The field every change asks for first."""
        return self.secret(_("Present passphrase, or the recovery code"))

    def say(self, sentence: str) -> None:
        super().say(sentence)
        self.fit()

    def fit(self) -> None:
        """As high as what is shown now: a sentence that came would otherwise squeeze the explanation."""
        if self.isVisible():
            self._fit_height()

    def work(self, act: Callable[[Vault], Any], then: Callable[[Any], None], waiting: str) -> None:
        """Do it in the worker; a refusal is said here, with everything still in the form."""
        self._set_working(True)
        self.say(waiting)

        def done(answer: Any) -> None:
            if isValid(self):
                self._set_working(False)
                self.say("")
            then(answer)

        def failed(error: BaseException) -> None:
            if not isValid(self) or not isinstance(error, ReviewAppError):
                self.hub.failed.emit(error)
            if isValid(self):
                self._set_working(False)
                self.say(sentence_of(error) if isinstance(error, ReviewAppError) else "")

        self.hub.ask(act, done, failed)

    def act_and_close(self, act: Callable[[Vault], None], saying: str, waiting: str) -> None:
        """Do it, say it, close."""

        def done(_none: object) -> None:
            self.hub.changed.emit(Changes(frozenset({"keys"})), self)
            self.hub.said.emit(saying, False)
            if isValid(self):
                self.accept()

        self.work(act, done, waiting)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only now is the width known, and with it how many lines the explanation takes.
        self.fit()

    def put_away(self) -> None:
        """The vault is being locked: nothing typed here is kept."""
        self.done(QDialog.DialogCode.Rejected)

    def reject(self) -> None:
        """Close without changing anything, unless the change is being made this moment."""
        if not self._is_working:
            super().reject()

    def done(self, result: int) -> None:
        """Nothing secret stays in a field of a closed dialog."""
        for line in self._secrets:
            line.clear()
        super().done(result)

    def _set_working(self, working: bool) -> None:
        self._is_working = working
        for control in (self.submit, self.cancel, *self._secrets):
            control.setEnabled(not working)


class NewPassphrase:
    """The two fields of a new passphrase in a `KeyDialog`, and what is said of it."""

    def __init__(self, dialog: KeyDialog) -> None:
        self._dialog = dialog
        self.first = dialog.secret(_("New passphrase"))
        self.first.setPlaceholderText(_("Several words you will remember"))
        self.advice = plain_label("", "small")
        self.advice.hide()
        dialog.column.addWidget(self.advice)
        dialog.column.addSpacing(SPACE_S)
        self.again = dialog.secret(_("The same passphrase once more"))
        self.first.editingFinished.connect(self._advise)

    def take(self) -> str | None:
        """The passphrase, or None after saying what stops it."""
        try:
            refuse_short(self.first.text())
        except ReviewAppError as error:
            self._stop(self.first, sentence_of(error))
            return None
        if self.first.text() != self.again.text():
            self._stop(self.again, _("The two passphrases differ. Type the same one twice."))
            return None
        return self.first.text()

    def _advise(self) -> None:
        said = advice(self.first.text())
        self.advice.setText(f"{_(said)} {_('Several words you will remember are stronger.')}" if said else "")
        self.advice.setVisible(said is not None)
        self._dialog.fit()

    def _stop(self, field: QLineEdit, sentence: str) -> None:
        self._dialog.say(sentence)
        field.setFocus(Qt.FocusReason.OtherFocusReason)


class ChangePassphraseDialog(KeyDialog):
    """The present one, and the new one twice."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(
            hub, _("Change passphrase"),
            _("The recovery code stays the same. Copies and backups made before still open with the old passphrase; "
              "when somebody may know it, use “My passphrase may be known” instead."),
            _("Change"), parent,
        )  # fmt: skip
        self.present = self.proof()
        self.new = NewPassphrase(self)
        self.column.addStretch()
        self.present.setFocus()

    def submit_asked(self) -> None:
        """Change it."""
        passphrase = self.new.take()
        if passphrase is not None:
            self.act_and_close(
                partial(change_passphrase, proof=self.present.text(), passphrase=passphrase),
                _("Changed. From now on the new passphrase opens this vault."), _("Changing …"),
            )  # fmt: skip


class KeyringDialog(KeyDialog):
    """The passphrase once, to let the keyring of the operating system open the vault as well."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(
            hub, _("Open with this computer's keyring"),
            _("The vault then opens by itself when ReviewApp starts, as long as you are logged in here. Who can use "
              "your desktop can read the vault. After a lock the passphrase is asked for as before."),
            _("Switch on"), parent,
        )  # fmt: skip
        self.present = self.proof()
        self.column.addStretch()
        self.present.setFocus()

    def submit_asked(self) -> None:
        """Ask the keyring to keep a secret for this vault."""
        self.act_and_close(
            partial(use_keyring, proof=self.present.text()), _("From the next start the keyring opens this vault."),
            _("Asking the keyring …"),
        )  # fmt: skip


class CodeDialog(KeyDialog):
    """A `KeyDialog` of two steps: first what is asked, then a new recovery code that has to be kept.

    The code opens nothing until the last button is pressed; leaving before changes nothing.
    """

    def __init__(self, hub: Hub, title: str, explanation: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(hub, title, explanation, _("Go on"), parent)
        self._last_act = act
        self.code = ""
        self._proof = ""

    def finish_lay_out(self, second: str) -> None:
        """Add the step of the code under the fields; ``second`` is said above it."""
        column = self.column
        self._first_step = [item.widget() for at in range(4, column.count()) if (item := column.itemAt(at))]
        self.step = RecoveryCodeStep(self)
        self.step.settled.connect(self.submit.setEnabled)
        self.second = plain_label(second)
        for part in (self.second, self.step):
            part.hide()
            column.addWidget(part)
            column.addSpacing(SPACE_S)
        column.addStretch()

    def show_code(self, owner: tuple[str, Path]) -> None:
        """The proof held: show a fresh code; the name and the folder are printed on its sheet."""
        self.code = new_recovery_code()
        for part in self._first_step:
            if part is not None:
                part.hide()
        for shown in (self.second, self.step):
            shown.show()
        self.submit.setText(self._last_act)
        self.submit.setEnabled(False)
        self.step.show_code(self.code, name=owner[0], folder=owner[1])
        self._fit_height()

    def done(self, result: int) -> None:
        self.code = self._proof = ""
        self.step.forget()
        super().done(result)

    def _prove(self, present: str) -> None:
        def proven(vault: Vault) -> tuple[str, Path]:
            prove(vault, proof=present)
            me = writer(vault)
            return me.name if me else "", vault.folder

        self._proof = present
        self.work(proven, while_alive(self, self.show_code), _("Checking …"))


class RecoverySheetDialog(CodeDialog):
    """A new recovery code: the old one opens the vault until the new one is confirmed."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(
            hub, _("New recovery sheet"),
            _("For a sheet that was lost or seen by somebody. The code printed before no longer opens this vault "
              "once you use the new one; until then it stays as it is."),
            _("Use this code"), parent,
        )  # fmt: skip
        self.present = self.proof()
        self.finish_lay_out(
            _("Write it on paper or print the sheet, and keep it away from this computer. It is shown only now.")
        )
        self.present.setFocus()

    def submit_asked(self) -> None:
        """First show a code, then put it in force."""
        if not self.code:
            self._prove(self.present.text())
        elif self.step.is_settled:
            self.act_and_close(
                partial(replace_recovery_code, proof=self._proof, code=self.code),
                _("The new recovery code is in force; the old one opens nothing here any more."), _("Changing …"),
            )  # fmt: skip


class LeakedDialog(CodeDialog):
    """Somebody may know the passphrase: new data key, new passphrase, new code, in one act. Then the window locks."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(
            hub, _("My passphrase may be known"),
            _("The vault is encrypted anew, with a new passphrase and a new recovery code; the old ones open nothing "
              "here any more. This cannot reach what lies elsewhere: old copies of the vault and backups on other "
              "disks still open with the old passphrase. Delete those you can reach."),
            _("Encrypt everything anew"), parent,
        )  # fmt: skip
        self.present = self.proof()
        self.new = NewPassphrase(self)
        self._passphrase = ""
        self.finish_lay_out(
            _("This recovery code comes into force together with the new passphrase. Keep it on paper, away from this "
              "computer. It is shown only now.")
        )  # fmt: skip
        self.present.setFocus()

    def submit_asked(self) -> None:
        """First show a code, then change everything at once."""
        if not self.code:
            passphrase = self.new.take()
            if passphrase is not None:
                self._passphrase = passphrase
                self._prove(self.present.text())
        elif self.step.is_settled:
            self.work(
                partial(renew_data_key, proof=self._proof, passphrase=self._passphrase, code=self.code),
                self._on_renewed, _("Encrypting … Please leave the computer on."),
            )  # fmt: skip

    def done(self, result: int) -> None:
        self._passphrase = ""
        super().done(result)

    def _on_renewed(self, missed: tuple[str, ...]) -> None:
        self.hub.changed.emit(NOTHING, self)
        if isValid(self):
            self.accept()
        # Every connection with the old key is closed by this, and the new passphrase is tried at once.
        saying = _("The vault has a new key. Unlock it with the new passphrase.")
        if missed:
            left = _(
                "Not reached, and still open with the old one: {names}. They are tried again at every opening; see "
                "Settings, Backups."
            ).format(names=", ".join(missed))
            saying = f"{saying} {left}"
        self.hub.lock_asked.emit(saying)

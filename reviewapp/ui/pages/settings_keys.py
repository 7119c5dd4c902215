"""Settings → Passphrase and lock: when the vault locks itself, and what opens it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from reviewapp.actions.changes import Changes
from reviewapp.actions.keys import KeyState, key_state, leave_keyring
from reviewapp.actions.vault_place import place_warning
from reviewapp.actions.vaults import Vault
from reviewapp.i18n import _
from reviewapp.ui.dialogs.keys import ChangePassphraseDialog, KeyringDialog, LeakedDialog, RecoverySheetDialog
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.choice_box import ChoiceBox
from reviewapp.ui.widgets.flow_layout import row_of
from reviewapp.ui.widgets.labels import field_label, plain_label

LOCK_CHOICES = (5, 15, 30, 60, 0)


class KeysCard(QFrame):
    """``lock_chosen`` carries the minutes until the vault locks itself; 0 is never."""

    lock_chosen = Signal(int)

    def __init__(self, hub: Hub, lock_minutes: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hub = hub
        self.setProperty("kind", "card")
        self._has_keyring = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        self._column.setSpacing(SPACE_S)
        self._column.addWidget(plain_label(_("Passphrase and lock"), "section"))
        self.place = plain_label("", "strong")
        self.place.hide()
        self._column.addWidget(self.place)
        self._locking(lock_minutes)
        self._passphrases()
        self._keyring()

    def refresh(self) -> None:
        """Read what opens the vault now, and where it lies."""

        def read(vault: Vault) -> tuple[KeyState, str]:
            return key_state(vault.folder), place_warning(vault.folder)

        self.hub.ask(read, while_alive(self, self._show))

    def _locking(self, lock_minutes: int) -> None:
        self._column.addWidget(
            plain_label(
                _("Locked means: the file is closed and nothing of it stays on the screen. What you were typing is "
                  "kept in it, and you come back to the same place. Ctrl+L locks at once; going to sleep and locking "
                  "the screen do so where the system says so."),
                "muted",
            )
        )  # fmt: skip
        self.lock = ChoiceBox(self)
        self.lock.addItems([_after(minutes) for minutes in LOCK_CHOICES])
        # A number of minutes from another version stands in the list as well, so that it is not changed by looking.
        if lock_minutes not in LOCK_CHOICES:
            self.lock.addItem(_after(lock_minutes))
        self._minutes = (*LOCK_CHOICES, lock_minutes)
        self.lock.setCurrentIndex(self._minutes.index(lock_minutes))
        self.lock.setAccessibleName(_("Lock by itself"))
        self.lock.setMaximumWidth(self.fontMetrics().averageCharWidth() * 40)
        self.lock.activated.connect(lambda index: self.lock_chosen.emit(self._minutes[index]))
        self._column.addWidget(field_label(_("Lock by itself, when no key is pressed"), self.lock))
        self._column.addWidget(self.lock)

    def _passphrases(self) -> None:
        self._column.addSpacing(SPACE_M)
        self.change = button(_("Change passphrase …"))
        self.change.clicked.connect(lambda: ChangePassphraseDialog(self.hub, self.window()).open())
        self.sheet = button(_("New recovery sheet …"), icon="printer")
        self.sheet.clicked.connect(lambda: RecoverySheetDialog(self.hub, self.window()).open())
        self.leaked = button(_("My passphrase may be known …"), icon="shield-alert")
        self.leaked.clicked.connect(lambda: LeakedDialog(self.hub, self.window()).open())
        self._column.addWidget(row_of(self.change, self.sheet, self.leaked))

    def _keyring(self) -> None:
        self._column.addSpacing(SPACE_M)
        self.keyring_state = plain_label("", "muted")
        self.keyring = button(_("Open with this computer's keyring …"))
        self.keyring.clicked.connect(self._on_keyring_pressed)
        self._column.addWidget(self.keyring_state)
        self._column.addWidget(row_of(self.keyring))

    def _show(self, answer: tuple[KeyState, str]) -> None:
        state, warning = answer
        self.place.setText(warning)
        self.place.setVisible(bool(warning))
        self._has_keyring = state.has_keyring
        if state.has_keyring:
            self.keyring_state.setText(_("The keyring of this computer opens the vault when ReviewApp starts."))
            self.keyring.setText(_("Stop using the keyring"))
        else:
            self.keyring_state.setText(_("The passphrase is typed at every start."))
            self.keyring.setText(_("Open with this computer's keyring …"))

    def _on_keyring_pressed(self) -> None:
        if not self._has_keyring:
            KeyringDialog(self.hub, self.window()).open()
            return

        def done(remark: str) -> None:
            self.hub.changed.emit(Changes(frozenset({"keys"})), self)
            said = _("The keyring does not open this vault any more.")
            self.hub.said.emit(f"{said} {remark}" if remark else said, False)

        self.hub.ask(leave_keyring, done)


def _after(minutes: int) -> str:
    return _("After {n} minutes").format(n=minutes) if minutes else _("Never")

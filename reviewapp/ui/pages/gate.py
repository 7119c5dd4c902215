"""The gate: unlock, or begin. Two minutes from nothing to the first saved note."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reviewapp.domain.errors import ReviewAppError
from reviewapp.i18n import _
from reviewapp.ui.pages.gate_forms import GateForm, UnlockForm
from reviewapp.ui.tokens import SPACE_L, SPACE_S, SPACE_XL
from reviewapp.ui.widgets.scrolling import scroll_area

if TYPE_CHECKING:
    from reviewapp.actions.vaults import Vault
    from reviewapp.ui.pages.gate_new_vault import FirstRunForm, RecoveryForm

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
        self._came_from: Path | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = scroll_area(self)
        outer.addWidget(scroll)
        page = QWidget()
        page.setProperty("kind", "page")
        scroll.setWidget(page)
        centre = QVBoxLayout(page)
        centre.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        card = QFrame(page)
        card.setProperty("kind", "card")
        card.setMaximumWidth(self.fontMetrics().averageCharWidth() * CARD_CHARACTERS)
        # Room on both sides, which gives way first: an aligned widget would not get the height its wrapped text needs.
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 100)
        row.addStretch(1)
        centre.addStretch()
        centre.addLayout(row)
        centre.addStretch()
        self._inside = QVBoxLayout(card)
        self._inside.setContentsMargins(SPACE_XL + SPACE_S, SPACE_XL, SPACE_XL + SPACE_S, SPACE_XL)
        self._forms: list[GateForm] = []
        self.unlock = UnlockForm(self)
        self.unlock.unlock_asked.connect(self._on_unlock_asked)
        self.unlock.open_elsewhere_asked.connect(self._on_open_elsewhere)
        self.unlock.create_elsewhere_asked.connect(self._on_create_elsewhere)
        self.unlock.restore_asked.connect(self.restore_asked)
        self._add(self.unlock)

    @cached_property
    def first_run(self) -> FirstRunForm:
        """Begins a vault; built when there is none."""
        from reviewapp.ui.pages.gate_new_vault import FirstRunForm

        form = FirstRunForm(self)
        form.begin_asked.connect(self._on_begin_asked)
        form.back_asked.connect(self._on_back_asked)
        form.open_elsewhere_asked.connect(self._on_open_elsewhere)
        form.restore_asked.connect(self.restore_asked)
        self._add(form)
        return form

    @cached_property
    def recovery(self) -> RecoveryForm:
        """Shows the code of a new vault; built when there is one."""
        from reviewapp.ui.pages.gate_new_vault import RecoveryForm

        form = RecoveryForm(self)
        form.done.connect(self.code_kept)
        form.done.connect(form.code.clear)
        self._add(form)
        return form

    def begin(self) -> None:
        """Show the form that fits: unlock where there is a vault, first run where there is none."""
        from reviewapp.actions.vaults import exists

        form: UnlockForm | FirstRunForm = self.unlock
        if exists(self.folder):
            self._came_from = None
            self.unlock.show_folder(self.folder)
        else:
            form = self.first_run
            form.show_folder(self.folder if self._came_from else None)
            form.warn_of(self.folder)
        self._show(form)
        form.begin()

    def begin_again(self, saying: str = "") -> None:
        """After a lock: ask for the passphrase, and say why when there is something to say."""
        self.begin()
        if saying:
            self.unlock.problem.say(saying)

    def try_keyring(self) -> None:
        """At the start of the program: let the system's keyring open the vault, where somebody switched that on."""
        from reviewapp.actions.keys import keyring_opens, unlock_with_keyring

        if keyring_opens(self.folder):
            self.opening_asked.emit(partial(unlock_with_keyring, folder=self.folder))

    def forget_secrets(self) -> None:
        """The vault is open: no passphrase stays in a hidden field."""
        for form in self._forms:
            form.forget_secrets()

    def set_busy(self, busy: bool) -> None:
        """While the key is derived nothing can be typed; it takes about a second."""
        self.setEnabled(not busy)
        for form in self._forms:
            form.show_busy(busy)

    def say(self, error: ReviewAppError) -> None:
        """Show why it did not open, beside the field."""
        for form in self._forms:
            if not form.isHidden():
                form.say(error)

    def offer(self, sentence: str, path: Path) -> None:
        """Beside the reason why it did not open: the backup that can take its place."""
        self.unlock.offer(sentence, path)

    def _add(self, form: GateForm) -> None:
        form.hide()
        self._forms.append(form)
        self._inside.addWidget(form)

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

    def _on_open_elsewhere(self) -> None:
        from reviewapp.actions.vaults import exists

        folder = self._chosen_folder(_("Choose the folder of a vault"))
        if folder is None:
            return
        if exists(folder):
            self.folder = folder
            self.begin()
        else:
            self.say(
                ReviewAppError(
                    _("There is no vault in {folder}.").format(folder=folder),
                    _("Choose the folder that holds vault.db and vault.keys."),
                )
            )

    def _on_create_elsewhere(self) -> None:
        from reviewapp.actions.vaults import exists

        folder = self._chosen_folder(_("Choose a folder for the new vault"))
        if folder is None:
            return
        if exists(folder):
            self.say(
                ReviewAppError(
                    _("There is already a vault in {folder}.").format(folder=folder),
                    _("Open it, or choose another folder."),
                )
            )
            return
        self._came_from, self.folder = self.folder, folder
        self.begin()

    def _on_back_asked(self) -> None:
        if self._came_from is not None:
            self.folder = self._came_from
        self.begin()

    def _chosen_folder(self, title: str) -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        chosen = QFileDialog.getExistingDirectory(self, title, str(self.folder.parent))
        return Path(chosen) if chosen else None

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

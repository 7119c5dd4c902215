"""Settings: appearance, language, locking, passphrase; all on this computer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from reviewapp.actions.changes import NOTHING, Changes
from reviewapp.actions.doctor import Finding, examine
from reviewapp.actions.vaults import Vault, change_passphrase
from reviewapp.i18n import _
from reviewapp.settings import Settings
from reviewapp.ui.hub import Hub
from reviewapp.ui.messages import explain
from reviewapp.ui.pages.page import Page
from reviewapp.ui.pages.reading_page import ReadingPage
from reviewapp.ui.pages.settings_backups import BackupSection
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.choice_box import ChoiceBox
from reviewapp.ui.widgets.labels import plain_label

LOCK_CHOICES = (2, 5, 10, 30, 60, 0)


class SettingsPage(Page):
    """Each setting is put in force when it is chosen."""

    interests = frozenset({"settings", "backup"})

    def __init__(
        self, hub: Hub, settings: Settings, change: Callable[[Settings], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(hub, parent)
        self.settings = settings
        self._change = change
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(scroll)
        page = ReadingPage()
        scroll.setWidget(page)
        # The column is held narrow by a row: a card with a largest width of its own would be given the height it
        # needs at the width of the page, and its last lines would overlap.
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        inner.setMaximumWidth(self.fontMetrics().averageCharWidth() * 96 + 2 * SPACE_XL)
        row.addWidget(inner, 1000)
        row.addStretch(1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_L)
        column.addWidget(plain_label(_("Settings"), "title"))
        self.backups = BackupSection(hub)
        self.backups.restore_asked.connect(hub.restore_asked)
        for card in (self._appearance(), self._locking(), self._passphrase(), self.backups, self._checks()):
            column.addWidget(card)
        column.addStretch()

    def refresh(self) -> None:
        """Settings live in the window; only the backups are read from the vault."""
        self.backups.refresh()

    def _card(self, title: str, explanation: str) -> tuple[QFrame, QVBoxLayout]:
        card = QFrame()
        card.setProperty("kind", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_S)
        column.addWidget(plain_label(title, "section"))
        if explanation:
            column.addWidget(plain_label(explanation, "muted"))
        return card, column

    def _choice(self, column: QVBoxLayout, label: str, words: list[str], chosen: int) -> ChoiceBox:
        caption = plain_label(label, "field")
        box = ChoiceBox()
        box.addItems(words)
        box.setCurrentIndex(chosen)
        box.setAccessibleName(label)
        box.setMaximumWidth(self.fontMetrics().averageCharWidth() * 40)
        caption.setBuddy(box)
        column.addWidget(caption)
        column.addWidget(box)
        return box

    def _appearance(self) -> QFrame:
        card, column = self._card(_("Appearance"), "")
        names = ["system", "light", "dark"]
        words = [_("As the system"), _("Light"), _("Dark")]
        looks = self._choice(column, _("Light or dark"), words, names.index(self.settings.appearance))
        looks.activated.connect(lambda index: self._set(appearance=names[index]))
        languages = ["", "en"]
        spoken = self._choice(
            column, _("Language (from the next start)"), [_("As the system"), "English"],
            languages.index(self.settings.language) if self.settings.language in languages else 0,
        )
        spoken.activated.connect(lambda index: self._set(language=languages[index]))
        return card

    def _locking(self) -> QFrame:
        card, column = self._card(
            _("Locking"),
            _("After a while without a key pressed the vault is closed; what you were typing is kept in it."),
        )
        words = [_("Never") if not minutes else _("After {n} minutes").format(n=minutes) for minutes in LOCK_CHOICES]
        chosen = LOCK_CHOICES.index(self.settings.lock_minutes) if self.settings.lock_minutes in LOCK_CHOICES else 2
        box = self._choice(column, _("Lock by itself"), words, chosen)
        box.activated.connect(lambda index: self._set(lock_minutes=LOCK_CHOICES[index]))
        return card

    def _passphrase(self) -> QFrame:
        card, column = self._card(
            _("Passphrase"),
            _("The recovery code stays the same. Copies of the vault made before still open with the old passphrase."),
        )
        self.new = self._secret(column, _("New passphrase"))
        self.again = self._secret(column, _("The same passphrase once more"))
        self.told = plain_label("", "muted")
        row = QHBoxLayout()
        act = button(_("Change passphrase"))
        act.clicked.connect(self._on_change_passphrase)
        row.addWidget(act)
        row.addStretch()
        column.addLayout(row)
        column.addWidget(self.told)
        return card

    def _secret(self, column: QVBoxLayout, label: str) -> QLineEdit:
        caption = plain_label(label, "field")
        line = QLineEdit()
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setAccessibleName(label)
        line.setMaximumWidth(self.fontMetrics().averageCharWidth() * 40)
        caption.setBuddy(line)
        column.addWidget(caption)
        column.addWidget(line)
        return line

    def _checks(self) -> QFrame:
        card, column = self._card(
            _("Check this vault"),
            _("Is every page of the file sound, is it private, is anything loaded that opens a connection?"),
        )
        row = QHBoxLayout()
        act = button(_("Check now"), icon="shield-check")
        act.clicked.connect(lambda: self.hub.ask(examine, self._on_examined))
        row.addWidget(act)
        row.addStretch()
        column.addLayout(row)
        self.findings = plain_label("", "")
        column.addWidget(self.findings)
        return card

    def _set(self, **changes: str | int) -> None:
        self.settings = replace(self.settings, **changes)  # type: ignore[arg-type]  # names and types are ours, above
        self._change(self.settings)

    def _on_change_passphrase(self) -> None:
        new = self.new.text()
        if new != self.again.text():
            self.told.setText(_("The two passphrases differ. Type the same one twice."))
            return

        def change(vault: Vault) -> Changes:
            change_passphrase(vault, passphrase=new)
            return NOTHING

        self.told.setText(_("Changing …"))
        self.hub.act(change, then=self._on_changed_passphrase, failed=self._on_not_changed)

    def _on_changed_passphrase(self, _changes: Changes) -> None:
        self.new.clear()
        self.again.clear()
        self.told.setText(_("Changed. From now on the new passphrase opens this vault."))

    def _on_not_changed(self, error: BaseException) -> None:
        self.told.setText(" ".join(explain(error)))

    def _on_examined(self, findings: list[Finding]) -> None:
        marks = [f"{_('Fine') if one.ok else _('Problem')}: {one.sentence}" for one in findings]
        self.findings.setText("\n".join(marks))

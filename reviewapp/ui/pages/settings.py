"""Settings: appearance, language, what opens and locks the vault; all on this computer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reviewapp.actions.doctor import Finding, examine
from reviewapp.i18n import _, system_document_language, system_paper, use_documents_in, use_paper
from reviewapp.settings import DOCUMENTS, PAPERS, Settings
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.connections_card import connections_card
from reviewapp.ui.pages.keeping_card import KeepingCard
from reviewapp.ui.pages.page import Page
from reviewapp.ui.pages.reading_page import ReadingPage
from reviewapp.ui.pages.settings_backups import BackupSection
from reviewapp.ui.pages.settings_cards import CardsCard
from reviewapp.ui.pages.settings_keys import KeysCard
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.choice_box import ChoiceBox
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.scrolling import scroll_area


class SettingsPage(Page):
    """Each setting is put in force when it is chosen."""

    interests = frozenset({"settings", "keys", "backup"})

    def __init__(
        self, hub: Hub, settings: Settings, change: Callable[[Settings], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(hub, parent)
        self.settings = settings
        self._change = change
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = scroll_area(self)
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
        self.keys = KeysCard(hub, settings.lock_minutes)
        self.keys.lock_chosen.connect(lambda minutes: self._set(lock_minutes=minutes))
        self.backups = BackupSection(hub)
        self.backups.restore_asked.connect(hub.restore_asked)
        for card in (
            self._appearance(), self.keys, CardsCard(hub), self.backups, KeepingCard(hub), self._checks(),
            connections_card(),
        ):
            column.addWidget(card)
        # The page, not each card: a layout asks for heights at the full width and would cut wrapped text off.
        page.setMaximumWidth(self.fontMetrics().averageCharWidth() * 96 + 2 * SPACE_XL)
        scroll.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        column.addStretch()

    def refresh(self) -> None:
        """Settings live in the window; what opens the vault and its backups are read."""
        self.keys.refresh()
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
        sheets = self._choice(
            column, _("Paper of PDFs"), [_("As the system"), "A4", "US Letter"], PAPERS.index(self.settings.paper)
        )
        sheets.activated.connect(self._on_paper_chosen)
        printed = self._choice(
            column, _("Language of documents"),
            [_("As the system"), "English", "Deutsch", "Français", "Español"], DOCUMENTS.index(self.settings.documents),
        )
        printed.activated.connect(self._on_documents_chosen)
        return card

    def _on_paper_chosen(self, index: int) -> None:
        self._set(paper=PAPERS[index])
        use_paper(PAPERS[index] or system_paper())

    def _on_documents_chosen(self, index: int) -> None:
        self._set(documents=DOCUMENTS[index])
        use_documents_in(DOCUMENTS[index] or system_document_language())

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

    def _on_examined(self, findings: list[Finding]) -> None:
        marks = [f"{_('Fine') if one.ok else _('Problem')}: {one.sentence}" for one in findings]
        self.findings.setText("\n".join(marks))

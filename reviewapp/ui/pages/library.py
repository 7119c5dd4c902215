"""Library: frameworks, practice vignettes, the word lists of the evidence check, and the notice people are given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from reviewapp.actions.evidence_guide import WORD_LANGUAGES, guide, label_entries, word_groups
from reviewapp.actions.framework_words import named
from reviewapp.actions.frameworks import Arrival, offered_frameworks, read_framework_file
from reviewapp.actions.own_words import OwnWords, import_words, own_words, remove_words
from reviewapp.actions.queries import all_frameworks, writer
from reviewapp.actions.vaults import Vault
from reviewapp.actions.vignettes import vignettes_for
from reviewapp.domain.framework import Framework
from reviewapp.domain.person import Person
from reviewapp.i18n import _
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages import library_words
from reviewapp.ui.pages.library_frameworks import FrameworkLeaf, offered_leaf
from reviewapp.ui.pages.library_practice import VignetteLeaf
from reviewapp.ui.pages.library_reading import Leaf, competency_leaf, notice_leaf
from reviewapp.ui.pages.page import Page
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.contents_list import ContentsList
from reviewapp.ui.widgets.parts import contents_and_text, contents_side, part_tabs, titled_panel

SHELVES = ("frameworks", "practice", "words", "notices")


@dataclass
class Entry:
    """One line of a list, and the page it opens."""

    text: str
    leaf: Callable[[], Leaf]


@dataclass
class Shelf:
    """One part of the library: its lines, what adds to it, and the line that was chosen last."""

    title: str
    entries: list[Entry] = field(default_factory=list)
    add: str = ""
    on_add: Callable[[], object] = lambda: None
    chosen: int = 0


@dataclass(frozen=True)
class Holdings:
    """What the vault adds to the shipped part."""

    frameworks: list[tuple[int, Framework]]
    offered: list[Framework]
    words: list[OwnWords]
    me: Person | None


class LibraryPage(Page):
    """Parts as tabs; the lines of the part in front at the leading side, the chosen one in full beside them."""

    interests = frozenset({"framework", "words"})

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(hub, parent)
        self._shelves = {
            "frameworks": Shelf(_("Frameworks"), add=_("Add a framework …"), on_add=self._on_add_framework),
            "practice": Shelf(_("Practice")),
            "words": Shelf(_("Word lists"), add=_("Add a word list …"), on_add=self._on_add_words),
            "notices": Shelf(_("Notices"), add=_("Works-council pack …"), on_add=self._on_pack_asked),
        }
        self._lay_out()

    def open(self, argument: Any) -> None:
        """Bring one part to the front, by its name in `SHELVES`."""
        if argument in SHELVES:
            self.tabs.setCurrentIndex(SHELVES.index(argument))

    def refresh(self) -> None:
        """Read again what the vault holds."""
        self.hub.ask(_holdings, self._show)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.check = button(_("Check signatures …"), icon="check")
        self.check.clicked.connect(lambda: self.hub.check_asked.emit(()))
        head, heading = titled_panel(_("Library"), self.check)
        self.tabs = part_tabs((self._shelves[name].title for name in SHELVES), _("Parts of the library"), self)
        self.tabs.currentChanged.connect(self._show_shelf)
        heading.addWidget(self.tabs)
        outer.addWidget(head)
        split, self.reading = contents_and_text(self._side(), 30, self)
        outer.addWidget(split, 1)

    def _side(self) -> QFrame:
        self.entries = ContentsList(_("Contents"))
        self.entries.currentRowChanged.connect(self._on_chosen)
        self.add = button(_("Add a framework …"), icon="plus")
        self.add.clicked.connect(self._on_add)
        return contents_side(self.entries, self.add)

    @property
    def _front(self) -> Shelf:
        return self._shelves[SHELVES[max(0, self.tabs.currentIndex())]]

    def _show(self, holdings: Holdings) -> None:
        self._shelves["frameworks"].entries = self._framework_entries(holdings)
        known = [one for _id, one in holdings.frameworks]
        self._shelves["practice"].entries = [
            Entry(one.title, partial(VignetteLeaf, self.hub, one, known)) for one in vignettes_for(known)
        ]
        self._shelves["words"].entries = self._word_entries(holdings.words)
        self._shelves["notices"].entries = [Entry(_("The notice people are given"), partial(notice_leaf, holdings.me))]
        self._show_shelf()

    def _framework_entries(self, holdings: Holdings) -> list[Entry]:
        several, entries = len(holdings.frameworks) > 1, []
        for framework_id, framework in holdings.frameworks:
            others = [pair for pair in holdings.frameworks if pair[0] != framework_id]
            entries.append(
                Entry(named(framework), partial(FrameworkLeaf, self.hub, framework_id, framework, others))
            )
            entries += [
                Entry(
                    f"{one.id}  {one.name}" + (f" · {framework.title} {framework.version}" if several else ""),
                    partial(competency_leaf, framework, one),
                )
                for one in framework.competencies
            ]
        entries += [
            Entry(_("Can be added: {name}").format(name=named(one)), partial(offered_leaf, self.hub, one))
            for one in holdings.offered
        ]
        return entries

    def _word_entries(self, own: list[OwnWords]) -> list[Entry]:
        said = guide()
        entries = [Entry(_("How the evidence check works"), library_words.about_leaf)]
        entries += [
            Entry(library_words.label_title(one.label), partial(library_words.label_leaf, one))
            for one in label_entries()
        ]
        entries.append(
            Entry(
                _("Questions about the evidence"), partial(library_words.questions_leaf, tuple(said.checks.values()))
            )
        )
        entries += [
            Entry(
                _("Own words: {name}").format(name=one.name),
                partial(library_words.own_leaf, one, partial(self._on_remove_words, one.id)),
            )
            for one in own
        ]
        if not own:
            entries.append(Entry(_("Your organisation's words"), library_words.no_own_leaf))
        entries += [
            Entry(
                library_words.language_title(language),
                partial(library_words.words_leaf, language, word_groups(language)),
            )
            for language in WORD_LANGUAGES
        ]
        return entries

    def _show_shelf(self) -> None:
        shelf = self._front
        self.entries.blockSignals(True)
        self.entries.clear()
        self.entries.addItems([one.text for one in shelf.entries])
        self.entries.blockSignals(False)
        self.add.setVisible(bool(shelf.add))
        self.add.setText(shelf.add)
        self.add.setAccessibleName(shelf.add)
        self.entries.setCurrentRow(min(shelf.chosen, len(shelf.entries) - 1))

    def _on_chosen(self, row: int) -> None:
        shelf = self._front
        if 0 <= row < len(shelf.entries):
            shelf.chosen = row
            self.reading.setWidget(shelf.entries[row].leaf())
            self.reading.verticalScrollBar().setValue(0)

    def _on_add(self) -> None:
        self._front.on_add()

    def _on_add_framework(self) -> None:
        path = self._chosen_file(_("Choose a framework file"), _("Frameworks (*.toml)"))
        if path is not None:
            self.hub.ask(lambda vault: read_framework_file(vault, path=path), while_alive(self, self._on_arrived))

    def _on_arrived(self, arrival: Arrival) -> None:
        from reviewapp.ui.dialogs.framework_arrival import FrameworkArrivalDialog

        FrameworkArrivalDialog(self.hub, arrival, self).open()

    def _on_add_words(self) -> None:
        path = self._chosen_file(_("Choose a word list"), _("Word lists (*.toml)"))
        if path is not None:
            self.hub.act(lambda vault: import_words(vault, path=path), saying=_("Word list added"))

    def _on_pack_asked(self) -> None:
        from reviewapp.ui.dialogs.leaflet import pack_dialog

        pack_dialog(self.hub, self).open()

    def _on_remove_words(self, word_file_id: int) -> None:
        self.hub.act(
            lambda vault: remove_words(vault, word_file_id=word_file_id), saying=_("Word list removed")
        )

    def _chosen_file(self, title: str, kinds: str) -> Path | None:
        name, _kind = QFileDialog.getOpenFileName(self, title, "", kinds)
        return Path(name) if name else None


def _holdings(vault: Vault) -> Holdings:
    return Holdings(all_frameworks(vault), offered_frameworks(vault), own_words(vault), writer(vault))

"""The time line of one person: cards by page, and a search inside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QStackedWidget, QVBoxLayout, QWidget

from reviewapp.actions import queries
from reviewapp.actions.shapes import SearchAnswer, TimelineCard
from reviewapp.i18n import _
from reviewapp.ui.hub import Hub
from reviewapp.ui.models.timeline_model import PAGE
from reviewapp.ui.pages.asking import Asker
from reviewapp.ui.pages.person_cards import CardActs, CardList
from reviewapp.ui.pages.person_found import FoundDelegate, FoundModel, order_in_words
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.empty_state import EmptyState
from reviewapp.ui.widgets.labels import plain_label

DEBOUNCE_MS = 40

Key = tuple[str, int]
Answer = tuple[tuple[list[TimelineCard], Key | None], date]


@dataclass(frozen=True)
class _Found:
    """An answer of the shared searcher that is meant for this tab: what was typed, about whom."""

    text: str
    person_id: int
    answer: SearchAnswer


class TimelineTab(QWidget):
    """Reads a page at a time, never everything; a refresh keeps the chosen card and where one was."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hub = hub
        self.person_id: int | None = None
        self._asker, self._pages = Asker(hub, self), Asker(hub, self)
        self._limit = PAGE
        self._loaded: list[TimelineCard] = []
        self._next: Key | None = None
        self._in_hand: tuple[list[TimelineCard], Key | None] | None = None
        self.cards = CardList(_("Observations"), self)
        self.cards.timeline.page_wanted.connect(self._on_page_wanted)
        self.acts = CardActs(hub, self.cards, self)
        self.empty = EmptyState("sticky-note", "")
        self.empty.set_texts(_("Nothing noted yet. Ctrl+N writes the first."), _("Write the first"))
        self.empty.action_asked.connect(lambda: hub.capture_asked.emit(self.person_id))
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._timer.timeout.connect(self._search)
        self._lay_out()
        if hub.searcher is not None:
            hub.searcher.answered.connect(self._on_answered)

    def show_person(self, person_id: int) -> None:
        """Show somebody's time line from its newest end, or read the same one's again."""
        if person_id == self.person_id:
            self.refresh()
            return
        self.person_id = self.acts.person_id = person_id
        # Nothing of the one before may stand under the new name while the answer is on its way.
        self._pages.forget()
        self._loaded, self._next = [], None
        self.cards.timeline.clear()
        self.acts.forget()
        self.search.clear()
        self._found.set_hits(())
        self._read(PAGE, self._show_first)

    def refresh(self) -> None:
        """Read what is loaded, as far as it was scrolled to, once more."""
        if self._loaded:
            self._read(max(PAGE, -(-self._last_seen() // PAGE) * PAGE), self._show_again)
        else:
            self._read(PAGE, self._show_first)
        if self.search.text().strip():
            self._timer.start()

    def focus_first(self) -> None:
        """Bring the keyboard to the cards, on the first one when none was chosen."""
        view = self._found_view if self._stack.currentWidget() is self._found_view else self.cards
        if view is self.cards and self._stack.currentWidget() is self.empty:
            self.empty.action.setFocus()
            return
        if view is self.cards and self.cards.chosen() is None and self._loaded:
            self.cards.choose(self._loaded[0].id)
        view.setFocus()

    def _lay_out(self) -> None:
        self.search = QLineEdit(self)
        self.search.setAccessibleName(_("Search"))
        self.search.setPlaceholderText(_("Search in these observations"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._timer.start())
        self.search.returnPressed.connect(self.focus_first)
        self.order = plain_label("", "small")
        self.order.hide()
        self._found = FoundModel(self)
        self._found_view = QListView(self)
        self._found_view.setAccessibleName(_("Found"))
        self._found_view.setModel(self._found)
        self._found_view.setItemDelegate(FoundDelegate(self._found_view))
        self._found_view.setUniformItemSizes(True)
        self._found_view.setMouseTracking(True)
        self._found_view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._found_view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._found_view.setResizeMode(QListView.ResizeMode.Adjust)
        self._found_view.activated.connect(self._on_hit_opened)
        self._stack = QStackedWidget(self)
        for view in (self.cards, self._found_view, self.empty):
            self._stack.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_S, 0, 0)
        column.setSpacing(SPACE_S)
        for widget in (self.search, self.order, self.acts.banner):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        column.addWidget(self.acts)
        escape = QShortcut(QKeySequence("Escape"), self, self._on_escape)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _read(self, limit: int, then: Callable[[Answer], None]) -> None:
        person_id, self._limit = self.person_id, limit
        if person_id is not None:
            self._asker.ask(
                lambda vault: (queries.timeline_page(vault, person_id=person_id, limit=limit), vault.today), then
            )

    def _on_page_wanted(self, after: int | None, limit: int) -> None:
        """The list wants more: hand over what was read, or read the next page."""
        model, person_id = self.cards.timeline, self.person_id
        if self._in_hand is not None:
            (cards, key), self._in_hand = self._in_hand, None
            self._next = key
            model.add_page(cards, key is None, model.generation)
            return
        generation, key = model.generation, self._next
        if person_id is None or key is None or after is None:
            model.add_page((), at_end=True, generation=generation)
            return

        def arrived(answer: tuple[list[TimelineCard], Key | None]) -> None:
            if generation == model.generation:
                self._loaded, self._next = self._loaded + answer[0], answer[1]
                model.add_page(answer[0], answer[1] is None, generation)

        self._pages.ask(
            lambda vault: queries.timeline_page(vault, person_id=person_id, after=key, limit=limit), arrived
        )

    def _begin(self, page: tuple[list[TimelineCard], Key | None], today: date) -> None:
        self._pages.forget()
        self._in_hand = page
        self._loaded = list(page[0])
        self.cards.timeline.begin(today)
        self._settle(today)

    def _settle(self, today: date) -> None:
        self.acts.today = today
        self._show_right_one()
        self.acts.follow()

    def _show_first(self, answer: Answer) -> None:
        self._begin(*answer)
        self.cards.scrollToTop()

    def _show_again(self, answer: Answer) -> None:
        """Change only what changed; where that is not possible, begin again at the same place."""
        (fresh, key), today = answer
        ids = {card.id for card in fresh}
        still = [card for card in self._loaded if card.id in ids]
        head, tail = fresh[: len(still)], fresh[len(still) :]
        pairs = list(zip(still, head, strict=False))
        in_place = len(self._loaded) <= self._limit and all(
            old.id == new.id and old.observed_on == new.observed_on for old, new in pairs
        )
        if not in_place:
            self._begin_again(answer)
            return
        self._pages.forget()
        model = self.cards.timeline
        for card in self._loaded:
            if card.id not in ids:
                model.remove_card(card.id)
        for old, new in pairs:
            if old != new:
                model.update_card(new)
        model.add_page(tail, key is None, model.generation)
        self._loaded, self._next = list(fresh), key
        self._settle(today)

    def _begin_again(self, answer: Answer) -> None:
        chosen = self.cards.chosen()
        anchor, offset = self._top_card()
        self._begin(*answer)
        if chosen is not None:
            self.cards.choose(chosen.id)
        index = self.cards.timeline.index_of(anchor) if anchor is not None else QModelIndex()
        if index.isValid():
            bar = self.cards.verticalScrollBar()
            self.cards.doItemsLayout()
            bar.setValue(bar.value() + self.cards.visualRect(index).top() - offset)

    def _top_card(self) -> tuple[int | None, int]:
        """The first card in sight and where it stands, to put it there again; nothing when at the very top."""
        if self.cards.verticalScrollBar().value() == 0:
            return None, 0
        for row in range(max(0, self.cards.indexAt(self.cards.rect().topLeft()).row()), len(self._loaded) * 2):
            index = self.cards.timeline.index(row)
            card = self.cards.timeline.card_at(index)
            if card is not None:
                return card.id, self.cards.visualRect(index).top()
        return None, 0

    def _last_seen(self) -> int:
        """How many rows from the top reach the lower edge of the view, or the chosen card when it is further down."""
        lowest = self.cards.indexAt(self.cards.viewport().rect().bottomLeft())
        row = lowest.row() if lowest.isValid() else self.cards.timeline.rowCount()
        return max(row, self.cards.currentIndex().row(), 0) + 1

    def _search(self) -> None:
        text, person_id, searcher = self.search.text(), self.person_id, self.hub.searcher
        if not text.strip() or person_id is None or searcher is None:
            self._found.set_hits(())
            self._show_right_one()
            return
        searcher.ask(
            lambda connection: _Found(text, person_id, queries.find(connection, query=text, person_id=person_id))
        )

    def _on_answered(self, found: object) -> None:
        current = (self.search.text(), self.person_id)
        if not isinstance(found, _Found) or (found.text, found.person_id) != current or not found.text.strip():
            return
        self._found.set_hits(found.answer.hits)
        self.order.setText(order_in_words(found.answer))
        if found.answer.hits:
            self._found_view.setCurrentIndex(self._found.index(0))
        announce(self.search, self.order.text())
        self._show_right_one()

    def _show_right_one(self) -> None:
        searching = bool(self.search.text().strip())
        self.order.setVisible(searching)
        if searching:
            self._stack.setCurrentWidget(self._found_view)
        else:
            self._stack.setCurrentWidget(self.cards if self._loaded else self.empty)
        if searching or not self._loaded:
            self.acts.hide()
        else:
            self.acts.follow()

    def _on_hit_opened(self, index: QModelIndex) -> None:
        hit = self._found.hit_at(index)
        if hit is not None:
            self.hub.observation_asked.emit(hit.id)

    def _on_escape(self) -> None:
        if self.search.text():
            self.search.clear()
            self._found.set_hits(())
            self._show_right_one()
            self.search.setFocus()

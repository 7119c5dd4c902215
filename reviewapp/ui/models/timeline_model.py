"""Observations of a time line, read page by page, with headings between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from reviewapp.actions.shapes import TimelineCard
from reviewapp.i18n import _
from reviewapp.ui import words
from reviewapp.ui.widgets.labels import tooltip_text

PAGE = 100
ENTRY_ROLE = int(Qt.ItemDataRole.UserRole) + 1

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True)
class Heading:
    """A line between cards: "This week", "November 2026", "Date open"."""

    text: str


def heading_for(day: date | None, today: date) -> Heading:
    """The heading a card stands under. The week begins on Monday."""
    if day is None:
        return Heading(_("Date open"))
    monday = today - timedelta(days=today.weekday())
    if monday <= day < monday + timedelta(days=7):
        return Heading(_("This week"))
    return Heading(words.written_month(day))


class TimelineModel(QAbstractListModel):
    """Cards in the order in which they are handed over. It reads nothing itself: it asks and is answered.

    ``page_wanted(after, limit)`` asks for the cards behind the observation id ``after`` (None: from the start);
    the answer goes to `add_page`, at once or later.
    """

    page_wanted = Signal(object, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Heading | TimelineCard] = []
        self._today = date.min
        self._at_end = True
        self._waiting = False
        self._generation = 0

    @property
    def generation(self) -> int:
        """Changes with every `begin`; hand it back to `add_page` so that a late answer is not taken for a new one."""
        return self._generation

    def begin(self, today: date) -> None:
        """Empty the list and ask for the first page."""
        self.beginResetModel()
        self._entries, self._today = [], today
        self._at_end = self._waiting = False
        self._generation += 1
        self.endResetModel()
        # The view may have asked already while it was told of the reset.
        self.fetchMore(_ROOT)

    def clear(self) -> None:
        """Empty the list without asking for anything."""
        self.beginResetModel()
        self._entries, self._at_end, self._waiting = [], True, False
        self._generation += 1
        self.endResetModel()

    def add_page(self, cards: Sequence[TimelineCard], at_end: bool, generation: int | None = None) -> None:
        """Append the answer to ``page_wanted``; one for an earlier `generation` is left aside."""
        if generation is not None and generation != self._generation:
            return
        self._waiting, self._at_end = False, at_end
        fresh: list[Heading | TimelineCard] = []
        under = self._last_heading()
        for card in cards:
            heading = heading_for(card.observed_on, self._today)
            if heading != under:
                fresh.append(heading)
                under = heading
            fresh.append(card)
        if fresh:
            first = len(self._entries)
            self.beginInsertRows(_ROOT, first, first + len(fresh) - 1)
            self._entries.extend(fresh)
            self.endInsertRows()

    def update_card(self, card: TimelineCard) -> bool:
        """Show a changed card where it stands; False when it is not loaded or its date moved: then `begin` again."""
        row = self._row_of(card.id)
        if row is None:
            return False
        before = self._entries[row]
        if isinstance(before, TimelineCard) and before.observed_on != card.observed_on:
            return False
        self._entries[row] = card
        self.dataChanged.emit(self.index(row), self.index(row))
        return True

    def remove_card(self, observation_id: int) -> None:
        """Take a card out, and its heading with it when nothing else stands under that."""
        row = self._row_of(observation_id)
        if row is None:
            return
        alone = isinstance(self._entries[row - 1], Heading) and (
            row + 1 == len(self._entries) or isinstance(self._entries[row + 1], Heading)
        )
        first = row - 1 if alone else row
        self.beginRemoveRows(_ROOT, first, row)
        del self._entries[first : row + 1]
        self.endRemoveRows()

    def card_at(self, index: Index) -> TimelineCard | None:
        """The card of a row; None for a heading or an index that is none."""
        entry = self._entry(index)
        return entry if isinstance(entry, TimelineCard) else None

    def index_of(self, observation_id: int) -> QModelIndex:
        """The row of an observation; an invalid index while it is not loaded."""
        row = self._row_of(observation_id)
        return QModelIndex() if row is None else self.index(row)

    def is_empty(self) -> bool:
        """True when everything was read and there is nothing."""
        return self._at_end and not self._entries

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        entry = self._entry(index)
        if entry is None:
            return None
        if role == ENTRY_ROLE:
            return entry
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return entry.text if isinstance(entry, Heading) else words.card_sentence(entry)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(entry, TimelineCard) and len(entry.people) > 1:
            return tooltip_text(", ".join(entry.people))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        # Arrow keys step over headings: only cards can be opened.
        if self.card_at(index) is None:
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index) | Qt.ItemFlag.ItemNeverHasChildren

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._at_end and not self._waiting

    def fetchMore(self, parent: Index) -> None:
        if not self.canFetchMore(parent):
            return
        self._waiting = True
        last = self._entries[-1] if self._entries else None
        self.page_wanted.emit(last.id if isinstance(last, TimelineCard) else None, PAGE)

    def _entry(self, index: Index) -> Heading | TimelineCard | None:
        inside = index.isValid() and index.row() < len(self._entries)
        return self._entries[index.row()] if inside else None

    def _row_of(self, observation_id: int) -> int | None:
        entries = enumerate(self._entries)
        return next((row for row, one in entries if isinstance(one, TimelineCard) and one.id == observation_id), None)

    def _last_heading(self) -> Heading | None:
        last = self._entries[-1] if self._entries else None
        return heading_for(last.observed_on, self._today) if isinstance(last, TimelineCard) else last

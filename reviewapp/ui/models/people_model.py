"""The people one reviews, as a list: names and words, never a count."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reviewapp.actions.shapes import PersonRow
from reviewapp.ui import words
from reviewapp.ui.widgets.labels import tooltip_text

PERSON_ROLE = int(Qt.ItemDataRole.UserRole) + 1
TODAY_ROLE = PERSON_ROLE + 1
# What the line under a name begins with where another name differs by no more than an accent; "" elsewhere.
TOLD_APART_ROLE = PERSON_ROLE + 2

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class PeopleModel(QAbstractListModel):
    """Rows of `PersonRow`. What a screen reader hears is the whole sentence, not the paint."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[PersonRow, ...] = ()
        self._today = date.min
        self._alike: frozenset[int] = frozenset()

    def set_people(self, rows: Sequence[PersonRow], today: date) -> None:
        """Show these people. The same people in the same order are updated in place, so a selection stays."""
        fresh = tuple(rows)
        same = [row.id for row in fresh] == [row.id for row in self._rows]
        if not same:
            self.beginResetModel()
        self._rows, self._today = fresh, today
        self._alike = _alike(fresh)
        if not same:
            self.endResetModel()
        elif fresh:
            self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))

    def person_at(self, index: Index) -> PersonRow | None:
        """The person of a row, None for an index that is none."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def index_of(self, person_id: int) -> QModelIndex:
        """The row of a person; an invalid index when they are not listed."""
        row = next((at for at, one in enumerate(self._rows) if one.id == person_id), None)
        return QModelIndex() if row is None else self.index(row)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        person = self.person_at(index)
        if person is None:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return words.person_sentence(person, self._today)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(words.person_sentence(person, self._today))
        if role == PERSON_ROLE:
            return person
        if role == TOLD_APART_ROLE:
            return person.role if person.id in self._alike else ""
        return self._today if role == TODAY_ROLE else None


def _alike(rows: Sequence[PersonRow]) -> frozenset[int]:
    """People whose names are the same but for accents and capitals."""
    bearers: dict[str, list[int]] = {}
    for row in rows:
        letters = unicodedata.normalize("NFKD", row.name.casefold())
        bare = "".join(one for one in letters if not unicodedata.combining(one))
        bearers.setdefault(" ".join(bare.split()), []).append(row.id)
    return frozenset(one for ids in bearers.values() if len(ids) > 1 for one in ids)

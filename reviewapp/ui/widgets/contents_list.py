"""A table of contents: short lines of which each is shown in full, also in a language with long words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListView, QListWidget, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reviewapp.ui.tokens import SPACE_XS

# Around the words of a row, on both sides: the padding of the style sheet, and what Qt keeps for a focus frame.
_ACROSS, _DOWN = 2 * (6 + 4), 2 * 5
_TALL = 10_000


class ContentsList(QListWidget):
    """A list of titles that wrap. Qt alone measures them without the padding and then cuts the last words off."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSpacing(SPACE_XS)
        self.setItemDelegate(_WholeRows(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            # Qt lays a list out anew for another height only.
            self.scheduleDelayedItemsLayout()


class _WholeRows(QStyledItemDelegate):
    def __init__(self, view: ContentsList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        width = self._view.viewport().width() - 2 * self._view.spacing() - _ACROSS
        flags = Qt.TextFlag.TextWordWrap.value
        text = str(index.data() or "")
        needed = self._view.fontMetrics().boundingRect(QRect(0, 0, max(1, width), _TALL), flags, text)
        return QSize(hint.width(), max(hint.height(), needed.height() + _DOWN))

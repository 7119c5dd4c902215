"""All reviews as a list, and how a row of it is painted: name, period, and where the review stands in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reviewapp.actions.review_views import ReviewRow
from reviewapp.ui import fonts, theme
from reviewapp.ui.models.row_paint import paint_row_background
from reviewapp.ui.pages import review_words
from reviewapp.ui.tokens import SPACE_M, SPACE_S

REVIEW_ROLE = int(Qt.ItemDataRole.UserRole) + 1

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ReviewsModel(QAbstractListModel):
    """Rows of `ReviewRow`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ReviewRow, ...] = ()

    def set_reviews(self, rows: Sequence[ReviewRow]) -> None:
        """Show these reviews; the same ones in the same order are updated in place, so a selection stays."""
        fresh = tuple(rows)
        same = [row.id for row in fresh] == [row.id for row in self._rows]
        if not same:
            self.beginResetModel()
        self._rows = fresh
        if not same:
            self.endResetModel()
        elif fresh:
            self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))

    def review_at(self, index: Index) -> ReviewRow | None:
        """The review of a row, None for an index that is none."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        row = self.review_at(index)
        if row is None:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{row.person}, {period_of(row)}, {state_of(row)}"
        return row if role == REVIEW_ROLE else None


class ReviewDelegate(QStyledItemDelegate):
    """Rows of a `ReviewsModel`."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        lines = fonts.line_height(fonts.scaled(option.font, fonts.BASE, QFont.Weight.Medium))
        lines += fonts.line_height(fonts.scaled(option.font, fonts.SMALL))
        return QSize(QFontMetrics(option.font).averageCharWidth() * 30, lines + 2 * SPACE_M)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(REVIEW_ROLE)
        if not isinstance(row, ReviewRow):
            return
        area = option.rect.adjusted(1, 1, -1, -1)
        strong = fonts.scaled(option.font, fonts.BASE, QFont.Weight.Medium)
        small = fonts.scaled(option.font, fonts.SMALL)
        top, inner = area.top() + SPACE_M - 1, area.adjusted(SPACE_M, 0, -SPACE_M, 0)
        height, below = fonts.line_height(strong), fonts.line_height(small)
        state = state_of(row)
        wide = min(QFontMetrics(small).horizontalAdvance(state) + 1, inner.width() // 2)
        places = (
            (QRect(inner.left(), top, inner.width() - wide - SPACE_S, height), row.person, strong, False),
            (QRect(inner.left(), top + height, inner.width(), below), period_of(row), small, True),
            (QRect(inner.right() - wide, top, wide, height), state, small, False),
        )
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        side = QStyle.visualAlignment(option.direction, leading)
        painter.save()
        paint_row_background(painter, area, option.state)
        for rect, text, font, muted in places:
            painter.setFont(font)
            painter.setPen(QColor(theme.current().muted if muted else theme.current().text))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(
                QStyle.visualRect(option.direction, option.rect, rect),
                side | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextSingleLine, shown,
            )
        painter.restore()


def period_of(row: ReviewRow) -> str:
    """The period of a review in words."""
    return review_words.period(row.period_from, row.period_to)


def state_of(row: ReviewRow) -> str:
    """Where a review stands, in words."""
    return review_words.state(row.state, row.shared_on)

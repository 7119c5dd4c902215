"""What a search inside one person found: snippets in rows, read by screen readers as one sentence each."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reviewapp.actions.shapes import SearchAnswer, SearchHit
from reviewapp.i18n import _
from reviewapp.ui import fonts, icons, theme, words
from reviewapp.ui.models.row_paint import paint_row_background
from reviewapp.ui.tokens import ICON_SMALL, SPACE_M, SPACE_S, SPACE_XS

HIT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
LINES = 2

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


def order_in_words(answer: SearchAnswer) -> str:
    """How the rows are ordered, and whether there is more."""
    if not answer.hits:
        return _("Nothing found. Every word must occur; the last one may be unfinished.")
    order = _("Best match first.") if answer.order == "best_match" else _("Newest first.")
    return f"{order} {_('There is more; add a word.')}" if answer.more else order


def hit_sentence(hit: SearchHit) -> str:
    """A row as one sentence."""
    return f"{words.kind(hit.kind)}, {_day(hit)}: {_one_line(hit.snippet)}"


class FoundModel(QAbstractListModel):
    """The hits of one answer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: tuple[SearchHit, ...] = ()

    def set_hits(self, hits: tuple[SearchHit, ...]) -> None:
        """Show these, and only these."""
        self.beginResetModel()
        self._hits = hits
        self.endResetModel()

    def hit_at(self, index: Index) -> SearchHit | None:
        """The hit of a row, None for an index that is none."""
        return self._hits[index.row()] if index.isValid() and index.row() < len(self._hits) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        hit = self.hit_at(index)
        if hit is None:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return hit_sentence(hit)
        return hit if role == HIT_ROLE else None


class FoundDelegate(QStyledItemDelegate):
    """Kind and day on the first line, the words around the match below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        font = option.font
        height = fonts.line_height(fonts.scaled(font, fonts.SMALL)) + LINES * fonts.line_height(font)
        return QSize(QFontMetrics(font).averageCharWidth() * 30, height + 2 * SPACE_S + SPACE_XS + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit = index.data(HIT_ROLE)
        if not isinstance(hit, SearchHit):
            return
        font, direction, area = option.font, option.direction, option.rect
        row = area.adjusted(0, 1, 0, -1)
        painter.save()
        paint_row_background(painter, row, option.state)
        inner = row.adjusted(SPACE_M, SPACE_S, -SPACE_M, -SPACE_S)
        small = fonts.scaled(font, fonts.SMALL)
        head = QRect(inner.left(), inner.top(), inner.width(), fonts.line_height(small))
        mark = QRect(inner.left(), head.center().y() - ICON_SMALL // 2, ICON_SMALL, ICON_SMALL)
        ratio = painter.device().devicePixelRatioF()
        picture = icons.pixmap(words.kind_icon(hit.kind), theme.current().muted, ICON_SMALL, ratio)
        painter.drawPixmap(QStyle.visualRect(direction, area, mark), picture)
        side = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeading) | Qt.AlignmentFlag.AlignAbsolute
        painter.setFont(small)
        painter.setPen(QColor(theme.current().muted))
        title = QStyle.visualRect(direction, area, head.adjusted(ICON_SMALL + SPACE_S, 0, 0, 0))
        line = QFontMetrics(small).elidedText(
            f"{words.kind(hit.kind)} · {_day(hit)}", Qt.TextElideMode.ElideRight, title.width()
        )
        painter.drawText(title, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, line)
        painter.setPen(QColor(theme.current().text))
        body = QRect(inner.left(), head.bottom() + SPACE_XS, inner.width(), inner.bottom() - head.bottom() - SPACE_XS)
        paint_lines(painter, body, _one_line(hit.snippet), font, direction)
        painter.restore()


def paint_lines(painter: QPainter, rect: QRect, text: str, font: QFont, direction: Qt.LayoutDirection) -> None:
    """Paint plain text on up to two lines; what does not fit ends in an ellipsis."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    if line.isValid():
        line.setLineWidth(rect.width())
    first = line.textLength() if line.isValid() else 0
    layout.endLayout()
    metrics, height = QFontMetrics(font), fonts.line_height(font)
    rest = metrics.elidedText(text[first:].strip(), Qt.TextElideMode.ElideRight, rect.width())
    side = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeading) | Qt.AlignmentFlag.AlignAbsolute
    painter.setFont(font)
    # A text keeps the direction of its own script; only where it stands follows the page.
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    for number, words_of_line in enumerate((text[:first].rstrip(), rest)):
        place = QRect(rect.left(), rect.top() + number * height, rect.width(), height)
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words_of_line)


def _day(hit: SearchHit) -> str:
    return words.written_date(hit.observed_on) if hit.observed_on is not None else _("Date open")


def _one_line(text: str) -> str:
    return " ".join(text.split())

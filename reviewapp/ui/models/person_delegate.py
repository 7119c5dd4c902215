"""Paints a person's row: initials, name, when something was last noted, and whether the notice is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reviewapp.actions.shapes import PersonRow
from reviewapp.i18n import _
from reviewapp.ui import fonts, icons, theme, words
from reviewapp.ui.models.people_model import PERSON_ROLE, TODAY_ROLE, TOLD_APART_ROLE
from reviewapp.ui.models.row_paint import paint_row_background
from reviewapp.ui.tokens import ICON_SMALL, SPACE_M, SPACE_S, SPACE_XS
from reviewapp.ui.widgets.avatar import disc_size, paint_initials


@dataclass(frozen=True)
class PersonRects:
    """Where the parts of a row lie, already mirrored for the reading direction."""

    row: QRect
    disc: QRect
    name: QRect
    second: QRect
    mark: QRect


def person_rects(area: QRect, font: QFont, direction: Qt.LayoutDirection) -> PersonRects:
    """Lay out a row; all heights come from the font."""
    row = area.adjusted(SPACE_S, 1, -SPACE_S, -1)
    size = disc_size(font)
    name_height = fonts.line_height(fonts.scaled(font, fonts.BASE, QFont.Weight.Medium))
    second_height = fonts.line_height(fonts.scaled(font, fonts.SMALL))
    top = row.top() + (row.height() - name_height - second_height) // 2
    left = row.left() + SPACE_S + size + SPACE_M
    right = row.right() - SPACE_S
    disc = QRect(row.left() + SPACE_S, row.top() + (row.height() - size) // 2, size, size)
    name = QRect(left, top, right - left, name_height)
    second = QRect(left, top + name_height, right - left, second_height)
    side = fonts.icon_size(font, ICON_SMALL)
    mark = QRect(right - side, top + (name_height - side) // 2, side, side)
    return PersonRects(*(QStyle.visualRect(direction, area, rect) for rect in (row, disc, name, second, mark)))


class PersonDelegate(QStyledItemDelegate):
    """Rows of a `PeopleModel`."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        font = option.font
        lines = fonts.line_height(fonts.scaled(font, fonts.BASE, QFont.Weight.Medium))
        lines += fonts.line_height(fonts.scaled(font, fonts.SMALL))
        return QSize(QFontMetrics(font).averageCharWidth() * 20, max(lines, disc_size(font)) + 2 * SPACE_S + 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        person, today = index.data(PERSON_ROLE), index.data(TODAY_ROLE)
        if not isinstance(person, PersonRow) or not isinstance(today, date):
            return
        font, direction = option.font, option.direction
        rects = person_rects(option.rect, font, direction)
        painter.save()
        # A name keeps its own direction; only the place of things follows the page.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        paint_row_background(painter, rects.row, option.state)
        paint_initials(painter, rects.disc, person.name, font)
        # Two of one name are told apart by what they do; when they were last noted is heard and shown on their page.
        name, second = rects.name, index.data(TOLD_APART_ROLE) or words.last_noted(person, today)
        if person.notice_on is None:
            shorter = name.adjusted(0, 0, -rects.mark.width() - SPACE_XS, 0)
            name = QStyle.visualRect(direction, name, shorter)
            ratio = painter.device().devicePixelRatioF()
            picture = icons.pixmap("shield-alert", theme.current().muted, rects.mark.width(), ratio)
            painter.drawPixmap(rects.mark, picture)
            longer = _("{words} · notice missing").format(words=second)
            if QFontMetrics(fonts.scaled(font, fonts.SMALL)).horizontalAdvance(longer) <= rects.second.width():
                second = longer
        self._line(painter, name, person.name, fonts.scaled(font, fonts.BASE, QFont.Weight.Medium), direction)
        self._line(painter, rects.second, second, fonts.scaled(font, fonts.SMALL), direction, muted=True)
        painter.restore()

    @staticmethod
    def _line(
        painter: QPainter, rect: QRect, text: str, font: QFont, direction: Qt.LayoutDirection, *, muted: bool = False
    ) -> None:
        tokens = theme.current()
        painter.setFont(font)
        painter.setPen(QColor(tokens.muted if muted else tokens.text))
        side = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        # Absolute: a name in another script stays at the edge where the row begins.
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextSingleLine, shown)

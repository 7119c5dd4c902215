"""Paints the time line: headings and cards on a rail. Kinds differ by icon and word, never by colour."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reviewapp.actions.shapes import TimelineCard
from reviewapp.ui import fonts, icons, theme
from reviewapp.ui.models.card_layout import RAIL, CardLayout, Pill, Text, heading_height, lay_out
from reviewapp.ui.models.row_paint import paint_focus_ring
from reviewapp.ui.models.timeline_model import ENTRY_ROLE, Heading
from reviewapp.ui.tokens import RADIUS_CARD, SPACE_S

# Layouts of the cards that are about to be painted again; heights are kept for all.
_KEPT_LAYOUTS = 200
_DOT = 4

Index = QModelIndex | QPersistentModelIndex


class CardDelegate(QStyledItemDelegate):
    """Rows of a `TimelineModel`. Heights are measured once for a card, a width and a font."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._heights: dict[int, tuple[TimelineCard, int]] = {}
        self._layouts: OrderedDict[int, CardLayout] = OrderedDict()
        self._measured_for: tuple[int, str, Qt.LayoutDirection] | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        entry = index.data(ENTRY_ROLE)
        if isinstance(entry, TimelineCard):
            return QSize(width, self._height(entry, width, option))
        return QSize(width, heading_height(option.font))

    def layout(self, card: TimelineCard, option: QStyleOptionViewItem, width: int) -> CardLayout:
        """The measured card; rectangles read from left to right, relative to its row."""
        self._forget_if_changed(option, width)
        kept = self._layouts.get(card.id)
        if kept is None or kept.card is not card:
            kept = lay_out(card, width, option.font, option.direction)
            self._layouts[card.id] = kept
            if len(self._layouts) > _KEPT_LAYOUTS:
                self._layouts.popitem(last=False)
        self._layouts.move_to_end(card.id)
        return kept

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY_ROLE)
        painter.save()
        # Words keep their own direction; only the place of things follows the page.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(entry, Heading):
            self._paint_heading(painter, option, entry)
        elif isinstance(entry, TimelineCard):
            self._paint_card(painter, option, self.layout(entry, option, option.rect.width()))
        painter.restore()

    def _height(self, card: TimelineCard, width: int, option: QStyleOptionViewItem) -> int:
        self._forget_if_changed(option, width)
        known = self._heights.get(card.id)
        if known is None or known[0] is not card:
            known = (card, self.layout(card, option, width).height)
            self._heights[card.id] = known
        return known[1]

    def _forget_if_changed(self, option: QStyleOptionViewItem, width: int) -> None:
        now = (width, option.font.key(), option.direction)
        if now != self._measured_for:
            self._heights.clear()
            self._layouts.clear()
            self._measured_for = now

    def _paint_rail(self, painter: QPainter, option: QStyleOptionViewItem, dot_y: int, *, solid: bool) -> None:
        tokens = theme.current()
        row = option.rect
        line = QStyle.visualRect(option.direction, row, QRect(row.left() + RAIL // 2 - 1, row.top(), 2, row.height()))
        painter.fillRect(line, QColor(tokens.line))
        painter.setPen(QPen(QColor(tokens.control_line), 2))
        painter.setBrush(QColor(tokens.control_line if solid else tokens.canvas))
        painter.drawEllipse(QPoint(line.center().x() + 1, dot_y), _DOT, _DOT)

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, heading: Heading) -> None:
        row = option.rect
        font = fonts.scaled(option.font, fonts.SMALL, QFont.Weight.DemiBold)
        self._paint_rail(painter, option, row.center().y(), solid=False)
        text = Text(QRect(RAIL, 0, row.width() - RAIL, row.height()), heading.text, font, muted=True)
        self._paint_text(painter, option, text)

    def _paint_card(self, painter: QPainter, option: QStyleOptionViewItem, layout: CardLayout) -> None:
        head = layout.marks[0].rect
        self._paint_rail(painter, option, option.rect.top() + head.center().y() + 1, solid=True)
        self._paint_frame(painter, option, self._visual(option, layout.frame))
        ratio = painter.device().devicePixelRatioF()
        for mark in layout.marks:
            picture = icons.pixmap(mark.icon, theme.current().muted, mark.rect.width(), ratio)
            painter.drawPixmap(self._visual(option, mark.rect), picture)
        for text in layout.texts:
            self._paint_text(painter, option, text)
        for pill in layout.pills:
            self._paint_pill(painter, option, pill)
        painter.setPen(QColor(theme.current().text))
        body = self._visual(option, layout.body_rect)
        layout.body.draw(painter, QPointF(body.topLeft()))

    def _paint_frame(self, painter: QPainter, option: QStyleOptionViewItem, frame: QRect) -> None:
        tokens = theme.current()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        pointed = bool(option.state & QStyle.StateFlag.State_MouseOver)
        around = QRectF(frame)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.shadow))
        painter.drawRoundedRect(around.translated(0, 1.5), RADIUS_CARD, RADIUS_CARD)
        border = tokens.accent if selected else tokens.control_line if pointed else tokens.line
        painter.setPen(QPen(QColor(border), 1))
        painter.setBrush(QColor(tokens.card))
        painter.drawRoundedRect(around.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CARD, RADIUS_CARD)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, around, RADIUS_CARD)

    def _paint_text(self, painter: QPainter, option: QStyleOptionViewItem, text: Text) -> None:
        tokens = theme.current()
        painter.setFont(text.font)
        painter.setPen(QColor(tokens.muted if text.muted else tokens.text))
        edge = Qt.AlignmentFlag.AlignTrailing if text.trailing else Qt.AlignmentFlag.AlignLeading
        side = QStyle.visualAlignment(option.direction, edge | Qt.AlignmentFlag.AlignVCenter)
        rect = self._visual(option, text.rect)
        shown = QFontMetrics(text.font).elidedText(text.text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextSingleLine, shown)

    def _paint_pill(self, painter: QPainter, option: QStyleOptionViewItem, pill: Pill) -> None:
        tokens = theme.current()
        rect = self._visual(option, pill.rect)
        radius = rect.height() / 2
        painter.setPen(QPen(QColor(tokens.control_line), 1) if pill.outlined else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(Qt.BrushStyle.NoBrush if pill.outlined else QColor(tokens.tag))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setFont(pill.font)
        painter.setPen(QColor(tokens.tag_text))
        room = rect.width() - SPACE_S
        shown = QFontMetrics(pill.font).elidedText(pill.text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, shown)

    @staticmethod
    def _visual(option: QStyleOptionViewItem, rect: QRect) -> QRect:
        """A rectangle of the layout, in the view and in the reading direction."""
        return QStyle.visualRect(option.direction, option.rect, rect.translated(option.rect.topLeft()))



"""A chip: one choice as a pill. Painted, because a style sheet can neither round it fully nor draw its check mark."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QWidget

from reviewapp.ui import fonts, icons, theme
from reviewapp.ui.tokens import ICON_SMALL, SPACE_S, SPACE_XS
from reviewapp.ui.widgets.labels import tooltip_text

ARROWS = {
    Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right", Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down",
    Qt.Key.Key_Home: "first", Qt.Key.Key_End: "last",
}  # fmt: skip
_SIDE = SPACE_S + SPACE_S + 1


class Chip(QAbstractButton):
    """A toggle with a check mark, so that its state is not told by colour alone.

    Its width leaves room for the check mark in its side padding: neighbours stay where they are when it is picked.
    ``arrow_pressed`` carries left, right, up, down, first or last; what it means is for the group to say.
    """

    arrow_pressed = Signal(str)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = label
        # An ampersand would become a keyboard shortcut of its own.
        self.setText(label.replace("&", "&&"))
        self.setAccessibleName(label)
        self.setCheckable(True)
        # Buttons insist on their full width by default; this one can shorten its label.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.label) + 2 * _SIDE, metrics.height() + SPACE_S + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 2 * _SIDE + self.fontMetrics().averageCharWidth() * 4),
                     self.sizeHint().height())  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrow = ARROWS.get(Qt.Key(event.key()))
        if arrow is None:
            super().keyPressEvent(event)
        else:
            self.arrow_pressed.emit(arrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A label that had to be shortened can be read in full in the tooltip.
        self.setToolTip(tooltip_text(self.label) if self.width() < self.sizeHint().width() else "")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.current()
        picked, focused = self.isChecked(), self.hasFocus()
        with QPainter(self) as painter:
            # A word keeps its own direction; only the place of things follows the page.
            painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            inset = 1.0 if focused else 0.5
            pill = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            border = tokens.focus if focused else tokens.accent if picked else tokens.control_line
            painter.setPen(QPen(QColor(border if self.isEnabled() else tokens.line), 2 if focused else 1))
            painter.setBrush(QColor(self._fill()))
            painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
            self._paint_label(painter, picked)

    def _fill(self) -> str:
        tokens = theme.current()
        if self.isChecked():
            return tokens.accent_soft
        return tokens.hover if self.underMouse() and self.isEnabled() else tokens.card

    def _paint_label(self, painter: QPainter, picked: bool) -> None:
        tokens = theme.current()
        colour = tokens.accent_text if picked else tokens.text
        if not self.isEnabled():
            colour = tokens.muted
        around = self.rect()
        text = around.adjusted(_SIDE, 0, -_SIDE, 0)
        if picked:
            size = fonts.icon_size(self.font(), ICON_SMALL)
            mark = QRect(QPoint(SPACE_S, (self.height() - size) // 2), QSize(size, size))
            # Text moves aside by half the room of the mark; the pill keeps its width.
            text = text.translated(SPACE_S, 0)
            place = QStyle.visualRect(self.layoutDirection(), around, mark)
            painter.drawPixmap(place, icons.pixmap("check", colour, size, self.devicePixelRatioF()))
        text = QStyle.visualRect(self.layoutDirection(), around, text).adjusted(-SPACE_XS // 2, 0, SPACE_XS // 2, 0)
        painter.setPen(QColor(colour))
        shown = self.fontMetrics().elidedText(self.label, Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, shown)

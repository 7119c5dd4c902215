"""The title of an episode as something to press: plain text that wraps, without a frame."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from reviewapp.ui import theme
from reviewapp.ui.models.card_layout import body_text
from reviewapp.ui.models.row_paint import paint_focus_ring
from reviewapp.ui.tokens import RADIUS_CONTROL, SPACE_XS
from reviewapp.ui.widgets.labels import tooltip_text

_LINES = 3


class EpisodeButton(QAbstractButton):
    """Shows a title on up to three lines. ``walked(step)`` reports Up (-1) and Down (1)."""

    walked = Signal(int)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.setText(title.replace("&", "&&"))
        self.setAccessibleName(title)
        self.setToolTip(tooltip_text(title))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._lines(width).boundingRect().height()) + 2 * SPACE_XS

    def sizeHint(self) -> QSize:
        width = min(self.fontMetrics().horizontalAdvance(self.title) + 1, self.fontMetrics().averageCharWidth() * 40)
        return QSize(width + 2 * SPACE_XS, self.heightForWidth(width + 2 * SPACE_XS))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 10, self.fontMetrics().height() + 2 * SPACE_XS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.walked.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.current()
        with QPainter(self) as painter:
            painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.underMouse():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.hover))
                painter.drawRoundedRect(self.rect(), RADIUS_CONTROL, RADIUS_CONTROL)
            painter.setPen(QColor(tokens.accent_text))
            self._lines(self.width()).draw(painter, QPointF(SPACE_XS, SPACE_XS))
            if self.hasFocus():
                paint_focus_ring(painter, QRectF(self.rect()), RADIUS_CONTROL)

    def _lines(self, width: int) -> QTextLayout:
        return body_text(self.title, max(1, width - 2 * SPACE_XS), self.font(), self.layoutDirection(), _LINES)

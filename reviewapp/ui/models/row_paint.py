"""What painted rows have in common: how selection, pointing and focus look."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle

from reviewapp.ui import theme
from reviewapp.ui.tokens import RADIUS_CONTROL


def paint_row_background(painter: QPainter, row: QRect, state: QStyle.StateFlag) -> None:
    """Fill a row that is selected or pointed at, and ring the one that has the focus."""
    tokens = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    selected = bool(state & QStyle.StateFlag.State_Selected)
    if selected or state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent_soft if selected else tokens.hover))
        painter.drawRoundedRect(row, RADIUS_CONTROL, RADIUS_CONTROL)
    if state & QStyle.StateFlag.State_HasFocus:
        paint_focus_ring(painter, QRectF(row), RADIUS_CONTROL)


def paint_focus_ring(painter: QPainter, around: QRectF, radius: float) -> None:
    """A two-pixel ring just inside ``around``."""
    painter.setPen(QPen(QColor(theme.current().focus), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(around.adjusted(1, 1, -1, -1), radius, radius)

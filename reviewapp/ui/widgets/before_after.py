"""Bars of a workflow's figures before and after a change, painted by us; the same in words for a screen reader."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from reviewapp.domain.team_sheet import Bar
from reviewapp.i18n import _
from reviewapp.ui import theme
from reviewapp.ui.tokens import SPACE_M, SPACE_S

_WIDEST = 96


class BeforeAfterChart(QWidget):
    """Before is drawn hollow and after filled: told apart by form and word. No colour praises or blames."""

    def __init__(self, bars: Sequence[Bar], alternative: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars = tuple(bars)
        self.setAccessibleName(_("Before and after"))
        self.setAccessibleDescription(alternative)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(self.fontMetrics().averageCharWidth() * _WIDEST)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 60, len(self._bars) * self._row() + SPACE_S)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 20, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        metrics = self.fontMetrics()
        first = max((metrics.horizontalAdvance(bar.label) for bar in self._bars), default=0) + SPACE_M
        for number, bar in enumerate(self._bars):
            line = QRect(0, number * self._row(), self.width(), metrics.height())
            self._word(painter, QRect(line.left(), line.top(), first, line.height()), bar.label, "muted")
            room = QRect(first, line.top(), line.width() - first, line.height())
            self._word(painter, room, bar.words, "text")
            below = QRect(first, line.bottom() + 2, line.width() - first, metrics.height() * 5 // 9)
            self._bar(painter, below, bar.reach, hollow=number == 0)

    def _bar(self, painter: QPainter, track: QRect, reach: float, *, hollow: bool) -> None:
        tokens, direction = theme.current(), self.layoutDirection()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.tag))
        painter.drawRect(QStyle.visualRect(direction, self.rect(), track))
        filled = QRect(track.left(), track.top(), max(2, round(track.width() * reach)), track.height())
        painter.setPen(QPen(QColor(tokens.accent), 1.5))
        painter.setBrush(QColor(tokens.card if hollow else tokens.accent))
        painter.drawRect(QRectF(QStyle.visualRect(direction, self.rect(), filled)).adjusted(0.75, 0.75, -0.75, -0.75))

    def _word(self, painter: QPainter, rect: QRect, text: str, token: str) -> None:
        shown = QStyle.visualRect(self.layoutDirection(), self.rect(), rect)
        side = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeading)
        painter.setPen(QColor(getattr(theme.current(), token)))
        words = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, shown.width())
        painter.drawText(shown, side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, words)

    def _row(self) -> int:
        return self.fontMetrics().height() * 2 + SPACE_S

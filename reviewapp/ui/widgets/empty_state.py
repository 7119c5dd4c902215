"""What an empty page says: one sentence, and the first thing to do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from reviewapp.ui import icons, theme
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_XL
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.labels import plain_label

_SIZE = 32


class EmptyState(QWidget):
    """A quiet icon, a sentence and one button; ``action_asked`` reports that it was pressed."""

    action_asked = Signal()

    def __init__(self, icon: str, sentence: str, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._mark = QLabel()
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence = plain_label(sentence, "muted")
        self.sentence.setMinimumWidth(1)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.action = button(action)
        self.action.clicked.connect(self.action_asked)
        if not action:
            # Only ever hidden here: showing a widget without a parent would open a window of its own.
            self.action.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_M)
        column.addStretch(1)
        column.addWidget(self._mark)
        column.addWidget(self.sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(SPACE_L - SPACE_M)
        column.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self._draw_mark()

    def set_texts(self, sentence: str, action: str = "") -> None:
        """Show another sentence and button."""
        self.sentence.setText(sentence)
        self._fit()
        self.action.setText(action)
        self.action.setAccessibleName(action)
        self.action.setVisible(bool(action))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 24, super().minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_mark()

    def _fit(self) -> None:
        # A centred, wrapped label cannot tell a layout its height: it gets a readable measure and the height for it.
        width = max(1, min(self.fontMetrics().averageCharWidth() * 64, self.width() - 2 * SPACE_XL))
        self.sentence.setFixedSize(width, self.sentence.heightForWidth(width))

    def _draw_mark(self) -> None:
        colour = theme.current().control_line
        self._mark.setPixmap(icons.pixmap(self._icon_name, colour, _SIZE, self.devicePixelRatioF()))

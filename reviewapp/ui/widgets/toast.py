"""The line at the bottom that says what was just done and offers to take it back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from reviewapp.i18n import _
from reviewapp.ui.tokens import SPACE_M, SPACE_S, SPACE_XL, SPACE_XS
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.labels import plain_label

SHOWN_MS = 10_000
_FOOT_LINES = 3


class Toast(QFrame):
    """Lies over the bottom of its parent and goes by itself, but not while it is pointed at or has the focus.

    ``action_asked`` reports that the user pressed the button; the toast then goes.
    """

    action_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.sentence = plain_label("")
        self.action = button("")
        self.action.clicked.connect(self._on_action_clicked)
        self.close_button = button("", "ghost", "x", name=_("Dismiss"))
        self.close_button.clicked.connect(self.hide)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_M, SPACE_XS, SPACE_XS, SPACE_XS)
        row.setSpacing(SPACE_S)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.action)
        row.addWidget(self.close_button)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._on_time_up)
        self._over = parent
        parent.installEventFilter(self)
        self.hide()

    def say(self, sentence: str, action: str = "") -> None:
        """Show a sentence for ten seconds, with a button when ``action`` is given; a newer one takes its place."""
        self.sentence.setText(sentence)
        self.action.setText(action)
        self.action.setAccessibleName(action)
        self.action.setVisible(bool(action))
        self.place(self._over.rect())
        self.show()
        self.raise_()
        self._clock.start(SHOWN_MS)
        announce(self, f"{sentence} {action}".strip())

    def place(self, area: QRect) -> None:
        """Lie centred near the bottom of ``area`` (coordinates of the parent), above the buttons a page ends with."""
        room = max(0, area.width() - 2 * SPACE_XL)
        metrics = self.sentence.fontMetrics()
        around = self._width_without_sentence()
        # The label wraps, so its own hint is narrow: a short sentence gets one line, a long one a readable measure.
        text = min(metrics.horizontalAdvance(self.sentence.text()) + SPACE_S, metrics.averageCharWidth() * 70)
        width = min(room, text + around)
        height = max(self.heightForWidth(width), self.sizeHint().height() if text + around <= room else 0)
        left = area.left() + (area.width() - width) // 2
        foot = metrics.height() * _FOOT_LINES + SPACE_XL
        top = max(area.top(), area.bottom() - foot - height)
        self.setGeometry(left, top, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._over and self.isVisible():
            self.place(self._over.rect())
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._clock.start(SHOWN_MS)

    def _width_without_sentence(self) -> int:
        controls = [self.close_button, *([self.action] if not self.action.isHidden() else [])]
        margins = self.contentsMargins()
        inner = self._row.contentsMargins()
        widths = sum(control.sizeHint().width() + SPACE_S for control in controls)
        return widths + inner.left() + inner.right() + margins.left() + margins.right() + 2

    def _on_time_up(self) -> None:
        # Who points at it or has come here by keyboard has not finished reading.
        if self.underMouse() or self.isAncestorOf(self.window().focusWidget() or self):
            self._clock.start(SHOWN_MS)
        else:
            self.hide()

    def _on_action_clicked(self) -> None:
        self.hide()
        self.action_asked.emit()

"""A calm message inside a page: one sentence, perhaps one way on, and a way to put it aside."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from reviewapp.i18n import _
from reviewapp.ui import icons, theme
from reviewapp.ui.tokens import ICON, SPACE_M, SPACE_S
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.labels import plain_label


class Banner(QFrame):
    """Hidden until `say`. ``action_asked`` and ``dismissed`` report the user's act; dismissing hides it."""

    action_asked = Signal()
    dismissed = Signal()

    def __init__(self, icon: str = "info", *, can_dismiss: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self.setProperty("kind", "banner")
        self._mark = QLabel()
        self.sentence = plain_label("")
        self.action = button("")
        self.action.clicked.connect(self.action_asked)
        self.dismiss = button("", "ghost", "x", name=_("Dismiss"))
        self.dismiss.clicked.connect(self._on_dismiss_clicked)
        if not can_dismiss:
            # Only ever hidden here: showing a widget without a parent would open a window of its own.
            self.dismiss.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_M, SPACE_S, SPACE_S, SPACE_S)
        row.setSpacing(SPACE_M)
        row.addWidget(self._mark)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.dismiss, 0, Qt.AlignmentFlag.AlignVCenter)
        self._draw_mark()
        self.hide()

    def say(self, sentence: str, action: str = "") -> None:
        """Show a sentence, with a button when ``action`` is given."""
        self.sentence.setText(sentence)
        self.action.setText(action)
        self.action.setAccessibleName(action)
        self.action.setVisible(bool(action))
        self.show()
        announce(self, sentence)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_mark()

    def _draw_mark(self) -> None:
        self._mark.setPixmap(icons.pixmap(self._icon_name, theme.current().tag_text, ICON, self.devicePixelRatioF()))

    def _on_dismiss_clicked(self) -> None:
        self.hide()
        self.dismissed.emit()

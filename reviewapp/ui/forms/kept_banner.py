"""What is said about words that were kept, discarded or not saved, with the ways on under the sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from reviewapp.ui.tokens import SPACE_M, SPACE_S
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.buttons import Button, button
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.widgets.labels import plain_label


class KeptBanner(QFrame):
    """Hidden until `say`. Every way on hides it and then does what it says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self.sentence = plain_label("")
        self.ways: list[Button] = []
        self._row = QWidget(self)
        self._flow = FlowLayout(self._row, SPACE_S)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        column.setSpacing(SPACE_S)
        column.addWidget(self.sentence)
        column.addWidget(self._row)
        self.hide()

    def say(self, sentence: str, ways: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """Show a sentence and a button for each (label, act)."""
        self.sentence.setText(sentence)
        for old in self.ways:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.ways = [self._way(label, act) for label, act in ways]
        self._row.setVisible(bool(ways))
        self.show()
        announce(self, sentence)

    def _way(self, label: str, act: Callable[[], object]) -> Button:
        way = button(label)

        def take() -> None:
            self.hide()
            act()

        way.clicked.connect(take, Qt.ConnectionType.QueuedConnection)
        self._flow.addWidget(way)
        way.show()
        return way

"""A short list that is as high as its rows, up to a limit, and then scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QWidget


class RowList(QListWidget):
    """Lines of text to choose one from. Call `fit` after filling it."""

    def __init__(self, name: str, most_rows: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most_rows
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.fit()

    def fit(self) -> None:
        """Take the height of the rows there are, at least of one."""
        row = self.sizeHintForRow(0) if self.count() else self.fontMetrics().height() * 2
        self.setFixedHeight(max(1, min(self.count(), self._most)) * row + 2 * self.frameWidth() + 2)

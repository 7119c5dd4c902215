"""The inside of a scroll area: a column whose height follows its width."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget


class Column(QWidget):
    """Asks only for the width it needs; its height is what its layout needs at the width it is given.

    A scroll area would otherwise also count the height the texts need in the narrowest column, and scroll
    through empty space.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "page")

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)

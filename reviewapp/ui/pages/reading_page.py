"""The inside of a scroll area that is as high as its text at the width it has, and no higher."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget


class ReadingPage(QWidget):
    """Wrapped labels guess their least height at a narrow width; a scroll area would then scroll into emptiness."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "page")

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)

"""The inside of a scroll area: a column whose height follows its width."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reviewapp.ui.tokens import SPACE_M, SPACE_S, SPACE_XL
from reviewapp.ui.widgets.scrolling import scroll_area

# Average characters; a line of words then holds about ninety.
WIDTH_CHARACTERS = 108


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


def readable_column(parts: Sequence[QWidget]) -> QScrollArea:
    """A scroll area with these parts under each other, no wider than one likes to read."""
    column = QWidget()
    lines = QVBoxLayout(column)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(SPACE_M)
    for part in parts:
        lines.addWidget(part)
    lines.addStretch()
    column.setMaximumWidth(column.fontMetrics().averageCharWidth() * WIDTH_CHARACTERS)
    inside = Column()
    row = QHBoxLayout(inside)
    row.setContentsMargins(SPACE_XL, SPACE_S, SPACE_XL, SPACE_XL)
    row.addWidget(column, 1)
    row.addStretch()
    scroll = scroll_area()
    scroll.setWidget(inside)
    return scroll

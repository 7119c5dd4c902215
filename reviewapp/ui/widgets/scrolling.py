"""A page that scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


def scroll_area(parent: QWidget | None = None) -> QScrollArea:
    """Scrolls what is put in it, and is no stop on the way of the Tab key: what is inside is."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area

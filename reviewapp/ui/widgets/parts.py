"""What pages of several parts share: tabs for the parts, and a list of contents beside the text it leads to."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QTabBar, QWidget

from reviewapp.i18n import _


def part_tabs(titles: Iterable[str], name: str, parent: QWidget) -> QTabBar:
    """Tabs with these titles, shown literally; ``name`` is what a screen reader calls them."""
    tabs = QTabBar(parent)
    tabs.setAccessibleName(name)
    tabs.setExpanding(False)
    tabs.setDrawBase(False)
    tabs.setUsesScrollButtons(True)
    tabs.setCursor(Qt.CursorShape.PointingHandCursor)
    for title in titles:
        tabs.addTab(title.replace("&", "&&"))
    return tabs


def contents_and_text(side: QFrame, characters: int, parent: QWidget) -> tuple[QSplitter, QScrollArea]:
    """The contents at the leading side, at least so many characters wide, and the place the text is put in."""
    side.setProperty("kind", "side-start")
    side.setMinimumWidth(side.fontMetrics().averageCharWidth() * characters)
    split = QSplitter(parent)
    split.setHandleWidth(1)
    split.setChildrenCollapsible(False)
    split.addWidget(side)
    reading = QScrollArea()
    reading.setWidgetResizable(True)
    reading.setAccessibleName(_("Text"))
    split.addWidget(reading)
    split.setStretchFactor(1, 1)
    return split, reading

"""What pages of several parts share: tabs for the parts, and a list of contents beside the text it leads to."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QTabBar, QVBoxLayout, QWidget

from reviewapp.i18n import _
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from reviewapp.ui.widgets.labels import plain_label


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


def titled_panel(title: str, *acts: QWidget) -> tuple[QFrame, QVBoxLayout]:
    """The head of a page: its title, what can be done on the page at the end of the same row, and room below."""
    head = QFrame()
    head.setProperty("kind", "panel")
    column = QVBoxLayout(head)
    column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, 0)
    column.setSpacing(SPACE_S)
    row = QHBoxLayout()
    row.setSpacing(SPACE_S)
    row.addWidget(plain_label(title, "title"), 1)
    for act in acts:
        row.addWidget(act, 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(row)
    return head, column


def contents_side(entries: QWidget, *acts: QWidget) -> QFrame:
    """The list of contents, and below it what adds to it."""
    side = QFrame()
    column = QVBoxLayout(side)
    column.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_L)
    column.setSpacing(SPACE_S)
    column.addWidget(entries, 1)
    for act in acts:
        column.addWidget(act)
    return side


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

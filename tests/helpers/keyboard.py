"""Walking a window by keyboard, and hearing it as a screen reader does."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget


def focused(window: QWidget) -> str:
    """The accessible name of what has the focus."""
    widget = window.focusWidget()
    return widget.accessibleName() if widget is not None else ""


def tab(window: QWidget) -> str:
    """Press Tab; the name of what has the focus then."""
    return press(window, Qt.Key.Key_Tab)


def press(window: QWidget, key: Qt.Key) -> str:
    """Press a key where the focus is; the name of what has the focus then."""
    QTest.keyClick(window.focusWidget(), key)
    return focused(window)


def accessible_nodes(widget: QWidget) -> Iterator[QAccessibleInterface]:
    """Everything assistive technology finds in a widget."""

    def walk(node: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
        yield node
        for at in range(node.childCount()):
            child = node.child(at)
            if child is not None and child.isValid():
                yield from walk(child)

    yield from walk(QAccessible.queryAccessibleInterface(widget))

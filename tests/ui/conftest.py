"""Widgets under test wear the theme, and are really gone afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from reviewapp.ui import theme


@pytest.fixture(autouse=True)
def _really_delete(request):
    yield
    if "qapp" in request.fixturenames:
        # A window that stays alive is dressed anew with every change of theme, and hears every key.
        for window in QApplication.topLevelWidgets():
            # A completer deletes its own popup: deleting it first would leave the completer a dangling pointer.
            if window.windowType() != Qt.WindowType.Popup:
                window.close()
                window.deleteLater()
        # deleteLater waits for an event loop, and processEvents() is not one: windows would pile up.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def themed_app(qapp) -> QApplication:
    """The application as users see it, in the light look; font, direction and look are put back afterwards."""
    font = qapp.font()
    theme.apply(qapp, theme.Theme.LIGHT)
    yield qapp
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    if qapp.font() != font:
        qapp.setFont(font)
    theme.apply(qapp, theme.Theme.LIGHT)


@pytest.fixture
def rtl_app(themed_app) -> QApplication:
    """The same, laid out from right to left."""
    themed_app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    return themed_app


@pytest.fixture
def shown(qtbot, themed_app):
    """Show widgets in one window, above each other, with a field before ("before") and after them ("after")."""
    kept: list[QWidget] = []

    def show(*widgets: QWidget, width: int = 420) -> QWidget:
        window = QWidget()
        column = QVBoxLayout(window)
        before, after = QLineEdit(), QLineEdit()
        before.setAccessibleName("before")
        after.setAccessibleName("after")
        for one in (before, *widgets, after):
            column.addWidget(one)
        column.addStretch()
        qtbot.addWidget(window)
        kept.append(window)  # qtbot alone would let it be collected
        window.resize(width, 600)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        before.setFocus()
        return window

    return show

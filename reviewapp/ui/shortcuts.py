"""The keys that work everywhere in the window (ARCHITECTURE: desktop contract)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from reviewapp.ui.help_key import HelpKey

if TYPE_CHECKING:
    from reviewapp.ui.main_window import MainWindow

PAGES = ("home", "people", "review", "team", "my_side", "library", "settings")


def bind_shortcuts(window: MainWindow) -> None:
    """Bind the keys to what the window can do; pages answer to Alt and their number in the rail."""

    def undo() -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, QPlainTextEdit):
            focused.undo()
        else:
            window.hub.undo()

    wanted: tuple[tuple[str, Callable[[], object]], ...] = (
        ("Ctrl+N", window.capture), ("Ctrl+K", window.ask_search), ("Ctrl+L", window.lock),
        ("Ctrl+O", window.incoming.choose),
        ("Ctrl+Z", undo), ("Ctrl+Shift+Z", window.hub.redo),
    )
    HelpKey(window)
    for keys, slot in wanted:
        QShortcut(QKeySequence(keys), window, slot)
    for number, name in enumerate(PAGES, 1):
        QShortcut(QKeySequence(f"Alt+{number}"), window, lambda name=name: window.is_unlocked and window.go(name))

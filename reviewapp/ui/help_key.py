"""F1, wherever the keyboard is: on a page of the window, in the capture panel, or in a dialog above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog

if TYPE_CHECKING:
    from reviewapp.ui.main_window import MainWindow

_SERVED = "has_help_key"


class HelpKey(QObject):
    """Binds F1 in the window, and in each of its dialogs when the keyboard first comes to it.

    A shortcut of the window is not heard in a dialog, and dialogs come from many rooms, boxes of Qt's own among them.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        QShortcut(QKeySequence("F1"), window, self._on_window)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            # By windows, not by widgets: a widget of Qt's own making would cost PySide a type of every widget there is.
            app.focusWindowChanged.connect(self._on_window_changed)

    def _on_window_changed(self) -> None:
        dialog = QApplication.activeWindow()
        if not isinstance(dialog, QDialog) or dialog.property(_SERVED) or not self._is_ours(dialog):
            return
        dialog.setProperty(_SERVED, True)
        QShortcut(QKeySequence("F1"), dialog, lambda: self._on_dialog(dialog))

    def _is_ours(self, dialog: QDialog) -> bool:
        above = dialog.parentWidget()
        while above is not None and above is not self._window:
            above = above.parentWidget()
        return above is self._window

    def _on_window(self) -> None:
        from reviewapp.ui.dialogs.help import HelpDialog
        from reviewapp.ui.help_places import inside, place_of_page

        window, page = self._window, self._window.current_page
        if page and inside(window.focusWidget(), window.desk.open_capture):
            page = "capture"
        HelpDialog(place_of_page(page), window, page=page).open()

    def _on_dialog(self, dialog: QDialog) -> None:
        from reviewapp.ui.dialogs.help import HelpDialog
        from reviewapp.ui.help_places import place_of_dialog

        if not isinstance(dialog, HelpDialog):
            HelpDialog(place_of_dialog(dialog, self._window.current_page), dialog).open()

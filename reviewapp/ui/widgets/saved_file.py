"""What one wants next with a file that was just saved: look at it, find it, or take its place along."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reviewapp.i18n import _
from reviewapp.ui import desktop_open
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.buttons import button


class SavedFileRow(QWidget):
    """Hidden until `show_for`; ``said`` is a sentence to show beside it."""

    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = Path()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        self.open_button = button(_("Open"), "ghost")
        self.open_button.clicked.connect(self._on_open)
        self.folder_button = button(_("Show in folder"), "ghost")
        self.folder_button.clicked.connect(self._on_show)
        self.copy_button = button(_("Copy path"), "ghost")
        self.copy_button.clicked.connect(self._on_copy)
        for part in (self.open_button, self.folder_button, self.copy_button):
            row.addWidget(part)
        self.hide()

    def show_for(self, path: Path) -> None:
        """Offer the acts for this file."""
        self._path = path
        self.show()

    def _on_open(self) -> None:
        desktop_open.open_file(self._path, self, self._on_refused)

    def _on_show(self) -> None:
        desktop_open.show_in_folder(self._path, self, self._on_refused)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(str(self._path))
        self.said.emit(_("The path is copied."))

    def _on_refused(self) -> None:
        self.said.emit(_("This desktop does not open it from here. The file is {path}").format(path=self._path))

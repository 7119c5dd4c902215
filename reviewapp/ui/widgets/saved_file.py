"""What one wants next with a file that was just saved: look at it, find it, mail it, or take its place along."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from reviewapp.i18n import _
from reviewapp.ui import desktop_open
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.flow_layout import FlowLayout


class SavedFileRow(QWidget):
    """Hidden until `show_for`; ``said`` is a sentence to show beside it."""

    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = Path()
        row = FlowLayout(self, SPACE_S)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.open_button = button(_("Open"), "ghost")
        self.open_button.clicked.connect(self._on_open)
        self.folder_button = button(_("Show in folder"), "ghost")
        self.folder_button.clicked.connect(self._on_show)
        self.mail_button = button(_("Write a mail"), "ghost")
        self.mail_button.clicked.connect(self._on_mail)
        self.copy_button = button(_("Copy path"), "ghost")
        self.copy_button.clicked.connect(self._on_copy)
        for part in (self.open_button, self.folder_button, self.mail_button, self.copy_button):
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

    def _on_mail(self) -> None:
        """A mail and the folder beside it: the person puts the file in, and sees what leaves."""
        body = _("Attached: {name}").format(name=self._path.name)
        desktop_open.compose_mail(self._path.stem, body, self, self._on_no_mail)
        desktop_open.show_in_folder(self._path, self, self._on_refused)
        self.said.emit(_("Put {name} into the mail; its folder opens beside it.").format(name=self._path.name))

    def _on_no_mail(self) -> None:
        said = _("This desktop does not open a mail program from here. Attach {path} to a mail of your own.")
        self.said.emit(said.format(path=self._path))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(str(self._path))
        self.said.emit(_("The path is copied."))

    def _on_refused(self) -> None:
        self.said.emit(_("This desktop does not open it from here. The file is {path}").format(path=self._path))

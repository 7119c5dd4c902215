"""A sealed file was made: say what it is, save it where the person wants it, and help to pass it on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from reviewapp.actions.packet_files import proposed_name, save_packet
from reviewapp.actions.sentences import in_one_line
from reviewapp.domain.errors import ReviewAppError
from reviewapp.i18n import _
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.labels import plain_label, window_title
from reviewapp.ui.widgets.saved_file import SavedFileRow

WIDTH_CHARACTERS = 76


class MadeFileDialog(QDialog):
    """The file is kept in the vault already; closing without saving loses nothing. ``packet_id`` is its row."""

    def __init__(self, hub: Hub, packet_id: int, title: str, explanation: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hub, self.packet_id = hub, packet_id
        self.setWindowTitle(window_title(title))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * WIDTH_CHARACTERS)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        column.setSpacing(SPACE_S)
        column.addWidget(plain_label(title, "title"))
        column.addWidget(plain_label(explanation, "muted"))
        column.addSpacing(SPACE_M)
        self.state = plain_label(_("Save it, then send it the way you usually send a file."))
        column.addWidget(self.state)
        self.saved_file = SavedFileRow(self)
        self.saved_file.said.connect(self._say)
        self.saved_file.open_button.hide()  # opening one's own file would only say that it is one's own
        column.addWidget(self.saved_file)
        column.addSpacing(SPACE_L)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addStretch(1)
        self.close_button = button(_("Close"))
        self.close_button.clicked.connect(self.accept)
        self.save = button(_("Save file …"), "primary", "download")
        self.save.clicked.connect(self._on_save_asked)
        self.save.setDefault(True)
        row.addWidget(self.close_button)
        row.addWidget(self.save)
        column.addLayout(row)

    def ask_at_once(self) -> None:
        """Open, and ask where to: whoever looked at what leaves a moment ago wants the file."""
        self.open()
        self._on_save_asked()

    def save_as(self, path: Path) -> None:
        """Write the file there."""
        packet_id = self.packet_id
        self.save.setEnabled(False)
        self.hub.ask(
            lambda vault: save_packet(vault, packet_id=packet_id, path=path), self._on_saved, self._on_failed
        )

    def _on_save_asked(self) -> None:
        packet_id = self.packet_id
        self.hub.ask(lambda vault: proposed_name(vault, packet_id=packet_id), self._ask_where)

    def _ask_where(self, name: str) -> None:
        if not isValid(self):
            return
        start = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)) / name
        chosen, _filter = QFileDialog.getSaveFileName(
            self, _("Save file"), str(start), _("Packets (*.rvpacket)")
        )
        if chosen:
            self.save_as(Path(chosen))

    def _on_saved(self, path: Path) -> None:
        if isValid(self):
            self.save.setEnabled(True)
            self._say(_("Saved as {path}").format(path=path))
            self.saved_file.show_for(path)
            self.close_button.setFocus()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, ReviewAppError) and isValid(self):
            self.save.setEnabled(True)
            self._say(in_one_line(error))
        else:
            self.hub.failed.emit(error)

    def _say(self, sentence: str) -> None:
        self.state.setText(sentence)
        announce(self, sentence)

"""Everything of My side as files: shown first, then written into a folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from reviewapp.actions.my_side_export import MySideFiles, export_my_side, my_side_files
from reviewapp.actions.sentences import in_one_line
from reviewapp.domain.errors import ReviewAppError
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.saved_file import SavedFileRow
from reviewapp.ui.widgets.text_edit import GrowingTextEdit


class ExportMySideDialog(FormDialog):
    """Plain formats, so that nobody needs this program to read them."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(hub, _("Export all of My side"), _("Choose a folder …"), parent)
        self._files: MySideFiles | None = None
        self.column.addWidget(plain_label(_("Export all of My side"), "title"))
        self.column.addSpacing(SPACE_S)
        self.column.addWidget(
            plain_label(
                _("A text to read, the same as JSON, the pages of reviews as PDF, and every sealed file as it came and "
                  "went. The texts are not encrypted: keep the folder where only you can read it."),
                "muted",
            )
        )  # fmt: skip
        self.column.addSpacing(SPACE_S)
        self.content = GrowingTextEdit(_("The text to read"), min_lines=8, max_lines=20)
        self.content.setReadOnly(True)
        self.row(_("The text to read"), self.content)
        self.state = plain_label("")
        self.state.hide()
        self.column.addWidget(self.state)
        self.saved = SavedFileRow(self)
        self.saved.said.connect(self.say)
        self.column.addWidget(self.saved)
        self.column.addStretch()
        self.load(my_side_files, self._show)

    def submit_asked(self) -> None:
        """Write exactly what was shown."""
        files = self._files
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen = QFileDialog.getExistingDirectory(self, _("Choose a folder"), documents)
        if not chosen or files is None:
            return
        self.say("")
        self.hub.ask(
            lambda vault: export_my_side(vault, folder=Path(chosen), files=files), self._on_written, self._on_failed
        )

    def _show(self, files: MySideFiles) -> None:
        self._files = files
        self.content.set_text(files.text)
        self.submit.setFocus()

    def _on_written(self, place: Path) -> None:
        if not isValid(self):
            return
        self.state.setText(_("Written to {folder}").format(folder=place))
        self.state.show()
        announce(self, self.state.text())
        self.saved.show_for(place / "my-side.md")
        self.cancel.setText(_("Close"))
        self.cancel.setAccessibleName(_("Close"))

    def _on_failed(self, error: BaseException) -> None:
        if isValid(self) and isinstance(error, ReviewAppError):
            self.say(in_one_line(error))
        else:
            self.hub.failed.emit(error)

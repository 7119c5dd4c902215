"""Everything held about a person: the pages are looked at, then both files are saved (GDPR art. 15; promise 8)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from reviewapp.actions.about import AboutFiles, about_files, save_about
from reviewapp.actions.exporting import PreviewedPdf
from reviewapp.actions.vaults import Vault
from reviewapp.i18n import _
from reviewapp.ui.dialogs.preview import PreviewDialog
from reviewapp.ui.hub import Hub


class AboutDialog(PreviewDialog):
    """The preview of the PDF; saving writes the JSON file with every row beside it."""

    def __init__(self, hub: Hub, person_id: int, parent: QWidget | None = None) -> None:
        self.files: AboutFiles | None = None
        self._person_id = person_id
        super().__init__(hub, 0, parent)
        self.setWindowTitle(_("Everything held about a person"))
        self.save.setText(_("Save both files …"))
        self.save.setAccessibleName(_("Save both files …"))

    def make_document(self, vault: Vault, _review_id: int) -> PreviewedPdf:
        """Both files, made in the worker."""
        self.files = about_files(vault, person_id=self._person_id)
        files = self.files
        return PreviewedPdf(
            files.pdf, files.pdf_name, False, files.missing, self._person_id, missing_places=files.missing_places
        )

    @property
    def can_sign(self) -> bool:
        """Nobody answers for these pages by signing them."""
        return False

    def _sentence(self, document: PreviewedPdf) -> str:
        return _("A JSON file with every row behind these pages is saved beside them.")

    def _on_save_asked(self) -> None:
        files = self.files
        if files is None or self.document is None:
            return
        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen = QFileDialog.getExistingDirectory(self, _("Folder for both files"), start)
        if chosen:
            self.hub.ask(
                lambda vault: save_about(vault, files=files, folder=Path(chosen)),
                lambda paths: self._on_saved(paths[0]), self._on_failed,
            )  # fmt: skip

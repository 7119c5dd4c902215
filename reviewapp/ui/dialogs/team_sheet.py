"""The team sheet before it is saved: the exact pages, like those of a review (promise 4)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from reviewapp.actions.exporting import PreviewedPdf
from reviewapp.actions.team import preview_team_sheet, save_team_sheet
from reviewapp.actions.vaults import Vault
from reviewapp.i18n import _
from reviewapp.ui.dialogs.preview import PreviewDialog
from reviewapp.ui.hub import Hub


class TeamSheetDialog(PreviewDialog):
    """Pages of the sheet, and "Save PDF …"."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(hub, 0, parent)
        self.setWindowTitle(_("Team sheet"))

    def make_document(self, vault: Vault, review_id: int) -> PreviewedPdf:
        """The sheet; there is no review behind it."""
        return preview_team_sheet(vault)

    @property
    def can_sign(self) -> bool:
        """It is a sheet about work, not a record two people answer for."""
        return False

    def write_document(self, vault: Vault, document: PreviewedPdf, path: Path) -> None:
        """Nobody is named in it: it is no file about a person that somebody could ask for."""
        save_team_sheet(document=document, path=path)

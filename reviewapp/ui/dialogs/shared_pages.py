"""The pages of a review as they came with it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reviewapp.actions.exporting import PreviewedPdf
from reviewapp.actions.my_side import shared_pages
from reviewapp.actions.vaults import Vault
from reviewapp.i18n import _
from reviewapp.ui.dialogs.preview import PreviewDialog
from reviewapp.ui.hub import Hub


class SharedPagesDialog(PreviewDialog):
    """Nothing is made anew: these bytes travelled."""

    def __init__(self, hub: Hub, packet_id: int, parent: QWidget | None = None) -> None:
        self.packet_id = packet_id
        super().__init__(hub, packet_id, parent)
        self.setWindowTitle(_("The review as it came"))

    def make_document(self, vault: Vault, review_id: int) -> PreviewedPdf:
        """The attachment of the packet with this id; runs in the worker."""
        return shared_pages(vault, packet_id=review_id)

    @property
    def can_sign(self) -> bool:
        """They are signed where the answer to them goes back, and stay as they are."""
        return False

    def _sentence(self, document: PreviewedPdf) -> str:
        return _("These are the pages as they came.")

"""Papers that are no review, looked at before they are saved: the notice, an agenda, the works-council pack."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from reviewapp.actions.exporting import PreviewedPdf
from reviewapp.actions.leaflets import agenda_pdf, notice_pdf, pack_pdf, save_leaflet
from reviewapp.actions.vaults import Vault
from reviewapp.actions.worksheets import worksheet_pdf
from reviewapp.i18n import _
from reviewapp.ui.dialogs.preview import PreviewDialog
from reviewapp.ui.hub import Hub
from reviewapp.ui.widgets.labels import window_title


class LeafletDialog(PreviewDialog):
    """The pages of one paper; saving writes exactly these."""

    def __init__(
        self, hub: Hub, title: str, make: Callable[[Vault], PreviewedPdf], parent: QWidget | None = None
    ) -> None:
        self._make = make
        super().__init__(hub, 0, parent)
        self.setWindowTitle(window_title(title))

    def make_document(self, vault: Vault, _review_id: int) -> PreviewedPdf:
        """The paper, made in the worker."""
        return self._make(vault)

    @property
    def can_sign(self) -> bool:
        """A paper is no record: nobody signs it, and no words are taken out of it."""
        return False

    def write_document(self, vault: Vault, document: PreviewedPdf, path: Path) -> None:
        """Write it as what it is."""
        save_leaflet(vault, document=document, path=path)


def agenda_dialog(hub: Hub, person_id: int, parent: QWidget) -> LeafletDialog:
    """What to talk about next with a person."""
    return LeafletDialog(hub, _("Talk about next"), lambda vault: agenda_pdf(vault, person_id=person_id), parent)


def notice_pages(hub: Hub, person_id: int, given_on: date, parent: QWidget) -> LeafletDialog:
    """The notice for a person, to print."""
    return LeafletDialog(
        hub, _("The notice"), lambda vault: notice_pdf(vault, person_id=person_id, given_on=given_on), parent
    )


def pack_dialog(hub: Hub, parent: QWidget) -> LeafletDialog:
    """What is recorded and by which rules, without personal data."""
    return LeafletDialog(
        hub, _("Works-council pack"), lambda vault: pack_pdf(vault, made_on=vault.today), parent
    )


def worksheet_dialog(hub: Hub, framework_id: int, parent: QWidget) -> LeafletDialog:
    """The anchors of a framework, to be sorted back by people who know the work."""
    return LeafletDialog(
        hub, _("Retranslation worksheet"), lambda vault: worksheet_pdf(vault, framework_id=framework_id), parent
    )

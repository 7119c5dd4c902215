"""The forms behind "More …" on a person's page: handing over, what is held, a correction, keeping, erasure."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reviewapp.ui.hub import Hub


def open_right(right: str, hub: Hub, person_id: int, parent: QWidget) -> None:
    """Open the form for handover, contribute, about, correction, keeping or erase; each is loaded when asked for."""
    if right == "handover":
        from reviewapp.ui.dialogs.handover import HandoverDialog

        HandoverDialog(hub, person_id, parent).open()
    elif right == "contribute":
        from reviewapp.ui.dialogs.contribute import ContributeDialog

        ContributeDialog(hub, person_id, parent).open()
    elif right == "about":
        from reviewapp.ui.dialogs.about import AboutDialog

        AboutDialog(hub, person_id, parent).open()
    elif right == "correction":
        from reviewapp.ui.dialogs.rights import CorrectionDialog

        CorrectionDialog(hub, person_id, parent).open()
    elif right == "keeping":
        from reviewapp.ui.dialogs.rights import KeepingDialog

        KeepingDialog(hub, person_id, parent).open()
    else:
        from reviewapp.ui.dialogs.erase import EraseDialog

        EraseDialog(hub, person_id, parent.window()).open()

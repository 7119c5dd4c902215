"""Opening a form of the Team page again by the name its words are journaled under."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reviewapp.ui.dialogs.agreement import AgreementDialog, ProcessDialog
from reviewapp.ui.dialogs.outcome import OutcomeDialog
from reviewapp.ui.dialogs.team_cycle import CycleDialog, DecisionDialog, LookBackDialog, ToolDialog
from reviewapp.ui.hub import Hub


def open_room(hub: Hub, room: str, which: int | None, page: QWidget) -> None:
    """Open the form; what hangs on a row that is not known opens nothing."""
    if room == "agreement":
        AgreementDialog(hub, which, page).open()
    elif room == "outcome":
        OutcomeDialog(hub, which, page).open()
    elif room == "cycle":
        CycleDialog(hub, which, page).open()
    elif room == "tool":
        ToolDialog(hub, page).open()
    elif which is not None:
        form = {"process": ProcessDialog, "look-back": LookBackDialog, "decide": DecisionDialog}[room]
        form(hub, which, page).open()

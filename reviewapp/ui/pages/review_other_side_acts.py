"""What the review page does about the other side: ask, go on without, enter an answer, reveal, look at both."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reviewapp.actions.asking import go_on_without
from reviewapp.actions.blind import reveal
from reviewapp.actions.review_views import ReviewDesk
from reviewapp.i18n import _
from reviewapp.ui.hub import Hub


def act_on_other_side(act: str, hub: Hub, desk: ReviewDesk, page: QWidget) -> None:
    """``act`` is ask, without, record, reveal or beside."""
    if act == "ask":
        from reviewapp.ui.dialogs.ask import AskDialog

        AskDialog(hub, desk.person_id, desk.period_from, desk.period_to, page).open()
    elif act == "without":
        hub.act(lambda vault: go_on_without(vault, review_id=desk.id), saying=_("The review goes on without it"))
    elif act == "record":
        from reviewapp.ui.dialogs.record_answer import RecordAnswerDialog

        RecordAnswerDialog(hub, desk, page).open()
    elif act == "reveal":
        hub.act(
            lambda vault: reveal(vault, review_id=desk.id),
            then=lambda _changes: hub.page_asked.emit("side_by_side", desk.id),
        )
    elif act == "beside":
        hub.page_asked.emit("side_by_side", desk.id)

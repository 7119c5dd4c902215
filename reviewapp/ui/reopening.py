"""After unlocking: what was being written when the program stopped or was locked is opened again, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewapp.actions.journaling import keep_draft, kept_drafts
from reviewapp.actions.vaults import Vault
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.hub import Hub

if TYPE_CHECKING:
    from reviewapp.ui.main_window import MainWindow

# The capture panel and the page of an observation bring their own words back.
_ROOMS = (
    "person", "focus", "withdraw", "review", "correction", "keeping", "ask", "record-answer", "answer", "own-episode",
    "reply", "my-answer", "sign", "contribution", "goal", "plan", "support", "growth-item", "practice-note",
    "agreement", "process", "outcome", "cycle", "look-back", "decide", "tool",
    "framework-version", "framework-copy",
)  # fmt: skip
# Forms of the Team page, with the part they belong to.
TEAM_ROOMS = {
    "agreement": "agreements", "process": "agreements", "outcome": "outcomes", "cycle": "pilots",
    "look-back": "pilots", "decide": "pilots", "tool": "tools",
}  # fmt: skip


def reopen_kept(window: MainWindow) -> None:
    """Ask the journal, and open where the newest of those words were typed."""
    window.hub.ask(_newest, while_alive(window, lambda found: _open(window, found)))


def _newest(vault: Vault) -> tuple[str, str] | None:
    """(room, id) of what was typed last and not left on purpose; from now on all of these wait to be opened."""
    found = None
    for editor, (body, _moment) in kept_drafts(vault).items():
        room, _slash, rest = editor.partition("/")
        if room not in _ROOMS or body.get("how", "typing") == "aside":
            continue
        # Offered once: whoever looks and goes on is not led here at every start.
        keep_draft(vault, editor=editor, body={**body, "how": "aside", "stopped": body.get("how") != "locked"})
        found = (room, rest if room == "my-answer" else rest.partition("/")[0])
    return found


def _open(window: MainWindow, found: tuple[str, str] | None) -> None:
    if found is None or not window.is_unlocked:
        return
    room, number = found
    hub: Hub = window.hub
    which = int(number) if number.isdecimal() else None
    if room in {"review", "answer"} and which is not None:
        window.go(room, which)
    elif room == "own-episode" and which is None:
        from reviewapp.ui.dialogs.own_episode import OwnEpisodeDialog

        OwnEpisodeDialog(hub, None, window.go("my_side", "log")).open()
    elif room in {"ask", "record-answer", "own-episode"} and which is not None:
        _open_other_side(window, room, which)
    elif room in TEAM_ROOMS:
        from reviewapp.ui.dialogs.team_rooms import open_room

        open_room(hub, room, which, window.go("team", TEAM_ROOMS[room]))
    elif room in {"framework-version", "framework-copy"} and which is not None:
        from reviewapp.ui.dialogs.framework_editor import FrameworkEditor

        FrameworkEditor(hub, which, room == "framework-copy", window.go("library", "frameworks")).open()
    elif room == "withdraw" and which is not None:
        hub.observation_asked.emit(which)
    elif room == "person":
        from reviewapp.ui.dialogs.person import PersonDialog

        page = window.go("people", which)
        PersonDialog(hub, which, page, saved=lambda person_id: hub.page_asked.emit("people", person_id)).open()
    elif room == "focus" and which is not None:
        from reviewapp.ui.dialogs.focus import FocusDialog

        FocusDialog(hub, which, window.go("people", which)).open()
    elif room == "my-answer":
        from reviewapp.ui.dialogs.my_answer import AnswerDialog

        packet_id, _slash, uid = number.partition("/")
        AnswerDialog(hub, int(packet_id), uid, window.go("my_side", int(packet_id))).open()
    elif room == "sign" and which is not None:
        from reviewapp.ui.dialogs.sign import SignDialog

        SignDialog(hub, which, window.go("my_side", which)).open()
    elif room == "reply" and which is not None:
        from reviewapp.ui.dialogs.record_reply import RecordReplyDialog

        RecordReplyDialog(hub, which, window.go("review", which)).open()
    elif room == "contribution" and which is not None:
        from reviewapp.ui.dialogs.contribute import ContributeDialog

        ContributeDialog(hub, which, window.go("people", which)).open()
    elif room in {"goal", "plan", "support", "growth-item", "practice-note"}:
        _open_growth(window, room, which)
    elif room in {"correction", "keeping"} and which is not None:
        from reviewapp.ui.dialogs.rights import CorrectionDialog, KeepingDialog

        page = window.go("people", which)
        (CorrectionDialog if room == "correction" else KeepingDialog)(hub, which, page).open()


def _open_growth(window: MainWindow, room: str, which: int | None) -> None:
    """The form of a goal, a plan or support, new or as it stood; or the writer's own note."""
    from reviewapp.ui.dialogs.growth import GrowthDialog

    if room == "practice-note":
        from reviewapp.ui.dialogs.practice_note import PracticeNoteDialog

        PracticeNoteDialog(window.hub, window).open()
    elif room != "growth-item" and which is not None:
        GrowthDialog(window.hub, which, room, window.go("people", which)).open()
    elif which is not None:
        from reviewapp.actions.growth_views import growth_item
        from reviewapp.domain.growth import GrowthItem

        def show(item: GrowthItem) -> None:
            page = window.go("people", item.person_id)
            GrowthDialog(window.hub, item.person_id, item.kind, page, item_id=item.id).open()

        window.hub.ask(lambda vault: growth_item(vault, item_id=which), while_alive(window, show))


def _open_other_side(window: MainWindow, room: str, which: int) -> None:
    """The form that asks a person, the one for an episode of one's own, or that for an answer beside a review."""
    if room == "ask":
        from reviewapp.ui.dialogs.ask import open_ask

        open_ask(window.hub, which, window.go("people", which))
    elif room == "own-episode":
        from reviewapp.ui.dialogs.own_episode import OwnEpisodeDialog

        OwnEpisodeDialog(window.hub, which, window.go("answer", which)).open()
    else:
        from reviewapp.actions.review_views import review_desk
        from reviewapp.ui.dialogs.record_answer import RecordAnswerDialog

        page = window.go("review", which)
        window.hub.ask(
            lambda vault: review_desk(vault, review_id=which),
            while_alive(page, lambda desk: RecordAnswerDialog(window.hub, desk, page).open()),
        )

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
_ROOMS = ("person", "focus", "withdraw", "review", "correction", "keeping", "ask", "record-answer", "answer",
          "agreement", "process", "outcome", "cycle", "look-back", "decide", "tool")
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
        found = (room, rest.partition("/")[0])
    return found


def _open(window: MainWindow, found: tuple[str, str] | None) -> None:
    if found is None or not window.is_unlocked:
        return
    room, number = found
    hub: Hub = window.hub
    which = int(number) if number.isdecimal() else None
    if room in {"review", "answer"} and which is not None:
        window.go(room, which)
    elif room in {"ask", "record-answer"} and which is not None:
        _open_other_side(window, room, which)
    elif room in TEAM_ROOMS:
        from reviewapp.ui.dialogs.team_rooms import open_room

        open_room(hub, room, which, window.go("team", TEAM_ROOMS[room]))
    elif room == "withdraw" and which is not None:
        hub.observation_asked.emit(which)
    elif room == "person":
        from reviewapp.ui.dialogs.person import PersonDialog

        page = window.go("people", which)
        PersonDialog(hub, which, page, saved=lambda person_id: hub.page_asked.emit("people", person_id)).open()
    elif room == "focus" and which is not None:
        from reviewapp.ui.dialogs.focus import FocusDialog

        FocusDialog(hub, which, window.go("people", which)).open()
    elif room in {"correction", "keeping"} and which is not None:
        from reviewapp.ui.dialogs.rights import CorrectionDialog, KeepingDialog

        page = window.go("people", which)
        (CorrectionDialog if room == "correction" else KeepingDialog)(hub, which, page).open()


def _open_other_side(window: MainWindow, room: str, which: int) -> None:
    """The form that asks a person, or the one for an answer beside a review."""
    if room == "ask":
        from reviewapp.ui.dialogs.ask import open_ask

        open_ask(window.hub, which, window.go("people", which))
    else:
        from reviewapp.actions.review_views import review_desk
        from reviewapp.ui.dialogs.record_answer import RecordAnswerDialog

        page = window.go("review", which)
        window.hub.ask(
            lambda vault: review_desk(vault, review_id=which),
            while_alive(page, lambda desk: RecordAnswerDialog(window.hub, desk, page).open()),
        )

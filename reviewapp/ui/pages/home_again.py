"""What Home says of days set to look back: did it hold up, and what did a goal teach (domain.md A29, A51)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from reviewapp.actions.queries import Home
from reviewapp.i18n import _
from reviewapp.ui.hub import Hub
from reviewapp.ui.words import short_date

if TYPE_CHECKING:
    from reviewapp.ui.pages.home import HomePage


def look_back_cards(page: HomePage, found: Home) -> list[QWidget | None]:
    """The cards of episodes to look at again and of goals to look back on; None where there is nothing."""
    hub, since = page.hub, _("since {date}")
    return [
        page.card(
            "again", _("Look again"), _("You wanted to see whether it held up. One answer closes it."),
            [
                (f"{', '.join(one.people)} — {one.title}", since.format(date=short_date(one.day)),
                 _open_episode(hub, one.observation_id))
                for one in found.look_again
            ],
        ),
        page.card(
            "look-back", _("Look back together"), _("A goal or a plan: what was learned, and was the promise kept?"),
            [
                (f"{who.name} — {text}", since.format(date=short_date(day)), _open_person(hub, who.id))
                for who, text, day in found.goals_to_look_back_on
            ],
        ),
    ]  # fmt: skip


def open_practice_note(hub: Hub, parent: QWidget) -> None:
    """The writer's own note of the cycle."""
    from reviewapp.ui.dialogs.practice_note import PracticeNoteDialog

    PracticeNoteDialog(hub, parent).open()


def _open_episode(hub: Hub, observation_id: int) -> Callable[[], object]:
    return lambda: hub.observation_asked.emit(observation_id)


def _open_person(hub: Hub, person_id: int) -> Callable[[], object]:
    return lambda: hub.page_asked.emit("people", person_id)

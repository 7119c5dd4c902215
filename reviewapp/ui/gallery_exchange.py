"""Pictures of the exchange between two people, in copies of the sample vault: nothing of it stays in the original."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reviewapp.actions.answering import (
    add_own_episode,
    answer_desk,
    begin_self_assessment,
    note_own_episode,
    write_self_assessment,
)
from reviewapp.actions.asking import ask_for_self_assessment
from reviewapp.actions.handing_back import hand_back
from reviewapp.actions.packets import open_packet, packet_file
from reviewapp.actions.review_views import review_desk
from reviewapp.actions.reviews import get_review, seal_review
from reviewapp.actions.vaults import Vault, begin_vault, unlock_vault
from reviewapp.domain.asking import SkillRow
from reviewapp.ui.gallery_window import Wait, copied, rest, shown, window_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from reviewapp.settings import Settings

REVIEW_ID = 1
# Words of an invented employee; not translated, like all text of people.
TEXTS = {
    "got_wrong": "I passed a summary on without the second page. The ward noticed, I did not.",
    "kept_human": "Telling a family that we do not know yet.",
    "needs": "Somebody to ask on Fridays, and an hour for the new list.",
    "invisible": "I undo answers people already have. Nobody sees that.",
}
ANSWERS = (
    "I read the first page aloud from the paper each Monday, with the reader switched off.",
    "The order sheet looked finished. I asked for the page it came from before I used it.",
)
EPISODE = "The sheet said the delivery was complete. I counted the boxes anyway, and one was missing."


def exchange_pictures(
    settings: Settings, vault: Path, passphrase: str, wait: Wait
) -> Iterator[tuple[str, QWidget]]:
    """Each picture's name and the widget to take it of. The vault must be closed."""
    with copied(vault) as (place, manager):
        employee = place / "employee"
        name, request = _asked(manager, passphrase)
        made, _code = begin_vault(folder=employee, name=name, passphrase=passphrase)
        with made:
            open_packet(made, data=request)
        yield from _asked_pictures(settings, manager, passphrase, wait)
        yield from _employee_pictures(settings, employee, passphrase, wait)
        _answered(manager, employee, passphrase)
        yield from _both_sides(settings, manager, passphrase, wait)


def _asked(folder: Path, passphrase: str) -> tuple[str, bytes]:
    with unlock_vault(folder=folder, passphrase=passphrase) as vault:
        record = get_review(vault, review_id=REVIEW_ID)
        made = ask_for_self_assessment(
            vault, person_id=record.person_id, period_from=record.period_from, period_to=record.period_to,
            due_on=vault.today, message="Take the time you need.",
        )  # fmt: skip
        return review_desk(vault, review_id=REVIEW_ID).person, packet_file(vault, packet_id=made.id)


def _answered(manager: Path, employee: Path, passphrase: str) -> None:
    """The employee hands back, the manager seals and takes it in."""
    with unlock_vault(folder=employee, passphrase=passphrase) as vault:
        _write(vault)
        made = hand_back(vault, self_assessment_id=1)
        data = packet_file(vault, packet_id=made.id)
    with unlock_vault(folder=manager, passphrase=passphrase) as vault:
        open_packet(vault, data=data)
        seal_review(vault, review_id=REVIEW_ID)


def _write(vault: Vault) -> None:
    request = answer_desk(vault, self_assessment_id=1).request
    asked = request.questions if request is not None else ()
    prompts = {f"prompt/{one.competency_id}": text for one, text in zip(asked, ANSWERS, strict=False)}
    write_self_assessment(
        vault, self_assessment_id=1, texts={**TEXTS, **prompts}, freed_for=("learning",), ai_help="wording",
        skills=(SkillRow("Reading a page to its end", f"{vault.today:%Y-%m}"),),
    )  # fmt: skip


def _asked_pictures(
    settings: Settings, folder: Path, passphrase: str, wait: Wait
) -> Iterator[tuple[str, QWidget]]:
    from reviewapp.ui.dialogs.ask import AskDialog
    from reviewapp.ui.dialogs.made_file import MadeFileDialog
    from reviewapp.ui.pages.review import ReviewPage

    window = window_of(settings, folder, passphrase, wait)
    yield "home-asked", window
    page = window.go("review", REVIEW_ID)
    rest(window, wait)
    yield "review-asked", window
    desk = page.desk if isinstance(page, ReviewPage) else None
    if desk is not None:
        yield from shown(window, wait, "ask", AskDialog(
            window.hub, desk.person_id, desk.period_from, desk.period_to, window
        ))  # fmt: skip
        explanation = "It carries the notice, the questions and your card, and no assessment."
        yield from shown(window, wait, "made-file", MadeFileDialog(
            window.hub, 1, f"Request to {desk.person}", explanation, window
        ))  # fmt: skip
    window.close()


def _employee_pictures(
    settings: Settings, folder: Path, passphrase: str, wait: Wait
) -> Iterator[tuple[str, QWidget]]:
    from reviewapp.ui.dialogs.hand_back import HandBackDialog
    from reviewapp.ui.dialogs.own_episode import ChooseEpisodesDialog, OwnEpisodeDialog

    window = window_of(settings, folder, passphrase, wait)
    yield "home-employee", window
    window.go("answer", ("request", 1))
    rest(window, wait)
    yield "answer-request", window
    window.hub.act(lambda vault: begin_self_assessment(vault, request_id=1))
    window.hub.ask(_write_some, lambda _none: None)
    window.go("answer", 1)
    rest(window, wait)
    yield "answer", window
    yield from shown(window, wait, "own-episode", OwnEpisodeDialog(window.hub, 1, window))
    yield from shown(window, wait, "choose-episodes", ChooseEpisodesDialog(window.hub, 1, window))
    yield from shown(window, wait, "hand-back", HandBackDialog(window.hub, 1, window))
    window.go("answer", None)
    rest(window, wait)
    yield "answers", window
    window.close()


def _write_some(vault: Vault) -> None:
    note_own_episode(vault, text="I stopped reading what it said, and only then saw it.", observed_on=None)
    add_own_episode(vault, self_assessment_id=1, text=EPISODE, observed_on=vault.today)
    _write(vault)


def _both_sides(settings: Settings, folder: Path, passphrase: str, wait: Wait) -> Iterator[tuple[str, QWidget]]:
    from reviewapp.actions.blind import reveal
    from reviewapp.ui.dialogs.record_answer import RecordAnswerDialog
    from reviewapp.ui.pages.review import ReviewPage

    window = window_of(settings, folder, passphrase, wait)
    page = window.go("review", REVIEW_ID)
    rest(window, wait)
    yield "review-answered", window
    if isinstance(page, ReviewPage) and page.desk is not None:
        yield from shown(window, wait, "record-answer", RecordAnswerDialog(window.hub, page.desk, window))
    window.hub.act(lambda vault: reveal(vault, review_id=REVIEW_ID))
    rest(window, wait)
    window.go("side_by_side", REVIEW_ID)
    rest(window, wait)
    yield "side-by-side", window
    window.close()




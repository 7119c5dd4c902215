"""Pictures of what is shared and answered, in copies of the sample vault: nothing of it stays in the original."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reviewapp.actions.changes import NOTHING, Changes
from reviewapp.actions.my_side import my_side
from reviewapp.actions.observations import Details, change_observation, record_observation
from reviewapp.actions.packets import open_packet, packet_file
from reviewapp.actions.queries import reviews_with_names, writer
from reviewapp.actions.replies import record_reply
from reviewapp.actions.replying import answer_item, send_reply
from reviewapp.actions.sample_cards import acquaint, carry
from reviewapp.actions.sharing import hand_over_review, share_observations, share_offer
from reviewapp.actions.vaults import Vault, begin_vault, unlock_vault
from reviewapp.ui.gallery_window import Pictures, Wait, copied, rest, shown, window_of

if TYPE_CHECKING:

    from reviewapp.settings import Settings

# Words of an invented employee; not translated, like all text of people.
ANSWER = "It was the second sheet. The first had gone out the day before, and nobody had rung back."
STATEMENT = "I was away for most of May, so the two weeks in spring say little. The rest I recognise."
CHANGED = "Read the second page against the original before it went out, and rang the reading room."
LOG = "The sheet said the delivery was complete. I counted the boxes anyway, and one was missing."


@dataclass(frozen=True)
class _Scene:
    """Both folders; the rest are ids on the manager's side."""

    manager: Path
    employee: Path
    passphrase: str
    person_id: int
    review_id: int
    observation_id: int


def sharing_pictures(settings: Settings, vault: Path, passphrase: str, wait: Wait) -> Pictures:
    """Each picture's name and the widget to take it of. The vault must be closed."""
    with copied(vault) as (place, manager):
        scene = _shared(manager, place / "employee", passphrase)
        yield from _manager_before(settings, scene, wait)
        yield from _employee(settings, scene, wait)
        _answered(scene)
        yield from _manager_after(settings, scene, wait)


def _shared(manager: Path, employee: Path, passphrase: str) -> _Scene:
    """The two have each other's card; observations and the draft were handed over, one observation twice."""
    with unlock_vault(folder=manager, passphrase=passphrase) as ours:
        record, name = reviews_with_names(ours)[0]
        hello = begin_vault(folder=employee, name=name, passphrase=passphrase)[0]
        with hello as theirs:
            acquaint(ours, theirs, person_id=record.person_id, name=name)
            offered = [one.observation_id for one in share_offer(ours, person_id=record.person_id).rows]
            first = next(one for one in record.cites if one in offered)
            for text in ("", CHANGED):
                if text:
                    change_observation(ours, observation_id=first, details=Details(texts={"behaviour": text}))
                made = share_observations(ours, person_id=record.person_id, observation_ids=[*offered[-2:], first])
                carry(ours, made.id, theirs)
            carry(ours, hand_over_review(ours, review_id=record.id).id, theirs)
            me = writer(theirs)
            record_observation(theirs, person_ids=(me.id if me else 0,), text=LOG, observed_on=theirs.today)
        return _Scene(manager, employee, passphrase, record.person_id, record.id, first)


def _answered(scene: _Scene) -> None:
    """The employee hands two answers back, the manager takes them in and types in what was said aloud."""
    with unlock_vault(folder=scene.employee, passphrase=scene.passphrase) as theirs:
        waiting = [one.draft.id for one in my_side(theirs).waiting if one.draft is not None]
        data = packet_file(theirs, packet_id=send_reply(theirs, own_reply_ids=waiting).id)
    with unlock_vault(folder=scene.manager, passphrase=scene.passphrase) as ours:
        open_packet(ours, data=data)
        record_reply(
            ours, review_id=scene.review_id, how="in_presence", position="agree_in_part", written_on=ours.today,
            text="We went through it together. The goal for spring is the right one.",
        )  # fmt: skip


def _draft_answers(vault: Vault) -> Changes:
    changes = NOTHING
    for what, position, text in (("observation", "agree_in_part", ANSWER), ("review", "disagree", STATEMENT)):
        found = [one for one in my_side(vault).written if one.what == what]
        one = next((item for item in found if CHANGED.startswith(item.title.rstrip("…"))), found[0])
        changes = answer_item(
            vault, packet_id=one.newest.packet_id, item_uid=one.uid, position=position, text=text
        )
    return changes


def _manager_before(settings: Settings, scene: _Scene, wait: Wait) -> Pictures:
    from reviewapp.ui.dialogs.share import ShareDialog, ShareReviewDialog
    from reviewapp.ui.pages.review import ReviewPage

    window = window_of(settings, scene.manager, scene.passphrase, wait)
    window.go("people", scene.person_id)
    rest(window, wait)
    dialog = ShareDialog(window.hub, scene.person_id, window, chosen_id=scene.observation_id)
    yield from shown(window, wait, "share", dialog)
    page = window.go("review", scene.review_id)
    rest(window, wait)
    if isinstance(page, ReviewPage) and page.desk is not None:
        yield from shown(window, wait, "share-review", ShareReviewDialog(window.hub, page.desk, window))
    window.close()


def _employee(settings: Settings, scene: _Scene, wait: Wait) -> Pictures:
    from reviewapp.ui.dialogs.export_my_side import ExportMySideDialog
    from reviewapp.ui.dialogs.hand_back_answers import ConfirmDialog, HandBackDialog
    from reviewapp.ui.dialogs.my_answer import AnswerDialog
    from reviewapp.ui.pages.my_side import MySidePage

    window = window_of(settings, scene.employee, scene.passphrase, wait)
    yield "home-shared", window
    page = window.go("my_side")
    rest(window, wait)
    yield "my-side-review", window
    window.hub.act(_draft_answers)
    rest(window, wait)
    if isinstance(page, MySidePage) and page.side is not None:
        written = page.side.written
        changed = next(one for one in written if CHANGED.startswith(one.title.rstrip("…")))
        page.entries.setCurrentRow(written.index(changed))
        rest(window, wait)
        yield "my-side", window
        dialog = AnswerDialog(window.hub, changed.newest.packet_id, changed.uid, window)
        yield from shown(window, wait, "my-answer", dialog)
        yield from shown(window, wait, "hand-back-answers", HandBackDialog(window.hub, changed.contact_id, window))
        yield from shown(window, wait, "confirm-arrival", ConfirmDialog(window.hub, changed, window))
    window.go("my_side", "log")
    rest(window, wait)
    yield "my-log", window
    yield from shown(window, wait, "export-my-side", ExportMySideDialog(window.hub, window))
    window.close()


def _manager_after(settings: Settings, scene: _Scene, wait: Wait) -> Pictures:
    from reviewapp.ui.dialogs.record_reply import RecordReplyDialog
    from reviewapp.ui.pages.review import ReviewPage

    window = window_of(settings, scene.manager, scene.passphrase, wait)
    yield "home-replies", window
    window.go("observation", scene.observation_id)
    rest(window, wait)
    yield "observation-replies", window
    page = window.go("review", scene.review_id)
    rest(window, wait)
    if isinstance(page, ReviewPage):
        page.sections.show_last()
        rest(window, wait)
        yield "review-replies", window
    yield from shown(window, wait, "record-reply", RecordReplyDialog(window.hub, scene.review_id, window))
    window.close()




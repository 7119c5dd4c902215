"""Pictures of both signing, and of a review as each of its readers gets it, in copies of the sample vault."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reviewapp.actions.contacts import contact_of, verify_contact
from reviewapp.actions.countersigning import sign_review
from reviewapp.actions.packets import packet_record
from reviewapp.actions.queries import reviews_with_names
from reviewapp.actions.reviews import finish_review
from reviewapp.actions.sample_cards import acquaint, carry
from reviewapp.actions.sharing import hand_over_review
from reviewapp.actions.vaults import begin_vault, unlock_vault
from reviewapp.ui.gallery_window import Pictures, Wait, copied, rest, shown, window_of

if TYPE_CHECKING:

    from reviewapp.settings import Settings
    from reviewapp.ui.dialogs.preview import PreviewDialog
    from reviewapp.ui.main_window import MainWindow

# Words of an invented employee; not translated, like all text of people.
SAID = "I was away for most of May, so the two weeks in spring say little. The rest I recognise."


@dataclass(frozen=True)
class _Scene:
    """Both folders; the review is the manager's, ``came`` the file with it in the employee's vault."""

    manager: Path
    employee: Path
    passphrase: str
    review_id: int
    came: int


def signing_pictures(settings: Settings, vault: Path, passphrase: str, wait: Wait) -> Pictures:
    """Each picture's name and the widget to take it of. The vault must be closed."""
    with copied(vault) as (place, manager):
        scene = _offered(manager, place / "employee", passphrase)
        yield from _manager_before(settings, scene, wait)
        yield from _employee(settings, scene, wait)
        _signed(scene)
        yield from _employee_after(settings, scene, wait)
        yield from _manager_after(settings, scene, wait)


def _offered(manager: Path, employee: Path, passphrase: str) -> _Scene:
    """The two compared each other's card, the review is finished, and the signed file lies at the employee's."""
    with unlock_vault(folder=manager, passphrase=passphrase) as ours:
        record, name = reviews_with_names(ours)[0]
        with begin_vault(folder=employee, name=name, passphrase=passphrase)[0] as theirs:
            acquaint(ours, theirs, person_id=record.person_id, name=name)
            carry(ours, hand_over_review(ours, review_id=record.id).id, theirs)
            finish_review(ours, review_id=record.id, talked_on=ours.today)
            came = carry(ours, hand_over_review(ours, review_id=record.id, sign=True).id, theirs).id
            verify_contact(theirs, contact_id=packet_record(theirs, packet_id=came).contact_id or 0)
        contact = contact_of(ours, person_id=record.person_id)
        verify_contact(ours, contact_id=contact.id if contact is not None else 0)
        return _Scene(manager, employee, passphrase, record.id, came)


def _signed(scene: _Scene) -> None:
    both = (unlock_vault(folder=one, passphrase=scene.passphrase) for one in (scene.manager, scene.employee))
    ours, theirs = both
    with ours, theirs:
        made = sign_review(theirs, packet_id=scene.came, position="received", text=SAID)
        carry(theirs, made.id, ours)


def _manager_before(settings: Settings, scene: _Scene, wait: Wait) -> Pictures:
    from reviewapp.ui.dialogs.preview import PreviewDialog
    from reviewapp.ui.dialogs.readers import BesideDialog
    from reviewapp.ui.dialogs.share import ShareReviewDialog
    from reviewapp.ui.pages.review import ReviewPage

    window = window_of(settings, scene.manager, scene.passphrase, wait)
    page = window.go("review", scene.review_id)
    rest(window, wait)
    yield "review-offered", window
    preview = PreviewDialog(window.hub, scene.review_id, window)
    preview.show()
    wait(preview.readers.isVisible)
    preview.readers.choice.chip("employee").click()
    wait(lambda: preview.reader == "employee" and _is_drawn(preview, window))
    yield "preview-employee", preview
    reading = preview.readers.reading
    if reading is not None:
        yield from shown(window, wait, "preview-beside", BesideDialog(reading, window))
    preview.reject()
    if isinstance(page, ReviewPage) and page.desk is not None:
        yield from shown(window, wait, "sign-hand-over", ShareReviewDialog(window.hub, page.desk, window))
    window.close()


def _employee(settings: Settings, scene: _Scene, wait: Wait) -> Pictures:
    from reviewapp.ui.dialogs.sign import ReadAndSignDialog, SignDialog

    window = window_of(settings, scene.employee, scene.passphrase, wait)
    window.go("my_side", scene.came)
    rest(window, wait)
    yield "my-side-to-sign", window
    reading = ReadAndSignDialog(window.hub, scene.came, window)
    reading.show()
    wait(lambda: _is_drawn(reading, window))
    yield "read-and-sign", reading
    reading.reject()
    dialog = SignDialog(window.hub, scene.came, window)
    dialog.show()
    rest(window, wait)
    dialog.position.chip("received").click()
    dialog.words.set_text(SAID)
    dialog.show_content()
    yield from shown(window, wait, "sign", dialog)
    window.close()


def _employee_after(settings: Settings, scene: _Scene, wait: Wait) -> Pictures:
    window = window_of(settings, scene.employee, scene.passphrase, wait)
    window.go("my_side", scene.came)
    rest(window, wait)
    yield "my-side-signed", window
    window.close()


def _manager_after(settings: Settings, scene: _Scene, wait: Wait) -> Pictures:
    from reviewapp.ui.dialogs.preview import PreviewDialog

    window = window_of(settings, scene.manager, scene.passphrase, wait)
    window.go("review", scene.review_id)
    rest(window, wait)
    yield "review-signed", window
    preview = PreviewDialog(window.hub, scene.review_id, window)
    preview.show_for("both")
    preview.show()
    wait(lambda: preview.reader == "both" and _is_drawn(preview, window))
    yield "preview-signed", preview
    preview.reject()
    window.close()


def _is_drawn(preview: PreviewDialog, window: MainWindow) -> bool:
    return preview.document is not None and not preview.view.waits and window.worker.is_idle

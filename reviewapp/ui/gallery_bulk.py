"""Pictures of many reviews written into a folder, and of a folder checked, in a copy of the sample vault."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from reviewapp.actions.changes import take_back
from reviewapp.actions.observations import About, Details, complete_observation, record_observation, tell
from reviewapp.actions.people import add_person, agree_role_profile, give_notice
from reviewapp.actions.review_views import all_reviews
from reviewapp.actions.reviews import begin_review, cite, finish_review, write_section
from reviewapp.actions.signing import export_signed
from reviewapp.actions.vaults import Vault, unlock_vault
from reviewapp.domain.review import SectionKey
from reviewapp.ui.gallery_window import Pictures, Wait, copied, rest, window_of

if TYPE_CHECKING:

    from reviewapp.settings import Settings
    from reviewapp.ui.main_window import MainWindow

# Names and words of invented people; not translated, like all text of people.
NAMES = (
    "Amara Okafor", "Bogdan Ilić", "Chiara Conti", "Dilan Yılmaz", "Elif Aydın", "Fionn O’Brien", "Greta Lindström",
    "Hana Králová", "Ivo Marchetti", "Jana Petrov", "Kwame Mensah", "Leïla Dubois",
)  # fmt: skip
SUMMARY = "Reads what was written for others before it leaves the house, and says what was only guessed."
CONCERN = "Sent the summary of the meeting on without reading the minutes."


def bulk_pictures(settings: Settings, vault: Path, passphrase: str, wait: Wait) -> Pictures:
    """Each picture's name and the widget to take it of. The vault must be closed."""
    from PySide6.QtCore import Qt

    from reviewapp.ui.dialogs.export_several import ExportSeveralDialog

    with copied(vault) as (place, folder):
        with unlock_vault(folder=folder, passphrase=passphrase) as opened:
            _fill(opened)
            _sign(opened, place / "signed")
        window = window_of(settings, folder, passphrase, wait)
        window.go("review", None)
        rest(window, wait)
        dialog = ExportSeveralDialog(window.hub, window)
        dialog.show()
        rest(window, wait)
        yield "export-several", dialog
        # The worker is held in the middle, or the picture would be of another moment.
        go_on = threading.Event()
        dialog.steps.went_on.connect(
            lambda progress: progress.share < 0.4 or go_on.wait(), Qt.ConnectionType.DirectConnection
        )
        dialog.write_to(place / "stopped")
        wait(lambda: dialog.progress.done > len(NAMES) // 3)
        yield "export-several-progress", dialog
        dialog.cancel.click()
        go_on.set()
        rest(window, wait)
        yield "export-several-stopped", dialog
        dialog.write_to(place / "reviews")
        rest(window, wait)
        yield "export-several-done", window
        left_out = ExportSeveralDialog(window.hub, window)
        left_out.show()
        rest(window, wait)
        left_out.every.click()
        left_out.write_to(place / "reviews")
        rest(window, wait)
        yield "export-several-left-out", left_out
        left_out.reject()
        yield from _checked(window, place / "signed", wait)
        window.close()


def _checked(window: MainWindow, folder: Path, wait: Wait) -> Pictures:
    from reviewapp.ui.dialogs.verify import VerifyDialog

    dialog = VerifyDialog(window.hub, (), window)
    dialog.manager_only.setChecked(True)
    dialog.show()
    dialog.check((folder,))
    wait(lambda: len(dialog.answers) > len(NAMES) // 3)
    yield "verify-progress", dialog
    wait(lambda: not dialog.is_running)
    yield "verify", dialog
    dialog.reject()


def _fill(vault: Vault) -> None:
    """A finished review of each, and a draft with a concern whose telling was taken back since."""
    for name in NAMES:
        review_id = _review(vault, _somebody(vault, name))
        finish_review(vault, review_id=review_id, talked_on=vault.today)
    person_id = _somebody(vault, "Mirela Popescu")
    about = About(concern=True)
    details = Details(
        choices={"basis": "saw_the_work", "ai_part": "drafted", "response": "accepted"},
        multi={"checked_by": ("none",), "outcome_test": ("none",)},
    )
    observation_id = record_observation(
        vault, person_ids=(person_id,), text=CONCERN, observed_on=vault.today - timedelta(days=60), details=details,
        competencies=("J5",), about={person_id: about},
    ).id  # fmt: skip
    complete_observation(vault, observation_id=observation_id)
    told_on = vault.today - timedelta(days=40)
    told = tell(vault, observation_id=observation_id, told_on=told_on, person_ids=(person_id,))
    cite(vault, review_id=_review(vault, person_id), observation_id=observation_id)
    if told.undo is not None:
        take_back(vault, undo=told.undo)


def _sign(vault: Vault, folder: Path) -> None:
    """Every finished review signed, and one of them with something behind its end."""
    finished = [row for row in all_reviews(vault) if row.state == "final"]
    paths = [export_signed(vault, review_id=row.id, folder=folder).path for row in finished]
    paths[2].write_bytes(paths[2].read_bytes() + b"%more\n")


def _somebody(vault: Vault, name: str) -> int:
    person_id = add_person(vault, name=name).id
    give_notice(vault, person_id=person_id, given_on=vault.today - timedelta(days=300))
    agreed_on = vault.today - timedelta(days=280)
    agree_role_profile(vault, person_id=person_id, focus=("J1", "J4", "J5", "J6"), agreed_on=agreed_on)
    return person_id


def _review(vault: Vault, person_id: int) -> int:
    first = vault.today - timedelta(days=180)
    review_id = begin_review(vault, person_id=person_id, period_from=first, period_to=vault.today).id
    write_section(vault, review_id=review_id, key=SectionKey("summary"), text=SUMMARY)
    return review_id

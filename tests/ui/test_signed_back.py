"""A review that came back signed says so where its pages are looked at, and is saved as it came."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QFileDialog

from reviewapp.actions.replying import answer_item, send_reply
from reviewapp.actions.reviews import finish_review, write_section
from reviewapp.actions.sharing import hand_over_review
from reviewapp.actions.signing import returned, review_in
from reviewapp.actions.vaults import begin_vault
from reviewapp.domain.review import SectionKey
from reviewapp.report.verifying import verdict
from reviewapp.settings import Settings
from reviewapp.ui.dialogs.preview import PreviewDialog
from reviewapp.ui.main_window import MainWindow
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import draft
from tests.helpers.signed import counted_verdicts
from tests.helpers.two_sides import acquaint, carry
from tests.ui.test_preview import opened


@pytest.fixture
def window(qtbot, themed_app, tmp_path):
    """Ruth's window: review 1 was finished, handed over signed, and came back with Tom's signature."""
    ruth, _code = begin_vault(folder=tmp_path / "vault", name="Ruth Ansell", passphrase=PASSPHRASE, kdf=FAST_KDF)
    tom, _code = begin_vault(folder=tmp_path / "tom", name="Tom Hesketh", passphrase=PASSPHRASE, kdf=FAST_KDF)
    with ruth, tom:
        sides = acquaint(ruth, tom)
        review_id = draft(ruth, sides.tom_id)
        write_section(ruth, review_id=review_id, key=SectionKey("summary"), text="A careful half year.")
        finish_review(ruth, review_id=review_id, talked_on=ruth.today)
        came = carry(ruth, hand_over_review(ruth, review_id=review_id, sign=True).id, tom)
        own = answer_item(tom, packet_id=came, item_uid=review_in(tom, packet_id=came), position="agree_in_part", text="")
        carry(tom, send_reply(tom, own_reply_ids=(own.id,), sign=True).id, ruth)
        assert returned(ruth, review_id=review_id) is not None
    made = MainWindow(settings=Settings(lock_minutes=0), folder=tmp_path / "vault", passphrase=PASSPHRASE)
    made.show()
    qtbot.waitUntil(lambda: made.is_unlocked and made.worker.is_idle, timeout=20_000)
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_signatures_that_came_back_are_verified_once_for_a_preview(qtbot, window, monkeypatch) -> None:
    page = window.go("review", 1)
    qtbot.waitUntil(lambda: window.worker.is_idle, timeout=20_000)
    judged = counted_verdicts(monkeypatch)
    page.header.buttons["preview"].click()
    dialog = page.findChildren(PreviewDialog)[0]
    qtbot.waitUntil(lambda: dialog.signed_by.isVisible() and window.worker.is_idle, timeout=20_000)
    assert len(judged) == 1
    dialog.reject()


def test_what_came_back_is_said_and_saved_as_it_came(qtbot, window, tmp_path, monkeypatch) -> None:
    dialog = opened(qtbot, window)
    qtbot.waitUntil(dialog.signed_by.isVisible, timeout=20_000)
    said = dialog.signed_by.sentence.text()
    assert said.startswith("Signed by both. Tom Hesketh agrees in part; it came back on ") and said.endswith("Received this record and agrees with it in part.")
    path: Path = tmp_path / "both.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_rest: (str(path), ""))
    dialog.readers.choice.chip("both").click()
    qtbot.waitUntil(lambda: dialog.reader == "both", timeout=20_000)
    assert not dialog.sign.isVisible() and not dialog.words_out.isVisible()
    dialog.save.click()
    qtbot.waitUntil(path.exists, timeout=20_000)
    assert verdict(path.read_bytes()).findings == ()
    qtbot.waitUntil(lambda: window.worker.is_idle, timeout=20_000)
    dialog.reject()

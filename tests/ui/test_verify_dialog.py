"""Signing and checking in the window: one act signs what is looked at, and a dropped PDF is judged in words."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from reviewapp.actions.exporting import preview_pdf
from reviewapp.actions.reviews import finish_review, share_review
from reviewapp.actions.verifying import check_file, pins_of
from reviewapp.ui.dialogs.verify import VerifyDialog
from reviewapp.ui.widgets.labels import breakable
from tests.helpers.signed import PINS, both
from tests.ui.test_preview import folder, opened, window  # noqa: F401  # fixtures


def dialog_of(qtbot, window) -> VerifyDialog:  # noqa: F811
    qtbot.waitUntil(lambda: bool(window.findChildren(VerifyDialog)), timeout=20_000)
    return window.findChildren(VerifyDialog)[-1]


def finished(qtbot, dialog) -> None:
    qtbot.waitUntil(lambda: not dialog.is_running and bool(dialog.answers), timeout=20_000)


def said(dialog) -> str:
    return "\n".join([dialog.state.text(), *(one.text() for one in dialog.reading.widget().findChildren(QLabel))])


def drop(window, *paths: Path) -> None:  # noqa: F811
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)) for one in paths])
    event = QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QEvent.Type.Drop)
    QApplication.sendEvent(window.windowHandle(), event)
    assert event.isAccepted()


@pytest.fixture
def many(tmp_path) -> Path:
    place = tmp_path / "in"
    place.mkdir()
    for number in range(12):
        (place / f"{number:02}.pdf").write_bytes(both() + (b"x" if number == 7 else b""))
    return place


def test_a_finished_review_is_signed_in_one_act(qtbot, window, tmp_path, monkeypatch) -> None:  # noqa: F811
    def finish(vault):
        share_review(vault, review_id=1, shared_on=vault.today)
        return finish_review(vault, review_id=1, talked_on=vault.today)

    window.hub.act(finish)
    qtbot.waitUntil(lambda: window.worker.is_idle, timeout=20_000)
    dialog = opened(qtbot, window)
    path = tmp_path / "signed.pdf"
    seen = dialog.document.data
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_rest: (str(path), ""))
    assert dialog.sign.isVisible()
    dialog.sign.click()
    qtbot.waitUntil(path.exists, timeout=20_000)
    qtbot.waitUntil(lambda: "Signed and saved" in dialog.state.text(), timeout=20_000)
    assert path.read_bytes().startswith(seen), "not a byte of what was looked at is changed"
    answers = []
    window.hub.ask(lambda vault: check_file(path, pins=pins_of(vault), required=("manager",)), answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
    assert answers[0].findings == () and answers[0].signers[0].name == "Ruth Ansell"
    dialog.reject()


def test_a_draft_offers_no_signature(qtbot, window) -> None:  # noqa: F811
    dialog = opened(qtbot, window)
    assert not dialog.sign.isVisible()
    dialog.reject()


def test_a_dropped_pdf_is_judged_in_words(qtbot, window, tmp_path) -> None:  # noqa: F811
    (tmp_path / "review.pdf").write_bytes(both() + b"%more")
    drop(window, tmp_path / "review.pdf")
    dialog = dialog_of(qtbot, window)
    finished(qtbot, dialog)
    words = said(dialog)
    assert "This file does not hold." in words and "Something was added behind the end" in words
    assert "Jonas Weiß" in words and "Receipt is not agreement." in words and "it is not known whose key" in words
    dialog.reject()


@pytest.fixture(params=[("Pacific/Auckland", "2 Dec 2026, 22:00"), ("Pacific/Honolulu", "1 Dec 2026, 23:00")])
def moment_here(request, monkeypatch):
    """What 2 December 2026, 10:00 in Berlin is in the zone that this computer is set to."""
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of a process cannot be set on this system")
    zone, moment = request.param
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    yield moment
    monkeypatch.undo()
    time.tzset()


def test_the_time_of_a_signature_is_said_in_the_time_of_this_computer(qtbot, window, tmp_path, moment_here) -> None:  # noqa: F811
    (tmp_path / "review.pdf").write_bytes(both())
    drop(window, tmp_path / "review.pdf")
    dialog = dialog_of(qtbot, window)
    finished(qtbot, dialog)
    label = next(one for one in dialog.findChildren(QLabel) if one.text().startswith("Jonas Weiß, "))
    assert label.text().startswith(f"Jonas Weiß, {moment_here} by their own clock: ")
    for exact in (label.toolTip(), label.accessibleDescription()):
        assert "2026-12-02T10:00:00+01:00" in exact
    dialog.reject()


def test_a_list_of_keys_makes_them_known(qtbot, window, tmp_path, monkeypatch) -> None:  # noqa: F811
    (tmp_path / "review.pdf").write_bytes(both())
    (tmp_path / "keys.txt").write_text("".join(f"{figures}  {name}\n" for figures, name in PINS.items()), "utf-8")
    drop(window, tmp_path / "review.pdf")
    dialog = dialog_of(qtbot, window)
    finished(qtbot, dialog)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_rest: (str(tmp_path / "keys.txt"), ""))
    dialog.choose_pins.click()
    qtbot.waitUntil(lambda: dialog.state.text() == "This file holds.", timeout=20_000)
    assert "Whole as it was signed, by keys that are known." in said(dialog)
    dialog.reject()


def test_a_folder_shows_what_fails_first_and_writes_a_list(qtbot, window, many, tmp_path, monkeypatch) -> None:  # noqa: F811
    window.hub.check_asked.emit((many,))
    dialog = dialog_of(qtbot, window)
    finished(qtbot, dialog)
    assert dialog.state.text() == "12 of 12 do not hold; they stand first."
    (tmp_path / "keys.txt").write_text("".join(f"{figures}  {name}\n" for figures, name in PINS.items()), "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_rest: (str(tmp_path / "keys.txt"), ""))
    dialog.choose_pins.click()
    qtbot.waitUntil(lambda: "1 of 12" in dialog.state.text(), timeout=20_000)
    assert dialog.entries.item(0).text().startswith("07.pdf · Does not hold.")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_rest, **_more: (str(tmp_path / "list.csv"), ""))
    dialog.list_button.click()
    qtbot.waitUntil(lambda: (tmp_path / "list.csv").exists() and not dialog.is_running and len(dialog.answers) == 12, timeout=20_000)
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["findings"] for row in csv.DictReader(stream)].count("after_end") == 1
    dialog.reject()


def test_stopping_is_at_once_and_what_was_checked_stays(qtbot, window, many) -> None:  # noqa: F811
    window.hub.check_asked.emit((many,))
    dialog = dialog_of(qtbot, window)
    qtbot.waitUntil(lambda: len(dialog.answers) >= 2, timeout=20_000)
    assert dialog.state.text() == "Checking …" and not dialog.list_button.isEnabled()
    assert dialog.progress.isVisible() and dialog.progress.figures.text() == f"{len(dialog.answers)} of 12"
    qtbot.mouseClick(dialog.stop_button, Qt.MouseButton.LeftButton)
    assert not dialog.stop_button.isVisible() and dialog.list_button.isEnabled() and "Stopped." in dialog.state.text()
    before = len(dialog.answers)
    assert not dialog.is_running and dialog.entries.count() == before < 12
    qtbot.waitUntil(lambda: window.worker.is_idle, timeout=20_000)
    assert len(dialog.answers) == before, "an answer on its way is left aside"
    dialog.reject()


def test_it_opens_from_the_library_and_asks_which_file(qtbot, window) -> None:  # noqa: F811
    page = window.go("library", None)
    qtbot.waitUntil(lambda: window.worker.is_idle, timeout=20_000)
    page.check.click()
    dialog = dialog_of(qtbot, window)
    assert "Choose a signed review" in dialog.state.text() and not dialog.list_button.isEnabled()
    for control in (dialog.choose, dialog.choose_folder, dialog.choose_pins, dialog.manager_only, dialog.list_button, dialog.entries, dialog.progress.bar):
        assert control.accessibleName() or control.text()
    dialog.reject()


def test_a_folder_without_a_pdf_is_said(qtbot, window, tmp_path) -> None:  # noqa: F811
    (tmp_path / "empty").mkdir()
    window.hub.check_asked.emit((tmp_path / "empty",))
    dialog = dialog_of(qtbot, window)
    qtbot.waitUntil(lambda: "There is no PDF" in dialog.state.text(), timeout=20_000)
    dialog.reject()


def test_what_is_previewed_is_what_an_export_writes(qtbot, window) -> None:  # noqa: F811
    dialog = opened(qtbot, window)
    answers = []
    window.hub.ask(lambda vault: preview_pdf(vault, review_id=1).data, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
    assert answers == [dialog.document.data]
    dialog.reject()


def test_a_long_name_and_long_figures_may_be_broken_and_read_the_same():
    for text in ("Review_Chiara-Conti_2026-05-26_v1_signed.pdf", "defefe18bda5d8e7df1d97a0c6b21258649bc135b0" * 2):
        broken = breakable(text)
        assert broken.replace("\u200b", "") == text
        assert max(map(len, broken.split("\u200b"))) <= 16

"""Thirty people in three acts: the button, the tick that is there, the folder."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from reviewapp.actions.reviews import finish_review
from reviewapp.ui.dialogs.export_several import ExportSeveralDialog
from reviewapp.vault import reviews
from tests.helpers.acts import draft, somebody, whole
from tests.helpers.desk import at_rest, dialog_of, literal_labels, made_vault, nameless, opened


@pytest.fixture
def window(qtbot, themed_app, tmp_path):
    def fill(vault):
        for number in range(5):
            review_id = draft(vault, somebody(vault, f"Person <b>{number}</b>"))
            if number:
                finish_review(vault, review_id=review_id, talked_on=vault.today)

    made = opened(qtbot, made_vault(tmp_path / "vault", fill))
    yield made
    made.close()


@pytest.fixture
def dialog(qtbot, window):
    page = window.go("review")
    at_rest(qtbot, window)
    page.list.export.click()
    found = dialog_of(qtbot, window, ExportSeveralDialog)
    at_rest(qtbot, window)
    return found


def test_three_acts_write_every_finished_review(qtbot, window, dialog, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_rest, **_more: str(tmp_path / "out"))
    assert dialog.submit.hasFocus()
    said = []
    window.hub.said.connect(lambda sentence, _undo: said.append(sentence))
    with qtbot.waitSignal(dialog.finished, timeout=60_000):
        qtbot.keyClick(dialog.submit, Qt.Key.Key_Space)
    assert len(list((tmp_path / "out").glob("*_v1.pdf"))) == 4 and (tmp_path / "out" / "Index.txt").exists()
    assert said == ["The reviews and their index are in the folder “out”."]


def test_a_stop_keeps_the_dialog_and_says_what_is_there(qtbot, window, dialog, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_rest, **_more: str(tmp_path / "out"))
    dialog.steps.went_on.connect(lambda _progress: dialog.cancel.click() if not dialog._stop.is_set() else None)
    dialog.submit.click()
    qtbot.waitUntil(lambda: not dialog._is_running and bool(dialog.problem.text()), timeout=60_000)
    assert "not everything" in dialog.problem.text() and dialog.isVisible()
    written = list((tmp_path / "out").glob("*.pdf"))
    assert len(written) < 4 and all(path.read_bytes().startswith(b"%PDF") for path in written)
    dialog.reject()


def test_nothing_ticked_is_said_and_a_cancelled_folder_changes_nothing(qtbot, window, dialog, monkeypatch) -> None:
    dialog._tick(False)
    dialog.submit.click()
    assert "Choose something first." in dialog.problem.text()
    dialog._tick(True)
    assert len(dialog.chosen()) == 5
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_rest, **_more: "")
    dialog.submit.click()
    assert not dialog._is_running and dialog.isVisible()
    assert not nameless(dialog) and literal_labels(dialog)
    dialog.reject()


def test_thirty_people_are_three_acts(qtbot, themed_app, tmp_path, monkeypatch) -> None:
    def fill(vault):
        for number in range(30):
            finish_review(vault, review_id=draft(vault, somebody(vault, f"Person {number:02}")), talked_on=vault.today)

    window = opened(qtbot, made_vault(tmp_path / "vault", fill))
    page = window.go("review")
    at_rest(qtbot, window)
    acts = []

    def choose_folder(*_rest: object, **_more: object) -> str:
        acts.append("the folder is chosen")
        return str(tmp_path / "out")

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose_folder)
    acts.append("the button is clicked")
    page.list.export.click()
    dialog = dialog_of(qtbot, window, ExportSeveralDialog)
    seen = []
    dialog.progress.moved.connect(seen.append)
    acts.append("Space is pressed")
    with qtbot.waitSignal(dialog.finished, timeout=120_000):
        qtbot.keyClick(dialog.submit, Qt.Key.Key_Space)
    assert len(acts) <= 3
    assert len(list((tmp_path / "out").glob("Review_Person-??_*_v1.pdf"))) == 30
    index = (tmp_path / "out" / "Index.txt").read_text("utf-8")
    assert index.count(".pdf") == 30 and "not everything" not in index
    assert seen == [0, *range(30)], "how many are done, in step"
    window.close()


def test_what_was_left_out_stands_beside_the_buttons_and_in_the_index(qtbot, themed_app, tmp_path) -> None:
    def fill(vault):
        for number in range(7):
            person_id = somebody(vault, f"Person {number}")
            concern = whole(vault, person_id, text="Sent it unread.", ago=30, concern=True)
            review_id = draft(vault, person_id)
            with vault.write() as transaction:
                reviews.cite(transaction, review_id, concern)  # as if what was told had been taken back since

    window = opened(qtbot, made_vault(tmp_path / "vault", fill))
    page = window.go("review")
    at_rest(qtbot, window)
    page.list.export.click()
    dialog = dialog_of(qtbot, window, ExportSeveralDialog)
    dialog.every.click()
    dialog.write_to(tmp_path / "out")
    assert not dialog.rows.isEnabled() and dialog.cancel.text() == "Stop" and dialog.progress.isVisible()
    qtbot.waitUntil(lambda: not dialog._is_running, timeout=60_000)
    said = dialog.problem.text().splitlines()
    assert sum(line.startswith("Person ") for line in said) == 4 and "index names the others" in said[-1]
    assert (tmp_path / "out" / "Index.txt").read_text("utf-8").count("not shared") == 7
    assert dialog.submit.isEnabled() and dialog.cancel.text() == "Close" and not dialog.progress.isVisible()
    dialog.reject()
    window.close()

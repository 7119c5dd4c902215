"""The Library's frameworks: read as a whole, compared, looked at before they are added, saved as a file."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from reviewapp.actions.queries import all_frameworks
from reviewapp.domain.errors import UsageError
from reviewapp.ui.dialogs.framework_arrival import FrameworkArrivalDialog
from reviewapp.ui.pages.library_frameworks import FrameworkLeaf
from tests.helpers.acts import FOCUS, somebody
from tests.helpers.desk import at_rest, literal_labels, made_vault, nameless, opened, visible_text
from tests.helpers.own_framework import framework_text

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def desk(qtbot, themed_app, tmp_path):
    window = opened(qtbot, made_vault(tmp_path / "vault", lambda vault: somebody(vault)))
    yield window
    window.close()


def library(qtbot, window):
    page = window.go("library", "frameworks")
    at_rest(qtbot, window)
    return page


def lines(page):
    return [page.entries.item(row).text() for row in range(page.entries.count())]


def leaf(page, text):
    page.entries.setCurrentRow(next(row for row, line in enumerate(lines(page)) if line.startswith(text)))
    return page.reading.widget()


def add(qtbot, window, monkeypatch, path):
    """The file dialog of the desktop, answered; everything behind it is real."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments, **_more: (str(path), ""))
    page = library(qtbot, window)
    page.add.click()
    at_rest(qtbot, window)
    return next((one for one in page.findChildren(FrameworkArrivalDialog) if one.isVisible()), None)


def held(qtbot, window):
    found: list[object] = []
    window.hub.ask(all_frameworks, found.append)
    at_rest(qtbot, window)
    return [(one.key, one.version) for _id, one in found[0]]


@pytest.fixture
def second(tmp_path):
    path = tmp_path / "second.toml"
    text = framework_text(key="judgment", version="2", called="Second {id}", without="J6")
    path.write_text(text.replace('id = "J5"', 'id = "J12"\ncontinues = ["judgment/J5"]', 1).replace("Second J5", "Second J12"), "utf-8")
    return path


def test_a_framework_is_read_as_a_whole(qtbot, desk):
    page = library(qtbot, desk)
    whole = leaf(page, "Judgment framework, version 1")
    assert isinstance(whole, FrameworkLeaf)
    text = visible_text(whole)
    for words in ("drafted by the authors, not validated", "never averaged", "J11  Humility"):
        assert words in text
    assert not nameless(page) and not whole.choice.isVisible()
    one = visible_text(leaf(page, "J2  "))
    assert "Can be read beside" in one and "Delegation" in one and "no counterpart" in one


def test_what_a_file_would_add_is_shown_before_it_is_kept(qtbot, desk, monkeypatch, second):
    dialog = add(qtbot, desk, monkeypatch, second)
    text = visible_text(dialog)
    for words in (
        "Judgment framework, version 2", "Nobody moves to it by itself", "Continues J5 Critical assessment.",
        "Not in the later one.", "Second J12",
    ):
        assert words in text
    assert not nameless(dialog)
    dialog.cancel.click()
    at_rest(qtbot, desk)
    assert held(qtbot, desk) == [("judgment", "1")]
    add(qtbot, desk, monkeypatch, second).submit.click()
    at_rest(qtbot, desk)
    assert held(qtbot, desk) == [("judgment", "1"), ("judgment", "2")]
    again = add(qtbot, desk, monkeypatch, second)
    assert "nothing to add" in visible_text(again) and not again.submit.isVisible()
    again.cancel.click()
    desk.hub.undo()
    at_rest(qtbot, desk)
    assert held(qtbot, desk) == [("judgment", "1")]


def test_two_versions_stand_side_by_side(qtbot, desk, monkeypatch, second):
    add(qtbot, desk, monkeypatch, second).submit.click()
    at_rest(qtbot, desk)
    page = library(qtbot, desk)
    whole = leaf(page, "Judgment framework, version 2")
    whole.choice.setCurrentIndex(1)
    whole.choice.activated.emit(1)
    text = visible_text(whole)
    assert "Before: Judgment framework, version 1" in text and "Critical assessment" in text and "Second J12" in text
    assert not nameless(page)
    whole.choice.setCurrentIndex(0)
    whole.choice.activated.emit(0)
    assert "Before: " not in visible_text(whole)


def test_a_version_is_saved_and_a_bad_file_is_one_sentence(qtbot, desk, monkeypatch, tmp_path):
    saved = tmp_path / "saved.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments, **_more: (str(saved), ""))
    leaf(library(qtbot, desk), "Judgment framework, version 1").save.click()
    at_rest(qtbot, desk)
    assert saved.read_text("utf-8").startswith("# The framework shipped with ReviewApp")
    failures: list[BaseException] = []
    desk.hub.failed.disconnect(desk._on_failed)
    desk.hub.failed.connect(failures.append)
    saved.write_text(saved.read_text("utf-8").replace('id = "J4"', 'id = "J4"\nweight = 3', 1), "utf-8")
    assert add(qtbot, desk, monkeypatch, saved) is None
    assert len(failures) == 1 and isinstance(failures[0], UsageError)
    assert failures[0].sentence == "Competency J4 has a field that would turn words into figures: weight."


def test_a_framework_full_of_markup_is_shown_as_typed(qtbot, desk, monkeypatch, tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(framework_text(called="<b>{id}</b>").replace("Ward framework", "<i>Ours</i>"), "utf-8")
    dialog = add(qtbot, desk, monkeypatch, path)
    assert "<i>Ours</i>" in visible_text(dialog) and literal_labels(dialog)
    dialog.submit.click()
    at_rest(qtbot, desk)
    assert "<b>J1</b>" in visible_text(leaf(library(qtbot, desk), "<i>Ours</i>"))


def test_ticks_of_a_focus_follow_the_crosswalk(qtbot, desk, monkeypatch, second):
    from reviewapp.ui.dialogs.focus import FocusDialog

    add(qtbot, desk, monkeypatch, second).submit.click()
    at_rest(qtbot, desk)
    dialog = FocusDialog(desk.hub, 2, desk)
    dialog.open()
    at_rest(qtbot, desk)
    for one in FOCUS:
        dialog.boxes[one].click()
    dialog.framework.setCurrentIndex(1)
    dialog.framework.activated.emit(1)
    assert dialog.chosen() == ("J1", "J4", "J12")
    assert "was added later" not in dialog.source.text()
    dialog.framework.setCurrentIndex(0)
    dialog.framework.activated.emit(0)
    assert "Version 2 was added later; it counts from the day you agree it." in dialog.source.text()
    dialog.touched = False
    dialog.reject()
    at_rest(qtbot, desk)


def test_the_worksheet_is_looked_at_before_it_is_saved(qtbot, desk):
    from reviewapp.ui.dialogs.leaflet import LeafletDialog

    leaf(library(qtbot, desk), "Judgment framework, version 1").worksheet.click()
    at_rest(qtbot, desk)
    (dialog,) = [one for one in desk.findChildren(LeafletDialog) if one.isVisible()]
    qtbot.waitUntil(lambda: dialog.document is not None)
    assert dialog.document.name == "Worksheet_judgment_1.pdf" and dialog.windowTitle() == "Retranslation worksheet"
    dialog.reject()
    at_rest(qtbot, desk)


def test_one_that_comes_with_the_program_is_read_and_added(qtbot, desk):
    page = library(qtbot, desk)
    offered = leaf(page, "Can be added: Short framework for small teams")
    text = visible_text(offered)
    assert "drafted by the authors, not validated" in text and "S4  Speaking up in time" in text
    (add_it,) = [one for one in offered.findChildren(QPushButton) if one.text() == "Add to my vault"]
    add_it.click()
    at_rest(qtbot, desk)
    assert held(qtbot, desk) == [("judgment", "1"), ("small-teams", "1")]
    assert not [line for line in lines(page) if line.startswith("Can be added")]
    text = visible_text(leaf(page, "S3  "))
    assert "judgment/J4" in text and "no counterpart" not in text and "Judgment framework" in text
    # Its vignettes come with it, and those of the other one are read beside it where it goes on with them.
    page.tabs.setCurrentIndex(1)
    assert len(lines(page)) == 12
    answered = leaf(page, "Praise with a figure in it")
    answered.toggle.click()
    at_rest(qtbot, desk)
    text = visible_text(answered)
    assert "In Short framework for small teams, version 1" in text and "Looking twice, Speaking up in time" in text
    own = leaf(page, "The chair by the window")
    own.toggle.click()
    at_rest(qtbot, desk)
    assert "Hands, eyes and care of our own, Handing on clean" in visible_text(own)

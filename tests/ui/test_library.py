"""The Library: practice with reasoned answers, word lists that can be read, the organisation's own words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from reviewapp.actions.own_words import own_words
from reviewapp.actions.reviews import write_section
from reviewapp.actions.vignettes import shipped_vignettes
from reviewapp.domain.errors import UsageError
from reviewapp.domain.review import SectionKey
from reviewapp.ui import checking
from reviewapp.ui.pages.library import SHELVES
from reviewapp.ui.pages.library_practice import VignetteLeaf
from tests.helpers.acts import draft, dump, somebody
from tests.helpers.desk import (
    LONG,
    at_rest,
    literal_labels,
    made_vault,
    nameless,
    opened,
    reached_by_tab,
    reopened,
    visible_text,
)

TOOL = 'language = "en"\nabout = "Our drafting tool"\n[classes]\nAIX = "heinzelmann"\n'
TEXT = "Hardly uses Heinzelmann."
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def desk(qtbot, themed_app, tmp_path):
    ids: dict[str, int] = {}

    def fill(vault) -> None:
        ids["tom"] = somebody(vault)
        ids["review"] = draft(vault, ids["tom"])
        write_section(vault, review_id=ids["review"], key=SectionKey("summary"), text=TEXT)

    window = opened(qtbot, made_vault(tmp_path / "vault", fill))
    qtbot.waitUntil(checking.is_ready, timeout=LONG)
    yield window, ids
    window.close()


def shelf(qtbot, window, name):
    page = window.go("library", name)
    at_rest(qtbot, window)
    return page


def chosen(page, text):
    row = next(row for row in range(page.entries.count()) if page.entries.item(row).text() == text)
    page.entries.setCurrentRow(row)
    return page.reading.widget()


def lines(page):
    return [page.entries.item(row).text() for row in range(page.entries.count())]


def picked(monkeypatch, path):
    """The file dialog of the desktop, answered; everything behind it is real."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments, **_more: (str(path), ""))


def test_every_part_is_named_readable_and_reached_by_tab(qtbot, desk):
    window, _ids = desk
    for name in SHELVES:
        page = shelf(qtbot, window, name)
        for row in range(page.entries.count()):
            page.entries.setCurrentRow(row)
            assert nameless(page) == [] and literal_labels(page)
            assert visible_text(page.reading.widget())
        seen, wanted = reached_by_tab(qtbot, page.tabs, page)
        assert wanted <= seen


def test_a_vignette_is_read_first_and_answered_when_asked(qtbot, desk):
    window, _ids = desk
    page = shelf(qtbot, window, "practice")
    here = [one for one in shipped_vignettes() if one.framework == ("judgment", "1")]
    assert lines(page) == [one.title for one in here] and len(here) == 10
    for one in here:
        leaf = chosen(page, one.title)
        assert isinstance(leaf, VignetteLeaf)
        before = visible_text(leaf)
        assert one.question in before and one.note in before.replace("\u2068", "").replace("\u2069", "")
        assert all(reading.reading in before for reading in one.readings)
        assert one.answer.why not in before and one.answer.changes[0] not in before
        leaf.toggle.setFocus()
        QTest.keyClick(leaf.toggle, Qt.Key.Key_Space)
        at_rest(qtbot, window)
        after = visible_text(leaf)
        for text in (one.answer.why, *one.answer.missing, *one.answer.ask, *one.answer.changes):
            assert text in after
        assert all(reading.weighed in after for reading in one.readings)
        assert leaf.toggle.hasFocus() and leaf.toggle.text() == "Hide the reasoned answer"
        QTest.keyClick(leaf.toggle, Qt.Key.Key_Space)
        assert one.answer.why not in visible_text(leaf)


def test_the_check_reads_the_note_of_a_vignette(qtbot, desk):
    window, _ids = desk
    page = shelf(qtbot, window, "practice")
    leaf = chosen(page, "Praise with a figure in it")
    leaf.toggle.click()
    at_rest(qtbot, window)
    assert "45 prompts a day" in visible_text(leaf.answer) and "when did you stop?" in visible_text(leaf.answer)
    quiet = chosen(page, "The quiet repair")
    quiet.toggle.click()
    at_rest(qtbot, window)
    assert "reads words, not sense" in visible_text(quiet.answer)


def test_practice_leaves_no_trace(qtbot, desk):
    window, _ids = desk
    states: list[object] = []
    window.hub.ask(dump, states.append)
    page = shelf(qtbot, window, "practice")
    for row in range(page.entries.count()):
        page.entries.setCurrentRow(row)
        page.reading.widget().toggle.click()
        at_rest(qtbot, window)
    window.hub.ask(dump, states.append)
    at_rest(qtbot, window)
    assert states[0] == states[1]


def test_leaving_a_vignette_before_the_check_answered_is_harmless(qtbot, desk):
    window, _ids = desk
    page = shelf(qtbot, window, "practice")
    page.reading.widget().toggle.click()
    page.entries.setCurrentRow(3)
    at_rest(qtbot, window)
    assert shipped_vignettes()[3].question in visible_text(page)


def test_the_shipped_lists_say_why_and_what_to_ask(qtbot, desk):
    window, _ids = desk
    page = shelf(qtbot, window, "words")
    text = visible_text(chosen(page, "Usage metric"))
    assert "The number of prompts or messages counts activity with AI, not judgment." in text
    assert "What did it need to know, and when did you stop?" in text
    assert "an access token" in text and "printed beside the text" in text
    assert "Dismiss the hint" not in text and "Dismiss the hint" in visible_text(chosen(page, "Vague"))
    assert "best" not in visible_text(chosen(page, "Questions about the evidence")).split("\n")[0]
    assert "perplexity" in visible_text(chosen(page, "Words in every language"))


def test_own_words_reach_hints_and_the_gate_and_can_be_undone_and_removed(qtbot, desk, tmp_path, monkeypatch):
    window, ids = desk
    at_rest(qtbot, window)
    assert not checking.findings_in(TEXT)
    page = shelf(qtbot, window, "words")
    assert "Your organisation's words" in lines(page)
    (tmp_path / "our.toml").write_text(TOOL, "utf-8")
    picked(monkeypatch, tmp_path / "our.toml")
    page.add.setFocus()
    QTest.keyClick(page.add, Qt.Key.Key_Space)
    at_rest(qtbot, window)
    assert "Own words: our.toml" in lines(page) and "Your organisation's words" not in lines(page)
    assert [one.span for one in checking.findings_in(TEXT)] == ["Hardly uses Heinzelmann"]
    review = window.go("review", ids["review"])
    at_rest(qtbot, window)
    assert "Heinzelmann" in visible_text(review)
    window.hub.undo()
    at_rest(qtbot, window)
    assert not checking.findings_in(TEXT)
    window.hub.redo()
    page = shelf(qtbot, window, "words")
    assert checking.findings_in(TEXT)
    leaf = chosen(page, "Own words: our.toml")
    assert "heinzelmann" in visible_text(leaf) and "Our drafting tool" in visible_text(leaf)
    remove = next(one for one in leaf.findChildren(QPushButton) if one.text() == "Remove this word list")
    remove.click()
    at_rest(qtbot, window)
    assert "Your organisation's words" in lines(page) and not checking.findings_in(TEXT)


def test_own_words_belong_to_the_open_vault(qtbot, desk, tmp_path):
    from reviewapp.actions.own_words import import_words

    window, _ids = desk
    (tmp_path / "our.toml").write_text(TOOL, "utf-8")
    window.hub.act(lambda vault: import_words(vault, path=tmp_path / "our.toml"))
    at_rest(qtbot, window)
    assert checking.findings_in(TEXT)
    window.lock()
    at_rest(qtbot, window)
    assert not checking.findings_in(TEXT)
    folder = window.folder
    window.close()
    with reopened(folder) as vault:
        assert [one.name for one in own_words(vault)] == ["our.toml"]
    again = opened(qtbot, folder)
    at_rest(qtbot, again)
    assert checking.findings_in(TEXT)
    again.close()
    assert not checking.findings_in(TEXT)


def test_a_bad_file_is_one_sentence_and_changes_nothing(qtbot, desk, tmp_path, monkeypatch):
    window, _ids = desk
    failures: list[BaseException] = []
    window.hub.failed.disconnect(window._on_failed)
    window.hub.failed.connect(failures.append)
    page = shelf(qtbot, window, "words")
    before = lines(page)
    (tmp_path / "bad.toml").write_text('[find]\nprompts = "[NUM (a"', "utf-8")
    picked(monkeypatch, tmp_path / "bad.toml")
    page.add.click()
    at_rest(qtbot, window)
    assert len(failures) == 1 and isinstance(failures[0], UsageError)
    assert "bad.toml" in failures[0].sentence and failures[0].next_step
    assert lines(page) == before


def test_each_part_remembers_where_one_was(qtbot, desk):
    window, _ids = desk
    page = shelf(qtbot, window, "practice")
    page.entries.setCurrentRow(4)
    shelf(qtbot, window, "frameworks")
    assert page.entries.currentRow() == 0 and page.add.text() == "Add a framework …"
    shelf(qtbot, window, "practice")
    assert page.entries.currentRow() == 4 and not page.add.isVisible()


def test_no_line_of_a_list_is_cut_off(qtbot, themed_app, desk):
    from reviewapp.ui.widgets.contents_list import ContentsList

    _window, _ids = desk
    view = ContentsList("Contents")
    qtbot.addWidget(view)
    view.addItems(["Kurz", "Eine sehr viel längere Zeile mit Zusammensetzungswörtern, die umgebrochen wird"])
    view.resize(220, 400)
    view.show()
    QTest.qWaitForWindowExposed(view)
    one, several = (view.visualItemRect(view.item(row)).height() for row in range(2))
    view.resize(700, 400)
    qtbot.waitUntil(lambda: view.visualItemRect(view.item(1)).height() == one)
    assert several >= one + 2 * view.fontMetrics().lineSpacing()

"""Hints where people write: capture is never held up, answers reach the vault, finishing asks for them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from reviewapp.actions.finding_answers import answers_of
from reviewapp.actions.observations import get_observation
from reviewapp.actions.queries import notes
from reviewapp.actions.reviews import cite, get_review, write_section
from reviewapp.domain.answer import Answer
from reviewapp.domain.review import SectionKey
from reviewapp.ui import checking
from reviewapp.ui.dialogs.finish import FinishDialog
from reviewapp.ui.dialogs.stop_row import StopRow
from reviewapp.ui.widgets.checked_text import CheckedTextEdit
from tests.helpers.acts import draft, jot, somebody, whole
from tests.helpers.desk import at_rest, dialog_of, made_vault, nameless, opened, reached_by_tab

USAGE = "She used Copilot 40 times in March."
LONG = 20_000
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def desk(qtbot, themed_app, tmp_path):
    ids: dict[str, int] = {}

    def fill(vault) -> None:
        ids["tom"] = somebody(vault)
        ids["jot"] = jot(vault, ids["tom"], text=USAGE)
        ids["whole"] = whole(vault, ids["tom"], ago=20)
        ids["told"] = whole(vault, ids["tom"], text="Checked it. " + USAGE, ago=25)
        ids["review"] = draft(vault, ids["tom"])

    window = opened(qtbot, made_vault(tmp_path / "vault", fill))
    qtbot.waitUntil(checking.is_ready, timeout=LONG)
    yield window, ids
    window.close()


def asked(qtbot, window, query):
    found: list[object] = []
    window.hub.ask(query, found.append)
    at_rest(qtbot, window)
    return found[0]


def kept(qtbot, window, ids, name: str):
    """The answers in the vault, by field."""

    def read(vault):
        if name == "review":
            return answers_of(vault, record_uid=get_review(vault, review_id=ids[name]).uid)
        return answers_of(vault, record_uid=get_observation(vault, observation_id=ids[name]).uid)

    return asked(qtbot, window, read)


def hinted(qtbot, edit: CheckedTextEdit) -> None:
    qtbot.waitUntil(lambda: edit.hints.isVisible() and not edit._pause_is_due, timeout=LONG)


def give(qtbot, answers, tag: str, at: int = 0) -> None:
    answers.buttons[tag].click()
    answers.reasons.chips[at].click()
    QApplication.processEvents()


def test_capture_saves_with_an_open_hint(qtbot, desk) -> None:
    window, ids = desk
    window.capture(ids["tom"])
    at_rest(qtbot, window)
    panel = window.capture_panel
    qtbot.keyClicks(panel.form.text, USAGE)
    hinted(qtbot, panel.form.text)
    assert panel.form.text.hasFocus() and len(panel.form.text.hints.cards) == 1
    assert nameless(panel) == []
    seen, wanted = reached_by_tab(qtbot, panel.form.text, panel)
    assert wanted <= seen
    panel.form.text.setFocus()
    QTest.keyClick(panel.form.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at_rest(qtbot, window)
    assert USAGE in [item.behaviour for item in asked(qtbot, window, notes)]
    assert panel.form.text.text() == "" and not panel.form.text.hints.isVisible()


def test_escape_in_a_hint_leads_back_to_the_text_and_not_out_of_the_panel(qtbot, desk) -> None:
    window, ids = desk
    window.capture(ids["tom"])
    at_rest(qtbot, window)
    text = window.capture_panel.form.text
    qtbot.keyClicks(text, USAGE)
    hinted(qtbot, text)
    QTest.keyClick(text, Qt.Key.Key_F8)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert text.hasFocus() and window.capture_panel.isVisible()


def test_an_answer_given_before_saving_is_kept_with_the_record_and_undone_with_it(qtbot, desk) -> None:
    window, ids = desk
    window.capture(ids["tom"])
    at_rest(qtbot, window)
    panel = window.capture_panel
    qtbot.keyClicks(panel.form.text, "Nia. " + USAGE)
    hinted(qtbot, panel.form.text)
    give(qtbot, panel.form.text.hints.cards[0].answers, "quoted")
    assert not panel.form.text.hints.isVisible()
    panel.save()
    at_rest(qtbot, window)
    ids["new"] = next(item.id for item in asked(qtbot, window, notes) if item.behaviour.startswith("Nia."))
    (given,) = kept(qtbot, window, ids, "new")["behaviour"]
    assert (given.label, given.answer, given.reason) == ("usage_metric", "quoted", "Said by a customer or partner")
    page = window.go("observation", ids["new"])
    at_rest(qtbot, window)
    page.form.fields["behaviour"].edit.setFocus()
    with qtbot.waitSignal(page.form.fields["behaviour"].edit.checked, timeout=LONG):
        page.form.fields["behaviour"].edit.moveCursor(page.form.fields["behaviour"].edit.textCursor().MoveOperation.End)
        page.form.fields["behaviour"].edit.insertPlainText(" ")
    assert page.form.fields["behaviour"].edit.findings == ()
    window.hub.undo()
    at_rest(qtbot, window)
    assert not [item for item in asked(qtbot, window, notes) if item.behaviour.startswith("Nia.")]


def test_a_tag_on_the_page_is_stored_and_its_undo_opens_the_hint_again(qtbot, desk) -> None:
    window, ids = desk
    page = window.go("observation", ids["jot"])
    at_rest(qtbot, window)
    edit = page.form.fields["behaviour"].edit
    edit.setFocus()
    hinted(qtbot, edit)
    edit.moveCursor(edit.textCursor().MoveOperation.End)
    edit.insertPlainText(" Typed and not saved.")
    give(qtbot, edit.hints.cards[0].answers, "domain_term")
    at_rest(qtbot, window)
    span = edit._saved_answers[0].span
    assert kept(qtbot, window, ids, "jot") == {
        "behaviour": (Answer("usage_metric", span, "domain_term", "A word of this trade"),)
    }
    assert not edit.hints.isVisible() and not page.form.fields["behaviour"].is_changed
    window.hub.undo()
    at_rest(qtbot, window)
    assert kept(qtbot, window, ids, "jot") == {}
    hinted(qtbot, edit)


def test_their_own_words_on_the_page_are_only_hinted_at(qtbot, desk) -> None:
    window, ids = desk
    page = window.go("observation", ids["whole"])
    at_rest(qtbot, window)
    edit = page.form.concerns[ids["tom"]].view.edit
    edit.setFocus()
    edit.insertPlainText("I used Copilot 40 times in March.")
    hinted(qtbot, edit)
    assert any(label.text().startswith("Only a hint") for label in edit.hints.findChildren(QLabel))
    edit.hints.cards[0].put_aside.click()
    qtbot.waitUntil(lambda: not edit.hints.isVisible())
    page.save()
    at_rest(qtbot, window)
    subject = asked(qtbot, window, lambda vault: get_observation(vault, observation_id=ids["whole"])).subjects[0]
    assert subject.person_view == "I used Copilot 40 times in March."


def test_a_section_of_a_review_is_tagged_where_it_is_written(qtbot, desk) -> None:
    window, ids = desk
    page = window.go("review", ids["review"])
    at_rest(qtbot, window)
    field = page.sections._fields()[0]
    field.edit.setFocus()
    field.edit.insertPlainText(USAGE)
    hinted(qtbot, field.edit)
    give(qtbot, field.edit.hints.cards[0].answers, "outcome_number")
    at_rest(qtbot, window)
    (given,) = kept(qtbot, window, ids, "review")[field.key.field_name]
    assert given.answer == "outcome_number" and not field.edit.hints.isVisible()
    assert not field.is_changed and field.text == USAGE


def test_finishing_shows_each_usage_metric_with_its_place_question_and_answers(qtbot, desk) -> None:
    window, ids = desk

    def prepare(vault):
        write_section(vault, review_id=ids["review"], key=SectionKey("strength", "J5"), text="He compares. " + USAGE)
        cite(vault, review_id=ids["review"], observation_id=ids["whole"])
        return cite(vault, review_id=ids["review"], observation_id=ids["told"])

    window.hub.act(prepare)
    at_rest(qtbot, window)
    page = window.go("review", ids["review"])
    at_rest(qtbot, window)
    page.header.buttons["finish"].click()
    dialog = dialog_of(qtbot, window, FinishDialog)
    qtbot.keyClicks(dialog.day.edit, "today")
    qtbot.waitUntil(lambda: dialog.is_ready)

    def rows() -> list[StopRow]:
        return [row for row in dialog.findChildren(StopRow) if row.stop.finding is not None and row.isVisible()]

    qtbot.waitUntil(lambda: len(rows()) == 2)
    section, episode = sorted(rows(), key=lambda row: row.stop.observation_id)
    assert section.stop.place == "strength/J5" and episode.stop.observation_id == ids["told"]
    assert section.stop.finding.ask in section.stop.next_step and not dialog.act.isEnabled()
    assert nameless(dialog) == []
    qtbot.waitUntil(lambda: not dialog._scroll.geometry().intersects(dialog.act.geometry()))
    give(qtbot, section.answers, "quoted", 1)
    at_rest(qtbot, window)
    qtbot.waitUntil(lambda: dialog.is_ready and len(rows()) == 1)
    assert dialog.isAncestorOf(QApplication.focusWidget())
    give(qtbot, rows()[0].answers, "domain_term")
    at_rest(qtbot, window)
    qtbot.waitUntil(lambda: dialog.is_ready and not rows())
    assert kept(qtbot, window, ids, "review")["strength/J5"][0].reason == "Taken from a document"
    assert kept(qtbot, window, ids, "told")["behaviour"][0].answer == "domain_term"


def test_words_of_a_receiver_are_a_quotation_and_tagged_where_they_are_written(qtbot, desk) -> None:
    window, ids = desk
    page = window.go("observation", ids["whole"])
    at_rest(qtbot, window)
    page.form.show_words("receiver_words", "")
    edit = page.form.fields["receiver_words"].edit
    qtbot.waitUntil(edit.hasFocus)
    qtbot.keyClicks(edit, USAGE)
    hinted(qtbot, edit)
    give(qtbot, edit.hints.cards[0].answers, "quoted")
    page.save()
    at_rest(qtbot, window)
    (given,) = kept(qtbot, window, ids, "whole")["receiver_words"]
    assert (given.answer, given.reason) == ("quoted", "Said by a customer or partner")
    window.go("home")
    page = window.go("observation", ids["whole"])
    at_rest(qtbot, window)
    page.form.show_words("receiver_words", "")
    with qtbot.waitSignal(edit.checked, timeout=LONG):
        qtbot.keyClicks(edit, " ")
    assert edit.findings == (), "it stays answered"

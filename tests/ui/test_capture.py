"""The capture panel: four actions to a saved jot, nothing guessed, nothing lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from reviewapp import i18n
from reviewapp.actions import people as people_actions
from reviewapp.actions.journaling import kept_drafts
from reviewapp.actions.queries import all_people, notes
from reviewapp.domain.errors import EnvironmentFault
from reviewapp.domain.observation import CHOICES
from reviewapp.ui.dialogs.notice import NoticeDialog
from reviewapp.ui.pages import capture as capture_module
from tests.helpers.acts import somebody
from tests.helpers.desk import (
    at_rest,
    dialog_of,
    literal_labels,
    looks_apart_from_words,
    made_vault,
    nameless,
    opened,
    reached_by_tab,
    type_into,
)
from tests.helpers.keyboard import accessible_nodes

WORDS = "Checked the drafted letter against the file and took out a date that was not in it."
# A list of completions is a window of its own, for which the screenless platform has no words.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
FIXED = ("New observation", "Person", "What happened", "AI's part", "Response", "Date", "Save observation")


@pytest.fixture
def desk(qtbot, themed_app, tmp_path):
    """A window on a vault with three people; only Tom has the notice."""
    ids: dict[str, int] = {}

    def fill(vault) -> None:
        ids["tom"] = somebody(vault)
        ids["ada"] = somebody(vault, "Ada Quill", notice=False)
        ids["adam"] = people_actions.add_person(vault, name="Adam Fennimore", aliases=("Finn",)).id

    window = opened(qtbot, made_vault(tmp_path / "vault", fill))
    yield window, ids
    window.close()


def saved(qtbot, window):
    found: list[list[object]] = []
    window.hub.ask(notes, found.append)
    at_rest(qtbot, window)
    return found[0]


def press(window, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    from PySide6.QtTest import QTest

    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def test_four_actions_from_anywhere_to_a_saved_jot(qtbot, desk) -> None:
    window, ids = desk
    press(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    at_rest(qtbot, window)
    panel = window.capture_panel
    assert panel.isVisible()
    field = QApplication.focusWidget()
    assert isinstance(field, QWidget) and field.accessibleName() == "Person"
    qtbot.keyClicks(field, "Tom Hesketh")
    press(window, Qt.Key.Key_Tab)
    panel.form.text.setFocus()
    qtbot.keyClicks(panel.form.text, WORDS)
    assert saved(qtbot, window) == []
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at_rest(qtbot, window)
    item = saved(qtbot, window)[0]
    assert item.behaviour == WORDS and [one.person_id for one in item.subjects] == [ids["tom"]]
    assert item.choice("ai_part") == item.choice("response") == "unknown"
    assert item.observed_on == date.today() and item.status == "jot"
    assert window.toast.sentence.text() == "Saved"
    # Ready for the next about the same person.
    assert panel.isVisible() and panel.form.text.text() == "" and panel.form.text.hasFocus()
    assert panel.form.people.people() == (ids["tom"],)


def test_a_colon_goes_on_to_the_sentence_where_the_name_can_mean_one_person(qtbot, desk) -> None:
    window, ids = desk
    window.capture(None)
    at_rest(qtbot, window)
    form = window.capture_panel.form
    for typed in ("ada:", "Zed:"):
        type_into(qtbot, form.people.first.line, typed)
        assert form.people.first.line.text() == typed and not form.text.hasFocus() and form.people.people() == ()
    type_into(qtbot, form.people.first.line, "adam:")
    at_rest(qtbot, window)
    assert form.people.people() == (ids["adam"],) and form.text.hasFocus()
    assert form.people.first.line.text() == "Adam Fennimore"
    qtbot.keyClicks(form.text, " " + WORDS)
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at_rest(qtbot, window)
    assert [item.behaviour for item in saved(qtbot, window)] == [WORDS]


def test_saved_is_said_only_after_the_commit(qtbot, desk, monkeypatch) -> None:
    window, ids = desk
    said: list[str] = []
    window.hub.said.connect(lambda sentence, _undo: said.append(sentence))

    def full(_vault, **_facts):
        raise EnvironmentFault("The disk is full, so this was not saved.", "Free some space and save again.")

    monkeypatch.setattr(capture_module, "record_observation", full)
    window.capture(ids["tom"])
    at_rest(qtbot, window)
    panel = window.capture_panel
    qtbot.keyClicks(panel.form.text, WORDS)
    panel.form.ai_part.set_value("drafted")
    panel.save()
    at_rest(qtbot, window)
    assert said == [] and panel.form.text.text() == WORDS and panel.form.ai_part.value() == "drafted"
    assert panel.problem.isVisible() and "disk is full" in panel.problem.text() and "Free some space" in panel.problem.text()
    monkeypatch.undo()
    panel.save()
    at_rest(qtbot, window)
    assert said == ["Saved"] and not panel.problem.isVisible()
    assert [item.choice("ai_part") for item in saved(qtbot, window)] == ["drafted"]


def test_pressing_twice_saves_once(qtbot, desk) -> None:
    window, ids = desk
    window.capture(ids["tom"])
    at_rest(qtbot, window)
    qtbot.keyClicks(window.capture_panel.form.text, WORDS)
    window.capture_panel.save()
    window.capture_panel.save()
    qtbot.keyClicks(window.capture_panel.form.text, " Next")
    at_rest(qtbot, window)
    assert [item.behaviour for item in saved(qtbot, window)] == [WORDS]
    assert window.capture_panel.form.text.text() == "Next", "what was typed meanwhile is the next one's beginning"


def test_with_a_preset_person_the_cursor_is_in_the_text(qtbot, desk) -> None:
    window, ids = desk
    window.go("people", ids["ada"])
    at_rest(qtbot, window)
    window.capture()
    at_rest(qtbot, window)
    assert window.capture_panel.form.people.people() == (ids["ada"],)
    assert window.capture_panel.form.text.hasFocus()


def test_what_is_missing_is_said_at_the_field(qtbot, desk) -> None:
    window, _ids = desk
    window.capture()
    at_rest(qtbot, window)
    form = window.capture_panel.form
    window.capture_panel.save()
    assert form.people.problem.isVisible() and form.text_problem.isVisible()
    assert form.people.first.line.hasFocus() or form.people.first.hasFocus()
    for typed, sentence in (
        ((date.today() + timedelta(days=2)).isoformat(), "still ahead"), ("3/4", "two dates"), ("", "day it happened"),
        ("soon", "not a date"),
    ):
        form.date.edit.setFocus()
        form.date.edit.selectAll()
        qtbot.keyClicks(form.date.edit, typed) if typed else qtbot.keyClick(form.date.edit, Qt.Key.Key_Delete)
        window.capture_panel.save()
        assert form.date.problem.isVisible() and sentence in form.date.problem.text(), typed
        assert form.date.edit.text() == typed
    assert saved(qtbot, window) == []


def test_one_incident_can_be_about_several_people(qtbot, desk) -> None:
    window, ids = desk
    window.capture(ids["tom"])
    at_rest(qtbot, window)
    people = window.capture_panel.form.people
    qtbot.mouseClick(people.another, Qt.MouseButton.LeftButton)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit) or line.accessibleName() == "Another person"
    qtbot.keyClicks(line, "Ada")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    at_rest(qtbot, window)
    assert people.people() == (ids["tom"],), "Ada could be Ada or Adam: nothing is guessed while typing"
    qtbot.keyClicks(window.capture_panel.form.text, WORDS)
    window.capture_panel.save()
    at_rest(qtbot, window)
    assert [[one.person_id for one in item.subjects] for item in saved(qtbot, window)] == [[ids["tom"], ids["ada"]]]


def test_a_nickname_is_understood_and_a_new_name_can_be_added(qtbot, desk) -> None:
    window, ids = desk
    panel, form = window.capture_panel, window.capture_panel.form
    window.capture()
    at_rest(qtbot, window)
    qtbot.keyClicks(form.people.first.line, "Finn")
    form.text.setFocus()
    qtbot.keyClicks(form.text, WORDS)
    panel.save()
    at_rest(qtbot, window)
    assert [one.person_id for one in saved(qtbot, window)[0].subjects] == [ids["adam"]]

    form.people.choose(())
    # The list of completions took the window's turn, which only a real desktop gives back by itself.
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    form.people.first.line.setFocus()
    qtbot.keyClicks(form.people.first.line, "Zoe & Sons <b>")
    form.text.setFocus()
    assert form.people.add_new.isVisible()
    assert form.people.add_new.accessibleName() == "Add “Zoe & Sons <b>” as a new person"
    qtbot.keyClicks(form.text, "Second.")
    panel.save()
    at_rest(qtbot, window)
    assert "nobody called Zoe" in form.people.problem.text() and len(saved(qtbot, window)) == 1
    qtbot.mouseClick(form.people.add_new, Qt.MouseButton.LeftButton)
    at_rest(qtbot, window)
    assert not form.people.add_new.isVisible() and form.text.text() == "Second."
    panel.save()
    at_rest(qtbot, window)
    assert saved(qtbot, window)[0].subjects[0].name == "Zoe & Sons <b>"
    rows: list[list[object]] = []
    window.hub.ask(all_people, rows.append)
    at_rest(qtbot, window)
    assert len(rows[0]) == 4


def test_without_a_notice_it_says_so_and_offers_the_text(qtbot, desk) -> None:
    window, ids = desk
    window.capture(ids["tom"])
    at_rest(qtbot, window)
    form = window.capture_panel.form
    assert not form.notice_line.isVisible()
    window.capture(ids["ada"])
    at_rest(qtbot, window)
    assert "private jot until the notice" in form.notice_line.text() and form.notice_line.isVisible()
    qtbot.mouseClick(form.notice_button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(qtbot, window, NoticeDialog)
    assert "Ada Quill" in dialog.text.text()
    dialog.close()


def test_escape_keeps_the_words_and_opening_brings_them_back(qtbot, desk) -> None:
    window, ids = desk
    window.go("people", ids["tom"])
    at_rest(qtbot, window)
    before = QApplication.focusWidget()
    window.capture()
    at_rest(qtbot, window)
    panel = window.capture_panel
    qtbot.keyClicks(panel.form.text, WORDS)
    press(window, Qt.Key.Key_Escape)
    at_rest(qtbot, window)
    assert not panel.isVisible() and window.toast.sentence.text() == "Kept as a draft"
    assert QApplication.focusWidget() is before
    kept: list[dict[str, object]] = []
    window.hub.ask(kept_drafts, kept.append)
    at_rest(qtbot, window)
    assert kept[0]["capture"][0]["text"] == WORDS

    window.capture(ids["ada"])
    at_rest(qtbot, window)
    assert panel.form.text.text() == WORDS
    assert panel.form.people.people() == (ids["tom"],), "words about one person never move to another"
    assert "draft about Tom Hesketh" in panel.banner.sentence.text()


def test_discarding_can_be_taken_back(qtbot, desk) -> None:
    window, ids = desk
    window.capture(ids["tom"])
    at_rest(qtbot, window)
    panel = window.capture_panel
    assert not panel.discard.isVisible()
    qtbot.keyClicks(panel.form.text, WORDS)
    panel.form.response.set_value("rejected")
    qtbot.mouseClick(panel.discard, Qt.MouseButton.LeftButton)
    at_rest(qtbot, window)
    kept: list[dict[str, object]] = []
    window.hub.ask(kept_drafts, kept.append)
    at_rest(qtbot, window)
    assert kept == [{}] and panel.form.text.text() == "" and panel.form.response.value() == "unknown"
    panel.banner.ways[0].click()
    at_rest(qtbot, window)
    qtbot.waitUntil(lambda: panel.form.text.text() == WORDS)
    assert panel.form.response.value() == "rejected" and panel.form.people.people() == (ids["tom"],)


def test_add_detail_saves_first_and_then_opens_the_page(qtbot, desk) -> None:
    window, ids = desk
    window.capture(ids["tom"])
    at_rest(qtbot, window)
    panel = window.capture_panel
    qtbot.keyClicks(panel.form.text, WORDS)
    qtbot.mouseClick(panel.detail, Qt.MouseButton.LeftButton)
    at_rest(qtbot, window)
    assert window.current_page == "observation" and not panel.isVisible()
    page = window.pages.currentWidget()
    assert page.form.fields["behaviour"].text() == WORDS
    assert page.form.fields["situation"].edit.hasFocus()


@pytest.mark.idea("A45")
@pytest.mark.harm("punishing-use")
def test_every_response_looks_the_same(qtbot, desk) -> None:
    window, ids = desk
    window.capture(ids["tom"])
    at_rest(qtbot, window)
    looks = looks_apart_from_words(window.capture_panel.form.response, CHOICES["response"])
    assert len(looks) == 2, "one look picked and one not, no other"


def test_fixed_names_tab_order_and_plain_text(qtbot, desk) -> None:
    window, ids = desk
    window.capture(ids["ada"])
    at_rest(qtbot, window)
    panel = window.capture_panel
    names = [node.text(QAccessible.Text.Name) for node in accessible_nodes(panel)]
    for name in FIXED:
        assert name in names, name
    assert nameless(panel) == [] and literal_labels(panel)
    seen, wanted = reached_by_tab(qtbot, panel.form.people.first.line, panel)
    assert wanted <= seen, [one.accessibleName() for one in wanted - seen]
    panel.form.people.first.setFocus()
    order = []
    for _step in range(14):
        order.append(QApplication.focusWidget())
        press(window, Qt.Key.Key_Tab)
    ranks = [order.index(one) for one in (panel.form.text, panel.form.date.edit, panel.submit, panel.detail)]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize("language", ["xx-long", "xx-rtl"])
def test_nothing_is_cut_in_long_languages(qtbot, rtl_app, themed_app, tmp_path, language) -> None:
    rtl_app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if language == "xx-rtl" else Qt.LayoutDirection.LeftToRight)
    i18n.use_language(language)
    ids: list[int] = []
    window = opened(qtbot, made_vault(tmp_path / "vault", lambda vault: ids.append(somebody(vault))))
    window.resize(900, 700)
    window.capture(ids[0])
    at_rest(qtbot, window)
    panel = window.capture_panel
    viewport = panel.form.parentWidget()
    assert panel.form.width() <= viewport.width()
    for button in (panel.submit, panel.detail, panel.close_button):
        assert button.width() >= button.minimumSizeHint().width()
    window.close()


def test_enter_takes_the_only_match_and_goes_on_to_the_text(qtbot, desk) -> None:
    window, ids = desk
    window.capture()
    at_rest(qtbot, window)
    first = window.capture_panel.form.people.first
    qtbot.keyClicks(first.line, "tom")
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.capture_panel.form.text.hasFocus())
    assert first.typed == "Tom Hesketh" and window.capture_panel.form.people.people() == (ids["tom"],)


def test_escape_closes_an_open_list_of_names_first(qtbot, desk) -> None:
    window, _ids = desk
    window.capture()
    at_rest(qtbot, window)
    panel = window.capture_panel
    qtbot.keyClicks(panel.form.people.first.line, "a")
    popup = panel.form.people.first.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    press(window, Qt.Key.Key_Escape)
    assert not popup.isVisible() and panel.isVisible()
    press(window, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_the_wheel_scrolls_past_a_choice_and_changes_nobody(qtbot, desk) -> None:
    window, ids = desk
    window.capture(ids["tom"])
    at_rest(qtbot, window)
    combo = window.capture_panel.form.people.first
    middle = combo.rect().center()
    turn = QWheelEvent(
        QPointF(middle), QPointF(combo.mapToGlobal(middle)), QPoint(0, 0), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(combo, turn)
    assert combo.typed == "Tom Hesketh" and not turn.isAccepted()
    assert combo.focusPolicy() == Qt.FocusPolicy.StrongFocus

"""Hints met with the hand alone: mouse and keys sent to the real window of a real vault, nothing called behind its back."""

from __future__ import annotations

from html import unescape

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QToolTip

from reviewapp.actions.finding_answers import answers_of
from reviewapp.actions.observations import get_observation
from reviewapp.actions.queries import notes
from reviewapp.ui import checking
from reviewapp.ui.widgets.hint_card import HintCard
from tests.helpers.acts import somebody
from tests.helpers.desk import LONG, at_rest, made_vault, opened

ENGLISH = "She used Copilot 40 times in March."
GERMAN = "Er hat im Mai 400 Prompts geschickt."
FOUR = (
    "He is on it three hours a day with the chatbot. Uses Copilot more than anyone else. "
    "She is lazy and always late, I've heard."
)
# A tooltip is a window of its own, for which the screenless platform has no words.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def capturing(qtbot, folder):
    """The window with the capture panel open; the text field of it."""
    ids: list[int] = []
    window = opened(qtbot, made_vault(folder, lambda vault: ids.append(somebody(vault))))
    qtbot.waitUntil(checking.is_ready, timeout=LONG)
    window.capture(ids[0])
    at_rest(qtbot, window)
    field = window.capture_panel.form.text
    qtbot.waitUntil(field.hasFocus)
    return window, field


def sitting(qtbot, place):
    window, field = capturing(qtbot, place)
    yield window, field
    QToolTip.hideText()
    window.close()


@pytest.fixture
def desk(qtbot, themed_app, tmp_path):
    yield from sitting(qtbot, tmp_path / "vault")


@pytest.fixture
def rtl_desk(qtbot, rtl_app, tmp_path):
    yield from sitting(qtbot, tmp_path / "vault")


def write(qtbot, window, text: str):
    """Type it where the keyboard is, letter by letter, and rest; the hints that are then seen in the window."""
    field = window.capture_panel.form.text
    for letter in text:
        press(letter)
    qtbot.waitUntil(lambda: bool(cards(window)) and not field._pause_is_due, timeout=LONG)
    assert field.text() == text and field.hasFocus(), "every key reached the text, and the keyboard stayed there"
    return cards(window)


def press(letter: str) -> None:
    """One letter to what has the keyboard; what the test's keyboard has no key for comes from an input method."""
    if letter.isascii():
        QTest.keyClicks(QApplication.focusWidget(), letter)
    else:
        event = QInputMethodEvent()
        event.setCommitString(letter)
        QApplication.sendEvent(QApplication.focusWidget(), event)


def cards(window) -> list[HintCard]:
    return [one for one in window.findChildren(HintCard) if one.isVisible()]


def middle_of(field, words: str) -> QPoint:
    """Where these words are painted in the field."""
    cursor = field.textCursor()
    before = field.text()[: field.text().index(words) + len(words) // 2]
    cursor.setPosition(len(before.encode("utf-16-le")) // 2)
    return field.cursorRect(cursor).center()


def point_at(qtbot, field, words: str) -> None:
    viewport = field.viewport()
    QTest.mouseMove(viewport, QPoint(2, viewport.height() - 2))
    QTest.mouseMove(viewport, middle_of(field, words))


def tip() -> str:
    return unescape(QToolTip.text().removeprefix("<span>").removesuffix("</span>")) if QToolTip.isVisible() else ""


def click(widget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def button(card: HintCard, text: str) -> QAbstractButton:
    return next(one for one in card.findChildren(QAbstractButton) if one.text() == text and one.isVisible())


@pytest.mark.parametrize(
    ("text", "inside", "beside"),
    [
        pytest.param(f"Yes, she did so. {ENGLISH}", "Copilot", "did so", id="en"),
        pytest.param(f"Die Quelle wurde gelesen. {GERMAN}", "400 Prompts", "Quelle", id="de"),
        pytest.param(f"🙂🙂🙂🙂🙂🙂🙂🙂 Ja. {GERMAN}", "rompts", "Ja", id="de after emoji"),
    ],
)
def test_pointing_at_the_words_says_why_and_what_to_ask_instead(qtbot, desk, text, inside, beside):
    window, field = desk
    (card,) = write(qtbot, window, text)
    why, question = card.why.text(), card.ask.text()
    assert why.endswith(".") and question.endswith("?")
    point_at(qtbot, field, inside)
    qtbot.waitUntil(lambda: tip() == f"{why} {question}", timeout=LONG)
    point_at(qtbot, field, beside)
    qtbot.waitUntil(lambda: tip() == "", timeout=LONG)
    assert field.hasFocus() and field.text() == text


def test_pointing_from_right_to_left(qtbot, rtl_desk):
    window, field = rtl_desk
    hebrew = "היא בדקה את המקור. "
    (card,) = write(qtbot, window, hebrew + ENGLISH)
    point_at(qtbot, field, "Copilot")
    qtbot.waitUntil(lambda: tip() == f"{card.why.text()} {card.ask.text()}", timeout=LONG)
    point_at(qtbot, field, "בדקה")
    qtbot.waitUntil(lambda: tip() == "", timeout=LONG)
    where = card.mapTo(window, card.rect().topRight()).x(), field.mapTo(window, field.rect().topRight()).x()
    assert abs(where[0] - where[1]) < 40, "the hint stands under the text, at its right edge"
    QTest.keyClick(field, Qt.Key.Key_F8)
    assert card.hasFocus()


@pytest.mark.parametrize("text", [ENGLISH, GERMAN])
def test_the_key_says_the_same_as_the_mouse(qtbot, desk, text):
    """F8, as the manual and the field itself say."""
    window, field = desk
    (card,) = write(qtbot, window, text)
    assert "F8" in field.accessibleDescription()
    QTest.keyClick(field, Qt.Key.Key_F8)
    assert card.hasFocus()
    spoken = QAccessible.queryAccessibleInterface(card).text(QAccessible.Text.Name)
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert field.hasFocus()
    point_at(qtbot, field, card.finding.span.split()[1])
    qtbot.waitUntil(lambda: bool(tip()), timeout=LONG)
    assert tip() in spoken and card.finding.span in spoken


def test_the_arrow_keys_say_it_where_the_cursor_comes_into_the_words(qtbot, desk):
    window, field = desk
    (card,) = write(qtbot, window, f"Yes. {ENGLISH} So.")
    assert tip() == ""
    for _letter in range(len(" So.") + 3):
        QTest.keyClick(field, Qt.Key.Key_Left)
    assert tip() == f"{card.why.text()} {card.ask.text()}"
    QTest.keyClick(field, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: tip() == "", timeout=LONG)


def test_four_findings_are_underlined_and_three_are_explained(qtbot, desk):
    window, field = desk
    seen = write(qtbot, window, FOUR)
    assert len(field.findings) >= 4 and len(field.extraSelections()) == len(field.findings)
    assert len(seen) == 3
    first = [card.finding.span for card in seen]
    stop = next(card for card in seen if card.finding.label == "usage_metric")
    click(button(stop, "Quoted"))
    click(button(stop, "Taken from a document"))
    left = [one for one in first if one != stop.finding.span]
    qtbot.waitUntil(lambda: [card.finding.span for card in cards(window)][:-1] == left, timeout=LONG)
    assert cards(window)[-1].finding.span not in first, "the next one comes up"


def test_a_hint_is_put_aside_with_one_tap_and_a_reason_and_the_words_stay(qtbot, desk):
    window, field = desk
    text = "She is lazy."
    (card,) = write(qtbot, window, text)
    assert card.finding.label == "personality"
    click(button(card, "Dismiss …"))
    assert cards(window) == [card], "nothing is settled without a reason"
    click(button(card, "It is right as it stands"))
    qtbot.waitUntil(lambda: not cards(window))
    assert field.text() == text and field.extraSelections() == []
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at_rest(qtbot, window)
    found: list[object] = []
    window.hub.ask(
        lambda vault: answers_of(
            vault, record_uid=get_observation(vault, observation_id=notes(vault)[0].id).uid
        )["behaviour"],
        found.append,
    )
    at_rest(qtbot, window)
    ((given,),) = found
    assert (given.answer, given.reason) == ("dismissed", "It is right as it stands")


def test_a_usage_metric_offers_no_way_to_be_put_aside(qtbot, desk):
    window, _field = desk
    (card,) = write(qtbot, window, ENGLISH)
    offered = {one.text() for one in card.findChildren(QAbstractButton) if one.isVisible()}
    assert offered == {"Keep as outcome number", "Domain term", "Quoted"}


@pytest.mark.parametrize("text", [FOUR, GERMAN])
def test_typing_goes_on_while_hints_are_open(qtbot, desk, text):
    """Keys land in the text at once, while hints appear and go, while the mouse is on them and while the check is due."""
    window, field = desk
    seen = write(qtbot, window, text)
    QTest.mouseMove(seen[0], QPoint(5, 5))
    more = " Then 12 prompts in June, and a walk."
    for place, letter in enumerate(more, 1):
        QTest.keyClicks(QApplication.focusWidget(), letter)
        assert field.text() == text + more[:place]
    qtbot.waitUntil(lambda: "12 prompts" in str([one.span for one in field.findings]), timeout=LONG)
    assert field.hasFocus() and field.text() == text + more and len(cards(window)) <= 3
    for _letter in more:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backspace)
    assert field.text() == text
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at_rest(qtbot, window)
    found: list[object] = []
    window.hub.ask(lambda vault: [item.behaviour for item in notes(vault)], found.append)
    at_rest(qtbot, window)
    assert found == [[text]], "saved with every hint open"

"""Hints while somebody writes: quiet, explained, answered with a reason, and never in the way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QHelpEvent, QInputMethodEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QToolTip

from reviewapp.domain.answer import Answer
from reviewapp.ui import checking, theme
from reviewapp.ui.widgets import checked_text
from reviewapp.ui.widgets.checked_text import CheckedTextEdit
from tests.helpers.desk import literal_labels, nameless, reached_by_tab

USAGE = "She used Copilot 40 times in March."
FOUR = (
    "He is on it three hours a day with the chatbot. Uses Copilot more than anyone else. "
    "She is lazy and always late, I've heard."
)
LONG = 20_000
# A tooltip is a window of its own, for which the screenless platform has no words.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture(autouse=True)
def words_read(qtbot) -> None:
    qtbot.waitUntil(checking.is_ready, timeout=LONG)


@pytest.fixture
def field(qtbot, shown) -> CheckedTextEdit:
    made = CheckedTextEdit("What happened", "One thing")
    shown(made, made.hints)
    made.setFocus()
    return made


def rested(qtbot, field: CheckedTextEdit) -> None:
    """Wait until the hand rests and the text was checked."""
    with qtbot.waitSignal(field.checked, timeout=LONG):
        pass


def typed(qtbot, field: CheckedTextEdit, text: str) -> None:
    field.selectAll()
    field.insertPlainText(text)
    rested(qtbot, field)


def called(field: CheckedTextEdit, text: str, at: int = 0) -> QAbstractButton:
    buttons = field.hints.cards[at].findChildren(QAbstractButton)
    return next(one for one in buttons if one.text() == text and one.isVisible())


def answer(qtbot, field: CheckedTextEdit, tag: str, reason: str, at: int = 0) -> None:
    called(field, tag, at).click()
    with qtbot.waitSignal(field.finding_answered):
        called(field, reason, at).click()


def test_a_hint_appears_when_the_hand_rests_and_goes_when_rewritten(qtbot, field) -> None:
    typed(qtbot, field, USAGE)
    card = field.hints.cards[0]
    assert field.hints.isVisible() and len(field.hints.cards) == 1
    assert "used Copilot 40 times" in card.span.text() and card.span.text().startswith("“")
    assert card.why.text() and "?" in card.ask.text()
    assert field.hasFocus(), "a hint never takes the keyboard"
    typed(qtbot, field, "She checked the draft against the source and took out a wrong date.")
    assert field.findings == () and not field.hints.isVisible() and field.extraSelections() == []
    assert field.accessibleDescription() == ""


def test_the_underline_is_dotted_and_no_alarm(qtbot, field, themed_app) -> None:
    typed(qtbot, field, USAGE)
    for look in (theme.Theme.LIGHT, theme.Theme.DARK):
        theme.apply(themed_app, look)
        selection = field.extraSelections()[0]
        looks = selection.format
        assert looks.underlineStyle() == QTextCharFormat.UnderlineStyle.DotLine
        assert looks.underlineColor().name() == theme.current().muted


def test_the_underline_stands_under_the_words_also_after_an_emoji(qtbot, field) -> None:
    typed(qtbot, field, "🙂🙂 " + USAGE)
    assert field.extraSelections()[0].cursor.selectedText() == field.findings[0].span


def test_at_most_three_hints_at_once(qtbot, field) -> None:
    typed(qtbot, field, FOUR)
    assert len(field.findings) > 3 and len(field.extraSelections()) == len(field.findings)
    first = [card.finding.span for card in field.hints.cards]
    assert len(first) == 3
    answer(qtbot, field, "Domain term", "A word of this trade")
    after = [card.finding.span for card in field.hints.cards]
    assert len(after) == 3 and first[0] not in after and first[1:] == after[:2], "the next one comes up"


def test_only_one_field_of_a_window_speaks(qtbot, shown) -> None:
    one, other = CheckedTextEdit("One"), CheckedTextEdit("Other")
    shown(one, one.hints, other, other.hints)
    one.setFocus()
    typed(qtbot, one, FOUR)
    other.setFocus()
    assert one.hints.isVisible(), "nothing moves before the other has something to say"
    typed(qtbot, other, USAGE)
    assert other.hints.isVisible() and not one.hints.isVisible() and one.extraSelections()
    one.setFocus()
    assert one.hints.isVisible() and not other.hints.isVisible()


def test_text_that_was_there_is_underlined_and_explained_when_visited(qtbot, shown) -> None:
    made = CheckedTextEdit("What happened")
    shown(made, made.hints)
    made.set_text(USAGE)
    rested(qtbot, made)
    assert made.extraSelections() and not made.hints.isVisible()
    made.setFocus()
    assert made.hints.isVisible()
    made.set_text("Another record.")
    assert not made.hints.isVisible() and not made.extraSelections()


def test_a_usage_metric_is_tagged_with_a_reason_and_never_just_dismissed(qtbot, field) -> None:
    typed(qtbot, field, USAGE)
    offered = [one.text() for one in field.hints.cards[0].findChildren(QAbstractButton) if one.isVisible()]
    assert offered == ["Keep as outcome number", "Domain term", "Quoted"]
    called(field, "Quoted").click()
    assert field.answers == (), "nothing is answered without a reason"
    with qtbot.waitSignal(field.finding_answered) as caught:
        called(field, "Said by a customer or partner").click()
    span = field.answers[0].span
    assert caught.args == ["usage_metric", span, "quoted", "Said by a customer or partner"]
    assert not field.hints.isVisible()
    typed(qtbot, field, "He caught a wrong dose. " + USAGE)
    assert field.findings == (), "an answer holds while its words stand"
    assert field.take_answers() == (Answer("usage_metric", span, "quoted", "Said by a customer or partner"),)
    assert field.answers == ()
    typed(qtbot, field, USAGE + " ")
    assert field.findings == (), "handed over, and still answered"


def test_an_answer_goes_with_its_words(qtbot, field) -> None:
    typed(qtbot, field, USAGE)
    answer(qtbot, field, "Quoted", "Taken from a document")
    typed(qtbot, field, "She checked the draft.")
    assert field.take_answers() == ()


def test_other_findings_can_be_dismissed_with_one_tap(qtbot, field, monkeypatch) -> None:
    from reviewapp.domain.finding import Finding

    monkeypatch.setattr(
        checking, "findings_in", lambda text, _language: (Finding("vague", 0, 4, text[:4], "Too vague.", "What exactly?"),)
    )
    typed(qtbot, field, "Good work.")
    offered = [one.text() for one in field.hints.cards[0].findChildren(QAbstractButton) if one.isVisible()]
    assert offered == ["Dismiss …"]
    answer(qtbot, field, "Dismiss …", "It is right as it stands")
    assert field.answers == (Answer("vague", "Good", "dismissed", "It is right as it stands"),)


def test_another_reason_is_written_and_enter_gives_it(qtbot, field) -> None:
    typed(qtbot, field, USAGE)
    called(field, "Domain term").click()
    called(field, "Another reason …").click()
    line = field.hints.cards[0].answers.reasons.line
    assert line.hasFocus()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert field.answers == (), "an empty reason is none"
    qtbot.keyClicks(line, "Copilot is the name of our crane")
    with qtbot.waitSignal(field.finding_answered):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert field.answers[0].reason == "Copilot is the name of our crane"
    qtbot.waitUntil(field.hasFocus)


def test_a_reason_that_is_a_usage_metric_itself_is_no_reason(qtbot, field) -> None:
    typed(qtbot, field, USAGE)
    called(field, "Domain term").click()
    called(field, "Another reason …").click()
    row = field.hints.cards[0].answers
    qtbot.keyClicks(row.reasons.line, "He made 120 prompts in March")
    qtbot.keyClick(row.reasons.line, Qt.Key.Key_Return)
    qtbot.waitUntil(row.problem.isVisible)
    assert field.answers == () and "would be printed" in row.problem.text() and field.hints.isVisible()


def test_their_own_words_are_only_hinted_at(qtbot, shown) -> None:
    made = CheckedTextEdit("In their words", own_words=True)
    shown(made, made.hints)
    made.setFocus()
    typed(qtbot, made, USAGE)
    labels = [one.text() for one in made.hints.findChildren(QLabel)]
    assert any(text.startswith("Only a hint") for text in labels)
    with qtbot.assertNotEmitted(made.finding_answered):
        called(made, "Put the hint aside").click()
        qtbot.waitUntil(lambda: not made.hints.isVisible())
    assert made.text() == USAGE and made.take_answers() == ()


def test_the_whole_way_by_keyboard(qtbot, field) -> None:
    typed(qtbot, field, FOUR)
    cards = field.hints.cards
    field.moveCursor(checked_text.QTextCursor.MoveOperation.Start)
    qtbot.keyClick(field, Qt.Key.Key_F8)
    assert cards[0].hasFocus()
    qtbot.keyClick(cards[0], Qt.Key.Key_F8)
    assert cards[1].hasFocus()
    qtbot.keyClick(cards[1], Qt.Key.Key_Tab)
    assert QApplication.focusWidget().text() == "Keep as outcome number"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert field.hasFocus() and field.textCursor().position() == field.extraSelections()[1].cursor.selectionEnd()
    for _step in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)
    assert QApplication.focusWidget() in field.hints.cards


def test_every_control_is_named_and_reached_in_reading_order(qtbot, field) -> None:
    typed(qtbot, field, FOUR)
    called(field, "Domain term", 1).click()
    called(field, "Another reason …", 1).click()
    assert nameless(field.window()) == [] and literal_labels(field.window())
    seen, wanted = reached_by_tab(qtbot, field, field.window())
    assert wanted <= seen
    order = []
    field.setFocus()
    for _step in range(12):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        order.append(QApplication.focusWidget())
    places = [one.mapTo(field.window(), QPoint(0, 0)).y() for one in order[:11] if field.hints.isAncestorOf(one)]
    assert places == sorted(places)
    card = field.hints.cards[0]
    name = QAccessible.queryAccessibleInterface(card).text(QAccessible.Text.Name)
    assert card.finding.span in name and card.finding.why in name and card.finding.ask in name


def test_a_hint_is_announced_once(qtbot, field, monkeypatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(checked_text, "announce", lambda _widget, sentence: said.append(sentence))
    typed(qtbot, field, USAGE)
    typed(qtbot, field, USAGE + " More.")
    typed(qtbot, field, "Nothing.")
    typed(qtbot, field, USAGE)
    assert len(said) == 1 and "40 times" in said[0]
    assert "F8" in field.accessibleDescription()


def test_hostile_text_is_shown_literally(qtbot, field, monkeypatch) -> None:
    from reviewapp.domain.finding import Finding

    words = '<img src="file:///etc/passwd"> <b>40 prompts</b> & {name} \u202e %s'
    monkeypatch.setattr(
        checking, "findings_in",
        lambda text, _language: (Finding("vague", 0, len(text), text, "<b>why</b>", "<i>ask</i>?"),),
    )  # fmt: skip
    typed(qtbot, field, words)
    assert literal_labels(field.hints) and words in field.hints.cards[0].span.text()
    point = field.cursorRect(_cursor_at(field, 5)).center()
    QApplication.sendEvent(
        field.viewport(), QHelpEvent(QEvent.Type.ToolTip, point, field.viewport().mapToGlobal(point))
    )
    assert QToolTip.text() == "<span>&lt;b&gt;why&lt;/b&gt; &lt;i&gt;ask&lt;/i&gt;?</span>"
    QToolTip.hideText()


def test_the_why_is_told_where_the_cursor_or_the_mouse_is(qtbot, field) -> None:
    typed(qtbot, field, "Yes. " + USAGE)
    field.moveCursor(checked_text.QTextCursor.MoveOperation.Start)
    assert not field._has_tip
    field.setTextCursor(_cursor_at(field, 12))
    assert field._has_tip and field.findings[0].why in QToolTip.text()
    field.setTextCursor(_cursor_at(field, 0))
    assert not field._has_tip


def test_a_long_paste_is_checked_once_and_only_at_its_end(qtbot, field, monkeypatch) -> None:
    from reviewapp.actions import text_check

    texts: list[str] = []
    real = text_check.findings_of

    def counted(text, language=None):
        texts.append(text)
        return real(text, language)

    monkeypatch.setattr(text_check, "findings_of", counted)
    paragraph = "The reader checked the table against its source and found a date that was wrong.\n"
    field.insertPlainText(paragraph * 340 + USAGE)
    qtbot.keyClicks(field, " And more.")
    assert texts == [], "while typing nothing is checked"
    rested(qtbot, field)
    assert len(texts) == 1 and len(texts[0].split()) <= checking.MOST_WORDS and texts[0].startswith("The reader")
    assert field.extraSelections()[0].cursor.selectedText() == field.findings[0].span


def test_a_paragraph_without_end_is_cut(qtbot) -> None:
    assert checking.last_part("word " * 1_999) == 0
    text = "word " * 5_000
    assert len(text[checking.last_part(text) :].split()) == checking.MOST_WORDS
    text = "word " * 3_000 + "\nThe end."
    assert text[checking.last_part(text) :] == "The end."


def test_no_hints_while_an_input_method_is_composing(qtbot, field) -> None:
    typed(qtbot, field, "The table was compared with its source on Tuesday.")
    field.selectAll()
    QApplication.sendEvent(field, QInputMethodEvent("ni", []))
    field.insertPlainText(USAGE)
    QApplication.sendEvent(field, QInputMethodEvent("nihao", []))
    with qtbot.assertNotEmitted(field.checked, wait=3 * checked_text.PAUSE_MS):
        pass
    assert field.findings == ()
    QApplication.sendEvent(field, QInputMethodEvent("", []))
    rested(qtbot, field)
    assert field.findings


def test_read_only_text_is_left_alone(qtbot, field) -> None:
    typed(qtbot, field, USAGE)
    field.setReadOnly(True)
    qtbot.waitUntil(lambda: not field.extraSelections(), timeout=LONG)
    assert not field.hints.isVisible()


def test_right_to_left(qtbot, rtl_app, shown) -> None:
    made = CheckedTextEdit("What happened")
    window = shown(made, made.hints)
    made.setFocus()
    typed(qtbot, made, USAGE)
    card = made.hints.cards[0]
    buttons = [one for one in card.findChildren(QAbstractButton) if one.isVisible()]
    rights = [one.mapTo(window, one.rect().topRight()).x() for one in buttons]
    assert rights == sorted(rights, reverse=True) or len({one.y() for one in buttons}) > 1
    assert card.span.alignment() & Qt.AlignmentFlag.AlignRight


def _cursor_at(field: CheckedTextEdit, position: int):
    cursor = field.textCursor()
    cursor.setPosition(position)
    return cursor

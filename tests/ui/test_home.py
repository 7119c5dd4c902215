"""Home: several open ends in one act, the keyboard where it was, and what to do first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from reviewapp.actions.queries import all_people
from reviewapp.actions.telling import told_without_day
from reviewapp.ui.dialogs.notice import NoticeDialog
from reviewapp.ui.dialogs.telling import TellingDialog
from reviewapp.ui.widgets.buttons import Button
from tests.helpers.acts import somebody, told_without_a_day
from tests.helpers.desk import at_rest, dialog_of, made_vault, opened

WAYS = ("day", "same")


def home_of(qtbot, tmp_path, fill):
    window = opened(qtbot, made_vault(tmp_path / "vault", fill))
    page = window.go("home")
    at_rest(qtbot, window)
    return window, page


def press_text(qtbot, page, text: str) -> None:
    found = next(one for one in page.findChildren(Button) if one.text() == text and one.isVisible())
    found.setFocus()
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def answer_of(qtbot, window, query):
    found: list[object] = []
    window.hub.ask(query, found.append)
    at_rest(qtbot, window)
    return found[0]


def test_with_nobody_there_home_says_what_to_do_first(qtbot, themed_app, tmp_path) -> None:
    window, page = home_of(qtbot, tmp_path, lambda vault: None)
    assert any("Begin with the people" in label.text() for label in page.findChildren(QLabel))
    press_text(qtbot, page, "Go to People")
    at_rest(qtbot, window)
    assert window.current_page == "people"
    focused = QApplication.focusWidget()
    assert focused is not None and focused.accessibleName() == "Add person"
    window.close()


@pytest.mark.parametrize("way", WAYS)
def test_days_are_confirmed_for_several_episodes_at_once(qtbot, themed_app, tmp_path, way) -> None:
    def fill(vault) -> None:
        tom = somebody(vault)
        for ago in (9, 5, 3):
            told_without_a_day(vault, tom, ago=ago)

    window, page = home_of(qtbot, tmp_path, fill)
    press_text(qtbot, page, "Several at once …")
    dialog = dialog_of(qtbot, window, TellingDialog)
    assert dialog.chosen() == [] and dialog.day.date() is None
    dialog.submit.click()
    assert "Choose the episodes" in dialog.problem.text()
    for row in (0, 1):
        dialog.rows.setCurrentRow(row)
        QTest.keyClick(dialog.rows, Qt.Key.Key_Space)
    dialog.submit.click()
    assert "Give the day" in dialog.problem.text()
    if way == "same":
        dialog.when.set_value("same")
        dialog.when.picked.emit()
    else:
        dialog.day.yesterday_button.click()
    dialog.submit.click()
    at_rest(qtbot, window)
    assert len(answer_of(qtbot, window, told_without_day)) == 1 and dialog.isVisible()
    dialog.choose_all(True)
    dialog.submit.click()
    qtbot.waitUntil(lambda: not window.findChildren(TellingDialog))
    assert answer_of(qtbot, window, told_without_day) == []
    window.hub.undo()
    at_rest(qtbot, window)
    assert len(answer_of(qtbot, window, told_without_day)) == 1 and window.toast.sentence.text() == "Undone"
    window.close()


def test_the_notice_is_given_to_a_team_at_once(qtbot, themed_app, tmp_path) -> None:
    def fill(vault) -> None:
        for name in ("Ada Quill", "Ben Ode", "Cy Park"):
            somebody(vault, name, notice=False)

    window, page = home_of(qtbot, tmp_path, fill)
    press_text(qtbot, page, "Give it to several …")
    dialog = dialog_of(qtbot, window, NoticeDialog)
    assert [dialog.others.item(at).text() for at in range(dialog.others.count())] == ["Ben Ode", "Cy Park"]
    dialog.others.item(1).setCheckState(Qt.CheckState.Checked)
    dialog.submit.click()
    at_rest(qtbot, window)
    waiting = [row.name for row in answer_of(qtbot, window, all_people) if row.notice_on is None]
    assert waiting == ["Ben Ode"]
    window.close()


def test_coming_back_the_keyboard_is_on_the_row_that_was_opened(qtbot, themed_app, tmp_path) -> None:
    def fill(vault) -> None:
        tom = somebody(vault)
        for ago in (9, 5, 3):
            told_without_a_day(vault, tom, ago=ago, text=f"Episode of day {ago}.")

    window, page = home_of(qtbot, tmp_path, fill)
    row = next(one for one in page.findChildren(Button) if "day 5" in one.text())
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Space)
    at_rest(qtbot, window)
    assert window.current_page == "observation"
    window.pages.currentWidget().head.back.click()
    at_rest(qtbot, window)
    focused = QApplication.focusWidget()
    assert isinstance(focused, Button) and "day 5" in focused.text()
    window.close()

"""The evidence by day as a picture: where marks stand, how they are walked and heard, and that nothing is counted."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QMenu

from reviewapp.actions.shapes import DayMark, DayRow, EvidenceDays
from reviewapp.domain.review import mark_in_months
from reviewapp.ui import theme
from reviewapp.ui.widgets.evidence_line import EvidenceLine
from tests.helpers.keyboard import accessible_nodes, press, tab

HOSTILE = '<img src="file:///x"> & "q"'
MONTHS = [date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)]


def mark(day: date, *ids: int, title: str = "") -> DayMark:
    return DayMark(day, tuple(title or f"Episode {'abcdefgh'[one]}" for one in ids), ids)


def days(*rows: DayRow, away: tuple[date, date] | None = None) -> EvidenceDays:
    return EvidenceDays(tuple(MONTHS), rows, *(away or (None, None)), ("Discernment: April and May 2026.", "Away: June 2026."))


DISCERNMENT = DayRow("J1", "Discernment", (mark(date(2026, 4, 10), 1), mark(date(2026, 5, 20), 2, title=HOSTILE)))
VERIFICATION = DayRow("J5", "Verification", ())
HUMILITY = DayRow("J9", "Humility", (mark(date(2026, 5, 18), 3), mark(date(2026, 6, 29), 4, 5)))
PICTURE = days(DISCERNMENT, VERIFICATION, HUMILITY, away=(date(2026, 6, 1), date(2026, 6, 15)))


@pytest.fixture
def line(shown):
    made = EvidenceLine()
    made.window_ = shown(made, width=800)
    made.set_days(PICTURE)
    return made


def centre(line: EvidenceLine, at: int) -> QPoint:
    return line.dots()[at].geometry().center()


def test_marks_stand_on_their_days_in_the_row_of_their_competency(line) -> None:
    april, may, other_may, june = (centre(line, at) for at in range(4))
    assert line.place_of(0) < april.x() < line.place_of(1) < other_may.x() < may.x() < line.place_of(2) < june.x()
    assert abs(april.x() - line.place_of(mark_in_months(date(2026, 4, 10), MONTHS))) <= 1
    assert june.x() < line.place_of(3) <= line.width()
    assert april.y() == may.y() < other_may.y() == june.y()
    names = {label.text(): label.geometry() for label in line.findChildren(QLabel) if label.isVisible()}
    assert list(names) == ["Discernment", "Verification", "Humility"]
    assert names["Discernment"].top() <= april.y() <= names["Discernment"].bottom()
    assert all(one.right() < line.place_of(0) for one in names.values()), "a name ends before the line begins"


def test_the_line_is_mirrored_where_reading_is(rtl_app, qtbot) -> None:
    line = EvidenceLine()
    line.resize(800, 300)
    line.set_days(PICTURE)
    qtbot.addWidget(line)
    line.show()
    assert line.place_of(0) > line.place_of(3) >= 0
    april, may, _other, june = (centre(line, at).x() for at in range(4))
    assert april > may > june
    names = [label.geometry() for label in line.findChildren(QLabel) if label.isVisible()]
    assert all(one.left() > line.place_of(0) for one in names)
    line.dots()[0].setFocus()
    line.activateWindow()
    qtbot.waitUntil(line.dots()[0].hasFocus)
    press(line, Qt.Key.Key_Left)
    assert line.focusWidget() is line.dots()[1], "Left is later"


def test_the_keyboard_enters_once_walks_and_opens(line, qtbot) -> None:
    opened: list[int] = []
    line.episode_opened.connect(opened.append)
    assert tab(line.window_) == "Discernment, Fri 10 Apr 2026: Episode b"
    assert press(line.window_, Qt.Key.Key_Right).startswith("Discernment, Wed 20 May 2026")
    press(line.window_, Qt.Key.Key_Return)
    press(line.window_, Qt.Key.Key_Space)
    assert opened == [2, 2]
    assert press(line.window_, Qt.Key.Key_Down) == "Humility, Mon 18 May 2026: Episode d", "past an empty row, nearest in time"
    assert press(line.window_, Qt.Key.Key_End).startswith("Humility, Mon 29 Jun 2026")
    assert press(line.window_, Qt.Key.Key_Right).startswith("Humility, Mon 29 Jun 2026"), "the last one stays"
    assert press(line.window_, Qt.Key.Key_Home).startswith("Humility, Mon 18 May")
    assert tab(line.window_) == "after", "Tab leaves, arrows walk"


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)", extend=True)
def test_marks_that_cover_each_other_ask_which_is_meant(line, qtbot) -> None:
    opened: list[int] = []
    line.episode_opened.connect(opened.append)
    qtbot.mouseClick(line.dots()[3], Qt.MouseButton.LeftButton)
    assert opened == []
    qtbot.waitUntil(lambda: any(one.isVisible() for one in line.findChildren(QMenu)))
    (menu,) = line.findChildren(QMenu)
    assert [act.text() for act in menu.actions()] == ["Mon 29 Jun 2026: Episode e", "Mon 29 Jun 2026: Episode f"]
    menu.actions()[1].trigger()
    menu.close()
    assert opened == [5]
    # Two days of a year in a narrow window lie on one another: both are offered, whichever was hit.
    near = DayRow("J1", "Discernment", (mark(date(2026, 4, 10), 1), mark(date(2026, 4, 11), 2, title="R & D")))
    line.set_days(days(near))
    qtbot.mouseClick(line.dots()[0], Qt.MouseButton.LeftButton)
    assert [act.text() for act in line._menu.actions()] == ["Fri 10 Apr 2026: Episode b", "Sat 11 Apr 2026: R && D"]


def test_it_is_heard_as_sentences_and_shows_markup_as_typed(line) -> None:
    assert line.accessibleName() == "Evidence by day"
    assert line.accessibleDescription() == "Discernment: April and May 2026.\nAway: June 2026."
    heard = {node.text(QAccessible.Text.Name) for node in accessible_nodes(line)}
    assert f"Discernment, Wed 20 May 2026: {HOSTILE}" in heard and "Verification" in heard
    assert "<img" not in line.dots()[1].toolTip()


def test_it_counts_nothing(line) -> None:
    def picture(ids: tuple[int, ...]) -> object:
        line.set_days(days(DayRow("J1", "Discernment", (mark(date(2026, 5, 3), *ids),))))
        return line.grab().toImage()

    assert picture((1,)) == picture((1, 2, 3, 4, 5)), "much and little look alike"
    line.set_days(PICTURE)
    shown = [label.text() for label in line.findChildren(QLabel) if label.isVisible()]
    assert not any(character.isdigit() for text in shown for character in text)
    assert {dot.size().toTuple() for dot in line.dots()} == {line.dots()[0].size().toTuple()}


def test_only_the_days_away_are_shaded(line) -> None:
    line.set_days(days(VERIFICATION))
    without = line.grab().toImage()
    line.set_days(days(VERIFICATION, away=(date(2026, 5, 1), date(2026, 5, 31))))
    with_it = line.grab().toImage()
    row = next(label.geometry() for label in line.findChildren(QLabel) if label.isVisible())
    spans = [(line.place_of(at) + 2, line.place_of(at + 1) - 2) for at in range(3)]
    parts = [QRect(left, row.top() + 2, right - left, row.height() - 4) for left, right in spans]
    assert [without.copy(part) == with_it.copy(part) for part in parts] == [True, False, True]
    assert line.heightForWidth(800) > 0 and "Away" in line.accessibleDescription()


def test_cited_is_told_by_form_and_by_word(line) -> None:
    line.set_days(PICTURE, cited=(1, 5))
    assert [dot.filled for dot in line.dots()] == [True, False, False, True]
    assert [dot.accessibleName().startswith("Cited. ") for dot in line.dots()] == [True, False, False, True]
    assert line.dots()[0].grab().toImage() != line.dots()[1].grab().toImage()
    before = line.dots()
    before[2].setFocus()
    line.set_days(PICTURE, cited=(2,))
    assert line.dots() == before and line.window_.focusWidget() is before[2], "the marks stay, and the keyboard on them"
    assert [dot.filled for dot in line.dots()] == [False, True, False, False]
    assert not line.dots()[0].accessibleName().startswith("Cited")


@pytest.mark.parametrize("look", [theme.Theme.LIGHT, theme.Theme.DARK])
@pytest.mark.parametrize("points", [9, 22])
def test_names_have_the_room_they_need_in_every_look_and_size(themed_app, qtbot, look, points) -> None:
    font = themed_app.font()
    font.setPointSize(points)
    themed_app.setFont(font)
    theme.apply(themed_app, look)
    line = EvidenceLine()
    qtbot.addWidget(line)
    long = DayRow("J2", "Verantwortungsbewusste Entscheidungsvorbereitung im Team", (mark(date(2026, 5, 3), 1),))
    line.set_days(days(DISCERNMENT, long, away=(date(2026, 6, 1), date(2026, 6, 30))))
    line.resize(520, 100)
    line.resize(520, line.heightForWidth(520))
    line.show()
    for label in line.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width())
        assert label.width() <= 520 * 0.4 + 1
    boxes = [label.geometry() for label in line.findChildren(QLabel)]
    assert not boxes[0].intersects(boxes[1])
    assert all(line.rect().contains(dot.geometry()) for dot in line.dots())
    assert not line.grab().toImage().isNull()


def test_another_period_leaves_nothing_of_the_one_before(line, qtbot) -> None:
    line.dots()[0].setFocus()
    line.set_days(EvidenceDays())
    assert line.dots() == [] and line.accessibleDescription() == ""
    assert not [label for label in line.findChildren(QLabel) if label.isVisible()]
    line.grab()

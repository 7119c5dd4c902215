from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QRect, Qt, QUrl
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from reviewapp import i18n
from reviewapp.actions.shapes import Coverage, CoverageCell, RelianceCell
from reviewapp.domain import observation as domain
from reviewapp.ui import words
from reviewapp.ui.dates import read_date
from reviewapp.ui.widgets.avatar import initials
from reviewapp.ui.widgets.banner import Banner
from reviewapp.ui.widgets.chip import Chip
from reviewapp.ui.widgets.chip_group import ChipGroup
from reviewapp.ui.widgets.coverage_strip import CoverageStrip
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.empty_state import EmptyState
from reviewapp.ui.widgets.labels import SectionHeader, field_label, plain_label, plain_tooltip
from reviewapp.ui.widgets.reliance_map import RelianceMap
from reviewapp.ui.widgets.text_edit import GrowingTextEdit
from reviewapp.ui.widgets.toast import Toast

TODAY = date(2026, 11, 21)
HOSTILE = '<img src="file:///x">'
PARTS = (("suggested", "Suggested"), ("drafted", "Drafted"), ("analysed", "Analysed"))
MONTHS = (date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1))
COVERAGE = Coverage(
    months=MONTHS,
    away_months=frozenset({MONTHS[2]}),
    competencies=(("J1", "Discernment"), ("J5", "Verification")),
    cells=(CoverageCell(MONTHS[1], "J1", ("Read the table", HOSTILE), (4, 9)),),
)


@pytest.fixture(autouse=True)
def _dressed(themed_app):
    return themed_app


@pytest.fixture
def shown(qtbot):
    """Show widgets in one window, above each other, with a field before and after them."""
    kept: list[QWidget] = []

    def show(*widgets: QWidget, width: int = 420) -> QWidget:
        window = QWidget()
        column = QVBoxLayout(window)
        before, after = QLineEdit(), QLineEdit()
        before.setAccessibleName("before")
        after.setAccessibleName("after")
        for one in (before, *widgets, after):
            column.addWidget(one)
        column.addStretch()
        qtbot.addWidget(window)
        kept.append(window)  # qtbot alone would let it be collected
        window.resize(width, 600)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        before.setFocus()
        return window

    return show


def focused(window: QWidget) -> str:
    widget = window.focusWidget()
    return widget.accessibleName() if widget is not None else ""


def tab(window: QWidget) -> str:
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    return focused(window)


def press(window: QWidget, key: Qt.Key) -> str:
    QTest.keyClick(window.focusWidget(), key)
    return focused(window)


def accessible_nodes(widget: QWidget):
    def walk(node):
        yield node
        for at in range(node.childCount()):
            child = node.child(at)
            if child is not None and child.isValid():
                yield from walk(child)

    yield from walk(QAccessible.queryAccessibleInterface(widget))


# Chips ---------------------------------------------------------------------------------------------------------------


def test_tab_enters_a_group_of_chips_once_and_arrows_walk_and_pick(shown) -> None:
    group = ChipGroup("AI's part", PARTS)
    window = shown(group)
    picked: list[str | None] = []
    group.picked.connect(lambda: picked.append(group.value()))
    assert tab(window) == "Suggested"
    assert group.value() is None, "to come by is not to answer"
    assert press(window, Qt.Key.Key_Right) == "Drafted"
    assert press(window, Qt.Key.Key_End) == "Analysed"
    assert press(window, Qt.Key.Key_Down) == "Suggested"
    assert picked == ["drafted", "analysed", "suggested"]
    assert tab(window) == "after"
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Backtab)
    assert focused(window) == "Suggested"


def test_tab_comes_back_to_the_picked_chip(shown) -> None:
    group = ChipGroup("AI's part", PARTS)
    group.set_value("analysed")
    window = shown(group)
    assert tab(window) == "Analysed"


def test_in_a_group_for_several_answers_arrows_only_walk(shown) -> None:
    group = ChipGroup("Checks", PARTS, exclusive=False)
    group.set_values(("analysed",))
    window = shown(group)
    heard: list[tuple[str, ...]] = []
    group.picked.connect(lambda: heard.append(group.values()))
    assert tab(window) == "Analysed"
    assert press(window, Qt.Key.Key_Home) == "Suggested"
    assert heard == []
    press(window, Qt.Key.Key_Space)
    assert heard == [("suggested", "analysed")]
    assert tab(window) == "after", "the picked chip further on is no second stop"


def test_setting_chips_emits_nothing_and_a_click_does_once(shown, qtbot) -> None:
    group = ChipGroup("AI's part", PARTS)
    shown(group)
    heard: list[str | None] = []
    group.picked.connect(lambda: heard.append(group.value()))
    group.set_value("drafted")
    group.set_value(None)
    group.set_values(("analysed",))
    group.set_choices((*PARTS, ("acted", "Acted")))
    assert (heard, group.value()) == ([], "analysed")
    assert tab(group.window()) == "Analysed", "chips made anew stay where their group stands"
    qtbot.mouseClick(group.chip("acted"), Qt.MouseButton.LeftButton)
    assert (heard, group.values()) == (["acted"], ("acted",))
    qtbot.mouseClick(group.chip("acted"), Qt.MouseButton.LeftButton)
    assert (heard, group.value()) == (["acted"], "acted"), "an answer stays unless the group is optional"


def test_an_optional_answer_can_be_taken_back(shown, qtbot) -> None:
    group = ChipGroup("Confidence", PARTS, optional=True)
    group.set_value("drafted")
    shown(group)
    heard: list[str | None] = []
    group.picked.connect(lambda: heard.append(group.value()))
    qtbot.mouseClick(group.chip("drafted"), Qt.MouseButton.LeftButton)
    assert (heard, group.value()) == ([None], None)


def test_assistive_technology_that_toggles_a_chip_is_heard(shown) -> None:
    group = ChipGroup("AI's part", PARTS)
    shown(group)
    heard: list[str | None] = []
    group.picked.connect(lambda: heard.append(group.value()))
    action = QAccessible.queryAccessibleInterface(group.chip("drafted")).actionInterface()
    action.doAction("Toggle" if "Toggle" in action.actionNames() else action.actionNames()[0])
    assert heard == ["drafted"]


def test_chips_are_announced_as_what_they_behave_like(shown) -> None:
    one, several = ChipGroup("One", PARTS), ChipGroup("Several", PARTS, exclusive=False)
    shown(one, several)
    role = QAccessible.Role
    assert QAccessible.queryAccessibleInterface(one.chip("drafted")).role() == role.RadioButton
    assert QAccessible.queryAccessibleInterface(several.chip("drafted")).role() == role.CheckBox


def test_a_chip_keeps_its_width_when_picked_and_shows_a_mark(shown) -> None:
    chip = Chip("R&D <b>x</b>")
    shown(chip)
    before, picture = chip.sizeHint(), chip.grab().toImage()
    chip.setChecked(True)
    assert chip.sizeHint() == before
    assert chip.grab().toImage() != picture
    assert (chip.accessibleName(), chip.shortcut().toString()) == ("R&D <b>x</b>", "")


def test_chips_fill_lines_from_the_side_where_reading_begins(shown, rtl_app) -> None:
    group = ChipGroup("AI's part", tuple((str(n), f"A rather long choice {n}") for n in range(5)))
    shown(group, width=360)
    chips = [group.chip(str(n)) for n in range(5)]
    assert chips[0].geometry().right() == group.rect().right()
    assert chips[-1].y() > chips[0].y(), "it wraps"
    assert all(group.rect().contains(chip.geometry()) for chip in chips)
    assert press(group.window(), Qt.Key.Key_Tab) == "A rather long choice 0"
    assert press(group.window(), Qt.Key.Key_Left) == "A rather long choice 1", "left is forward here"


def test_a_choice_wider_than_the_pane_is_shortened_and_explained(shown) -> None:
    group = ChipGroup("Long", (("a", "word " * 40),))
    shown(group, width=200)
    chip = group.chip("a")
    assert chip.geometry().right() <= group.rect().right()
    assert chip.toolTip()


# Dates ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", date(2026, 11, 21)), ("Yesterday", date(2026, 11, 20)), ("12 oct", date(2026, 10, 12)),
        ("oct 12, 2025", date(2025, 10, 12)), ("12th October", date(2026, 10, 12)), ("2026-10-12", date(2026, 10, 12)),
        ("12.10.", date(2026, 10, 12)), ("12.10.2024", date(2024, 10, 12)), ("25/3", date(2026, 3, 25)),
        ("3/25/2026", date(2026, 3, 25)), ("5/5", date(2026, 5, 5)), ("mon", date(2026, 11, 16)),
        ("Saturday", date(2026, 11, 21)), ("12 dec", date(2025, 12, 12)), ("29 feb", date(2024, 2, 29)),
        ("Tue 17 Nov 2026", date(2026, 11, 17)), ("  ", None),
    ],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(typed: str, day: date | None) -> None:
    found = read_date(typed, TODAY)
    assert (found.day, found.sentence) == (day, "")


@pytest.mark.parametrize("typed", ["12/10", "early june", "45", "31 feb", "12 oct 26", "may", "2026-13-01", "1 2 3 oct"])
def test_what_is_no_date_or_could_be_two_is_not_guessed(typed: str) -> None:
    found = read_date(typed, TODAY)
    assert found.day is None and found.sentence


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ar", "ja", "xx-long", "xx-rtl"])
def test_a_date_shown_is_read_back_in_every_language(language: str) -> None:
    i18n.use_language(language)
    for month in range(1, 13):
        for day in (3, 17):
            shown_day = date(2026, month, day)
            assert read_date(words.written_date(shown_day), TODAY).day == shown_day


def test_a_date_field_reports_the_users_dates_only(shown) -> None:
    field = DateField(lambda: TODAY)
    window = shown(field)
    heard: list[date | None] = []
    field.picked.connect(lambda: heard.append(field.date()))
    field.set_date(date(2026, 11, 2))
    assert (heard, field.edit.text()) == ([], "Mon 2 Nov 2026")
    assert tab(window) == "Date"
    field.edit.selectAll()
    QTest.keyClicks(field.edit, "12 oct")
    assert heard[-1] == date(2026, 10, 12)
    assert tab(window) == "Today"
    assert field.edit.text() == "Mon 12 Oct 2026"
    press(window, Qt.Key.Key_Space)
    assert (heard[-1], field.date()) == (TODAY, TODAY)
    assert tab(window) == "Yesterday"
    press(window, Qt.Key.Key_Space)
    assert heard[-1] == date(2026, 11, 20)


def test_text_that_is_no_date_stays_with_one_sentence_under_it(shown) -> None:
    field = DateField(lambda: TODAY)
    window = shown(field)
    tab(window)
    QTest.keyClicks(field.edit, "early june")
    assert not field.problem.isVisible(), "not while one is still typing"
    tab(window)
    assert field.edit.text() == "early june" and field.date() is None
    assert field.problem.isVisible() and field.problem.text() == field.problem_sentence()
    assert field.edit.accessibleDescription() == field.problem_sentence()
    field.set_date(TODAY)
    assert not field.problem.isVisible() and not field.problem_sentence()


def test_an_episode_cannot_lie_ahead_unless_asked_for(shown) -> None:
    past, any_day = DateField(lambda: TODAY), DateField(lambda: TODAY, "Due on", past_only=False)
    window = shown(past, any_day)
    tab(window)
    QTest.keyClicks(past.edit, "2027-01-05")
    assert past.date() is None and "ahead" in past.problem_sentence()
    any_day.edit.setFocus()
    QTest.keyClicks(any_day.edit, "2027-01-05")
    assert any_day.date() == date(2027, 1, 5)


def test_passing_through_a_date_field_changes_nothing(shown) -> None:
    field = DateField(lambda: TODAY)
    field.set_date(date(2027, 1, 5))
    window = shown(field)
    tab(window)
    tab(window)
    assert (field.date(), field.edit.text()) == (date(2027, 1, 5), "Tue 5 Jan 2027")


def test_in_a_narrow_pane_the_date_buttons_stand_under_the_field(shown) -> None:
    wide, narrow = DateField(lambda: TODAY), DateField(lambda: TODAY)
    shown(wide, width=600)
    shown(narrow, width=290)
    assert wide.today_button.y() == pytest.approx(wide.edit.y(), abs=8)
    assert narrow.today_button.y() >= narrow.edit.geometry().bottom()
    assert narrow.height() <= narrow.sizeHint().height() + 2, "and nothing else stretches"


def test_the_calendar_answers_with_a_day_and_colours_no_weekend(shown, qtbot) -> None:
    from reviewapp.ui.widgets.calendar_popup import CalendarPopup

    holder = QWidget()
    shown(holder)
    popup = CalendarPopup(holder)
    saturday, monday = Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Monday
    formats = [popup.calendar.weekdayTextFormat(day).foreground().color() for day in (saturday, monday)]
    assert formats[0] == formats[1]
    with qtbot.waitSignal(popup.day_picked) as caught:
        popup.calendar.clicked.emit(popup.calendar.selectedDate())
    assert caught.args == [popup.calendar.selectedDate().toPython()]


# Text ----------------------------------------------------------------------------------------------------------------


def test_a_text_field_takes_plain_text_only(shown) -> None:
    field = GrowingTextEdit("What happened")
    shown(field)
    mime = QMimeData()
    mime.setHtml("<b>bold</b>")
    mime.setText(f"{HOSTILE}\r\nsecond\x00 line")
    field.insertFromMimeData(mime)
    assert field.text() == f"{HOSTILE}\nsecond line"
    picture = QMimeData()
    picture.setUrls([QUrl("file:///x.png")])
    picture.setImageData(b"x")
    assert field.createMimeDataFromSelection().formats() == ["text/plain"]
    bare = QMimeData()
    bare.setImageData(b"x")
    assert not field.canInsertFromMimeData(bare)


def test_a_text_field_grows_with_its_text_and_then_scrolls(shown, qtbot) -> None:
    field = GrowingTextEdit("What happened", min_lines=2, max_lines=5)
    shown(field)
    low = field.height()
    field.set_text("\n".join("line" for _ in range(4)))
    qtbot.waitUntil(lambda: field.height() > low)
    assert field.verticalScrollBar().maximum() == 0, "everything can be seen"
    field.set_text("\n".join("line" for _ in range(40)))
    qtbot.waitUntil(lambda: field.verticalScrollBar().maximum() > 0)
    assert field.height() == field.wanted_height() < low * 4
    field.set_text("")
    qtbot.waitUntil(lambda: field.height() == low)


def test_setting_text_emits_nothing_and_typing_does_and_tab_leaves(shown) -> None:
    field = GrowingTextEdit("What happened")
    window = shown(field)
    heard: list[str] = []
    field.edited.connect(lambda: heard.append(field.text()))
    field.set_text("loaded")
    assert heard == [] and not field.document().isUndoAvailable()
    assert tab(window) == "What happened"
    QTest.keyClicks(field, "x")
    assert heard == ["xloaded"]
    assert tab(window) == "after"


def test_hostile_text_is_shown_as_typed(shown) -> None:
    label, header = plain_label(HOSTILE), SectionHeader(HOSTILE, HOSTILE)
    banner, empty = Banner(), EmptyState("users", HOSTILE, "Add")
    window = shown(label, header, banner, empty)
    banner.say(HOSTILE, "Do")
    toast = Toast(window)
    toast.say(HOSTILE, "Undo")
    texts = [one for one in window.findChildren(QLabel) if one.text()]
    assert [one.text() for one in texts].count(HOSTILE) == 6
    assert {one.textFormat() for one in texts} == {Qt.TextFormat.PlainText}
    plain_tooltip(label, HOSTILE)
    assert "<img" not in label.toolTip() and label.accessibleDescription() == HOSTILE


def test_a_label_begins_at_the_edge_of_the_page_whatever_its_script(rtl_app) -> None:
    label = plain_label("Amara Okafor")
    assert label.alignment() & Qt.AlignmentFlag.AlignRight
    label.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert label.alignment() & Qt.AlignmentFlag.AlignLeft
    with pytest.raises(ValueError, match="no such label role"):
        plain_label("x", "huge")


def test_a_field_label_is_read_with_its_field(shown) -> None:
    field = GrowingTextEdit("What happened")
    label = field_label("What happened", field)
    assert label.buddy() is field


def test_initials_come_from_the_first_and_the_last_word() -> None:
    assert [initials(name) for name in ("Fatima Zahra Benali", "cher", "  ", "(Ann) O'Neil", "王伟")] == [
        "FB", "C", "?", "AO", "王",
    ]  # fmt: skip


# Messages ------------------------------------------------------------------------------------------------------------


def test_a_banner_says_acts_and_goes(shown, qtbot) -> None:
    banner = Banner()
    shown(banner)
    assert not banner.isVisible()
    banner.say("The notice is missing.", "Record the notice")
    assert banner.isVisible() and banner.action.accessibleName() == "Record the notice"
    with qtbot.waitSignal(banner.action_asked):
        banner.action.click()
    with qtbot.waitSignal(banner.dismissed):
        banner.dismiss.click()
    assert not banner.isVisible()
    banner.say("Only words.")
    assert banner.action.isHidden()


def test_a_toast_lies_inside_its_window_says_it_aloud_and_goes_with_its_act(shown, qtbot, monkeypatch) -> None:
    from reviewapp.ui.widgets import toast as module

    spoken: list[str] = []
    monkeypatch.setattr(module, "announce", lambda _widget, text: spoken.append(text))
    window = shown()
    toast = Toast(window)
    toast.say("Observation saved", "Undo")
    assert spoken == ["Observation saved Undo"]
    assert window.rect().contains(toast.geometry())
    window.resize(260, 300)
    qtbot.waitUntil(lambda: window.rect().contains(toast.geometry()))
    with qtbot.waitSignal(toast.action_asked):
        toast.action.click()
    assert not toast.isVisible()


def test_a_toast_goes_by_itself_but_not_under_the_keyboard(shown, qtbot, monkeypatch) -> None:
    from reviewapp.ui.widgets import toast as module

    monkeypatch.setattr(module, "SHOWN_MS", 1)
    window = shown()
    toast = Toast(window)
    toast.say("Observation saved", "Undo")
    toast.action.setFocus()
    times: list[bool] = []
    toast._clock.timeout.connect(lambda: times.append(toast.isVisible()))
    qtbot.waitUntil(lambda: len(times) > 2)
    assert toast.isVisible()
    window.findChildren(QLineEdit)[0].setFocus()
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_an_empty_page_says_what_to_do_first(shown, qtbot) -> None:
    empty = EmptyState("users", "Nobody is here yet. " * 6, "Add a person")
    shown(empty, width=320)
    assert empty.sentence.height() >= empty.sentence.heightForWidth(empty.sentence.width())
    with qtbot.waitSignal(empty.action_asked):
        empty.action.click()


# Pictures of a person's record ----------------------------------------------------------------------------------------


def test_the_coverage_strip_is_walked_cell_by_cell_and_opens_what_was_seen(shown) -> None:
    strip = CoverageStrip()
    window = shown(strip)
    opened: list[object] = []
    strip.cell_opened.connect(opened.append)
    strip.set_coverage(COVERAGE)
    assert tab(window) == "Coverage by month"
    press(window, Qt.Key.Key_Return)
    assert opened == [], "an empty cell has nothing to open"
    press(window, Qt.Key.Key_Right)
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_Space)
    assert opened == [(4, 9), (4, 9)]
    assert tab(window) == "after", "Tab leaves, arrows walk"


def test_every_cell_of_the_coverage_strip_reads_as_a_sentence(shown) -> None:
    strip = CoverageStrip()
    shown(strip)
    strip.set_coverage(COVERAGE)
    heard = {node.text(QAccessible.Text.Name) for node in accessible_nodes(strip)}
    assert f"Discernment, May 2026: Read the table; {HOSTILE}" in heard
    assert "Verification, May 2026: nothing noted" in heard
    assert "Verification, June 2026: away" in heard
    assert {"April 2026", "June 2026, away"} <= heard
    assert "<img" not in strip.model().index(0, 1).data(Qt.ItemDataRole.ToolTipRole)


def test_the_coverage_strip_marks_much_and_little_alike(shown) -> None:
    strip = CoverageStrip()
    shown(strip)

    def picture(titles: int) -> object:
        cell = CoverageCell(MONTHS[0], "J1", ("seen",) * titles, tuple(range(titles)))
        strip.set_coverage(Coverage(MONTHS, frozenset(), COVERAGE.competencies, (cell,)))
        return strip.grab().toImage()

    assert picture(1) == picture(9)
    assert picture(1) != picture(0)


def test_away_is_hatched_and_named(shown) -> None:
    strip = CoverageStrip()
    shown(strip)
    strip.set_coverage(COVERAGE)
    away = strip.grab().toImage()
    assert strip.coverage.month_lines(2) == ("Jun", "Away")
    strip.set_coverage(Coverage(MONTHS, frozenset(), COVERAGE.competencies, COVERAGE.cells))
    assert strip.grab().toImage() != away


RELIANCE = [
    RelianceCell("flawed", "revised", "Was anyone told?", ("Swapped units", HOSTILE), (3, 5)),
    RelianceCell("sound", "did_without_ai", "Kept human for a reason?", ("Condolence letter",), (8,)),
    RelianceCell("unclear", "unknown", "", ("Old note",), (9,)),
]


@pytest.mark.parametrize("width", [1100, 380])
def test_the_reliance_map_lists_every_episode_wide_and_narrow(shown, qtbot, width: int) -> None:
    chart = RelianceMap()
    chart.set_cells(RELIANCE)
    window = shown(chart, width=width)
    qtbot.waitUntil(lambda: chart.is_grid() == (width > 800))
    assert [one.title for one in chart.titles()] == ["Condolence letter", "Swapped units", HOSTILE, "Old note"]
    assert chart.titles()[1].accessibleDescription() == "Output flawed · Revised"
    said = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert "Was anyone told?" in said
    assert not any(character.isdigit() for text in said for character in text), "no totals"
    opened: list[int] = []
    chart.episode_opened.connect(opened.append)
    assert [tab(window), press(window, Qt.Key.Key_Down)] == ["Condolence letter", "Swapped units"]
    press(window, Qt.Key.Key_Return)
    qtbot.mouseClick(chart.titles()[2], Qt.MouseButton.LeftButton)
    assert opened == [3, 5]
    assert all(one.height() >= one.heightForWidth(one.width()) for one in chart.titles()), "nothing is cut off"


def test_the_columns_of_the_reliance_map_are_equally_wide(shown, qtbot) -> None:
    chart = RelianceMap()
    chart.set_cells([RelianceCell("sound", "accepted", "", ("word " * 30,), (1,))])
    window = shown(chart, width=1100)
    qtbot.waitUntil(chart.is_grid)
    frames = [one for one in window.findChildren(QWidget) if one.property("kind") == "card" and one.isVisible()]
    widths = {one.width() for one in frames}
    assert max(widths) - min(widths) <= 1


# Rules for all -------------------------------------------------------------------------------------------------------


def test_everything_that_takes_the_focus_has_a_name(shown) -> None:
    strip, chart, banner = CoverageStrip(), RelianceMap(), Banner()
    several = ChipGroup("Checks", PARTS, exclusive=False)
    widgets = (
        ChipGroup("AI's part", PARTS), several, DateField(lambda: TODAY), GrowingTextEdit("What happened"),
        banner, EmptyState("users", "Nobody", "Add a person"), SectionHeader("Title"), strip, chart,
    )  # fmt: skip
    window = shown(*widgets, width=1100)
    strip.set_coverage(COVERAGE)
    chart.set_cells(RELIANCE)
    banner.say("x", "Do")
    Toast(window).say("Saved", "Undo")
    nodes = [node for node in accessible_nodes(window) if node.state().focusable and not node.state().invisible]
    assert len(nodes) > 20
    assert [node.object() for node in nodes if not node.text(QAccessible.Text.Name)] == []


@pytest.mark.parametrize("field", [*domain.CHOICES, *domain.MULTI_CHOICES])
def test_every_id_has_a_word(field: str) -> None:
    values = (*domain.CHOICES.get(field, ()), *domain.MULTI_CHOICES.get(field, ()))
    assert tuple(value for value, _label in words.choices(field)) == values
    labels = [words.choice(field, value) for value in values]
    assert all(label and "_" not in label for label in labels) and len(set(labels)) == len(labels)
    assert words.field(field)


def test_fields_statuses_and_anchors_have_words() -> None:
    for name in (*domain.TEXTS, *domain.DATES, *domain.FLAGS):
        assert words.field(name)
    assert len({words.status(status) for status in domain.STATUSES}) == len(domain.STATUSES)
    assert words.status("jot") == "Private jot"
    assert {words.anchor(anchor) for anchor in domain.ANCHOR_CHOICES} >= {"Missed", "Not enough seen"}
    assert set(words.KIND_ICONS) == set(domain.CHOICES["kind"])
    assert (words.field("ai_part"), words.field("response"), words.field("behaviour"), words.field("observed_on")) == (
        "AI's part", "Response", "What happened", "Date",
    )  # fmt: skip


def test_words_follow_the_language() -> None:
    i18n.use_language("xx-long")
    assert words.choice("kind", "kept_human").startswith("[")
    i18n.use_language("en")
    assert words.choice("kind", "kept_human") == "Kept human"


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "Today"), (1, "Yesterday"), (3, "3 days ago"), (13, "13 days ago"), (14, "2 weeks ago"), (44, "6 weeks ago"),
     (-1, "Tomorrow"), (300, "Sun 25 Jan 2026"), (-30, "Mon 21 Dec 2026")],
)  # fmt: skip
def test_how_long_ago_is_said_in_words(days: int, said: str) -> None:
    assert words.relative_day(date.fromordinal(TODAY.toordinal() - days), TODAY) == said


def test_visual_rects_are_what_a_mirror_would_show(shown, rtl_app) -> None:
    chip = Chip("Drafted")
    shown(chip)
    chip.resize(200, chip.sizeHint().height())
    chip.setChecked(True)
    image = chip.grab().toImage()
    fill = image.pixelColor(100, 3)

    def inked(area: QRect) -> bool:
        return any(
            image.pixelColor(x, y) != fill
            for x in range(area.left(), area.right())
            for y in range(area.top(), area.bottom())
        )

    middle = chip.height() // 2
    assert inked(QRect(178, middle - 6, 14, 12)), "the check mark stands where reading begins"
    assert not inked(QRect(10, middle - 6, 14, 12))

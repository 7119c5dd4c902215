from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QRect, Qt, QUrl
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from reviewapp.ui.widgets.avatar import initials
from reviewapp.ui.widgets.banner import Banner
from reviewapp.ui.widgets.chip import Chip
from reviewapp.ui.widgets.chip_group import ChipGroup
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.empty_state import EmptyState
from reviewapp.ui.widgets.labels import SectionHeader, field_label, plain_label, plain_tooltip
from reviewapp.ui.widgets.text_edit import GrowingTextEdit
from reviewapp.ui.widgets.toast import Toast
from tests.helpers.keyboard import accessible_nodes, focused, press, tab

TODAY = date(2026, 11, 21)
HOSTILE = '<img src="file:///x">'
PARTS = (("suggested", "Suggested"), ("drafted", "Drafted"), ("analysed", "Analysed"))


@pytest.fixture(autouse=True)
def _dressed(themed_app):
    return themed_app


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
    before = empty.sentence.height()
    empty.set_texts("Nobody is here yet. " * 20, "Add a person")
    assert empty.sentence.height() >= empty.sentence.heightForWidth(empty.sentence.width()) > before
    with qtbot.waitSignal(empty.action_asked):
        empty.action.click()


def test_everything_that_takes_the_focus_has_a_name(shown) -> None:
    banner = Banner()
    several = ChipGroup("Checks", PARTS, exclusive=False)
    widgets = (
        ChipGroup("AI's part", PARTS), several, DateField(lambda: TODAY), GrowingTextEdit("What happened"),
        banner, EmptyState("users", "Nobody", "Add a person"), SectionHeader("Title"),
    )  # fmt: skip
    window = shown(*widgets, width=1100)
    banner.say("x", "Do")
    Toast(window).say("Saved", "Undo")
    nodes = [node for node in accessible_nodes(window) if node.state().focusable and not node.state().invisible]
    assert len(nodes) > 15
    assert [node.object() for node in nodes if not node.text(QAccessible.Text.Name)] == []


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

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from reviewapp.actions.shapes import PersonRow, TimelineCard
from reviewapp.ui import theme, words
from reviewapp.ui.models.card_layout import MAX_LINES, RAIL, body_text, lay_out
from reviewapp.ui.models.people_model import TOLD_APART_ROLE, PeopleModel
from reviewapp.ui.models.person_delegate import person_rects
from reviewapp.ui.models.timeline_model import PAGE, TimelineModel
from reviewapp.ui.widgets.list_views import PeopleView, TimelineView

TODAY = date(2026, 11, 21)  # a Saturday
HOSTILE = '<img src="file:///x">'
SPOKEN = Qt.ItemDataRole.AccessibleTextRole
LTR, RTL = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft

AMARA = PersonRow(1, "Amara Okafor", "Staff engineer", "Platform", TODAY, TODAY - timedelta(days=3), away_now=False)
CHEN = PersonRow(2, "Chen Wei", "", "", None, None, away_now=False)
DALIA = PersonRow(3, "Dalia Haddad", "Analyst", "", TODAY, TODAY - timedelta(days=40), away_now=True)


def card(number: int = 1, day: date | None = date(2026, 11, 17), **changes: object) -> TimelineCard:
    plain = TimelineCard(
        id=number, kind="caught_risk", observed_on=day, date_as_written="", written_on=TODAY,
        behaviour="Read the dosage table before it went out.", people=("Amara Okafor",),
        competencies=(("J5", "Verification"),), status="jot", waits_for_notice=False, ai_part="drafted",
        response="revised", soundness="flawed", concern=None, told_on=None, told_confirmed=False,
    )  # fmt: skip
    return replace(plain, **changes)


@pytest.fixture(autouse=True)
def _dressed(themed_app):
    return themed_app


@pytest.fixture
def timeline(qtbot) -> TimelineView:
    view = TimelineView()
    qtbot.addWidget(view)
    view.resize(640, 900)
    view.show()
    return view


def spoken(model: TimelineModel | PeopleModel) -> list[str]:
    return [model.index(row).data(SPOKEN) for row in range(model.rowCount())]


# People --------------------------------------------------------------------------------------------------------------


def test_a_person_is_read_as_one_sentence_of_words() -> None:
    model = PeopleModel()
    model.set_people([AMARA, CHEN, DALIA], TODAY)
    assert spoken(model) == [
        "Amara Okafor, Staff engineer, Last noted 3 days ago",
        "Chen Wei, No notes yet, Notice missing",
        "Dalia Haddad, Analyst, Away",
    ]


def test_two_names_that_differ_by_an_accent_are_told_apart_by_what_they_do() -> None:
    model = PeopleModel()
    sian, other = replace(AMARA, id=4, name="Siân Davies"), replace(DALIA, id=5, name="SIAN  Davies")
    model.set_people([AMARA, other, sian], TODAY)
    assert [model.index(row).data(TOLD_APART_ROLE) for row in range(3)] == ["", "Analyst", "Staff engineer"]
    model.set_people([AMARA, sian], TODAY)
    assert [model.index(row).data(TOLD_APART_ROLE) for row in range(2)] == ["", ""]


def test_reading_the_same_people_again_keeps_the_one_chosen(qtbot) -> None:
    view = PeopleView()
    qtbot.addWidget(view)
    view.people.set_people([AMARA, CHEN], TODAY)
    view.select(2)
    view.people.set_people([AMARA, replace(CHEN, last_noted_on=TODAY)], TODAY)
    assert view.people.person_at(view.currentIndex()) == replace(CHEN, last_noted_on=TODAY)
    assert view.currentIndex().data(SPOKEN) == "Chen Wei, Last noted today, Notice missing"


def test_choosing_a_person_is_heard_and_being_shown_one_is_not(qtbot) -> None:
    view = PeopleView()
    qtbot.addWidget(view)
    heard: list[int] = []
    view.person_chosen.connect(heard.append)
    view.people.set_people([AMARA, CHEN, DALIA], TODAY)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.setFocus()
    view.select(3)
    assert heard == []
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert heard == [2]
    place = view.visualRect(view.people.index_of(1)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard == [2, 1]


def test_a_row_of_people_is_mirrored_part_by_part(themed_app) -> None:
    area = QRect(0, 0, 260, 60)
    there, here = person_rects(area, themed_app.font(), LTR), person_rects(area, themed_app.font(), RTL)
    for name in ("row", "disc", "name", "second", "mark"):
        assert getattr(here, name) == QStyle.visualRect(RTL, area, getattr(there, name))
    assert here.disc.left() > here.name.right() > here.name.left() > here.row.left()


@pytest.mark.parametrize("points", [9, 14, 20])
def test_rows_of_people_are_as_high_as_their_type(qtbot, themed_app, points: int) -> None:
    font = QFont(themed_app.font())
    font.setPointSize(points)
    view = PeopleView()
    qtbot.addWidget(view)
    view.setFont(font)
    view.people.set_people([AMARA], TODAY)
    option = QStyleOptionViewItem()
    option.font = font
    height = view.itemDelegate().sizeHint(option, view.people.index(0)).height()
    rects = person_rects(QRect(0, 0, 260, height), font, LTR)
    assert rects.row.contains(rects.name) and rects.row.contains(rects.second) and rects.row.contains(rects.disc)
    assert rects.name.height() >= QFontMetrics(font).height()


# The time line ---------------------------------------------------------------------------------------------------------


def test_cards_stand_under_headings() -> None:
    model = TimelineModel()
    model.begin(TODAY)
    days = [date(2026, 11, 21), date(2026, 11, 16), date(2026, 11, 15), date(2026, 10, 28), date(2025, 10, 1), None]
    model.add_page([card(number, day) for number, day in enumerate(days, 1)], at_end=True)
    headings = [text for row, text in enumerate(spoken(model)) if model.card_at(model.index(row)) is None]
    assert headings == ["This week", "November 2026", "October 2026", "October 2025", "Date open"]


def test_a_heading_is_not_repeated_across_pages_nor_reachable() -> None:
    model = TimelineModel()
    model.begin(TODAY)
    model.add_page([card(1), card(2)], at_end=False)
    model.fetchMore(QModelIndex())
    model.add_page([card(3), card(4, date(2026, 10, 1))], at_end=True)
    assert model.rowCount() == 6
    selectable = [bool(model.flags(model.index(row)) & Qt.ItemFlag.ItemIsEnabled) for row in range(6)]
    assert selectable == [False, True, True, True, False, True]


def test_a_hundred_thousand_cards_are_read_page_by_page(timeline, qtbot) -> None:
    total = 100_000
    asked: list[tuple[object, int]] = []

    def answer(after: int | None, limit: int) -> None:
        asked.append((after, limit))
        first = (after or 0) + 1
        page = [card(n, TODAY - timedelta(days=n // 40)) for n in range(first, min(first + limit, total + 1))]
        timeline.timeline.add_page(page, at_end=first + limit > total)

    timeline.timeline.page_wanted.connect(answer)
    timeline.timeline.begin(TODAY)
    assert asked == [(None, PAGE)], "one page is enough to fill the window"
    bar = timeline.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert asked[1] == (PAGE, PAGE)
    assert timeline.timeline.rowCount() < 3 * PAGE


def test_while_a_page_is_on_its_way_no_other_is_asked_for() -> None:
    model = TimelineModel()
    asked: list[object] = []
    model.page_wanted.connect(lambda after, _limit: asked.append(after))
    assert not model.canFetchMore(QModelIndex()), "nothing was begun"
    model.begin(TODAY)
    model.fetchMore(QModelIndex())
    assert asked == [None]
    model.add_page([card(7)], at_end=False)
    model.fetchMore(QModelIndex())
    assert asked == [None, 7]
    model.add_page([], at_end=True)
    model.fetchMore(QModelIndex())
    assert asked == [None, 7]


def test_a_late_answer_for_someone_else_is_left_aside() -> None:
    model = TimelineModel()
    model.begin(TODAY)
    before = model.generation
    model.begin(TODAY)
    model.add_page([card(1)], at_end=True, generation=before)
    assert model.rowCount() == 0 and not model.is_empty(), "the real answer is still on its way"
    model.add_page([], at_end=True, generation=model.generation)
    assert model.is_empty()


def test_a_card_changes_and_goes_in_place() -> None:
    model = TimelineModel()
    model.begin(TODAY)
    model.add_page([card(1), card(2, date(2026, 10, 1)), card(3, None)], at_end=True)
    assert model.update_card(card(1, behaviour="Other words."))
    assert "Other words." in model.index_of(1).data(SPOKEN)
    assert not model.update_card(card(2, date(2026, 9, 1))), "it belongs elsewhere now"
    assert not model.update_card(card(99))
    model.remove_card(2)
    assert [text.split(",")[0] for text in spoken(model)] == ["This week", "Caught risk", "Date open", "Caught risk"]
    model.remove_card(3)
    model.remove_card(1)
    assert model.rowCount() == 0


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Private jot"),
        ({"waits_for_notice": True}, "Waiting for notice"),
        ({"status": "complete"}, "Complete, not shared yet"),
        ({"status": "shared", "told_on": date(2026, 10, 12), "told_confirmed": True}, "Told on 12 Oct"),
        ({"status": "complete", "told_on": date(2026, 10, 12)}, "Told, date to be confirmed"),
        ({"status": "in_review"}, "In review"),
        ({"status": "withdrawn"}, "Withdrawn"),
    ],
)
def test_a_card_says_where_it_stands(changes: dict[str, object], said: str, themed_app) -> None:
    one = card(**changes)
    assert words.card_status(one) == said
    assert said in words.card_sentence(one)
    assert said in [text.text for text in lay_out(one, 600, themed_app.font(), LTR).texts]


@pytest.mark.parametrize("status", ["jot", "in_review", "answered", "withdrawn"])
def test_a_card_shows_the_day_it_was_told_where_its_status_says_something_else(status: str, themed_app) -> None:
    one = card(status=status, told_on=date(2026, 10, 12), told_confirmed=True)
    layout = lay_out(one, 600, themed_app.font(), LTR)
    assert [pill.text for pill in layout.pills if pill.outlined] == ["Told on 12 Oct"]
    assert f"Told on 12 Oct · {words.card_status(one)}" in words.card_sentence(one)
    narrow = lay_out(one, 220, themed_app.font(), LTR)
    assert all(pill.rect.right() <= narrow.frame.right() for pill in narrow.pills)
    assert narrow.height > layout.height and words.card_sentence(card(status=status)).count("Told") == 0


def test_a_card_says_once_that_it_was_told(themed_app) -> None:
    one = card(status="shared", told_on=date(2026, 10, 12), told_confirmed=True)
    assert words.card_sentence(one).count("Told on") == 1
    assert not [pill for pill in lay_out(one, 600, themed_app.font(), LTR).pills if pill.outlined]


def test_a_card_is_read_whole(themed_app) -> None:
    one = card(day=None, date_as_written="early June", concern=True, people=("Amara Okafor", "Chen Wei"))
    assert words.card_sentence(one) == (
        "Caught risk, Concern, Date open: early June: Read the dosage table before it went out. · "
        "Amara Okafor, Chen Wei · Verification · Private jot"
    )
    layout = lay_out(one, 600, themed_app.font(), LTR)
    painted = [text.text for text in layout.texts] + [pill.text for pill in layout.pills]
    assert painted == [
        "Caught risk", "Date open: early June", "Amara Okafor, Chen Wei", "Private jot", "Concern", "Verification",
    ]  # fmt: skip


def test_kinds_and_concerns_differ_by_word_and_icon_only(timeline) -> None:
    """Two cards that differ in kind alone use the very same colours."""

    def colours(kind: str) -> set[int]:
        timeline.timeline.begin(TODAY)
        timeline.timeline.add_page([card(1, kind=kind, behaviour="", competencies=())], at_end=True)
        image = timeline.grab().toImage()
        pixels = (image.pixelColor(x, y) for x in range(640) for y in range(160))
        return {pixel.hslHue() for pixel in pixels if pixel.hslSaturation() > 60}

    assert colours("caught_risk") == colours("kept_human") == colours("escalation")


@pytest.mark.parametrize("width", [260, 420, 900])
@pytest.mark.parametrize("points", [9, 14])
def test_nothing_on_a_card_overlaps_or_is_cut_off(themed_app, width: int, points: int) -> None:
    font = QFont(themed_app.font())
    font.setPointSize(points)
    one = card(
        concern=True, people=("Amara Okafor", "Chen Wei"), behaviour="word " * 200,
        competencies=(("a", "Verification"), ("b", "A competency with a rather long name"), ("c", "Risk")),
    )  # fmt: skip
    layout = lay_out(one, width, font, LTR)
    inner = layout.frame.adjusted(2, 2, -2, -2)
    rects = [layout.body_rect, *(p.rect for p in (*layout.texts, *layout.marks, *layout.pills))]
    assert all(inner.contains(rect) for rect in rects)
    assert layout.frame.right() <= width and layout.frame.left() == RAIL
    lines = [*layout.texts, *layout.pills]
    assert all(piece.rect.height() >= QFontMetrics(piece.font).height() for piece in lines)
    for at, rect in enumerate(rects):
        assert not any(rect.intersects(other) for other in rects[at + 1 :])


def test_long_text_ends_after_eight_lines_with_an_ellipsis(themed_app) -> None:
    long = body_text("word " * 900, 300, themed_app.font(), LTR)
    assert long.lineCount() == MAX_LINES and long.text().endswith("…")
    broken = body_text("\n".join("ab"), 300, themed_app.font(), LTR)
    assert broken.lineCount() == 2 and "…" not in broken.text()
    cut_at_line_end = body_text("\n".join("abcdefghij"), 300, themed_app.font(), LTR)
    assert cut_at_line_end.lineCount() == MAX_LINES and cut_at_line_end.text().endswith("…")


def test_heights_are_measured_once_for_a_width_and_a_font(timeline, monkeypatch) -> None:
    from reviewapp.ui.models import card_delegate

    measured: list[int] = []

    def counting(one: TimelineCard, width: int, font: QFont, direction: Qt.LayoutDirection):
        measured.append(one.id)
        return lay_out(one, width, font, direction)

    monkeypatch.setattr(card_delegate, "lay_out", counting)
    timeline.timeline.begin(TODAY)
    timeline.timeline.add_page([card(1), card(2)], at_end=True)
    timeline.grab()
    timeline.grab()
    assert sorted(measured) == [1, 2]
    timeline.timeline.update_card(card(2, behaviour="word " * 80))
    timeline.grab()
    assert sorted(measured) == [1, 2, 2], "only what changed"
    timeline.resize(500, 900)
    timeline.grab()
    assert sorted(set(measured[3:])) == [1, 2]


def test_a_changed_card_gets_the_room_it_needs(timeline, qtbot) -> None:
    timeline.timeline.begin(TODAY)
    timeline.timeline.add_page([card(1), card(2)], at_end=True)
    before = timeline.visualRect(timeline.timeline.index_of(1)).height()
    timeline.timeline.update_card(card(1, behaviour="word " * 80))
    qtbot.waitUntil(lambda: timeline.visualRect(timeline.timeline.index_of(1)).height() > before)


def test_cards_are_painted_in_the_mirror_from_right_to_left(timeline, rtl_app) -> None:
    timeline.timeline.begin(TODAY)
    timeline.timeline.add_page([card(1)], at_end=True)
    row = timeline.visualRect(timeline.timeline.index_of(1))
    option = QStyleOptionViewItem()
    timeline.initViewItemOption(option)
    option.rect = row
    layout = timeline.itemDelegate().layout(card(1), option, row.width())
    frame = QStyle.visualRect(RTL, row, layout.frame.translated(row.topLeft()))
    assert frame.right() == row.right() - RAIL, "the rail stands at the right"
    image = timeline.grab().toImage()
    middle = frame.center().y()
    card_colour = theme.current().card
    assert image.pixelColor(frame.right() - 4, middle).name() == card_colour
    assert image.pixelColor(row.right() - 4, middle).name() != card_colour
    ink = layout.body_rect.translated(row.topLeft())
    text = QStyle.visualRect(RTL, row, ink)
    width = 60
    assert _has_ink(image, QRect(text.right() - width, text.top(), width, text.height()), card_colour)
    assert not _has_ink(image, QRect(text.left(), text.top(), width, text.height()), card_colour)


def test_hostile_words_are_painted_as_typed(timeline) -> None:
    one = card(1, behaviour=HOSTILE, people=(HOSTILE, "B"), competencies=(("x", HOSTILE),))
    timeline.timeline.begin(TODAY)
    timeline.timeline.add_page([one], at_end=True)
    index = timeline.timeline.index_of(1)
    assert HOSTILE in index.data(SPOKEN)
    assert "<img" not in index.data(Qt.ItemDataRole.ToolTipRole)
    layout = lay_out(one, 640, timeline.font(), LTR)
    assert layout.body.text() == HOSTILE
    people = PeopleModel()
    people.set_people([replace(AMARA, name=HOSTILE)], TODAY)
    assert people.index(0).data(SPOKEN).startswith(HOSTILE)
    assert "<img" not in people.index(0).data(Qt.ItemDataRole.ToolTipRole)


def test_cards_are_opened_by_keyboard_and_mouse_and_the_focus_shows(timeline, qtbot) -> None:
    opened: list[int] = []
    timeline.card_opened.connect(opened.append)
    timeline.timeline.begin(TODAY)
    timeline.timeline.add_page([card(1), card(2), card(3, date(2026, 10, 1))], at_end=True)
    timeline.activateWindow()
    qtbot.waitUntil(timeline.isActiveWindow)
    timeline.setFocus()
    timeline.setCurrentIndex(timeline.timeline.index_of(2))
    focused = timeline.grab().toImage()
    QTest.keyClick(timeline, Qt.Key.Key_Return)
    QTest.keyClick(timeline, Qt.Key.Key_Down)
    assert timeline.timeline.card_at(timeline.currentIndex()).id == 3, "the heading between them is stepped over"
    QTest.keyClick(timeline, Qt.Key.Key_Space)
    QTest.keyClick(timeline, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    place = timeline.visualRect(timeline.timeline.index_of(1)).center()
    QTest.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=place)
    heading = timeline.visualRect(timeline.timeline.index(0)).center()
    QTest.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=heading)
    assert opened == [2, 3, 1]
    timeline.setCurrentIndex(timeline.timeline.index_of(2))
    timeline.clearFocus()
    assert timeline.grab().toImage() != focused


def _has_ink(image, area: QRect, ground: str) -> bool:
    return any(
        image.pixelColor(x, y).name() != ground
        for x in range(area.left(), area.right())
        for y in range(area.top(), area.bottom())
    )

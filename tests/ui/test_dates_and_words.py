from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from reviewapp import i18n
from reviewapp.actions.shapes import PersonRow
from reviewapp.domain import observation as domain
from reviewapp.ui import words
from reviewapp.ui.dates import read_date
from reviewapp.ui.widgets.calendar_popup import CalendarPopup
from reviewapp.ui.widgets.date_field import DateField
from tests.helpers.keyboard import press, tab

TODAY = date(2026, 11, 21)


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
    holder = QWidget()
    shown(holder)
    popup = CalendarPopup(holder)
    saturday, monday = Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Monday
    formats = [popup.calendar.weekdayTextFormat(day).foreground().color() for day in (saturday, monday)]
    assert formats[0] == formats[1]
    with qtbot.waitSignal(popup.day_picked) as caught:
        popup.calendar.clicked.emit(popup.calendar.selectedDate())
    assert caught.args == [popup.calendar.selectedDate().toPython()]


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


@pytest.mark.parametrize(
    ("noted", "away", "said"),
    [
        (TODAY, False, "Last noted today"), (date(2026, 11, 20), False, "Last noted yesterday"),
        (date(2026, 10, 9), False, "Last noted 6 weeks ago"), (date(2026, 8, 3), False, "Last noted in August 2026"),
        (None, False, "No notes yet"), (date(2026, 8, 3), True, "Away"),
    ],
)  # fmt: skip
def test_when_a_person_was_last_noted_and_an_absence_comes_first(noted: date | None, away: bool, said: str) -> None:
    assert words.last_noted(PersonRow(1, "A", "", "", None, noted, away), TODAY) == said

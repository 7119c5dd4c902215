"""Dates as people write them; whatever can be read two ways stays open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewapp.domain.person import Person
from reviewapp.exchange.dates import REASONS, read_date

SAVED_ON = date(2026, 11, 20)

SETTLED = {
    "2026-03-03": ("2026-03-03", "iso"),
    "2026-03-03 00:00:00": ("2026-03-03", "iso"),
    "2026-03-03T14:05:00Z": ("2026-03-03", "iso"),
    "2026/3/5": ("2026-03-05", "iso"),
    "20260305": ("2026-03-05", "iso"),
    "9.6.26": ("2026-06-09", "dots"),
    " 14.5.26 ": ("2026-05-14", "dots"),
    "31.12.": ("2025-12-31", "dots"),
    "14.10.2025 17:30 Uhr": ("2025-10-14", "dots"),
    "1.9.98": ("1998-09-01", "dots"),
    "12 Oct": ("2026-10-12", "words"),
    "12 Dec": ("2025-12-12", "words"),
    "3rd March 2026": ("2026-03-03", "words"),
    "March 3, 2026": ("2026-03-03", "words"),
    "Sat 7 Nov": ("2026-11-07", "words"),
    "Tues 6 Oct": ("2026-10-06", "words"),
    "Friday, 27 February 2026    17:52": ("2026-02-27", "words"),
    "07-Nov-26": ("2026-11-07", "words"),
    "3. März": ("2026-03-03", "words"),
    "Di, 6. Okt.": ("2026-10-06", "words"),
    "Dienstag, den 6. Oktober 2026": ("2026-10-06", "words"),
    "1er mars 2026": ("2026-03-01", "words"),
    "mardi 6 octobre": ("2026-10-06", "words"),
    "15 août": ("2026-08-15", "words"),
    "3 de marzo de 2026": ("2026-03-03", "words"),
    "sáb 7 nov": ("2026-11-07", "words"),
    "2026 Oct 12": ("2026-10-12", "words"),
    "3 Sept '18": ("2018-09-03", "words"),
    "Oct 25th": ("2026-10-25", "words"),
    "mar 3": ("2026-03-03", "words"),
    "05/27/2026": ("2026-05-27", "part_over_12"),
    "30/04/2026": ("2026-04-30", "part_over_12"),
    "10/14/2026 14:05": ("2026-10-14", "part_over_12"),
    "06/06/2026": ("2026-06-06", "same_either_way"),
    "12/12": ("2025-12-12", "same_either_way"),
    "12/03/2026": ("2026-03-12", "not_in_future"),
    "12-03-2026": ("2026-03-12", "not_in_future"),
    "１２/０３/２０２６": ("2026-03-12", "not_in_future"),
    "Tue 11/03/2026": ("2026-11-03", "weekday"),
}
OPEN = {
    "": "empty", "   \u200b": "empty", "31 Sept": "impossible", "29 Feb": "impossible", "31/09/2026": "impossible",
    "02/30/2026": "impossible", "14/13/2026": "impossible", "early June": "vague", "mid May": "vague",
    "Mitte Mai": "vague", "fin mai": "vague", "w/c 6 July": "a_week", "week of 6 July": "a_week", "KW 28": "a_week",
    "semaine du 6 juillet": "a_week", "Jan": "a_month", "August 2026": "a_month", "août 2026": "a_month",
    "Jan '26": "a_month", "14-16 Sept": "several_days", "14 Sept - 16 Sept": "several_days",
    "weekend 7 Nov": "several_days", "5 June?": "vague", "ca. 5. Juni": "vague", "yesterday": "unreadable",
    "46085": "unreadable", "5 or 6 June": "unreadable", "1 2 3 June": "unreadable", "5 June 202": "unreadable",
    "26 Jan - 2 Feb": "several_days", "12/25/2026": "in_future", "2026-12-25": "in_future",
    "Mon 7 Nov": "weekday_differs",
    "Oct 25": "ambiguous", "11/25": "ambiguous", "25-06-26": "ambiguous", "05/06/2026": "ambiguous",
    "5/6": "ambiguous", "x" * 100_000: "unreadable",
}


@pytest.mark.parametrize(("written", "wanted"), SETTLED.items())
def test_settled(written, wanted):
    reading = read_date(written, saved_on=SAVED_ON)
    assert (reading.day and reading.day.isoformat(), reading.reason) == wanted
    assert reading.candidates == (reading.day,)


@pytest.mark.parametrize(("written", "reason"), OPEN.items(), ids=[key[:20] for key in OPEN])
def test_left_open(written, reason):
    reading = read_date(written, saved_on=SAVED_ON)
    assert (reading.day, reading.reason) == (None, reason)


def test_both_readings_are_handed_on_day_first_first():
    reading = read_date("05/06/2026", saved_on=SAVED_ON)
    assert reading.candidates == (date(2026, 6, 5), date(2026, 5, 6))


def test_an_unsure_day_is_a_candidate_not_a_day():
    assert read_date("5 June?", saved_on=SAVED_ON).candidates == (date(2026, 6, 5),)


def test_start_and_absence_rule_readings_out_only_when_they_hold_for_everybody():
    new = Person(1, "a", "Kwabena Mensah", started_on=date(2026, 8, 3))
    away = Person(2, "b", "Helen Blackledge", away_from=date(2026, 9, 14), away_to=date(2027, 1, 10))
    old = Person(3, "c", "Tom Hesketh", started_on=date(2021, 1, 11))
    assert read_date("01/09/2026", saved_on=SAVED_ON, people=[new]).reason == "before_start"
    assert read_date("01/09/2026", saved_on=SAVED_ON, people=[new]).day == date(2026, 9, 1)
    assert read_date("01/09/2026", saved_on=SAVED_ON, people=[new, old]).day is None
    assert read_date("04/10/2026", saved_on=SAVED_ON, people=[away]).day == date(2026, 4, 10)
    assert read_date("04/10/2026", saved_on=SAVED_ON, people=[away, old]).day is None
    assert read_date("02/03/2026", saved_on=SAVED_ON, people=[new]).reason == "none_fits"


def test_future_is_allowed_for_start_dates():
    assert read_date("2027-01-11", saved_on=SAVED_ON, allow_future=True).day == date(2027, 1, 11)
    assert read_date("12/03/2026", saved_on=SAVED_ON, allow_future=True).day is None


def test_the_order_seen_is_told():
    assert read_date("30/04/2026", saved_on=SAVED_ON).order == "day_first"
    assert read_date("04/30/2026", saved_on=SAVED_ON).order == "month_first"
    assert read_date("05/06/2026", saved_on=SAVED_ON).order == ""


@given(st.integers(1, 12), st.integers(1, 12), st.integers(2000, 2030), st.sampled_from("/-"), st.booleans())
def test_never_a_day_when_both_orders_are_plausible(first, second, year, mark, short):
    written = f"{first:02d}{mark}{second}{mark}{year % 100 if short else year:02d}"
    reading = read_date(written, saved_on=SAVED_ON)
    both = {date(year, second, first), date(year, first, second)}
    if len(both) == 2 and max(both) <= SAVED_ON:
        assert reading.day is None
        assert set(reading.candidates) >= both
    elif max(both) <= SAVED_ON and not (short and mark == "-"):
        assert reading.day == max(both)


@given(st.dates(date(1990, 1, 1), SAVED_ON), st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%a %d %b %Y"]))
def test_safe_forms_round_trip(day, form):
    assert read_date(day.strftime(form), saved_on=SAVED_ON).day == day


@given(st.dates(SAVED_ON - timedelta(days=360), SAVED_ON), st.sampled_from(["%d %b", "%d. %B", "%d.%m."]))
def test_without_a_year_it_is_the_most_recent_such_day(day, form):
    assert read_date(day.strftime(form), saved_on=SAVED_ON).day == day


PIECES = st.sampled_from(
    ["3", "31", "2026", "26", "/", "-", ".", " ", "Mar", "März", "mi", "de", "?", "w/c", "w", "Tue", "early", "th",
     "'", "12:30", "–", ",", "0", "99", "am", "of", "May", "KW", "\u0660", "²", "(", "T"]
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=9).map("".join), st.lists(PIECES).map(" ".join)))
def test_never_raises_and_a_day_is_its_only_candidate(written):
    reading = read_date(written, saved_on=SAVED_ON)
    assert reading.reason in REASONS
    if reading.day is not None:
        assert reading.candidates == (reading.day,)
        assert reading.day <= SAVED_ON

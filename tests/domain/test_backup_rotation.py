"""Which backups stay: a pure rule, tried on many calendars."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reviewapp.domain.backup import DAYS, MONTHS, WEEKS, kept

TODAY = date(2026, 11, 21)
MOMENTS = st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31)), max_size=80)
DATES = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def at(days_ago: int, hour: int = 12) -> datetime:
    return datetime(TODAY.year, TODAY.month, TODAY.day, hour) - timedelta(days=days_ago)


def test_everything_of_today_and_yesterday_stays_and_one_of_each_older_day() -> None:
    all_day = [at(days, hour) for days in range(5) for hour in range(24)]
    assert kept(all_day, TODAY) == {
        *(at(days, hour) for days in (0, 1) for hour in range(24)), *(at(days, 23) for days in (2, 3, 4))
    }


def test_seven_days_then_eight_weeks_then_six_months() -> None:
    daily_for_two_years = [at(days) for days in range(730)]
    staying = sorted(kept(daily_for_two_years, TODAY), reverse=True)
    assert staying[: 2 + DAYS] == [at(days) for days in range(2 + DAYS)]
    weeks, months = staying[2 + DAYS : 2 + DAYS + WEEKS], staying[2 + DAYS + WEEKS :]
    assert len({one.isocalendar()[:2] for one in weeks}) == len(weeks) == WEEKS
    assert len({(one.year, one.month) for one in months}) == len(months) == MONTHS


@given(MOMENTS, DATES)
def test_the_newest_always_stays_and_nothing_is_made_up(moments: list[datetime], today: date) -> None:
    staying = kept(moments, today)
    assert staying <= set(moments)
    assert not moments or max(moments) in staying


@given(MOMENTS, DATES)
def test_nothing_of_today_yesterday_or_the_future_goes(moments: list[datetime], today: date) -> None:
    recent = {one for one in moments if one.date() >= today - timedelta(days=1)}
    assert recent <= kept(moments, today)
    assert len(kept(moments, today) - recent) <= DAYS + WEEKS + MONTHS


@given(MOMENTS, DATES)
def test_rotating_twice_removes_nothing_more(moments: list[datetime], today: date) -> None:
    once = kept(moments, today)
    assert kept(sorted(once), today) == once


@given(MOMENTS, DATES, DATES)
def test_a_clock_set_wrong_costs_little(moments: list[datetime], today: date, wrong: date) -> None:
    """Set back, nothing of the days since goes; set far ahead, the last days with a backup still have one each."""
    held = kept(moments, today)
    staying = kept(sorted(held), wrong)
    assert {one for one in held if one.date() >= wrong} <= staying
    last_days = sorted({one.date() for one in held}, reverse=True)[:DAYS]
    assert set(last_days) <= {one.date() for one in staying}


@given(st.integers(30, 500), st.integers(0, 6))
def test_day_after_day_old_ones_thin_out_and_never_run_dry(days: int, gap: int) -> None:
    """Rotation as it is lived: each day one backup, some days none, each day the rule."""
    held: set[datetime] = set()
    for number in range(days):
        today = TODAY + timedelta(days=number)
        if gap and number % (gap + 1) == gap:
            continue
        held.add(datetime(today.year, today.month, today.day, 18))
        held = set(kept(sorted(held), today))
    oldest = (max(held) - min(held)).days
    assert len(held) <= 2 + DAYS + WEEKS + MONTHS
    assert oldest >= min(days - 10, 150) - 40

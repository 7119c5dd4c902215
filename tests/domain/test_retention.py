"""How long things are kept: the figures of domain.md F, row by row, and the clock of a jot."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewapp.domain.errors import RuleRefused, UsageError
from reviewapp.domain.policy import Policy
from reviewapp.domain.retention import (
    REGIONS,
    Hold,
    episode_due,
    jot_announced_from,
    jot_due,
    jot_expires,
    later_by,
    refuse_held,
    region_of,
    review_due,
)

FINISHED, LEFT = date(2026, 3, 31), date(2026, 6, 30)


def test_the_products_own_periods():
    plain = {"policy": Policy(), "region": region_of("product"), "left_on": None}
    episode = {"written_on": date(2025, 9, 1), **plain}
    assert episode_due(closed_on=FINISHED, used=False, **episode) == FINISHED + timedelta(days=90)
    assert episode_due(closed_on=FINISHED, used=True, **episode) == date(2028, 3, 31)
    assert episode_due(closed_on=None, used=False, **episode) == date(2027, 9, 1)
    assert review_due(finished_on=FINISHED, **plain) == date(2029, 3, 31)


@pytest.mark.parametrize(
    ("region", "employed", "left"),
    [
        ("product", date(2029, 3, 31), date(2029, 3, 31)),
        ("eu", date(2029, 3, 31), date(2029, 3, 31)),
        ("germany", date(2029, 3, 31), date(2029, 3, 31)),
        ("austria", date(2029, 3, 31), date(2029, 3, 31)),
        ("france", date(2029, 3, 31), date(2026, 6, 30)),
        ("netherlands", date(2029, 3, 31), date(2028, 6, 30)),
        ("uk", date(2029, 3, 31), date(2029, 3, 31)),
        ("us", date(2029, 3, 31), date(2029, 3, 31)),
        ("california", None, date(2030, 3, 31)),
        ("massachusetts", None, date(2029, 6, 30)),
        ("elsewhere", date(2029, 3, 31), date(2029, 3, 31)),
    ],
)
def test_a_finished_review_by_region(region, employed, left):
    rule = region_of(region)
    assert review_due(finished_on=FINISHED, policy=Policy(), region=rule, left_on=None) == employed
    assert review_due(finished_on=FINISHED, policy=Policy(), region=rule, left_on=LEFT) == left


def test_every_region_of_the_table_is_here_with_how_sure_it_is():
    assert [one.id for one in REGIONS][:3] == ["product", "eu", "germany"] and len(REGIONS) == 11
    assert {one.certainty for one in REGIONS} <= {"own", "low", "medium", "high"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"region": "atlantis"}, {"jot_days": 29}, {"jot_days": 91}, {"unused_days": 0}, {"used_months": 0},
        {"review_months": 241}, {"region": "elsewhere"}, {"region": "elsewhere", "basis": "  "},
    ],
)
def test_a_policy_nobody_can_mean_is_refused(wrong):
    with pytest.raises(UsageError):
        Policy(**wrong).checked()
    Policy(region="elsewhere", basis="Labour code, art. 12", jot_days=90).checked()


def test_a_jot_expires_thirty_days_after_its_entry_once_it_was_announced():
    entered = date(2026, 11, 1)
    assert jot_announced_from(entered) == date(2026, 11, 21)
    assert jot_due(entered, date(2026, 11, 21)) == date(2026, 12, 1)
    assert not jot_expires(entered, date(2026, 11, 21), date(2026, 11, 30))
    assert jot_expires(entered, date(2026, 11, 21), date(2026, 12, 1))


def test_a_jot_nobody_was_told_of_never_expires():
    assert not jot_expires(date(2020, 1, 1), None, date(2026, 11, 20))
    assert jot_due(date(2020, 1, 1), date(2026, 11, 20)) == date(2026, 11, 30)


@given(
    entered=st.dates(date(2000, 1, 1), date(2100, 1, 1)), waited=st.integers(0, 4000), days=st.integers(30, 90),
    later=st.integers(0, 4000),
)
def test_between_announcement_and_expiry_there_are_always_ten_days(entered, waited, days, later):
    announced = entered + timedelta(days=waited)
    today = announced + timedelta(days=later)
    expired = jot_expires(entered, announced, today, days)
    assert expired == (today - entered >= timedelta(days=days) and later >= 10)


def test_months_end_where_the_shorter_month_ends():
    assert later_by(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert later_by(date(2025, 12, 31), 2) == date(2026, 2, 28)
    assert later_by(date(2026, 5, 15), 0) == date(2026, 5, 15)


def test_a_hold_stands_from_its_day_to_its_end_or_until_it_is_lifted():
    hold = Hold("Tribunal claim", "Legal", date(2026, 1, 10), date(2026, 12, 31))
    assert [hold.stands(day) for day in (date(2026, 1, 9), date(2026, 1, 10), date(2026, 12, 31), date(2027, 1, 1))] == [
        False, True, True, False,
    ]
    assert not Hold("x", "y", date(2026, 1, 1), lifted_on=date(2026, 2, 1)).stands(date(2026, 2, 1))
    with pytest.raises(RuleRefused, match="Tribunal"):
        refuse_held([hold], date(2026, 5, 5))
    refuse_held([hold], date(2027, 5, 5))

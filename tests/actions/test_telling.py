"""Days of conversations for several episodes at once: all or none, never before the episode, never without a notice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reviewapp.actions.changes import take_back
from reviewapp.actions.observations import get_observation
from reviewapp.actions.people import give_notice
from reviewapp.actions.queries import all_people
from reviewapp.actions.telling import confirm_told, told_without_day
from reviewapp.domain.errors import RuleRefused, UsageError
from tests.helpers.acts import somebody, told_without_a_day


def test_several_are_confirmed_in_one_act_and_taken_back_in_one(vault) -> None:
    tom = somebody(vault)
    ids = [told_without_a_day(vault, tom, ago=9), told_without_a_day(vault, tom, ago=5)]
    rows = told_without_day(vault)
    assert [row.observation_id for row in rows] == ids and rows[0].names == ("Tom Hesketh",)
    days = {row.observation_id: row.observed_on for row in rows if row.observed_on is not None}
    changes = confirm_told(vault, days=days)
    assert told_without_day(vault) == []
    assert [get_observation(vault, observation_id=one).subjects[0].told_on for one in ids] == list(days.values())
    assert changes.undo is not None
    take_back(vault, undo=changes.undo)
    assert len(told_without_day(vault)) == 2


def test_one_that_cannot_be_keeps_all_of_them_open(vault) -> None:
    tom = somebody(vault)
    first, second = told_without_a_day(vault, tom, ago=9), told_without_a_day(vault, tom, ago=2)
    with pytest.raises(UsageError, match="before the episode"):
        confirm_told(vault, days={one: vault.today - timedelta(days=5) for one in (first, second)})
    with pytest.raises(UsageError, match="still ahead"):
        confirm_told(vault, days={first: vault.today + timedelta(days=1)})
    assert len(told_without_day(vault)) == 2


def test_before_the_notice_nothing_counts_as_told(vault) -> None:
    ada = somebody(vault, "Ada Quill", notice=False)
    one = told_without_a_day(vault, ada, ago=3)
    assert told_without_day(vault)[0].noticed is False
    with pytest.raises(RuleRefused, match="notice"):
        confirm_told(vault, days={one: vault.today})


def test_a_notice_is_given_to_a_whole_team_in_one_act(vault) -> None:
    team = [somebody(vault, name, notice=False) for name in ("Ada Quill", "Ben Ode", "Cy Park")]
    changes = give_notice(vault, person_id=team[0], given_on=vault.today, also=team[1:])
    assert {row.notice_on for row in all_people(vault)} == {vault.today}
    assert changes.undo is not None
    take_back(vault, undo=changes.undo)
    assert {row.notice_on for row in all_people(vault)} == {None}

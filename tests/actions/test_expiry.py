"""Jots expire by their entry, after a notice, into a bin; nothing is deleted silently, whatever the clock does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reviewapp.actions.bin import in_bin, restore, restore_several
from reviewapp.actions.changes import NOTHING, take_back
from reviewapp.actions.expiry import look_after_jots, trust_clock
from reviewapp.actions.keeping import clock_was_set_back
from reviewapp.actions.observations import get_observation, record_observation, remove_observation, tell
from reviewapp.actions.people import remove_person
from reviewapp.actions.queries import find, home
from reviewapp.actions.reviews import remove_review
from reviewapp.actions.rights import set_hold, set_policy
from reviewapp.actions.several import complete_several, expiring_jots, remove_several, tell_several
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.domain.policy import Policy
from tests.helpers.acts import EVIDENCE, draft, jot, somebody, whole
from tests.helpers.raw_pages import clear_bytes


def day_by_day(vault, clock, days: int) -> None:
    """The desktop open on each of these days."""
    for _day in range(days):
        clock.forward(days=1)
        look_after_jots(vault)


@pytest.mark.harm("secret-dossier")
def test_a_jot_is_announced_from_day_twenty_moves_on_day_thirty_and_goes_fourteen_days_later(vault, clock):
    tom = somebody(vault)
    one = jot(vault, tom, text="Qvoplin wrote it down.", ago=200)
    entered = vault.today
    day_by_day(vault, clock, 19)
    assert home(vault).jots_about_to_expire == ()
    day_by_day(vault, clock, 1)
    waiting = home(vault).jots_about_to_expire
    assert [(row.observation_id, row.day) for row in waiting] == [(one, entered + timedelta(days=30))]
    day_by_day(vault, clock, 9)
    assert get_observation(vault, observation_id=one)
    day_by_day(vault, clock, 1)
    with pytest.raises(NotFound):
        get_observation(vault, observation_id=one)
    assert [(row.id, row.until) for row in in_bin(vault)] == [(one, vault.today + timedelta(days=14))]
    assert not find(vault.connection, query="Qvoplin").hits and home(vault).jots_about_to_expire == ()
    day_by_day(vault, clock, 13)
    assert [row.id for row in in_bin(vault)] == [one]
    day_by_day(vault, clock, 1)
    assert in_bin(vault) == [] and vault.connection.execute("SELECT count(*) FROM revision").fetchone()[0] == 0
    assert b"Qvoplin" not in clear_bytes(vault.folder / "vault.db", vault._data_key)


def test_an_app_that_was_not_opened_announces_first_and_waits_ten_days(vault, clock):
    one = jot(vault, somebody(vault))
    look_after_jots(vault)
    clock.forward(days=60)
    look_after_jots(vault)
    assert get_observation(vault, observation_id=one)
    assert [row.day for row in home(vault).jots_about_to_expire] == [vault.today + timedelta(days=10)]
    clock.forward(days=9)
    look_after_jots(vault)
    assert get_observation(vault, observation_id=one)
    clock.forward(days=1)
    look_after_jots(vault)
    assert [row.id for row in in_bin(vault)] == [one]


def test_an_import_counts_from_its_own_day_never_from_the_event(vault, clock):
    one = record_observation(vault, person_ids=[somebody(vault)], text="Long ago.", observed_on=date(2024, 1, 1)).id
    day_by_day(vault, clock, 29)
    assert get_observation(vault, observation_id=one)
    day_by_day(vault, clock, 1)
    assert [row.id for row in in_bin(vault)] == [one]


@pytest.mark.parametrize("back", [1, 25, 400])
def test_a_clock_set_back_neither_deletes_nor_announces_and_is_said(vault, clock, back):
    one = jot(vault, somebody(vault))
    day_by_day(vault, clock, 25)
    seen = vault.today
    clock.forward(days=-back)
    assert look_after_jots(vault) is NOTHING and clock_was_set_back(vault) == seen
    assert get_observation(vault, observation_id=one)
    clock.forward(days=back)
    assert clock_was_set_back(vault) is None
    day_by_day(vault, clock, 5)
    assert [row.id for row in in_bin(vault)] == [one]


def test_a_clock_that_was_years_ahead_deletes_nothing_once_it_is_right_again(vault, clock):
    one = jot(vault, somebody(vault))
    clock.forward(days=2000)
    look_after_jots(vault)
    clock.forward(days=-2000)
    assert look_after_jots(vault) is NOTHING
    trust_clock(vault)
    look_after_jots(vault)
    assert get_observation(vault, observation_id=one) and home(vault).jots_about_to_expire == ()
    day_by_day(vault, clock, 29)
    assert get_observation(vault, observation_id=one)
    day_by_day(vault, clock, 1)
    assert [row.id for row in in_bin(vault)] == [one]


def test_a_policy_may_lengthen_to_ninety_days(vault, clock):
    one = jot(vault, somebody(vault))
    set_policy(vault, policy=Policy(jot_days=90))
    day_by_day(vault, clock, 79)
    assert home(vault).jots_about_to_expire == ()
    day_by_day(vault, clock, 10)
    assert get_observation(vault, observation_id=one) and home(vault).jots_about_to_expire
    day_by_day(vault, clock, 1)
    assert [row.id for row in in_bin(vault)] == [one]
    with pytest.raises(UsageError):
        set_policy(vault, policy=Policy(jot_days=91))


def test_whoever_was_told_has_no_secret_kept_from_them_so_nothing_expires(vault, clock):
    tom, sian = somebody(vault), somebody(vault, "Siân Evans")
    one, half = jot(vault, tom), jot(vault, tom, sian)
    tell(vault, observation_id=one, told_on=vault.today)
    tell(vault, observation_id=half, told_on=vault.today, person_ids=[tom])
    day_by_day(vault, clock, 40)
    assert get_observation(vault, observation_id=one)
    assert [row.id for row in in_bin(vault)] == [half]


def test_a_telling_that_is_taken_back_begins_a_new_notice(vault, clock):
    one = jot(vault, somebody(vault))
    day_by_day(vault, clock, 25)
    told = tell(vault, observation_id=one, told_on=vault.today)
    day_by_day(vault, clock, 10)
    take_back(vault, undo=told.undo)
    day_by_day(vault, clock, 1)
    assert get_observation(vault, observation_id=one)
    day_by_day(vault, clock, 10)
    assert [row.id for row in in_bin(vault)] == [one]


def test_a_legal_hold_keeps_jots_and_the_bin(vault, clock):
    tom = somebody(vault)
    one, other = jot(vault, tom), jot(vault, tom)
    day_by_day(vault, clock, 30)
    restore(vault, kind="observation", row_id=one)
    set_hold(vault, person_id=tom, reason="Claim", set_by="Legal")
    day_by_day(vault, clock, 60)
    assert get_observation(vault, observation_id=one)
    assert [row.id for row in in_bin(vault)] == [other]


def test_what_expired_comes_back_with_ten_days(vault, clock):
    one = jot(vault, somebody(vault), text="Asked the ward first.")
    day_by_day(vault, clock, 40)
    back = restore(vault, kind="observation", row_id=one)
    assert get_observation(vault, observation_id=one) and find(vault.connection, query="ward").hits
    take_back(vault, undo=back.undo)
    assert in_bin(vault)[0].until is not None
    restore(vault, kind="observation", row_id=one)
    day_by_day(vault, clock, 10)
    assert get_observation(vault, observation_id=one)
    day_by_day(vault, clock, 1)
    assert [row.id for row in in_bin(vault)] == [one]


def test_what_expired_comes_back_once_only_however_it_came_into_the_bin(vault, clock):
    """Ten days again and again would be a secret file; throwing it away by hand in between changes nothing."""
    tom = somebody(vault)
    one, other = jot(vault, tom, text="Asked the ward first."), jot(vault, tom)
    day_by_day(vault, clock, 30)
    assert [row.comes_back for row in in_bin(vault)] == [True, True]
    restore(vault, kind="observation", row_id=one)
    day_by_day(vault, clock, 5)
    remove_observation(vault, observation_id=one)
    with pytest.raises(RuleRefused, match="does not come back twice"):
        restore(vault, kind="observation", row_id=one)
    restore(vault, kind="observation", row_id=other)
    day_by_day(vault, clock, 11)
    assert {row.id: row.comes_back for row in in_bin(vault)} == {one: False, other: False}
    with pytest.raises(RuleRefused):
        restore_several(vault, rows=[("observation", other)])
    day_by_day(vault, clock, 14)
    assert [row.id for row in in_bin(vault)] == [one], "what expired goes; what was thrown away by hand waits"


def test_what_came_back_and_was_completed_or_shared_stays(vault, clock):
    tom = somebody(vault)
    done, told = ready(vault, tom), jot(vault, tom)
    day_by_day(vault, clock, 30)
    for one in (done, told):
        restore(vault, kind="observation", row_id=one)
    complete_several(vault, observation_ids=[done])
    tell(vault, observation_id=told, told_on=vault.today)
    day_by_day(vault, clock, 60)
    assert in_bin(vault) == []
    remove_observation(vault, observation_id=done)
    restore(vault, kind="observation", row_id=done)
    assert get_observation(vault, observation_id=done).completed


def test_a_young_jot_thrown_away_by_hand_comes_back_as_often_as_one_likes(vault, clock):
    one = jot(vault, somebody(vault))
    for _time in range(3):
        remove_observation(vault, observation_id=one)
        restore(vault, kind="observation", row_id=one)
    day_by_day(vault, clock, 30)
    restore(vault, kind="observation", row_id=one)
    assert get_observation(vault, observation_id=one)


def test_everything_thrown_away_by_hand_waits_in_the_bin_and_comes_back(vault, clock):
    tom = somebody(vault)
    one, review = whole(vault, tom), draft(vault, tom)
    remove_observation(vault, observation_id=one)
    remove_review(vault, review_id=review)
    remove_person(vault, person_id=tom)
    clock.forward(days=900)
    look_after_jots(vault)
    assert {(row.kind, row.until) for row in in_bin(vault)} == {("person", None), ("observation", None), ("review", None)}
    for row in in_bin(vault):
        restore(vault, kind=row.kind, row_id=row.id)
    assert in_bin(vault) == [] and get_observation(vault, observation_id=one)
    with pytest.raises(NotFound):
        restore(vault, kind="observation", row_id=one)


def ready(vault, *people, text="Ready."):
    from reviewapp.actions.observations import About

    return record_observation(
        vault, person_ids=people, text=text, observed_on=vault.today, details=EVIDENCE, competencies=("J5",),
        about=dict.fromkeys(people, About(concern=False)),
    ).id


def test_one_act_completes_or_shares_several(vault, clock):
    tom, new = somebody(vault), somebody(vault, "New Person", notice=False)
    whole_ones, bare, unnoticed = [ready(vault, tom), ready(vault, tom)], jot(vault, tom, ago=1), ready(vault, new)
    clock.forward(days=21)
    look_after_jots(vault)
    rows = {row.observation_id: row for row in expiring_jots(vault)}
    assert set(rows) == {*whole_ones, bare, unnoticed}
    assert not rows[whole_ones[0]].lacks and "Still missing" in rows[bare].lacks and "notice" in rows[unnoticed].lacks
    assert rows[bare].can_be_told and not rows[unnoticed].can_be_told
    with pytest.raises(RuleRefused, match="Still missing"):
        complete_several(vault, observation_ids=[*whole_ones, bare])
    assert get_observation(vault, observation_id=whole_ones[0]).status == "jot"
    done = complete_several(vault, observation_ids=whole_ones)
    assert {get_observation(vault, observation_id=one).status for one in whole_ones} == {"complete"}
    take_back(vault, undo=done.undo)
    tell_several(vault, observation_ids=[*whole_ones, bare], told_on=vault.today)
    assert [row.observation_id for row in expiring_jots(vault)] == [unnoticed]
    with pytest.raises(RuleRefused, match="notice"):
        tell_several(vault, observation_ids=[unnoticed], told_on=vault.today)
    with pytest.raises(UsageError):
        tell_several(vault, observation_ids=[bare], told_on=vault.today - timedelta(days=300))
    remove_several(vault, observation_ids=[unnoticed])
    assert [row.id for row in in_bin(vault)] == [unnoticed]

"""What is due to be deleted is announced with its day, shown under a hold, and goes only when somebody says so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reviewapp.actions.erasing import delete_for_good
from reviewapp.actions.keeping import due_soon
from reviewapp.actions.observations import get_observation
from reviewapp.actions.queries import home
from reviewapp.actions.reviews import cite, finish_review, write_section
from reviewapp.actions.rights import policy, set_hold, set_person_retention, set_policy
from reviewapp.domain.errors import RuleRefused, UsageError
from reviewapp.domain.policy import Policy
from reviewapp.domain.retention import later_by
from reviewapp.domain.review import SectionKey
from tests.helpers.acts import draft, jot, somebody, whole


@pytest.fixture
def scene(vault):
    """A finished review that cites one of two episodes of its period, and an episode of somebody never reviewed."""
    tom, sian = somebody(vault), somebody(vault, "Siân Evans")
    used, unused = whole(vault, tom, text="Cited."), whole(vault, tom, text="Not cited.")
    other = whole(vault, sian, text="Never reviewed.")
    review = draft(vault, tom)
    cite(vault, review_id=review, observation_id=used)
    write_section(vault, review_id=review, key=SectionKey("summary"), text="Good.")
    finish_review(vault, review_id=review, talked_on=vault.today)
    return {"tom": tom, "sian": sian, "used": used, "unused": unused, "other": other, "review": review, "day": vault.today}


def days_of(vault) -> dict[tuple[str, int], object]:
    return {(one.kind, one.id): one.due_on for one in due_soon(vault)}


def test_each_class_is_announced_thirty_days_before_its_own_day(vault, clock, scene):
    assert due_soon(vault) == []
    clock.forward(days=59)
    assert due_soon(vault) == []
    clock.forward(days=1)
    assert days_of(vault) == {("observation", scene["unused"]): scene["day"] + timedelta(days=90)}
    clock.forward(days=(later_by(scene["day"], 24) - vault.today).days)
    assert days_of(vault) == {
        ("observation", scene["unused"]): scene["day"] + timedelta(days=90),
        ("observation", scene["used"]): later_by(scene["day"], 24),
        ("observation", scene["other"]): later_by(scene["day"], 24),
    }
    clock.forward(days=366)
    assert days_of(vault)[("review", scene["review"])] == later_by(scene["day"], 36)
    assert get_observation(vault, observation_id=scene["unused"])


def test_home_says_what_is_due_by_name_and_day(vault, clock, scene):
    clock.forward(days=100)
    assert [(one.people, one.title) for one in home(vault).due_for_deletion] == [(("Tom Hesketh",), "Not cited.")]


def test_one_act_deletes_several_and_the_finished_review_stays_whole(vault, clock, scene):
    clock.forward(days=800)
    chosen = [one.id for one in due_soon(vault) if one.kind == "observation"]
    assert len(chosen) == 3
    delete_for_good(vault, observation_ids=chosen)
    assert [one.kind for one in due_soon(vault)] == []
    kept = vault.connection.execute("SELECT content FROM review_version").fetchone()["content"]
    assert "Cited." in kept and "Not cited." not in kept
    clock.forward(days=400)
    delete_for_good(vault, review_ids=[scene["review"]])
    assert due_soon(vault) == [] and vault.connection.execute("SELECT count(*) FROM review_version").fetchone()[0] == 0


def test_a_hold_is_shown_and_refuses(vault, clock, scene):
    set_hold(vault, person_id=scene["tom"], reason="Claim", set_by="Legal")
    clock.forward(days=100)
    assert [(one.id, one.held) for one in due_soon(vault)] == [(scene["unused"], True)]
    with pytest.raises(RuleRefused, match="Legal"):
        delete_for_good(vault, observation_ids=[scene["unused"]])


def test_the_region_and_the_day_of_leaving_decide(vault, clock, scene):
    set_person_retention(vault, person_id=scene["tom"], region="france", left_on=vault.today)
    assert days_of(vault)[("review", scene["review"])] == scene["day"]
    set_person_retention(vault, person_id=scene["tom"], region="massachusetts", left_on=None)
    clock.forward(days=2000)
    assert set(days_of(vault)) == {("observation", scene["other"])}
    with pytest.raises(UsageError):
        set_person_retention(vault, person_id=scene["tom"], region="atlantis")


def test_an_episode_of_two_is_due_when_both_are(vault, clock, scene):
    both = whole(vault, scene["tom"], scene["sian"], text="Both.")
    set_person_retention(vault, person_id=scene["sian"], region="massachusetts")
    clock.forward(days=2000)
    assert ("observation", both) not in days_of(vault)
    set_person_retention(vault, person_id=scene["sian"], region="product")
    assert ("observation", both) in days_of(vault)


def test_jots_have_their_own_clock_and_an_own_policy_its_basis(vault, clock, scene):
    one = jot(vault, scene["tom"])
    clock.forward(days=3000)
    assert ("observation", one) not in days_of(vault)
    set_policy(vault, policy=Policy(region="elsewhere", used_months=6, basis="Works agreement 12"))
    assert policy(vault).basis == "Works agreement 12"
    with pytest.raises(UsageError):
        set_policy(vault, policy=Policy(region="elsewhere"))

"""Restricted episodes (a protected disclosure, what belongs to a third party) leave by no path without agreement."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from reviewapp.actions.about import about_files
from reviewapp.actions.agreeing import agree, disagree, restriction
from reviewapp.actions.answering import answer_desk, begin_self_assessment, choose_episodes, note_own_episode
from reviewapp.actions.cards import make_card
from reviewapp.actions.changes import take_back
from reviewapp.actions.contributing import contribute, contribution_offer
from reviewapp.actions.exporting import export_review, preview_pdf
from reviewapp.actions.handed import all_handed
from reviewapp.actions.handing_back import preview_hand_back
from reviewapp.actions.handover import before_handing_over, hand_over
from reviewapp.actions.my_side_export import my_side_files
from reviewapp.actions.observations import About, Details, change_observation, get_observation
from reviewapp.actions.packets import packet_content, packet_record
from reviewapp.actions.queries import notes
from reviewapp.actions.reviews import cite, finish_review, share_review
from reviewapp.actions.sharing import hand_over_review, share_observations, share_offer
from reviewapp.actions.vaults import begin_vault
from reviewapp.domain.errors import RuleRefused, UsageError
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import draft, dump, somebody, whole
from tests.helpers.two_sides import acquaint, carry

REPORT = "Reported the dispensing fault to the regulator."


@pytest.fixture
def tom(tmp_path, clock):
    made, _code = begin_vault(folder=tmp_path / "tom", name="Tom Hesketh", passphrase=PASSPHRASE, kdf=FAST_KDF, clock=clock)
    yield made
    made.close()


@pytest.fixture
def nia(tmp_path, clock):
    made, _code = begin_vault(folder=tmp_path / "nia", name="Nia Pugh", passphrase=PASSPHRASE, kdf=FAST_KDF, clock=clock)
    yield made
    made.close()


@pytest.fixture
def sides(vault, tom):
    return acquaint(vault, tom)


@pytest.fixture
def nias_card(vault, nia):
    return packet_record(vault, packet_id=carry(nia, make_card(nia).id, vault)).contact_id


@pytest.fixture
def report(sides):
    return restricted(sides.ruth, whole(sides.ruth, sides.tom_id, text=REPORT, told_ago=20))


def restricted(vault, observation_id, why="protected_disclosure"):
    change_observation(vault, observation_id=observation_id, details=Details(choices={"restricted": why}))
    return observation_id


def agreed(vault, observation_id):
    agree(vault, observation_id=observation_id, agreed_on=vault.today, how="conversation")


@pytest.mark.parametrize("why", ["protected_disclosure", "third_party"])
def test_sharing_needs_it_and_the_mark_travels(why, sides):
    one = restricted(sides.ruth, whole(sides.ruth, sides.tom_id, text=REPORT), why)
    before = dump(sides.ruth)
    with pytest.raises(RuleRefused, match="restricted"):
        share_observations(sides.ruth, person_id=sides.tom_id, observation_ids=(one,))
    assert dump(sides.ruth) == before and not share_offer(sides.ruth, person_id=sides.tom_id).rows
    agreed(sides.ruth, one)
    came = carry(sides.ruth, share_observations(sides.ruth, person_id=sides.tom_id, observation_ids=(one,)).id, sides.tom)
    episode = packet_content(sides.tom, packet_id=came).body.observations[0]
    assert (episode.restricted, episode.agreed_on) == (why, sides.ruth.today)


@pytest.mark.harm("messenger")
def test_the_review_and_its_pages_need_it(sides, report, tmp_path):
    review_id = draft(sides.ruth, sides.tom_id)
    with pytest.raises(RuleRefused, match="restricted"):
        cite(sides.ruth, review_id=review_id, observation_id=report)
    agreed(sides.ruth, report)
    cite(sides.ruth, review_id=review_id, observation_id=report)
    assert preview_pdf(sides.ruth, review_id=review_id).data
    disagree(sides.ruth, observation_id=report)
    for way_out in (
        lambda: preview_pdf(sides.ruth, review_id=review_id),
        lambda: export_review(sides.ruth, review_id=review_id, folder=tmp_path),
        lambda: hand_over_review(sides.ruth, review_id=review_id),
    ):
        with pytest.raises(RuleRefused, match="restricted"):
            way_out()
    assert not list(tmp_path.glob("*.pdf"))


@pytest.mark.harm("messenger")
def test_a_finished_review_does_not_leave_after_it_was_restricted(sides, nias_card, tmp_path):
    one = whole(sides.ruth, sides.tom_id, text=REPORT, told_ago=20)
    review_id = draft(sides.ruth, sides.tom_id)
    cite(sides.ruth, review_id=review_id, observation_id=one)
    share_review(sides.ruth, review_id=review_id, shared_on=sides.ruth.today)
    finish_review(sides.ruth, review_id=review_id, talked_on=sides.ruth.today)
    export_review(sides.ruth, review_id=review_id, folder=tmp_path)
    restricted(sides.ruth, one)
    with pytest.raises(RuleRefused, match="marked as restricted since"):
        export_review(sides.ruth, review_id=review_id, folder=tmp_path / "again")
    assert "restricted" in {one.reason for one in before_handing_over(sides.ruth, person_id=sides.tom_id).stays}
    agreed(sides.ruth, one)
    export_review(sides.ruth, review_id=review_id, folder=tmp_path / "again")


def test_a_handover_leaves_it_here_and_the_next_manager_asks_anew(sides, report, nias_card, nia):
    whole(sides.ruth, sides.tom_id, text="Something else.", told_ago=9)
    offer = before_handing_over(sides.ruth, person_id=sides.tom_id)
    assert REPORT not in offer.goes and (REPORT, "restricted") in {(one.title, one.reason) for one in offer.stays}
    carry(sides.ruth, hand_over(sides.ruth, person_id=sides.tom_id, contact_id=nias_card).ids[0], nia)
    assert {one.behaviour for one in notes(nia)} == {"Something else."}
    agreed(sides.ruth, report)
    carry(sides.ruth, hand_over(sides.ruth, person_id=sides.tom_id, contact_id=nias_card).ids[0], nia)
    item = next(one for one in notes(nia) if one.behaviour == REPORT)
    assert item.is_restricted and not item.may_leave
    person_id = all_handed(nia)[0].person_id
    assert REPORT not in before_handing_over(nia, person_id=person_id).goes
    agreed(nia, item.id)
    assert get_observation(nia, observation_id=item.id).may_leave


def test_a_contribution_needs_it(sides, report, nias_card, nia):
    with pytest.raises(RuleRefused, match="restricted"):
        contribute(sides.ruth, person_id=sides.tom_id, contact_id=nias_card, observation_ids=(report,), relation="")
    assert not contribution_offer(sides.ruth, person_id=sides.tom_id).rows
    agreed(sides.ruth, report)
    made = contribute(sides.ruth, person_id=sides.tom_id, contact_id=nias_card, observation_ids=(report,), relation="")
    body = packet_content(nia, packet_id=carry(sides.ruth, made.id, nia)).body
    assert body.observations[0].restricted == "protected_disclosure"


def test_my_own_log_and_my_self_assessment_need_it_too(sides, tom):
    own = note_own_episode(tom, text=REPORT, observed_on=None).id
    restricted(tom, own)
    files = my_side_files(tom)
    assert REPORT not in files.text and not json.loads(files.files["my-side.json"])["my_log"]
    assert "marked as restricted" in files.text
    begun = begin_self_assessment(
        tom, contact_id=sides.ruths_card, period_from=tom.today - timedelta(days=90), period_to=tom.today
    ).id
    with pytest.raises(RuleRefused, match="restricted"):
        choose_episodes(tom, self_assessment_id=begun, observation_ids=(own,))
    agreed(tom, own)
    assert REPORT in my_side_files(tom).text and json.loads(my_side_files(tom).files["my-side.json"])["my_log"]
    choose_episodes(tom, self_assessment_id=begun, observation_ids=(own,))
    assert answer_desk(tom, self_assessment_id=begun).episodes
    assert REPORT in str(preview_hand_back(tom, self_assessment_id=begun).parts)
    disagree(tom, observation_id=own)
    with pytest.raises(RuleRefused, match="restricted"):
        preview_hand_back(tom, self_assessment_id=begun)


def test_everybody_in_it_is_asked_and_it_ends_when_the_words_change(sides):
    other = somebody(sides.ruth, "Siân Evans")
    one = restricted(sides.ruth, whole(sides.ruth, sides.tom_id, text=REPORT))
    agreed(sides.ruth, one)
    assert get_observation(sides.ruth, observation_id=one).may_leave
    found = restriction(sides.ruth, observation_id=one)
    assert [(who.name, who.how) for who in found.agreed] == [("Tom Hesketh", "conversation")] and not found.open_names
    change_observation(
        sides.ruth, observation_id=one, person_ids=(sides.tom_id, other), about={other: About(concern=False)}
    )
    assert restriction(sides.ruth, observation_id=one).open_names == ("Siân Evans",)
    assert not get_observation(sides.ruth, observation_id=one).may_leave
    undo = agree(sides.ruth, observation_id=one, agreed_on=sides.ruth.today, how="paper").undo
    assert get_observation(sides.ruth, observation_id=one).may_leave
    take_back(sides.ruth, undo=undo)
    assert not get_observation(sides.ruth, observation_id=one).may_leave
    agreed(sides.ruth, one)
    change_observation(sides.ruth, observation_id=one, details=Details(texts={"situation": "On Monday."}))
    assert restriction(sides.ruth, observation_id=one).agreed == ()


def test_what_cannot_be_recorded_leaves_no_trace(sides, report):
    plain = whole(sides.ruth, sides.tom_id)
    before = dump(sides.ruth)
    for wrong, error in (
        ({"observation_id": plain, "agreed_on": sides.ruth.today, "how": "paper"}, RuleRefused),
        ({"observation_id": report, "agreed_on": sides.ruth.today, "how": "telepathy"}, UsageError),
        ({"observation_id": report, "agreed_on": sides.ruth.today + timedelta(days=1), "how": "paper"}, UsageError),
        ({"observation_id": report, "agreed_on": sides.ruth.today - timedelta(days=90), "how": "paper"}, UsageError),
    ):
        with pytest.raises(error):
            agree(sides.ruth, **wrong)
    assert dump(sides.ruth) == before and restriction(sides.ruth, observation_id=plain) is None


def test_what_is_held_about_somebody_names_their_agreement(sides, report):
    agreed(sides.ruth, report)
    held = json.loads(about_files(sides.ruth, person_id=sides.tom_id).json)
    rows = held["tables"]["episode_agreement"]
    assert [(one["how"], one["agreed_on"]) for one in rows] == [("conversation", sides.ruth.today.isoformat())]

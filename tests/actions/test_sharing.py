"""Ruth hands observations and a review to Tom: what travels, what stays, and that handing over is telling."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reviewapp.actions.asking import ask_for_self_assessment, go_on_without
from reviewapp.actions.my_side import my_side, new_shares, shared_pdf, show_written
from reviewapp.actions.observations import (
    About,
    Details,
    change_observation,
    get_observation,
    tell,
    withdraw_observation,
)
from reviewapp.actions.packets import packet_content, packet_record
from reviewapp.actions.people import agree_role_profile
from reviewapp.actions.reviews import begin_review, cite, finish_review, get_review, write_section
from reviewapp.actions.sharing import hand_over_review, review_body, share_body, share_observations, share_offer
from reviewapp.actions.vaults import begin_vault
from reviewapp.domain.errors import EnvironmentFault, NotFound, RuleRefused, UsageError
from reviewapp.domain.review import SectionKey
from reviewapp.exchange.packet_errors import Unsafe
from reviewapp.vault import replies
from reviewapp.vault.driver import DatabaseError
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import FOCUS, draft, dump, jot, somebody, whole
from tests.helpers.two_sides import acquaint, carry

TEXT = "Rang the ward before sending the table."


@pytest.fixture
def sides(vault, tmp_path, clock):
    tom, _code = begin_vault(folder=tmp_path / "tom", name="Tom Hesketh", passphrase=PASSPHRASE, kdf=FAST_KDF, clock=clock)
    yield acquaint(vault, tom)
    tom.close()


def shared(sides, *observation_ids, **more):
    """Hand over and open on the other side: the id there."""
    made = share_observations(sides.ruth, person_id=sides.tom_id, observation_ids=observation_ids, **more)
    return carry(sides.ruth, made.id, sides.tom)


def item(vault, title=TEXT):
    return next(one for one in my_side(vault).written if one.title == title)


def test_what_was_shared_is_told_today_and_stands_on_the_other_side(sides):
    concern = whole(sides.ruth, sides.tom_id, text=TEXT, concern=True)
    praise = whole(sides.ruth, sides.tom_id, text="Asked what the tool left out.")
    assert get_observation(sides.ruth, observation_id=concern).status == "complete"
    changes = share_observations(sides.ruth, person_id=sides.tom_id, observation_ids=(concern, praise), message="As we said.")
    assert changes.kinds == {"packet", "observation"} and changes.undo is None
    for one in (concern, praise):
        subject = get_observation(sides.ruth, observation_id=one).subjects[0]
        assert (subject.told_on, subject.told_how, subject.told_confirmed) == (sides.ruth.today, "packet", True)
        assert get_observation(sides.ruth, observation_id=one).status == "shared"
    came = carry(sides.ruth, changes.id, sides.tom)
    assert packet_content(sides.tom, packet_id=came).body.message == "As we said."
    found = item(sides.tom)
    assert (found.what, found.by, found.concern, found.compared) == ("observation", "Ruth Ansell", True, False)
    lines = {line.label: line.text for line in found.newest.lines}
    assert lines["What happened"] == TEXT and lines["Does this speak against the person?"] == "Yes"
    assert lines["Told"] == "In a packet, on 20 Nov 2026" and lines["How was it checked?"] == "Against a source"
    assert [one.title for one in my_side(sides.tom).written if not one.concern] == ["Asked what the tool left out."]


def test_being_told_in_a_conversation_keeps_its_earlier_day(sides):
    known = whole(sides.ruth, sides.tom_id, text=TEXT, concern=True, told_ago=20)
    shared(sides, known)
    subject = get_observation(sides.ruth, observation_id=known).subjects[0]
    assert (subject.told_on, subject.told_how) == (sides.ruth.today - timedelta(days=20), "conversation")
    assert {line.label: line.text for line in item(sides.tom).newest.lines}["Told"].startswith("In a conversation")


def test_a_draft_whose_file_cannot_be_written_stays_an_unsealed_draft(sides, tmp_path):
    review_id, _known, _positive = review_of(sides)
    (tmp_path / "a-file").write_text("not a folder", "utf-8")
    before = dump(sides.ruth)
    with pytest.raises((UsageError, EnvironmentFault)):
        hand_over_review(sides.ruth, review_id=review_id, into=tmp_path / "a-file" / "draft.rvpacket")
    assert dump(sides.ruth) == before
    hand_over_review(sides.ruth, review_id=review_id, into=tmp_path / "draft.rvpacket")
    assert get_review(sides.ruth, review_id=review_id).state == "shared" and (tmp_path / "draft.rvpacket").is_file()


def test_a_draft_does_not_leave_before_the_answer_that_was_asked_for(sides):
    """Whoever reads the reviewer's draft first does not write blind any more (promise 7)."""
    review_id, _known, _positive = review_of(sides)
    agree_role_profile(sides.ruth, person_id=sides.tom_id, focus=FOCUS)
    record = get_review(sides.ruth, review_id=review_id)
    ask_for_self_assessment(sides.ruth, person_id=sides.tom_id, period_from=record.period_from, period_to=record.period_to)
    before = dump(sides.ruth)
    with pytest.raises(RuleRefused, match="has not answered yet"):
        hand_over_review(sides.ruth, review_id=review_id)
    assert dump(sides.ruth) == before
    go_on_without(sides.ruth, review_id=review_id, how="declined")
    hand_over_review(sides.ruth, review_id=review_id)


def test_a_concern_reworded_after_the_conversation_counts_as_told_from_the_packet_on(sides):
    known = whole(sides.ruth, sides.tom_id, text=TEXT, concern=True, told_ago=20)
    change_observation(sides.ruth, observation_id=known, details=Details(texts={"behaviour": "Sent the table unread."}))
    assert not get_observation(sides.ruth, observation_id=known).subjects[0].told_confirmed
    shared(sides, known)
    subject = get_observation(sides.ruth, observation_id=known).subjects[0]
    assert (subject.told_on, subject.told_how, subject.told_confirmed) == (sides.ruth.today, "packet", True)


@pytest.mark.parametrize("what", ["jot", "withdrawn", "restricted", "somebody else's", "none", "unknown"])
def test_what_does_not_leave_leaves_no_trace(sides, what):
    other = somebody(sides.ruth, "Siân Evans")
    ids, error = {
        "jot": (lambda: (jot(sides.ruth, sides.tom_id),), RuleRefused),
        "withdrawn": (lambda: (whole(sides.ruth, sides.tom_id),), RuleRefused),
        "restricted": (lambda: (whole(sides.ruth, sides.tom_id),), RuleRefused),
        "somebody else's": (lambda: (whole(sides.ruth, other),), UsageError),
        "none": (lambda: (), UsageError),
        "unknown": (lambda: (999,), NotFound),
    }[what]
    chosen = ids()
    if what == "withdrawn":
        withdraw_observation(sides.ruth, observation_id=chosen[0], reason="It was Nia.")
    if what == "restricted":
        change_observation(sides.ruth, observation_id=chosen[0], details=Details(choices={"restricted": "third_party"}))
    before = dump(sides.ruth)
    with pytest.raises(error):
        share_observations(sides.ruth, person_id=sides.tom_id, observation_ids=chosen)
    assert dump(sides.ruth) == before
    assert not {row.observation_id for row in share_offer(sides.ruth, person_id=sides.tom_id).rows} & set(chosen)


def test_without_a_card_nothing_is_sealed_and_the_way_on_is_said(vault):
    person_id = somebody(vault, "Siân Evans")
    one = whole(vault, person_id)
    assert share_offer(vault, person_id=person_id).card_name == ""
    before = dump(vault)
    with pytest.raises(RuleRefused, match="no card of Siân Evans") as raised:
        share_observations(vault, person_id=person_id, observation_ids=(one,))
    assert "self-assessment" in raised.value.next_step and dump(vault) == before


def test_others_in_the_episode_and_words_not_released_stay_here(sides):
    other = somebody(sides.ruth, "Siân Evans")
    one = whole(sides.ruth, sides.tom_id, other, text=TEXT)
    secret = Details(texts={"receiver_words": "He saved my evening."})
    change_observation(sides.ruth, observation_id=one, details=secret, about={other: About(concern=True, person_view="I was away.")})
    body = share_body(sides.ruth, person_id=sides.tom_id, observation_ids=(one,))
    said = repr(body)
    assert "Siân" not in said and "I was away" not in said and "evening" not in said and body.observations[0].concern is False
    shared(sides, one)
    # Siân was told of nothing.
    told = {subject.name: subject.is_told for subject in get_observation(sides.ruth, observation_id=one).subjects}
    assert told == {"Tom Hesketh": True, "Siân Evans": False}


def test_an_edit_after_sharing_keeps_what_it_said_and_shows_what_changed(sides, clock):
    one = whole(sides.ruth, sides.tom_id, text="A first try, never shown.", told_ago=None)
    clock.forward(days=1)
    change_observation(sides.ruth, observation_id=one, details=Details(texts={"behaviour": TEXT}))
    tell(sides.ruth, observation_id=one, told_on=sides.ruth.today)
    clock.forward(days=1)
    change_observation(sides.ruth, observation_id=one, details=Details(texts={"behaviour": "Rang the ward twice."}))
    shared(sides, one)
    [version] = item(sides.tom, "Rang the ward twice.").versions
    assert [(one.label, one.text) for one in version.earlier] == [("What happened", TEXT)], "what was tried before telling is private"
    clock.forward(days=1)
    change_observation(sides.ruth, observation_id=one, details=Details(texts={"behaviour": "Rang the pharmacy twice."}))
    [row] = [row for row in share_offer(sides.ruth, person_id=sides.tom_id).rows if row.observation_id == one]
    assert row.changed and row.handed_on == sides.ruth.today - timedelta(days=1)
    shared(sides, one)
    found = item(sides.tom, "Rang the pharmacy twice.")
    assert [one.came_on for one in found.versions] == [sides.tom.today - timedelta(days=1), sides.tom.today]
    happened = next(line for line in found.newest.lines if line.label == "What happened")
    assert [(piece.kind, piece.text) for piece in happened.pieces if piece.kind != "same"] == [("removed", "ward"), ("added", "pharmacy")]
    assert not next(row for row in share_offer(sides.ruth, person_id=sides.tom_id).rows if row.observation_id == one).changed


def test_what_is_new_waits_until_it_is_shown(sides, clock):
    came = shared(sides, whole(sides.ruth, sides.tom_id, text=TEXT))
    assert new_shares(sides.tom) == ((came, "Ruth Ansell", sides.tom.today),)
    found = item(sides.tom)
    assert not found.newest.opened
    clock.forward(minutes=3)
    assert show_written(sides.tom, uid=found.uid, contact_id=found.contact_id).ids == (came,)
    assert new_shares(sides.tom) == () and item(sides.tom).newest.opened
    assert packet_record(sides.tom, packet_id=came).opened_at == sides.tom.now
    assert show_written(sides.tom, uid=found.uid, contact_id=found.contact_id).ids == ()


def review_of(sides, *, concern_told_ago=20):
    """A draft of Tom's with a strength, an episode told long ago and a positive one never told."""
    review_id = draft(sides.ruth, sides.tom_id)
    known = whole(sides.ruth, sides.tom_id, text=TEXT, concern=True, told_ago=concern_told_ago)
    positive = whole(sides.ruth, sides.tom_id, text="Asked what the tool left out.")
    for one in (known, positive):
        cite(sides.ruth, review_id=review_id, observation_id=one)
    write_section(sides.ruth, review_id=review_id, key=SectionKey("strength", "J5"), text="Stops when it does not fit.")
    write_section(sides.ruth, review_id=review_id, key=SectionKey("summary"), text="A careful half year.")
    return review_id, known, positive


def test_a_draft_is_sealed_shared_and_arrives_with_its_episodes_and_pages(sides):
    review_id, _known, positive = review_of(sides)
    changes = hand_over_review(sides.ruth, review_id=review_id, message="Tell me what is missing.")
    record = get_review(sides.ruth, review_id=review_id)
    assert changes.undo is None and (record.state, record.shared_on) == ("shared", sides.ruth.today)
    assert sides.ruth.connection.execute("SELECT sealed_at FROM review").fetchone()[0] is not None
    assert get_observation(sides.ruth, observation_id=positive).subjects[0].told_how == "packet"
    came = carry(sides.ruth, changes.id, sides.tom)
    review = next(one for one in my_side(sides.tom).written if one.what == "review")
    assert review.by == "Ruth Ansell" and review.newest.state == "Shared" and review.newest.has_pdf
    lines = [(line.label, line.text) for line in review.newest.lines]
    assert ("Summary", "A careful half year.") in lines
    assert any(text == "Stops when it does not fit." for _label, text in lines) and any(text == "Not enough seen" for _label, text in lines)
    assert {one.title for one in my_side(sides.tom).written if one.what == "observation"} == {TEXT, "Asked what the tool left out."}
    pages = shared_pdf(sides.tom, packet_id=came)
    assert pages.startswith(b"%PDF")
    from tests.report.reading import text_of

    text = " ".join(text_of(pages).split())
    assert "Draft" in text and "20 Nov 2026" in text and "Stops when it does not fit." in text


def test_a_draft_with_a_concern_not_shared_in_time_does_not_leave(sides):
    review_id, known, _positive = review_of(sides)
    change_observation(sides.ruth, observation_id=known, details=Details(texts={"behaviour": "Sent it unread."}))
    before = dump(sides.ruth)
    with pytest.raises(RuleRefused, match="not shared with"):
        hand_over_review(sides.ruth, review_id=review_id)
    assert dump(sides.ruth) == before


def test_a_restricted_episode_keeps_the_whole_draft_here(sides):
    review_id, _known, positive = review_of(sides)
    change_observation(sides.ruth, observation_id=positive, details=Details(choices={"restricted": "protected_disclosure"}))
    before = dump(sides.ruth)
    with pytest.raises(RuleRefused, match="restricted"):
        hand_over_review(sides.ruth, review_id=review_id)
    assert dump(sides.ruth) == before


def test_a_review_of_somebody_without_a_notice_is_not_handed_over(sides):
    nobody = somebody(sides.ruth, "Nia Pugh", notice=False)
    review_id = begin_review(sides.ruth, person_id=nobody, period_from=date(2026, 1, 1), period_to=date(2026, 6, 30)).id
    with pytest.raises(RuleRefused, match="notice"):
        review_body(sides.ruth, review_id=review_id)


def test_each_version_of_the_review_arrives_and_the_finished_one_stays_finished(sides, clock):
    review_id, _known, _positive = review_of(sides)
    carry(sides.ruth, hand_over_review(sides.ruth, review_id=review_id).id, sides.tom)
    clock.forward(days=2)
    write_section(sides.ruth, review_id=review_id, key=SectionKey("summary"), text="A careful, curious half year.")
    finish_review(sides.ruth, review_id=review_id, talked_on=sides.ruth.today)
    carry(sides.ruth, hand_over_review(sides.ruth, review_id=review_id).id, sides.tom)
    assert get_review(sides.ruth, review_id=review_id).state == "final"
    review = next(one for one in my_side(sides.tom).written if one.what == "review")
    assert [one.state for one in review.versions] == ["Shared", "Finished"]
    summary = next(line for line in review.newest.lines if line.label == "Summary")
    assert "".join(piece.text for piece in summary.pieces if piece.kind == "added") == ", curious"


def test_a_share_that_names_two_things_alike_is_not_taken(sides):
    """An answer goes by the uid of what it is about."""
    from reviewapp.actions.contacts import own_identity
    from reviewapp.exchange.packet import new_packet_id
    from tests.helpers.packets import body, packet

    twice = body("share")
    twice = type(twice)(about_name="Tom Hesketh", observations=twice.observations * 2)
    data = packet(own_identity(sides.ruth), "Ruth Ansell", twice, (own_identity(sides.tom),), id=new_packet_id())
    before = dump(sides.tom)
    from reviewapp.actions.packets import open_packet

    with pytest.raises(Unsafe):
        open_packet(sides.tom, data=data)
    assert dump(sides.tom) == before


def test_what_is_kept_about_sharing_is_never_rewritten(sides):
    shared(sides, whole(sides.ruth, sides.tom_id, text=TEXT))
    assert [one.what for one in replies.items(sides.tom.connection)] == ["observation"]
    with pytest.raises(DatabaseError):
        sides.ruth.connection.execute("UPDATE packet SET kind = 'ack'")


def test_the_offer_names_the_card_and_what_went_out(sides):
    one = whole(sides.ruth, sides.tom_id, text=TEXT)
    offer = share_offer(sides.ruth, person_id=sides.tom_id)
    assert (offer.person, offer.card_name, offer.compared) == ("Tom Hesketh", "Tom Hesketh", False)
    assert len(offer.phrase.words) == 5 and offer.handed == ()
    [row] = offer.rows
    assert (row.observation_id, row.title, row.concern, row.told_on, row.handed_on, row.changed) == (one, TEXT, False, None, None, False)
    shared(sides, one)
    offer = share_offer(sides.ruth, person_id=sides.tom_id)
    assert offer.rows[0].handed_on == sides.ruth.today and not offer.rows[0].changed
    assert [(one.titles, one.received_on) for one in offer.handed] == [((TEXT,), None)]

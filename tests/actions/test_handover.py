"""Tom's manager changes from Ruth to Nia: what goes, what stays, who learns of it, and what Nia may do with it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reviewapp.actions.bin import in_bin
from reviewapp.actions.cards import make_card
from reviewapp.actions.changes import take_back
from reviewapp.actions.exporting import preview_pdf
from reviewapp.actions.handed import all_handed, handed, inform, take_over
from reviewapp.actions.handover import before_handing_over, hand_over, handover_bodies
from reviewapp.actions.my_side import my_side
from reviewapp.actions.observations import (
    Details,
    change_observation,
    get_observation,
    remove_observation,
    tell,
    withdraw_observation,
)
from reviewapp.actions.packets import packet_content, packet_record
from reviewapp.actions.people import give_notice
from reviewapp.actions.queries import all_people, notes
from reviewapp.actions.replies import record_reply, shown_to_observation
from reviewapp.actions.replying import answer_item, send_ack, send_reply
from reviewapp.actions.review_content import review_content
from reviewapp.actions.reviews import cite, finish_review, share_review, write_section
from reviewapp.actions.sharing import share_observations
from reviewapp.actions.vaults import begin_vault
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.domain.review import SectionKey
from reviewapp.exchange.packet_errors import NoSuchRequest, NotForYou
from reviewapp.vault import observations, rights
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import draft, dump, jot, somebody, whole
from tests.helpers.two_sides import acquaint, carry
from tests.report.reading import text_of

KNOWN, PRAISE, OWN = "Sent the table unread.", "Asked what the tool left out.", "Kept from everybody."


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
    """Ruth has Nia's card."""
    return packet_record(vault, packet_id=carry(nia, make_card(nia).id, vault)).contact_id


@pytest.fixture
def known(sides):
    """A concern Tom was told of twenty days ago, and praise he got in a file."""
    concern = whole(sides.ruth, sides.tom_id, text=KNOWN, concern=True, told_ago=20)
    praise = whole(sides.ruth, sides.tom_id, text=PRAISE, ago=12)
    share_observations(sides.ruth, person_id=sides.tom_id, observation_ids=(praise,))
    return concern, praise


def handed_over(sides, card, nia, **more):
    """Ruth hands Tom over and Nia takes it in: (ids in Ruth's vault, id in Nia's)."""
    made = hand_over(sides.ruth, person_id=sides.tom_id, contact_id=card, **more)
    return made.ids, carry(sides.ruth, made.ids[0], nia)


def texts(vault):
    return {item.behaviour for item in notes(vault)}


@pytest.mark.harm("manager-change")
def test_only_what_was_shared_goes_and_jots_die(sides, known, nias_card, nia):
    secret = whole(sides.ruth, sides.tom_id, text=OWN)
    private = jot(sides.ruth, sides.tom_id, text="A private jot.")
    both = jot(sides.ruth, sides.tom_id, somebody(sides.ruth, "Siân Evans"), text="About the two of them.")
    gone = whole(sides.ruth, sides.tom_id, text="A mistake.", told_ago=9)
    withdraw_observation(sides.ruth, observation_id=gone, reason="It was Nia.")
    offer = before_handing_over(sides.ruth, person_id=sides.tom_id)
    assert set(offer.goes) == {KNOWN, PRAISE} and offer.jots == ("A private jot.",) and offer.has_card
    assert {(one.title, one.reason) for one in offer.stays} == {
        (OWN, "not_shared"), ("About the two of them.", "not_shared"), ("A mistake.", "withdrawn"),
    }
    changes = hand_over(sides.ruth, person_id=sides.tom_id, contact_id=nias_card)
    assert changes.undo is None and len(changes.ids) == 2
    carry(sides.ruth, changes.ids[0], nia)
    assert texts(nia) == {KNOWN, PRAISE}
    data = packet_content(nia, packet_id=all_handed(nia)[0].packet_id).body
    assert OWN not in repr(data) and "private jot" not in repr(data)
    assert get_observation(sides.ruth, observation_id=secret).behaviour == OWN
    assert get_observation(sides.ruth, observation_id=both).status == "jot"
    assert [one.id for one in in_bin(sides.ruth)] == [private]
    row = sides.ruth.connection.execute("SELECT bin_until FROM observation WHERE id = ?", (private,)).fetchone()
    assert row["bin_until"] == (sides.ruth.today + timedelta(days=14)).isoformat()


def test_a_legal_hold_keeps_jots(sides, known, nias_card):
    private = jot(sides.ruth, sides.tom_id, text="A private jot.")
    from reviewapp.actions.rights import set_hold

    set_hold(sides.ruth, person_id=sides.tom_id, reason="A claim.", set_by="HR")
    assert rights.held_now(sides.ruth.connection, sides.ruth.today) == {sides.tom_id}
    offer = before_handing_over(sides.ruth, person_id=sides.tom_id)
    assert not offer.jots and ("A private jot.", "held") in {(one.title, one.reason) for one in offer.stays}
    hand_over(sides.ruth, person_id=sides.tom_id, contact_id=nias_card)
    assert get_observation(sides.ruth, observation_id=private).status == "jot"


def test_two_files_name_each_other_and_nobody_else_opens_them(sides, known, nias_card, nia, tom):
    made = hand_over(sides.ruth, person_id=sides.tom_id, contact_id=nias_card)
    handover, notice = (packet_record(sides.ruth, packet_id=one) for one in made.ids)
    assert (handover.kind, notice.kind) == ("handover", "notice")
    assert (handover.goes_with, notice.goes_with) == (notice.uid, handover.uid)
    with pytest.raises(NotForYou):
        carry(sides.ruth, handover.id, tom)
    with pytest.raises(NotForYou):
        carry(sides.ruth, notice.id, nia)


def test_both_or_neither_is_written(sides, known, nias_card, tmp_path):
    jot(sides.ruth, sides.tom_id, text="A private jot.")
    before = dump(sides.ruth)
    first, blocked = tmp_path / "nia.rvpacket", tmp_path / "file" / "tom.rvpacket"
    blocked.parent.write_text("no folder")
    with pytest.raises(UsageError):
        hand_over(sides.ruth, person_id=sides.tom_id, contact_id=nias_card, into=(first, blocked))
    assert dump(sides.ruth) == before and not first.exists()
    good = tmp_path / "tom.rvpacket"
    hand_over(sides.ruth, person_id=sides.tom_id, contact_id=nias_card, into=(first, good))
    assert first.exists() and good.exists()


def test_what_came_is_read_only_and_says_who_wrote_it(sides, known, nias_card, nia):
    _ids, came = handed_over(sides, nias_card, nia)
    found = handed(nia, packet_id=came)
    assert (found.sender, found.person, found.compared) == ("Ruth Ansell", "Tom Hesketh", False)
    assert [one.name for one in all_people(nia)] == ["Tom Hesketh"]
    item = next(one for one in notes(nia) if one.behaviour == KNOWN)
    assert item.written_by == "Ruth Ansell" and item.completed and item.status == "shared"
    assert item.competencies == ("J5",) and item.subjects[0].concern and item.subjects[0].told_on is not None
    assert item.uid == get_observation(sides.ruth, observation_id=known[0]).uid
    for act in (
        lambda: change_observation(nia, observation_id=item.id, details=Details(texts={"behaviour": "Something else."})),
        lambda: change_observation(nia, observation_id=item.id, person_ids=(somebody(nia, "Siân Evans"),)),
        lambda: withdraw_observation(nia, observation_id=item.id, reason="No."),
    ):
        with pytest.raises(RuleRefused, match="Ruth Ansell wrote this"):
            act()
    remove_observation(nia, observation_id=item.id)
    assert KNOWN not in texts(nia)


def test_nothing_is_cited_before_the_person_knows(sides, known, nias_card, nia, tom):
    ids, came = handed_over(sides, nias_card, nia)
    tom_there = handed(nia, packet_id=came).person_id
    give_notice(nia, person_id=tom_there, given_on=nia.today)
    review_id = draft(nia, tom_there)
    items = {one.behaviour: one.id for one in notes(nia)}
    for one in items.values():
        with pytest.raises(RuleRefused, match="does not know yet that Ruth Ansell gave this to you"):
            cite(nia, review_id=review_id, observation_id=one)
    assert handed(nia, packet_id=came).informed_on is None and handed(nia, packet_id=came).waits
    notice = carry(sides.ruth, ids[1], tom)
    ack = send_ack(tom, packet_id=notice)
    carry(tom, ack.id, nia)
    assert handed(nia, packet_id=came).informed_on == tom.today and not handed(nia, packet_id=came).waits
    for one in items.values():
        cite(nia, review_id=review_id, observation_id=one)
    episodes = review_content(nia, review_id=review_id).episodes
    assert {(one.behaviour, one.written_by) for one in episodes} == {(KNOWN, "Ruth Ansell"), (PRAISE, "Ruth Ansell")}
    pages = text_of(preview_pdf(nia, review_id=review_id).data)
    assert "Written by Ruth Ansell on" in pages and KNOWN in pages
    # One file tells both managers, and each takes it once.
    carry(tom, ack.id, sides.ruth)
    assert before_handing_over(sides.ruth, person_id=sides.tom_id).made[0].informed_on == tom.today


def test_only_the_person_confirms(sides, known, nias_card, nia, tom, tmp_path, clock):
    ids, came = handed_over(sides, nias_card, nia)
    carry(sides.ruth, ids[1], tom)
    siân, _code = begin_vault(folder=tmp_path / "s", name="Siân Evans", passphrase=PASSPHRASE, kdf=FAST_KDF, clock=clock)
    with siân:
        from reviewapp.actions.packets import open_packet, packet_file, seal_packet
        from reviewapp.exchange.packet_bodies import AckBody

        nias = packet_record(siân, packet_id=carry(nia, make_card(nia).id, siân)).contact_id
        uid = packet_record(sides.ruth, packet_id=ids[1]).uid
        body = AckBody(packet_id=uid, packet_sha256="d" * 64, received_on=siân.today)
        forged = seal_packet(siân, body=body, to=(nias,), in_reply_to=uid)
        from reviewapp.exchange.packet_errors import PacketRefused

        with pytest.raises(PacketRefused):
            open_packet(nia, data=packet_file(siân, packet_id=forged.id))
        body = AckBody(packet_id="e" * 32, packet_sha256="d" * 64, received_on=siân.today)
        stray = seal_packet(siân, body=body, to=(nias,), in_reply_to="e" * 32)
        with pytest.raises(NoSuchRequest):
            open_packet(nia, data=packet_file(siân, packet_id=stray.id))
    assert handed(nia, packet_id=came).informed_on is None


def test_a_day_recorded_by_hand_counts_and_can_be_taken_back(sides, known, nias_card, nia):
    _ids, came = handed_over(sides, nias_card, nia)
    with pytest.raises(UsageError, match="not come yet"):
        inform(nia, packet_id=came, on=nia.today + timedelta(days=1))
    with pytest.raises(UsageError, match="cannot have been told before"):
        inform(nia, packet_id=came, on=nia.today - timedelta(days=1))
    before = dump(nia)
    undo = inform(nia, packet_id=came, on=nia.today).undo
    found = handed(nia, packet_id=came)
    assert found.informed_on == nia.today and not found.waits
    # They were told by Ruth long before: that day stays, and with it the days to answer.
    concern = next(one for one in notes(nia) if one.behaviour == KNOWN)
    assert concern.subjects[0].told_on == nia.today - timedelta(days=20)
    tell(nia, observation_id=concern.id, told_on=nia.today) if concern.subjects[0].noticed else None
    take_back(nia, undo=undo)
    assert dump(nia) == before


def test_told_without_a_card_needs_a_day(vault, nias_card, nia):
    person = somebody(vault, "Tom Hesketh")
    whole(vault, person, text=PRAISE, told_ago=9)
    before = dump(vault)
    with pytest.raises(RuleRefused, match="has to learn of this"):
        hand_over(vault, person_id=person, contact_id=nias_card)
    with pytest.raises(UsageError):
        hand_over(vault, person_id=person, contact_id=nias_card, told_on=vault.today + timedelta(days=1))
    assert dump(vault) == before
    made = hand_over(vault, person_id=person, contact_id=nias_card, told_on=vault.today)
    assert len(made.ids) == 1
    came = carry(vault, made.id, nia)
    found = handed(nia, packet_id=came)
    assert found.informed_on == vault.today and not found.told_by_notice and not found.waits


def test_the_person_sees_exactly_what_was_handed_to_whom(sides, known, nias_card, nia, tom):
    ids, _came = handed_over(sides, nias_card, nia, message="From Monday on.")
    notice = carry(sides.ruth, ids[1], tom)
    found = my_side(tom).handed[0]
    assert (found.by, found.to, found.handed_on, found.message) == ("Ruth Ansell", "Nia Pugh", tom.today, "From Monday on.")
    sent = packet_content(sides.ruth, packet_id=ids[0]).body
    assert {(one.what, one.title) for one in found.items} == {
        ("observation", one.texts["behaviour"]) for one in sent.observations
    }
    assert not found.confirmed
    send_ack(tom, packet_id=notice)
    assert my_side(tom).handed[0].confirmed


def test_what_the_person_has_read_is_told_from_what_they_have_not(sides, known, nias_card, nia, tom):
    made = share_observations(sides.ruth, person_id=sides.tom_id, observation_ids=(known[1],))
    carry(sides.ruth, made.id, tom)
    ids, _came = handed_over(sides, nias_card, nia)
    carry(sides.ruth, ids[1], tom)
    same = {one.title: one.here for one in my_side(tom).handed[0].items}
    assert same == {PRAISE: "same", KNOWN: "unknown"}


def test_answers_go_along_word_for_word(sides, known, nias_card, nia, tom):
    made = share_observations(sides.ruth, person_id=sides.tom_id, observation_ids=known)
    came = carry(sides.ruth, made.id, tom)
    uid = get_observation(sides.ruth, observation_id=known[0]).uid
    answer = answer_item(tom, packet_id=came, item_uid=uid, position="disagree", text="It was read aloud.\nTwice.")
    carry(tom, send_reply(tom, own_reply_ids=answer.ids).id, sides.ruth)
    handed_over(sides, nias_card, nia)
    item = next(one for one in notes(nia) if one.behaviour == KNOWN)
    said = shown_to_observation(nia, observation_id=item.id)
    assert [one.text for one in said] == ["It was read aloud.\nTwice."] and "handed on by Ruth Ansell" in said[0].came
    assert item.status == "answered"


def test_finished_reviews_go_with_what_was_said_to_them_and_drafts_stay(sides, known, nias_card, nia):
    review_id = draft(sides.ruth, sides.tom_id)
    write_section(sides.ruth, review_id=review_id, key=SectionKey("summary"), text="A careful half year.")
    assert "not_finished" in {one.reason for one in before_handing_over(sides.ruth, person_id=sides.tom_id).stays}
    share_review(sides.ruth, review_id=review_id, shared_on=sides.ruth.today)
    record_reply(
        sides.ruth, review_id=review_id, how="in_presence", text="I see it so too.", position="agree", written_on=sides.ruth.today
    )
    finish_review(sides.ruth, review_id=review_id, talked_on=sides.ruth.today)
    _ids, came = handed_over(sides, nias_card, nia)
    review = handed(nia, packet_id=came).reviews[0]
    assert dict(review.lines)["Summary"] == "A careful half year." and review.reviewer == "Ruth Ansell"
    assert [one.text for one in review.replies] == ["I see it so too."]


def test_who_is_meant_is_asked_where_two_could_be(sides, known, nias_card, nia):
    other = somebody(nia, "Tom Hesketh")
    _ids, came = handed_over(sides, nias_card, nia)
    found = handed(nia, packet_id=came)
    assert found.person_id is None and found.namesakes[0].person_id == other and not notes(nia) and found.waits
    assert [one.observation_id for one in found.rows] == [None, None]
    with pytest.raises(RuleRefused, match="not said yet"):
        inform(nia, packet_id=came, on=nia.today)
    with pytest.raises(UsageError, match="already somebody called"):
        take_over(nia, packet_id=came, name="Tom Hesketh")
    with pytest.raises(NotFound):
        take_over(nia, packet_id=came, person_id=999)
    before = dump(nia)
    made = take_over(nia, packet_id=came, name="Tom Hesketh (dispensary)")
    assert texts(nia) == {KNOWN, PRAISE} and handed(nia, packet_id=came).person == "Tom Hesketh (dispensary)"
    take_back(nia, undo=made.undo)
    assert dump(nia) == before
    take_over(nia, packet_id=came, person_id=other)
    assert {one.subjects[0].person_id for one in notes(nia)} == {other}
    with pytest.raises(RuleRefused, match="already"):
        take_over(nia, packet_id=came, person_id=other)


def test_what_is_here_already_is_left_as_it_is(sides, known, nias_card, nia):
    handed_over(sides, nias_card, nia)
    change_observation(sides.ruth, observation_id=known[1], details=Details(texts={"situation": "On Monday."}))
    _ids, second = handed_over(sides, nias_card, nia)
    assert len(notes(nia)) == 2
    assert {one.observation_id for one in handed(nia, packet_id=second).rows} == {None}


def test_it_goes_on_to_the_manager_after_next_with_its_first_writer(sides, known, nias_card, nia, tmp_path, clock):
    ids, came = handed_over(sides, nias_card, nia)
    person_id = handed(nia, packet_id=came).person_id
    omar, _code = begin_vault(folder=tmp_path / "o", name="Omar Said", passphrase=PASSPHRASE, kdf=FAST_KDF, clock=clock)
    with omar:
        card = packet_record(nia, packet_id=carry(omar, make_card(omar).id, nia)).contact_id
        offer = before_handing_over(nia, person_id=person_id)
        assert not offer.goes and {one.reason for one in offer.stays} == {"not_informed"}
        inform(nia, packet_id=came, on=nia.today)
        made = hand_over(nia, person_id=person_id, contact_id=card)
        carry(nia, made.ids[0], omar)
        assert {one.written_by for one in notes(omar)} == {"Ruth Ansell"}
    assert ids


def test_nothing_shared_is_nothing_to_hand_over(sides, nias_card):
    whole(sides.ruth, sides.tom_id, text=OWN)
    with pytest.raises(RuleRefused, match="not told of anything yet"):
        handover_bodies(sides.ruth, person_id=sides.tom_id, contact_id=nias_card)
    with pytest.raises(RuleRefused, match="whom this is about"):
        handover_bodies(sides.ruth, person_id=sides.tom_id, contact_id=sides.toms_card)


def test_a_concern_keeps_its_days_after_the_handover(sides, nias_card, nia):
    whole(sides.ruth, sides.tom_id, text=KNOWN, concern=True, told_ago=3)
    _ids, came = handed_over(sides, nias_card, nia)
    person_id = handed(nia, packet_id=came).person_id
    give_notice(nia, person_id=person_id, given_on=nia.today)
    inform(nia, packet_id=came, on=nia.today)
    review_id = draft(nia, person_id)
    with pytest.raises(RuleRefused, match="days to answer"):
        cite(nia, review_id=review_id, observation_id=notes(nia)[0].id)


def test_an_erased_manager_leaves_no_name_and_no_file(sides, known, nias_card, nia):
    from reviewapp.actions.cards import give_card_to
    from reviewapp.actions.erasing import erase_person

    made = share_observations(sides.ruth, person_id=sides.tom_id, observation_ids=known)
    assert made.ids
    _ids, came = handed_over(sides, nias_card, nia)
    ruth_there = somebody(nia, "Ruth Ansell")
    give_card_to(nia, contact_id=packet_record(nia, packet_id=came).contact_id, person_id=ruth_there)
    erase_person(nia, person_id=ruth_there, ground="asked")
    items = notes(nia)
    assert {one.behaviour for one in items} == {KNOWN, PRAISE} and not any("Ruth" in one.written_by for one in items)
    with pytest.raises(RuleRefused):
        change_observation(nia, observation_id=items[0].id, details=Details(texts={"behaviour": "Mine now."}))
    assert not observations.ids_from_packet(nia.connection, came)

"""Tom answers what Ruth wrote, and hands it back: what is his until then, what stands on her side, what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reviewapp.actions.changes import take_back
from reviewapp.actions.contacts import own_identity, verify_contact
from reviewapp.actions.my_side import my_side
from reviewapp.actions.observations import get_observation
from reviewapp.actions.packets import open_packet, packet_content, packet_file, packet_record, seal_packet
from reviewapp.actions.replies import (
    look_at_replies,
    new_replies,
    record_reply,
    replies_to_observation,
    replies_to_review,
)
from reviewapp.actions.replying import answer_item, discard_answer, reply_body, send_ack, send_reply
from reviewapp.actions.reviews import begin_review, finish_review, get_review, share_review, write_section
from reviewapp.actions.sharing import hand_over_review, share_observations, share_offer
from reviewapp.actions.vaults import begin_vault
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.domain.reply import POSITIONS
from reviewapp.domain.review import SectionKey
from reviewapp.exchange import packet_bodies as bodies
from reviewapp.exchange.packet import new_packet_id
from reviewapp.exchange.packet_errors import MadeHere, NoSuchRequest, Unsafe
from reviewapp.vault import packets
from reviewapp.vault.driver import DatabaseError
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import draft, dump, somebody, whole
from tests.helpers.packets import packet
from tests.helpers.two_sides import acquaint, carry

TEXT = "Rang the ward before sending the table."
SAID = "It was the second table; the first had gone out."


@pytest.fixture
def sides(vault, tmp_path, clock):
    tom, _code = begin_vault(folder=tmp_path / "tom", name="Tom Hesketh", passphrase=PASSPHRASE, kdf=FAST_KDF, clock=clock)
    yield acquaint(vault, tom)
    tom.close()


@pytest.fixture
def shared(sides):
    """(observation id, packet id on Tom's side) of one observation Ruth handed over."""
    one = whole(sides.ruth, sides.tom_id, text=TEXT)
    made = share_observations(sides.ruth, person_id=sides.tom_id, observation_ids=(one,))
    return one, carry(sides.ruth, made.id, sides.tom)


@pytest.fixture
def handed(sides):
    """(review id, packet id on Tom's side) of a draft Ruth handed over."""
    review_id = draft(sides.ruth, sides.tom_id)
    write_section(sides.ruth, review_id=review_id, key=SectionKey("summary"), text="A careful half year.")
    return review_id, carry(sides.ruth, hand_over_review(sides.ruth, review_id=review_id).id, sides.tom)


def uid_of(sides, packet_id, what="observation"):
    return next(one.uid for one in my_side(sides.tom).written if one.what == what and one.newest.packet_id == packet_id)


def answered(sides, packet_id, what="observation", *, position="agree_in_part", text=SAID):
    return answer_item(sides.tom, packet_id=packet_id, item_uid=uid_of(sides, packet_id, what), position=position, text=text).id


def handed_back(sides, *own_ids):
    """Tom hands answers back and Ruth opens the file: the id there."""
    return carry(sides.tom, send_reply(sides.tom, own_reply_ids=own_ids).id, sides.ruth)


def test_an_answer_stands_at_the_observation_word_for_word(sides, shared, clock):
    one, came = shared
    own = answered(sides, came)
    assert replies_to_observation(sides.ruth, observation_id=one) == () and get_observation(sides.ruth, observation_id=one).status == "shared"
    clock.forward(days=1)
    packet_id = handed_back(sides, own)
    [reply] = replies_to_observation(sides.ruth, observation_id=one)
    assert (reply.position, reply.text, reply.how) == ("agree_in_part", SAID, "packet")
    assert (reply.written_on, reply.kept_on, reply.compared) == (sides.ruth.today - timedelta(days=1), sides.ruth.today, False)
    assert get_observation(sides.ruth, observation_id=one).status == "answered"
    [new] = new_replies(sides.ruth)
    assert (new.packet_id, new.person, new.observation_id, new.review_id, new.title) == (packet_id, "Tom Hesketh", one, 0, TEXT)
    assert look_at_replies(sides.ruth, observation_id=one).ids == (packet_id,) and new_replies(sides.ruth) == ()
    assert packet_record(sides.ruth, packet_id=packet_id).opened_at == sides.ruth.now
    verify_contact(sides.ruth, contact_id=sides.toms_card)
    assert replies_to_observation(sides.ruth, observation_id=one)[0].compared


def test_a_draft_is_toms_alone_until_he_hands_it_back(sides, shared):
    _one, came = shared
    before = len(packet_files(sides.tom))
    own = answered(sides, came, text="First thought.")
    assert answered(sides, came, text=SAID) == own, "changing it does not begin another"
    assert len(packet_files(sides.tom)) == before
    [waiting] = my_side(sides.tom).waiting
    assert waiting.draft.text == SAID and waiting.draft.sent_on is None
    answered_packet, body = reply_body(sides.tom, own_reply_ids=(own,))
    assert answered_packet.id == came and body.answers[0].text == SAID and len(packet_files(sides.tom)) == before
    made = send_reply(sides.tom, own_reply_ids=(own,))
    assert packet_content(sides.tom, packet_id=made.id).body == body, "what was previewed is what goes"
    assert my_side(sides.tom).waiting == () and made.undo is None


def packet_files(vault):
    return vault.connection.execute("SELECT id FROM packet").fetchall()


def test_writing_and_throwing_away_a_draft_are_undone(sides, shared):
    _one, came = shared
    before = dump(sides.tom)
    begun = answer_item(sides.tom, packet_id=came, item_uid=uid_of(sides, came), position="", text="First thought.")
    with_draft = dump(sides.tom)
    changed = answer_item(sides.tom, packet_id=came, item_uid=uid_of(sides, came), position="disagree", text=SAID)
    take_back(sides.tom, undo=changed.undo)
    assert dump(sides.tom) == with_draft
    thrown = discard_answer(sides.tom, own_reply_id=begun.id)
    assert my_side(sides.tom).waiting == ()
    take_back(sides.tom, undo=thrown.undo)
    assert dump(sides.tom) == with_draft
    take_back(sides.tom, undo=begun.undo)
    assert dump(sides.tom) == before


def test_what_was_handed_back_stays_and_a_later_answer_is_another_one(sides, shared, clock):
    one, came = shared
    first = answered(sides, came)
    handed_back(sides, first)
    for act in (send_reply, reply_body):
        with pytest.raises(RuleRefused, match="handed back"):
            act(sides.tom, own_reply_ids=(first,))
    with pytest.raises(RuleRefused):
        discard_answer(sides.tom, own_reply_id=first)
    with pytest.raises(DatabaseError, match="never rewritten"):
        sides.tom.connection.execute("UPDATE own_reply SET position = 'agree'")
    with pytest.raises(DatabaseError, match="never deleted"):
        sides.tom.connection.execute("DELETE FROM own_reply")
    clock.forward(days=3)
    second = answered(sides, came, position="agree", text="We talked. Thank you.")
    assert second != first
    handed_back(sides, second)
    assert [reply.text for reply in replies_to_observation(sides.ruth, observation_id=one)] == [SAID, "We talked. Thank you."]
    with pytest.raises(DatabaseError, match="never rewritten"):
        sides.ruth.connection.execute("UPDATE reply SET body = 'Fine.'")
    with pytest.raises(DatabaseError, match="never deleted"):
        sides.ruth.connection.execute("DELETE FROM reply")


def test_one_file_carries_answers_to_several_shares_and_the_review(sides, shared, handed):
    one, came = shared
    review_id, draft_came = handed
    ids = (answered(sides, came), answered(sides, draft_came, "review", position="disagree", text="I was away in May."))
    handed_back(sides, *ids)
    assert [reply.text for reply in replies_to_observation(sides.ruth, observation_id=one)] == [SAID]
    [reply] = replies_to_review(sides.ruth, review_id=review_id)
    assert (reply.position, reply.text, reply.late) == ("disagree", "I was away in May.", False)
    assert get_review(sides.ruth, review_id=review_id).state == "answered"
    [new] = new_replies(sides.ruth)
    assert new.review_id == review_id and look_at_replies(sides.ruth, review_id=review_id).ids == (new.packet_id,)


def test_handing_over_again_keeps_the_review_answered(sides, handed):
    review_id, came = handed
    handed_back(sides, answered(sides, came, "review", position="agree", text=""))
    carry(sides.ruth, hand_over_review(sides.ruth, review_id=review_id).id, sides.tom)
    assert get_review(sides.ruth, review_id=review_id).state == "answered"
    share_review(sides.ruth, review_id=review_id, shared_on=sides.ruth.today)
    assert get_review(sides.ruth, review_id=review_id).state == "answered"


def test_a_draft_begun_on_an_earlier_version_goes_with_the_newer_one(sides, shared, clock):
    one, first = shared
    own = answered(sides, first)
    clock.forward(days=1)
    again = carry(sides.ruth, share_observations(sides.ruth, person_id=sides.tom_id, observation_ids=(one,)).id, sides.tom)
    assert answered(sides, again, text="Now I see it.") == own
    record, _body = reply_body(sides.tom, own_reply_ids=(own,))
    assert record.id == again


@pytest.mark.parametrize("position", POSITIONS)
def test_every_position_arrives_and_none_of_them_needs_words(sides, handed, position):
    review_id, came = handed
    handed_back(sides, answered(sides, came, "review", position=position, text=""))
    assert [reply.position for reply in replies_to_review(sides.ruth, review_id=review_id)] == [position]


def test_a_late_dissent_is_a_dated_addendum_and_the_version_stays_as_it_was(sides, handed, clock):
    review_id, came = handed
    finish_review(sides.ruth, review_id=review_id, talked_on=sides.ruth.today)
    version = tuple(sides.ruth.connection.execute("SELECT content, sha256 FROM review_version").fetchone())
    clock.forward(days=9)
    final = carry(sides.ruth, hand_over_review(sides.ruth, review_id=review_id).id, sides.tom)
    own = answered(sides, final, "review", position="disagree", text="I see it differently now.")
    assert reply_body(sides.tom, own_reply_ids=(own,))[1].addendum
    handed_back(sides, own)
    [reply] = replies_to_review(sides.ruth, review_id=review_id)
    assert reply.late and reply.kept_on == sides.ruth.today
    assert get_review(sides.ruth, review_id=review_id).state == "final"
    assert tuple(sides.ruth.connection.execute("SELECT content, sha256 FROM review_version").fetchone()) == version
    assert came != final


def test_a_review_begun_anew_for_the_period_carries_what_was_said_before(sides, handed, clock):
    review_id, came = handed
    handed_back(sides, answered(sides, came, "review", text=SAID))
    finish_review(sides.ruth, review_id=review_id, talked_on=sides.ruth.today)
    old = get_review(sides.ruth, review_id=review_id)
    clock.forward(days=4)
    new = begin_review(sides.ruth, person_id=sides.tom_id, period_from=old.period_from, period_to=old.period_to).id
    [reply] = replies_to_review(sides.ruth, review_id=new)
    assert reply.text == SAID and reply.earlier_on == sides.ruth.today - timedelta(days=4) and not reply.late
    assert replies_to_review(sides.ruth, review_id=review_id)[0].earlier_on is None
    other = begin_review(sides.ruth, person_id=sides.tom_id, period_from=old.period_from, period_to=old.period_to - timedelta(days=1)).id
    assert replies_to_review(sides.ruth, review_id=other) == ()


def test_a_confirmation_says_that_exactly_this_arrived(sides, shared):
    _one, came = shared
    assert share_offer(sides.ruth, person_id=sides.tom_id).handed[0].received_on is None
    assert not my_side(sides.tom).written[0].newest.confirmed
    carry(sides.tom, send_ack(sides.tom, packet_id=came).id, sides.ruth)
    assert share_offer(sides.ruth, person_id=sides.tom_id).handed[0].received_on == sides.ruth.today
    assert my_side(sides.tom).written[0].newest.confirmed
    assert new_replies(sides.ruth) == (), "a confirmation is no answer"
    with pytest.raises(UsageError):
        send_ack(sides.tom, packet_id=my_side(sides.tom).released[0].packet_id)


@pytest.mark.parametrize("what", ["nothing", "unknown position", "too long", "another packet's", "my own packet"])
def test_what_is_no_answer_is_not_kept(sides, shared, what):
    _one, came = shared
    uid = uid_of(sides, came)
    own_packet = send_ack(sides.tom, packet_id=came).id
    given = {"packet_id": came, "item_uid": uid, "position": "agree", "text": "Yes."}
    change, error = {
        "nothing": ({"position": "", "text": " \n"}, UsageError),
        "unknown position": ({"position": "splendid"}, UsageError),
        "too long": ({"text": "x" * 20_001}, UsageError),
        "another packet's": ({"item_uid": "01900000-0000-7000-8000-000000000009"}, NotFound),
        "my own packet": ({"packet_id": own_packet}, NotFound),
    }[what]
    before = dump(sides.tom)
    with pytest.raises(error):
        answer_item(sides.tom, **given | change)
    assert dump(sides.tom) == before


def test_what_cannot_go_in_one_file(sides, handed, tmp_path, clock):
    _review_id, came = handed
    first = answered(sides, came, "review")
    second_review = draft(sides.ruth, sides.tom_id, last=sides.ruth.today - timedelta(days=3))
    other = carry(sides.ruth, hand_over_review(sides.ruth, review_id=second_review).id, sides.tom)
    second = answered(sides, other, "review")
    nia, _code = begin_vault(folder=tmp_path / "nia", name="Nia Pugh", passphrase=PASSPHRASE, kdf=FAST_KDF, clock=clock)
    with nia:
        with_nia = acquaint(nia, sides.tom)
        one = whole(nia, with_nia.tom_id, text=TEXT)
        came = carry(nia, share_observations(nia, person_id=with_nia.tom_id, observation_ids=(one,)).id, sides.tom)
        to_nia = answered(sides, came)
        before = dump(sides.tom)
        for ids, error in (((first, second), RuleRefused), ((first, to_nia), RuleRefused), ((), UsageError), ((999,), NotFound)):
            with pytest.raises(error):
                send_reply(sides.tom, own_reply_ids=ids)
        assert dump(sides.tom) == before
        # Each of them alone arrives where it belongs.
        carry(sides.tom, send_reply(sides.tom, own_reply_ids=(to_nia,)).id, nia)
        assert replies_to_observation(nia, observation_id=one)[0].text == SAID


def forged(sides, made_id, **more):
    """A reply by Tom's keys that our own program would not write."""
    row = packet_record(sides.ruth, packet_id=made_id)
    given = {"packet_id": row.uid, "packet_sha256": row.sha256, "written_on": sides.ruth.today}
    body = bodies.ReplyBody(**given | more)
    return packet(own_identity(sides.tom), "Tom Hesketh", body, (own_identity(sides.ruth),), in_reply_to=row.uid, id=new_packet_id())


@pytest.mark.parametrize("what", ["never handed over", "somebody else's", "no review in it", "another content"])
def test_a_reply_to_what_was_not_handed_over_is_refused_whole(sides, shared, what):
    one, _came = shared
    private = whole(sides.ruth, sides.tom_id, text="Not shared yet.")
    sians = whole(sides.ruth, somebody(sides.ruth, "Siân Evans"), text="About somebody else.", told_ago=2)
    made = share_offer(sides.ruth, person_id=sides.tom_id).handed[0].packet_id

    def answer(observation_id):
        uid = get_observation(sides.ruth, observation_id=observation_id).uid
        return bodies.ItemAnswer(item_uid=uid, written_on=sides.ruth.today, text="So.")

    more = {
        "never handed over": {"answers": (answer(one), answer(private))},
        "somebody else's": {"answers": (answer(sians),)},
        "no review in it": {"position": "disagree"},
        "another content": {"packet_sha256": "0" * 64, "answers": (answer(one),)},
    }[what]
    before = dump(sides.ruth)
    with pytest.raises(Unsafe):
        open_packet(sides.ruth, data=forged(sides, made, **more))
    assert dump(sides.ruth) == before


def test_an_answer_to_what_was_deleted_since_is_kept_in_its_packet_alone(sides, shared):
    from reviewapp.actions.erasing import delete_for_good

    one, came = shared
    own = answered(sides, came)
    delete_for_good(sides.ruth, observation_ids=[one], review_ids=[])
    packet_id = handed_back(sides, own)
    assert packet_content(sides.ruth, packet_id=packet_id).body.answers[0].text == SAID
    assert new_replies(sides.ruth) == ()


def test_a_reply_made_here_or_to_nothing_is_refused(sides, shared):
    _one, came = shared
    sent = send_reply(sides.tom, own_reply_ids=(answered(sides, came),))
    with pytest.raises(MadeHere):
        open_packet(sides.tom, data=packet_file(sides.tom, packet_id=sent.id))
    stray = bodies.AckBody(packet_id="9" * 32, packet_sha256="0" * 64, received_on=sides.tom.today)
    made = seal_packet(sides.tom, body=stray, to=(sides.ruths_card,), in_reply_to="9" * 32)
    with pytest.raises(NoSuchRequest):
        carry(sides.tom, made.id, sides.ruth)


class TestTypedIn:
    """A reply on paper or aloud, typed in by the manager and marked so."""

    def recorded(self, sides, review_id, **more):
        given = {"how": "in_presence", "text": SAID, "position": "agree_in_part", "written_on": sides.ruth.today}
        return record_reply(sides.ruth, review_id=review_id, **given | more)

    @pytest.mark.parametrize("how", ["in_presence", "from_document"])
    def test_it_stands_marked_and_can_be_undone(self, sides, handed, how):
        review_id, _came = handed
        before = dump(sides.ruth)
        changes = self.recorded(sides, review_id, how=how)
        [reply] = replies_to_review(sides.ruth, review_id=review_id)
        assert (reply.how, reply.text, reply.compared, reply.late) == (how, SAID, True, False)
        assert get_review(sides.ruth, review_id=review_id).state == "answered" and new_replies(sides.ruth) == ()
        take_back(sides.ruth, undo=changes.undo)
        assert dump(sides.ruth) == before

    def test_after_finishing_it_is_an_addendum_and_no_longer_undone_beside_the_version(self, sides, handed, clock):
        review_id, _came = handed
        first = self.recorded(sides, review_id)
        finish_review(sides.ruth, review_id=review_id, talked_on=sides.ruth.today)
        with pytest.raises(RuleRefused):
            take_back(sides.ruth, undo=first.undo)
        clock.forward(days=2)
        self.recorded(sides, review_id, text="Later.", written_on=sides.ruth.today)
        assert [(reply.text, reply.late) for reply in replies_to_review(sides.ruth, review_id=review_id)] == [(SAID, False), ("Later.", True)]

    @pytest.mark.parametrize("change", [{"how": "packet"}, {"position": "", "text": " "}, {"position": "splendid"}, {"text": "x" * 200_001}])
    def test_what_is_no_reply(self, sides, handed, change):
        review_id, _came = handed
        before = dump(sides.ruth)
        with pytest.raises(UsageError):
            self.recorded(sides, review_id, **change)
        for day in (1, -1):
            with pytest.raises(UsageError):
                self.recorded(sides, review_id, written_on=sides.ruth.today + timedelta(days=day))
        with pytest.raises(NotFound):
            self.recorded(sides, 999)
        assert dump(sides.ruth) == before

    def test_nobody_answered_what_nobody_saw(self, sides):
        review_id = draft(sides.ruth, sides.tom_id)
        with pytest.raises(RuleRefused, match="not been shared") as raised:
            self.recorded(sides, review_id)
        assert "Record the day" in raised.value.next_step
        share_review(sides.ruth, review_id=review_id, shared_on=sides.ruth.today)
        assert self.recorded(sides, review_id).id == review_id


class TestInPrint:
    """Every later PDF holds the words, each with its day and how it came."""

    def pages(self, sides, review_id):
        from reviewapp.actions.exporting import preview_pdf
        from tests.report.reading import text_of

        return " ".join(text_of(preview_pdf(sides.ruth, review_id=review_id).data).split())

    def test_from_the_first_draft_to_the_last_version(self, sides, handed, clock):
        review_id, came = handed
        assert "No reply recorded so far." in self.pages(sides, review_id)
        handed_back(sides, answered(sides, came, "review", position="disagree", text="I was away in May."))
        drafted = self.pages(sides, review_id)
        assert "Draft" in drafted and "I was away in May." in drafted and "No reply recorded" not in drafted
        assert "Disagrees Written on 20 Nov 2026, came as a signed file on 20 Nov 2026." in drafted
        assert "Unverified: the words of the card" in drafted
        verify_contact(sides.ruth, contact_id=sides.toms_card)
        finish_review(sides.ruth, review_id=review_id, talked_on=sides.ruth.today)
        final = self.pages(sides, review_id)
        assert "I was away in May." in final and "Unverified" not in final and "Addendum" not in final
        clock.forward(days=9)
        late = carry(sides.ruth, hand_over_review(sides.ruth, review_id=review_id).id, sides.tom)
        handed_back(sides, answered(sides, late, "review", position="", text="And again in June."))
        reprinted = self.pages(sides, review_id)
        assert reprinted.index("I was away in May.") < reprinted.index("Addendum of 29 Nov 2026") < reprinted.index("And again in June.")
        assert "Version 1," in reprinted and "finished on 20 Nov 2026" in reprinted

    def test_answers_to_cited_episodes_are_printed_with_the_episode_they_are_about(self, sides):
        from reviewapp.actions.reviews import cite

        review_id = draft(sides.ruth, sides.tom_id)
        one, private = whole(sides.ruth, sides.tom_id, text=TEXT), whole(sides.ruth, sides.tom_id, text="Another day.")
        for item in (one, private):
            made = share_observations(sides.ruth, person_id=sides.tom_id, observation_ids=(item,))
            came = carry(sides.ruth, made.id, sides.tom)
            handed_back(sides, answered(sides, came, text=f"My view of {item}."))
        cite(sides.ruth, review_id=review_id, observation_id=one)
        text = self.pages(sides, review_id)
        assert f"On “{TEXT}”, 21 Oct 2026: Agrees in part" in text and f"My view of {one}." in text
        assert f"My view of {private}." not in text, "what is not cited is not in this review"
        finish_review(sides.ruth, review_id=review_id, talked_on=sides.ruth.today)
        assert f"My view of {one}." in self.pages(sides, review_id)

    def test_usage_figures_in_their_words_are_printed_and_marked_and_stop_nothing(self, sides, handed):
        review_id, came = handed
        handed_back(sides, answered(sides, came, "review", text="I sent 400 prompts a day to the chatbot."))
        finish_review(sides.ruth, review_id=review_id, talked_on=sides.ruth.today)
        text = self.pages(sides, review_id)
        assert "I sent 400 prompts a day to the chatbot." in text
        assert "Figures in the employee's own words are not evidence." in text

    def test_a_frozen_version_holds_what_was_said_by_then_also_when_the_episode_is_deleted(self, sides):
        from reviewapp.actions.erasing import delete_for_good
        from reviewapp.actions.reviews import cite

        review_id, one = draft(sides.ruth, sides.tom_id), whole(sides.ruth, sides.tom_id, text=TEXT)
        came = carry(sides.ruth, share_observations(sides.ruth, person_id=sides.tom_id, observation_ids=(one,)).id, sides.tom)
        handed_back(sides, answered(sides, came))
        cite(sides.ruth, review_id=review_id, observation_id=one)
        finish_review(sides.ruth, review_id=review_id, talked_on=sides.ruth.today)
        delete_for_good(sides.ruth, observation_ids=[one], review_ids=[])
        assert SAID in self.pages(sides, review_id)

    def test_a_review_begun_anew_for_the_period_prints_what_was_said_to_the_one_before(self, sides, handed):
        review_id, came = handed
        handed_back(sides, answered(sides, came, "review", text=SAID))
        finish_review(sides.ruth, review_id=review_id, talked_on=sides.ruth.today)
        old = get_review(sides.ruth, review_id=review_id)
        new = begin_review(sides.ruth, person_id=sides.tom_id, period_from=old.period_from, period_to=old.period_to).id
        text = self.pages(sides, new)
        assert SAID in text and "the review of the same period that was finished on 20 Nov 2026" in text


@pytest.mark.harm("replaces-talking")
def test_every_way_to_the_end_needs_the_day_of_a_conversation(sides, handed):
    """Sharing, an answer, a reply typed in: none of them takes the place of talking (domain.md F)."""
    review_id, came = handed
    handed_back(sides, answered(sides, came, "review", position="agree"))
    record_reply(
        sides.ruth, review_id=review_id, how="from_document", text="Signed.", position="agree", written_on=sides.ruth.today
    )
    assert get_review(sides.ruth, review_id=review_id).talked_on is None
    with pytest.raises(TypeError):
        finish_review(sides.ruth, review_id=review_id)
    with pytest.raises(UsageError, match="not come yet"):
        finish_review(sides.ruth, review_id=review_id, talked_on=sides.ruth.today + timedelta(days=1))
    assert get_review(sides.ruth, review_id=review_id).state == "answered"
    finish_review(sides.ruth, review_id=review_id, talked_on=sides.ruth.today)
    record = get_review(sides.ruth, review_id=review_id)
    assert (record.state, record.talked_on) == ("final", sides.ruth.today)
    [state] = sides.ruth.connection.execute("SELECT count(*) FROM review WHERE state = 'final' AND talked_on IS NULL").fetchone()
    assert state == 0


def test_erasing_tom_takes_every_answer_and_every_packet_with_him(sides, shared, handed):
    from reviewapp.actions.erasing import erase_person

    one, came = shared
    review_id, draft_came = handed
    other = somebody(sides.ruth, "Siân Evans")
    both = whole(sides.ruth, sides.tom_id, other, text="Both of them rang.")
    both_came = carry(sides.ruth, share_observations(sides.ruth, person_id=sides.tom_id, observation_ids=(both,)).id, sides.tom)
    ids = (answered(sides, came), answered(sides, both_came), answered(sides, draft_came, "review"))
    handed_back(sides, *ids)
    erase_person(sides.ruth, person_id=sides.tom_id)
    left = dump(sides.ruth)
    assert not left["reply"] and not left["packet_item"] and not left["contact"]
    assert [one.kind for one in packets.packets(sides.ruth.connection)] == ["card"], "the own card, given to whom it was"
    assert [get_observation(sides.ruth, observation_id=both).behaviour] == ["Both of them rang."]
    assert SAID not in repr(left) and one and review_id


def test_erasing_who_wrote_about_me_takes_my_answers_to_them(sides, shared):
    """Tom also keeps Ruth as a person: erasing her takes what she shared, and what he said to it."""
    from reviewapp.actions.erasing import erase_person
    from reviewapp.vault import identities

    _one, came = shared
    first = answered(sides, came)
    send_reply(sides.tom, own_reply_ids=(first,))
    answered(sides, came, text="A second thought.")
    ruth_id = somebody(sides.tom, "Ruth Ansell")
    with sides.tom.write() as transaction:
        identities.link_person(transaction, sides.ruths_card, ruth_id, compare_anew=False)
    erase_person(sides.tom, person_id=ruth_id)
    left = dump(sides.tom)
    assert not left["own_reply"] and not left["packet_item"]
    assert [(one.kind, one.direction) for one in packets.packets(sides.tom.connection)] == [("card", "made")]
    words = [row["body"] for row in sides.tom.connection.execute("SELECT body FROM revision")]
    assert SAID not in words and "A second thought." not in words


def test_what_a_person_is_told_of_holds_what_they_answered(sides, handed):
    import json

    from reviewapp.actions.about import about_files
    from tests.report.reading import text_of

    _review_id, came = handed
    handed_back(sides, answered(sides, came, "review", position="disagree", text="I was away in May."))
    files = about_files(sides.ruth, person_id=sides.tom_id)
    text = " ".join(text_of(files.pdf).split())
    assert "What the person answered" in text and "I was away in May." in text and "Disagrees" in text
    assert [row["body"] for row in json.loads(files.json)["tables"]["reply"]] == ["I was away in May."]

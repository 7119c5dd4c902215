"""From a request to both sides beside each other, between two real vaults."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reviewapp.actions.about import about_files
from reviewapp.actions.answer_parts import AnswerPart
from reviewapp.actions.answering import (
    answer_desk,
    begin_self_assessment,
    choose_episodes,
    my_self_assessments,
    note_own_episode,
    own_episodes,
    received_request,
    requests_to_me,
    write_self_assessment,
)
from reviewapp.actions.asking import ask_for_self_assessment, before_asking, go_on_without, requests_of
from reviewapp.actions.blind import answer_parts, reveal, side_by_side, standing_of_review
from reviewapp.actions.contacts import contact_of, own_card
from reviewapp.actions.erasing import delete_for_good, erase_person, erase_preview
from reviewapp.actions.expiry import look_after_jots
from reviewapp.actions.exporting import export_review
from reviewapp.actions.handing_back import hand_back, preview_hand_back
from reviewapp.actions.home_answers import home_answers
from reviewapp.actions.observations import Details, change_observation
from reviewapp.actions.packets import inspect, open_packet, packet_content, packet_file, packet_record
from reviewapp.actions.people import add_person, agree_role_profile, give_notice
from reviewapp.actions.queries import find, notes
from reviewapp.actions.review_checks import review_checks
from reviewapp.actions.reviews import finish_review, remove_review, seal_review, share_review, write_section
from reviewapp.actions.standing import answers_for
from reviewapp.actions.vaults import begin_vault
from reviewapp.domain.asking import AI_HELP, FREED_FOR, REFLECTIONS, SkillRow
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.domain.naming import ERASED
from reviewapp.domain.review import SectionKey
from reviewapp.vault import asking
from reviewapp.vault.driver import IntegrityError
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import FOCUS, draft, dump, somebody, whole
from tests.helpers.exchange import agreed_person, answered, period, request
from tests.report.reading import text_of

SECRET = "Zebrafink"


@pytest.fixture
def ruth(vault):
    return vault


@pytest.fixture
def tom(tmp_path, clock):
    made, _code = begin_vault(folder=tmp_path / "tom", name="Tom Hesketh", passphrase=PASSPHRASE, kdf=FAST_KDF, clock=clock)
    yield made
    made.close()


@pytest.fixture
def person(ruth):
    return agreed_person(ruth)


@pytest.fixture
def review(ruth, person):
    return draft(ruth, person)


def written(vault, review_id, text="Compares with the source."):
    write_section(vault, review_id=review_id, key=SectionKey("strength", "J4"), text=text)


def test_a_request_carries_who_asks_the_notice_the_questions_and_no_assessment(ruth, tom, person, clock):
    data = request(ruth, person, due_on=ruth.today + timedelta(days=14), message="Take your time.")
    assert inspect(data).kind == "request"  # readable without a vault: nobody's card is known yet
    opened = open_packet(tom, data=data)
    (asked,) = requests_to_me(tom)
    assert asked.packet_id == opened.id and asked.sender == "Ruth Ansell" and asked.trust == "unverified"
    assert asked.phrase.words and asked.asked_name == "Tom Hesketh" and asked.message == "Take your time."
    assert [one.competency_id for one in asked.questions] == list(FOCUS) and all(one.prompt for one in asked.questions)
    assert "Ruth Ansell" in asked.notice and asked.notice_on == ruth.today - timedelta(days=300)
    assert asked.skills == ("Dose calculation by hand", "Reading a paper") and asked.due_on == clock().date() + timedelta(days=14)
    assert asked.answer_id is None and "not validated" in asked.framework_status


def test_asking_needs_a_notice_a_focus_and_days_that_can_be(ruth):
    stranger = add_person(ruth, name="Nia Pugh").id
    with pytest.raises(RuleRefused, match="has not been given the notice"):
        ask_for_self_assessment(ruth, person_id=stranger, **period(ruth))
    give_notice(ruth, person_id=stranger, given_on=ruth.today)
    with pytest.raises(RuleRefused, match="No focus is agreed"):
        ask_for_self_assessment(ruth, person_id=stranger, **period(ruth))
    assert "No focus" in before_asking(ruth, person_id=stranger, **period(ruth)).refusal
    agree_role_profile(ruth, person_id=stranger, focus=FOCUS)
    assert before_asking(ruth, person_id=stranger, **period(ruth)).refusal == ""
    before = dump(ruth)
    for wrong in (
        {"period_from": ruth.today, "period_to": ruth.today - timedelta(days=1)},
        {"period_from": ruth.today, "period_to": ruth.today + timedelta(days=2000)},
        {**period(ruth), "due_on": ruth.today - timedelta(days=1)},
    ):
        with pytest.raises(UsageError):
            ask_for_self_assessment(ruth, person_id=stranger, **wrong)
    with pytest.raises(NotFound):
        ask_for_self_assessment(ruth, person_id=999, **period(ruth))
    assert dump(ruth) == before


def test_a_second_request_is_sealed_to_the_card_the_answer_brought(ruth, tom, person):
    open_packet(ruth, data=answered(tom, request(ruth, person)))
    assert contact_of(ruth, person_id=person).fingerprint == own_card(tom).fingerprint
    again = request(ruth, person)
    assert inspect(again, vault=tom).is_sealed
    assert [one.standing.state for one in requests_of(ruth, person_id=person)] == ["answered", "answered"]


def test_asking_again_replaces_the_open_request_and_either_may_be_answered(ruth, tom, person, review):
    first = request(ruth, person)
    request(ruth, person, due_on=ruth.today)
    (row,) = requests_of(ruth, person_id=person)
    assert row.asked.due_on == ruth.today and row.standing.state == "awaited"
    open_packet(ruth, data=answered(tom, first))
    assert standing_of_review(ruth, review_id=review).state == "answered"


@pytest.mark.harm("coerced-self-assessment")
def test_every_part_is_optional_but_nothing_at_all_is_not_an_answer(ruth, tom, person):
    opened = open_packet(tom, data=request(ruth, person))
    begun = begin_self_assessment(tom, request_id=opened.id).id
    assert begin_self_assessment(tom, request_id=opened.id).id == begun
    with pytest.raises(RuleRefused, match="nothing in it yet"):
        hand_back(tom, self_assessment_id=begun)
    write_self_assessment(tom, self_assessment_id=begun, ai_help="rather_not_say")
    assert [one.key for one in preview_hand_back(tom, self_assessment_id=begun).parts] == ["ai_help"]
    assert hand_back(tom, self_assessment_id=begun).ids


def full_answer(tom, request_id):
    """A self-assessment with something in every part; returns its id and the id of its episode."""
    begun = begin_self_assessment(tom, request_id=request_id).id
    episode = note_own_episode(
        tom, text="The pen was the wrong colour, and the patient said it twice.", observed_on=tom.today, response="rejected"
    ).id
    choose_episodes(tom, self_assessment_id=begun, observation_ids=[episode])
    write_self_assessment(
        tom, self_assessment_id=begun,
        texts={
            "prompt/J4": "I looked at the source line.", "got_wrong": "I took out a line that was right.",
            "kept_human": "Anything new with a bleed risk.", "needs": "Somebody senior.", "invisible": "Undoing answers.",
            "freed_capacity": "Teaching on 4B.", "skill/0": "Two a week.",
        },
        skills=(SkillRow("Dose calculation by hand", "2026-11"), SkillRow("Reading a paper", rather_not_say=True)),
        freed_for=("learning", "documentation"), ai_help="wording",
    )  # fmt: skip
    return begun, episode


@pytest.mark.idea("A26", "A37", "A48")
def test_the_preview_is_exactly_what_is_handed_back(ruth, tom, person, review):
    opened = open_packet(tom, data=request(ruth, person))
    begun, _episode = full_answer(tom, opened.id)
    seen = preview_hand_back(tom, self_assessment_id=begun)
    assert seen.to == "Ruth Ansell" and not seen.is_again
    made = hand_back(tom, self_assessment_id=begun, previewed=seen.sha256)
    body = packet_content(tom, packet_id=made.id).body
    assert body.request_sha256 == packet_record(ruth, packet_id=requests_of(ruth)[0].asked.packet_id).sha256
    assert body.freed_capacity_used_for == ("documentation", "learning") and not hasattr(body.episodes[0], "closest_anchor")
    written(ruth, review)
    open_packet(ruth, data=packet_file(tom, packet_id=made.id))
    seal_review(ruth, review_id=review)
    reveal(ruth, review_id=review)
    (came,) = answers_for(ruth, person, tuple(period(ruth).values()))
    assert answer_parts(ruth, answer=came) == seen.parts
    assert {part.key.partition("/")[0] for part in seen.parts} == {
        "episode", "prompt", "got_wrong", "kept_human", "skills", "needs", "invisible", "freed_capacity", "ai_help",
    }  # fmt: skip


@pytest.mark.idea("A26", "A37", "A48", "A84", "A94")
def test_looking_back_freed_time_help_in_writing_and_unaided_skill_travel_as_they_were_said(ruth, tom, person):
    assert FREED_FOR == (
        "reliability", "tech_debt", "customers", "documentation", "internal_tools", "onboarding", "learning",
        "rest_of_job", "other",
    )  # fmt: skip
    assert AI_HELP == ("", "none", "wording", "drafting", "rather_not_say")
    opened = open_packet(tom, data=request(ruth, person))
    begun, _episode = full_answer(tom, opened.id)
    write_self_assessment(
        tom, self_assessment_id=begun, freed_for=FREED_FOR, ai_help="drafting",
        texts={f"prompt/{one}": f"Said of {one}." for one in REFLECTIONS},
    )
    body = packet_content(tom, packet_id=hand_back(tom, self_assessment_id=begun).id).body
    # Why, in what context, within which limits, to what end: in that order, then the step that was questioned.
    own = [one for one in body.prompts if one.competency_id is None]
    assert [one.text for one in own] == [
        "Said of why.", "Said of context.", "Said of limits.", "Said of ends.", "Said of step_questioned.",
        "Said of workload.",
    ]  # fmt: skip
    assert "Why" in own[0].prompt and "situation" in own[1].prompt and own[4].prompt == "Which step of the work did you question?"
    assert body.freed_capacity_used_for == FREED_FOR and body.freed_capacity == "Teaching on 4B."
    assert body.ai_help_in_writing == "drafting"
    assert [(one.skill, one.last_done_unaided, one.rather_not_say) for one in body.skills] == [
        ("Dose calculation by hand", "2026-11", False), ("Reading a paper", "", True),
    ]  # fmt: skip


def test_what_was_changed_after_the_preview_is_not_handed_back_unseen(ruth, tom, person):
    opened = open_packet(tom, data=request(ruth, person))
    begun, episode = full_answer(tom, opened.id)
    seen = preview_hand_back(tom, self_assessment_id=begun)
    change_observation(tom, observation_id=episode, details=Details(texts={"situation": "On 4B."}))
    with pytest.raises(RuleRefused, match="changed since you looked"):
        hand_back(tom, self_assessment_id=begun, previewed=seen.sha256)


def test_only_own_and_unrestricted_episodes_go_and_at_most_three(ruth, tom, person):
    opened = open_packet(tom, data=request(ruth, person))
    begun = begin_self_assessment(tom, request_id=opened.id).id
    about_nia = whole(tom, somebody(tom, "Nia Pugh"))
    with pytest.raises(RuleRefused, match="about you alone"):
        choose_episodes(tom, self_assessment_id=begun, observation_ids=[about_nia])
    mine = [note_own_episode(tom, text=f"Episode {one}", observed_on=None).id for one in range(4)]
    with pytest.raises(UsageError, match="up to three"):
        choose_episodes(tom, self_assessment_id=begun, observation_ids=mine)
    change_observation(tom, observation_id=mine[0], details=Details(choices={"restricted": "protected_disclosure"}))
    with pytest.raises(RuleRefused, match="restricted"):
        choose_episodes(tom, self_assessment_id=begun, observation_ids=mine[:1])
    choose_episodes(tom, self_assessment_id=begun, observation_ids=mine[1:])
    change_observation(tom, observation_id=mine[1], details=Details(choices={"restricted": "third_party"}))
    with pytest.raises(RuleRefused, match="restricted"):
        hand_back(tom, self_assessment_id=begun)


def test_an_own_episode_needs_no_notice_to_oneself_and_does_not_expire(tom, clock):
    note_own_episode(tom, text="I stopped reading what it said.", observed_on=tom.today)
    (item,) = notes(tom)
    assert not item.waits_for_notice and own_episodes(tom)[0].title == "I stopped reading what it said."
    for _day in range(12):
        clock.forward(days=10)
        look_after_jots(tom)
    assert [one.title for one in own_episodes(tom)] == ["I stopped reading what it said."]


@pytest.mark.harm("anchoring")
def test_a_closed_answer_is_read_by_nothing_until_the_own_draft_is_sealed(ruth, tom, person, review, tmp_path):
    """Promise 7: no query, export, search, access file, preview or row holds a word of it."""
    write = {"got_wrong": SECRET, "prompt/J4": f"{SECRET} too", "invisible": SECRET}
    made = open_packet(ruth, data=answered(tom, request(ruth, person), **write))
    written(ruth, review)
    (came,) = answers_for(ruth, person, tuple(period(ruth).values()))
    assert came.is_closed and standing_of_review(ruth, review_id=review).closed

    for look in (
        lambda: answer_parts(ruth, answer=came), lambda: reveal(ruth, review_id=review),
        lambda: side_by_side(ruth, review_id=review),
    ):  # fmt: skip
        with pytest.raises(RuleRefused):
            look()
    files = about_files(ruth, person_id=person)
    exported = export_review(ruth, review_id=review, folder=tmp_path)
    told = inspect(packet_file(ruth, packet_id=made.id), vault=ruth)
    everything = [
        repr(dump(ruth)), repr([tuple(row) for row in ruth.connection.execute("SELECT * FROM revision")]),
        files.json.decode(), text_of(files.pdf), text_of(exported.path.read_bytes()), repr(told),
        repr(review_checks(ruth, review_id=review)), repr(find(ruth.connection, query=SECRET)), repr(requests_of(ruth)),
    ]  # fmt: skip
    assert [text for text in everything if SECRET in text] == []
    assert packet_record(ruth, packet_id=made.id).opened_at is None


@pytest.mark.harm("anchoring")
def test_both_are_revealed_together_and_the_order_can_be_shown(ruth, tom, person, review, clock):
    made = open_packet(ruth, data=answered(tom, request(ruth, person), **{"prompt/J4": SECRET, "kept_human": "Families."}))
    written(ruth, review, "As I saw it.")
    clock.forward(minutes=1)
    seal_review(ruth, review_id=review)
    with pytest.raises(RuleRefused, match="still closed"):
        side_by_side(ruth, review_id=review)
    clock.forward(minutes=1)
    reveal(ruth, review_id=review)
    clock.forward(minutes=1)
    written(ruth, review, "As I would say it now.")
    shown = side_by_side(ruth, review_id=review)
    kept = asking.seal(ruth.connection, review)
    assert kept.sealed_at < kept.revealed_at == packet_record(ruth, packet_id=made.id).opened_at
    assert shown.sealed_first and shown.sealed_at == kept.sealed_at and shown.card == "unverified" and shown.same_request
    first = shown.pairs[0] if shown.pairs[0].theirs else next(pair for pair in shown.pairs if pair.theirs)
    assert [line.text for line in first.theirs] == [SECRET] and [line.text for line in first.mine] == ["As I saw it."]
    human = next(pair for pair in shown.pairs if pair.heading == "What was kept human")
    assert human.mine == () and human.theirs[0].text == "Families."
    with pytest.raises(IntegrityError, match="never rewritten"), ruth.write():
        ruth.connection.execute("UPDATE review_seal SET content = '{}'")
    with pytest.raises(IntegrityError, match="never taken back"), ruth.write():
        ruth.connection.execute("DELETE FROM review_seal")


@pytest.mark.idea("A73")
def test_a_difference_is_something_to_talk_about_and_never_a_figure(ruth, tom, person, review):
    open_packet(ruth, data=answered(tom, request(ruth, person), **{"prompt/J5": "I rang the ward."}))
    written(ruth, review)
    seal_review(ruth, review_id=review)
    reveal(ruth, review_id=review)
    points = {pair.point for pair in side_by_side(ruth, review_id=review).pairs}
    assert points == {"Only you wrote about this. Ask how they see it.", "Only they wrote about this. Ask to hear the episode."}
    sides = side_by_side(ruth, review_id=review)
    # Words and days alone: nothing says how far the two are apart.
    assert not [name for name, value in vars(sides).items() if isinstance(value, int | float) and not isinstance(value, bool)]
    assert not any(character.isdigit() for pair in sides.pairs for character in pair.point)
    assert not any(type(value) in (int, float) for pair in side_by_side(ruth, review_id=review).pairs for value in vars(pair).values())


def test_an_empty_draft_is_no_seal_and_a_second_draft_no_way_around(ruth, tom, person, review):
    open_packet(ruth, data=answered(tom, request(ruth, person)))
    with pytest.raises(RuleRefused, match="nothing of your own"):
        seal_review(ruth, review_id=review)
    other = draft(ruth, person, first=ruth.today - timedelta(days=10))
    written(ruth, other, "Short.")
    seal_review(ruth, review_id=other)
    with pytest.raises(RuleRefused, match="Another draft"):
        reveal(ruth, review_id=other)
    remove_review(ruth, review_id=review)
    reveal(ruth, review_id=other)


def test_a_review_waits_for_the_answer_or_for_the_day_or_for_a_word(ruth, person, review, clock):
    request(ruth, person, due_on=ruth.today + timedelta(days=5))
    write_section(ruth, review_id=review, key=SectionKey("summary"), text="A careful half year.")
    with pytest.raises(RuleRefused, match="has not answered yet"):
        share_review(ruth, review_id=review, shared_on=ruth.today)
    with pytest.raises(RuleRefused, match="has not answered yet"):
        finish_review(ruth, review_id=review, talked_on=ruth.today)
    clock.forward(days=6)
    assert standing_of_review(ruth, review_id=review).state == "not_received"
    share_review(ruth, review_id=review, shared_on=ruth.today)
    finish_review(ruth, review_id=review, talked_on=ruth.today)


def test_going_on_without_is_on_record_with_its_day_and_a_late_answer_is_taken_in(ruth, tom, person, review):
    with pytest.raises(RuleRefused, match="No self-assessment is awaited"):
        go_on_without(ruth, review_id=review)
    data = answered(tom, request(ruth, person))
    write_section(ruth, review_id=review, key=SectionKey("summary"), text="A careful half year.")
    go_on_without(ruth, review_id=review, how="declined")
    found = standing_of_review(ruth, review_id=review)
    assert (found.state, found.on) == ("declined", ruth.today)
    share_review(ruth, review_id=review, shared_on=ruth.today)
    open_packet(ruth, data=data)
    with pytest.raises(RuleRefused, match="was not opened yet"):
        finish_review(ruth, review_id=review, talked_on=ruth.today)
    reveal(ruth, review_id=review)
    finish_review(ruth, review_id=review, talked_on=ruth.today)


def test_a_later_version_revises_the_first_and_shows_what_changed(ruth, tom, person, review, clock):
    opened = open_packet(tom, data=request(ruth, person))
    begun = begin_self_assessment(tom, request_id=opened.id).id
    write_self_assessment(tom, self_assessment_id=begun, texts={"got_wrong": "I sent it too quickly."})
    first = hand_back(tom, self_assessment_id=begun).id
    open_packet(ruth, data=packet_file(tom, packet_id=first))
    written(ruth, review)
    seal_review(ruth, review_id=review)
    reveal(ruth, review_id=review)
    clock.forward(days=1)
    assert answer_desk(tom, self_assessment_id=begun).changed_since is False
    write_self_assessment(tom, self_assessment_id=begun, texts={"got_wrong": "I sent it far too quickly.", "needs": "Time."})
    assert answer_desk(tom, self_assessment_id=begun).changed_since
    second = hand_back(tom, self_assessment_id=begun).id
    assert packet_record(tom, packet_id=second).revises == packet_record(tom, packet_id=first).uid
    open_packet(ruth, data=packet_file(tom, packet_id=second))
    assert standing_of_review(ruth, review_id=review).closed
    assert side_by_side(ruth, review_id=review).versions == ()
    reveal(ruth, review_id=review)
    (change,) = side_by_side(ruth, review_id=review).versions
    assert [heading for heading, _pieces in change.changes] == ["Something I got wrong", "What I need"]
    assert [piece.text for piece in change.changes[0][1] if piece.kind == "added"] == ["far "]


def test_unasked_from_ones_own_side_reaches_a_manager_who_knows_the_card(ruth, tom, person, review):
    open_packet(ruth, data=answered(tom, request(ruth, person)))
    manager = my_self_assessments(tom)[0].contact_id
    begun = begin_self_assessment(tom, **period(tom), contact_id=manager).id
    write_self_assessment(tom, self_assessment_id=begun, texts={"invisible": "Undoing answers somebody already has."})
    made = hand_back(tom, self_assessment_id=begun)
    opened = open_packet(ruth, data=packet_file(tom, packet_id=made.id))
    assert packet_record(ruth, packet_id=opened.id).person_id == person
    assert len(answers_for(ruth, person, tuple(period(ruth).values()))) == 2


def test_unasked_without_a_card_says_how_to_get_one(tom):
    begun = begin_self_assessment(tom, **period(tom)).id
    write_self_assessment(tom, self_assessment_id=begun, texts={"needs": "Time."})
    with pytest.raises(RuleRefused, match="nobody to seal it to"):
        hand_back(tom, self_assessment_id=begun)
    with pytest.raises(UsageError):
        begin_self_assessment(tom)


def test_a_card_nobody_is_linked_to_cannot_bring_an_answer_and_nothing_is_written(ruth, tom, tmp_path, clock):
    """Tom asks Ruth, so Ruth knows his card; what he sends unasked belongs to nobody in her list yet."""
    open_packet(ruth, data=request(tom, agreed_person(tom, "Ruth Ansell")))
    open_packet(tom, data=answered(ruth, request(tom, agreed_person(tom, "Ruth A."))))
    begun = begin_self_assessment(tom, **period(tom), contact_id=1).id
    write_self_assessment(tom, self_assessment_id=begun, texts={"needs": "Time."})
    data = packet_file(tom, packet_id=hand_back(tom, self_assessment_id=begun).id)
    before = dump(ruth)
    with pytest.raises(RuleRefused, match="whose card"):
        open_packet(ruth, data=data)
    assert dump(ruth) == before


def test_an_answer_to_another_text_than_the_one_sent_says_so(ruth, tom, person, review):
    from tests.helpers.packets import TOM, body
    from tests.helpers.packets import packet as made_packet

    asked = ask_for_self_assessment(ruth, person_id=person, **period(ruth))
    uid = packet_record(ruth, packet_id=asked.id).uid
    card = own_card(ruth)

    class Ruth:
        """Ruth as a receiver: only her card is known outside her vault."""

        def card(self, _name):
            return card

    data = made_packet(TOM, "Tom Hesketh", body("response"), to=(Ruth(), TOM), in_reply_to=uid, id="f" * 32)
    open_packet(ruth, data=data)
    written(ruth, review)
    seal_review(ruth, review_id=review)
    reveal(ruth, review_id=review)
    assert side_by_side(ruth, review_id=review).same_request is False


def test_what_cannot_be_part_of_a_self_assessment_is_refused(tom):
    begun = begin_self_assessment(tom, **period(tom)).id
    before = dump(tom)
    for wrong in (
        {"texts": {"score": "9"}}, {"texts": {"prompt/": "x"}}, {"freed_for": ("hours",)}, {"ai_help": "lots"},
        {"skills": (SkillRow("Sums", "last week"),)}, {"skills": (SkillRow(" "),)}, {"texts": {"needs": "x" * 20_001}},
    ):  # fmt: skip
        with pytest.raises(UsageError):
            write_self_assessment(tom, self_assessment_id=begun, **wrong)
    with pytest.raises(NotFound):
        answer_desk(tom, self_assessment_id=99)
    with pytest.raises(NotFound):
        received_request(tom, packet_id=99)
    assert dump(tom) == before


def test_the_parts_of_an_answer_hold_no_figure():
    assert all(kind in ("str", "tuple[str, ...]") for kind in AnswerPart.__annotations__.values())


def test_the_document_says_what_became_of_the_self_assessment(ruth, tom, person, review, tmp_path, clock):
    """Received with its day, or not received, plainly; nothing where none was asked for."""
    words = lambda: text_of(export_review(ruth, review_id=review, folder=tmp_path).path.read_bytes())  # noqa: E731
    assert "Self-assessment" not in words()
    request(ruth, person, due_on=ruth.today)
    assert "asked for, wished for by 20 Nov 2026" in words()
    clock.forward(days=1)
    assert "not received by 20 Nov 2026" in words()
    open_packet(ruth, data=answered(tom, request(ruth, person)))
    assert "received on 21 Nov 2026" in words()


def test_home_names_what_waits_on_both_sides(ruth, tom, person, review):
    data = request(ruth, person, due_on=ruth.today)
    (row,) = home_answers(ruth).others
    assert (row.name, row.state, row.review_id) == ("Tom Hesketh", "awaited", review)
    opened = open_packet(tom, data=data)
    assert home_answers(tom).asked_of_me[0].packet_id == opened.id
    begun = begin_self_assessment(tom, request_id=opened.id).id
    assert home_answers(tom).asked_of_me[0].answer_id == begun
    write_self_assessment(tom, self_assessment_id=begun, texts={"needs": "Time."})
    open_packet(ruth, data=packet_file(tom, packet_id=hand_back(tom, self_assessment_id=begun).id))
    assert home_answers(tom).asked_of_me == () and home_answers(ruth).others[0].state == "waits_for_seal"
    written(ruth, review)
    seal_review(ruth, review_id=review)
    assert home_answers(ruth).others[0].state == "closed"
    reveal(ruth, review_id=review)
    assert home_answers(ruth).others == ()


def test_erasing_the_person_takes_what_was_asked_and_answered_and_leaves_ones_own(ruth, tom, person, review):
    """Both ask each other: what Tom sent goes with Tom, what Ruth wrote stays Ruth's."""
    open_packet(ruth, data=answered(tom, request(ruth, person)))
    back = request(tom, agreed_person(tom, "Ruth Ansell"))
    mine = begin_self_assessment(ruth, request_id=open_packet(ruth, data=back).id).id
    write_self_assessment(ruth, self_assessment_id=mine, texts={"needs": "An hour with Tom Hesketh."})
    hand_back(ruth, self_assessment_id=mine)
    written(ruth, review)
    seal_review(ruth, review_id=review)
    assert "answers" in erase_preview(ruth, person_id=person).parts
    erase_person(ruth, person_id=person)
    left = dump(ruth)
    assert left["asked"] == left["answer"] == left["review_seal"] == left["packet"] == left["handed_back"] == []
    desk = answer_desk(ruth, self_assessment_id=mine)
    assert desk.request is None and desk.texts == {"needs": f"An hour with {ERASED}."}


def test_the_person_gets_everything_asked_and_their_own_words_once_opened(ruth, tom, person, review):
    open_packet(ruth, data=answered(tom, request(ruth, person, due_on=ruth.today), got_wrong=SECRET))
    first = text_of(about_files(ruth, person_id=person).pdf)
    assert "Asked for a self-assessment" in first and "Not opened yet." in first and SECRET not in first
    written(ruth, review)
    seal_review(ruth, review_id=review)
    reveal(ruth, review_id=review)
    assert SECRET in text_of(about_files(ruth, person_id=person).pdf)


def test_with_a_finished_review_whose_time_is_over_goes_what_was_answered_for_it(ruth, tom, person, review):
    """A draft thrown away takes nothing along; the other year's answer stays."""
    open_packet(ruth, data=answered(tom, request(ruth, person)))
    other = draft(ruth, person, first=ruth.today - timedelta(days=190))
    delete_for_good(ruth, review_ids=[other])
    assert standing_of_review(ruth, review_id=review).state == "answered"
    earlier = {"period_from": ruth.today - timedelta(days=500), "period_to": ruth.today - timedelta(days=400)}
    ask_for_self_assessment(ruth, person_id=person, **earlier)
    write_section(ruth, review_id=review, key=SectionKey("summary"), text="A careful half year.")
    seal_review(ruth, review_id=review)
    reveal(ruth, review_id=review)
    finish_review(ruth, review_id=review, talked_on=ruth.today)
    delete_for_good(ruth, review_ids=[review])
    left = dump(ruth)
    assert left["answer"] == left["review_seal"] == [] and len(left["asked"]) == len(left["packet"]) == 1

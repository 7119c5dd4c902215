"""A review: what may stand in it, what stops it, and what stays as it was once it is finished."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import ClassVar

import pytest

from reviewapp.actions.changes import take_back
from reviewapp.actions.observations import (
    About,
    Details,
    change_observation,
    get_observation,
    remove_observation,
    tell,
    withdraw_observation,
)
from reviewapp.actions.people import agree_role_profile, change_person, remove_person
from reviewapp.actions.queries import evidence, home
from reviewapp.actions.review_content import document_content
from reviewapp.actions.reviews import (
    begin_review,
    cite,
    finish_review,
    get_review,
    problems,
    remove_review,
    seal_review,
    share_review,
    uncite,
    write_section,
)
from reviewapp.actions.rights import import_policy, set_policy
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.domain.policy import Policy
from reviewapp.domain.review import COMPETENCY_SECTIONS, GENERAL_SECTIONS, SectionKey
from reviewapp.exchange.review_json import digest
from reviewapp.vault import reviews
from tests.helpers.acts import FOCUS, draft, jot, somebody, whole

STRENGTH = SectionKey("strength", "J5")


def refused(vault, review_id, observation_id):
    """The sentence that keeps it out, after checking that nothing was cited."""
    before = get_review(vault, review_id=review_id)
    with pytest.raises(RuleRefused) as refusal:
        cite(vault, review_id=review_id, observation_id=observation_id)
    assert get_review(vault, review_id=review_id) == before
    assert refusal.value.next_step
    return refusal.value.sentence


@pytest.fixture
def tom(vault):
    return somebody(vault)


@pytest.fixture
def review(vault, tom):
    return draft(vault, tom)


class TestPromiseThree:
    """No secret file: a concern the person did not know of in time reaches no review by any path."""

    def test_a_concern_nobody_told(self, vault, tom, review):
        assert "not shared with Tom Hesketh" in refused(vault, review, whole(vault, tom, concern=True))

    @pytest.mark.parametrize("days", [0, 1, 13])
    def test_a_concern_told_too_lately(self, vault, tom, review, days):
        assert "14 days to answer" in refused(vault, review, whole(vault, tom, concern=True, told_ago=days))

    @pytest.mark.parametrize("days", [14, 15, 30])
    def test_a_concern_told_in_time(self, vault, tom, review, days):
        observation_id = whole(vault, tom, concern=True, told_ago=days)
        cite(vault, review_id=review, observation_id=observation_id)
        assert get_observation(vault, observation_id=observation_id).status == "in_review"
        assert document_content(vault, review_id=review).episodes[0].told_on == vault.today - timedelta(days=days)

    def test_the_fourteenth_day_comes(self, vault, tom, review, clock):
        observation_id = whole(vault, tom, concern=True, told_ago=0, ago=1)
        clock.forward(days=13)
        refused(vault, review, observation_id)
        clock.forward(days=1)
        cite(vault, review_id=review, observation_id=observation_id)

    def test_told_to_be_confirmed_is_not_told(self, vault, tom, review):
        """What an import says ("Told them? y") has no day yet."""
        observation_id = whole(vault, tom, concern=True)
        change_observation(
            vault, observation_id=observation_id, about={tom: About(concern=True, told_how="conversation")}
        )
        assert "not shared" in refused(vault, review, observation_id)
        assert [one.observation_id for one in home(vault).told_to_confirm] == [observation_id]

    def test_telling_one_of_two_frees_only_their_review(self, vault, tom, review):
        sian = somebody(vault, "Siân Evans")
        observation_id = whole(vault, tom, sian, concern=True)
        tell(vault, observation_id=observation_id, told_on=vault.today - timedelta(days=20), person_ids=[sian])
        assert "Tom Hesketh" in refused(vault, review, observation_id)
        cite(vault, review_id=draft(vault, sian), observation_id=observation_id)

    def test_what_speaks_for_a_person_needs_no_telling(self, vault, tom, review):
        cite(vault, review_id=review, observation_id=whole(vault, tom))

    LATER: ClassVar = {
        "it becomes a concern": lambda v, o, p: change_observation(v, observation_id=o, about={p: About(concern=True)}),
        "its anchor becomes Missed": lambda v, o, p: change_observation(
            v, observation_id=o, about={p: About(concern=False, closest_anchor="missed")}
        ),
        "a counter-signal is added": lambda v, o, p: change_observation(
            v, observation_id=o, details=Details(multi={"counter_signal": ("pseudo_work",)})
        ),
        "it is withdrawn": lambda v, o, p: withdraw_observation(v, observation_id=o, reason="Wrong."),
        "its day leaves the period": lambda v, o, p: change_observation(v, observation_id=o, observed_on=date(2024, 1, 1)),
    }

    @pytest.mark.parametrize("what", LATER)
    def test_facts_that_change_after_citing(self, vault, tom, review, what):
        """It is named, it stops finishing, and no document shows it, not even a draft."""
        observation_id = whole(vault, tom, text="The secret sentence.")
        cite(vault, review_id=review, observation_id=observation_id)
        assert problems(vault, review_id=review) == []
        self.LATER[what](vault, observation_id, tom)
        found = problems(vault, review_id=review)
        assert found and "The secret sentence." in found[0].sentence and found[0].next_step
        with pytest.raises(RuleRefused):
            finish_review(vault, review_id=review, talked_on=vault.today)
        assert "secret" not in repr(document_content(vault, review_id=review))
        uncite(vault, review_id=review, observation_id=observation_id)
        finish_review(vault, review_id=review, talked_on=vault.today)

    def test_the_person_changes_after_citing(self, vault, tom, review):
        sian = somebody(vault, "Siân Evans")
        observation_id = whole(vault, tom, text="The secret sentence.")
        cite(vault, review_id=review, observation_id=observation_id)
        change_observation(
            vault, observation_id=observation_id, person_ids=[sian], about={sian: About(concern=False)}
        )
        assert "not about the person reviewed" in problems(vault, review_id=review)[0].sentence
        assert "secret" not in repr(document_content(vault, review_id=review))

    def test_undoing_the_telling_after_citing(self, vault, tom, review):
        observation_id = whole(vault, tom, concern=True, text="The secret sentence.")
        told = tell(vault, observation_id=observation_id, told_on=vault.today - timedelta(days=20))
        cite(vault, review_id=review, observation_id=observation_id)
        take_back(vault, undo=told.undo)
        assert "not shared" in problems(vault, review_id=review)[0].sentence
        assert "secret" not in repr(document_content(vault, review_id=review))

    def test_a_conversation_dated_back_needs_its_own_fourteen_days(self, vault, tom, review):
        cite(vault, review_id=review, observation_id=whole(vault, tom, concern=True, told_ago=15))
        with pytest.raises(RuleRefused, match="14 days"):
            finish_review(vault, review_id=review, talked_on=vault.today - timedelta(days=2))
        finish_review(vault, review_id=review, talked_on=vault.today - timedelta(days=1))


def test_what_else_cannot_be_cited(vault, tom, review):
    sian = somebody(vault, "Siân Evans")
    assert "private until" in refused(vault, review, jot(vault, tom))
    assert "not about the person" in refused(vault, review, whole(vault, sian))
    assert "outside the period" in refused(vault, review, whole(vault, tom, ago=201))
    withdrawn, removed = whole(vault, tom), whole(vault, tom)
    withdraw_observation(vault, observation_id=withdrawn, reason="x")
    assert "withdrawn" in refused(vault, review, withdrawn)
    remove_observation(vault, observation_id=removed)
    refused(vault, review, removed)
    with pytest.raises(NotFound):
        cite(vault, review_id=review, observation_id=4711)
    with pytest.raises(NotFound):
        cite(vault, review_id=4711, observation_id=withdrawn)
    for edge in (200, 0):
        cite(vault, review_id=review, observation_id=whole(vault, tom, ago=edge))


def test_citing_keeps_the_order_and_counts_once(vault, tom, review):
    first, second, third = (whole(vault, tom, ago=ago) for ago in (5, 50, 20))
    for observation_id in (second, first, second, third):
        cite(vault, review_id=review, observation_id=observation_id)
    uncite(vault, review_id=review, observation_id=first)
    cite(vault, review_id=review, observation_id=first)
    assert get_review(vault, review_id=review).cites == (second, third, first)
    days = [episode.observed_on for episode in document_content(vault, review_id=review).episodes]
    assert days == sorted(days) and len(days) == 3
    assert {card.id for card in evidence(vault, review_id=review)[0]} == {first, second, third}


@pytest.mark.parametrize("section", ["strength", "concern"])
def test_a_judgment_that_rests_on_nothing_stops_finishing(vault, tom, review, section):
    key = SectionKey(section, "J5")
    write_section(vault, review_id=review, key=key, text="Always so careful.")
    found = problems(vault, review_id=review)
    assert [one.place for one in found] == [f"{section}/J5"] and "rests on no episode" in found[0].sentence
    with pytest.raises(RuleRefused, match="rests on no episode"):
        finish_review(vault, review_id=review, talked_on=vault.today)
    cite(vault, review_id=review, observation_id=whole(vault, tom, competencies=("J6",)))
    assert problems(vault, review_id=review)
    cite(vault, review_id=review, observation_id=whole(vault, tom, concern=section == "concern", told_ago=20))
    assert problems(vault, review_id=review) == []
    finish_review(vault, review_id=review, talked_on=vault.today)


def test_a_judgment_whose_only_episode_falls_away_rests_on_nothing(vault, tom, review):
    observation_id = whole(vault, tom)
    cite(vault, review_id=review, observation_id=observation_id)
    write_section(vault, review_id=review, key=STRENGTH, text="Compares with the source.")
    withdraw_observation(vault, observation_id=observation_id, reason="x")
    assert [one.place for one in problems(vault, review_id=review)] == ["", "strength/J5"]


def test_nothing_seen_can_be_finished_and_says_so_neutrally(vault, tom, review):
    finish_review(vault, review_id=review, talked_on=vault.today)
    content = document_content(vault, review_id=review)
    assert [one.competency_id for one in content.judgments] == list(FOCUS)
    assert all(one.not_enough_seen for one in content.judgments) and content.version == 1


@pytest.fixture
def finished(vault, tom, review):
    """A finished review and the observation it cites."""
    observation_id = whole(vault, tom, text="Compared the dose with the book.", concern=True, told_ago=20)
    cite(vault, review_id=review, observation_id=observation_id)
    write_section(vault, review_id=review, key=STRENGTH, text="Compares with the source.")
    write_section(vault, review_id=review, key=SectionKey("summary"), text="A steady year. Siân \ud800 ☕")
    finish_review(vault, review_id=review, talked_on=vault.today)
    return review, observation_id


def test_a_finished_version_never_changes(vault, tom, finished, clock):
    review, observation_id = finished
    before = document_content(vault, review_id=review)
    stored = reviews.versions(vault.connection, review)[0]
    assert before.version == 1 and not before.is_draft and before.state == "final"
    assert before.texts["summary"] == "A steady year. Siân ? ☕"
    clock.forward(days=3)
    change_observation(
        vault, observation_id=observation_id, details=Details(texts={"behaviour": "Never did."}), observed_on=date(2024, 1, 1)
    )
    withdraw_observation(vault, observation_id=observation_id, reason="x")
    change_person(vault, person_id=tom, name="Somebody Else", role="Other")
    agree_role_profile(vault, person_id=tom, focus=("J7", "J8", "J9", "J10"))
    remove_person(vault, person_id=tom)
    assert document_content(vault, review_id=review) == before
    assert reviews.versions(vault.connection, review) == [stored]
    assert digest(stored.content) == stored.sha256
    assert json.loads(stored.content)["episodes"][0]["behaviour"] == "Compared the dose with the book."


def test_nothing_can_be_done_to_a_finished_review(vault, finished):
    review, observation_id = finished
    before = get_review(vault, review_id=review)
    for act in (
        lambda: write_section(vault, review_id=review, key=STRENGTH, text="Other words."),
        lambda: cite(vault, review_id=review, observation_id=observation_id),
        lambda: uncite(vault, review_id=review, observation_id=observation_id),
        lambda: seal_review(vault, review_id=review),
        lambda: share_review(vault, review_id=review, shared_on=vault.today),
        lambda: finish_review(vault, review_id=review, talked_on=vault.today),
        lambda: remove_review(vault, review_id=review),
        lambda: remove_observation(vault, observation_id=observation_id),
    ):
        with pytest.raises(RuleRefused):
            act()
    assert get_review(vault, review_id=review) == before


def test_talking_counts_as_sharing(vault, review, clock):
    talked = vault.today - timedelta(days=1)
    finish_review(vault, review_id=review, talked_on=talked)
    record = get_review(vault, review_id=review)
    assert (record.state, record.shared_on, record.talked_on) == ("final", talked, talked)


def test_a_day_of_sharing_before_stays(vault, review):
    shared = vault.today - timedelta(days=9)
    share_review(vault, review_id=review, shared_on=shared)
    record = get_review(vault, review_id=review)
    assert record.state == "shared"
    finish_review(vault, review_id=review, talked_on=vault.today)
    content = document_content(vault, review_id=review)
    assert (content.shared_on, content.talked_on) == (shared, vault.today)


def test_days_of_a_review(vault, tom, review):
    tomorrow = vault.today + timedelta(days=1)
    with pytest.raises(UsageError, match="not come"):
        share_review(vault, review_id=review, shared_on=tomorrow)
    with pytest.raises(UsageError, match="not come"):
        finish_review(vault, review_id=review, talked_on=tomorrow)
    with pytest.raises(UsageError, match="before the period"):
        share_review(vault, review_id=review, shared_on=vault.today - timedelta(days=201))
    with pytest.raises(UsageError, match="before the period"):
        finish_review(vault, review_id=review, talked_on=vault.today - timedelta(days=201))
    with pytest.raises(UsageError, match="ends before it begins"):
        begin_review(vault, person_id=tom, period_from=vault.today, period_to=vault.today - timedelta(days=1))
    for first, last in ((date(2026, 1, 1), date(9999, 12, 31)), (date(1, 1, 1), date(2026, 1, 1)),
                        (date(9999, 12, 1), date(9999, 12, 31))):
        with pytest.raises(UsageError, match="years"):
            begin_review(vault, person_id=tom, period_from=first, period_to=last)
    assert begin_review(vault, person_id=tom, period_from=vault.today, period_to=vault.today).id


def test_sections_of_a_review(vault, review):
    for section, competency in (("summary", "J1"), ("strength", None), ("strength", ""), ("rating", None), ("", None),
                                ("strength/J5", None)):
        with pytest.raises(UsageError):
            SectionKey(section, competency)
    for competency in ("J99", "j5", "J5/J6"):
        with pytest.raises(UsageError, match="no competency"):
            write_section(vault, review_id=review, key=SectionKey("strength", competency), text="x")
    with pytest.raises(UsageError, match="too long"):
        write_section(vault, review_id=review, key=SectionKey("summary"), text="x" * 100_001)
    for section in GENERAL_SECTIONS:
        write_section(vault, review_id=review, key=SectionKey(section), text=f" {section}\n\ntwo ")
    for section in COMPETENCY_SECTIONS:
        write_section(vault, review_id=review, key=SectionKey(section, "J9"), text=section)
    content = document_content(vault, review_id=review)
    assert content.texts == {section: f"{section}\n\ntwo" for section in GENERAL_SECTIONS}
    extra = content.judgments[-1]
    assert (extra.competency_id, extra.strength, extra.concern, extra.next_step) == ("J9", "strength", "concern", "next_step")
    record = get_review(vault, review_id=review)
    assert all(SectionKey.from_field(name).field_name == name for name in record.texts)


def test_an_episode_older_than_the_notice_keeps_that_mark(vault):
    from reviewapp.actions.people import give_notice

    person_id = somebody(vault, notice=False)
    give_notice(vault, person_id=person_id, given_on=vault.today - timedelta(days=10))
    review = draft(vault, person_id)
    for ago in (11, 10):
        cite(vault, review_id=review, observation_id=whole(vault, person_id, ago=ago))
    assert [one.before_notice for one in document_content(vault, review_id=review).episodes] == [True, False]


def test_a_review_about_somebody_in_the_bin_says_so(vault, tom, review):
    undone = remove_person(vault, person_id=tom)
    with pytest.raises(NotFound, match="bin"):
        document_content(vault, review_id=review)
    take_back(vault, undo=undone.undo)
    assert document_content(vault, review_id=review).person_name == "Tom Hesketh"


@pytest.mark.idea("A53")
def test_a_review_rests_on_the_framework_it_began_with(vault, tom, tmp_path):
    from reviewapp.actions.frameworks import import_framework
    from reviewapp.paths import resource

    review = draft(vault, tom)
    other = tmp_path / "two.toml"
    text = resource("frameworks", "judgment-1.toml").read_text("utf-8").replace('version = "1"', 'version = "2"', 1)
    other.write_text(text, "utf-8")
    framework_id = import_framework(vault, path=other).id
    agree_role_profile(vault, person_id=tom, focus=FOCUS, framework_id=framework_id)
    assert document_content(vault, review_id=review).framework_version == "1"
    later = begin_review(vault, person_id=tom, period_from=vault.today, period_to=vault.today).id
    assert document_content(vault, review_id=later).framework_version == "2"


def test_a_removed_draft_frees_what_it_cited(vault, tom, review):
    observation_id = whole(vault, tom)
    cite(vault, review_id=review, observation_id=observation_id)
    undone = remove_review(vault, review_id=review)
    assert get_observation(vault, observation_id=observation_id).status == "complete"
    remove_observation(vault, observation_id=observation_id)
    take_back(vault, undo=undone.undo)
    assert problems(vault, review_id=review)
    assert document_content(vault, review_id=review).episodes == ()


@pytest.mark.parametrize(("days", "least"), [(7, 7), (21, 21), (90, 90)])
def test_the_organisation_sets_how_early_a_concern_is_shared(vault, tom, review, tmp_path, days, least):
    path = tmp_path / "policy.toml"
    path.write_text(f"concern_days = {days}", "utf-8")
    import_policy(vault, path=path)
    late = whole(vault, tom, concern=True, told_ago=least - 1, ago=100)
    assert f"there are {days} days" in refused(vault, review, late)
    early = whole(vault, tom, concern=True, told_ago=least, ago=100)
    cite(vault, review_id=review, observation_id=early)
    assert not [one for one in problems(vault, review_id=review) if "shared" in one.sentence]


def test_a_policy_made_stricter_later_holds_for_what_is_cited_already(vault, tom, review):
    cite(vault, review_id=review, observation_id=whole(vault, tom, concern=True, told_ago=20))
    before = set_policy(vault, policy=Policy(concern_days=30))
    assert any("30 days" in one.sentence for one in problems(vault, review_id=review))
    with pytest.raises(RuleRefused):
        finish_review(vault, review_id=review, talked_on=vault.today)
    assert not document_content(vault, review_id=review).episodes
    take_back(vault, undo=before.undo)
    assert document_content(vault, review_id=review).episodes

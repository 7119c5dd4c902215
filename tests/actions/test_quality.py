"""Evidence quality over a real vault: who asks what, dismissal with a reason, and the two rules that refuse."""

from __future__ import annotations

import dataclasses

import pytest

from reviewapp.actions.changes import take_back
from reviewapp.actions.evidence_check import answer_finding
from reviewapp.actions.observations import (
    About,
    Details,
    change_observation,
    complete_observation,
    get_observation,
    record_observation,
)
from reviewapp.actions.quality import quality_checks
from reviewapp.actions.review_checks import answer_in_review, review_checks
from reviewapp.actions.reviews import cite, finish_review, get_review, problems, write_section
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.domain.evidence_quality import Check
from reviewapp.domain.review import SectionKey
from reviewapp.i18n import use_language
from tests.helpers.acts import EVIDENCE, draft, somebody, whole

HEARSAY = Details(
    choices={**EVIDENCE.choices, "basis": "told_by_other"}, multi=EVIDENCE.multi,
)


@pytest.fixture
def tom(vault):
    return somebody(vault)


@pytest.fixture
def review(vault, tom):
    return draft(vault, tom)


def ids(vault, review):
    return [one.id for one in quality_checks(vault, review_id=review)]


def dismiss(vault, review, check, reason="Seen and weighed."):
    return answer_finding(
        vault, record_uid=get_review(vault, review_id=review).uid, field=check.place, label=check.id, span=check.span,
        answer="dismissed", reason=reason,
    )


def test_an_empty_draft_asks_about_coverage_by_name(vault, review):
    found = quality_checks(vault, review_id=review)
    assert [one.id for one in found] == ["coverage"] and "Critical assessment" in found[0].sentence
    assert "{" not in found[0].sentence and found[0].question
    with pytest.raises(NotFound):
        quality_checks(vault, review_id=4711)


@pytest.mark.idea("A62", "A86")
def test_what_a_draft_is_asked(vault, tom, review):
    sian = somebody(vault, "Siân Evans")
    for ago in (5, 9):
        observation_id = whole(vault, tom, ago=ago, concern=False, text="Did it faster than the others.")
        change_observation(
            vault, observation_id=observation_id,
            details=Details(choices={"known_when": "found_later"}, multi={"conditions": ("no_training",), "checked_by": ("none",)}),
            about={tom: About(concern=True, closest_anchor="missed")},
        )
        with vault.write() as transaction:  # cited long ago, told in time: only the questions matter here
            from reviewapp.vault import reviews

            reviews.cite(transaction, review, observation_id)
    write_section(vault, review_id=review, key=SectionKey("summary"), text="It saved 5 hours. As careful as Siân.")
    asked = set(ids(vault, review))
    assert asked == {
        "hindsight", "support_first", "speed_alone", "saved_time", "comparison", "balance", "recency", "coverage",
        "not_looked_at", "parity",
    }
    named = next(one for one in quality_checks(vault, review_id=review) if one.id == "not_looked_at")
    assert "Siân Evans" in named.sentence and "Tom" not in named.sentence
    whole(vault, sian)
    assert "not_looked_at" not in ids(vault, review)


def test_questions_never_stop_finishing(vault, tom, review):
    write_section(vault, review_id=review, key=SectionKey("summary"), text="It saved 5 hours, faster than the others.")
    assert ids(vault, review) and problems(vault, review_id=review) == []
    assert not any(one.stops for one in review_checks(vault, review_id=review))
    finish_review(vault, review_id=review, talked_on=vault.today)


class TestDismissing:
    def test_with_a_reason_and_back(self, vault, review):
        write_section(vault, review_id=review, key=SectionKey("summary"), text="It saved 5 hours.")
        check = next(one for one in quality_checks(vault, review_id=review) if one.id == "saved_time")
        with pytest.raises(UsageError, match="reason"):
            dismiss(vault, review, check, reason=" ")
        done = dismiss(vault, review, check)
        assert "saved_time" not in ids(vault, review)
        take_back(vault, undo=done.undo)
        assert "saved_time" in ids(vault, review)

    def test_it_holds_for_these_words_only(self, vault, review):
        write_section(vault, review_id=review, key=SectionKey("summary"), text="It saved 5 hours.")
        dismiss(vault, review, next(one for one in quality_checks(vault, review_id=review) if one.id == "saved_time"))
        write_section(vault, review_id=review, key=SectionKey("summary"), text="It saved 9 hours.")
        assert "saved_time" in ids(vault, review)

    def test_a_question_is_dismissed_or_acted_on(self, vault, review):
        check = quality_checks(vault, review_id=review)[0]
        with pytest.raises(UsageError, match="only be dismissed"):
            answer_finding(
                vault, record_uid=get_review(vault, review_id=review).uid, field=check.place, label=check.id,
                span=check.span, answer="quoted", reason="r",
            )

    def test_by_its_id(self, vault, review):
        answer_in_review(vault, review_id=review, span="coverage", answer="dismissed", reason="New in the role.")
        assert "coverage" not in ids(vault, review)
        with pytest.raises(UsageError, match="not asked"):
            answer_in_review(vault, review_id=review, span="balance", answer="dismissed", reason="r")


class TestMissedOnHearsay:
    """Basis: a Missed anchor on hearsay alone is not evidence, whichever way it comes about."""

    def test_it_is_not_completed(self, vault, tom):
        jot = record_observation(
            vault, person_ids=[tom], text="Sent it unread.", observed_on=vault.today, details=HEARSAY,
            competencies=("J5",), about={tom: About(concern=True, closest_anchor="missed")},
        ).id
        with pytest.raises(RuleRefused, match="hearsay"):
            complete_observation(vault, observation_id=jot)
        assert not get_observation(vault, observation_id=jot).completed
        change_observation(vault, observation_id=jot, details=Details(choices={"basis": "told_by_receiver"}))
        complete_observation(vault, observation_id=jot)

    def test_a_complete_one_does_not_become_one(self, vault, tom):
        observation_id = whole(vault, tom, concern=True, told_ago=20)
        missed = {"about": {tom: About(concern=True, closest_anchor="missed")}}
        hearsay = {"details": Details(choices={"basis": "told_by_other"})}
        with pytest.raises(RuleRefused, match="hearsay"):
            change_observation(vault, observation_id=observation_id, **missed, **hearsay)
        change_observation(vault, observation_id=observation_id, **missed)
        with pytest.raises(RuleRefused, match="hearsay"):
            change_observation(vault, observation_id=observation_id, **hearsay)

    def test_nor_by_undo(self, vault, tom):
        observation_id = whole(vault, tom, concern=True, told_ago=20)
        change_observation(vault, observation_id=observation_id, details=Details(choices={"basis": "told_by_other"}))
        mended = change_observation(vault, observation_id=observation_id, details=Details(choices={"basis": "saw_it"}))
        change = change_observation(
            vault, observation_id=observation_id, about={tom: About(concern=True, closest_anchor="missed")}
        )
        with pytest.raises(RuleRefused):
            take_back(vault, undo=mended.undo)
        assert change.undo is not None

    def test_nor_cited_nor_finished(self, vault, tom, review):
        cited, other = (whole(vault, tom, concern=True, told_ago=20) for _one in range(2))
        cite(vault, review_id=review, observation_id=cited)
        with vault.write() as transaction:  # as a vault of an earlier version may hold it
            for observation_id in (cited, other):
                transaction.update("observation", observation_id, {"basis": "told_by_other"})
            transaction.connection.execute("UPDATE observation_person SET closest_anchor = 'missed'")
        with pytest.raises(RuleRefused, match="hearsay"):
            cite(vault, review_id=review, observation_id=other)
        assert "hearsay" in problems(vault, review_id=review)[0].sentence
        with pytest.raises(RuleRefused, match="hearsay"):
            finish_review(vault, review_id=review, talked_on=vault.today)


@pytest.mark.idea("A42")
def test_a_goal_that_is_a_quota_stops_finishing_and_cannot_be_waved_through(vault, review):
    goals = SectionKey("goals")
    write_section(vault, review_id=review, key=goals, text="Read charts unaided. Use the assistant every day.")
    found = [one for one in problems(vault, review_id=review) if one.label == "goal_quota"]
    assert [one.place for one in found] == ["goals"] and "Use the assistant every day." in found[0].sentence
    assert "what you would learn" in found[0].next_step
    with pytest.raises(RuleRefused, match="amount of AI use"):
        finish_review(vault, review_id=review, talked_on=vault.today)
    with pytest.raises(UsageError):
        answer_finding(
            vault, record_uid=get_review(vault, review_id=review).uid, field="goals", label="goal_quota",
            span=found[0].span, answer="dismissed", reason="r",
        )
    write_section(vault, review_id=review, key=goals, text="Try an AI draft of the shift report; note what was mended.")
    finish_review(vault, review_id=review, talked_on=vault.today)


def test_no_check_has_a_number_about_anybody():
    """Promise 2: words and names only; the one number is an observation's id."""
    numeric = {one.name for one in dataclasses.fields(Check) if re_number(one.type)}
    assert numeric == {"observation_id"}


def re_number(annotation):
    return any(word in str(annotation) for word in ("int", "float", "Decimal"))


def test_the_questions_are_in_the_chosen_language(vault, review):
    english = quality_checks(vault, review_id=review)[0]
    use_language("xx-long")
    other = quality_checks(vault, review_id=review)[0]
    assert other.question != english.question and other.id == english.id and other.span == english.span

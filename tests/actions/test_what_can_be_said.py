"""What section A of the domain asks a record and a review to have room for, name by name.

The lists are written out here, not taken from the program: a value that goes missing fails.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from reviewapp.actions.exporting import preview_pdf
from reviewapp.actions.observations import (
    About,
    Details,
    change_observation,
    complete_observation,
    get_observation,
    record_observation,
)
from reviewapp.actions.people import notice_text
from reviewapp.actions.review_content import document_content
from reviewapp.actions.reviews import cite, finish_review, write_section
from reviewapp.domain.errors import RuleRefused
from reviewapp.domain.review import SectionKey
from reviewapp.report.content import build_review
from tests.helpers.acts import EVIDENCE, draft, somebody, whole
from tests.report.reading import text_of
from tests.report.test_document import rails, words

ONE_OF = {
    "provenance_known": "yes no na",
    "stakes": "low moderate high safety",
    "contribution": "evaluation_coverage red_team_finding documentation postmortem design_lab teaching",
    "workslop_variant": "inaccurate unneeded undigested wrong_context",
    "flaw_type": "fact assumption context scope framing source bias privacy tone unneeded other",
    "reach": "own_task team downstream customer",
    "checking_effort": "light moderate heavy unknown",
    "kept_human_reason": "learning relationship accountability privacy quality values other",
}
SEVERAL_OF = {
    "counter_signal": "workslop polish_over_reasoning pseudo_work other",
    "chips": "paused_to_check stopped_doing retired_or_declined_output",
    "workflow_steps": "scoped chose_model_and_tools evaluation human_review guardrail versioned",
    "downstream": "review correction triage explaining queue",
    "conditions": "no_training no_guideline deadline usage_target unclear_ask tool_limit",
    "noticed_by": "the_person colleague receiver manager system",
}
IN_WORDS = ("purpose", "trade_off", "alternative_considered", "receiver_words", "what_was_wrong", "how_noticed", "who_was_told",
            "what_it_prevented")


@pytest.mark.idea("A76")
def test_a_decision_point_is_evidence_only_with_its_reason(vault):
    person_id = somebody(vault)
    made = record_observation(
        vault, person_ids=[person_id], text="Held the letter back.", observed_on=vault.today, competencies=("J5",),
        details=Details(choices={**EVIDENCE.choices, "kind": "decision_point"}, multi=EVIDENCE.multi),
        about={person_id: About(concern=False)},
    ).id
    for nothing in ({}, {"rationale": "  \n"}):
        change_observation(vault, observation_id=made, details=Details(texts=nothing))
        with pytest.raises(RuleRefused, match="the reason of the decision"):
            complete_observation(vault, observation_id=made)
    decided = {"rationale": "It named somebody who was never asked.", "reviewed_by": "The ward sister"}
    change_observation(vault, observation_id=made, details=Details(texts=decided, choices={"ambiguity": "high"}))
    complete_observation(vault, observation_id=made)
    # It stays whole: neither the reason can go, nor can another complete one become a decision without one.
    with pytest.raises(RuleRefused, match="the reason of the decision"):
        change_observation(vault, observation_id=made, details=Details(texts={"rationale": ""}))
    other = whole(vault, person_id)
    with pytest.raises(RuleRefused, match="the reason of the decision"):
        change_observation(vault, observation_id=other, details=Details(choices={"kind": "decision_point"}))
    found = get_observation(vault, observation_id=made)
    assert {name: found.texts[name] for name in decided} == decided and found.choices["ambiguity"] == "high"
    review = draft(vault, person_id)
    cite(vault, review_id=review, observation_id=made)
    printed = text_of(preview_pdf(vault, review_id=review).data)
    assert f"Reason: {decided['rationale']}" in printed and "Reviewed by: The ward sister" in printed


@pytest.mark.idea("A1", "A3", "A7", "A16", "A17", "A24", "A30", "A64", "A65", "A66", "A71", "A72", "A74")
def test_every_answer_the_domain_names_can_be_given_and_comes_back(vault):
    person_id = somebody(vault)

    def kept(**details):
        made = record_observation(
            vault, person_ids=[person_id], text="x", observed_on=vault.today, details=Details(**details)
        )
        return get_observation(vault, observation_id=made.id)

    for name, values in ONE_OF.items():
        for value in values.split():
            assert kept(choices={name: value}).choices[name] == value
    for name, values in SEVERAL_OF.items():
        assert set(kept(multi={name: tuple(values.split())}).multi[name]) == set(values.split())
    told = {name: f"{name} in words" for name in IN_WORDS}
    found = kept(texts=told, flags={"receiver_words_permitted": True})
    assert {name: found.texts[name] for name in IN_WORDS} == told and found.flags["receiver_words_permitted"] is True


@pytest.fixture
def review(vault):
    person_id = somebody(vault)
    return person_id, draft(vault, person_id)


SECTIONS = {
    "trustworthy_work": "How the work was made trustworthy", "invisible_work": "Invisible work",
    "decision_quality": "Decision quality", "cross_team_exchange": "Exchange across teams",
    "handling_the_new": "Handling the new", "open_questions": "Open questions",
}


@pytest.mark.idea("A18", "A36", "A70", "A77")
def test_sections_the_domain_names_are_printed_when_written_and_never_demanded(vault, review):
    """An open question may stay open: it stops nothing, and neither does an empty section."""
    _person_id, review_id = review
    before = rails(document_content(vault, review_id=review_id))
    assert not set(SECTIONS.values()) & set(before)
    for section in SECTIONS:
        write_section(vault, review_id=review_id, key=SectionKey(section), text=f"Of {section}, unsettled?")
    finish_review(vault, review_id=review_id, talked_on=vault.today)
    content = document_content(vault, review_id=review_id)
    assert set(SECTIONS.values()) <= set(rails(content))
    printed = words(build_review(content).blocks)
    assert all(f"Of {section}, unsettled?" in printed for section in SECTIONS)


@pytest.mark.idea("A46")
def test_an_escalation_is_a_kind_of_its_own_and_says_who_was_told(vault, review):
    person_id, review_id = review
    details = Details(
        choices={"kind": "escalation", "ai_part": "drafted", "response": "escalated", "soundness": "flawed",
                 "basis": "saw_it"},
        multi={"checked_by": ("source",), "outcome_test": ("helped",)},
        texts={"who_was_told": "The duty manager and the supplier"},
    )
    made = record_observation(
        vault, person_ids=[person_id], text="Sent the draft back.", observed_on=vault.today - timedelta(days=9),
        details=details, competencies=("J6",), about={person_id: About(concern=False)},
    )
    complete_observation(vault, observation_id=made.id)
    cite(vault, review_id=review_id, observation_id=made.id)
    content = document_content(vault, review_id=review_id)
    (judged,) = [one for one in content.judgments if one.competency_id == "J6"]
    assert judged.name == "Escalation and push-back" and [one.kind for one in judged.episodes] == ["escalation"]
    printed = " ".join(words(build_review(content).blocks))
    assert "The duty manager and the supplier" in printed


@pytest.mark.idea("A4")
@pytest.mark.harm("reuse")
def test_what_it_is_never_used_for_stands_in_the_notice_and_in_every_document(vault, review):
    person_id, review_id = review
    notice = notice_text(manager="Ruth", name="Tom", given_on=vault.today)
    assert "not used to choose people for redundancy, to rank people against each other, or in a pay formula" in notice
    cite(vault, review_id=review_id, observation_id=whole(vault, person_id))
    document = build_review(document_content(vault, review_id=review_id))
    printed = " ".join(words(document.blocks))
    assert "not made for a formula on pay or redundancy" in printed and "not for ranking" in printed
    assert "not for ranking" in document.footer

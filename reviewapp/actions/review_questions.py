"""What is asked about the evidence of a review, as its page shows it beside the text (domain.md D)."""

from __future__ import annotations

from dataclasses import dataclass

from reviewapp.actions.changes import Changes
from reviewapp.actions.evidence_check import DISMISSED, answer_finding
from reviewapp.actions.quality import quality_checks
from reviewapp.actions.reviews import get_review, quota_problems
from reviewapp.domain.evidence_quality import STOPPING_IDS
from reviewapp.vault.connection import Vault


@dataclass(frozen=True)
class Question:
    """One question. ``place`` is a section's field name or "", ``observation_id`` a cited episode or 0.

    ``stops`` marks what is not to be dismissed: a goal that is a quota, a concern whose conditions are open. ``span``
    are the words it is about.
    """

    id: str
    sentence: str
    question: str
    place: str = ""
    span: str = ""
    observation_id: int = 0
    stops: bool = False


def review_questions(vault: Vault, *, review_id: int) -> list[Question]:
    """The open questions about a review, what stops it first. Raises NotFound for no such review."""
    stopping = [
        Question(one.label, one.sentence, one.next_step, one.place, one.span, stops=True)
        for one in quota_problems(vault, review_id=review_id)
    ]
    return stopping + [
        Question(
            one.id, one.sentence, one.question, one.place, one.span, one.observation_id,
            stops=one.id in STOPPING_IDS,
        )
        for one in quality_checks(vault, review_id=review_id)
    ]


def dismiss_question(vault: Vault, *, review_id: int, question: Question, reason: str) -> Changes:
    """Put a question aside for the words it is about; raises what `answer_finding` raises."""
    return answer_finding(
        vault, record_uid=get_review(vault, review_id=review_id).uid, field=question.place, label=question.id,
        span=question.span, answer=DISMISSED, reason=reason,
    )

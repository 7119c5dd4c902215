"""Everything the checks say about one review, as lines: what stops finishing, then hints and questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reviewapp.actions.changes import Changes
from reviewapp.actions.checking import label_name
from reviewapp.actions.evidence_check import PlacedFinding, answer_finding, open_findings
from reviewapp.actions.quality import quality_checks
from reviewapp.actions.reviews import get_review, problems
from reviewapp.domain.errors import UsageError
from reviewapp.domain.evidence_quality import CHECK_IDS, STOPPING_IDS
from reviewapp.i18n import _
from reviewapp.vault.connection import Vault


@dataclass(frozen=True)
class CheckLine:
    """One thing a check says: ``stops`` is True for what stops finishing, all others are hints.

    ``place`` is a section's field name or "", ``observation_id`` a cited observation's id or 0; ``label`` is the
    label or the id of the check, "" for the other rules of finishing; ``answer`` is what the writer chose.
    """

    place: str
    sentence: str
    next_step: str
    stops: bool
    label: str = ""
    span: str = ""
    observation_id: int = 0
    answer: str = ""

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        return dict(vars(self))


def review_checks(vault: Vault, *, review_id: int) -> list[CheckLine]:
    """What stops this review, then findings that are hints or answered, then questions.

    Raises NotFound for no such review.
    """
    stopping = problems(vault, review_id=review_id)
    lines = [
        CheckLine(
            one.place, one.sentence, one.next_step, True, label=one.label, span=one.span,
            observation_id=one.observation_id,
        )
        for one in stopping
    ]
    lines += [_hint(one) for one in open_findings(vault, review_id=review_id) if not one.stops]
    lines += [
        CheckLine(
            one.place, one.sentence, one.question, False, label=one.id, span=one.span, observation_id=one.observation_id
        )
        for one in quality_checks(vault, review_id=review_id)
        if one.id not in STOPPING_IDS
    ]
    return lines


def answer_in_review(
    vault: Vault, *, review_id: int, span: str, answer: str, reason: str, place: str | None = None,
    observation_id: int | None = None,
) -> Changes:
    """Answer the one finding with these words, or dismiss the question with this id.

    Raises UsageError when the check finds no such words or finds them in several places and neither a place
    nor an observation says which; otherwise as `answer_finding`.
    """
    wanted = " ".join(span.split())
    if wanted in CHECK_IDS:
        return _dismiss(vault, review_id, wanted, answer, reason, place, observation_id)
    found = [
        one
        for one in open_findings(vault, review_id=review_id)
        if " ".join(one.finding.span.split()) == wanted
        and (place is None or one.place == place)
        and (observation_id is None or one.observation_id == observation_id)
    ]
    if not found:
        raise UsageError(
            _("The check finds no “{span}” there.").format(span=wanted),
            _("See what is open with: reviewapp review checks REVIEW."),
        )
    # Words that stand in two fields, or carry two labels: the one that stops comes first.
    stopping = [one for one in found if one.stops] or found
    if len({(one.record_uid, one.field) for one in stopping}) > 1:
        where = ", ".join(dict.fromkeys(_where(one) for one in stopping))
        raise UsageError(
            _("“{span}” stands in several places: {where}.").format(span=wanted, where=where),
            _("Say which with --place or --observation; each is answered by itself."),
        )
    chosen = stopping[0]
    return answer_finding(
        vault, record_uid=chosen.record_uid, field=chosen.field, label=chosen.finding.label,
        span=chosen.finding.span, answer=answer, reason=reason,
    )


def _dismiss(
    vault: Vault, review_id: int, check_id: str, answer: str, reason: str, place: str | None,
    observation_id: int | None,
) -> Changes:
    asked = [
        one
        for one in quality_checks(vault, review_id=review_id)
        if one.id == check_id
        and (place is None or one.place == place)
        and (observation_id is None or one.observation_id == observation_id)
    ]
    if not asked:
        raise UsageError(
            _("This question is not asked: {id}.").format(id=check_id),
            _("See what is open with: reviewapp review checks REVIEW."),
        )
    return answer_finding(
        vault, record_uid=get_review(vault, review_id=review_id).uid, field=asked[0].place, label=check_id,
        span=asked[0].span, answer=answer, reason=reason,
    )


def _hint(one: PlacedFinding) -> CheckLine:
    span = " ".join(one.finding.span.split())
    sentence = _("{label}, “{span}”: {why}").format(
        label=label_name(one.finding.label), span=span, why=_(one.finding.why)
    )
    next_step = _(one.finding.ask)
    if one.answer is not None:
        next_step = _("Answered as {answer}: {reason}").format(answer=one.answer.answer, reason=one.answer.reason)
    return CheckLine(
        one.place, sentence, next_step, False, label=one.finding.label, span=span,
        observation_id=one.observation_id,
        answer=one.answer.answer if one.answer is not None else "",
    )


def _where(one: PlacedFinding) -> str:
    if one.observation_id:
        return _("observation {id}, {field}").format(id=one.observation_id, field=one.field)
    return one.place or one.field

"""Answers to findings, as the pages give and show them: by record and field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from reviewapp.actions.changes import NOTHING, Changes, Undo
from reviewapp.actions.evidence_check import PlacedFinding, answer_finding, open_findings, stopping_words
from reviewapp.actions.observations import get_observation
from reviewapp.actions.reviews import get_review, problems, uncite, write_section
from reviewapp.actions.text_check import as_read
from reviewapp.actions.text_language import say_language
from reviewapp.domain.answer import Answer
from reviewapp.domain.errors import ReviewAppError, UsageError
from reviewapp.domain.finding import Finding
from reviewapp.domain.phrases import without_sentence
from reviewapp.domain.review import SectionKey
from reviewapp.i18n import _
from reviewapp.vault import findings
from reviewapp.vault.connection import Vault
from reviewapp.vault.transaction import RowImage


@dataclass(frozen=True)
class Stop:
    """One thing that stops finishing. With ``finding`` it is a run of words that can be kept with a reason.

    ``place`` is the field name of a section, ``observation_id`` a cited episode. ``span`` are the words it is about,
    ``field`` the text they stand in: with neither place nor episode one of `PRINTED_FACTS`.
    """

    sentence: str
    next_step: str
    place: str = ""
    observation_id: int = 0
    finding: Finding | None = None
    record_uid: str = ""
    field: str = ""
    span: str = ""

    @property
    def can_be_taken_out(self) -> bool:
        """True for an episode, which can leave the review, and for words of a section, whose sentence can go."""
        return bool(self.observation_id or (self.place and self.span))


def what_stops(vault: Vault, *, review_id: int, on: date | None = None) -> list[Stop]:
    """What stops finishing a review on a day, and the words each of it is about."""
    placed = [one for one in open_findings(vault, review_id=review_id) if one.stops]
    # In the order in which `problems` says them: the same words may stand in two texts of one episode.
    words: dict[tuple[str, int, str], list[PlacedFinding]] = {}
    for one in placed:
        words.setdefault((one.place, one.observation_id, stopping_words(one)[0]), []).append(one)
    stops: list[Stop] = []
    for problem in problems(vault, review_id=review_id, on=on):
        same = words.get((problem.place, problem.observation_id, problem.sentence))
        stop = Stop(
            problem.sentence, problem.next_step, problem.place, problem.observation_id, field=problem.field,
            span=problem.span,
        )
        if same:
            found = same.pop(0)
            stop = replace(stop, finding=found.finding, record_uid=found.record_uid, field=found.field)
        stops.append(stop)
    return stops


def answer_stop(vault: Vault, stop: Stop, answer: str, reason: str) -> Changes:
    """Keep the words that stop a review, with a reason; raises what `answer_finding` raises."""
    finding = stop.finding
    if finding is None:
        return NOTHING
    return _answer(vault, stop.record_uid, stop.field, Answer(finding.label, finding.span, answer, reason))


def take_out(vault: Vault, *, review_id: int, stop: Stop) -> Changes:
    """Take what stops a review out of it: the episode, or the sentence with the words; undone in one step.

    Raises UsageError where nothing can be taken out or the words are gone by now.
    """
    if stop.observation_id:
        return uncite(vault, review_id=review_id, observation_id=stop.observation_id)
    text = get_review(vault, review_id=review_id).texts.get(stop.place, "")
    # The words are those of the text as it is printed; where they are found nowhere else, that text is taken.
    shorter = next((one for one in (text, as_read(text)) if without_sentence(one, stop.span) != one), None)
    if not stop.can_be_taken_out or shorter is None:
        raise UsageError(_("There is nothing to take out."), _("Go there and rewrite it."))
    key = SectionKey.from_field(stop.place)
    return write_section(vault, review_id=review_id, key=key, text=without_sentence(shorter, stop.span))


def answers_of(vault: Vault, *, record_uid: str) -> Mapping[str, tuple[Answer, ...]]:
    """The answers given in one record, by field."""
    found: dict[str, tuple[Answer, ...]] = {}
    for given in findings.answers(vault.connection, [record_uid]).values():
        one = Answer(given.label, given.span, given.answer, given.reason)
        found[given.field] = (*found.get(given.field, ()), one)
    return found


def answer_in_observation(vault: Vault, *, observation_id: int, field: str, given: Answer) -> Changes:
    """Keep an answer to a text of an observation; raises what `answer_finding` raises."""
    return _answer(vault, get_observation(vault, observation_id=observation_id).uid, field, given)


def answer_in_review(vault: Vault, *, review_id: int, field: str, given: Answer) -> Changes:
    """Keep an answer to a section of a review; raises what `answer_finding` raises."""
    return _answer(vault, get_review(vault, review_id=review_id).uid, field, given)


def say_review_language(vault: Vault, *, review_id: int, field: str, language: str | None) -> Changes:
    """Say the language of a section of a review; raises what `say_language` raises."""
    return say_language(
        vault, record_uid=get_review(vault, review_id=review_id).uid, field=field, language=language
    )


def with_answers(
    vault: Vault, recorded: Changes, *, field: str, given: Sequence[Answer], refused: list[ReviewAppError],
    language: str | None = None,
) -> Changes:
    """Keep the answers given, and the language said, before their observation was recorded; one step to undo.

    The words are in the vault by now, so an answer that cannot be kept does not take them along: why is added to
    ``refused``, for the caller to say, and its hint is open again.
    """
    uid = get_observation(vault, observation_id=recorded.id).uid
    steps = [recorded]
    if language is not None:
        steps.append(say_language(vault, record_uid=uid, field=field, language=language))
    for one in given:
        try:
            steps.append(_answer(vault, uid, field, one))
        except ReviewAppError as error:
            refused.append(error)
    return in_one_step(steps)


def in_one_step(steps: Sequence[Changes]) -> Changes:
    """Changes made one after the other as one, undone together; ids and verb are those of the first."""
    images: dict[tuple[str, tuple[Any, ...]], RowImage] = {}
    for step in steps:
        for image in step.undo.images if step.undo is not None else ():
            known = images.get((image.table, image.key))
            images[image.table, image.key] = image if known is None else replace(known, after=image.after)
    kinds = frozenset[str]().union(*(step.kinds for step in steps))
    first = next((step.undo for step in steps if step.undo is not None), None)
    return Changes(kinds, steps[0].ids, Undo(first.verb, kinds, tuple(images.values())) if first else None)


def _answer(vault: Vault, record_uid: str, field: str, given: Answer) -> Changes:
    return answer_finding(
        vault, record_uid=record_uid, field=field, label=given.label, span=given.span, answer=given.answer,
        reason=given.reason,
    )  # fmt: skip

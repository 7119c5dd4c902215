"""Both sides blind: what came is closed until the reviewer's own draft is sealed, then both are shown together.

The only way to the words of an answer is `answer_parts`, and it asks (PRODUCT.md, promise 7). The order can be shown
from the record: the seal has its moment and the SHA-256 of what was sealed, the packet the moment it was first shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from reviewapp.actions.answer_parts import AnswerPart, parts_of
from reviewapp.actions.changes import NOTHING, Changes
from reviewapp.actions.packets import packet_content
from reviewapp.actions.reviews import get_review
from reviewapp.actions.section_names import general_name, judgment_name
from reviewapp.actions.standing import answers_for, standing_for
from reviewapp.domain.asking import Answered, Standing, overlap
from reviewapp.domain.errors import RuleRefused
from reviewapp.domain.review import COMPETENCY_SECTIONS, GENERAL_SECTIONS, CompetencyJudgment, ReviewContent
from reviewapp.domain.word_diff import Piece, word_diff
from reviewapp.exchange.review_json import decode_review
from reviewapp.i18n import _
from reviewapp.vault import asking, identities, packets, reviews, texts
from reviewapp.vault.connection import Vault
from reviewapp.vault.reviews import ReviewRecord


@dataclass(frozen=True)
class Lines:
    """One label and its text, on one of the two sides."""

    label: str
    text: str


@dataclass(frozen=True)
class Pair:
    """What both sides say on one matter. ``point`` is something to talk about, "" when both or neither spoke."""

    heading: str
    mine: tuple[Lines, ...]
    theirs: tuple[Lines, ...]
    point: str = ""


@dataclass(frozen=True)
class VersionChange:
    """What a later answer says otherwise than the one before it: headings, and the words that came and went."""

    received_on: date
    changes: tuple[tuple[str, tuple[Piece, ...]], ...]


@dataclass(frozen=True)
class SideBySide:
    """Both sides of one period, shown together. Moments are UTC.

    ``how`` and ``received_on`` are those of the newest answer, ``card`` the state of the card it was signed with (""
    for one entered by hand); ``same_request`` is false when it answers another text than the one sent.
    ``sealed_first`` says that the record shows the seal before the opening.
    """

    person: str
    period_from: date
    period_to: date
    pairs: tuple[Pair, ...]
    versions: tuple[VersionChange, ...]
    sealed_at: str
    sha256: str
    opened_at: str | None
    sealed_first: bool
    how: str
    received_on: date
    card: str
    same_request: bool
    original_name: str


def reveal(vault: Vault, *, review_id: int) -> Changes:
    """Open the answers for the period of a sealed review; both sides can be read from then on.

    Again for a version that came later. Raises NotFound, RuleRefused while the draft, or another one for the same
    time, is not sealed, and when nothing came.
    """
    record = get_review(vault, review_id=review_id)
    answers = _may_be_read(vault, record)
    closed = [one for one in answers if one.is_closed and one.packet_id is not None]
    if closed:
        _refuse_other_draft(vault, record)
    kept = asking.seal(vault.connection, review_id)
    if not closed and kept is not None and kept.revealed_at is not None:
        return NOTHING
    with vault.write() as transaction:
        for one in closed:
            assert one.packet_id is not None
            packets.mark_opened(transaction, one.packet_id)
        asking.mark_revealed(transaction, review_id)
    return Changes(frozenset({"packet", "review", "self_assessment"}), tuple(one.id for one in answers))


def side_by_side(vault: Vault, *, review_id: int) -> SideBySide:
    """The sealed draft beside the newest answer. Raises as `reveal`, and RuleRefused before that was done."""
    record = get_review(vault, review_id=review_id)
    answers = _may_be_read(vault, record)
    read = [(one, answer_parts(vault, answer=one)) for one in answers if not one.is_closed]
    kept = asking.seal(vault.connection, review_id)
    if not read or kept is None or kept.revealed_at is None:
        raise RuleRefused(
            _("Both sides are still closed."), _("Reveal them together; the moment is kept in the record.")
        )
    mine = decode_review(kept.content)
    newest, parts = read[-1]
    return SideBySide(
        person=mine.person_name, period_from=record.period_from, period_to=record.period_to,
        pairs=_pairs(mine, parts), versions=_versions(read), sealed_at=kept.sealed_at, sha256=kept.sha256,
        opened_at=newest.opened_at,
        sealed_first=all(one.opened_at is None or kept.sealed_at <= one.opened_at for one, _parts in read),
        how=newest.how, received_on=newest.received_on, card=_card_state(vault, newest),
        same_request=newest.same_request, original_name=newest.original_name,
    )  # fmt: skip


def answer_parts(vault: Vault, *, answer: Answered) -> tuple[AnswerPart, ...]:
    """The words of an answer. RuleRefused while it is closed: nothing else in the program reads them."""
    if answer.is_closed:
        raise RuleRefused(
            _("This self-assessment is closed until your own draft for the period is sealed."),
            _("Seal your draft, then reveal both sides together."),
        )
    if answer.packet_id is None:
        written = texts.current_texts(vault.connection, [answer.uid]).get(answer.uid, {})
        return (AnswerPart("words", _("In their own words"), written.get(asking.WORDS, "")),)
    from reviewapp.exchange.packet_bodies import ResponseBody

    packet = packet_content(vault, packet_id=answer.packet_id)
    assert isinstance(packet.body, ResponseBody)  # an answer is only ever made of one
    return parts_of(packet.body, _asked_names(vault, packet.in_reply_to))


def standing_of_review(vault: Vault, *, review_id: int) -> Standing:
    """Where the self-assessment for a review stands; NotFound for no such review."""
    return standing_for(vault, get_review(vault, review_id=review_id))


def _may_be_read(vault: Vault, record: ReviewRecord) -> list[Answered]:
    """The answers for the period of a review; RuleRefused before it is sealed."""
    period = (record.period_from, record.period_to)
    answers = answers_for(vault, record.person_id, period)
    if not answers:
        raise RuleRefused(
            _("No self-assessment has come for this period."), _("Ask for one, or go on without it.")
        )
    if asking.seal(vault.connection, record.id) is None:
        raise RuleRefused(
            _("Your own draft comes first: what came stays closed until it is sealed."),
            _("Seal it when it says what you saw. It can still be changed afterwards; the sealed wording is kept."),
        )
    return answers


def _refuse_other_draft(vault: Vault, record: ReviewRecord) -> None:
    """A second draft for the same time would be written with the answer in sight."""
    period = (record.period_from, record.period_to)
    drafts = [
        one
        for one in reviews.reviews(vault.connection, record.person_id)
        if one.state == "draft" and overlap((one.period_from, one.period_to), period)
    ]
    if drafts:
        raise RuleRefused(
            _("Another draft for the same time, {first} to {last}, is not sealed yet.").format(
                first=drafts[0].period_from.isoformat(), last=drafts[0].period_to.isoformat()
            ),
            _("Seal that one too, or move it to the bin."),
        )


def _asked_names(vault: Vault, request_uid: str | None) -> dict[str, str]:
    """Names of the competencies as the request put them; of an answer that was not asked for, none."""
    from reviewapp.exchange.packet_bodies import RequestBody

    request = packets.packet_by_uid(vault.connection, request_uid) if request_uid else None
    if request is None:
        return {}
    body = packet_content(vault, packet_id=request.id).body
    return {one.id: one.name for one in body.framework.focus} if isinstance(body, RequestBody) else {}


def _card_state(vault: Vault, answer: Answered) -> str:
    record = packets.packet(vault.connection, answer.packet_id) if answer.packet_id is not None else None
    found = identities.contact_by_fingerprint(vault.connection, record.from_fingerprint) if record else None
    return found.state if found is not None else ""


def _pairs(mine: ReviewContent, parts: Sequence[AnswerPart]) -> tuple[Pair, ...]:
    if parts and all(part.key == "words" for part in parts):
        return (_in_one_piece(mine, parts),)
    pairs = [_competency_pair(judgment, parts) for judgment in mine.judgments]
    known = {judgment.competency_id for judgment in mine.judgments}
    placed: set[str] = set()
    for keys, sections, heading in _matters():
        ours = tuple(
            Lines(general_name(one), mine.texts[one]) for one in sections if mine.texts.get(one)
        )
        theirs = tuple(Lines(part.heading, part.text) for part in parts if part.key in keys)
        placed |= set(sections)
        pairs.append(Pair(heading, ours, theirs))
    rest = [part for part in parts if _is_left(part, known)]
    if rest:
        pairs.append(Pair(_("What else they say"), (), tuple(Lines(one.heading, one.text) for one in rest)))
    left = [one for one in GENERAL_SECTIONS if one not in placed and mine.texts.get(one)]
    if left:
        pairs.append(Pair(_("What else you say"), tuple(Lines(general_name(one), mine.texts[one]) for one in left), ()))
    return tuple(pair for pair in pairs if pair.mine or pair.theirs)


def _in_one_piece(mine: ReviewContent, parts: Sequence[AnswerPart]) -> Pair:
    """An answer by e-mail or on paper has no parts: beside it stands all that was sealed, and nobody kept silent."""
    ours = [
        Lines(f"{judgment.name} · {judgment_name(one)}", getattr(judgment, one))
        for judgment in mine.judgments for one in COMPETENCY_SECTIONS if getattr(judgment, one)
    ]  # fmt: skip
    ours += [Lines(general_name(one), mine.texts[one]) for one in GENERAL_SECTIONS if mine.texts.get(one)]
    return Pair(
        _("All that you sealed, and all that they say"), tuple(ours),
        tuple(Lines(part.heading, part.text) for part in parts),
    )


def _matters() -> list[tuple[tuple[str, ...], tuple[str, ...], str]]:
    return [
        (("got_wrong",), ("open_questions",), _("What went wrong, and open questions")),
        (("kept_human",), ("kept_human",), _("What was kept human")),
        (("skills",), ("foundational_skills",), _("Foundational skills")),
        (("invisible",), ("invisible_work",), _("Work that nobody sees")),
        (("needs",), ("context", "goals"), _("Conditions, needs and goals")),
    ]  # fmt: skip


def _competency_pair(judgment: CompetencyJudgment, parts: Sequence[AnswerPart]) -> Pair:
    mine = tuple(
        Lines(judgment_name(one), getattr(judgment, one)) for one in COMPETENCY_SECTIONS if getattr(judgment, one)
    )
    theirs = tuple(
        Lines(part.heading, part.text) for part in parts if judgment.competency_id in part.competencies
    )
    point = ""
    if mine and not theirs:
        point = _("Only you wrote about this. Ask how they see it.")
    elif theirs and not mine:
        point = _("Only they wrote about this. Ask to hear the episode.")
    return Pair(judgment.name, mine, theirs, point)


def _is_left(part: AnswerPart, known: set[str]) -> bool:
    matched = {key for keys, _sections, _heading in _matters() for key in keys}
    return part.key not in matched and not known & set(part.competencies)


def _versions(read: Sequence[tuple[Answered, tuple[AnswerPart, ...]]]) -> tuple[VersionChange, ...]:
    """What each answer after the first says otherwise, part by part."""
    found = []
    for (_earlier, before), (answer, after) in pairwise(read):
        old, new = {one.key: one for one in before}, {one.key: one for one in after}
        changes = []
        for key in dict.fromkeys((*old, *new)):
            was, now = old[key].text if key in old else "", new[key].text if key in new else ""
            if was != now:
                changes.append(((new.get(key) or old[key]).heading, word_diff(was, now)))
        found.append(VersionChange(answer.received_on, tuple(changes)))
    return tuple(found)


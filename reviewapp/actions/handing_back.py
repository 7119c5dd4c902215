"""Handing a self-assessment back: the exact content that would leave, and the packet it leaves in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reviewapp.actions.answer_parts import AnswerPart, parts_of, reflections
from reviewapp.actions.answering import contact_id_of, record_of
from reviewapp.actions.changes import Changes
from reviewapp.actions.packets import packet_content, seal_packet
from reviewapp.domain.asking import PARTS
from reviewapp.domain.errors import RuleRefused
from reviewapp.i18n import _
from reviewapp.vault import identities, observations, packets, self_assessments
from reviewapp.vault.connection import Vault
from reviewapp.vault.self_assessments import SelfAssessmentRecord
from reviewapp.vault.transaction import Transaction

if TYPE_CHECKING:
    from reviewapp.exchange.packet import Packet
    from reviewapp.exchange.packet_bodies import RequestBody, ResponseBody


@dataclass(frozen=True)
class HandBack:
    """Exactly what would leave: the parts in words, and the hash of the content that `hand_back` then insists on.

    ``is_again`` says that a version was handed back before; this one takes its place, the earlier one stays.
    """

    self_assessment_id: int
    to: str
    parts: tuple[AnswerPart, ...]
    sha256: str
    is_again: bool


def preview_hand_back(vault: Vault, *, self_assessment_id: int) -> HandBack:
    """The exact content that would leave, before it does (promise 4). Raises as `hand_back`."""
    record = record_of(vault, self_assessment_id)
    body = _body(vault, record)
    contact_id = contact_id_of(vault, record)
    contact = identities.contact(vault.connection, contact_id) if contact_id is not None else None
    return HandBack(
        self_assessment_id, contact.card.name if contact is not None else "", parts_of(body, _names(vault, record)),
        _digest(body), bool(record.packets),
    )


def hand_back(vault: Vault, *, self_assessment_id: int, previewed: str | None = None) -> Changes:
    """Seal the self-assessment to whoever asked; the one id is that of its packet. A later one revises the earlier.

    ``previewed`` is the hash of the content that was shown; RuleRefused when it is another by now, when there is
    nothing in it, when an episode may not leave, and when nobody's card is known to seal it to.
    """
    record = record_of(vault, self_assessment_id)
    body = _body(vault, record)
    if previewed is not None and previewed != _digest(body):
        raise RuleRefused(_("It was changed since you looked at it."), _("Look at it once more, then hand it back."))
    contact_id = contact_id_of(vault, record)
    if contact_id is None:
        raise RuleRefused(
            _("Nobody's card is known yet, so there is nobody to seal it to."),
            _("Ask your manager for a request file, and open it; it brings the card."),
        )
    asked = packets.packet(vault.connection, record.request_id) if record.request_id is not None else None
    before = packets.packet(vault.connection, record.packets[-1]) if record.packets else None

    def note(transaction: Transaction, _made: Packet, packet_id: int) -> frozenset[str]:
        self_assessments.add_handed_back(transaction, record.id, packet_id)
        return frozenset({"self_assessment"})

    return seal_packet(
        vault, body=body, to=(contact_id,), in_reply_to=asked.uid if asked is not None else None,
        revises=before.uid if before is not None else None, meaning=note,
    )  # fmt: skip


def _request(vault: Vault, record: SelfAssessmentRecord) -> RequestBody | None:
    from reviewapp.exchange.packet_bodies import RequestBody

    if record.request_id is None:
        return None
    body = packet_content(vault, packet_id=record.request_id).body
    return body if isinstance(body, RequestBody) else None


def _names(vault: Vault, record: SelfAssessmentRecord) -> dict[str, str]:
    request = _request(vault, record)
    return {one.id: one.name for one in request.framework.focus} if request is not None else {}


def _body(vault: Vault, record: SelfAssessmentRecord) -> ResponseBody:
    """The content as it would leave. RuleRefused for an episode that may not, and when there is none at all."""
    from reviewapp.exchange.packet_bodies import PromptAnswer, ResponseBody, SkillNote
    from reviewapp.exchange.packet_body_json import episode_of

    request = _request(vault, record)
    prompts = {one.id: one.prompt or one.name for one in request.framework.focus} if request is not None else {}
    key = request.framework.key if request is not None else None
    asked = packets.packet(vault.connection, record.request_id) if record.request_id is not None else None
    items = {one.id: one for one in observations.observations(vault.connection, record.episodes)}
    answers = [
        PromptAnswer(prompt=question, text=record.texts[f"prompt/{one}"], competency_id=one)
        for one, question in prompts.items()
        if record.texts.get(f"prompt/{one}")
    ]
    answers += [
        PromptAnswer(prompt=question, text=record.texts[f"prompt/{one}"])
        for one, question in reflections().items()
        if record.texts.get(f"prompt/{one}")
    ]
    skills = [
        SkillNote(
            skill=one.skill, last_done_unaided=one.month, rather_not_say=one.rather_not_say,
            note=record.texts.get(f"skill/{at}", ""),
        )
        for at, one in enumerate(record.skills)
        if one.month or one.rather_not_say or record.texts.get(f"skill/{at}")
    ]
    body = ResponseBody(
        period_from=record.period_from, period_to=record.period_to,
        request_sha256=asked.sha256 if asked is not None else None,
        episodes=tuple(episode_of(items[one], framework_key=key) for one in record.episodes if one in items),
        prompts=tuple(answers), skills=tuple(skills), freed_capacity_used_for=record.freed_for,
        ai_help_in_writing=record.ai_help,  # type: ignore[arg-type]  # one of AI_HELP, checked when it was written
        **{name: record.texts.get(name, "") for name in PARTS},
    )
    if not parts_of(body, {}):
        raise RuleRefused(
            _("There is nothing in it yet."), _("Write one part; every one of them is optional, none is required.")
        )
    return body


def _digest(body: ResponseBody) -> str:
    import hashlib

    from reviewapp.exchange.packet_body_json import encode_body

    return hashlib.sha256(encode_body(body)).hexdigest()

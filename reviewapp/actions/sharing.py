"""Hand observations and reviews to the person they are about, in one sealed file (domain.md D, lifecycle; F).

Handing over is telling: in the transaction that keeps the packet everything in it is marked as told today, unless it
was told before. Nothing of it is undone, since the file may be out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from reviewapp.actions.changes import Changes
from reviewapp.actions.contacts import contact_of, phrase_of, writer_name
from reviewapp.actions.days import local_day
from reviewapp.actions.exporting import PreviewedPdf, exportable_content, file_name
from reviewapp.actions.observations import get_observation
from reviewapp.actions.packets import packet_content, seal_packet
from reviewapp.actions.people import get_person
from reviewapp.actions.reviews import get_review, refuse_while_awaited
from reviewapp.actions.sealing import freeze, refuse_sealing_nothing
from reviewapp.actions.shapes import title, title_of
from reviewapp.actions.signing import REVIEW_PDF, certified_pages
from reviewapp.domain.errors import RuleRefused, UsageError
from reviewapp.domain.observation import Observation, Subject, implied_concern
from reviewapp.domain.review import COMPETENCY_SECTIONS, FINISHED_STATES, ReviewContent
from reviewapp.i18n import _
from reviewapp.keys.check_phrase import CheckPhrase
from reviewapp.vault import observation_lists, observations, packets, replies, reviews, texts
from reviewapp.vault.connection import Vault
from reviewapp.vault.identities import Contact
from reviewapp.vault.packets import PacketRecord
from reviewapp.vault.reviews import ReviewRecord
from reviewapp.vault.transaction import Transaction

if TYPE_CHECKING:
    from reviewapp.exchange.packet import Packet
    from reviewapp.exchange.packet_bodies import EarlierWording, ShareBody, SharedEpisode, SharedReview

__all__ = [
    "REVIEW_PDF", "Handed", "ShareOffer", "Shareable", "hand_over_review", "handed_pages", "review_body", "share_body",
    "share_observations", "share_offer",
]  # fmt: skip


@dataclass(frozen=True)
class Shareable:
    """One observation that can be handed over: ``told_on`` since when the person knows of it, ``handed_on`` when it
    last went into a file, ``changed`` since then."""

    observation_id: int
    observed_on: date | None
    title: str
    concern: bool
    told_on: date | None
    handed_on: date | None
    changed: bool


@dataclass(frozen=True)
class Handed:
    """One file made for a person: the days it was made, and confirmed by them (None until then), and what it holds."""

    packet_id: int
    made_on: date
    received_on: date | None
    titles: tuple[str, ...]


@dataclass(frozen=True)
class ShareOffer:
    """What can be handed to a person, and to which card. Without a card nothing can be sealed: ``card_name`` is ""."""

    person_id: int
    person: str
    card_name: str
    compared: bool
    phrase: CheckPhrase | None
    rows: tuple[Shareable, ...]
    handed: tuple[Handed, ...]
    today: date


def share_offer(vault: Vault, *, person_id: int) -> ShareOffer:
    """Everything of a person that may be handed over, newest first, with who would receive it. NotFound for nobody."""
    person = get_person(vault, person_id=person_id)
    contact = contact_of(vault, person_id=person_id)
    ids = observation_lists.ids_between(vault.connection, person_id=person_id)
    found = [one for one in observations.observations(vault.connection, ids) if _may_leave(one)]
    last = replies.last_handed(vault.connection, person_id)
    return ShareOffer(
        person_id=person_id, person=person.name, card_name=contact.card.name if contact else "",
        compared=contact is not None and contact.state == "verified",
        phrase=phrase_of(contact.card) if contact else None,
        rows=tuple(_shareable(vault, one, person_id, last) for one in found), handed=_handed(vault, person_id),
        today=vault.today,
    )  # fmt: skip


def share_body(vault: Vault, *, person_id: int, observation_ids: Sequence[int], message: str = "") -> ShareBody:
    """Exactly what `share_observations` would send, for the preview (promise 4). Raises what that raises."""
    from reviewapp.exchange.packet_bodies import ShareBody

    if not observation_ids:
        raise UsageError(_("Nothing is chosen."), _("Choose at least one observation."))
    found = [get_observation(vault, observation_id=one) for one in dict.fromkeys(observation_ids)]
    return ShareBody(
        about_name=get_person(vault, person_id=person_id).name, message=message.strip(),
        observations=tuple(shared_episode(vault, one, person_id) for one in found),
    )


def share_observations(
    vault: Vault, *, person_id: int, observation_ids: Sequence[int], message: str = "", into: Path | None = None
) -> Changes:
    """Make a packet of complete observations for their person; ids: the packet. They count as told from today.

    With ``into`` the file is written there in the same step, whole or not at all; `packet_file` gives it out again.

    Raises UsageError for none, NotFound for an unknown one, RuleRefused for a jot, a withdrawn or restricted one, or
    where no card of the person is known.
    """
    contact = _card_of(vault, person_id)
    body = share_body(vault, person_id=person_id, observation_ids=observation_ids, message=message)

    def record(transaction: Transaction, _made: Packet, _packet_id: int) -> frozenset[str]:
        _mark_told(transaction, vault, observation_ids, person_id)
        return frozenset({"observation"})

    return seal_packet(vault, body=body, to=(contact.id,), person_id=person_id, meaning=record, into=into)


def review_body(vault: Vault, *, review_id: int, message: str = "") -> ShareBody:
    """Exactly what `hand_over_review` would send beside the PDF, for the preview. Raises what that raises."""
    from reviewapp.exchange.packet_bodies import ShareBody

    record = get_review(vault, review_id=review_id)
    person = get_person(vault, person_id=record.person_id)
    if person.notice_on is None:
        raise RuleRefused(
            _("{name} has not been given the notice yet, so nothing counts as shared with them.").format(
                name=person.name
            ),
            _("Hand over the notice and record its day; it says that you write such notes, and why."),
        )
    content = _as_handed(vault, record)
    printed = {one.uid for one in content.episodes}
    cited = observations.observations(vault.connection, record.cites)
    return ShareBody(
        about_name=content.person_name, message=message.strip(), review=shared_review(record, content),
        observations=tuple(shared_episode(vault, one, record.person_id) for one in cited if one.uid in printed),
    )


def handed_pages(vault: Vault, *, review_id: int) -> PreviewedPdf:
    """The pages that `hand_over_review` puts into the file, byte for byte, before a signature. Raises what that raises.

    Those of a finished review are the pages of an export. A draft says that it is shared from today on, because handing
    it over makes it so.
    """
    from reviewapp.report import render_review

    record = get_review(vault, review_id=review_id)
    content = _as_handed(vault, record)
    made = render_review(content)
    return PreviewedPdf(
        made.data, file_name(content), content.is_draft, made.missing, record.person_id,
        missing_places=made.missing_places, language=content.language, review_uid=content.review_uid,
    )


def hand_over_review(
    vault: Vault, *, review_id: int, message: str = "", into: Path | None = None, sign: bool = False,
    looked_at: str = "",
) -> Changes:  # fmt: skip
    """Make a packet of a review for its person, draft or finished, with the episodes it cites and its exact PDF.

    ids: the packet. A draft is sealed before it leaves (promise 7), in the same step: when the file cannot be made it
    stays a draft. It counts as shared from today unless it was before; so do the episodes. With ``sign`` the pages
    carry the writer's signature, and the person can sign that they received them; only a finished review is signed.
    ``looked_at`` is the SHA-256 of the pages that were shown before: others do not leave.

    Raises RuleRefused without a card or a notice, for a restricted episode, for a concern not shared in time, while a
    self-assessment is awaited, and where the pages changed since they were looked at; NotFound for no such review.
    """
    record = get_review(vault, review_id=review_id)
    contact = _card_of(vault, record.person_id)
    body = review_body(vault, review_id=review_id, message=message)
    pdf = handed_pages(vault, review_id=review_id).data
    if looked_at:
        _refuse_other_pages(pdf, looked_at)
    if sign:
        pdf = certified_pages(vault, pages=pdf, is_finished=record.state in FINISHED_STATES)
    if record.state not in FINISHED_STATES:
        refuse_while_awaited(vault, record)
    sealed: dict[str, str] = {}
    if record.state == "draft":
        refuse_sealing_nothing(vault, record)
        sealed["sealed_at"] = vault.now

    def write(transaction: Transaction, _made: Packet, _packet_id: int) -> frozenset[str]:
        if sealed:
            freeze(transaction, vault, review_id)
        uids = {one.uid for one in body.observations}
        cited = observations.observations(transaction.connection, record.cites)
        _mark_told(transaction, vault, [one.id for one in cited if one.uid in uids], record.person_id)
        if record.state not in FINISHED_STATES:
            changes = {**sealed, "state": _state(record), "shared_on": record.shared_on or vault.today}
            reviews.update_review(transaction, review_id, changes)
        return frozenset({"observation", "review"})

    return seal_packet(
        vault, body=body, to=(contact.id,), person_id=record.person_id, attachments={REVIEW_PDF: pdf}, meaning=write,
        into=into,
    )  # fmt: skip


def _refuse_other_pages(pdf: bytes, looked_at: str) -> None:
    import hashlib

    if hashlib.sha256(pdf).hexdigest() != looked_at:
        raise RuleRefused(
            _("The pages changed since you looked at them, so this file was not made."),
            _("Look at them once more: perhaps a reply came in."),
        )


def _card_of(vault: Vault, person_id: int) -> Contact:
    contact = contact_of(vault, person_id=person_id)
    if contact is None:
        raise RuleRefused(
            _("There is no card of {name} yet, so nothing can be sealed for them.").format(
                name=get_person(vault, person_id=person_id).name
            ),
            _("Ask for a self-assessment first: the answer brings their card. Or talk about it and record the day."),
        )
    return contact


def _may_leave(item: Observation) -> bool:
    return item.completed and not item.withdrawn and not item.deleted and item.may_leave


def _shareable(
    vault: Vault, item: Observation, person_id: int, last: dict[str, tuple[str, str]]
) -> Shareable:
    from reviewapp.exchange.packet_body_json import item_digest

    subject = _subject(item, person_id)
    moment, sha256 = last.get(item.uid, ("", ""))
    return Shareable(
        observation_id=item.id, observed_on=item.observed_on, title=title(item),
        concern=bool(implied_concern(item, subject)), told_on=subject.told_on if subject.is_told else None,
        handed_on=local_day(vault, moment) if moment else None,
        changed=bool(moment) and item_digest(shared_episode(vault, item, person_id)) != sha256,
    )


def _subject(item: Observation, person_id: int) -> Subject:
    subject = next((one for one in item.subjects if one.person_id == person_id), None)
    if subject is None:
        raise UsageError(_("The observation is not about this person."), _("Add them to it first."))
    return subject


def shared_episode(vault: Vault, item: Observation, person_id: int) -> SharedEpisode:
    """The observation as it travels: told from today on at the latest, with what it said since they were told."""
    from reviewapp.exchange.packet_body_json import shared_episode_of, told

    subject = _subject(item, person_id)
    made = shared_episode_of(item, person_id=person_id, written_by=item.written_by or writer_name(vault))
    if not subject.is_told or subject.told_on is None:
        return told(made, on=vault.today, how="packet")
    earlier = _earlier(vault, item, made, subject.told_on)
    return told(made, on=subject.told_on, how=made.told_how, earlier=earlier)


def _earlier(vault: Vault, item: Observation, made: SharedEpisode, told_on: date) -> list[EarlierWording]:
    """What the texts said on the day the person was told, and since; what was tried before that stays private."""
    from reviewapp.exchange.packet_bodies import EarlierWording

    known_by = _utc(vault, told_on + timedelta(days=1))
    found = []
    for field, body in made.texts.items():
        for at, revision in enumerate(texts.revisions(vault.connection, item.uid, field)):
            if (at or revision.body != body) and revision.body not in ("", body):
                written_on = local_day(vault, revision.written_at)
                found.append(EarlierWording(field=field, body=revision.body, written_on=written_on))
            if revision.written_at < known_by:
                break
    return found


def _mark_told(transaction: Transaction, vault: Vault, observation_ids: Sequence[int], person_id: int) -> None:
    for item in observations.observations(transaction.connection, list(dict.fromkeys(observation_ids))):
        if not _subject(item, person_id).is_told:
            row = {"told_on": vault.today, "told_how": "packet", "told_confirmed": True}
            observations.update_subject(transaction, item.id, person_id, row)
        if not item.is_informed:
            observations.update_observation(transaction, item.id, {"informed_on": vault.today})


def _state(record: ReviewRecord) -> str:
    return record.state if record.state in ("answered", *FINISHED_STATES) else "shared"


def _as_handed(vault: Vault, record: ReviewRecord) -> ReviewContent:
    """What the document says once it is out: shared from today, unless it was before."""
    content = exportable_content(vault, record.id)
    if not content.is_draft:
        return content
    return replace(content, state=_state(record), shared_on=content.shared_on or vault.today)


def shared_review(record: ReviewRecord, content: ReviewContent) -> SharedReview:
    """A review as it travels."""
    from reviewapp.exchange.packet_bodies import SharedJudgment, SharedReview

    return SharedReview(
        uid=record.uid, state=_state(record),  # type: ignore[arg-type]  # states are a Literal there
        reviewer_name=content.reviewer_name, period_from=content.period_from,
        period_to=content.period_to, dated=content.dated, framework_title=content.framework_title,
        framework_version=content.framework_version, texts=dict(content.texts), talked_on=content.talked_on,
        judgments=tuple(
            SharedJudgment(
                competency_id=one.competency_id, name=one.name, definition=one.definition,
                cites=tuple(episode.uid for episode in one.episodes),
                **{section: getattr(one, section) for section in COMPETENCY_SECTIONS},
            )
            for one in content.judgments
        ),
    )


def _handed(vault: Vault, person_id: int) -> tuple[Handed, ...]:
    made = packets.packets(vault.connection, person_id=person_id, kind="share", direction="made")
    return tuple(_one_handed(vault, one) for one in reversed(made))


def _one_handed(vault: Vault, made: PacketRecord) -> Handed:
    body = packet_content(vault, packet_id=made.id).body
    titles = [title_of(one.texts.get("behaviour", "")) for one in getattr(body, "observations", ())]
    if getattr(body, "review", None) is not None:
        titles.insert(0, _("The review"))
    answers = [one for one in packets.replies(vault.connection, made.uid) if one.direction == "received"]
    received_on = None
    if answers:
        said = packet_content(vault, packet_id=answers[0].id).body
        received_on = getattr(said, "received_on", None) or getattr(said, "written_on", None)
    return Handed(made.id, local_day(vault, made.kept_at), received_on, tuple(titles))


def _utc(vault: Vault, day: date) -> str:
    """The moment a day begins on this computer's calendar, as moments are kept."""
    begins = datetime.combine(day, time(), vault.clock().tzinfo).astimezone(UTC)
    return begins.strftime("%Y-%m-%dT%H:%M:%S.000Z")

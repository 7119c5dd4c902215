"""A person changes their manager: what they know of goes along, sealed for the next one; nothing else does.

Only what was shared is handed over, with the answers to it (domain.md D, lifecycle; G, "Manager change"). The person
learns of it in the same step: by a notice sealed for them that lists everything, or on a day they were told. What
nobody shared stays behind; jots about nobody else go to the bin. What left is not undone: the files may be out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from reviewapp.actions.about_words import read_day
from reviewapp.actions.changes import Changes
from reviewapp.actions.contacts import all_contacts, contact_in_use, contact_of
from reviewapp.actions.days import local_day
from reviewapp.actions.exporting import exportable_content
from reviewapp.actions.files import write_all
from reviewapp.actions.packets import Sealed, kept_packet_id, packet_content, sealed_packet
from reviewapp.actions.people import get_person
from reviewapp.actions.shapes import title
from reviewapp.actions.sharing import shared_episode, shared_review
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.domain.observation import Observation
from reviewapp.domain.retention import BIN_DAYS
from reviewapp.domain.review import FINISHED_STATES
from reviewapp.exchange.packet import new_packet_id
from reviewapp.i18n import _
from reviewapp.vault import identities, observation_lists, observations, packets, replies, reviews, rights
from reviewapp.vault.connection import Vault
from reviewapp.vault.identities import Contact
from reviewapp.vault.packets import PacketRecord
from reviewapp.vault.reviews import ReviewRecord

if TYPE_CHECKING:
    from reviewapp.exchange.packet_bodies import (
        HandedEpisode,
        HandedItem,
        HandedReply,
        HandoverBody,
        NoticeBody,
        SharedReview,
    )


@dataclass(frozen=True)
class Receiver:
    """A card something can be sealed for; ``compared`` says that its words were."""

    contact_id: int
    name: str
    compared: bool


@dataclass(frozen=True)
class Staying:
    """What does not go along: ``reason`` is not_shared, not_informed, restricted, withdrawn, not_finished or held."""

    title: str
    reason: str


@dataclass(frozen=True)
class HandoverState:
    """A handover that was made: the day, to whom, and the day the person knew of it (None: not yet)."""

    packet_id: int
    made_on: date
    to: str
    informed_on: date | None


@dataclass(frozen=True)
class HandoverOffer:
    """What a handover would do: titles of what goes, what stays and why, and the jots that go to the bin.

    ``has_card`` says that a notice can be sealed for the person; ``receivers`` are the cards of others.
    """

    person_id: int
    person: str
    goes: tuple[str, ...]
    stays: tuple[Staying, ...]
    jots: tuple[str, ...]
    has_card: bool
    receivers: tuple[Receiver, ...]
    made: tuple[HandoverState, ...]
    today: date


@dataclass(frozen=True)
class _Sorted:
    goes: list[Observation]
    stays: list[Staying]
    jots: list[Observation]
    reviews: list[tuple[ReviewRecord, SharedReview]]


def before_handing_over(vault: Vault, *, person_id: int) -> HandoverOffer:
    """What would go, stay and go to the bin, and to whom it could go. NotFound for nobody."""
    person = get_person(vault, person_id=person_id)
    found = _sorted(vault, person_id)
    return HandoverOffer(
        person_id=person_id, person=person.name,
        goes=(*(title(one) for one in found.goes), *(review_title(review) for _record, review in found.reviews)),
        stays=tuple(found.stays), jots=tuple(title(one) for one in found.jots),
        has_card=contact_of(vault, person_id=person_id) is not None, receivers=receivers(vault, person_id=person_id),
        made=handovers(vault, person_id=person_id), today=vault.today,
    )  # fmt: skip


def receivers(vault: Vault, *, person_id: int) -> tuple[Receiver, ...]:
    """Cards of others than the person, by name."""
    cards = [one for one in all_contacts(vault) if one.person_id != person_id]
    return tuple(Receiver(one.id, one.card.name, one.verified_at is not None) for one in cards)


def find_receiver(vault: Vault, *, person_id: int, name: str) -> Receiver:
    """The one card of somebody else that bears this name. NotFound for none, UsageError where two do."""
    found = [one for one in receivers(vault, person_id=person_id) if one.name.casefold() == name.strip().casefold()]
    if len(found) > 1:
        raise UsageError(
            _("Two cards bear the name {name}.").format(name=name),
            _("Take the one out of use that is no longer right."),
        )
    if not found:
        raise NotFound(
            _("There is no card of {name} here.").format(name=name or "?"),
            _("Ask them for their card (Settings, Cards), and take it in with: reviewapp open FILE."),
        )
    return found[0]


def handover_bodies(
    vault: Vault, *, person_id: int, contact_id: int, told_on: date | None = None, message: str = ""
) -> tuple[HandoverBody, NoticeBody | None]:
    """Exactly what `hand_over` would send to the next manager and to the person, for the preview (promise 4).

    Raises what that raises.
    """
    person, next_manager = get_person(vault, person_id=person_id), contact_in_use(vault, contact_id)
    theirs = contact_of(vault, person_id=person_id)
    _check(vault, person.name, theirs, next_manager, told_on)
    body = _body(vault, person_id, _sorted(vault, person_id), theirs, told_on, message)
    if not body.observations and not body.reviews:
        raise RuleRefused(
            _("{name} was not told of anything yet, so there is nothing to hand over.").format(name=person.name),
            _("Share what the next manager should know; what stays with you does not travel."),
        )
    return body, _notice(vault, body, next_manager, message) if theirs is not None else None


def hand_over(
    vault: Vault, *, person_id: int, contact_id: int, told_on: date | None = None, message: str = "",
    into: Sequence[Path] = (),
) -> Changes:  # fmt: skip
    """Make the handover for the next manager (a card) and the notice for the person, in one transaction.

    ids: the handover packet, then that of the notice. Without a card of the person there is no notice: ``told_on`` is
    then the day they were told of it. ``into`` names a file for each; they are written in the same step, all or none.
    Raises NotFound; RuleRefused where nothing was shared, where the next manager is the person, and where neither a
    card nor a day is there; UsageError for a day to come; EnvironmentFault for a file that cannot be written.
    """
    body, notice = handover_bodies(
        vault, person_id=person_id, contact_id=contact_id, told_on=told_on, message=message
    )
    handover_id, notice_id = new_packet_id(), new_packet_id()
    made: list[Sealed] = [
        sealed_packet(
            vault, body=body, to=(contact_id,), person_id=person_id, uid=handover_id,
            goes_with=notice_id if notice is not None else None,
        )
    ]  # fmt: skip
    theirs = contact_of(vault, person_id=person_id)
    if notice is not None and theirs is not None:
        made.append(
            sealed_packet(
                vault, body=notice, to=(theirs.id,), person_id=person_id, uid=notice_id, goes_with=handover_id
            )
        )
    jots = _sorted(vault, person_id).jots
    with vault.write() as transaction:
        ids = tuple(kept_packet_id(transaction, one) for one in made)
        for jot in jots:
            row = {"deleted_at": transaction.now, "bin_until": vault.today + timedelta(days=BIN_DAYS)}
            observations.update_observation(transaction, jot.id, row)
        write_all({path: one.data for path, one in zip(into, made, strict=False)})
    return Changes(frozenset({"packet", "person", "observation"}), ids)


def handovers(vault: Vault, *, person_id: int) -> tuple[HandoverState, ...]:
    """Handovers of a person that were made here, newest first."""
    made = packets.packets(vault.connection, person_id=person_id, kind="handover", direction="made")
    return tuple(_state(vault, one) for one in reversed(made))


def review_title(review: SharedReview) -> str:
    """What a review that is handed over is called."""
    return _("Review of {first} to {last}").format(first=read_day(review.period_from), last=read_day(review.period_to))


def _check(vault: Vault, name: str, theirs: Contact | None, next_manager: Contact, told_on: date | None) -> None:
    if theirs is not None and theirs.id == next_manager.id:
        raise RuleRefused(
            _("This is the card of {name}, whom this is about.").format(name=name),
            _("Choose the card of the next manager."),
        )
    if theirs is None and told_on is None:
        raise RuleRefused(
            _("{name} has to learn of this, and no card of theirs is known.").format(name=name),
            _("Tell them what you hand over and to whom, and give the day; or take their card in first."),
        )
    if told_on is not None and told_on > vault.today:
        raise UsageError(_("This day has not come yet."), _("Give the day they were told."))


def _sorted(vault: Vault, person_id: int) -> _Sorted:
    found = _Sorted([], [], [], [])
    held = person_id in rights.held_now(vault.connection, vault.today)
    ids = observation_lists.ids_between(vault.connection, person_id=person_id)
    for item in reversed(observations.observations(vault.connection, ids)):
        is_told = any(one.person_id == person_id and one.is_told for one in item.subjects)
        if not item.completed and not item.withdrawn and len(item.subjects) == 1 and not held:
            found.jots.append(item)
            continue
        reason = _why_it_stays(item, is_told=is_told, held=held)
        if reason:
            found.stays.append(Staying(title(item), reason))
        else:
            found.goes.append(item)
    for record in reviews.reviews(vault.connection, person_id):
        review = _as_known(vault, record)
        if isinstance(review, str):
            found.stays.append(Staying(_period(record), review))
        else:
            found.reviews.append((record, review))
    return found


def _why_it_stays(item: Observation, *, is_told: bool, held: bool) -> str:
    if item.withdrawn:
        return "withdrawn"
    if not item.completed:
        return "held" if held and len(item.subjects) == 1 else "not_shared"
    if not item.may_leave:
        return "restricted"
    if not is_told:
        return "not_shared"
    return "" if item.is_informed else "not_informed"


def _as_known(vault: Vault, record: ReviewRecord) -> SharedReview | str:
    """A review as the person has it: as it was finished, or as it was last handed to them; or why it stays."""
    from reviewapp.exchange.packet_bodies import ShareBody

    if record.state in FINISHED_STATES:
        try:
            return shared_review(record, exportable_content(vault, record.id))
        except RuleRefused:
            return "restricted"
    for made in reversed(
        packets.packets(vault.connection, person_id=record.person_id, kind="share", direction="made")
    ):
        body = packet_content(vault, packet_id=made.id).body
        if isinstance(body, ShareBody) and body.review is not None and body.review.uid == record.uid:
            return body.review
    return "not_finished"


def _period(record: ReviewRecord) -> str:
    return _("Review of {first} to {last}").format(first=read_day(record.period_from), last=read_day(record.period_to))


def _body(
    vault: Vault, person_id: int, found: _Sorted, theirs: Contact | None, told_on: date | None, message: str
) -> HandoverBody:
    from reviewapp.exchange.packet_bodies import HandoverBody
    from reviewapp.exchange.packet_types import CardData

    person = get_person(vault, person_id=person_id)
    return HandoverBody(
        about_name=person.name, about_role=person.role, handed_on=vault.today,
        observations=tuple(_handed_episode(vault, one, person_id) for one in found.goes),
        reviews=tuple(review for _record, review in found.reviews),
        replies=tuple(
            _said(one, review.uid)
            for record, review in found.reviews
            for one in replies.replies(vault.connection, review_id=record.id)
        ),
        notice_given_on=person.notice_on, told_on=told_on, message=message.strip(),
        about_card=CardData(**vars(theirs.card)) if theirs is not None else None,
    )  # fmt: skip


def _handed_episode(vault: Vault, item: Observation, person_id: int) -> HandedEpisode:
    from reviewapp.exchange.packet_body_json import handed_episode

    answers = replies.replies(vault.connection, observation_ids=(item.id,), person_id=person_id)
    return handed_episode(
        shared_episode(vault, item, person_id), tags=item.competency_tags,
        answers=[_said(one, item.uid) for one in answers],
    )


def _said(one: replies.ReplyRecord, uid: str) -> HandedReply:
    from reviewapp.exchange.packet_bodies import HandedReply

    return HandedReply(
        item_uid=uid, written_on=one.written_on, text=one.body,
        position=one.position, how=one.how,  # type: ignore[arg-type]  # the table knows the same words
    )


def _notice(vault: Vault, body: HandoverBody, next_manager: Contact, message: str) -> NoticeBody:
    from reviewapp.exchange.packet_bodies import NoticeBody
    from reviewapp.exchange.packet_types import CardData

    return NoticeBody(
        handed_to=CardData(**vars(next_manager.card)), handed_on=body.handed_on, items=tuple(_items(body)),
        message=message.strip(),
    )


def _items(body: HandoverBody) -> list[HandedItem]:
    """One line for each thing that is handed over; an answer goes by what it answers."""
    import hashlib

    from reviewapp.actions.shapes import title_of
    from reviewapp.exchange.packet_bodies import HandedItem
    from reviewapp.exchange.packet_body_json import item_digest

    found, titles = [], {}
    for episode in body.observations:
        titles[episode.uid] = title_of(episode.texts.get("behaviour", ""))
        found.append(
            HandedItem(uid=episode.uid, what="observation", title=titles[episode.uid], sha256=item_digest(episode))
        )
    for review in body.reviews:
        titles[review.uid] = review_title(review)
        found.append(HandedItem(uid=review.uid, what="review", title=titles[review.uid], sha256=item_digest(review)))
    answers = [one for episode in body.observations for one in episode.answers]
    for said in (*answers, *body.replies):
        digest = hashlib.sha256(said.text.encode("utf-8")).hexdigest()
        found.append(HandedItem(uid=said.item_uid, what="answer", title=titles[said.item_uid], sha256=digest))
    return found


def _state(vault: Vault, record: PacketRecord) -> HandoverState:
    body = packet_content(vault, packet_id=record.id).body
    informed: date | None = getattr(body, "told_on", None)
    if record.goes_with is not None:
        acks = [one for one in packets.replies(vault.connection, record.goes_with) if one.kind == "ack"]
        if acks:
            informed = getattr(packet_content(vault, packet_id=acks[0].id).body, "received_on", None)
    contact = identities.contact(vault.connection, record.contact_id or 0)
    name = contact.card.name if contact is not None else ""
    return HandoverState(record.id, local_day(vault, record.kept_at), name, informed)

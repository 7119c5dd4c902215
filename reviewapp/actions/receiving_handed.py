"""What a handover, a notice of one and a contribution mean for the records; in the transaction that keeps the packet.

Observations of another manager are kept as they wrote them: read only, with their name, and out of every review until
the person knows that they came here (domain.md D and G, "Manager change").
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from reviewapp.domain.observation import CompetencyTag
from reviewapp.exchange.packet_errors import Unsafe
from reviewapp.keys.identity import Card, KeyUnusable, checked_card
from reviewapp.vault import frameworks, identities, observations, packets, people, replies
from reviewapp.vault.driver import Connection
from reviewapp.vault.observations import NewObservation
from reviewapp.vault.tags import set_tags
from reviewapp.vault.transaction import Transaction

if TYPE_CHECKING:
    from reviewapp.exchange.packet import Packet
    from reviewapp.exchange.packet_bodies import ContributedEpisode, ContributionBody, HandedEpisode, HandoverBody
    from reviewapp.exchange.packet_types import CardData

    HandedBody: TypeAlias = HandoverBody | ContributionBody


def receive_handed(transaction: Transaction, packet: Packet, packet_id: int) -> frozenset[str]:
    """Put what came under its person, where it is certain who that is; else it waits for `handed.take_over`.

    Certain is a card that belongs to somebody here, and, for a handover, a name nobody here bears: they are added.
    """
    body = handed_body(packet)
    uids = [one.uid for one in body.observations]
    if len(set(uids)) != len(uids):
        raise Unsafe
    person_id = _certain(transaction, body)
    if person_id is None:
        return frozenset({"handed"})
    return place(transaction, packet, packet_id, person_id)


def receive_notice(transaction: Transaction, packet: Packet, _packet_id: int) -> frozenset[str]:
    """Keep the card of the new manager, to confirm to them as well. My side reads the rest from the packet.

    A card whose owner's name is known with other keys is left alone: a changed key is never taken in silently.
    """
    from reviewapp.exchange.packet_bodies import NoticeBody

    body = packet.body
    assert isinstance(body, NoticeBody)  # the kind decides the type of the body
    card = _card(body.handed_to)
    own = identities.identity(transaction.connection)
    known = identities.contact_by_fingerprint(transaction.connection, card.fingerprint)
    names = {one.card.name.casefold() for one in identities.contacts(transaction.connection)}
    mine = own is not None and own.card("").fingerprint == card.fingerprint
    if known is None and not mine and card.name.casefold() not in names:
        identities.add_contact(transaction, card)
    return frozenset({"share", "contact"})


def note_informed(transaction: Transaction, notice_uid: str, on: date) -> bool:
    """The person confirmed the notice: they know of every handover that came with it. False when none did."""
    record = packets.companion_of(transaction.connection, notice_uid)
    if record is None or record.direction != "received":
        return False
    set_informed(transaction, record.id, on)
    return True


def set_informed(transaction: Transaction, packet_id: int, on: date) -> None:
    """Since this day the person knows that what a packet brought came here; an earlier day stays."""
    ids = observations.ids_from_packet(transaction.connection, packet_id)
    for item in observations.observations(transaction.connection, ids):
        if item.informed_on is None:
            observations.update_observation(transaction, item.id, {"informed_on": on})


def place(transaction: Transaction, packet: Packet, packet_id: int, person_id: int) -> frozenset[str]:
    """Put what a packet brought under a person; what is here already (by its own name) is left as it is."""
    from reviewapp.exchange.packet_bodies import HandoverBody

    body = handed_body(packet)
    told_on = body.told_on if isinstance(body, HandoverBody) else None
    packets.set_person(transaction, packet_id, person_id)
    for episode in body.observations:
        if observations.observation_by_uid(transaction.connection, episode.uid) is None:
            _add(transaction, episode, packet_id, person_id, told_on)
    if isinstance(body, HandoverBody) and body.about_card is not None:
        _keep_card(transaction, _card(body.about_card), person_id)
    confirmed = _confirmed_on(transaction, packet)
    if confirmed is not None:
        set_informed(transaction, packet_id, confirmed)
    return frozenset({"handed", "observation", "person", "contact", "reply"})


def handed_body(packet: Packet) -> HandedBody:
    """The body of a handover or a contribution."""
    from reviewapp.exchange.packet_bodies import ContributionBody, HandoverBody

    assert isinstance(packet.body, (HandoverBody, ContributionBody))  # the kind decides the type of the body
    return packet.body


def bears(connection: Connection, name: str) -> list[int]:
    """Ids of the people here, the writer among them, who go by this name."""
    wanted = name.casefold()
    everybody = people.people(connection, with_me=True)
    return [one.id for one in everybody if wanted in {known.casefold() for known in (one.name, *one.aliases)}]


def _certain(transaction: Transaction, body: HandedBody) -> int | None:
    from reviewapp.exchange.packet_bodies import HandoverBody

    if not isinstance(body, HandoverBody):
        return None
    if body.about_card is not None:
        card = _card(body.about_card)
        known = identities.contact_by_fingerprint(transaction.connection, card.fingerprint)
        if known is not None and known.state != "retired" and known.person_id is not None:
            here = people.person(transaction.connection, known.person_id)
            return here.id if here is not None else None
    if bears(transaction.connection, body.about_name):
        return None
    return people.add_person(transaction, name=body.about_name, role=body.about_role)


def _add(
    transaction: Transaction, episode: HandedEpisode | ContributedEpisode, packet_id: int, person_id: int,
    told_on: date | None,
) -> None:  # fmt: skip
    from reviewapp.exchange.packet_bodies import HandedEpisode

    texts = dict(episode.texts)
    observation_id = observations.add_observation(
        transaction,
        NewObservation(
            person_ids=(person_id,), texts=texts, observed_on=episode.observed_on, written_on=episode.written_on,
            choices={**episode.choices, "restricted": episode.restricted}, multi=dict(episode.multi),
            dates=dict(episode.dates), flags={"receiver_words_permitted": "receiver_words" in texts},
            uid=episode.uid, written_by=episode.written_by, packet_id=packet_id,
        ),
    )
    set_tags(transaction, observation_id, _tags(transaction.connection, episode))
    subject = {
        "concern": episode.concern, "closest_anchor": episode.closest_anchor or None, "told_on": episode.told_on,
        "told_how": episode.told_how or None, "told_confirmed": episode.told_on is not None,
    }
    observations.update_subject(transaction, observation_id, person_id, subject)
    row: dict[str, object] = {"completed_at": transaction.now, "informed_on": told_on}
    observations.update_observation(transaction, observation_id, row)
    for said in episode.answers if isinstance(episode, HandedEpisode) else ():
        replies.add_reply(
            transaction, person_id=person_id, observation_id=observation_id, review_id=None, packet_id=packet_id,
            how="handed", position=said.position, body=said.text, written_on=said.written_on,
        )  # fmt: skip


def _tags(connection: Connection, episode: HandedEpisode | ContributedEpisode) -> list[CompetencyTag]:
    """The competencies of frameworks that are here, in the same or another version; others are left out."""
    versions: dict[str, list[str]] = {}
    for _id, framework in frameworks.frameworks(connection):
        versions.setdefault(framework.key, []).append(framework.version)
    found = []
    for tag in episode.tags:
        here = versions.get(tag.framework_key, [])
        if here:
            version = tag.framework_version if tag.framework_version in here else here[-1]
            found.append(CompetencyTag(tag.framework_key, version, tag.competency_id))
    return list(dict.fromkeys(found))


def _keep_card(transaction: Transaction, card: Card, person_id: int) -> None:
    """The person's card as the earlier manager had it, unless one of theirs is here; not compared yet."""
    if identities.contact_of_person(transaction.connection, person_id) is not None:
        return
    known = identities.contact_by_fingerprint(transaction.connection, card.fingerprint)
    own = identities.identity(transaction.connection)
    if own is not None and own.card("").fingerprint == card.fingerprint:
        return
    if known is None:
        identities.add_contact(transaction, card, person_id=person_id)
    elif known.person_id is None and known.state != "retired":
        identities.link_person(transaction, known.id, person_id, compare_anew=False)


def _confirmed_on(transaction: Transaction, packet: Packet) -> date | None:
    """The day of a confirmation that was taken in before it was said whom the handover is about."""
    if packet.goes_with is None:
        return None
    acks = [one for one in packets.replies(transaction.connection, packet.goes_with) if one.kind == "ack"]
    return date.fromisoformat(acks[0].kept_at[:10]) if acks else None


def _card(data: CardData) -> Card:
    try:
        return checked_card(Card(data.name, data.age, data.ssh))
    except KeyUnusable as error:
        raise Unsafe from error

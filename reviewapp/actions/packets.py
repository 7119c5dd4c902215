"""Make packets, take packets in, look into one without taking it in (exchange.md 1.2, 1.3).

Nothing here can be undone: a file may be out already, and what came in is evidence (see `vault.packets`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reviewapp import __version__
from reviewapp.actions.changes import NOTHING, Changes
from reviewapp.actions.contacts import contact_in_use, own_card, own_identity, phrase_of, writer_name
from reviewapp.actions.files import write_whole
from reviewapp.actions.received_shares import note_items
from reviewapp.actions.receiving import Receiver, receive
from reviewapp.domain.errors import NotFound, RuleRefused
from reviewapp.exchange.packet import (
    Envelope,
    Packet,
    new_packet_id,
    read_packet,
    read_packet_file,
    write_packet,
)
from reviewapp.exchange.packet_errors import (
    Forked,
    KeyChanged,
    KeyRetired,
    MadeHere,
    NoSuchRequest,
    PacketRefused,
    Replayed,
    Unsafe,
)
from reviewapp.i18n import _
from reviewapp.keys.check_phrase import CheckPhrase
from reviewapp.keys.identity import Card, is_sealed
from reviewapp.vault import identities, packets, people
from reviewapp.vault.connection import Vault
from reviewapp.vault.identities import Contact
from reviewapp.vault.packets import PacketRecord
from reviewapp.vault.transaction import Transaction

if TYPE_CHECKING:
    from reviewapp.exchange.packet_bodies import Body

# What answers something; an answer to nothing is refused.
_ANSWERS = frozenset({"ack", "reply"})


@dataclass(frozen=True)
class Inspection:
    """What is in a file, beside its content. ``trust`` is "", mine, new, unverified, verified or retired.

    ``to`` names whom it is sealed for, as far as known; empty when it is not sealed. ``created`` is UTC.
    """

    kind: str
    id: str
    sender: Card
    to: tuple[str, ...]
    created: str
    is_sealed: bool
    phrase: CheckPhrase
    attachments: tuple[str, ...]
    in_reply_to: str | None
    trust: str
    kept_at: str | None


@dataclass(frozen=True)
class Standing:
    """What stands against taking a packet in; ``refusal`` is None when nothing does.

    With `KeyChanged`, ``contact_id`` is the card whose place the new key would take, and ``may_be_other`` says that it
    may as well be another person of the same name. With `Replayed`, ``packet_id`` is the packet that is here already.
    """

    refusal: PacketRefused | None = None
    contact_id: int | None = None
    may_be_other: bool = False
    packet_id: int | None = None


@dataclass(frozen=True)
class Sealed:
    """A packet that was made and is not kept yet: for two that are kept together, or neither."""

    made: Packet
    data: bytes = field(repr=False)
    contact_id: int | None
    person_id: int | None


def sealed_packet(
    vault: Vault, *, body: Body, to: Sequence[int] = (), person_id: int | None = None, in_reply_to: str | None = None,
    revises: str | None = None, goes_with: str | None = None, uid: str | None = None,
    attachments: Mapping[str, bytes] | None = None,
) -> Sealed:  # fmt: skip
    """Make a packet as `seal_packet` does, and write nothing."""
    keys, name = own_identity(vault), writer_name(vault)
    contacts = [contact_in_use(vault, contact_id) for contact_id in to]
    own = keys.card(name)
    recipients = (*(one.card.age for one in contacts), own.age) if contacts else ()
    envelope = Envelope(
        id=uid or new_packet_id(), created=vault.now, app=__version__, to=recipients, in_reply_to=in_reply_to,
        revises=revises, goes_with=goes_with,
    )
    data = write_packet(keys, name, body, envelope, attachments)
    return Sealed(read_packet(data, keys), data, contacts[0].id if contacts else None, person_id)


def kept_packet_id(transaction: Transaction, one: Sealed) -> int:
    """Keep a packet that was made, in the open transaction; its row id."""
    return _keep(
        transaction, one.made, one.data, direction="made", contact_id=one.contact_id, person_id=one.person_id
    )


def seal_packet(
    vault: Vault, *, body: Body, to: Sequence[int] = (), person_id: int | None = None, in_reply_to: str | None = None,
    revises: str | None = None, goes_with: str | None = None, uid: str | None = None,
    attachments: Mapping[str, bytes] | None = None, meaning: Receiver | None = None,
    into: Path | None = None,
) -> Changes:  # fmt: skip
    """Make a packet for contacts (by id) and keep its bytes; `packet_file` gives them out.

    ``meaning`` records in the same transaction what it means that this went out, and ``into`` is where the file is
    written in it: nothing is recorded as handed over that is not on disk (EnvironmentFault, UsageError).

    Without ``to`` only a request can be made. It is sealed to the writer as well, who can read it again. ``uid`` is
    an id from `new_packet_id`, for two packets that name each other by ``goes_with``. What the packet means for the
    records is written by ``meaning``, with it or not at all. Raises NotFound or RuleRefused for a card that is not in
    use, CannotBeSent for a content that does not fit.
    """
    one = sealed_packet(
        vault, body=body, to=to, person_id=person_id, in_reply_to=in_reply_to, revises=revises, goes_with=goes_with,
        uid=uid, attachments=attachments,
    )  # fmt: skip
    with vault.write() as transaction:
        packet_id = kept_packet_id(transaction, one)
        kinds = meaning(transaction, one.made, packet_id) if meaning is not None else frozenset()
        if into is not None:
            write_whole(into, one.data)
    return Changes(frozenset({"packet"}) | kinds, (packet_id,))


def open_packet(vault: Vault, *, data: bytes) -> Changes:
    """Check a packet and keep its bytes, unopened: `packet_content` gives the content, `mark_opened` records that.

    A card seen for the first time is kept as unverified. Raises one of `exchange.packet_errors`; then nothing was
    written.
    """
    packet, asked = _checked(vault, data)
    known = _sender(vault, packet, asked)
    with vault.write() as transaction:
        person_id = asked.person_id if asked is not None else None
        if known is None:
            contact_id = identities.add_contact(transaction, packet.sender, person_id=person_id)
        else:
            contact_id = known.id
            identities.note_document_key(transaction, contact_id, packet.sender)
            if known.person_id is None and person_id is not None:
                same = _is_called(vault, person_id, known.card.name)
                identities.link_person(transaction, contact_id, person_id, compare_anew=not same)
            person_id = known.person_id if known.person_id is not None else person_id
        packet_id = _keep(
            transaction, packet, data, direction="received", contact_id=contact_id, person_id=person_id
        )
        kinds = receive(transaction, packet, packet_id)
    return Changes(frozenset({"packet", "contact"}) | kinds, (packet_id,))


def accept_new_key(vault: Vault, *, data: bytes, replaces: int | None) -> Changes:
    """Take in a packet that `open_packet` refused as KeyChanged, after the words were compared.

    ``replaces`` is the contact whose key this takes the place of; None says that it is another person of the same
    name. The earlier card is kept as retired; the new one begins unverified. Raises what `open_packet` raises, and
    NotFound or RuleRefused for a contact that is not in use.
    """
    packet, asked = _checked(vault, data)
    try:
        _sender(vault, packet, asked)
    except KeyChanged:
        pass
    else:
        return open_packet(vault, data=data)
    old = contact_in_use(vault, replaces) if replaces is not None else None
    expected = _expected(vault, asked) if asked is not None else None
    person_ids = {one.person_id for one in (old, asked) if one is not None and one.person_id is not None}
    if (expected is not None and (old is None or old.id != expected.id)) or len(person_ids) > 1:
        raise RuleRefused(
            _("This answers what was sent to somebody else, so it cannot take the place of that card."),
            _("Compare the words with the person you asked, and choose their card."),
        )
    person_id = next(iter(person_ids), None)
    with vault.write() as transaction:
        if old is not None:
            identities.retire(transaction, old.id)
        contact_id = identities.add_contact(transaction, packet.sender, person_id=person_id)
        if old is not None:
            identities.name_successor(transaction, old.id, contact_id)
        packet_id = _keep(
            transaction, packet, data, direction="received", contact_id=contact_id, person_id=person_id
        )
        kinds = receive(transaction, packet, packet_id)
    return Changes(frozenset({"packet", "contact"}) | kinds, (packet_id,))


def mark_opened(vault: Vault, *, packet_id: int) -> Changes:
    """Record the moment the content of a packet was first shown; the order of opening rests on it."""
    found = packet_record(vault, packet_id=packet_id)
    if found.opened_at is not None:
        return NOTHING
    with vault.write() as transaction:
        packets.mark_opened(transaction, packet_id)
    return Changes(frozenset({"packet"}), (packet_id,))


def packet_record(vault: Vault, *, packet_id: int) -> PacketRecord:
    """What is kept about a packet; NotFound when there is none."""
    found = packets.packet(vault.connection, packet_id)
    if found is None:
        raise NotFound(_("There is no such file in the vault."), _("Open it again from where it was saved."))
    return found


def packet_file(vault: Vault, *, packet_id: int) -> bytes:
    """The bytes of a packet as it was made or received; NotFound when there is none."""
    packet_record(vault, packet_id=packet_id)
    return packets.packet_bytes(vault.connection, packet_id)


def packet_content(vault: Vault, *, packet_id: int) -> Packet:
    """A packet that is kept, read anew from its bytes. It does not ask whether it may be shown: its caller does."""
    return read_packet(packet_file(vault, packet_id=packet_id), own_identity(vault))


def packet_on_disk(path: Path) -> bytes:
    """The bytes of a file that may be a packet. TooLarge, NotFound or EnvironmentFault."""
    return read_packet_file(path)


def needs_vault(data: bytes) -> bool:
    """True for bytes that only the keys in a vault can open."""
    return is_sealed(data)


def inspect(data: bytes, *, vault: Vault | None = None) -> Inspection:
    """What is in a file, checked as for importing, without importing it; without a vault for unsealed ones only.

    Raises the errors of `read_packet`.
    """
    packet = read_packet(data, own_identity(vault) if vault is not None else None)
    trust, kept_at = "", None
    names: dict[str, str] = {}
    if vault is not None:
        trust = _trust(vault, packet.sender)
        kept = packets.packet_by_uid(vault.connection, packet.id)
        kept_at = kept.kept_at if kept is not None and kept.sha256 == packet.sha256 else None
        names = {one.card.age: one.card.name for one in identities.contacts(vault.connection, with_retired=True)}
        names[own_card(vault).age] = writer_name(vault)
    return Inspection(
        kind=packet.kind, id=packet.id, sender=packet.sender, to=tuple(names.get(one, one) for one in packet.to),
        created=packet.created, is_sealed=packet.is_sealed, phrase=phrase_of(packet.sender),
        attachments=tuple(sorted(packet.attachments)), in_reply_to=packet.in_reply_to, trust=trust, kept_at=kept_at,
    )  # fmt: skip


def standing(vault: Vault, *, data: bytes) -> Standing:
    """What `open_packet` would say to this packet, without writing anything."""
    try:
        packet, asked = _checked(vault, data)
    except Replayed as refusal:
        kept = packets.packet_by_uid(vault.connection, read_packet(data, own_identity(vault)).id)
        return Standing(refusal, packet_id=kept.id if kept is not None else None)
    except PacketRefused as refusal:
        return Standing(refusal)
    try:
        _sender(vault, packet, asked)
    except KeyChanged as refusal:
        expected = _expected(vault, asked) if asked is not None else None
        known = expected or _namesake(vault, packet.sender.name)
        may_be_other = expected is None and packet.kind not in {"response", *_ANSWERS}
        return Standing(refusal, contact_id=known.id if known is not None else None, may_be_other=may_be_other)
    except PacketRefused as refusal:
        return Standing(refusal)
    return Standing()


def _checked(vault: Vault, data: bytes) -> tuple[Packet, PacketRecord | None]:
    """The packet, and the one made here that it answers. Everything but the sender's card is checked."""
    keys = own_identity(vault)
    packet = read_packet(data, keys)
    kept = packets.packet_by_uid(vault.connection, packet.id)
    name = packet.sender.name
    if kept is not None and kept.sha256 != packet.sha256:
        raise Forked(name=name)
    if packet.sender.fingerprint == keys.card(name).fingerprint:
        raise MadeHere(day=_local_day(vault, kept.kept_at if kept is not None else packet.created))
    if kept is not None:
        raise Replayed(day=_local_day(vault, kept.kept_at))
    return packet, _answered(vault, packet)


def _answered(vault: Vault, packet: Packet) -> PacketRecord | None:
    """The packet made here that this one answers (or the handover whose notice it confirms), or None where none is
    needed; NoSuchRequest, Unsafe."""
    if packet.kind in _ANSWERS and packet.in_reply_to != getattr(packet.body, "packet_id", None):
        raise Unsafe
    if packet.in_reply_to is None:
        return None
    made = packets.packet_by_uid(vault.connection, packet.in_reply_to)
    if packet.kind == "response":
        if made is None or made.direction != "made" or made.kind != "request":
            raise NoSuchRequest(name=packet.sender.name)
        return made
    if packet.kind in _ANSWERS:
        if made is not None and made.direction == "made":
            return made
        # The employee tells the new manager too that they were informed of a handover.
        companion = packets.companion_of(vault.connection, packet.in_reply_to) if packet.kind == "ack" else None
        if companion is not None:
            return companion
        raise NoSuchRequest(name=packet.sender.name)
    return None


def _expected(vault: Vault, asked: PacketRecord) -> Contact | None:
    """The card an answer to this packet has to come with, or None while it may be anybody's first."""
    if asked.person_id is not None:
        of_person = identities.contact_of_person(vault.connection, asked.person_id)
        if of_person is not None:
            return of_person
    if asked.direction != "made":
        return None  # a handover taken in: it is its person who confirms, not whoever made it
    found = identities.contact(vault.connection, asked.contact_id) if asked.contact_id is not None else None
    while found is not None and found.replaced_by is not None:
        found = identities.contact(vault.connection, found.replaced_by)
    return found


def _sender(vault: Vault, packet: Packet, asked: PacketRecord | None) -> Contact | None:
    """The known contact whose card this is, or None for a first contact; KeyChanged, KeyRetired, NoSuchRequest."""
    known = identities.contact_by_fingerprint(vault.connection, packet.sender.fingerprint)
    expected = _expected(vault, asked) if asked is not None else None
    if known is None:
        expected = expected or _namesake(vault, packet.sender.name)
        if expected is not None:
            raise KeyChanged(name=expected.card.name)
        if packet.kind == "response" and asked is None:
            # Unasked is welcome from somebody known; from a stranger it would be a name and nothing else.
            raise NoSuchRequest(name=packet.sender.name)
        return None
    if known.state == "retired":
        raise KeyRetired(name=known.card.name)
    asked_person = asked.person_id if asked is not None else None
    if None not in (known.person_id, asked_person) and known.person_id != asked_person:
        raise NoSuchRequest(name=known.card.name)
    if expected is not None and expected.id != known.id:
        raise NoSuchRequest(name=known.card.name)
    return known


def _namesake(vault: Vault, name: str) -> Contact | None:
    wanted = _folded(name)
    return next((one for one in identities.contacts(vault.connection) if _folded(one.card.name) == wanted), None)


def _is_called(vault: Vault, person_id: int, name: str) -> bool:
    person = people.person(vault.connection, person_id)
    return person is not None and _folded(name) in {_folded(one) for one in (person.name, *person.aliases)}


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _trust(vault: Vault, card: Card) -> str:
    if card.fingerprint == own_card(vault).fingerprint:
        return "mine"
    known = identities.contact_by_fingerprint(vault.connection, card.fingerprint)
    return known.state if known is not None else "new"


def _keep(
    transaction: Transaction, packet: Packet, data: bytes, *, direction: str, contact_id: int | None,
    person_id: int | None,
) -> int:  # fmt: skip
    packet_id = packets.add_packet(
        transaction, uid=packet.id, direction=direction, kind=packet.kind, sha256=packet.sha256,
        created=packet.created, from_fingerprint=packet.sender.fingerprint, to=packet.to, data=data,
        contact_id=contact_id, person_id=person_id, in_reply_to=packet.in_reply_to, revises=packet.revises,
        goes_with=packet.goes_with,
    )  # fmt: skip
    note_items(transaction, packet, packet_id)
    return packet_id


def _local_day(vault: Vault, moment: str) -> str:
    """The day of a UTC moment on this computer's calendar."""
    return datetime.fromisoformat(moment).astimezone(vault.clock().tzinfo).date().isoformat()

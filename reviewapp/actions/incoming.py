"""Files that come from outside: look at one before anything is written, take it in, find it again (exchange.md 1.3)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from reviewapp.actions.changes import Changes
from reviewapp.actions.contacts import all_contacts, phrase_of, verify_contact
from reviewapp.actions.days import local_day
from reviewapp.actions.packets import (
    Inspection,
    accept_new_key,
    inspect,
    needs_vault,
    open_packet,
    packet_file,
    packet_on_disk,
    packet_record,
    standing,
)
from reviewapp.exchange.packet import looks_like_packet
from reviewapp.exchange.packet_errors import KeyChanged, NotForYou, PacketRefused
from reviewapp.keys.check_phrase import CheckPhrase
from reviewapp.vault.connection import Vault

__all__ = [
    "Arrival", "Invitation", "KeptPacket", "invitation", "kept_packet", "look_at", "looks_like_packet", "take_in",
]  # fmt: skip


@dataclass(frozen=True)
class Arrival:
    """A file that was looked at; nothing of it was written anywhere.

    ``refusal`` is why it is not taken in, or None. When only the key is another one, ``changed_contact_id`` is the card
    known for that person, with the words of that card; ``may_be_other`` says that it may be a namesake. ``packet_id``
    is the packet in the vault when it was taken in before.
    """

    path: Path
    data: bytes = field(repr=False)
    found: Inspection
    refusal: PacketRefused | None
    changed_contact_id: int | None = None
    known_phrase: CheckPhrase | None = None
    may_be_other: bool = False
    packet_id: int | None = None

    @property
    def has_new_key(self) -> bool:
        """True when nothing but the sender's key stands against it."""
        return isinstance(self.refusal, KeyChanged) and self.changed_contact_id is not None


@dataclass(frozen=True)
class Invitation:
    """What somebody without a vault can know of a file: who asks, and whom. Both are only claimed."""

    path: Path
    sender_name: str
    asked_name: str


@dataclass(frozen=True)
class KeptPacket:
    """A packet in the vault, from the outside: its envelope, and never its content. ``kept_on`` is a day here."""

    found: Inspection
    is_made_here: bool
    kept_on: date


def look_at(vault: Vault, *, path: Path) -> Arrival:
    """Read a file and say what taking it in would mean; writes nothing.

    Raises what `packet_on_disk` and `inspect` raise when it cannot even be read as a packet for this vault.
    """
    data = packet_on_disk(path)
    found = inspect(data, vault=vault)
    stands = standing(vault, data=data)
    arrival = Arrival(path, data, found, stands.refusal, packet_id=stands.packet_id)
    if stands.contact_id is None:
        return arrival
    known = next(one for one in all_contacts(vault) if one.id == stands.contact_id)
    return replace(
        arrival, changed_contact_id=known.id, known_phrase=phrase_of(known.card), may_be_other=stands.may_be_other
    )


def take_in(vault: Vault, arrival: Arrival, *, compared: bool = False, is_other: bool = False) -> Changes:
    """Take in what `look_at` found. ``compared`` says that the words were read to each other and are the same;
    ``is_other`` that a new key is that of another person of the same name. Raises what `open_packet` raises."""
    if arrival.has_new_key:
        replaces = None if is_other else arrival.changed_contact_id
        changes = accept_new_key(vault, data=arrival.data, replaces=replaces)
    else:
        changes = open_packet(vault, data=arrival.data)
    if compared:
        contact_id = packet_record(vault, packet_id=changes.id).contact_id
        if contact_id is not None:
            verify_contact(vault, contact_id=contact_id)
    return changes


def invitation(*, path: Path) -> Invitation | None:
    """What a file says to somebody who has no vault yet; None when it is no request.

    Raises NotForYou for a sealed one: without a vault there is no key it could be sealed to. Raises what
    `packet_on_disk` and `read_packet` raise.
    """
    from reviewapp.exchange.packet import read_packet
    from reviewapp.exchange.packet_bodies import RequestBody

    data = packet_on_disk(path)
    if needs_vault(data):
        raise NotForYou
    packet = read_packet(data)
    if not isinstance(packet.body, RequestBody):
        return None
    return Invitation(path, packet.sender.name, packet.body.asked_name)


def kept_packet(vault: Vault, *, packet_id: int) -> KeptPacket:
    """The envelope of a packet in the vault; NotFound when there is none."""
    row = packet_record(vault, packet_id=packet_id)
    found = inspect(packet_file(vault, packet_id=packet_id), vault=vault)
    return KeptPacket(found, row.direction == "made", local_day(vault, row.kept_at))

"""The manifest of a packet: who, for whom, what, and the hash of every member. Imports msgspec; import in functions."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta, Struct

from reviewapp.domain.errors import N_
from reviewapp.exchange.packet_errors import CannotBeSent, PacketRefused, TooNew, Unsafe
from reviewapp.exchange.packet_types import (
    MAX_MANIFEST,
    CardData,
    Chip,
    Digest,
    Line,
    MemberName,
    Moment,
    PacketId,
    Recipient,
    strict_decode,
)
from reviewapp.exchange.packet_zip import BODY, MAX_MEMBERS

if TYPE_CHECKING:
    from reviewapp.exchange.packet import Envelope
    from reviewapp.keys.identity import Card

FORMAT = 1


class Member(Struct, frozen=True):
    """Hash and size in bytes of one member."""

    sha256: Digest
    size: Annotated[int, Meta(ge=0)]


class Manifest(Struct, frozen=True, kw_only=True):
    """Everything that is signed; ``sender`` is called ``from`` in the file."""

    format: int
    kind: Chip
    id: PacketId
    created: Moment
    app: Line
    sender: CardData = msgspec.field(name="from")
    to: Annotated[tuple[Recipient, ...], Meta(max_length=16)]
    members: Annotated[dict[MemberName, Member], Meta(max_length=MAX_MEMBERS)]
    in_reply_to: PacketId | None = None
    revises: PacketId | None = None
    goes_with: PacketId | None = None


class _Head(Struct, frozen=True):
    format: int


def encode(kind: str, card: Card, envelope: Envelope, members: Mapping[str, bytes]) -> bytes:
    """The manifest as JSON a person can read; CannotBeSent when a receiver would refuse it."""
    manifest = Manifest(
        format=FORMAT, kind=kind, id=envelope.id, created=envelope.created, app=envelope.app,
        sender=CardData(card.name, card.age, card.ssh, card.document), to=tuple(dict.fromkeys(envelope.to)),
        members={name: Member(digest(data), len(data)) for name, data in members.items()},
        in_reply_to=envelope.in_reply_to, revises=envelope.revises, goes_with=envelope.goes_with,
    )  # fmt: skip
    data = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    try:
        decode(data)
    except PacketRefused as error:
        raise CannotBeSent(
            N_("A name in this packet cannot be sent as it is."),
            N_("Name attachments in plain letters and figures, and look at your own name for signs nobody can see."),
        ) from error
    return data


def decode(data: bytes) -> Manifest:
    """The manifest, of this format and not yet verified. TooNew for a higher format; Unsafe, TooLarge."""
    head = strict_decode(data, _Head, limit=MAX_MANIFEST)
    if head.format > FORMAT:
        raise TooNew
    if head.format < 1:
        raise Unsafe
    manifest = strict_decode(data, Manifest, limit=MAX_MANIFEST)
    if BODY not in manifest.members:
        raise Unsafe
    return manifest


def holds(manifest: Manifest, members: Mapping[str, bytes]) -> bool:
    """True when the members are exactly those the manifest names, byte for byte."""
    return manifest.members.keys() == members.keys() and all(
        len(data) == manifest.members[name].size and digest(data) == manifest.members[name].sha256
        for name, data in members.items()
    )


def digest(data: bytes) -> str:
    """SHA-256, hex."""
    return hashlib.sha256(data).hexdigest()

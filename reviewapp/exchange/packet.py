"""Packets between people: ``.rvpacket`` files, signed inside and sealed outside (exchange.md 1.2, 1.3).

A packet is a ZIP of ``manifest.json``, its SSH signature, ``body.json`` and attachments. The manifest names the
sender's card, whom it is for, and every member by hash; it is signed as bytes. All of it is sealed with age to the
receivers; only a request or a card, which go to somebody whose card nobody has yet, travel signed but not sealed.
Opening writes nothing anywhere.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reviewapp.domain.errors import N_, unreadable
from reviewapp.domain.packet_file import SUFFIX
from reviewapp.exchange.packet_errors import (
    BadSignature,
    CannotBeSent,
    Damaged,
    NotAPacket,
    NotForYou,
    TooNew,
    Unsafe,
    WrongRecipient,
)
from reviewapp.exchange.packet_zip import (
    ATTACHMENTS,
    BODY,
    MANIFEST,
    MAX_FILE,
    SIGNATURE,
    START,
    read_zip,
    refuse_too_large,
    write_zip,
)
from reviewapp.keys.identity import (
    Card,
    Identity,
    KeyUnusable,
    SealBroken,
    SealedForOthers,
    SealUnsafe,
    checked_card,
    is_sealed,
    seal,
    unseal,
)
from reviewapp.keys.sshsig import SignatureInvalid, public_line, verify

if TYPE_CHECKING:
    from reviewapp.exchange.packet_bodies import Body
    from reviewapp.exchange.packet_manifest import Manifest

# They go to somebody whose card nobody has yet, and hold nothing that was written about a person.
UNSEALED_KINDS = frozenset({"card", "request"})


@dataclass(frozen=True)
class Packet:
    """A packet that was read: signature, hashes and shapes hold. Whether to believe the card is the caller's.

    ``created`` is UTC as the sender wrote it; ``sha256`` is the hash of the signed manifest, which names every
    member by hash: it stays the same when the packet is sealed again. ``to`` holds age recipients.
    """

    kind: str
    id: str
    created: str
    sender: Card
    to: tuple[str, ...]
    sha256: str
    is_sealed: bool
    body: Body = field(repr=False)
    attachments: Mapping[str, bytes] = field(repr=False)
    in_reply_to: str | None = None
    revises: str | None = None
    goes_with: str | None = None
    app: str = ""


@dataclass(frozen=True)
class Envelope:
    """What a manifest says beside sender and content. ``revises`` is an earlier packet this one takes the place of,
    ``goes_with`` the one made in the same step (handover and notice)."""

    id: str
    created: str
    app: str
    to: tuple[str, ...] = ()
    in_reply_to: str | None = None
    revises: str | None = None
    goes_with: str | None = None


def new_packet_id() -> str:
    """128 random bits, hex."""
    return os.urandom(16).hex()


def looks_like_packet(path: Path) -> bool:
    """True for a file to be opened as a packet, if only to say what is wrong with it: by its name, or because it begins
    as one does (mail programs rename what they do not know)."""
    if path.suffix.casefold() == SUFFIX:
        return True
    try:
        with path.open("rb") as file:
            head = file.read(64)
    except OSError:
        return False
    return is_sealed(head) or head.startswith(START)


def read_packet_file(path: Path) -> bytes:
    """The bytes of a file that may be a packet. TooLarge, NotFound or EnvironmentFault."""
    try:
        with path.open("rb") as file:
            refuse_too_large(path.stat().st_size)
            data = file.read(MAX_FILE + 1)
    except OSError as error:
        raise unreadable(path, error) from error
    refuse_too_large(len(data))
    return data


def write_packet(
    identity: Identity, name: str, body: Body, envelope: Envelope, attachments: Mapping[str, bytes] | None = None
) -> bytes:
    """The bytes of a packet from this identity, sealed to ``envelope.to``; unsealed when that is empty.

    ``attachments`` by bare file name. Raises CannotBeSent when a receiver would refuse it, KeyUnusable for a
    recipient that is none.
    """
    from reviewapp.exchange import packet_manifest
    from reviewapp.exchange.packet_bodies import kind_of
    from reviewapp.exchange.packet_body_json import encode_body

    kind = kind_of(body)
    if not envelope.to and kind not in UNSEALED_KINDS:
        raise CannotBeSent(
            N_("This may not leave unsealed, and nobody to seal it to was named."),
            N_("Ask for a self-assessment first: the answer brings the card that it is sealed to."),
        )
    members = {BODY: encode_body(body)}
    members |= {ATTACHMENTS + one: data for one, data in (attachments or {}).items()}
    card = replace(identity.card(name), document=identity.document_key(name).fingerprint)
    manifest = packet_manifest.encode(kind, card, envelope, members)
    plain = write_zip({MANIFEST: manifest, SIGNATURE: identity.sign(manifest), **members})
    data = seal(plain, envelope.to) if envelope.to else plain
    if len(data) > MAX_FILE:
        raise CannotBeSent(
            N_("This is larger than a packet may be, 32 MB."), N_("Leave out or shrink the largest attachment.")
        )
    return data


def read_packet(data: bytes, identity: Identity | None = None) -> Packet:
    """Open a packet in memory; without an identity only an unsealed one can be read.

    Raises one of `packet_errors`: NotAPacket, Damaged, NotForYou, WrongRecipient, BadSignature, TooNew, Unsafe
    or TooLarge.
    """
    from reviewapp.exchange import packet_manifest
    from reviewapp.exchange.packet_bodies import BODIES
    from reviewapp.exchange.packet_body_json import decode_body

    refuse_too_large(len(data))
    sealed = is_sealed(data)
    members = read_zip(_plain(data, identity) if sealed else data)
    raw, signature = members.pop(MANIFEST), members.pop(SIGNATURE, b"")
    manifest = packet_manifest.decode(raw)
    sender = _signer(manifest, raw, signature)
    if manifest.kind not in BODIES:
        raise TooNew
    if sealed and identity is not None and identity.card("").age not in manifest.to:
        raise WrongRecipient(name=sender.name)
    if not sealed and (manifest.kind not in UNSEALED_KINDS or manifest.to):
        raise Unsafe
    if not packet_manifest.holds(manifest, members):
        raise BadSignature(name=sender.name)
    body = decode_body(manifest.kind, members.pop(BODY))
    return Packet(
        kind=manifest.kind, id=manifest.id, created=manifest.created, sender=sender, to=manifest.to,
        sha256=packet_manifest.digest(raw), is_sealed=sealed, body=body,
        attachments={name.removeprefix(ATTACHMENTS): content for name, content in members.items()},
        in_reply_to=manifest.in_reply_to, revises=manifest.revises, goes_with=manifest.goes_with, app=manifest.app,
    )  # fmt: skip


def _plain(data: bytes, identity: Identity | None) -> bytes:
    if identity is None:
        raise NotForYou
    try:
        plain = unseal(data, identity)
    except SealedForOthers as error:
        raise NotForYou from error
    except SealUnsafe as error:
        raise Unsafe from error
    except SealBroken as error:
        raise Damaged from error
    if not plain.startswith(START):
        raise NotAPacket
    return plain


def _signer(manifest: Manifest, raw: bytes, signature: bytes) -> Card:
    """The card of whoever signed; BadSignature when that is not the card in the manifest."""
    claimed = manifest.sender
    try:
        card = checked_card(Card(claimed.name, claimed.age, claimed.ssh, claimed.document))
        if public_line(verify(signature, raw)) != card.ssh:
            raise BadSignature(name=card.name)
        datetime.fromisoformat(manifest.created)
    except SignatureInvalid as error:
        raise BadSignature(name=claimed.name) from error
    except (KeyUnusable, ValueError) as error:
        raise Unsafe from error
    return card

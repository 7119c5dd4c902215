"""Who somebody is to others: an age key that files are sealed to, an Ed25519 key that signs, and a card for both.

Both keys are made silently and live in the vault. Sealing is age v1 (X25519), signing is SSHSIG: files open
without this program, with ``age`` and ``ssh-keygen`` (exchange.md 1.2, 1.4).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reviewapp.keys import sshsig

if TYPE_CHECKING:
    from reviewapp.keys.document_key import DocumentKey

_AGE = b"age-encryption.org/v1\n"
# A real header holds a few recipients of about a hundred bytes; each one more costs the opener a multiplication.
_MAX_HEADER, _MAX_STANZAS = 64 * 1024, 64


class SealBroken(Exception):
    """The sealed file is cut, altered, or not a file age can read."""


class SealUnsafe(Exception):
    """The header of the sealed file is built to cost time."""


class SealedForOthers(Exception):
    """None of our keys opens the file."""


class KeyUnusable(Exception):
    """A card names a key that is none."""


@dataclass(frozen=True)
class Card:
    """What others need to seal to somebody and to know their signature; public.

    ``age`` is the recipient (``age1…``), ``ssh`` the public key line (``ssh-ed25519 …``). The name is what the
    writer calls themself: nothing is trusted because of it. ``document`` is the fingerprint of the certificate they
    sign documents with, "" where it was not said; it changes with the name and is no part of who somebody is.
    """

    name: str
    age: str
    ssh: str
    document: str = field(default="", compare=False)

    @property
    def fingerprint(self) -> str:
        """SHA-256 over both keys, hex; the name is no part of it."""
        import hashlib

        return hashlib.sha256(f"reviewapp-card@1\0{self.age}\0{self.ssh}".encode()).hexdigest()


@dataclass(frozen=True)
class Identity:
    """The secret keys: ``age_secret`` as age writes it, ``signing_seed`` of 32 bytes. Never printed, never logged."""

    age_secret: bytes = field(repr=False)
    signing_seed: bytes = field(repr=False)

    def card(self, name: str) -> Card:
        """The public side, under this name."""
        from nacl.signing import SigningKey
        from pyrage import x25519

        recipient = str(x25519.Identity.from_str(self.age_secret.decode("ascii")).to_public())
        return Card(name, recipient, sshsig.public_line(bytes(SigningKey(self.signing_seed).verify_key)))

    def document_key(self, name: str) -> DocumentKey:
        """What signs documents, under this name."""
        from reviewapp.keys.document_key import document_key

        return document_key(self.signing_seed, name)

    def sign(self, message: bytes) -> bytes:
        """An armored SSH signature over the message."""
        return sshsig.sign(self.signing_seed, message)


def new_identity() -> Identity:
    """Fresh keys."""
    from pyrage import x25519

    return Identity(str(x25519.Identity.generate()).encode("ascii"), os.urandom(sshsig.KEY_BYTES))


def checked_card(card: Card) -> Card:
    """The card itself; KeyUnusable when one of its keys is none."""
    from pyrage import RecipientError, x25519

    try:
        sshsig.public_key(card.ssh)
        if str(x25519.Recipient.from_str(card.age)) != card.age:
            raise KeyUnusable("not the usual spelling of a recipient")
    except (sshsig.SignatureInvalid, RecipientError) as error:
        raise KeyUnusable(str(error)) from error
    return card


def is_sealed(data: bytes) -> bool:
    """True when the bytes begin as an age file does."""
    return data.startswith(_AGE)


def seal(data: bytes, recipients: Sequence[str]) -> bytes:
    """An age file that each of the recipients (``age1…``) can open; KeyUnusable when one is no recipient."""
    import pyrage

    try:
        return bytes(pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(one) for one in dict.fromkeys(recipients)]))
    except pyrage.RecipientError as error:
        raise KeyUnusable(str(error)) from error


def unseal(data: bytes, identity: Identity) -> bytes:
    """What was sealed. Raises SealedForOthers, SealUnsafe or SealBroken; the result is never larger than the file."""
    import pyrage

    end = data.find(b"\n--- ", 0, _MAX_HEADER)
    if (end < 0 and len(data) > _MAX_HEADER) or data.count(b"\n-> ", 0, max(end, 0)) > _MAX_STANZAS:
        raise SealUnsafe("an oversized header")
    try:
        key = pyrage.x25519.Identity.from_str(identity.age_secret.decode("ascii"))
        return bytes(pyrage.decrypt(data, [key]))
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            raise SealedForOthers from None
        raise SealBroken(str(error)) from error

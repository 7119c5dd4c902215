"""A review's content as JSON: what a finished version is frozen as, and read back from."""

from __future__ import annotations

from reviewapp.domain.errors import N_, VaultUnusable
from reviewapp.domain.review import ReviewContent


def encode_review(content: ReviewContent) -> str:
    """The content as JSON with sorted keys; equal contents give equal text."""
    import msgspec

    return msgspec.json.format(msgspec.json.encode(content, order="sorted"), indent=1).decode("utf-8")


def decode_review(text: str) -> ReviewContent:
    """The inverse of `encode_review`; VaultUnusable when the text is not one."""
    import msgspec

    try:
        return msgspec.json.decode(text, type=ReviewContent)
    except (msgspec.DecodeError, RecursionError) as error:
        raise VaultUnusable(
            N_("A finished review in this vault cannot be read."), N_("Restore a backup made after it was finished.")
        ) from error


def digest(text: str) -> str:
    """SHA-256 of the JSON text, hex: the fingerprint printed in the document."""
    import hashlib

    return hashlib.sha256(text.encode("utf-8")).hexdigest()

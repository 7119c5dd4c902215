"""The recovery code: 20 random bytes a person can write down, with a check against slips of the pen."""

from __future__ import annotations

import base64
import os

from reviewapp.domain.errors import N_, VaultLocked

SECRET_BYTES = 20
_GROUP = 4
_CHECK_CHARACTERS = 4
# Letters that base32 does not use, read as the digit or letter they are mistaken for.
_CONFUSED = str.maketrans({"0": "O", "1": "I", "8": "B", "9": "G"})


def new_secret() -> bytes:
    """Twenty random bytes (160 bits)."""
    return os.urandom(SECRET_BYTES)


def to_code(secret: bytes) -> str:
    """The secret as nine groups of four base32 characters; the last group is a checksum."""
    text = base64.b32encode(secret).decode("ascii") + _checksum(secret)
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))


def from_code(code: str) -> bytes:
    """The secret in a typed code; spaces, hyphens and case do not matter.

    Raises VaultLocked with the likely cause: wrong length, or a mistyped character.
    """
    text = "".join(character for character in code.upper() if character.isalnum()).translate(_CONFUSED)
    expected = SECRET_BYTES * 8 // 5 + _CHECK_CHARACTERS
    if len(text) != expected:
        raise VaultLocked(
            N_("This is not a complete recovery code."), N_("It has nine groups of four letters and digits.")
        )
    try:
        secret = base64.b32decode(text[:-_CHECK_CHARACTERS])
    except ValueError as error:
        raise VaultLocked(
            N_("The recovery code has a character it cannot hold."), N_("Compare it with the sheet.")
        ) from error
    if _checksum(secret) != text[-_CHECK_CHARACTERS:]:
        raise VaultLocked(N_("The recovery code has a slip in it."), N_("Compare it with the sheet, group by group."))
    return secret


def is_code(text: str) -> bool:
    """True for something typed that has the form and the checksum of a recovery code."""
    try:
        from_code(text)
    except VaultLocked:
        return False
    return True


def groups(code: str) -> list[str]:
    """The groups of a code as they stand on the sheet."""
    return code.split("-")


def _checksum(secret: bytes) -> str:
    import hashlib

    return base64.b32encode(hashlib.sha256(secret).digest()).decode("ascii")[:_CHECK_CHARACTERS]

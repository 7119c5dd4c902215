"""A new data key for a vault whose passphrase may be known to somebody: two keys in one file until it is done.

The database is encrypted anew in one transaction, and a process may die before or after it. So the key file first
gets the new slots beside the old ones, and each data key wrapped by the other: whatever opens the file then gives
both keys, and one of them fits the database. When the database has the new key, the old slots and both wraps go.
"""

from __future__ import annotations

from dataclasses import replace

from reviewapp.keys import recovery
from reviewapp.keys.slots import (
    KdfParameters,
    KeyFile,
    argon2id,
    hkdf,
    open_slot,
    passphrase_bytes,
    with_slot,
    without,
)

NEXT, PREVIOUS = "next", "previous"


def begin(
    key_file: KeyFile, old_key: bytes, new_key: bytes, *, passphrase: str, code: str, kdf: KdfParameters | None = None
) -> KeyFile:
    """The key file with slots for the new data key beside those of the old one.

    Wraps of an earlier try that never came to an end are replaced. A slot of the system's keyring stays with the old
    key and goes with it.
    """
    before = {slot.id for slot in key_file.slots}
    made = with_slot(key_file, "passphrase", argon2id(kdf), passphrase_bytes(passphrase), new_key)
    made = with_slot(made, "recovery", hkdf(), recovery.from_code(code), new_key)
    # Authenticated with the slot: nobody can name other slots as the ones to keep.
    stay = [slot.id for slot in made.slots if slot.id not in before]
    made = with_slot(made, NEXT, {**hkdf(), "stay": stay}, old_key, new_key)
    return with_slot(made, PREVIOUS, hkdf(), new_key, old_key)


def is_under_way(key_file: KeyFile) -> bool:
    """True while the key file holds two data keys."""
    return any(slot.kind in {NEXT, PREVIOUS} for slot in key_file.slots)


def both_keys(key_file: KeyFile, known: bytes) -> tuple[bytes, bytes] | None:
    """(old, new) data key from either of them; None when no change is under way or it is not one of the two."""
    new = open_slot(key_file, NEXT, known)
    if new is not None:
        return known, new
    old = open_slot(key_file, PREVIOUS, known)
    return (old, known) if old is not None else None


def end(key_file: KeyFile, old_key: bytes) -> KeyFile:
    """The key file with the slots of the new data key alone; ``old_key`` proves which those are."""
    stay: set[str] = set()
    for slot in key_file.slots:
        alone = replace(key_file, slots=(slot,))
        if slot.kind == NEXT and open_slot(alone, NEXT, old_key) is not None:
            stay = set(slot.kdf["stay"])
    return replace(key_file, slots=tuple(slot for slot in key_file.slots if slot.id in stay))


def abandon(key_file: KeyFile) -> KeyFile:
    """The key file as it was before `begin`, when the database could not be encrypted anew."""
    stay = {one for slot in key_file.slots if slot.kind == NEXT for one in slot.kdf["stay"]}
    kept = replace(key_file, slots=tuple(slot for slot in key_file.slots if slot.id not in stay))
    return without(without(kept, NEXT), PREVIOUS)

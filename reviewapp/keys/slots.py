"""Slots: the random data key wrapped by a passphrase, a recovery code and perhaps a keyring, in ``vault.keys``.

The key file is JSON and holds no secret in clear. Each slot wraps the same 32-byte data key with
AES-256-GCM; everything that describes the slot is authenticated, so weakening its parameters makes
it unusable. Changing the passphrase replaces one slot and leaves the vault as it is; `keys.renewal` replaces the
data key itself.
"""

from __future__ import annotations

import base64
import json
import os
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from reviewapp.domain.errors import N_, EnvironmentFault, VaultLocked, VaultTooNew, VaultUnusable
from reviewapp.keys import recovery

FORMAT, VERSION = "vault-keys", 1
DATA_KEY_BYTES = 32
_NONCE_BYTES, _SALT_BYTES = 12, 16
_MIB = 1024
# Bounds checked before deriving: a hostile file may not cost minutes or all memory.
_MEMORY_KIB = range(8 * _MIB, 2048 * _MIB + 1)
_PASSES = range(1, 21)
_LANES = range(1, 17)


@dataclass(frozen=True)
class KdfParameters:
    """Argon2id: ``memory_kib`` KiB, ``passes`` over it, ``lanes`` in parallel (RFC 9106)."""

    memory_kib: int = 256 * _MIB
    passes: int = 3
    lanes: int = 4


def default_kdf() -> KdfParameters:
    """256 MiB, or RFC 9106's 64 MiB on a machine with less than 2 GiB of memory."""
    try:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return KdfParameters()
    return KdfParameters() if memory >= 2 * 1024**3 else KdfParameters(memory_kib=64 * _MIB)


@dataclass(frozen=True)
class Slot:
    """One way to a data key: ``kind`` is ``passphrase``, ``recovery`` or ``keyring``.

    While the data key is being replaced there are two more, ``next`` and ``previous`` (`keys.renewal`).
    """

    id: str
    kind: str
    kdf: dict[str, Any]
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True)
class KeyFile:
    """The contents of ``vault.keys``."""

    vault_id: str
    slots: tuple[Slot, ...]

    def to_bytes(self) -> bytes:
        """The file as UTF-8 JSON."""
        body = {
            "format": FORMAT,
            "version": VERSION,
            "vault_id": self.vault_id,
            "slots": [
                {"id": s.id, "kind": s.kind, "kdf": s.kdf, "nonce": _text(s.nonce), "wrapped": _text(s.wrapped)}
                for s in self.slots
            ],
        }
        return json.dumps(body, indent=1).encode("utf-8")

    @classmethod
    def from_bytes(cls, data: bytes) -> KeyFile:
        """Read the file; VaultUnusable when it is not a key file, damaged, or from a newer version."""
        try:
            body = json.loads(data)
            if body["format"] != FORMAT:
                raise ValueError(body["format"])
            if body["version"] > VERSION:
                raise VaultTooNew(
                    N_("The key file was made by a newer version of ReviewApp."),
                    N_("Update the program; nothing was changed."),
                )
            slots = tuple(
                Slot(s["id"], s["kind"], s["kdf"], _raw(s["nonce"]), _raw(s["wrapped"])) for s in body["slots"]
            )
            return cls(body["vault_id"], slots)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise VaultUnusable(
                N_("The key file vault.keys is damaged or is not one."),
                N_("Put vault.keys back from a backup of the same vault; the data itself may be unharmed."),
            ) from error


def create(passphrase: str, kdf: KdfParameters | None = None) -> tuple[KeyFile, bytes, str]:
    """A new key file with both slots; returns it, the data key and the recovery code to show once."""
    data_key = os.urandom(DATA_KEY_BYTES)
    secret = recovery.new_secret()
    key_file = KeyFile(os.urandom(16).hex(), ())
    key_file = with_slot(key_file, "passphrase", argon2id(kdf), passphrase_bytes(passphrase), data_key)
    key_file = with_slot(key_file, "recovery", hkdf(), secret, data_key)
    return key_file, data_key, recovery.to_code(secret)


def unlock(key_file: KeyFile, passphrase: str) -> bytes:
    """The data key behind the passphrase; VaultLocked when it is the wrong one."""
    data_key = open_slot(key_file, "passphrase", passphrase_bytes(passphrase))
    if data_key is None:
        raise VaultLocked(
            N_("The passphrase is not the right one for this vault."), N_("Try again, or use the recovery code.")
        )
    return data_key


def unlock_with_recovery(key_file: KeyFile, code: str) -> bytes:
    """The data key behind the recovery code; VaultLocked when it belongs to another vault or has a slip."""
    data_key = open_slot(key_file, "recovery", recovery.from_code(code))
    if data_key is None:
        raise VaultLocked(
            N_("This recovery code belongs to another vault."), N_("Look for the sheet printed for this one.")
        )
    return data_key


def unlock_with_keyring(key_file: KeyFile, secret: bytes | None) -> bytes:
    """The data key behind what the system's keyring keeps; VaultLocked when that is missing or another vault's."""
    data_key = open_slot(key_file, "keyring", secret) if secret is not None else None
    if data_key is None:
        raise VaultLocked(
            N_("The keyring of this computer did not open the vault."), N_("Type the passphrase; it always opens it.")
        )
    return data_key


def unlock_with_either(key_file: KeyFile, secret: str) -> bytes:
    """The data key behind a passphrase or a recovery code, whichever was typed; VaultLocked when it is neither."""
    data_key = open_slot(key_file, "passphrase", passphrase_bytes(secret))
    if data_key is None and recovery.is_code(secret):
        data_key = open_slot(key_file, "recovery", recovery.from_code(secret))
    if data_key is None:
        raise VaultLocked(
            N_("This is neither the passphrase nor the recovery code of this vault."),
            N_("Try again; nothing was changed."),
        )
    return data_key


def with_new_passphrase(
    key_file: KeyFile, data_key: bytes, passphrase: str, kdf: KdfParameters | None = None
) -> KeyFile:
    """The key file with its passphrase slot replaced; the others stay as they are."""
    kept = without(key_file, "passphrase")
    return with_slot(kept, "passphrase", argon2id(kdf), passphrase_bytes(passphrase), data_key)


def with_new_recovery(key_file: KeyFile, data_key: bytes, code: str) -> KeyFile:
    """The key file with its recovery slot replaced: the code printed before opens it no longer."""
    return with_slot(without(key_file, "recovery"), "recovery", hkdf(), recovery.from_code(code), data_key)


def with_keyring(key_file: KeyFile, data_key: bytes, secret: bytes) -> KeyFile:
    """The key file with a slot for 32 random bytes that the system's keyring keeps."""
    return with_slot(without(key_file, "keyring"), "keyring", hkdf(), secret, data_key)


def without(key_file: KeyFile, kind: str) -> KeyFile:
    """The key file without the slots of this kind."""
    return replace(key_file, slots=tuple(slot for slot in key_file.slots if slot.kind != kind))


def passphrase_bytes(passphrase: str) -> bytes:
    """NFKC and UTF-8, so that one passphrase typed on two keyboards is one passphrase."""
    return unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")


def with_slot(key_file: KeyFile, kind: str, kdf: dict[str, Any], secret: bytes, data_key: bytes) -> KeyFile:
    """The key file with one more slot, made last; ``kdf`` comes from `argon2id` or `hkdf`."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    bare = Slot(os.urandom(8).hex(), kind, kdf, os.urandom(_NONCE_BYTES), b"")
    key = _DERIVE[kdf["name"]](secret, kdf, key_file.vault_id)
    wrapped = AESGCM(key).encrypt(bare.nonce, data_key, _authenticated(key_file.vault_id, bare))
    return replace(key_file, slots=(*key_file.slots, replace(bare, wrapped=wrapped)))


def open_slot(key_file: KeyFile, kind: str, secret: bytes) -> bytes | None:
    """The data key in the first slot of this kind that the secret opens, or None."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    for slot in key_file.slots:
        if slot.kind != kind:
            continue
        try:
            derive = _DERIVE[slot.kdf["name"]]
            key = derive(secret, slot.kdf, key_file.vault_id)
        except (KeyError, TypeError, ValueError) as error:
            raise VaultUnusable(
                N_("The key file vault.keys asks for a key derivation it may not."), N_("Put it back from a backup.")
            ) from error
        except MemoryError as error:
            raise EnvironmentFault(
                N_("There is not enough free memory to unlock this vault."), N_("Close other programs and try again.")
            ) from error
        try:
            data_key = AESGCM(key).decrypt(slot.nonce, slot.wrapped, _authenticated(key_file.vault_id, slot))
        except InvalidTag:
            continue
        except (ValueError, RecursionError) as error:  # a nonce of impossible length, a bottomless parameter
            raise VaultUnusable(N_("The key file vault.keys is damaged."), N_("Put it back from a backup.")) from error
        if len(data_key) != DATA_KEY_BYTES:
            # A shorter raw key would be taken for a passphrase by the cipher, without an error.
            raise VaultUnusable(N_("The key file vault.keys is damaged."), N_("Put it back from a backup."))
        return data_key
    return None


def _authenticated(vault_id: str, slot: Slot) -> bytes:
    described = {
        "format": FORMAT, "version": VERSION, "vault_id": vault_id, "id": slot.id, "kind": slot.kind, "kdf": slot.kdf,
    }
    return json.dumps(described, sort_keys=True, separators=(",", ":")).encode("utf-8")


def argon2id(kdf: KdfParameters | None = None) -> dict[str, Any]:
    """A derivation for what people type, with a salt of its own; `default_kdf` when none is given."""
    kdf = kdf or default_kdf()
    return {
        "name": "argon2id", "salt": _text(os.urandom(_SALT_BYTES)),
        "m": kdf.memory_kib, "t": kdf.passes, "p": kdf.lanes,
    }


def hkdf() -> dict[str, Any]:
    """A derivation for random secrets, which need no slowing down."""
    return {"name": "hkdf-sha256", "salt": _text(os.urandom(_SALT_BYTES))}


def _derive_argon2id(secret: bytes, kdf: dict[str, Any], vault_id: str) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    bounds = {"m": _MEMORY_KIB, "t": _PASSES, "p": _LANES}
    if any(type(kdf[name]) is not int or kdf[name] not in allowed for name, allowed in bounds.items()):
        raise ValueError("Argon2id parameters out of bounds")
    derivation = Argon2id(
        salt=_raw(kdf["salt"]), length=32, iterations=kdf["t"], lanes=kdf["p"], memory_cost=kdf["m"]
    )
    return derivation.derive(secret)


def _derive_hkdf(secret: bytes, kdf: dict[str, Any], vault_id: str) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, _raw(kdf["salt"]), f"recovery {vault_id}".encode()).derive(secret)


_DERIVE: dict[str, Callable[[bytes, dict[str, Any], str], bytes]] = {
    "argon2id": _derive_argon2id, "hkdf-sha256": _derive_hkdf,
}


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _raw(text: str) -> bytes:
    return base64.b64decode(text, validate=True)

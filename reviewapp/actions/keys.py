"""What opens a vault, as verbs for screens and commands: passphrase, recovery code, keyring, data key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reviewapp.actions.sentences import in_one_line
from reviewapp.actions.vaults import made_ready
from reviewapp.domain.errors import ReviewAppError
from reviewapp.i18n import _
from reviewapp.keys import recovery, renewal
from reviewapp.keys.slots import KdfParameters, Slot
from reviewapp.vault import connection, key_changes
from reviewapp.vault.connection import Vault, local_now
from reviewapp.vault.key_file import read_key_file

_MIB = 1024


@dataclass(frozen=True)
class KeyState:
    """What opens a vault: ``kinds`` of slots, the passphrase's derivation in words, a change that was cut off."""

    kinds: tuple[str, ...]
    derivation: str
    is_changing: bool

    @property
    def has_keyring(self) -> bool:
        """True while the system's keyring opens it as well."""
        return "keyring" in self.kinds


def key_state(folder: Path) -> KeyState:
    """What opens the vault in this folder. VaultUnusable for a damaged key file."""
    key_file = read_key_file(folder)
    kinds = tuple(dict.fromkeys(slot.kind for slot in key_file.slots if slot.kind not in {"next", "previous"}))
    typed = [slot for slot in key_file.slots if slot.kind == "passphrase"]
    return KeyState(kinds, _derivation(typed[-1]) if typed else "", renewal.is_under_way(key_file))


def new_recovery_code() -> str:
    """A fresh recovery code; it opens nothing until it is put in force."""
    return recovery.to_code(recovery.new_secret())


def prove(vault: Vault, *, proof: str) -> None:
    """Raise VaultLocked unless ``proof`` is the passphrase or the recovery code of this vault."""
    key_changes.prove(vault, proof)


def change_passphrase(vault: Vault, *, proof: str, passphrase: str, kdf: KdfParameters | None = None) -> None:
    """Replace the passphrase; the recovery code stays. UsageError for a short one, VaultLocked for a wrong proof.

    A copy of the key file made before still opens with the old passphrase; `renew_data_key` is for a leaked one.
    """
    key_changes.change_passphrase(vault, proof=proof, passphrase=passphrase, kdf=kdf)


def replace_recovery_code(vault: Vault, *, proof: str, code: str) -> None:
    """Put a code of `new_recovery_code` in force; the one before opens this vault no longer."""
    key_changes.replace_recovery_code(vault, proof=proof, code=code)


def renew_data_key(
    vault: Vault, *, proof: str, passphrase: str, code: str, kdf: KdfParameters | None = None
) -> tuple[str, ...]:
    """The passphrase may be known to somebody: encrypt everything anew, with a new passphrase and recovery code.

    The backups the program keeps are written anew under the new key; the names of those that could not be come back,
    and every opening tries them again (`actions.unreached`).
    What lies elsewhere (copies made by hand) still opens as before; the screens say so. The keyring's slot is gone
    afterwards.
    """
    key_changes.renew_data_key(vault, proof=proof, passphrase=passphrase, code=code, kdf=kdf)
    return tuple(one.path.name for one in key_changes.bring_backups_along(vault))


def use_keyring(vault: Vault, *, proof: str) -> None:
    """Let the keyring of the operating system open this vault too. EnvironmentFault: it cannot, nothing changed."""
    key_changes.use_keyring(vault, proof=proof)


def leave_keyring(vault: Vault) -> str:
    """Stop that. The slot is gone in any case; "" or a sentence when the keyring itself did not answer."""
    try:
        key_changes.leave_keyring(vault)
    except ReviewAppError as error:
        return in_one_line(error)
    return ""


def keyring_opens(folder: Path) -> bool:
    """True when the vault in this folder has a keyring slot; False also where there is no readable key file."""
    try:
        return key_state(folder).has_keyring
    except (ReviewAppError, OSError):
        return False


def unlock_with_keyring(*, folder: Path, clock: Callable[[], datetime] = local_now) -> Vault:
    """Open the vault with what the system's keyring keeps; VaultLocked or EnvironmentFault when that fails."""
    return made_ready(connection.open_vault(folder, from_keyring=True, clock=clock))


def _derivation(slot: Slot) -> str:
    kdf = slot.kdf
    return _("{name}, {memory} MiB of memory, {passes} passes").format(
        name="Argon2id", memory=int(kdf["m"]) // _MIB, passes=int(kdf["t"])
    )

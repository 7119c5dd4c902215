"""Changing what opens a vault: passphrase, recovery code, the system's keyring, and the data key itself.

Every change asks for the passphrase or the recovery code once more: an unlocked screen alone must not be enough to
take a vault over. Every change writes `vault.keys` whole or not at all.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from reviewapp.domain.errors import N_, EnvironmentFault, VaultLocked
from reviewapp.domain.passphrase import refuse_short
from reviewapp.keys import keyring_store, renewal, slots
from reviewapp.vault.key_file import read_key_file, write_key_file

if TYPE_CHECKING:
    from reviewapp.vault.connection import Vault

Rewrite = Callable[["Vault", bytes], object]


def prove(vault: Vault, proof: str) -> slots.KeyFile:
    """The key file, when ``proof`` (passphrase or recovery code) opens this vault; VaultLocked otherwise."""
    key_file = read_key_file(vault.folder)
    if slots.unlock_with_either(key_file, proof) != vault.data_key:
        raise VaultLocked(
            N_("The key file vault.keys belongs to another vault."), N_("Put it back from a backup of this one.")
        )
    return key_file


def change_passphrase(vault: Vault, *, proof: str, passphrase: str, kdf: slots.KdfParameters | None = None) -> None:
    """Replace the passphrase slot. UsageError for a short one, VaultLocked for a wrong proof."""
    refuse_short(passphrase)
    key_file = prove(vault, proof)
    write_key_file(vault.folder, slots.with_new_passphrase(key_file, vault.data_key, passphrase, kdf))


def replace_recovery_code(vault: Vault, *, proof: str, code: str) -> None:
    """Put a new recovery code in force; the one printed before opens this vault no longer."""
    key_file = prove(vault, proof)
    write_key_file(vault.folder, slots.with_new_recovery(key_file, vault.data_key, code))


def use_keyring(vault: Vault, *, proof: str) -> None:
    """Let the system's keyring open this vault as well. EnvironmentFault when it cannot; nothing is changed then."""
    key_file = prove(vault, proof)
    secret = keyring_store.keep_new_secret(key_file.vault_id)
    write_key_file(vault.folder, slots.with_keyring(key_file, vault.data_key, secret))


def leave_keyring(vault: Vault) -> None:
    """Take the keyring's slot away, then its secret. EnvironmentFault when that stays: it opens nothing now."""
    key_file = read_key_file(vault.folder)
    write_key_file(vault.folder, slots.without(key_file, "keyring"))
    keyring_store.forget(key_file.vault_id)


def renew_data_key(
    vault: Vault, *, proof: str, passphrase: str, code: str, kdf: slots.KdfParameters | None = None,
    rewrite_backups: Rewrite | None = None,
) -> None:
    """Encrypt the vault with a new data key, opened by a new passphrase and a new recovery code alone.

    Other connections to the file must be closed before. ``rewrite_backups`` is called with the vault and the old data
    key once the new one is in force. A process killed on the way leaves a vault that opens with the old and with
    the new passphrase; the next opening finishes the change (`finish_renewal`).

    Raises UsageError (short passphrase), VaultLocked (wrong proof), EnvironmentFault (no room: all is as before).
    """
    refuse_short(passphrase)
    key_file = prove(vault, proof)
    new_key = os.urandom(slots.DATA_KEY_BYTES)
    both = renewal.begin(key_file, vault.data_key, new_key, passphrase=passphrase, code=code, kdf=kdf)
    write_key_file(vault.folder, both)
    try:
        _finish(vault, both, (vault.data_key, new_key), rewrite_backups)
    except EnvironmentFault:
        if vault.data_key != new_key:
            write_key_file(vault.folder, renewal.abandon(both))
        raise


def finish_renewal(vault: Vault, *, rewrite_backups: Rewrite | None = None) -> bool:
    """Bring a change of the data key to its end that was cut off; True when there was one to finish.

    A disk that is full or read-only leaves it for the next time: both keys stay in the key file until then.
    """
    both = read_key_file(vault.folder)
    keys = renewal.both_keys(both, vault.data_key)
    if keys is None:
        return False
    try:
        _finish(vault, both, keys, rewrite_backups)
    except EnvironmentFault:
        return False
    return True


def _finish(vault: Vault, both: slots.KeyFile, keys: tuple[bytes, bytes], rewrite_backups: Rewrite | None) -> None:
    old_key, new_key = keys
    if vault.data_key != new_key:
        vault.encrypt_anew(new_key)
    # A process killed after the commit left the pages in the log, and pages of the old key in the file.
    vault.fold_log()
    write_key_file(vault.folder, renewal.end(both, old_key))
    if rewrite_backups is not None:
        # Last: a backup gets the key file in force, and until now that opened with the old passphrase as well.
        rewrite_backups(vault, old_key)

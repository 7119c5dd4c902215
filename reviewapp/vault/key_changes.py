"""Changing what opens a vault: passphrase, recovery code, the system's keyring, and the data key itself.

Every change asks for the passphrase or the recovery code once more: an unlocked screen alone must not be enough to
take a vault over. Every change writes `vault.keys` whole or not at all.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reviewapp.domain.backup import Missed
from reviewapp.domain.errors import N_, EnvironmentFault, VaultLocked
from reviewapp.domain.passphrase import refuse_short
from reviewapp.keys import keyring_store, renewal, slots
from reviewapp.vault import info
from reviewapp.vault.driver import DatabaseError
from reviewapp.vault.faults import explained
from reviewapp.vault.key_file import read_key_file, write_key_file

if TYPE_CHECKING:
    from reviewapp.vault.connection import Vault


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
    vault: Vault, *, proof: str, passphrase: str, code: str, kdf: slots.KdfParameters | None = None
) -> None:
    """Encrypt the vault with a new data key, opened by a new passphrase and a new recovery code alone.

    Other connections to the file must be closed before. A process killed on the way leaves a vault that opens with
    the old and with the new passphrase; the next opening finishes the change (`finish_renewal`). The backups follow
    with `bring_backups_along`.

    Raises UsageError (short passphrase), VaultLocked (wrong proof), EnvironmentFault (no room: all is as before).
    """
    refuse_short(passphrase)
    key_file = prove(vault, proof)
    new_key = os.urandom(slots.DATA_KEY_BYTES)
    both = renewal.begin(key_file, vault.data_key, new_key, passphrase=passphrase, code=code, kdf=kdf)
    write_key_file(vault.folder, both)
    try:
        _finish(vault, both, (vault.data_key, new_key))
    except EnvironmentFault:
        if vault.data_key != new_key:
            write_key_file(vault.folder, renewal.abandon(both))
        raise


def finish_renewal(vault: Vault) -> bool:
    """Bring a change of the data key to its end that was cut off; True when there was one to finish.

    A disk that is full or read-only leaves it for the next time: both keys stay in the key file until then.
    """
    both = read_key_file(vault.folder)
    keys = renewal.both_keys(both, vault.data_key)
    if keys is None:
        return False
    try:
        _finish(vault, both, keys)
    except EnvironmentFault:
        return False
    return True


def bring_backups_along(vault: Vault) -> tuple[Missed, ...]:
    """Write every backup that is still encrypted with an earlier data key under the present one, with its key file.

    Those that could not be reached come back and are tried again at the next opening; the earlier key stays known
    inside the vault until none is left. Call it when the new key is in force: a backup gets the key file of now.
    """
    from reviewapp.vault.backup_rewrite import rewrite_backups

    known = info.earlier_keys(vault.connection)
    # The present one stands there after a change that was given up.
    keys = tuple(key for key in known if key != vault.data_key)
    answers = rewrite_backups(vault, None, old_keys=keys) if keys else ()
    vault.missed_new_key = tuple(Missed(one.path, one.problem) for one in answers if one.problem is not None)
    if known and not vault.missed_new_key:
        info.forget_earlier_keys(vault.connection)
    return vault.missed_new_key


def _finish(vault: Vault, both: slots.KeyFile, keys: tuple[bytes, bytes]) -> None:
    old_key, new_key = keys
    if vault.data_key != new_key:
        try:
            # In the vault before anything is encrypted anew, so that no kill leaves backups whose key is lost.
            info.keep_earlier_key(vault.connection, old_key)
        except DatabaseError as error:
            raise explained(error, vault.folder) from error
        vault.encrypt_anew(new_key)
    # A process killed after the commit left the pages in the log, and pages of the old key in the file.
    vault.fold_log()
    write_key_file(vault.folder, renewal.end(both, old_key))

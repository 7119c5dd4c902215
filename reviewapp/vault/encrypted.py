"""Connections to the encrypted file of a vault, and encrypting it anew."""

from __future__ import annotations

from pathlib import Path

from reviewapp.domain.errors import N_, EnvironmentFault, VaultUnusable
from reviewapp.keys.slots import DATA_KEY_BYTES
from reviewapp.vault import driver
from reviewapp.vault.faults import explained

_CACHE_KIB = 65536


def connect(path: Path, data_key: bytes) -> driver.Connection:
    """A connection that reads and writes, with a write-ahead log. Raises what `explained` makes of a fault."""
    if len(data_key) != DATA_KEY_BYTES:
        # A raw key of the wrong length would be taken for a passphrase, without an error.
        raise VaultUnusable(N_("The vault was closed."), N_("Unlock it again."))
    connection = driver.connect(str(path))
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
        if connection.execute("PRAGMA cipher_version").fetchone() is None:
            raise EnvironmentFault(
                N_("This SQLite library cannot encrypt."), N_("Install ReviewApp with its own sqlcipher3.")
            )
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    except BaseException as error:
        connection.close()
        if isinstance(error, driver.DatabaseError):
            raise explained(error, path.parent) from error
        raise
    return connection


def encrypt_anew(path: Path, old_key: bytes, new_key: bytes) -> None:
    """Encrypt every page with another key; EnvironmentFault when it was not done, with everything as it was."""
    # On a connection of its own: after a rekey that failed, SQLCipher writes with the new key and reads with the old
    # one, and the next write through it would leave a file that neither of them opens.
    connection = connect(path, old_key)
    try:
        connection.execute(f"PRAGMA rekey = \"x'{new_key.hex()}'\"")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except driver.DatabaseError as error:
        connection.close()
        try:
            connect(path, new_key).close()  # it was done, and only what came after it failed
        except VaultUnusable:
            raise EnvironmentFault(
                N_("The vault could not be encrypted anew; everything is as it was."),
                N_("Free as much space as the vault takes, close other programs that use it, and try again."),
            ) from error
    finally:
        connection.close()

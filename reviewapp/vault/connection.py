"""Create and open a vault: a folder with ``vault.db`` (encrypted SQLite) and ``vault.keys``.

What it refuses, each with its own sentence: no vault, no key file, wrong passphrase or code, an
ordinary SQLite file, an emptied or damaged one, somebody else's, a newer one, one that is open
elsewhere, a folder that cannot be written.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reviewapp.domain.errors import N_, EnvironmentFault, NotFound, UsageError, VaultUnusable
from reviewapp.domain.passphrase import refuse_short
from reviewapp.keys import slots
from reviewapp.vault import driver, migrations
from reviewapp.vault.lock import InstanceLock
from reviewapp.vault.transaction import Transaction

if TYPE_CHECKING:
    from sqlite_utils import Database

DATABASE, KEYS, LOCK = "vault.db", "vault.keys", "vault.lock"
_PLAIN_HEADER = b"SQLite format 3\0"
_CACHE_KIB = 65536
_MAX_KEY_FILE = 1_000_000


def local_now() -> datetime:
    """The moment, with the time zone of this computer."""
    return datetime.now().astimezone()


class Vault:
    """An open vault: one writing connection, and the clock every action uses.

    ``connection`` reads and writes; `reader` opens a second, reading one for searches. Use from one
    thread at a time. Close it; the data key is dropped with it.
    """

    def __init__(
        self, folder: Path, data_key: bytes, lock: InstanceLock, clock: Callable[[], datetime] = local_now
    ) -> None:
        self.folder = folder
        self.clock = clock
        self._lock = lock
        self._data_key = data_key
        self._database: Database | None = None
        self.connection = _connect(folder / DATABASE, data_key)
        self._opened_file = _identity(folder / DATABASE)

    @property
    def today(self) -> date:
        """The local calendar day."""
        return self.clock().date()

    @property
    def now(self) -> str:
        """The moment in UTC as the vault stores it, ``YYYY-MM-DDTHH:MM:SS.sssZ``."""
        return self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"

    @property
    def database(self) -> Database:
        """sqlite-utils over the writing connection; imported on first use, it costs start-up time."""
        if self._database is None:
            from sqlite_utils import Database

            # Plugins of other programs must not be handed a decrypted connection.
            self._database = Database(self.connection, strict=True, execute_plugins=False)
        return self._database

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """One transaction: all of it is committed and on disk, or none of it happened."""
        self._refuse_unlinked()
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            transaction = Transaction(self.database, self.now)
            try:
                yield transaction
                self.connection.commit()
            except BaseException:
                # Also when the commit itself fails: an open transaction would stop every later one.
                self.connection.rollback()
                raise
        except driver.IntegrityError:
            raise
        except driver.DatabaseError as error:
            raise explained(error, self.folder) from error

    def reader(self) -> driver.Connection:
        """A second connection that only reads, for searches in another thread."""
        connection = _connect(self.folder / DATABASE, self._data_key)
        connection.execute("PRAGMA query_only = ON")
        return connection

    def close(self) -> None:
        """Fold the write-ahead log into the file, close, free the lock. Calling it twice is harmless."""
        if not self._data_key:
            return
        try:
            self.connection.execute("PRAGMA optimize")
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except driver.DatabaseError:
            # A full, read-only or damaged disk: the log stays beside the file and is replayed at the next opening.
            pass
        finally:
            self.connection.close()
            self._database = None
            self._data_key = b""
            self._lock.release()

    def __enter__(self) -> Vault:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _where: object) -> None:
        """Close; damage found while reading becomes its sentence."""
        self.close()
        if isinstance(error, driver.DatabaseError) and not isinstance(error, driver.IntegrityError):
            raise explained(error, self.folder) from error

    def _refuse_unlinked(self) -> None:
        # Writes to a file that was deleted or replaced underneath "succeed" and are gone.
        if _identity(self.folder / DATABASE) != self._opened_file:
            raise EnvironmentFault(
                N_("The vault file was moved or deleted while it was open; nothing can be saved to it."),
                N_("Put the file back, or copy your text elsewhere before closing."),
            )


def exists(folder: Path) -> bool:
    """True when the folder holds a vault, whether or not it can be opened."""
    try:
        return (folder / DATABASE).exists() or (folder / KEYS).exists()
    except OSError:  # a name longer than the file system takes
        return False


def create_vault(
    folder: Path,
    passphrase: str,
    *,
    kdf: slots.KdfParameters | None = None,
    clock: Callable[[], datetime] = local_now,
) -> tuple[Vault, str]:
    """A new, empty vault and its recovery code, to be shown once.

    Raises UsageError when the folder already holds one or the passphrase is too short, EnvironmentFault
    when the folder cannot be written.
    """
    if exists(folder):
        raise UsageError(
            N_("There is already a vault in {folder}."), N_("Open it, or choose another folder."), folder=folder
        )
    refuse_short(passphrase)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.iterdir()):  # a folder that others keep things in stays open to them
            folder.chmod(0o700)
        lock = InstanceLock(folder / LOCK)
        try:
            key_file, data_key, code = slots.create(passphrase, kdf)
            _new_private_file(folder / DATABASE)
            connection = _connect(folder / DATABASE, data_key)
            migrations.migrate(connection)
            connection.close()
            _write_key_file(folder, key_file)
        except BaseException:
            # Half a vault would stand in the way of the next try.
            for name in (DATABASE, DATABASE + "-wal", DATABASE + "-shm", KEYS + ".new"):
                (folder / name).unlink(missing_ok=True)
            lock.release()
            raise
    except OSError as error:
        raise EnvironmentFault(
            N_("The folder {folder} cannot be written: {reason}."),
            N_("Choose a folder of your own."),
            folder=folder, reason=error.strerror or error,
        ) from error
    return Vault(folder, data_key, lock, clock), code


def open_vault(
    folder: Path,
    passphrase: str | None = None,
    *,
    recovery_code: str | None = None,
    clock: Callable[[], datetime] = local_now,
) -> Vault:
    """The vault in this folder, unlocked and at the schema of this program.

    Raises NotFound, VaultLocked (wrong passphrase or code, open elsewhere), VaultUnusable (damaged,
    foreign, plain or newer file), EnvironmentFault (folder cannot be written).
    """
    key_file = _refuse_unusable_files(folder)
    if recovery_code is not None:
        data_key = slots.unlock_with_recovery(key_file, recovery_code)
    else:
        data_key = slots.unlock(key_file, passphrase or "")
    lock = InstanceLock(folder / LOCK)
    try:
        vault = Vault(folder, data_key, lock, clock)
        if migrations.refuse_foreign_or_newer(vault.connection):
            migrations.migrate(vault.connection)
    except BaseException:
        lock.release()
        raise
    return vault


def change_passphrase(vault: Vault, passphrase: str, kdf: slots.KdfParameters | None = None) -> None:
    """Replace the passphrase slot; the recovery code and the data stay as they are. UsageError for a short one."""
    refuse_short(passphrase)
    key_file = slots.KeyFile.from_bytes((vault.folder / KEYS).read_bytes())
    _write_key_file(vault.folder, slots.with_new_passphrase(key_file, vault._data_key, passphrase, kdf))


def _refuse_unusable_files(folder: Path) -> slots.KeyFile:
    database, keys = folder / DATABASE, folder / KEYS
    if not exists(folder):
        raise NotFound(
            N_("There is no vault in {folder}."),
            N_('Create one with: reviewapp init --name "Your name".'),
            folder=folder,
        )
    if not database.exists():
        raise VaultUnusable(
            N_("The vault file {path} is missing."), N_("Put it back from a backup, beside vault.keys."), path=database
        )
    header = _first_bytes(database, len(_PLAIN_HEADER))
    if header == _PLAIN_HEADER:
        raise VaultUnusable(
            N_("{path} is an ordinary, unencrypted SQLite file, not a vault."),
            N_("Choose the folder of your own vault."),
            path=database,
        )
    if len(header) < len(_PLAIN_HEADER):
        raise VaultUnusable(
            N_("The vault file {path} has been emptied."), N_("Restore a backup of this vault."), path=database
        )
    if not keys.exists():
        raise VaultUnusable(
            N_("The key file {path} is missing; without it nobody can open the vault."),
            N_("Put it back from a backup."),
            path=keys,
        )
    return slots.KeyFile.from_bytes(_first_bytes(keys, _MAX_KEY_FILE))


def _first_bytes(path: Path, length: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(length)
    except IsADirectoryError as error:
        raise VaultUnusable(
            N_("{path} is a folder, not a file."), N_("Put the file back from a backup."), path=path
        ) from error
    except OSError as error:
        raise EnvironmentFault(
            N_("{path} cannot be read: {reason}."), N_("Make it readable by you."), path=path, reason=error.strerror
        ) from error


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file lies at a path, or None; a file put in its place has another identity."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _connect(path: Path, data_key: bytes) -> driver.Connection:
    if len(data_key) != slots.DATA_KEY_BYTES:
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
    except driver.DatabaseError as error:
        connection.close()
        raise explained(error, path.parent) from error
    return connection


def explained(error: driver.DatabaseError, folder: Path) -> Exception:
    """The sentence for what SQLite reports; the key is known to be right when this is reached.

    What has no sentence comes back as it is: a fault of ours.
    """
    text = str(error)
    if "full" in text:
        return EnvironmentFault(N_("The disk is full, so this was not saved."), N_("Free some space and save again."))
    if "readonly" in text or "unable to open" in text:
        return EnvironmentFault(N_("The vault cannot be written."), N_("Make the folder writable and try again."))
    if "locked" in text:
        return EnvironmentFault(N_("Another program is using the vault file."), N_("Close it and try again."))
    if "not a database" in text or "malformed" in text or "corruption" in text:
        return VaultUnusable(
            N_("The vault file is damaged, or is not the one vault.keys belongs to."),
            N_("Restore the newest backup; your passphrase is right."),
        )
    return error


def _new_private_file(path: Path) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _write_key_file(folder: Path, key_file: slots.KeyFile) -> None:
    """Whole or not at all: temporary file, flushed to disk, renamed; the previous one stays as .bak."""
    path, temporary = folder / KEYS, folder / (KEYS + ".new")
    temporary.unlink(missing_ok=True)
    file = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        os.write(file, key_file.to_bytes())
        os.fsync(file)
    finally:
        os.close(file)
    if path.exists():
        backup = folder / (KEYS + ".bak")
        backup.unlink(missing_ok=True)
        os.link(path, backup) if hasattr(os, "link") else backup.write_bytes(path.read_bytes())
    os.replace(temporary, path)
    if hasattr(os, "O_DIRECTORY"):
        directory = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)

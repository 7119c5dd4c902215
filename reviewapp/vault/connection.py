"""Create and open a vault: a folder with ``vault.db`` (encrypted SQLite) and ``vault.keys``.

What it refuses, each with its own sentence: no vault, no key file, wrong passphrase or code, an
ordinary SQLite file, an emptied or damaged one, somebody else's, a newer one, one that is open
elsewhere, a folder that cannot be written.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reviewapp.domain.backup import Missed
from reviewapp.domain.errors import N_, EnvironmentFault, NotFound, RuleRefused, UsageError, VaultUnusable
from reviewapp.domain.passphrase import refuse_short
from reviewapp.keys import keyring_store, renewal, slots
from reviewapp.vault import backup_state, driver, info, log_check, migrations, swap
from reviewapp.vault.encrypted import connect, encrypt_anew
from reviewapp.vault.faults import explained
from reviewapp.vault.files import DATABASE, KEYS, LOCK, new_private_file
from reviewapp.vault.key_file import write_key_file
from reviewapp.vault.lock import InstanceLock
from reviewapp.vault.transaction import Transaction, stored_moment

if TYPE_CHECKING:
    from sqlite_utils import Database

_PLAIN_HEADER = b"SQLite format 3\0"
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
        # For backups: what the file looked like when it was found, and the changes made when the last one was made.
        self.found_as = backup_state.mark(folder / DATABASE)
        self.backed_up_at: int | None = None
        self.moved_on = ""
        # Copies that the last try to finish an erasure, or to bring the backups under a new key, did not reach.
        self.missed_erasing: tuple[Missed, ...] = ()
        self.missed_new_key: tuple[Missed, ...] = ()
        last_commit = log_check.last_commit(folder / DATABASE, lock.was_in_use)
        self.connection = connect(folder / DATABASE, data_key)
        try:
            # False when what was written last before a stop may be gone; SQLite itself does not say so.
            self.log_was_whole = log_check.is_whole(self.connection, last_commit)
        except BaseException:
            self.connection.close()
            raise
        _mark(lock, in_use=True)
        self._opened_file = _identity(folder / DATABASE)

    @property
    def data_key(self) -> bytes:
        """The key of the database, for the modules of this room that open copies of it; empty once closed."""
        return self._data_key

    @property
    def is_backed_up(self) -> bool:
        """True when everything in the vault is in a backup already."""
        if self.backed_up_at is not None:
            return self.connection.total_changes == self.backed_up_at
        if self.connection.total_changes or self.found_as is None:
            return False
        return backup_state.load(self.folder).covered == self.found_as

    @property
    def today(self) -> date:
        """The local calendar day."""
        return self.clock().date()

    @property
    def now(self) -> str:
        """The moment in UTC as the vault stores it, ``YYYY-MM-DDTHH:MM:SS.sssZ``."""
        return stored_moment(self.clock())

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
        self._refuse_moved()
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
        except (driver.DatabaseError, MemoryError) as error:
            raise explained(error, self.folder) from error

    def fold_log(self) -> None:
        """Bring everything in the write-ahead log into the file. Raises what `explained` makes of a fault."""
        try:
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except driver.DatabaseError as error:
            raise explained(error, self.folder) from error

    def encrypt_anew(self, data_key: bytes) -> None:
        """Encrypt every page with another data key in one transaction, then go on with a fresh connection.

        No other connection may be open: it would go on with the old key. Raises EnvironmentFault when it could not be
        done, with everything as it was.
        """
        self.fold_log()
        self.connection.close()
        self._database = None
        try:
            encrypt_anew(self.folder / DATABASE, self._data_key, data_key)
            self._data_key = data_key
        finally:
            self.connection = connect(self.folder / DATABASE, self._data_key)

    def reader(self) -> driver.Connection:
        """A second connection that only reads, for searches in another thread."""
        connection = connect(self.folder / DATABASE, self._data_key)
        connection.execute("PRAGMA query_only = ON")
        return connection

    def close(self) -> None:
        """Fold the write-ahead log into the file, close, free the lock. Calling it twice is harmless."""
        if not self._data_key:
            return
        covered = self.is_backed_up
        try:
            self.connection.execute("PRAGMA optimize")
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except driver.DatabaseError:
            # A full, read-only or damaged disk: the log stays beside the file and is replayed at the next opening.
            pass
        finally:
            self._let_go(in_use=False)
            if covered:
                self._remember_covered()
            self._lock.release()

    def drop(self) -> None:
        """Let go of a vault that was refused after it was opened; nobody has seen it. The lock stays the caller's."""
        # A log that was not whole is still to be told, by the opening that succeeds.
        self._let_go(in_use=not self.log_was_whole)

    def _let_go(self, *, in_use: bool) -> None:
        self.connection.close()
        _mark(self._lock, in_use=in_use)
        self._database = None
        self._data_key = b""

    def __enter__(self) -> Vault:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _where: object) -> None:
        """Close; damage found while reading becomes its sentence."""
        self.close()
        if isinstance(error, (driver.DatabaseError, MemoryError)) and not isinstance(error, driver.IntegrityError):
            raise explained(error, self.folder) from error

    def _remember_covered(self) -> None:
        try:
            backup_state.change(self.folder, covered=backup_state.mark(self.folder / DATABASE))
        except OSError:
            # Full or read-only: the next session makes one backup more than it would have to.
            return

    def _refuse_moved(self) -> None:
        if self.moved_on:
            raise RuleRefused(
                N_("This vault was moved to another computer on {day}; here it can only be read."),
                N_("Write on the other computer. If it was never moved there: Settings, Backups, Use it here again."),
                day=self.moved_on,
            )

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
        return (folder / DATABASE).exists() or (folder / KEYS).exists() or bool(swap.ready(folder))
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
            os.close(new_private_file(folder / DATABASE))
            connection = connect(folder / DATABASE, data_key)
            migrations.migrate(connection)
            connection.close()
            write_key_file(folder, key_file)
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
    from_keyring: bool = False,
    clock: Callable[[], datetime] = local_now,
) -> Vault:
    """The vault in this folder, unlocked and at the schema of this program.

    A change of the data key that was cut off is finished here, so either passphrase opens the vault until then.

    Raises NotFound, VaultLocked (wrong passphrase or code, open elsewhere), VaultUnusable (damaged,
    foreign, plain or newer file), EnvironmentFault (folder cannot be written).
    """
    swap.finish(folder)
    key_file = _refuse_unusable_files(folder)
    if from_keyring:
        data_key = slots.unlock_with_keyring(key_file, keyring_store.secret_of(key_file.vault_id))
    elif recovery_code is not None:
        data_key = slots.unlock_with_recovery(key_file, recovery_code)
    else:
        data_key = slots.unlock(key_file, passphrase or "")
    lock = InstanceLock(folder / LOCK)
    vault: Vault | None = None
    try:
        swap.sweep(folder)
        vault = _opened(folder, key_file, data_key, lock, clock)
        if renewal.is_under_way(key_file):
            from reviewapp.vault.key_changes import finish_renewal

            finish_renewal(vault)
        if migrations.refuse_foreign_or_newer(vault.connection):
            _upgrade(vault)
        vault.moved_on = info.moved_on(vault.connection)
    except BaseException as error:
        if vault is not None:
            # Left open, it would look like a vault that was never closed, whose last words may be missing.
            vault.drop()
        lock.release()
        if isinstance(error, driver.DatabaseError):
            raise explained(error, folder) from error
        raise
    return vault


def _opened(
    folder: Path, key_file: slots.KeyFile, data_key: bytes, lock: InstanceLock, clock: Callable[[], datetime]
) -> Vault:
    try:
        return Vault(folder, data_key, lock, clock)
    except VaultUnusable:
        keys = renewal.both_keys(key_file, data_key)
        if keys is None:
            raise
        # A change of the data key was cut off, and what was typed belongs to the key the file has not.
        return Vault(folder, keys[1] if data_key == keys[0] else keys[0], lock, clock)


def _upgrade(vault: Vault) -> None:
    """Back up, then bring the vault to the schema of this program; without a sound backup nothing is changed."""
    from reviewapp.vault import backup

    backup.carried_out(backup.make(vault, "before_migration"))
    migrations.migrate(vault.connection)


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
    if not header:
        raise VaultUnusable(
            N_("The vault file {path} has been emptied."), N_("Restore a backup of this vault."), path=database
        )
    if len(header) < len(_PLAIN_HEADER):
        raise VaultUnusable(
            N_("{path} holds a few bytes only: it was cut off, or is no vault."),
            N_("Restore a backup of this vault, or choose the folder of your own."),
            path=database,
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


def _mark(lock: InstanceLock, *, in_use: bool) -> None:
    try:
        lock.mark(in_use=in_use)
    except OSError:
        # A full disk: then the next opening cannot tell that a log is missing, and nothing else is different.
        return


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file lies at a path, or None; a file put in its place has another identity."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino

"""Put a backup in the place of a vault that is damaged, missing or unwanted, or in an empty folder.

It needs no working vault, only a folder: that is when it is needed. The backup is unpacked, opened with the
passphrase or the recovery code and checked in full before anything is moved; the swap is `vault.swap`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reviewapp.domain.backup import Progress
from reviewapp.domain.errors import N_, EnvironmentFault, ReviewAppError, UsageError, VaultLocked, VaultUnusable
from reviewapp.keys import slots
from reviewapp.vault import backup, backup_check, backup_file, backup_state, driver, erasure, migrations, swap
from reviewapp.vault.backup_file import BackupFile
from reviewapp.vault.backup_place import FULL
from reviewapp.vault.erasure import Wanted
from reviewapp.vault.files import DATABASE, KEYS, LOCK, sync_file, sync_folder, write_private
from reviewapp.vault.lock import InstanceLock
from reviewapp.vault.transaction import stored_moment

_CHECKING = N_("Checking the backup")
_MOST_KEYS = 1_000_000


@dataclass(frozen=True)
class Restored:
    """What is in place now. What was there before is in ``present``, a backup made just now, or in ``set_aside``."""

    folder: Path
    backup: BackupFile
    present: BackupFile | None
    set_aside: tuple[Path, ...]


def restore(
    folder: Path, path: Path, *, moment: datetime, passphrase: str | None = None, recovery_code: str | None = None
) -> Generator[Progress, None, Restored]:
    """Check a backup and put it in place of the vault in ``folder``, whatever state that is in.

    The secret is tried on the key file that is there (same vault, perhaps a newer passphrase), then on the backup's
    own. Raises NotFound, VaultLocked (neither takes the secret; vault open elsewhere), VaultUnusable (not a backup,
    damaged, newer), UsageError (the folder holds another vault), EnvironmentFault (folder full or not writable).
    Until the last step everything is as it was.
    """
    found = backup_file.look_at(path)
    with _explained(folder):
        if not folder.exists():
            folder.mkdir(parents=True, mode=0o700)
    lock = InstanceLock(folder / LOCK)
    working = folder / swap.WORKING
    try:
        swap.finish_locked(folder)
        here = _key_file(folder)
        if here is not None and here.vault_id != found.manifest.vault_id:
            raise UsageError(
                N_("The folder {folder} holds another vault."),
                N_("Restore into an empty folder: reviewapp --vault DIR restore FILE."),
                folder=folder,
            )
        with _explained(folder):
            shutil.rmtree(working, ignore_errors=True)
            working.mkdir(mode=0o700)
            for progress in backup_file.read_members(found, working):
                yield Progress(progress.step, 0.4 * progress.share)
            yield Progress(N_("Trying the key"), 0.4)
            data_key = _unlocked(working, here, found, lambda keys: _secret(keys, passphrase, recovery_code))
            yield Progress(_CHECKING, 0.5)
            _check(working / DATABASE, data_key, found)
            present, unfinished = yield from _keep_present(folder, working, data_key, moment)
            if unfinished:
                _go_on_erasing(working / DATABASE, data_key, unfinished, moment)
            for name in (DATABASE, KEYS):
                sync_file(working / name)
            sync_folder(working)
            yield Progress(N_("Putting it in place"), 1.0)
            before = set(swap.set_aside(folder))
            backup_state.change(folder, covered=None, failed=None)
            swap.commit(folder, moment.strftime("%Y%m%d-%H%M%S"))
            lock.mark(in_use=False)
            aside = tuple(one for one in swap.set_aside(folder) if one not in before)
            if present is not None:
                # It was sound and is in that backup: a second copy would only outlive an erasure.
                for one in aside:
                    one.unlink()
                aside = ()
        return Restored(folder, found, present, aside)
    finally:
        shutil.rmtree(working, ignore_errors=True)
        lock.release()


def _key_file(folder: Path) -> slots.KeyFile | None:
    """The key file that is there, or None when it is missing or not to be read."""
    try:
        with (folder / KEYS).open("rb") as stream:
            return slots.KeyFile.from_bytes(stream.read(_MOST_KEYS))
    except (OSError, ReviewAppError):
        return None


def _secret(keys: slots.KeyFile, passphrase: str | None, recovery_code: str | None) -> bytes:
    if recovery_code is not None:
        return slots.unlock_with_recovery(keys, recovery_code)
    return slots.unlock(keys, passphrase or "")


def _unlocked(
    working: Path, here: slots.KeyFile | None, found: BackupFile, unlock: Callable[[slots.KeyFile], bytes]
) -> bytes:
    """The data key of the unpacked database; the key file that gave it is then the one that lies beside it."""
    if here is not None:
        try:
            data_key = unlock(here)
        except (VaultLocked, VaultUnusable):
            data_key = b""  # an older passphrase, or a key file that is damaged: the backup brings its own
        if data_key and backup_check.opens(working / DATABASE, data_key):
            # Whoever changed the passphrase since goes on with the new one.
            write_private(working / KEYS, here.to_bytes())
            return data_key
    own = slots.KeyFile.from_bytes((working / KEYS).read_bytes())
    if own.vault_id != found.manifest.vault_id:
        raise backup_file.damaged(found.path)
    try:
        data_key = unlock(own)
    except VaultLocked as error:
        raise VaultLocked(
            N_("This does not open the backup of {day}."),
            N_("Try the passphrase you had then, or the recovery code. Nothing was changed."),
            day=found.moment.strftime("%Y-%m-%d %H:%M"),
        ) from error
    if not backup_check.opens(working / DATABASE, data_key):
        raise backup_file.damaged(found.path)
    return data_key


def _check(database: Path, data_key: bytes, found: BackupFile) -> None:
    try:
        with backup_check.opened(database, data_key) as connection:
            backup_check.refuse_strange_schema(connection)
            if backup_check.faults(connection) or backup_check.faults_of_links(connection):
                raise backup_file.damaged(found.path)
    except driver.DatabaseError as error:
        raise backup_file.damaged(found.path) from error


def _keep_present(
    folder: Path, working: Path, data_key: bytes, moment: datetime
) -> Generator[Progress, None, tuple[BackupFile | None, list[Wanted]]]:
    """A backup of what is there, when it is sound and opens with the same key; else the files kept aside are it.

    With it, what was erased there and still waits for copies that could not be reached.
    """
    if not (folder / DATABASE).is_file() or not (folder / KEYS).exists():
        return None, []
    # Looked at as a copy: opening a damaged file and its log in place would fold or throw away what is left of them.
    place = working / "present"
    place.mkdir(mode=0o700)
    for name in (DATABASE, DATABASE + "-wal"):
        if (folder / name).exists():
            shutil.copyfile(folder / name, place / name)
    try:
        if not backup_check.opens(place / DATABASE, data_key):
            return None, []
        made = yield from backup.make_from(folder, data_key, "before_restore", moment, database=place / DATABASE)
        with backup_check.opened(place / DATABASE, data_key) as connection:
            return made, [wanted for _id, wanted in erasure.unfinished(connection)]
    except VaultUnusable:
        return None, []
    finally:
        shutil.rmtree(place)


def _go_on_erasing(database: Path, data_key: bytes, unfinished: Sequence[Wanted], moment: datetime) -> None:
    """What was erased does not come back with a backup that could not be reached then, and other copies still wait."""
    with backup_check.opened(database, data_key) as connection:
        if migrations.refuse_foreign_or_newer(connection):
            migrations.migrate(connection)
        erasure.erase_in_copy(connection, unfinished)
        for one in unfinished:
            erasure.remember(connection, one, stored_moment(moment))


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """What the disk reports about the vault's folder, as a sentence; nothing was moved when it is said."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise EnvironmentFault(
                N_("There is not enough room in {folder} to restore a backup."),
                N_("Free some space and try again; nothing was changed."),
                folder=folder,
            ) from error
        raise EnvironmentFault(
            N_("The folder {folder} cannot be written: {reason}."),
            N_("Choose a folder of your own; nothing was changed."),
            folder=folder, reason=error.strerror or error,
        ) from error

"""Make backups of a vault, list them, check them, let old ones go.

A backup is one file (`vault.backup_file`), still encrypted with the vault's own key: it opens with the passphrase of
its time or the recovery code. Nothing is said to be backed up before the copy was opened, checked, written, flushed
and read back; nothing old goes before that. A check that fails stops the rotation.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from reviewapp import __version__
from reviewapp.domain import backup as rules
from reviewapp.domain.backup import Progress
from reviewapp.domain.errors import N_, ReviewAppError, UsageError, VaultUnusable
from reviewapp.keys.slots import KeyFile
from reviewapp.vault import backup_check, backup_file, backup_state, driver, migrations
from reviewapp.vault.backup_file import SUFFIX, BackupFile, Manifest
from reviewapp.vault.backup_place import explained, working_folder
from reviewapp.vault.connection import Vault
from reviewapp.vault.files import DATABASE, KEYS, new_private_file, sync_file, sync_folder
from reviewapp.vault.transaction import stored_moment

EVERY = timedelta(minutes=30)
# How often to copy again when the numbers of rows changed while copying.
_TRIES = 3
_Answer = TypeVar("_Answer")


def carried_out(
    work: Generator[Progress, None, _Answer], report: Callable[[Progress], bool] = lambda _progress: True
) -> _Answer | None:
    """Run long work to its end and return what it comes to; None when ``report`` answered False, which stops it.

    Stopped work leaves everything as it was before.
    """
    while True:
        try:
            progress = next(work)
        except StopIteration as ended:
            answer: _Answer = ended.value
            return answer
        if not report(progress):
            work.close()
            return None


def is_due(vault: Vault) -> bool:
    """True when there is something new and the newest backup is half an hour old, or of a time to come."""
    if vault.is_backed_up:
        return False
    newest = next(iter(listed(vault.folder)), None)
    return newest is None or not timedelta() <= vault.clock() - newest.moment < EVERY


def make(vault: Vault, reason: str, to: Path | None = None) -> Generator[Progress, None, BackupFile]:
    """Back up an open vault, into its backup folder or to the file ``to``; then let go what the rotation lets go.

    It works beside the writing connection: other threads go on saving. Raises VaultUnusable when the vault or
    the copy fails its check, EnvironmentFault when the place cannot be written or is full.
    """
    before = vault.connection.total_changes
    made = yield from make_from(vault.folder, vault.data_key, reason, vault.clock(), to)
    vault.backed_up_at = before
    return made


def make_from(
    folder: Path, data_key: bytes, reason: str, moment: datetime, to: Path | None = None,
    database: Path | None = None,
) -> Generator[Progress, None, BackupFile]:  # fmt: skip
    """Back up the vault in a folder, whose lock the caller holds, or a copy of its ``database``; see `make`."""
    state = backup_state.load(folder)
    try:
        with explained(to.parent if to is not None else state.folders(folder)[0]):
            made = yield from _made(folder, database or folder / DATABASE, data_key, reason, moment, to)
            if to is not None:
                backup_state.change(folder, elsewhere=tuple(dict.fromkeys((*state.elsewhere, str(to)))))
            else:
                backup_state.change(folder, failed=None)
                _rotate(folder, moment)
    except ReviewAppError as error:
        if to is None:
            _remember_failure(folder, error, moment)
        raise
    return made


def listed(folder: Path) -> list[BackupFile]:
    """The backups the vault in this folder keeps, newest first; files that are no backups of it are left out.

    Without a readable key file it cannot be told whose they are: then all are listed.
    """
    vault_id = _vault_id(folder)
    found: dict[Path, BackupFile] = {}
    for place in backup_state.load(folder).folders(folder):
        for path in _files(place):
            try:
                backup = backup_file.look_at(path)
            except ReviewAppError:
                continue  # cut, foreign or unreadable: it is not offered, and never removed either
            if vault_id in ("", backup.manifest.vault_id):
                found[path.resolve()] = backup
    return sorted(found.values(), key=lambda one: (one.manifest.created, one.path.name), reverse=True)


def newest_whole(folder: Path) -> BackupFile | None:
    """The newest kept backup all of whose bytes are what they were; needs no key."""
    for backup in listed(folder):
        try:
            carried_out(backup_file.read_members(backup))
        except (ReviewAppError, OSError):
            continue
        return backup
    return None


def check(backup: BackupFile, data_key: bytes, room: Path) -> Generator[Progress, None, None]:
    """Unpack a backup into ``room`` and check the database in it with its key; VaultUnusable when it is not sound."""
    with working_folder(room, "check") as place:
        yield from backup_file.read_members(backup, place)
        yield Progress(N_("Checking the copy"), 0.7)
        try:
            with backup_check.opened(place / DATABASE, data_key) as connection:
                backup_check.refuse_strange_schema(connection)
                if backup_check.faults(connection) or backup_check.faults_of_links(connection):
                    raise backup_file.damaged(backup.path)
        except driver.DatabaseError as error:
            raise backup_file.damaged(backup.path) from error


def use_folder(folder: Path, chosen: Path | None) -> None:
    """Keep backups in another folder from now on (None: beside the vault). What is in the old one stays listed.

    Raises UsageError for the vault's own folder, EnvironmentFault when the folder cannot be written.
    """
    state = backup_state.load(folder)
    if chosen is not None and chosen.resolve() == folder.resolve():
        raise UsageError(N_("This is the folder of the vault itself."), N_("Choose another one, best on another disk."))
    with explained(chosen or folder), working_folder(chosen or folder, "try"):
        pass
    wanted = str(chosen.resolve()) if chosen is not None else ""
    earlier = tuple(one for one in dict.fromkeys((*state.earlier, state.folder)) if one not in ("", wanted))
    backup_state.change(folder, folder=wanted, earlier=earlier)


def named(folder: Path, moment: datetime) -> Path:
    """The path of a backup made now: ``reviewapp-YYYYMMDD-HHMMSS.vaultbackup`` in local time, not taken yet."""
    while True:
        path = folder / f"reviewapp-{moment.strftime('%Y%m%d-%H%M%S')}{SUFFIX}"
        if not path.exists():
            return path
        moment += timedelta(seconds=1)


def copy_checked(
    source: driver.Connection, place: Path, data_key: bytes
) -> Generator[Progress, None, None]:
    """Copy a database into ``place`` with ``VACUUM INTO``, open the copy and compare; VaultUnusable when it differs."""
    step, target = N_("Copying"), place / DATABASE
    for _try in range(_TRIES):
        target.unlink(missing_ok=True)
        version = _data_version(source)
        before = backup_check.row_counts(source)
        yield Progress(step, 0.3)
        os.close(new_private_file(target))
        source.execute("VACUUM INTO ?", (str(target),))
        after = backup_check.row_counts(source)
        untouched = _data_version(source) == version
        yield Progress(N_("Checking the copy"), 0.5)
        with backup_check.opened(target, data_key) as copy:
            sound = not backup_check.faults(copy)
            found = backup_check.row_counts(copy)
        # With a writer beside us the copy is of a moment between the two counts.
        within = found.keys() == before.keys() == after.keys() and all(
            min(before[name], after[name]) <= found[name] <= max(before[name], after[name]) for name in found
        )
        if sound and (found == before if untouched else within):
            sync_file(target)
            return
    raise VaultUnusable(
        N_("The copy that was made for a backup is not the same as the vault, so it was thrown away."),
        N_("Nothing was removed. Run reviewapp doctor, and check the disk."),
    )


def _made(
    folder: Path, database: Path, data_key: bytes, reason: str, moment: datetime, to: Path | None
) -> Generator[Progress, None, BackupFile]:
    if reason not in rules.REASONS:
        raise ValueError(f"no such reason: {reason}")
    keys = key_file_bytes(folder)
    target_folder = to.parent if to is not None else backup_state.load(folder).folders(folder)[0]
    if target_folder == folder / backup_state.DEFAULT_FOLDER:
        # Only this one is made when it is not there: a chosen folder that is missing is a disk not connected.
        target_folder.mkdir(mode=0o700, exist_ok=True)
    with working_folder(target_folder, KeyFile.from_bytes(keys).vault_id[:8]) as place:
        yield Progress(N_("Checking the vault"), 0.0)
        with backup_check.opened(database, data_key) as source:
            # An emptied file opens clean with any key; a backup of it would push the good ones out.
            migrations.refuse_foreign_or_newer(source)
            if backup_check.faults(source):
                raise VaultUnusable(
                    N_("The check before a backup found damage in the vault, so none was made and none was removed."),
                    N_("Restore the newest backup; what was written since stays in the damaged file, which is kept."),
                )
            schema = source.execute("PRAGMA user_version").fetchone()[0]
            yield from copy_checked(source, place, data_key)
        created = stored_moment(moment)
        manifest = Manifest(KeyFile.from_bytes(keys).vault_id, created, reason, schema, __version__, {})
        path = to if to is not None else named(target_folder, moment)
        return (yield from put_together(place, manifest, keys, path))


def put_together(
    place: Path, manifest: Manifest, keys: bytes, path: Path
) -> Generator[Progress, None, BackupFile]:
    """Write the copy in ``place`` as a backup file, read it back, and put it at ``path`` in one step."""
    members = {DATABASE: backup_file.describe(place / DATABASE), KEYS: backup_file.describe_bytes(keys)}
    manifest = replace(manifest, members=members)
    part = place / "part"
    for progress in backup_file.write(part, manifest, place / DATABASE, keys):
        yield Progress(progress.step, 0.6 + 0.2 * progress.share)
    written = backup_file.look_at(part)
    for progress in backup_file.read_members(written):
        yield Progress(progress.step, 0.8 + 0.2 * progress.share)
    part.replace(path)
    sync_folder(path.parent)
    return BackupFile(path, manifest)


def _rotate(folder: Path, now: datetime) -> None:
    """Remove what the rule lets go, in the folder in use only, and only backups of this vault that look whole."""
    place = backup_state.load(folder).folders(folder)[0]
    mine = [one for one in listed(folder) if one.path.parent.resolve() == place.resolve()]
    staying = rules.kept([one.moment for one in mine], now.astimezone().date())
    for one in mine:
        if one.moment not in staying:
            one.path.unlink(missing_ok=True)


def _remember_failure(folder: Path, error: ReviewAppError, moment: datetime) -> None:
    at = moment.astimezone(UTC).isoformat()
    try:
        backup_state.change(folder, failed=backup_state.Failure.of(error, at))
    except OSError:
        # The vault's own folder is full or read-only: whoever asked hears the reason all the same.
        return


def _files(place: Path) -> list[Path]:
    try:
        return sorted(path for path in place.glob(f"*{SUFFIX}") if path.is_file())
    except OSError:  # a disk that is not connected, a folder of somebody else
        return []


def key_file_bytes(folder: Path) -> bytes:
    """The key file that goes into a backup; VaultUnusable when it is gone, since a copy without it opens for nobody."""
    try:
        return (folder / KEYS).read_bytes()
    except FileNotFoundError as error:
        raise VaultUnusable(
            N_("The key file {path} is missing; without it nobody can open the vault."),
            N_("Put it back from a backup."),
            path=folder / KEYS,
        ) from error


def _vault_id(folder: Path) -> str:
    try:
        return KeyFile.from_bytes((folder / KEYS).read_bytes()).vault_id
    except (OSError, ReviewAppError):
        return ""


def _data_version(connection: driver.Connection) -> int:
    return int(connection.execute("PRAGMA data_version").fetchone()[0])

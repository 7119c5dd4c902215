"""Put a restored vault in the place of the one that was there, so that a kill at any moment leaves one of the two.

The new files are made complete in a folder of their own, ``restored-DATE``; giving it that name is the one step that
decides. From then on the swap is only ever finished, by whoever opens the vault next. What was there before is kept
beside it under ``.damaged-DATE``.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from reviewapp.domain.backup import Missed
from reviewapp.domain.errors import N_, EnvironmentFault
from reviewapp.vault.files import DATABASE, KEYS, LOCK, sync_folder
from reviewapp.vault.lock import InstanceLock

WORKING, _READY, _ASIDE = "restoring", "restored-", ".damaged-"


def ready(folder: Path) -> list[Path]:
    """Restores that were decided and not finished; usually none."""
    try:
        return sorted(folder.glob(f"{_READY}*"))
    except OSError:  # a name longer than the file system takes, a folder of somebody else
        return []


def finish(folder: Path) -> None:
    """Finish a swap that was interrupted. VaultLocked when another window or command is at it."""
    if not ready(folder):
        return
    lock = InstanceLock(folder / LOCK)
    try:
        finish_locked(folder)
        lock.mark(in_use=False)
    finally:
        lock.release()


def sweep(folder: Path) -> None:
    """Remove what a restore left that was stopped before it was decided; the caller holds the lock."""
    shutil.rmtree(folder / WORKING, ignore_errors=True)


def commit(folder: Path, stamp: str) -> None:
    """Decide for the files in the working folder, which are complete and on the disk, and put them in place."""
    (folder / WORKING).rename(folder / f"{_READY}{stamp}")
    sync_folder(folder)
    finish_locked(folder)


def finish_locked(folder: Path) -> None:
    """Move each file that still waits into its place, and what is there out of it; can be repeated at any point."""
    try:
        for place in ready(folder):
            stamp = place.name.removeprefix(_READY)
            if (place / DATABASE).exists():
                # The log of the old file first: it must never meet the new one.
                for name in (DATABASE + "-wal", DATABASE + "-shm", DATABASE):
                    _aside(folder / name, stamp)
                (place / DATABASE).rename(folder / DATABASE)
                sync_folder(folder)
            if (place / KEYS).exists():
                _aside(folder / KEYS, stamp)
                (place / KEYS).rename(folder / KEYS)
                sync_folder(folder)
            shutil.rmtree(place)
    except OSError as error:
        raise EnvironmentFault(
            N_("The restored vault could not be put in its place: {reason}."),
            N_("Make the folder {folder} writable and open the vault again; both versions are in it."),
            folder=folder, reason=error.strerror or error,
        ) from error


def set_aside(folder: Path) -> list[Path]:
    """Files of earlier vaults that restores moved out of the way, newest first."""
    return sorted(folder.glob(f"vault.*{_ASIDE}*"), key=lambda path: path.name.rsplit("-", 2)[-2:], reverse=True)


def forget_set_aside(folder: Path) -> list[Missed]:
    """Delete those files for good; the ones that could not be."""
    missed = []
    for path in set_aside(folder):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            fault = EnvironmentFault(
                N_("{path} cannot be deleted: {reason}."), N_("Make its folder writable, or delete it by hand."),
                path=path, reason=error.strerror or error,
            )
            missed.append(Missed(path, fault))
    return missed


def _aside(path: Path, stamp: str) -> None:
    if path.exists():
        # Never over another one: the same moment twice means the same clock, not the same file.
        number, target = 1, path.with_name(f"{path.name}{_ASIDE}{stamp}")
        while target.exists():
            number += 1
            target = path.with_name(f"{path.name}{_ASIDE}{stamp}.{number}")
        path.rename(target)

"""The folder a backup is made in: a private corner to work in, and what its disk reports as sentences."""

from __future__ import annotations

import errno
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reviewapp.domain.errors import N_, EnvironmentFault, VaultUnusable
from reviewapp.vault import driver

# No space left, a quota, a file larger than the disk or this process may have.
FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
# The backup of every half hour runs in a thread of its own, beside an erasure that rewrites the same folder.
_one_at_a_time = threading.RLock()


@contextmanager
def working_folder(folder: Path, name: str) -> Iterator[Path]:
    """A private folder to work in, gone afterwards; what a killed attempt left there goes first. One at a time."""
    with _one_at_a_time:
        place = folder / f".reviewapp-{name}.part"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(mode=0o700)
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """What the disk and SQLite report about the backup's place, as sentences."""
    try:
        yield
    except OSError as error:
        raise _no_room(folder) if error.errno in FULL else EnvironmentFault(
            N_("The backup folder {folder} cannot be written: {reason}."),
            N_("Connect the disk or make the folder writable, or choose another one under Settings, Backups."),
            folder=folder, reason=error.strerror or error,
        ) from error
    except driver.DatabaseError as error:
        text = str(error)
        if "full" in text or "disk I/O" in text:
            raise _no_room(folder) from error
        if "malformed" in text or "not a database" in text:
            raise VaultUnusable(
                N_("The check before a backup found damage in the vault, so none was made and none was removed."),
                N_("Restore the newest backup; what was written since stays in the damaged file, which is kept."),
            ) from error
        raise


def _no_room(folder: Path) -> EnvironmentFault:
    return EnvironmentFault(
        N_("There is not enough room for a backup in {folder}."),
        N_("Free some space, or choose another folder under Settings, Backups. The vault itself is as it was."),
        folder=folder,
    )

"""One writer: an operating-system lock on ``vault.lock``, freed by the system when the process dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from reviewapp.domain.errors import N_, EnvironmentFault, VaultLocked


class InstanceLock:
    """Holds the lock until `release`; VaultLocked when another window or command has it."""

    def __init__(self, path: Path) -> None:
        try:
            self._file = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:
            raise EnvironmentFault(
                N_("The folder {folder} cannot be written: {reason}."),
                N_("Make it writable, or copy the vault to a folder of your own."),
                folder=path.parent, reason=error.strerror,
            ) from error
        try:
            _take(self._file)
        except OSError as error:
            os.close(self._file)
            raise VaultLocked(
                N_("This vault is open in another ReviewApp window or command."),
                N_("Close it there; nothing was changed."),
            ) from error

    def release(self) -> None:
        """Free the lock; the file stays, it holds nothing."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


if sys.platform == "win32":
    import msvcrt

    def _take(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

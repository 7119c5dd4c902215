"""One writer: an operating-system lock on ``vault.lock``, freed by the system when the process dies.

The file holds a word while a vault is open, so that the next opening knows whether it was closed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from reviewapp.domain.errors import N_, EnvironmentFault, VaultLocked

_IN_USE = b"open"


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

    @property
    def was_in_use(self) -> bool:
        """True when whoever held the lock before did not close the vault."""
        os.lseek(self._file, 0, os.SEEK_SET)
        return os.read(self._file, len(_IN_USE)) == _IN_USE

    def mark(self, *, in_use: bool) -> None:
        """Remember that the vault is open, or that it was closed. Losing this in a power cut does no harm."""
        os.lseek(self._file, 0, os.SEEK_SET)
        if in_use:
            os.write(self._file, _IN_USE)
        else:
            os.ftruncate(self._file, 0)

    def release(self) -> None:
        """Free the lock; the file stays."""
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

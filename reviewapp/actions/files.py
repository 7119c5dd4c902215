"""Files that leave the vault are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from reviewapp.domain.errors import N_, EnvironmentFault, UsageError
from reviewapp.i18n import _

_TEMPORARY = (".reviewapp-", ".tmp")
_STALE_SECONDS = 3600.0


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write several files, all of them or none: those written before one fails go again. As `write_whole`."""
    written: list[Path] = []
    try:
        for path, data in files.items():
            is_new = not path.exists()
            write_whole(path, data)
            written += [path] if is_new else []
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def remove_unfinished(folder: Path) -> None:
    """Take away what a process that was killed in the middle of `write_whole` left here, unless it may still write."""
    import time

    for path in folder.glob(f"{_TEMPORARY[0]}*{_TEMPORARY[1]}"):
        with contextlib.suppress(OSError):  # gone meanwhile, or not ours to take away
            if path.stat().st_mtime < time.time() - _STALE_SECONDS:
                path.unlink()


def take_away(path: Path) -> None:
    """Remove a file, if it is there. EnvironmentFault when it stays, such as one that another program holds open."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise EnvironmentFault(
            N_("{path} could not be taken away: {reason}."), N_("Close it elsewhere, or choose another folder."),
            path=path, reason=error.strerror,
        ) from error


def write_whole(path: Path, data: bytes) -> None:
    """Write a file completely or leave what was there: temporary file, flush to disk, rename."""
    if path.parent.exists() and not path.parent.is_dir():
        raise UsageError(
            _("{folder} is a file, not a folder.").format(folder=path.parent),
            _("Choose a folder for the PDFs."),
        )
    import tempfile

    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file, temporary = tempfile.mkstemp(dir=path.parent, prefix=_TEMPORARY[0], suffix=_TEMPORARY[1])
        with os.fdopen(file, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise EnvironmentFault(
            N_("{path} could not be written: {reason}."), N_("Choose another folder, or free some space."),
            path=path, reason=error.strerror,
        ) from error

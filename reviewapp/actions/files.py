"""Files that leave the vault are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from reviewapp.domain.errors import EnvironmentFault, UsageError
from reviewapp.i18n import _


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
        file, temporary = tempfile.mkstemp(dir=path.parent, prefix=".reviewapp-", suffix=".tmp")
        with os.fdopen(file, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise EnvironmentFault(
            _("{path} could not be written: {reason}.").format(path=path, reason=error.strerror),
            _("Choose another folder, or free some space."),
        ) from error

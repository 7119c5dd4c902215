"""Reads the text files an organisation brings: frameworks, word lists, its policy."""

from __future__ import annotations

from pathlib import Path

from reviewapp.domain.errors import UsageError, unreadable
from reviewapp.i18n import _

MAX_FILE_BYTES = 1_000_000


def text_of(path: Path, most: int = MAX_FILE_BYTES) -> str:
    """The text of a TOML file. EnvironmentFault when it cannot be read, UsageError when it is longer than ``most``.

    Bytes that are no UTF-8 become marks that whoever reads the text next refuses or shows.
    """
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise unreadable(path, error) from error
    if len(data) > most:
        raise UsageError(
            _("{name} is too large to be the file of an organisation.").format(name=path.name),
            _("What is read here is a TOML file of some pages."),
        )
    return data.decode("utf-8-sig", "replace").replace("\x00", "\ufffd")

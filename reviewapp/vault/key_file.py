"""``vault.keys`` beside a vault: read, and written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from reviewapp.domain.errors import N_, EnvironmentFault
from reviewapp.keys.slots import KeyFile
from reviewapp.vault.files import KEYS, write_private


def read_key_file(folder: Path) -> KeyFile:
    """The key file of a folder; VaultUnusable when it is damaged."""
    return KeyFile.from_bytes((folder / KEYS).read_bytes())


def write_key_file(folder: Path, key_file: KeyFile) -> None:
    """Put a key file in force. EnvironmentFault when it cannot be written; then the one before stays.

    No earlier one is kept beside it: a passphrase or code that was replaced must open nothing here any more.
    """
    try:
        write_private(folder / KEYS, key_file.to_bytes())
    except OSError as error:
        raise EnvironmentFault(
            N_("{path} cannot be written: {reason}."), N_("Nothing was changed. Make room for it and try again."),
            path=folder / KEYS, reason=error.strerror or error,
        ) from error

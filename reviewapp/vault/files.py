"""Small things about files that must not be lost or read by others."""

from __future__ import annotations

import os
from pathlib import Path

PRIVATE = 0o600
# What lies in the folder of a vault.
DATABASE, KEYS, LOCK = "vault.db", "vault.keys", "vault.lock"


def new_private_file(path: Path) -> int:
    """Create a file only its owner can read, and return its descriptor; FileExistsError when there is one."""
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), PRIVATE)


def sync_file(path: Path) -> None:
    """Wait until the contents of a file are on the disk."""
    file = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(file)
    finally:
        os.close(file)


def sync_folder(folder: Path) -> None:
    """Wait until names made or changed in a folder are on the disk (Windows does it by itself)."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    directory = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def write_private(path: Path, data: bytes) -> None:
    """Write a small file whole or not at all: temporary file, flush to disk, rename, flush the folder."""
    temporary = path.with_name(path.name + ".new")
    temporary.unlink(missing_ok=True)
    with os.fdopen(new_private_file(temporary), "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(temporary, path)
    sync_folder(path.parent)

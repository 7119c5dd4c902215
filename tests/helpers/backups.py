"""Short ways to make, break and rebuild backups."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

from reviewapp.actions.vaults import Vault
from reviewapp.vault import backup, restore
from reviewapp.vault.backup_file import BackupFile


def made(vault: Vault, reason: str = "asked", to: Path | None = None) -> BackupFile:
    """A backup, made to its end."""
    one = backup.carried_out(backup.make(vault, reason, to))
    assert one is not None
    return one


def restored(folder: Path, path: Path, moment, **secret: Any):
    """A restore, carried out to its end."""
    return backup.carried_out(restore.restore(folder, path, moment=moment, **secret))


def members(path: Path) -> dict[str, bytes]:
    """What an ordinary unzip gets out of a backup."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, contents: dict[str, bytes], *, compression: int = zipfile.ZIP_STORED) -> Path:
    """A ZIP of these members, as somebody else would write it."""
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return path


def described(contents: dict[str, bytes], **changes: Any) -> dict[str, bytes]:
    """The same members with a manifest that fits them, and some of its facts changed."""
    manifest = json.loads(contents["manifest.json"])
    for name in ("vault.db", "vault.keys"):
        data = contents[name]
        manifest["members"][name] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    return {**contents, "manifest.json": json.dumps({**manifest, **changes}).encode()}


def flip(path: Path, at: int, length: int = 64) -> None:
    """Turn some bytes of a file over."""
    with path.open("r+b") as file:
        file.seek(at)
        data = file.read(length)
        file.seek(at)
        file.write(bytes(byte ^ 0xFF for byte in data))


def copied(folder: Path, target: Path) -> Path:
    """A copy of a closed vault's folder."""
    shutil.copytree(folder, target)
    target.chmod(0o700)
    return target

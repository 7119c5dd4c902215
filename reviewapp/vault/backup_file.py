"""One backup is one file: a ZIP whose members are stored as they are, so that it opens by hand as well.

``manifest.json`` says what it is, ``vault.db`` is the encrypted database, ``vault.keys`` its key file. Nothing in it
can be read without the passphrase or the recovery code. What comes from outside is never extracted blindly: exactly
these members, stored, no longer together than the file, each with the size and SHA-256 that the manifest names
(the rules of the exchange research, 1.3).
"""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from reviewapp.domain.backup import Progress
from reviewapp.domain.errors import N_, VaultTooNew, VaultUnusable, unreadable
from reviewapp.vault.files import DATABASE, KEYS, new_private_file

FORMAT, VERSION = "reviewapp-backup", 1
SUFFIX = ".vaultbackup"
MANIFEST = "manifest.json"
MEMBERS = (MANIFEST, DATABASE, KEYS)
_MOST = {MANIFEST: 65_536, DATABASE: 1 << 40, KEYS: 1_000_000}
_CHUNK = 1 << 20
READING = N_("Reading the backup")


@dataclass(frozen=True)
class Member:
    """What the manifest says of one member: its size in bytes and its SHA-256 in hexadecimal."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """``created`` and ``rewritten`` are UTC moments (`Vault.now`); ``reason`` is one of `domain.backup.REASONS`.

    It is not secret and not sealed: what it says of dates is for sorting. What counts is sealed inside the database.
    """

    vault_id: str
    created: str
    reason: str
    schema: int
    app: str
    members: Mapping[str, Member]
    rewritten: str = ""


@dataclass(frozen=True)
class BackupFile:
    """A file that looks like a backup, and its manifest; whether its contents are whole is for `read_members`."""

    path: Path
    manifest: Manifest

    @property
    def moment(self) -> datetime:
        """When it was made, in the time zone of this computer."""
        return datetime.fromisoformat(self.manifest.created).astimezone()


def look_at(path: Path) -> BackupFile:
    """Read the manifest and check the outside of the file.

    Raises NotFound, VaultUnusable (no backup of ours, damaged, made by a newer version), EnvironmentFault (unreadable).
    """
    with _opened(path) as archive:
        return BackupFile(path, _manifest(path, archive))


def read_members(backup: BackupFile, folder: Path | None = None) -> Generator[Progress, None, None]:
    """Check every byte against the manifest; with ``folder`` write the database and the key file into it.

    Raises VaultUnusable when a member is not what the manifest says, OSError when the folder cannot be written.
    """
    whole = sum(member.size for member in backup.manifest.members.values()) or 1
    done = 0
    with _opened(backup.path) as archive:
        if _manifest(backup.path, archive) != backup.manifest:
            raise damaged(backup.path)
        for name in (DATABASE, KEYS):
            target = os.fdopen(new_private_file(folder / name), "wb") if folder is not None else None
            try:
                for length in _copied(backup.path, archive, name, backup.manifest.members[name], target):
                    done += length
                    yield Progress(READING, done / whole)
            finally:
                if target is not None:
                    target.close()


def write(path: Path, manifest: Manifest, database: Path, keys: bytes) -> Generator[Progress, None, None]:
    """Write a new backup file and wait until it is on the disk. ``path`` must not exist."""
    described = {"format": FORMAT, "version": VERSION, **asdict(manifest)}
    when = datetime.fromisoformat(manifest.created).timetuple()[:6]
    step = N_("Writing the backup")
    with (
        os.fdopen(new_private_file(path), "w+b") as stream,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive,
    ):
        archive.writestr(zipfile.ZipInfo(MANIFEST, when), json.dumps(described, indent=1))
        entry = zipfile.ZipInfo(DATABASE, when)
        size = entry.file_size = database.stat().st_size
        done = 0
        with archive.open(entry, "w") as target, database.open("rb") as source:
            while chunk := source.read(_CHUNK):
                target.write(chunk)
                done += len(chunk)
                yield Progress(step, done / size)
        archive.writestr(zipfile.ZipInfo(KEYS, when), keys)
        archive.close()
        stream.flush()
        os.fsync(stream.fileno())


def describe(path: Path) -> Member:
    """Size and SHA-256 of a file."""
    import hashlib

    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return Member(size, digest.hexdigest())


def describe_bytes(data: bytes) -> Member:
    """Size and SHA-256 of some bytes."""
    import hashlib

    return Member(len(data), hashlib.sha256(data).hexdigest())


def damaged(path: Path) -> VaultUnusable:
    """The sentence for a backup that is not whole."""
    return VaultUnusable(
        N_("The backup {name} is damaged or incomplete."),
        N_("Choose another one, or fetch this one again from where you keep it."),
        name=path.name,
    )


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive, refused when it is not one of ours from the outside; what breaks while reading it is damage."""
    try:
        size = path.stat().st_size
        archive = zipfile.ZipFile(path)
    except OSError as error:
        raise unreadable(path, error, N_("Check the name, or choose another backup.")) from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise (damaged(path) if path.suffix == SUFFIX else _foreign(path)) from error
    with archive:
        _refuse_strange(path, archive, size)
        try:
            yield archive
        except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
            raise damaged(path) from error


def _refuse_strange(path: Path, archive: zipfile.ZipFile, size: int) -> None:
    entries = archive.infolist()
    if tuple(entry.filename for entry in entries) != MEMBERS:
        raise _foreign(path)
    stored = all(
        entry.compress_type == zipfile.ZIP_STORED
        and entry.compress_size == entry.file_size <= _MOST[entry.filename]
        and not entry.flag_bits & 0x1
        for entry in entries
    )
    # Overlapping members and bombs name more bytes than the file has.
    if not stored or sum(entry.file_size for entry in entries) > size:
        raise _foreign(path)


def _manifest(path: Path, archive: zipfile.ZipFile) -> Manifest:
    try:
        body = json.loads(archive.read(MANIFEST), object_pairs_hook=_without_repeats, parse_constant=_no_constant)
        if body["format"] != FORMAT:
            raise _foreign(path)
        if _of(int, body["version"]) > VERSION:
            raise VaultTooNew(
                N_("The backup {name} was made by a newer version of ReviewApp."),
                N_("Update the program and try again; nothing was changed."),
                name=path.name,
            )
        members = {
            name: Member(_of(int, body["members"][name]["size"]), _of(str, body["members"][name]["sha256"]))
            for name in (DATABASE, KEYS)
        }
        datetime.fromisoformat(_of(str, body["created"]))
        manifest = Manifest(
            _of(str, body["vault_id"]), body["created"], _of(str, body["reason"]), _of(int, body["schema"]),
            _of(str, body["app"]), members, _of(str, body["rewritten"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError, AttributeError, OverflowError) as error:
        raise damaged(path) from error
    if any(archive.getinfo(name).file_size != members[name].size for name in members):
        raise damaged(path)
    return manifest


def _copied(
    path: Path, archive: zipfile.ZipFile, name: str, expected: Member, target: IO[bytes] | None
) -> Generator[int, None, None]:
    import hashlib

    digest, left = hashlib.sha256(), expected.size
    with archive.open(name) as source:
        while left:
            chunk = source.read(min(_CHUNK, left))
            if not chunk:
                raise damaged(path)
            digest.update(chunk)
            left -= len(chunk)
            if target is not None:
                target.write(chunk)
            yield len(chunk)
    if digest.hexdigest() != expected.sha256:
        raise damaged(path)


def _foreign(path: Path) -> VaultUnusable:
    return VaultUnusable(
        N_("{name} is not a backup of a ReviewApp vault."),
        N_("Choose a file that ends in .vaultbackup."),
        name=path.name,
    )


def _of(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError(type(value).__name__)
    return value


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)

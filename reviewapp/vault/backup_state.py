"""``vault.backups``: where this vault keeps its backups, and how the last one went.

A small JSON file beside the vault, readable without a key: when the vault is damaged it is what leads to the good
copies. It says nothing about people. When it is lost, backups go to the folder ``backups`` beside the vault again.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from reviewapp.domain.errors import ReviewAppError, Template
from reviewapp.vault.files import write_private

FILE, DEFAULT_FOLDER = "vault.backups", "backups"
_MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class Failure:
    """Why the last backup failed: the UTC moment, the two sentences as templates and what fills them."""

    at: str
    sentence: str
    next_step: str
    values: dict[str, str]

    @classmethod
    def of(cls, error: ReviewAppError, at: str) -> Failure:
        """A failure as it can be kept."""
        values = {name: str(value) for name, value in error.values.items()}
        return cls(at, str(error.template), str(error.next_template), values)

    def as_error(self) -> ReviewAppError:
        """The failure again, to be said in the chosen language."""
        return ReviewAppError(Template(self.sentence), Template(self.next_step), **self.values)


@dataclass(frozen=True)
class BackupState:
    """``folder`` is empty for the one beside the vault; ``earlier`` are folders chosen before, which may hold some.

    ``elsewhere`` lists copies written to a chosen place, which are nobody's to rotate. ``covered`` is what the
    vault file looked like when it was closed with a backup of all that is in it: its size and its time in ns.
    """

    folder: str = ""
    earlier: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    failed: Failure | None = None
    covered: tuple[int, int] | None = None

    def folders(self, vault_folder: Path) -> tuple[Path, ...]:
        """All folders that may hold backups of this vault; the first is the one in use."""
        found = dict.fromkeys((Path(self.folder) if self.folder else vault_folder / DEFAULT_FOLDER,))
        found.update(dict.fromkeys(Path(one) for one in self.earlier))
        found.setdefault(vault_folder / DEFAULT_FOLDER)
        return tuple(found)


def load(vault_folder: Path) -> BackupState:
    """What is known; the defaults when the file is missing or not to be understood."""
    try:
        with (vault_folder / FILE).open("rb") as stream:
            raw = json.loads(stream.read(_MOST_BYTES))
        return _read(raw)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return BackupState()


def still_elsewhere(vault_folder: Path) -> list[Path]:
    """Copies written to a chosen place that are there, or may be: on a disk that is not connected nobody can tell."""
    paths = [Path(one) for one in load(vault_folder).elsewhere]
    return [path for path in paths if path.exists() or not path.parent.exists()]


def change(vault_folder: Path, **changes: Any) -> BackupState:
    """Keep changed fields; OSError when the folder cannot be written."""
    before = load(vault_folder)
    after = replace(before, **changes)
    if after != before:
        write_private(vault_folder / FILE, json.dumps(asdict(after), indent=1).encode("utf-8"))
    return after


def mark(database: Path) -> tuple[int, int] | None:
    """What a closed vault file looks like, or None while a log beside it holds more than the file does."""
    try:
        if database.with_name(database.name + "-wal").exists():
            return None
        found = database.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _read(raw: dict[str, Any]) -> BackupState:
    known = {item.name: raw[item.name] for item in fields(BackupState) if item.name in raw}
    for name in ("earlier", "elsewhere", "covered"):
        if known.get(name) is not None:
            known[name] = tuple(known[name])
    if known.get("failed") is not None:
        known["failed"] = Failure(**known["failed"])
    state = BackupState(**known)
    texts = (state.folder, *state.earlier, *state.elsewhere)
    if not all(isinstance(one, str) for one in texts):
        raise TypeError("a folder is not a text")
    return state

"""``reviewapp doctor``: what a careful user, or a works council, can check for themselves."""

from __future__ import annotations

import stat
import sys
from dataclasses import dataclass
from pathlib import Path

import reviewapp
from reviewapp.actions.backups import backup_state_of
from reviewapp.vault import connection, doctor
from reviewapp.vault.connection import Vault

# Modules of Python and Qt that open internet connections; none of them is needed here.
NETWORK_MODULES = frozenset(
    {"ssl", "http.client", "urllib.request", "ftplib", "smtplib", "asyncio", "PySide6.QtNetwork",
     "PySide6.QtWebEngineCore"}
)
_PRIVATE_FILE, _PRIVATE_FOLDER = 0o600, 0o700


@dataclass(frozen=True)
class Finding:
    """One check: its name, whether all is well, and a sentence."""

    name: str
    ok: bool
    sentence: str


def examine(vault: Vault) -> list[Finding]:
    """Check integrity, schema, permissions, the network and versions."""
    wrong = doctor.integrity(vault)
    in_file, in_program = doctor.schema_version(vault)
    sqlite, cipher = doctor.libraries(vault)
    loaded = sorted(NETWORK_MODULES & set(sys.modules))
    open_to_others = [path.name for path in _kept_files(vault.folder) if _readable_by_others(path)]
    return [
        Finding("integrity", not wrong, "; ".join(wrong) or "every page, row, link and index is sound"),
        Finding("schema", in_file == in_program, f"step {in_file} in the file, {in_program} in the program"),
        Finding(
            "files", not open_to_others,
            f"others here can read {', '.join(open_to_others)}" if open_to_others else "only you can read them",
        ),
        _backups(vault),
        Finding(
            "network", not loaded,
            f"loaded: {', '.join(loaded)}" if loaded else "no module that opens internet connections is loaded",
        ),
        Finding(
            "versions", True,
            f"ReviewApp {reviewapp.__version__}, Python {sys.version.split()[0]}, SQLite {sqlite}, SQLCipher {cipher}",
        ),
    ]


def _backups(vault: Vault) -> Finding:
    state = backup_state_of(vault)
    if state.problem:
        return Finding("backups", False, state.problem)
    if not state.backups:
        return Finding("backups", True, f"none yet; they go to {state.folder}")
    newest = state.backups[0]
    return Finding("backups", not state.is_overdue, f"newest {newest.made_at:%Y-%m-%d %H:%M}, {newest.path}")


def _kept_files(folder: Path) -> list[Path]:
    names = (connection.DATABASE, connection.DATABASE + "-wal", connection.DATABASE + "-shm", connection.KEYS)
    return [folder, *(folder / name for name in names if (folder / name).exists())]


def _readable_by_others(path: Path) -> bool:
    if sys.platform == "win32":
        return False  # the user's profile folder is protected by its access list, not by mode bits
    allowed = _PRIVATE_FOLDER if path.is_dir() else _PRIVATE_FILE
    return bool(stat.S_IMODE(path.stat().st_mode) & ~allowed)

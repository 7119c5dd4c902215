"""``reviewapp doctor``: what a careful user, or a works council, can check for themselves."""

from __future__ import annotations

import stat
import sys
from dataclasses import dataclass
from pathlib import Path

import reviewapp
from reviewapp import offline
from reviewapp.actions.backups import backup_state_of
from reviewapp.actions.connections import no_connection
from reviewapp.actions.keys import key_state
from reviewapp.actions.unreached import unreached, unreached_words
from reviewapp.actions.vault_place import place_warning
from reviewapp.i18n import _
from reviewapp.vault import doctor
from reviewapp.vault.connection import Vault
from reviewapp.vault.files import DATABASE, KEYS, LOCK

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
    loaded = offline.network_parts()
    waiting = unreached(vault)
    open_to_others = [path.name for path in _kept_files(vault.folder) if _readable_by_others(path)]
    return [
        Finding("integrity", not wrong, "; ".join(wrong) or _("every page, row, link and index is sound")),
        Finding(
            "schema", in_file == in_program,
            _("step {in_file} in the file, {in_program} in the program").format(in_file=in_file, in_program=in_program),
        ),
        _keys(vault.folder),
        _place(vault.folder),
        Finding(
            "files", not open_to_others,
            _("others here can read {files}").format(files=", ".join(open_to_others)) if open_to_others
            else _("only you can read them"),
        ),
        _backups(vault),
        Finding(
            "copies", not waiting,
            " ".join(unreached_words(one) for one in waiting) or _("no copy waits for an erasure or a new key"),
        ),
        Finding("network", True, no_connection()),
        Finding(
            "network parts", not loaded,
            _("loaded: {modules}").format(modules=", ".join(loaded)) if loaded
            else _("nothing that opens internet connections is loaded"),
        ),
        Finding(
            "versions", True,
            f"ReviewApp {reviewapp.__version__}, Python {sys.version.split()[0]}, SQLite {sqlite}, SQLCipher {cipher}",
        ),
    ]


def _keys(folder: Path) -> Finding:
    """What opens the vault. Without a recovery code a forgotten passphrase is the end of it."""
    state = key_state(folder)
    names = {"passphrase": _("passphrase"), "recovery": _("recovery code"), "keyring": _("keyring of this computer")}
    opens = ", ".join(names.get(kind, kind) for kind in state.kinds)
    sentence = _("opened by: {ways}; the passphrase is stretched by {derivation}").format(
        ways=opens, derivation=state.derivation
    )
    if state.is_changing:
        sentence = _("{keys}. A change of the data key is not finished; open the vault once more").format(keys=sentence)
    return Finding("keys", not state.is_changing and {"passphrase", "recovery"} <= set(state.kinds), sentence)


def _place(folder: Path) -> Finding:
    warning = place_warning(folder)
    return Finding("place", not warning, warning or _("the folder is neither synced nor on a network drive"))


def _backups(vault: Vault) -> Finding:
    state = backup_state_of(vault)
    if state.problem:
        return Finding("backups", False, state.problem)
    if not state.backups:
        return Finding("backups", True, _("none yet; they go to {folder}").format(folder=state.folder))
    newest = state.backups[0]
    sentence = _("newest {moment}, {path}").format(moment=f"{newest.made_at:%Y-%m-%d %H:%M}", path=newest.path)
    return Finding("backups", not state.is_overdue, sentence)


def _kept_files(folder: Path) -> list[Path]:
    names = (DATABASE, DATABASE + "-wal", DATABASE + "-shm", KEYS, LOCK)
    return [folder, *(folder / name for name in names if (folder / name).exists())]


def _readable_by_others(path: Path) -> bool:
    if sys.platform == "win32":
        return False  # the user's profile folder is protected by its access list, not by mode bits
    allowed = _PRIVATE_FOLDER if path.is_dir() else _PRIVATE_FILE
    return bool(stat.S_IMODE(path.stat().st_mode) & ~allowed)

"""Change what is inside the backups this program keeps: after an erasure, or under a new key."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reviewapp.domain.errors import N_, ReviewAppError, VaultUnusable
from reviewapp.keys.slots import KeyFile
from reviewapp.vault import backup, backup_check, backup_file, backup_state, migrations
from reviewapp.vault.backup_file import SUFFIX, BackupFile
from reviewapp.vault.backup_place import explained, working_folder
from reviewapp.vault.connection import Vault
from reviewapp.vault.driver import Connection
from reviewapp.vault.files import DATABASE, KEYS


@dataclass(frozen=True)
class Rewritten:
    """One backup: rewritten when ``problem`` is None, else left as it was, for the reason given."""

    path: Path
    problem: ReviewAppError | None = None


def rewrite_backups(
    vault: Vault, change: Callable[[Connection], object] | None, *, old_keys: Sequence[bytes] = ()
) -> Generator[Rewritten, None, None]:
    """Apply ``change`` to every backup of this vault in all folders it keeps them in; yields one answer for each.

    ``change`` gets the open, writable connection of an unpacked copy, in autocommit, already brought to the schema of
    this program, and does the same as in the vault. The copy is then compacted (erased words do not linger in free
    pages), checked, packed and put in the old one's place in one step: a kill leaves the old or the new file. Date,
    reason and name stay; the manifest says when it was rewritten.

    A backup is opened with the vault's data key, else with one of ``old_keys`` (bytes, the keys before a new one was
    taken). One opened with an old key is written under the vault's present key, with its present ``vault.keys``; the
    others keep the key file they have. For a new key alone ``change`` is None: what is under the present key stays.

    What cannot be opened, and a folder that is not connected, is reported and left. Files put aside by a restore
    (`swap.set_aside`) and copies written elsewhere (`backup_state.load(folder).elsewhere`) are not touched: name them.
    """
    for place in backup_state.load(vault.folder).folders(vault.folder):
        if not place.is_dir() and place != vault.folder / backup_state.DEFAULT_FOLDER:
            yield Rewritten(place, _unreachable(place))
    kept = backup.listed(vault.folder)
    for path in _unreadable(vault.folder, kept):
        yield Rewritten(path, backup_file.damaged(path))
    for one in kept:
        try:
            with explained(one.path.parent):
                _rewrite(vault, one, change, old_keys)
        except ReviewAppError as error:
            yield Rewritten(one.path, error)
        else:
            yield Rewritten(one.path)


def _rewrite(
    vault: Vault, one: BackupFile, change: Callable[[Connection], object] | None, old_keys: Sequence[bytes]
) -> None:
    with working_folder(one.path.parent, one.manifest.vault_id[:8]) as place:
        backup.carried_out(backup_file.read_members(one, place))
        copy, own_keys = place / DATABASE, (place / KEYS).read_bytes()
        key = next((key for key in (vault.data_key, *old_keys) if backup_check.opens(copy, key)), None)
        if key is None:
            raise VaultUnusable(
                N_("The backup {name} does not open with the key of this vault."),
                N_("It may be of a time before a change of key that was made elsewhere. Throw it away, or keep it."),
                name=one.path.name,
            )
        if change is None and key == vault.data_key:
            return
        (place / "compact").mkdir(mode=0o700)
        with backup_check.opened(copy, key) as connection:
            backup_check.refuse_strange_schema(connection)
            if migrations.refuse_foreign_or_newer(connection):
                migrations.migrate(connection)
            if change is not None:
                change(connection)
            if key != vault.data_key:
                connection.execute(f"PRAGMA rekey = \"x'{vault.data_key.hex()}'\"")
                own_keys = backup.key_file_bytes(vault.folder)
            schema = connection.execute("PRAGMA user_version").fetchone()[0]
            backup.carried_out(backup.copy_checked(connection, place / "compact", vault.data_key))
        manifest = replace(
            one.manifest, schema=schema, rewritten=vault.now, vault_id=KeyFile.from_bytes(own_keys).vault_id
        )
        backup.carried_out(backup.put_together(place / "compact", manifest, own_keys, one.path))


def _unreadable(folder: Path, kept: list[BackupFile]) -> list[Path]:
    """Files named like backups of ours that cannot be read as one: nobody knows what is in them."""
    known = {one.path.resolve() for one in kept}
    found = []
    for place in backup_state.load(folder).folders(folder):
        for path in sorted(place.glob(f"*{SUFFIX}")) if place.is_dir() else []:
            if path.resolve() in known:
                continue
            try:
                backup_file.look_at(path)
            except ReviewAppError:
                found.append(path)
    return found


def _unreachable(place: Path) -> ReviewAppError:
    return VaultUnusable(
        N_("The backup folder {folder} is not there now."),
        N_("Connect the disk and do this once more."),
        folder=place,
    )



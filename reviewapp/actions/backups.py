"""Backups: make one, see which there are, choose where they go, restore, move to another computer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from reviewapp.actions.changes import NOTHING, Changes
from reviewapp.actions.sentences import in_one_line, in_words, said
from reviewapp.domain.backup import Progress
from reviewapp.domain.errors import EnvironmentFault, UsageError, VaultTooNew, VaultUnusable
from reviewapp.i18n import _
from reviewapp.vault import backup, backup_file, backup_state, info, restore, swap
from reviewapp.vault.connection import Vault, local_now

# A vault that was changed and has no backup this old is spoken of on Home.
LONG = timedelta(days=7)
Report = Callable[[Progress], bool]


@dataclass(frozen=True)
class Backup:
    """One backup, as shown: when it was made, why (`domain.backup.REASONS`), where it lies."""

    path: Path
    made_at: datetime
    reason: str
    app: str


@dataclass(frozen=True)
class BackupState:
    """What Settings and Home say: the backups newest first, where they go, what is wrong ("" when nothing is).

    ``moved_on`` is the day this vault was marked as moved to another computer, or "". ``set_aside`` are files of
    earlier vaults that a restore moved out of the way. ``log_was_whole`` is False when the last words before a stop
    may be gone, see `lost_words`. ``unreached`` says that copies wait for an erasure or a new key, or is "".
    """

    backups: tuple[Backup, ...]
    folder: Path
    is_default_folder: bool
    problem: str
    failed_at: datetime | None
    is_overdue: bool
    moved_on: str
    set_aside: tuple[Path, ...]
    log_was_whole: bool
    unreached: str


def back_up(
    vault: Vault, *, to: Path | None = None, moving: bool = False, report: Report | None = None
) -> Backup | None:
    """Back up now, into the backup folder or to a file; None when ``report`` stopped it by answering False.

    Raises VaultUnusable when the vault or the copy fails its check, EnvironmentFault (place full or not writable),
    UsageError when ``to`` exists or is inside no folder.
    """
    reason = "moving" if moving else "asked"
    return _made(vault, reason, _checked_target(to) if to is not None else None, report)


def changed_and_due(vault: Vault) -> bool:
    """True when something new is in no backup and the newest one is at least half an hour old."""
    return not vault.moved_on and backup.is_due(vault)


def back_up_changes(vault: Vault, *, report: Report | None = None) -> Backup | None:
    """The backup of every half hour of changes; None when there is nothing new, or it was stopped."""
    return _made(vault, "changed", None, report) if changed_and_due(vault) else None


def back_up_at_closing(vault: Vault) -> Backup | None:
    """The backup on closing, when anything changed since the last one; a failure is kept for Home and raised."""
    return _made(vault, "closing", None, None) if not vault.moved_on and not vault.is_backed_up else None


def back_up_before_erasing(vault: Vault) -> Backup | None:
    """A backup before a large act; the erasure takes what it erases out of it (`vault.backup_rewrite`)."""
    return _made(vault, "before_erasing", None, None) if not vault.is_backed_up else None


def backup_state_of(vault: Vault) -> BackupState:
    """All that can be said about the backups of this vault."""
    state = backup_state.load(vault.folder)
    found = tuple(_shown(one) for one in backup.listed(vault.folder))
    newest = found[0].made_at if found else None
    late = newest is None or vault.clock() - newest > LONG
    return BackupState(
        backups=found, folder=state.folders(vault.folder)[0], is_default_folder=not state.folder,
        problem=in_one_line(state.failed.as_error()) if state.failed else "",
        failed_at=datetime.fromisoformat(state.failed.at).astimezone() if state.failed else None,
        is_overdue=late and found != () and not vault.is_backed_up and not vault.moved_on, moved_on=vault.moved_on,
        set_aside=tuple(swap.set_aside(vault.folder)), log_was_whole=vault.log_was_whole,
        unreached=_unreached(vault),
    )


def backups_for(folder: Path) -> tuple[Backup, ...]:
    """The backups kept for the vault in a folder, newest first, also when it cannot be opened."""
    return tuple(_shown(one) for one in backup.listed(folder))


def newest_backup(folder: Path) -> Backup | None:
    """The newest one that is whole to the last byte; needs no key."""
    found = backup.newest_whole(folder)
    return _shown(found) if found is not None else None


def look_at_backup(path: Path) -> Backup:
    """What a file says of itself. NotFound, VaultUnusable or EnvironmentFault when it is no backup."""
    return _shown(backup_file.look_at(path))


def verify_backup(vault: Vault, *, path: Path, report: Report | None = None) -> bool:
    """Open a backup of this vault and check every page, row and link in it; False when it was stopped.

    Raises VaultUnusable when it is not sound.
    """
    found = backup_file.look_at(path)

    def whole() -> Any:
        yield from backup.check(found, vault.data_key, vault.folder)
        return True

    return bool(backup.carried_out(whole(), report or _go_on))


def keep_backups_in(vault: Vault, *, folder: Path | None) -> Changes:
    """Keep backups in another folder from now on, best on another disk; None is the one beside the vault."""
    backup.use_folder(vault.folder, folder)
    return NOTHING


def mark_moved(vault: Vault, *, moved: bool) -> Changes:
    """Say that this vault goes on elsewhere: here it can only be read, until that is taken back."""
    day = vault.today.isoformat() if moved else ""
    info.mark_moved(vault.connection, day)
    vault.moved_on = day
    return Changes(frozenset({"settings", "person", "observation", "review"}))


def restore_backup(
    *, folder: Path, path: Path, passphrase: str | None = None, recovery_code: str | None = None,
    report: Report | None = None, clock: Callable[[], datetime] = local_now,
) -> restore.Restored | None:
    """Put a backup in the place of the vault in ``folder``, which must be closed; None when it was stopped.

    What was there is kept. Raises what `vault.restore.restore` raises; then nothing was changed.
    """
    work = restore.restore(folder, path, moment=clock(), passphrase=passphrase, recovery_code=recovery_code)
    return backup.carried_out(work, report or _go_on)


def with_offer(error: VaultUnusable, folder: Path) -> VaultUnusable:
    """The same error, naming the newest whole backup and the command that restores it; as it is when there is none."""
    newest = newest_backup(folder) if not isinstance(error, VaultTooNew) else None
    if newest is None:
        return error
    sentence, next_step = in_words(error)
    offer = _("The newest sound backup is of {day}: reviewapp restore {path}").format(
        day=newest.made_at.strftime("%Y-%m-%d %H:%M"), path=newest.path
    )
    return VaultUnusable(sentence, f"{next_step} {offer}".strip())


def lost_words() -> str:
    """What to say when the log beside the vault was not whole."""
    return _(
        "ReviewApp was stopped, and the log beside the vault was then cut, damaged or removed: what was written last"
        " may be gone. Look through your newest notes; the newest backup may hold more."
    )


def step_words(progress: Progress) -> str:
    """What long work is doing, in the chosen language."""
    return said(progress.step, {})


def _unreached(vault: Vault) -> str:
    if vault.missed_erasing:
        return _("An erasure is not finished: a copy of the vault was not reached.")
    if vault.missed_new_key:
        return _("A backup still opens with the passphrase of before: it was not reached.")
    return ""


def _made(vault: Vault, reason: str, to: Path | None, report: Report | None) -> Backup | None:
    made = backup.carried_out(backup.make(vault, reason, to), report or _go_on)
    return _shown(made) if made is not None else None


def _checked_target(to: Path) -> Path:
    path = to if to.suffix == backup_file.SUFFIX else to.with_name(to.name + backup_file.SUFFIX)
    if path.exists():
        raise UsageError(_("{path} exists already.").format(path=path), _("Choose another name; nothing was changed."))
    if not path.parent.is_dir():
        raise EnvironmentFault(
            _("The folder {folder} is not there.").format(folder=path.parent),
            _("Connect the disk, or choose another place."),
        )
    return path.resolve()


def _shown(found: backup_file.BackupFile) -> Backup:
    return Backup(found.path, found.moment, found.manifest.reason, found.manifest.app)


def _go_on(_progress: Progress) -> bool:
    return True

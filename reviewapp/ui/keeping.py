"""What the main window does to keep the vault safe: backups beside the work, a restore when it is damaged."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from reviewapp.domain.errors import ReviewAppError, VaultTooNew, VaultUnusable
from reviewapp.i18n import _
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.gate import GatePage, open_vault
from reviewapp.ui.worker import Worker

# The vault's code is loaded after the first paint: what needs it is imported inside.
if TYPE_CHECKING:
    from reviewapp.actions.backups import Backup
    from reviewapp.actions.vaults import Vault


def begin(hub: Hub, vault: Vault) -> None:
    """Back up every half hour of changes from now on."""
    from reviewapp.ui.backups import BackupKeeper

    hub.backups = BackupKeeper(vault, hub)
    hub.backups.made.connect(lambda _made: _heard(hub))
    # Not a partial: PySide keeps one that is connected, and what it holds, for ever.
    hub.backups.failed.connect(lambda error: _on_failed(hub, error))


def back_up_at_closing(worker: Worker) -> None:
    """The last backup before the vault is closed; a failure is kept in it and said on Home at the next start."""

    def job(vault: Vault) -> Backup | None:
        from reviewapp.actions.backups import back_up_at_closing as back_up

        return back_up(vault)

    worker.do(job, lambda _made: None, lambda _error: None)


def is_damage(error: BaseException) -> bool:
    """True for what a restore can mend."""
    return isinstance(error, VaultUnusable) and not isinstance(error, VaultTooNew)


def offer_newest(worker: Worker, gate: GatePage, error: ReviewAppError) -> None:
    """Beside the reason why a vault did not open, the newest whole backup with its date; nothing when there is none."""
    if not is_damage(error):
        return

    def newest() -> Backup | None:
        from reviewapp.actions.backups import newest_backup

        return newest_backup(gate.folder)

    def show(found: Backup | None) -> None:
        if found is not None:
            from reviewapp.ui.dialogs.restore import offer_words

            gate.offer(offer_words(found), found.path)

    worker.run(newest, show, lambda _error: None)


def show_damage(window: QWidget, error: BaseException, hub: Hub) -> None:
    """Damage met while the vault is open: the sentence, and the way to the backups."""
    from reviewapp.ui.messages import confirm, explain

    sentence, next_step = explain(error)
    if confirm(window, sentence, next_step, _("Restore a backup …")):
        hub.restore_asked.emit("")


def open_restore(
    window: QWidget, worker: Worker, folder: Path, path: str,
    opening_asked: Callable[[Callable[[], Vault]], None],
) -> None:
    """Ask which backup and for its secret; once it is in place, open it."""
    from reviewapp.ui.dialogs.restore import RestoreDialog

    dialog = RestoreDialog(worker, folder, window)

    def opened(passphrase: str, code: str) -> None:
        secret = {"recovery_code": code} if code else {"passphrase": passphrase}
        opening_asked(partial(open_vault, folder, **secret))

    dialog.restored.connect(opened)
    if path:
        dialog.preselect(Path(path))
    dialog.open()


def erase(
    worker: Worker, action: Callable[[Vault], object], erased: Callable[[Vault], None],
    failed: Callable[[BaseException], None],
) -> None:
    """Run an erasure, and hand the vault on for the pages to be built anew from what is left."""

    def job(vault: Vault) -> Vault:
        action(vault)
        return vault

    worker.do(job, erased, failed)


def _heard(hub: Hub) -> None:
    from reviewapp.actions.changes import Changes

    hub.changed.emit(Changes(frozenset({"backup"})), None)


def _on_failed(hub: Hub, error: BaseException) -> None:
    """Damage is shown at once; a full or missing disk is said in passing and stays on Home."""
    _heard(hub)
    if is_damage(error) or not isinstance(error, ReviewAppError):
        hub.failed.emit(error)
        return
    from reviewapp.ui.messages import sentence_of

    hub.said.emit(sentence_of(error), False)

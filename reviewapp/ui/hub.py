"""The hub: screens ask and act through it, and hear of changes from it. Nobody pokes a sibling.

One direction: a screen asks → an action decides → the vault keeps; a change set comes back, is
broadcast once with its initiator, and screens re-read what they show.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from reviewapp.i18n import _
from reviewapp.ui.worker import Searcher, Worker

if TYPE_CHECKING:
    from pathlib import Path

    # The window is painted before the vault's code is loaded (docs/decisions.md).
    from reviewapp.actions.changes import Changes, Undo
    from reviewapp.actions.vaults import Vault
    from reviewapp.ui.backups import BackupKeeper

MAX_UNDO = 100


class Hub(QObject):
    """What every page is given.

    Signals: `changed` (Changes, initiator) after a commit; `said` (sentence, can be undone) for the
    toast; `failed` (exception) for the one door of errors; `capture_asked` (person id or None) and
    `page_asked` (page name, argument) for moving about; `hints_changed` when other hints of a text are shown, since
    at most three checks are seen at once; `erase_asked` (an action) before every page is let go; `lock_asked`
    (sentence for the gate) closes the vault, `not_kept` (exception) says that an editor's words could not be journaled;
    `restore_asked` (path or "") closes the vault for a restore; `file_asked` (path or None) takes a file in, or asks
    which; `check_asked` (paths, perhaps none) opens the check of signatures.
    """

    changed = Signal(object, object)
    said = Signal(str, bool)
    failed = Signal(object)
    capture_asked = Signal(object)
    page_asked = Signal(str, object)
    observation_asked = Signal(int)
    hints_changed = Signal()
    erase_asked = Signal(object)
    lock_asked = Signal(str)
    not_kept = Signal(object)
    restore_asked = Signal(str)
    file_asked = Signal(object)
    check_asked = Signal(object)

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.worker = worker
        self._undo: list[Undo] = []
        self._redo: list[Undo] = []
        self.searcher: Searcher | None = None
        self.backups: BackupKeeper | None = None
        # Where the last document was put while the vault was open: the next of an evening of reviews goes there too.
        self.saved_in: Path | None = None

    def ask(
        self,
        query: Callable[[Vault], Any],
        then: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Run a query in the worker and hand its answer to ``then`` in the window's thread."""
        self.worker.do(query, then, failed or self.failed.emit)

    def act(
        self,
        action: Callable[[Vault], Changes],
        *,
        initiator: object = None,
        saying: str = "",
        then: Callable[[Changes], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Run an action; after its commit broadcast the changes, say ``saying`` and call ``then``."""

        def done(changes: Changes) -> None:
            if changes.undo is not None:
                self._undo = [*self._undo[-MAX_UNDO:], changes.undo]
                self._redo.clear()
            if saying:
                self.said.emit(saying, changes.undo is not None)
            if "erased" in changes.kinds:
                self.forget()  # what is gone for good must not live on in a step to take back
            self.changed.emit(changes, initiator)
            if then is not None:
                then(changes)

        self.worker.do(action, done, failed or self.failed.emit)

    def undo(self) -> None:
        """Take the last action back; nothing to undo does nothing."""
        if self._undo:
            self._revert(self._undo.pop(), self._redo, _("Undone"))

    def redo(self) -> None:
        """Do again what was undone last."""
        if self._redo:
            self._revert(self._redo.pop(), self._undo, _("Done again"))

    def forget(self) -> None:
        """The vault was locked: undo must not reach behind it."""
        self._undo.clear()
        self._redo.clear()
        self.saved_in = None

    def _revert(self, step: Undo, other: list[Undo], saying: str) -> None:
        from reviewapp.actions.changes import take_back

        def done(changes: Changes) -> None:
            if changes.undo is not None:
                other.append(changes.undo)
            self.said.emit(saying, False)
            self.changed.emit(changes, None)

        self.worker.do(lambda vault: take_back(vault, undo=step), done, self.failed.emit)

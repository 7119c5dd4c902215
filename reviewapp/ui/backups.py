"""Backups beside the work: a thread of its own makes them, so that neither typing nor saving waits for one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from reviewapp.actions.backups import back_up_changes
from reviewapp.actions.vaults import in_plain_words
from reviewapp.domain.backup import Progress

if TYPE_CHECKING:
    from reviewapp.actions.vaults import Vault

# How often to look whether half an hour of changes has come together.
LOOK_MS = 60_000

Job = Callable[["Vault", Callable[[Progress], bool]], Any]


@dataclass(frozen=True)
class _Ended:
    deliver: Callable[[Any], None]
    value: Any


class BackupKeeper(QObject):
    """Looks every minute, and makes the backup of every half hour of changes.

    `progressed` reports any backup or check under way; `made` carries what the half-hourly look made (never None),
    `failed` its exception. Nothing is delivered after `stop`.
    """

    progressed = Signal(object)
    made = Signal(object)
    failed = Signal(object)
    _ended = Signal(object)

    def __init__(self, vault: Vault, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._vault = vault
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._cancelled = threading.Event()
        self._stopped = False
        self._open_jobs = 0
        self._ended.connect(self._on_ended)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._thread = threading.Thread(target=self._run, name="backup", daemon=True)
        self._thread.start()

    @property
    def is_idle(self) -> bool:
        """True when nothing is under way and everything was delivered."""
        return self._open_jobs == 0

    def look(self) -> None:
        """Make a backup if one is due; a look that waits behind other work is not repeated."""
        if self.is_idle:
            self.do(lambda vault, report: back_up_changes(vault, report=report), self._on_looked, self.failed.emit)

    def do(self, job: Job, done: Callable[[Any], None], failed: Callable[[BaseException], None]) -> None:
        """Run ``job(vault, report)`` after those before it; its answer arrives in the window's thread."""
        self._open_jobs += 1
        self._cancelled.clear()

        def run() -> None:
            try:
                ended = _Ended(done, job(self._vault, self._report))
            except BaseException as error:  # handed to the window's thread, which shows or reports it
                ended = _Ended(failed, in_plain_words(error))
            self._ended.emit(ended)

        self._jobs.put(run)

    def cancel(self) -> None:
        """Stop what is under way at its next step; everything is then as it was before."""
        self._cancelled.set()

    def stop(self) -> None:
        """Stop what is under way and end the thread; waits for it."""
        self._stopped = True
        self._timer.stop()
        self._cancelled.set()
        self._jobs.put(None)
        self._thread.join()

    def _report(self, progress: Progress) -> bool:
        self.progressed.emit(progress)
        return not self._cancelled.is_set()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            if not self._stopped:
                job()

    def _on_looked(self, made: object) -> None:
        if made is not None:
            self.made.emit(made)

    def _on_ended(self, ended: _Ended) -> None:
        self._open_jobs -= 1
        if not self._stopped:
            ended.deliver(ended.value)

"""Two threads beside the window: one owns the writing connection, one searches and can be interrupted."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal

if TYPE_CHECKING:
    from reviewapp.actions.vaults import Vault


@dataclass(frozen=True)
class _Outcome:
    deliver: Callable[[Any], None]
    value: Any


class Worker(QObject):
    """Runs jobs one after the other; results come back in the window's thread.

    ``open_vault`` gives it the vault; jobs get it as their argument. A job that raises calls its
    ``failed`` with the exception. Nothing is delivered after `stop`.
    """

    _delivered = Signal(object)
    became_idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._open_jobs = 0
        self._stopped = False
        self._vault: Vault | None = None
        self._delivered.connect(self._on_delivered)
        self._thread = threading.Thread(target=self._run, name="vault", daemon=True)
        self._thread.start()

    @property
    def is_idle(self) -> bool:
        """True when every job's result was delivered."""
        return self._open_jobs == 0

    def open_vault(
        self, opening: Callable[[], Vault], opened: Callable[[Vault], None], failed: Callable[[BaseException], None]
    ) -> None:
        """Unlock in the worker, since deriving the key takes a while, and keep the vault there."""

        def keep() -> Vault:
            self._vault = opening()
            return self._vault

        self._submit(keep, opened, failed)

    def do(
        self, job: Callable[[Vault], Any], done: Callable[[Any], None], failed: Callable[[BaseException], None]
    ) -> None:
        """Run a job on the vault after those before it."""

        def with_vault() -> Any:
            if self._vault is None:
                raise RuntimeError("no vault is open")
            return job(self._vault)

        self._submit(with_vault, done, failed)

    def close_vault(self, closed: Callable[[Any], None], failed: Callable[[BaseException], None]) -> None:
        """Close the vault and forget its key, after the jobs before it."""

        def close() -> None:
            vault, self._vault = self._vault, None
            if vault is not None:
                vault.close()

        self._submit(close, closed, failed)

    def settle(self) -> None:
        """Wait until every job has run, and deliver the answers now, with those they ask for in turn.

        For locking: nothing may be shown any more, and nothing typed may be lost. The window stands still meanwhile.
        """
        while not self.is_idle:
            reached = threading.Event()
            self._jobs.put(reached.set)
            reached.wait()
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)

    def stop(self) -> None:
        """Finish the jobs, close the vault, end the thread; waits for it."""
        if self._stopped:
            return
        self._stopped = True

        def close() -> None:
            if self._vault is not None:
                self._vault.close()

        self._jobs.put(close)
        self._jobs.put(None)
        self._thread.join()

    def _submit(
        self, job: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[BaseException], None]
    ) -> None:
        self._open_jobs += 1

        def run() -> None:
            try:
                outcome = _Outcome(done, job())
            except BaseException as error:  # handed to the window's thread, which shows or reports it
                from reviewapp.actions.vaults import in_plain_words

                outcome = _Outcome(failed, in_plain_words(error))
            if not self._stopped:
                self._delivered.emit(outcome)

        self._jobs.put(run)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()

    def _on_delivered(self, outcome: _Outcome) -> None:
        self._open_jobs -= 1
        if self._stopped:
            return
        outcome.deliver(outcome.value)
        if self.is_idle:
            self.became_idle.emit()


class Searcher(QObject):
    """Searches on a connection of its own; a newer query interrupts the one still running."""

    answered = Signal(object)
    failed = Signal(object)

    def __init__(self, vault: Vault, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._connection = vault.reader()
        self._wanted: SimpleQueue[Callable[[Any], Any] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="search", daemon=True)
        self._thread.start()

    def ask(self, query: Callable[[Any], Any]) -> None:
        """Run ``query(connection)`` and emit `answered`; only the newest answer is worth anything."""
        self._connection.interrupt()
        self._wanted.put(query)

    def stop(self) -> None:
        """End the thread and close the connection; waits for it."""
        self._wanted.put(None)
        self._connection.interrupt()
        self._thread.join()
        # Not by the thread: it would be closed by the time it is interrupted, and that failure would stop the lock.
        self._connection.close()

    def _run(self) -> None:
        from reviewapp.actions.searching import interrupted

        while True:
            query = self._wanted.get()
            while query is not None and not self._wanted.empty():
                query = self._wanted.get()
            if query is None:
                return
            try:
                answer = interrupted(partial(query, self._connection))
            except Exception as error:  # handed to the window's thread, which shows or reports it
                self.failed.emit(error)
                continue
            if answer is not None and self._wanted.empty():
                self.answered.emit(answer)

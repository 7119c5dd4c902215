"""The main window: the gate (unlock, first run), then the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from reviewapp.domain.errors import ReviewAppError
from reviewapp.i18n import _
from reviewapp.settings import Settings, save_settings
from reviewapp.ui import checking, keeping
from reviewapp.ui.application import drop_source_lines
from reviewapp.ui.desk import Desk
from reviewapp.ui.hub import Hub
from reviewapp.ui.idle import IdleWatch
from reviewapp.ui.incoming import Incoming
from reviewapp.ui.messages import confirm, explain, show_failure
from reviewapp.ui.pages.gate import GatePage, open_vault
from reviewapp.ui.pages.page import Page
from reviewapp.ui.shortcuts import bind_shortcuts
from reviewapp.ui.worker import Searcher, Worker

if TYPE_CHECKING:
    from reviewapp.actions.changes import Changes
    from reviewapp.actions.vaults import Vault
    from reviewapp.ui.locking import Place
    from reviewapp.ui.pages.capture import CapturePanel
    from reviewapp.ui.widgets.toast import Toast


class MainWindow(QMainWindow):
    """Composes the window; what it does is done by the pages, through the hub."""

    def __init__(self, *, settings: Settings, folder: Path, passphrase: str | None = None) -> None:
        super().__init__()
        self.settings = settings
        self.folder = folder
        self.worker = Worker(self)
        self.hub = Hub(self.worker, self)
        self._desk: Desk | None = None
        self.setWindowTitle("ReviewApp")
        self.setObjectName("main_window")
        # On a small screen the foot of the window, with its buttons, must not lie below the edge.
        self.resize(QSize(1280, 820).boundedTo(self.screen().availableSize() * 0.92))
        self._outer = QStackedWidget(self)
        self.setCentralWidget(self._outer)
        self.gate = GatePage(self, folder=folder)
        self.gate.opening_asked.connect(self._on_opening_asked)
        self.gate.code_kept.connect(self._build_desk)
        self.gate.restore_asked.connect(self._on_restore_asked)
        self._outer.addWidget(self.gate)
        self.hub.failed.connect(self._on_failed)
        self.hub.restore_asked.connect(self._on_restore_asked)
        self._is_closing = False
        self.hub.changed.connect(self._on_changed)
        self.hub.erase_asked.connect(self._on_erase_asked)
        self.hub.not_kept.connect(self._on_not_kept)
        self.hub.lock_asked.connect(self.lock)
        self.incoming = Incoming(self)
        self.hub.file_asked.connect(self._on_file_asked)
        self.hub.check_asked.connect(self.incoming.check)
        self.setAcceptDrops(True)
        self._locking: list[BaseException] | None = None
        self._place: tuple[Path, Place] | None = None
        self._returning: Place | None = None
        self.worker.became_idle.connect(self._on_idle)
        self.idle = IdleWatch(self)
        self.idle.ran_out.connect(self.lock)
        self._suspend: QObject | None = None
        bind_shortcuts(self)
        if passphrase is not None:
            # After the first paint: the window is there while the key is derived.
            QTimer.singleShot(0, lambda: self._on_opening_asked(partial(open_vault, folder, passphrase=passphrase)))
        else:
            self.gate.begin()
            QTimer.singleShot(0, self.gate.try_keyring)

    @property
    def is_unlocked(self) -> bool:
        """True while the pages are there and a vault is behind them."""
        return self._desk is not None

    @property
    def is_locking(self) -> bool:
        """True while the vault is being closed: nothing may be shown any more."""
        return self._locking is not None

    @property
    def desk(self) -> Desk:
        """What one works at; only while unlocked."""
        if self._desk is None:
            raise RuntimeError("the vault is locked")
        return self._desk

    @property
    def capture_panel(self) -> CapturePanel:
        """The panel at the trailing edge of the desk."""
        return self.desk.capture_panel

    @property
    def pages(self) -> QStackedWidget:
        """The pages of the desk."""
        return self.desk.pages

    @property
    def toast(self) -> Toast:
        """What was just done, said in passing."""
        return self.desk.toast

    @property
    def current_page(self) -> str:
        """The name of the page shown, or "" while locked."""
        return self._desk.current_page if self._desk is not None else ""

    def go(self, name: str, argument: Any = None) -> Page:
        """Show a page of the desk, built on first use."""
        return self.desk.go(name, argument)

    def capture(self, person_id: object = None) -> None:
        """Open the capture panel, when there is a desk; without a person it takes the one on the page."""
        if self._desk is not None:
            self._desk.capture(person_id)

    def lock(self, saying: str = "") -> bool:
        """Keep what is typed, close the vault, show the gate with ``saying``.

        False when something typed could not be kept, not even in the journal: then it stays open, and says so.
        """
        failure = self._lock(saying)
        if failure is not None:
            show_failure(self, failure)
        return failure is None

    def _lock(self, saying: str = "") -> BaseException | None:
        from reviewapp.ui import locking

        desk = self._desk
        if desk is None or self._locking is not None:
            return None
        self._locking = []
        place = desk.place()
        locking.put_dialogs_away(self)
        desk.keep_typed()
        # Covered before it is done: writing may take a moment.
        self._outer.setCurrentWidget(self.gate)
        self.gate.set_busy(True)
        self.worker.settle()
        desk.journal_refused()
        self.worker.settle()
        self.gate.set_busy(False)
        failures, self._locking = self._locking, None
        if failures:
            self._outer.setCurrentWidget(desk)
            return failures[0]
        self._place = (self.folder, place)
        self._forget()
        if self._is_closing:
            keeping.back_up_at_closing(self.worker)
        self.worker.close_vault(lambda _none: self.gate.begin_again(saying), self._on_failed)
        return None

    def _forget(self) -> None:
        """Let go of everything that was read from the vault."""
        self._stop_helpers()
        self.hub.forget()
        checking.use_shipped_words()
        self.idle.stop()
        self._take_down_desk()

    def _on_erase_asked(self, action: Callable[[Vault], Any]) -> None:
        """No page may keep the words of who is erased, or write them again: all are built anew afterwards."""
        if self._desk is not None:
            self._desk.keep_typed()
            self._forget()
            self.gate.set_busy(True)
            keeping.erase(self.worker, action, self._on_erased, self._on_not_erased)

    def _on_erased(self, vault: Vault) -> None:
        self._on_opened(vault)
        self.hub.said.emit(_("Erased. The receipt is under Settings."), False)

    def _on_not_erased(self, error: BaseException) -> None:
        self.hub.ask(lambda vault: vault, self._on_opened)
        self._on_failed(error)

    def stop(self) -> None:
        """End the threads and close the vault; the window is going away."""
        self.idle.stop()
        self._stop_helpers()
        self.incoming.stop()
        self.worker.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._is_closing = True
        failure = self._lock()
        if failure is not None and not confirm(self, *explain(failure), _("Close and lose it")):
            self._is_closing = False
            event.ignore()
            return
        # The last backup of a large vault takes seconds: nobody has to look at a window that does not answer.
        self.hide()
        self.stop()
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.incoming.take_drops_on(self.windowHandle())

    def come_forward(self) -> None:
        """Be the window one sees, for a file that was opened elsewhere on the desktop."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.activateWindow()

    def change_settings(self, settings: Settings) -> None:
        """Keep changed settings and put them in force."""
        from reviewapp.ui import theme

        self.settings = settings
        save_settings(settings)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, theme.Theme(settings.appearance))
        self.idle.start(settings.lock_minutes if self.is_unlocked else 0)

    def _on_opening_asked(self, opening: Callable[[], Vault]) -> None:
        self.gate.set_busy(True)
        self.worker.open_vault(opening, self._on_opened, self._on_not_opened)

    def _on_opened(self, vault: Vault) -> None:
        drop_source_lines()
        self.folder = vault.folder
        if self.settings.vault != str(vault.folder):
            self.settings = replace(self.settings, vault=str(vault.folder))
            save_settings(self.settings)
        self.hub.searcher = Searcher(vault, self)
        self.hub.searcher.failed.connect(self._on_failed)
        keeping.begin(self.hub, vault)
        self.gate.set_busy(False)
        self.gate.forget_secrets()
        if not self.gate.show_code():
            self._build_desk()

    def _on_not_opened(self, error: BaseException) -> None:
        self.gate.set_busy(False)
        self.gate.begin()
        if isinstance(error, ReviewAppError):
            self.gate.say(error)
            keeping.offer_newest(self.worker, self.gate, error)
        else:
            self._on_failed(error)

    def _build_desk(self) -> None:
        desk = self._desk = Desk(self)
        self._outer.addWidget(desk)
        self._outer.setCurrentWidget(desk)
        checking.use_words_of(self.hub)
        self.idle.start(self.settings.lock_minutes)
        self._returning = None
        folder, place = self._place or (None, None)
        self._place = None
        if place is not None and folder == self.folder:
            desk.go_back(place)
            self._returning = place
            # At once: the cursor follows when both the page and the panel have been read.
            self._after_unlocking()
        else:
            desk.go("home")
            QTimer.singleShot(0, self._after_unlocking)

    def _after_unlocking(self) -> None:
        """What waits until the desk was painted: words that were being typed, and listening for sleep."""
        if not self.is_unlocked:
            return
        from reviewapp.actions.journaling import kept_drafts
        from reviewapp.ui.suspend import SuspendWatch

        self.hub.ask(kept_drafts, self._on_kept_found)
        self.incoming.begin(self.folder)
        if self._suspend is None:
            watch = self._suspend = SuspendWatch(self)
            watch.locking_asked.connect(self.lock)
            watch.begin()

    def _on_kept_found(self, drafts: dict[str, Any]) -> None:
        """Words a crash or the lock left in the journal are offered again; without any, no editor is built."""
        if drafts and self.is_unlocked:
            from reviewapp.ui.reopening import reopen_kept

            self.capture_panel.offer_kept()
            reopen_kept(self)

    def _on_idle(self) -> None:
        """Everything asked for is shown: the cursor goes back to where it was before the lock."""
        place, self._returning = self._returning, None
        if place is not None and self._desk is not None:
            self._desk.put_cursor_back(place)

    def _take_down_desk(self) -> None:
        desk, self._desk = self._desk, None
        self._outer.setCurrentWidget(self.gate)
        if desk is not None:
            self._outer.removeWidget(desk)
            desk.leave()

    def _stop_helpers(self) -> None:
        searcher, self.hub.searcher = self.hub.searcher, None
        if searcher is not None:
            searcher.stop()
            searcher.deleteLater()
        backups, self.hub.backups = self.hub.backups, None
        if backups is not None:
            backups.stop()

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if "words" in changes.kinds:
            checking.use_words_of(self.hub)

    def _on_failed(self, error: BaseException) -> None:
        if self._locking is not None:
            return  # a refusal is journaled instead (`_lock`), and nothing else may keep the vault open
        if self.is_unlocked and keeping.is_damage(error):
            keeping.show_damage(self, error, self.hub)
        else:
            show_failure(self, error)

    def _on_restore_asked(self, path: str) -> None:
        if self.lock():
            keeping.open_restore(self, self.worker, self.gate.folder, path, self._on_opening_asked)

    def _on_file_asked(self, path: Path | None) -> None:
        if path is None:
            self.incoming.choose()
        else:
            self.incoming.take(path)

    def _on_not_kept(self, error: BaseException) -> None:
        if self._locking is not None:
            self._locking.append(error)

    def ask_search(self) -> None:
        """Open the search over everything."""
        if self.is_unlocked:
            from reviewapp.ui.dialogs.search import SearchDialog

            SearchDialog(self.hub, self).exec()

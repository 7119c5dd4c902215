"""The main window: the gate (unlock, first run), then the rail, the pages and the capture panel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QSize, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from reviewapp.domain.errors import ReviewAppError
from reviewapp.i18n import _
from reviewapp.settings import Settings, save_settings
from reviewapp.ui import keeping
from reviewapp.ui.hub import Hub
from reviewapp.ui.messages import show_failure
from reviewapp.ui.pages.gate import GatePage, open_vault
from reviewapp.ui.pages.page import Page
from reviewapp.ui.rail import Rail
from reviewapp.ui.worker import Searcher, Worker

if TYPE_CHECKING:
    from reviewapp.actions.vaults import Vault

PAGES = ("home", "people", "review", "library", "settings")


class MainWindow(QMainWindow):
    """Composes the window; what it does is done by the pages, through the hub."""

    def __init__(self, *, settings: Settings, folder: Path, passphrase: str | None = None) -> None:
        super().__init__()
        self.settings = settings
        self.folder = folder
        self.worker = Worker(self)
        self.hub = Hub(self.worker, self)
        self._pages: dict[str, Page] = {}
        self._desk: QWidget | None = None
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
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self.lock)
        self._shortcuts()
        if passphrase is not None:
            # After the first paint: the window is there while the key is derived.
            QTimer.singleShot(0, lambda: self._on_opening_asked(partial(open_vault, folder, passphrase=passphrase)))
        else:
            self.gate.begin()

    @property
    def is_unlocked(self) -> bool:
        """True while the pages are there and a vault is behind them."""
        return self._desk is not None

    @property
    def current_page(self) -> str:
        """The name of the page shown, or "" while locked."""
        if self._desk is None:
            return ""
        return next((name for name, page in self._pages.items() if page is self.pages.currentWidget()), "")

    def go(self, name: str, argument: Any = None) -> Page:
        """Show a page, built on first use."""
        page = self._pages.get(name)
        if page is None:
            page = _build_page(name, self.hub, self)
            self._pages[name] = page
            self.pages.addWidget(page)
        page.open(argument)
        self.pages.setCurrentWidget(page)
        self.rail.set_current(name)
        return page

    def capture(self, person_id: object = None) -> None:
        """Open the capture panel; without a person it takes the one on the page."""
        if not self.is_unlocked:
            return
        current = self.pages.currentWidget()
        preset = person_id if isinstance(person_id, int) else getattr(current, "person_id", None)
        self.capture_panel.begin(preset)

    def lock(self) -> None:
        """Keep what is typed, close the vault, show the gate."""
        if not self.is_unlocked:
            return
        for dialog in self.findChildren(QDialog):
            # A dialog left open would show what the lock is to hide.
            dialog.reject()
        self.capture_panel.keep_now()
        for page in self._pages.values():
            keep = getattr(page, "keep_now", None)
            if keep is not None:
                keep()
        self._stop_helpers()
        self.hub.forget()
        self._take_down_desk()
        if self._is_closing:
            keeping.back_up_at_closing(self.worker)
        self.worker.close_vault(lambda _none: self.gate.begin(), self._on_failed)

    def stop(self) -> None:
        """End the threads and close the vault; the window is going away."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self._stop_helpers()
        self.worker.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._is_closing = True
        if self.is_unlocked:
            self.lock()
        # The last backup of a large vault takes seconds: nobody has to look at a window that does not answer.
        self.hide()
        self.stop()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._desk is not None:
            self.toast.place(self._desk.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress) and self.is_unlocked:
            self._restart_idle_clock()
        return super().eventFilter(watched, event)

    def change_settings(self, settings: Settings) -> None:
        """Keep changed settings and put them in force."""
        from reviewapp.ui import theme

        self.settings = settings
        save_settings(settings)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, theme.Theme(settings.appearance))
        self._restart_idle_clock()

    def _on_opening_asked(self, opening: Callable[[], Vault]) -> None:
        self.gate.set_busy(True)
        self.worker.open_vault(opening, self._on_opened, self._on_not_opened)

    def _on_opened(self, vault: Vault) -> None:
        self.folder = vault.folder
        if self.settings.vault != str(vault.folder):
            self.settings = replace(self.settings, vault=str(vault.folder))
            save_settings(self.settings)
        self.hub.searcher = Searcher(vault, self)
        self.hub.searcher.failed.connect(self._on_failed)
        keeping.begin(self.hub, vault)
        self.gate.set_busy(False)
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
        from reviewapp.ui.pages.capture import CapturePanel
        from reviewapp.ui.widgets.toast import Toast

        desk = QWidget(self)
        row = QHBoxLayout(desk)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail(desk)
        self.rail.page_asked.connect(self.go)
        self.rail.capture_asked.connect(self.capture)
        self.rail.search_asked.connect(self._on_search_asked)
        self.rail.lock_asked.connect(self.lock)
        self.pages = QStackedWidget(desk)
        self.capture_panel = CapturePanel(self.hub, desk)
        self.capture_panel.hide()
        row.addWidget(self.rail)
        row.addWidget(self.pages, 1)
        row.addWidget(self.capture_panel)
        self.toast = Toast(desk)
        self.toast.action_asked.connect(self.hub.undo)
        self.hub.said.connect(self._on_said)
        self.hub.capture_asked.connect(self.capture)
        self.hub.page_asked.connect(self.go)
        self.hub.observation_asked.connect(lambda observation_id: self.go("observation", observation_id))
        self._desk = desk
        self._outer.addWidget(desk)
        self._outer.setCurrentWidget(desk)
        self.go("home")
        self._restart_idle_clock()
        QTimer.singleShot(0, self.capture_panel.offer_kept)

    def _take_down_desk(self) -> None:
        desk, self._desk = self._desk, None
        self._pages.clear()
        for signal, slot in ((self.hub.said, self._on_said), (self.hub.capture_asked, self.capture)):
            signal.disconnect(slot)
        self.hub.page_asked.disconnect(self.go)
        self.hub.observation_asked.disconnect()
        self._outer.setCurrentWidget(self.gate)
        if desk is not None:
            self._outer.removeWidget(desk)
            desk.deleteLater()

    def _shortcuts(self) -> None:
        from PySide6.QtWidgets import QPlainTextEdit

        def undo() -> None:
            focused = QApplication.focusWidget()
            if isinstance(focused, QPlainTextEdit):
                focused.undo()
            else:
                self.hub.undo()

        wanted: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+N", self.capture), ("Ctrl+K", self._on_search_asked), ("Ctrl+L", self.lock),
            ("Ctrl+Z", undo), ("Ctrl+Shift+Z", self.hub.redo), ("F1", self._on_help_asked),
        )
        for keys, slot in wanted:
            QShortcut(QKeySequence(keys), self, slot)
        for number, name in enumerate(PAGES, 1):
            QShortcut(QKeySequence(f"Alt+{number}"), self, lambda name=name: self.is_unlocked and self.go(name))
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def _restart_idle_clock(self) -> None:
        if self.settings.lock_minutes and self.is_unlocked:
            self._idle.start(self.settings.lock_minutes * 60_000)
        else:
            self._idle.stop()

    def _stop_helpers(self) -> None:
        searcher, self.hub.searcher = self.hub.searcher, None
        if searcher is not None:
            searcher.stop()
        backups, self.hub.backups = self.hub.backups, None
        if backups is not None:
            backups.stop()

    def _on_said(self, sentence: str, can_undo: bool) -> None:
        self.toast.say(sentence, _("Undo") if can_undo else "")

    def _on_failed(self, error: BaseException) -> None:
        if self.is_unlocked and keeping.is_damage(error):
            keeping.show_damage(self, error, self.hub)
        else:
            show_failure(self, error)

    def _on_restore_asked(self, path: str) -> None:
        self.lock()
        keeping.open_restore(self, self.worker, self.gate.folder, path, self._on_opening_asked)

    def _on_search_asked(self) -> None:
        if self.is_unlocked:
            from reviewapp.ui.dialogs.search import SearchDialog

            SearchDialog(self.hub, self).exec()

    def _on_help_asked(self) -> None:
        from reviewapp.ui.dialogs.help import HelpDialog

        HelpDialog(self.current_page, self).exec()


def _build_page(name: str, hub: Hub, window: MainWindow) -> Page:
    # Imported when first shown: the window is there sooner.
    if name == "home":
        from reviewapp.ui.pages.home import HomePage

        return HomePage(hub)
    if name == "people":
        from reviewapp.ui.pages.people import PeoplePage

        return PeoplePage(hub)
    if name == "observation":
        from reviewapp.ui.pages.observation import ObservationPage

        return ObservationPage(hub)
    if name == "review":
        from reviewapp.ui.pages.review import ReviewPage

        return ReviewPage(hub)
    if name == "library":
        from reviewapp.ui.pages.library import LibraryPage

        return LibraryPage(hub)
    from reviewapp.ui.pages.settings import SettingsPage

    return SettingsPage(hub, window.settings, window.change_settings)



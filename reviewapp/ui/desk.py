"""The desk: the rail, the pages, the capture panel and the toast. It is there while a vault is open, and only then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from reviewapp.i18n import _
from reviewapp.ui.application import drop_source_lines
from reviewapp.ui.page_factory import build_page
from reviewapp.ui.pages.page import Page
from reviewapp.ui.rail import Rail

if TYPE_CHECKING:
    from reviewapp.ui.locking import Place
    from reviewapp.ui.main_window import MainWindow
    from reviewapp.ui.pages.capture import CapturePanel


class Desk(QWidget):
    """Where one works while the vault is open. The window builds it after unlocking and lets it go when locking."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        from reviewapp.ui.care import DailyCare
        from reviewapp.ui.widgets.toast import Toast

        hub = self._hub = window.hub
        self._main_window = window
        self._pages: dict[str, Page] = {}
        self._capture_panel: CapturePanel | None = None
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail(self)
        self.rail.page_asked.connect(self.go)
        self.rail.capture_asked.connect(self.capture)
        self.rail.search_asked.connect(window.ask_search)
        self.rail.lock_asked.connect(window.lock)
        self.pages = QStackedWidget(self)
        row.addWidget(self.rail)
        row.addWidget(self.pages, 1)
        self.toast = Toast(self)
        self.toast.action_asked.connect(hub.undo)
        hub.said.connect(self._on_said)
        hub.capture_asked.connect(self.capture)
        hub.page_asked.connect(self.go)
        hub.observation_asked.connect(self._on_observation_asked)
        self.care = DailyCare(hub, self)

    @property
    def capture_panel(self) -> CapturePanel:
        """The panel at the trailing edge, built when it is first wanted."""
        if self._capture_panel is None:
            from reviewapp.ui.pages.capture import CapturePanel

            self._capture_panel = CapturePanel(self._hub, self)
            self._capture_panel.hide()
            self._row.addWidget(self._capture_panel)
        return self._capture_panel

    @property
    def open_capture(self) -> CapturePanel | None:
        """The panel while it is shown."""
        panel = self._capture_panel
        return panel if panel is not None and panel.isVisible() else None

    @property
    def current_page(self) -> str:
        """The name of the page shown."""
        return next((name for name, page in self._pages.items() if page is self.pages.currentWidget()), "")

    def go(self, name: str, argument: Any = None) -> Page:
        """Show a page, built on first use."""
        page = self._pages.get(name)
        if page is None:
            page = build_page(name, self._hub, self._main_window)
            drop_source_lines()
            self._pages[name] = page
            self.pages.addWidget(page)
        page.open(argument)
        self.pages.setCurrentWidget(page)
        self.rail.set_current(name)
        return page

    def capture(self, person_id: object = None) -> None:
        """Open the capture panel; without a person it takes the one on the page."""
        current = self.pages.currentWidget()
        preset = person_id if isinstance(person_id, int) else getattr(current, "person_id", None)
        self.capture_panel.begin(preset)

    def keep_typed(self) -> None:
        """Let every page and the panel save what is typed."""
        for editor in (self._capture_panel, *self._pages.values()):
            keep = getattr(editor, "keep_now", None)
            if keep is not None:
                keep()

    def journal_refused(self) -> None:
        """What the record refused when it was to be kept is journaled instead."""
        from reviewapp.ui.journal import DraftKeeper

        for keeper in self.findChildren(DraftKeeper):
            if keeper.is_behind:
                keeper.keep_now()

    def place(self) -> Place:
        """Where one is: which page with which id, and which field has the cursor."""
        from reviewapp.ui import locking

        return locking.place_of(self.current_page, self._containers(), self._main_window.focusWidget())

    def go_back(self, place: Place) -> None:
        """The page of a place, as it was; its cursor follows with `put_cursor_back` once everything is read."""
        from reviewapp.ui import locking

        locking.show_tabs(place, self.go(place.page, place.argument))

    def put_cursor_back(self, place: Place) -> None:
        """Give the keyboard back to the field it was in."""
        from reviewapp.ui import locking

        locking.go_back(place, self._containers())

    def leave(self) -> None:
        """Hear nothing any more and go, with everything that was read from the vault."""
        self._capture_panel = None
        self._pages.clear()
        for signal, slot in (
            (self._hub.said, self._on_said), (self._hub.capture_asked, self.capture), (self._hub.page_asked, self.go),
            (self._hub.observation_asked, self._on_observation_asked),
        ):  # fmt: skip
            signal.disconnect(slot)
        self.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.toast.place(self.rect())

    def _containers(self) -> dict[str, QWidget]:
        """Where the cursor may be, for coming back to it."""
        found: dict[str, QWidget] = {"page": self._pages[self.current_page]}
        if self._capture_panel is not None:
            found["capture"] = self._capture_panel
        return found

    def _on_observation_asked(self, observation_id: int) -> None:
        self.go("observation", observation_id)

    def _on_said(self, sentence: str, can_undo: bool) -> None:
        self.toast.say(sentence, _("Undo") if can_undo else "")

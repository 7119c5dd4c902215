"""The rail at the leading edge: where one can go, the way to capture, search and lock."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from reviewapp.i18n import _
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_XS
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.labels import plain_label


class Rail(QFrame):
    """Buttons of the main window. Signals say what was asked for; the window does it."""

    page_asked = Signal(str)
    capture_asked = Signal()
    search_asked = Signal()
    lock_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "side-start")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_M, SPACE_L, SPACE_M, SPACE_L)
        column.setSpacing(SPACE_XS)
        column.addWidget(plain_label("ReviewApp", "section"))
        column.addSpacing(SPACE_M)
        new = button(_("New observation"), kind="primary", icon="plus")
        new.setToolTip(_("Ctrl+N"))
        new.clicked.connect(self.capture_asked)
        column.addWidget(new)
        column.addSpacing(SPACE_M)
        self._by_name: dict[str, QPushButton] = {}
        for name, label, icon in (
            ("home", _("Home"), "home"), ("people", _("People"), "users"), ("review", _("Review"), "file-text"),
            ("team", _("Team"), "users-round"), ("my_side", _("My side"), "user"), ("library", _("Library"), "library"),
            ("settings", _("Settings"), "settings"),
        ):
            self._by_name[name] = self._page_button(name, label, icon)
            column.addWidget(self._by_name[name])
        column.addStretch()
        for label, icon, keys, signal in (
            (_("Search"), "search", _("Ctrl+K"), self.search_asked), (_("Lock"), "lock", _("Ctrl+L"), self.lock_asked),
        ):
            act = button(label, kind="ghost", icon=icon)
            act.setToolTip(keys)
            act.clicked.connect(signal)
            self._stretch(act)
            column.addWidget(act)

    def set_current(self, name: str) -> None:
        """Mark where the user is; a page outside the rail marks nothing."""
        for page, its_button in self._by_name.items():
            is_current = page == name
            if its_button.property("current") is is_current:
                continue
            # A property and not a check mark: checkable buttons are announced as check boxes.
            its_button.setProperty("current", is_current)
            its_button.setAccessibleDescription(_("The page shown") if is_current else "")
            its_button.style().unpolish(its_button)
            its_button.style().polish(its_button)

    def _page_button(self, name: str, label: str, icon: str) -> QPushButton:
        its_button = button(label, kind="ghost", icon=icon)
        its_button.clicked.connect(lambda: self.page_asked.emit(name))
        self._stretch(its_button)
        return its_button

    def _stretch(self, its_button: QPushButton) -> None:
        its_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # Qt mirrors this by itself where the writing runs from the right.
        its_button.setStyleSheet("text-align: left;")

"""What the pages of the main window have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from reviewapp.ui.hub import Hub

if TYPE_CHECKING:
    from reviewapp.actions.changes import Changes


class Page(QWidget):
    """A page re-reads what it shows when something it is interested in changed.

    Subclasses set `interests` (kinds of `Changes`) and implement `refresh`. A hidden page waits until
    it is shown. `open` is called when the user goes there, with an argument such as a person id.
    """

    interests: frozenset[str] = frozenset()

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hub = hub
        self._stale = True
        hub.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Read again from the vault what is shown."""
        raise NotImplementedError(type(self).__name__)

    def open(self, argument: Any) -> None:
        """The user came here; the argument is the page's own."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        if not changes.kinds & self.interests or initiator is self:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

"""While the window is open: jots are announced, expire, and leave the bin (promise 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from reviewapp.ui.hub import Hub

if TYPE_CHECKING:
    from reviewapp.actions.changes import Changes
    from reviewapp.actions.vaults import Vault

# Often enough that a day is noticed on a computer that is never switched off; the work itself is a few look-ups.
EVERY_MS = 30 * 60_000
# Home has stood there for a minute before anything counts as announced; looking in for a moment changes nothing.
FIRST_MS = 60_000


class DailyCare(QObject):
    """Lives as long as the desk: nothing expires behind a locked vault, and nothing without Home having said so."""

    def __init__(self, hub: Hub, parent: QObject) -> None:
        super().__init__(parent)
        self._hub = hub
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        QTimer.singleShot(FIRST_MS, self, self.look)

    def look(self) -> None:
        """Let the worker see to it now."""
        self._hub.act(_look_after_jots)


def _look_after_jots(vault: Vault) -> Changes:
    # Inside: the code of erasing is not wanted at the start.
    from reviewapp.actions.expiry import look_after_jots

    return look_after_jots(vault)

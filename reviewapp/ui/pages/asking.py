"""Asking the vault on behalf of a widget that may be gone, or may have asked again, before the answer comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QObject

from reviewapp.actions.vaults import Vault
from reviewapp.ui.hub import Hub


class Asker:
    """Delivers only the answer to the newest question, and only while its owner lives."""

    def __init__(self, hub: Hub, owner: QObject) -> None:
        self._hub, self._owner = hub, owner
        self._turn = 0

    def ask(self, query: Callable[[Vault], Any], then: Callable[[Any], None]) -> None:
        """Ask; an answer to an earlier question that is still on its way is dropped."""
        self._turn += 1
        turn = self._turn

        def deliver(answer: Any) -> None:
            if turn == self._turn and shiboken6.isValid(self._owner):
                then(answer)

        self._hub.ask(query, deliver)

    def forget(self) -> None:
        """Drop whatever is still on its way."""
        self._turn += 1

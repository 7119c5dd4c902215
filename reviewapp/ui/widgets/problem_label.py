"""What stops an act, said beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.labels import PlainLabel, take_role


class ProblemLabel(PlainLabel):
    """Hidden while there is nothing to say; what it says is spoken as well, as a change at ``place``."""

    def __init__(self, place: QWidget, role: str = "small") -> None:
        super().__init__("")
        self._place = place
        take_role(self, role)
        self.hide()

    def say(self, sentence: str) -> None:
        """Say it; "" takes it away."""
        self.setText(sentence)
        self.setVisible(bool(sentence))
        if sentence:
            announce(self._place, sentence)

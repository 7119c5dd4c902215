"""The words two people read to each other, and the same as figures, for those who share no list of words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_XS
from reviewapp.ui.widgets.labels import plain_label


class CheckPhraseCard(QFrame):
    """``title`` says whose words they are."""

    def __init__(self, title: str, words: Sequence[str], digits: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_XS)
        column.addWidget(plain_label(title, "muted"))
        lines = [(" ".join(words), "section")] if words else []
        lines.append((" ".join(digits), "" if words else "section"))
        for text, role in lines:
            # Read in this order in every language, also where the page runs the other way.
            shown = plain_label(f"\u2066{text}\u2069", role)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(shown)

"""What the program says about the internet, in Settings: the claim, whether the kernel enforces it, and its limits."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from reviewapp.actions.connections import no_connection, not_covered
from reviewapp.i18n import _
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from reviewapp.ui.widgets.labels import plain_label


def connections_card() -> QFrame:
    """A card with two sentences and nothing to set: there is no switch."""
    card = QFrame()
    card.setProperty("kind", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
    column.setSpacing(SPACE_S)
    column.addWidget(plain_label(_("Internet"), "section"))
    column.addWidget(plain_label(no_connection()))
    column.addWidget(plain_label(not_covered(), "muted"))
    return card

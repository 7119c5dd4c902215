"""Above the first run of somebody who was sent a file: who asks, and what happens next."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from reviewapp.actions.incoming import Invitation
from reviewapp.actions.packet_words import kind_heading
from reviewapp.i18n import _
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_XS
from reviewapp.ui.widgets.labels import plain_label


class InvitationCard(QFrame):
    """Nothing on it is proven: the file says so itself, and the words are compared later."""

    def __init__(self, found: Invitation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_XS)
        column.addWidget(plain_label(kind_heading("request", found.sender_name), "strong"))
        column.addWidget(
            plain_label(
                _("Type your name and choose a passphrase; then {file} opens. What you write stays in a vault of your "
                  "own until you hand it back.").format(file=found.path.name)
            )
        )  # fmt: skip

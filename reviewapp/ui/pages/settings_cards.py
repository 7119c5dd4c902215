"""Settings → Cards: what files are sealed for, and the way to the words two people compare."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from reviewapp.i18n import _
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.flow_layout import row_of
from reviewapp.ui.widgets.labels import plain_label


class CardsCard(QFrame):
    """Nothing to read: the dialog shows the cards."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_S)
        column.addWidget(plain_label(_("Cards"), "section"))
        column.addWidget(
            plain_label(
                _("Your card lets others seal files for you; theirs came with the first file you took in. Here you "
                  "give yours away, compare the words, and take a card out of use."),
                "muted",
            )
        )  # fmt: skip
        self.look = button(_("Cards and their words …"), icon="shield-check")

        def show() -> None:
            from reviewapp.ui.dialogs.cards import CardsDialog

            CardsDialog(hub, self.window()).open()

        self.look.clicked.connect(show)
        column.addWidget(row_of(self.look))

"""Where my signature on a review stands, on My side: what there is to sign, what I signed, and why there is nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from reviewapp.actions.countersigning import SigningStand, statement_words
from reviewapp.i18n import _
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from reviewapp.ui.widgets.buttons import Button, button
from reviewapp.ui.widgets.flow_layout import row_of
from reviewapp.ui.widgets.labels import plain_label


class SigningPart(QFrame):
    """Hidden until `show_stand`. ``act_asked`` carries sign, signed or save_again, and where it stands."""

    act_asked = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.buttons: dict[str, Button] = {}
        self._stand: SigningStand | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        self._column.setSpacing(SPACE_XS)
        self.hide()

    def show_stand(self, stand: SigningStand) -> None:
        """Say it once; a draft says nothing, since nobody signs what may still change."""
        if self._stand is not None or (stand.state == "unsigned" and not stand.is_finished):
            return
        self._stand = stand
        if stand.state == "open":
            self._say(_("You can sign that you received it"), "strong")
            self._say(stand.writer)
            self._say(_("Receipt is not agreement, and nobody has to sign. Read the pages first; then say what your "
                        "signature states."), "muted")  # fmt: skip
            self._acts(("sign", _("Read and sign …"), "primary"))
        elif stand.state == "signed":
            self._say(stand.sentence, "strong")
            self._say(statement_words(stand.position))
            self._acts(
                ("signed", _("Look at what you signed …"), "plain"),
                ("save_again", _("Save the sealed file again …"), "plain"),
            )
        else:
            self._say(stand.sentence, "strong" if stand.state == "refused" else "")
            self._say(stand.next_step, "muted")
        self.show()

    def _say(self, sentence: str, role: str = "") -> None:
        self._column.addWidget(plain_label(sentence, role))

    def _acts(self, *wanted: tuple[str, str, str]) -> None:
        for name, label, kind in wanted:
            made = self.buttons[name] = button(label, kind)
            made.clicked.connect(lambda _checked=False, name=name: self.act_asked.emit(name, self._stand))
        self._column.addSpacing(SPACE_S)
        self._column.addWidget(row_of(*self.buttons.values()))

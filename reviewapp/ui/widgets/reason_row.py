"""Giving a reason: one tap for the common ones, a line of one's own for the others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from reviewapp.i18n import _
from reviewapp.ui.forms.reason_draft import ReasonDraft
from reviewapp.ui.tokens import SPACE_S, SPACE_XS
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.chip import Chip
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.widgets.labels import plain_label


class ReasonRow(QWidget):
    """A question, buttons that answer it at once, and one for other words. ``given`` carries the reason.

    ``about`` tells this question from others on the page: a line typed for it comes back to it.
    """

    given = Signal(str)

    def __init__(self, question: str, reasons: Sequence[str], about: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(question)
        self.chips = [self._chip(reason, question) for reason in reasons]
        for chip, reason in zip(self.chips, reasons, strict=True):
            chip.clicked.connect(lambda _on, reason=reason: self.given.emit(reason))
        self.other = self._chip(_("Another reason …"), question)
        self.other.clicked.connect(self._on_other_asked)
        self.line = QLineEdit()
        self.line.setAccessibleName(_("Reason"))
        self.line.setPlaceholderText(_("One sentence is enough"))
        self.line.textChanged.connect(self._on_line_changed)
        self.give = button(_("Give this reason"))
        self.give.setEnabled(False)
        self.give.clicked.connect(self._on_line_given)
        self._own = QWidget(self)
        own = QVBoxLayout(self._own)
        own.setContentsMargins(0, 0, 0, SPACE_XS)
        own.setSpacing(SPACE_S)
        own.addWidget(self.line)
        own.addWidget(self.give, 0, Qt.AlignmentFlag.AlignLeading)
        offered = QWidget(self)
        flow = FlowLayout(offered, SPACE_S)
        for one in (*self.chips, self.other):
            flow.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_S, 0, SPACE_S, 0)
        column.setSpacing(SPACE_S)
        for part in (plain_label(question, "small"), offered, self._own):
            column.addWidget(part)
        self._own.hide()
        self._draft = ReasonDraft(self.line, about)
        self.given.connect(self._draft.forget)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in the order of reading."""
        return [*self.chips, self.other, self.line, self.give]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter gives the reason; it neither saves a form nor closes a dialog around it.
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.line.hasFocus():
            self._on_line_given()
            return
        super().keyPressEvent(event)

    def _chip(self, label: str, question: str) -> Chip:
        # A chip, since it can shorten a long reason; pressed it acts, and there is nothing to leave picked.
        made = Chip(label, self)
        made.setCheckable(False)
        made.setAccessibleDescription(question)
        return made

    def _on_other_asked(self) -> None:
        self._own.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_line_changed(self, text: str) -> None:
        if text and self._own.isHidden():  # it was brought back
            self._own.show()
        self.give.setEnabled(bool(text.strip()))

    def _on_line_given(self) -> None:
        reason = self.line.text().strip()
        if reason:
            self.given.emit(reason)

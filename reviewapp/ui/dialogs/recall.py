"""Structured recall: first a list from memory, of what spoke for and what spoke against; then the notes beside it.

Listing both sides before judging made ratings fairer in the laboratory (domain.md D, "Balance"). It is never a
quota, and the list is scrap paper: what is worth keeping becomes a note of its own.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from reviewapp.actions.queries import evidence
from reviewapp.actions.review_views import ReviewDesk
from reviewapp.actions.shapes import TimelineCard
from reviewapp.i18n import _
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages import review_words
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.checked_text import CheckedTextEdit
from reviewapp.ui.widgets.labels import field_label, plain_label

WIDTH_CHARACTERS = 92
FIRST_LETTERS = 160


class RecallDialog(QDialog):
    """Two lists, then "Read my notes": the episodes of the period stand below them, cited or not."""

    def __init__(self, hub: Hub, desk: ReviewDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hub, self._desk = hub, desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Recall"))
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * WIDTH_CHARACTERS)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        column.setSpacing(SPACE_S)
        column.addWidget(plain_label(_("Recall"), "section"))
        self.task = plain_label(
            _("From memory, before you read on: what did {name} do in this period? One line for each. "
              "This is scrap paper and is not kept.").format(name=desk.person), "muted",
        )  # fmt: skip
        column.addWidget(self.task)
        sides = QHBoxLayout()
        sides.setSpacing(SPACE_L)
        self.spoke_for, self.spoke_against = self._list(_("What spoke for")), self._list(_("What spoke against"))
        for edit, label in ((self.spoke_for, _("What spoke for")), (self.spoke_against, _("What spoke against"))):
            side = QVBoxLayout()
            side.setSpacing(SPACE_XS)
            side.addWidget(field_label(label, edit))
            side.addWidget(edit)
            side.addWidget(edit.hints)
            side.addStretch(1)
            sides.addLayout(side)
        column.addLayout(sides)
        self.notes = QScrollArea(self)
        self.notes.setWidgetResizable(True)
        self.notes.setAccessibleName(_("Notes of the period"))
        self.notes.hide()
        column.addWidget(self.notes, 1)
        column.addSpacing(SPACE_M)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        self.read = button(_("Read my notes"), "primary")
        self.read.clicked.connect(self._on_read_asked)
        self.write = button(_("Write something down"))
        self.write.clicked.connect(self._on_write_asked)
        close = button(_("Close"))
        close.clicked.connect(self.reject)
        row.addStretch(1)
        for made in (close, self.write, self.read):
            row.addWidget(made)
        column.addLayout(row)
        self.spoke_for.setFocus()

    def _list(self, name: str) -> CheckedTextEdit:
        return CheckedTextEdit(
            name, min_lines=5, max_lines=10, only_says=_("Only a hint: this list is not kept."), parent=self
        )

    def _on_read_asked(self) -> None:
        review_id = self._desk.id
        self.read.setEnabled(False)

        def show(answer: tuple[list[TimelineCard], tuple[int, ...]]) -> None:
            if isValid(self):
                self._show_notes(*answer)

        self.hub.ask(lambda vault: evidence(vault, review_id=review_id), show)

    def _on_write_asked(self) -> None:
        # The list stays beside the capture panel.
        self.hub.capture_asked.emit(self._desk.person_id)

    def _show_notes(self, cards: list[TimelineCard], cited: tuple[int, ...]) -> None:
        self.task.setText(
            _("What is on your list and not in your notes? What is in your notes and not on your list? "
              "What is not cited, and should be?")
        )  # fmt: skip
        sheet = QFrame()
        sheet.setProperty("kind", "page")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, SPACE_S, 0)
        column.setSpacing(SPACE_S)
        if not cards:
            column.addWidget(plain_label(_("Nothing is dated within this period yet."), "muted"))
        for card in cards:
            day = review_words.plain_day(card.observed_on or card.written_on)
            first = card.behaviour.strip().partition("\n")[0]
            shown = first if len(first) <= FIRST_LETTERS else first[:FIRST_LETTERS].rstrip() + " …"
            sentence = _("{day}, cited: {words}") if card.id in cited else _("{day}: {words}")
            column.addWidget(plain_label(sentence.format(day=day, words=shown)))
        column.addStretch(1)
        self.notes.setWidget(sheet)
        self.notes.setMinimumHeight(self.fontMetrics().lineSpacing() * 10)
        self.notes.show()
        self.read.hide()
        self.notes.setFocus(Qt.FocusReason.OtherFocusReason)

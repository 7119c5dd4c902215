"""What was asked of oneself, and the self-assessments written so far."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reviewapp.actions.answering import AnswerDesk, ReceivedRequest
from reviewapp.i18n import _
from reviewapp.ui.pages.review_words import period, plain_day
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS
from reviewapp.ui.widgets.buttons import ElidingButton, button
from reviewapp.ui.widgets.empty_state import EmptyState
from reviewapp.ui.widgets.labels import plain_label


class AnswerList(QWidget):
    """``request_opened`` carries a packet id, ``answer_opened`` a self-assessment's; ``begin_asked`` is unasked."""

    request_opened = Signal(int)
    answer_opened = Signal(int)
    begin_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        self._column.setSpacing(SPACE_M)

    def show_all(self, requests: Sequence[ReceivedRequest], written: Sequence[AnswerDesk]) -> None:
        """Show what waits and what was written."""
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._column.addWidget(plain_label(_("My self-assessments"), "title"))
        waiting = [one for one in requests if one.answer_id is None]
        if waiting:
            self._column.addWidget(self._card(_("Asked of you"), [self._request_row(one) for one in waiting]))
        if written:
            self._column.addWidget(self._card(_("Written by you"), [self._written_row(one) for one in written]))
        if not waiting and not written:
            empty = EmptyState(
                "pencil", _("Nobody has asked you yet. You can begin unasked: what you write stays with you."),
                _("Begin a self-assessment …"),
            )  # fmt: skip
            empty.action_asked.connect(self.begin_asked)
            self._column.addWidget(empty, 1)
        else:
            begin = button(_("Begin a self-assessment …"), icon="plus")
            begin.clicked.connect(self.begin_asked)
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(begin)
            line.addStretch(1)
            self._column.addWidget(row)
            self._column.addStretch(1)

    def _card(self, title: str, rows: Sequence[QWidget]) -> QWidget:
        card = QFrame()
        card.setProperty("kind", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_XS)
        column.addWidget(plain_label(title, "section"))
        for row in rows:
            column.addWidget(row)
        return card

    def _request_row(self, one: ReceivedRequest) -> QWidget:
        text = _("{name}, {period}").format(name=one.sender, period=period(one.period_from, one.period_to))
        due = _("wished for by {day}").format(day=plain_day(one.due_on)) if one.due_on is not None else ""
        link, row = self._row(text, due)
        link.clicked.connect(lambda: self.request_opened.emit(one.packet_id))
        return row

    def _written_row(self, one: AnswerDesk) -> QWidget:
        span = period(one.period_from, one.period_to)
        text = _("{name}, {period}").format(name=one.to, period=span) if one.to else span
        link, row = self._row(text, standing_words(one))
        link.clicked.connect(lambda: self.answer_opened.emit(one.id))
        return row

    def _row(self, text: str, state: str) -> tuple[ElidingButton, QWidget]:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        link = ElidingButton(text)
        link.setAccessibleName(_("{text}, {state}").format(text=text, state=state) if state else text)
        row.addWidget(link)
        row.addStretch(1)
        label = plain_label(state, "muted")
        label.setWordWrap(False)
        row.addWidget(label)
        return link, holder


def standing_words(desk: AnswerDesk) -> str:
    """Where a self-assessment of one's own stands."""
    if not desk.handed_on:
        return _("Draft, with you alone")
    said = _("Handed back on {day}").format(day=plain_day(desk.handed_on[-1]))
    return _("{said}, changed since").format(said=said) if desk.changed_since else said

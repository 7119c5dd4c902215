"""Begin a review: whom it is about and which period it covers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from reviewapp.actions.changes import Changes
from reviewapp.actions.reviews import begin_review
from reviewapp.actions.sentences import in_one_line
from reviewapp.actions.shapes import PersonRow
from reviewapp.domain.errors import ReviewAppError
from reviewapp.i18n import _
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.choice_box import ChoiceBox
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.labels import field_label, plain_label
from reviewapp.ui.widgets.problem_label import ProblemLabel

WIDTH_CHARACTERS = 68
MONTHS_BACK = 6


class BeginReviewDialog(QDialog):
    """``begun`` carries the id of the new draft, after its commit."""

    begun = Signal(int)

    def __init__(
        self, hub: Hub, people: Sequence[PersonRow], today: date, *, person_id: int | None = None,
        first: date | None = None, last: date | None = None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.hub = hub
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Begin review"))
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * WIDTH_CHARACTERS)
        self.person = ChoiceBox(self)
        self.person.setAccessibleName(_("Person"))
        for row in people:
            self.person.addItem(row.name, row.id)
        if person_id is not None:
            self.person.setCurrentIndex(self.person.findData(person_id))
        self.first = DateField(lambda: today, _("Period from"))
        self.last = DateField(lambda: today, _("Period to"), past_only=False)
        self.first.set_date(first or half_a_year_before(today))
        self.last.set_date(last or today)
        self.problem = ProblemLabel(self, "strong")
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        column.setSpacing(SPACE_S)
        column.addWidget(plain_label(_("Begin review"), "section"))
        column.addWidget(
            plain_label(_("A draft is private. Only episodes within the period can stand in it."), "muted")
        )
        column.addSpacing(SPACE_M)
        column.addWidget(field_label(_("Person"), self.person))
        column.addWidget(self.person)
        for label, field in ((_("Period from"), self.first), (_("Period to"), self.last)):
            column.addSpacing(SPACE_S)
            column.addWidget(field_label(label, field.edit))
            column.addWidget(field)
        column.addWidget(self.problem)
        column.addSpacing(SPACE_L)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addStretch(1)
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.act = button(_("Begin"), "primary")
        self.act.clicked.connect(self._on_begin)
        self.act.setDefault(True)
        row.addWidget(cancel)
        row.addWidget(self.act)
        column.addLayout(row)

    def _on_begin(self) -> None:
        person_id, first, last = self.person.currentData(), self.first.date(), self.last.date()
        if first is None or last is None:
            self._say(_("A period has a first and a last day."))
            return
        self.act.setEnabled(False)
        self.hub.act(
            lambda vault: begin_review(vault, person_id=person_id, period_from=first, period_to=last),
            saying=_("Review begun"), then=self._on_begun, failed=self._on_refused,
        )

    def _on_begun(self, changes: Changes) -> None:
        if isValid(self):
            self.begun.emit(changes.id)
            self.accept()

    def _on_refused(self, error: BaseException) -> None:
        if isinstance(error, ReviewAppError) and isValid(self):
            self.act.setEnabled(True)
            self._say(in_one_line(error))
        else:
            self.hub.failed.emit(error)

    def _say(self, sentence: str) -> None:
        self.problem.say(sentence)


def half_a_year_before(day: date) -> date:
    """The first day of the month half a year back."""
    months = day.year * 12 + day.month - 1 - MONTHS_BACK
    return date(months // 12, months % 12 + 1, 1)

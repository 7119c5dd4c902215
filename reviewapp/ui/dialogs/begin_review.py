"""Begin a review: its period, with days that are usually right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from reviewapp.actions.person_records import ReviewRow, person_reviews
from reviewapp.actions.queries import person as person_by_id
from reviewapp.actions.reviews import begin_review
from reviewapp.domain.person import Person
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.person_words import period, review_state
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.labels import plain_label

MONTHS = 9


def months_back(day: date, months: int) -> date:
    """The same day some months earlier, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 - months
    first = date(index // 12, index % 12 + 1, 1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def proposed_period(earlier: Sequence[ReviewRow], today: date) -> tuple[date, date]:
    """From the day after the last review, else the last nine months, up to today."""
    ended = max((one.period_to for one in earlier if one.period_to < today), default=None)
    first = ended + timedelta(days=1) if ended is not None else months_back(today, MONTHS)
    return first, today


class BeginReviewDialog(FormDialog):
    """Two days and one act; ``begun`` is called with the id of the review. An open draft is offered instead."""

    def __init__(
        self, hub: Hub, person_id: int, parent: QWidget | None = None, begun: Callable[[int], None] | None = None
    ) -> None:
        super().__init__(hub, _("Begin review"), _("Begin"), parent)
        self._person_id, self._begun = person_id, begun
        self._today = date.today()
        self._draft: ReviewRow | None = None
        self.heading = plain_label(_("Begin review"), "title")
        self.column.addWidget(self.heading)
        self.column.addWidget(plain_label(_("Only episodes of the period can be cited in it."), "muted"))
        self.column.addSpacing(SPACE_S)
        self.first = DateField(lambda: self._today, _("From"), past_only=False)
        self.row(_("From"), self.first)
        self.last = DateField(lambda: self._today, _("To"), past_only=False)
        self.row(_("To"), self.last)
        self.existing = plain_label("", "muted")
        self.existing.hide()
        self.column.addWidget(self.existing)
        self.column.addStretch()
        self.open_draft = button(_("Open the draft"))
        self.open_draft.hide()
        self.open_draft.clicked.connect(self._on_open_draft)
        self.add_side_button(self.open_draft)
        self.load(
            lambda vault: (
                vault.today, person_by_id(vault, person_id=person_id), person_reviews(vault, person_id=person_id)
            ),
            self._show,
        )  # fmt: skip

    def submit_asked(self) -> None:
        """Begin the draft and go there."""
        first, last, person_id = self.first.date(), self.last.date(), self._person_id
        if first is None or last is None:
            problem = self.first.problem_sentence() or self.last.problem_sentence()
            self.say(problem or _("A period has a first and a last day."))
            return
        if last < first:
            self.say(_("The period ends before it begins."))
            self.first.setFocus()
            return
        begun = self._begun
        self.run(
            lambda vault: begin_review(vault, person_id=person_id, period_from=first, period_to=last), "",
            (lambda changes: begun(changes.id)) if begun is not None else None,
        )  # fmt: skip

    def _show(self, answer: tuple[date, Person | None, tuple[ReviewRow, ...]]) -> None:
        self._today, person, earlier = answer
        if person is None:
            self.reject()
            return
        self.heading.setText(_("Begin a review of {name}").format(name=person.name))
        first, last = proposed_period(earlier, self._today)
        self.first.set_date(first)
        self.last.set_date(last)
        self._draft = next((one for one in earlier if one.state not in ("final", "superseded")), None)
        if self._draft is not None:
            self.existing.setText(
                _("There is an open one for {period}: {state}.").format(
                    period=period(self._draft.period_from, self._draft.period_to),
                    state=review_state(self._draft.state),
                )
            )
            self.existing.show()
            self.open_draft.show()
        self.first.setFocus()

    def _on_open_draft(self) -> None:
        draft, begun = self._draft, self._begun
        self.accept()
        if draft is not None and begun is not None:
            begun(draft.id)

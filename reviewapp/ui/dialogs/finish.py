"""Days that move a review on: handed over on, talked about on; and what still stops the end of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from reviewapp.actions.changes import Changes
from reviewapp.actions.finding_answers import Stop, answer_stop, take_out, what_stops
from reviewapp.actions.review_views import ReviewDesk
from reviewapp.actions.reviews import finish_review
from reviewapp.actions.sentences import in_one_line
from reviewapp.actions.vaults import Vault
from reviewapp.domain.errors import ReviewAppError
from reviewapp.i18n import _
from reviewapp.ui.dialogs.stop_row import StopRow
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.reading_page import ReadingPage
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.buttons import Button, button
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.labels import field_label, plain_label, window_title
from reviewapp.ui.widgets.problem_label import ProblemLabel
from reviewapp.ui.widgets.scrolling import scroll_area

WIDTH_CHARACTERS = 68
# With what stops it, and answers in one line beside each other.
WIDE_CHARACTERS = 92


class DayDialog(QDialog):
    """Asks for one day and acts with it. A refusal is a sentence under the day; the dialog then stays open."""

    def __init__(
        self, hub: Hub, *, title: str, explanation: str, day_label: str, act_label: str, today: date,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.hub = hub
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(window_title(title))
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * WIDTH_CHARACTERS)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        self.column.setSpacing(SPACE_S)
        self.column.addWidget(plain_label(title, "section"))
        self.column.addWidget(plain_label(explanation, "muted"))
        self.column.addSpacing(SPACE_M)
        self.day = DateField(lambda: today, day_label)
        self.day.picked.connect(self._on_day_picked)
        self.column.addWidget(field_label(day_label, self.day.edit))
        self.column.addWidget(self.day)
        self.problem = ProblemLabel(self, "strong")
        self.column.addWidget(self.problem)
        self.add_middle()
        self.column.addSpacing(SPACE_M)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        self.add_acts(row)
        row.addStretch(1)
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.act: Button = button(act_label, "primary")
        self.act.clicked.connect(self._on_act_asked)
        self.act.setDefault(True)
        row.addWidget(cancel)
        row.addWidget(self.act)
        self.column.addLayout(row)
        self.day.setFocus()
        self.settle()

    def add_middle(self) -> None:
        """Room for what stands between the day and the buttons."""

    def add_acts(self, row: QHBoxLayout) -> None:
        """Room for another act, at the start of the row of buttons."""

    def settle(self) -> None:
        """The button can be pressed once there is a day."""
        self.act.setEnabled(self.day.date() is not None)

    def do(self, day: date) -> None:
        """Act with the day."""
        raise NotImplementedError(type(self).__name__)

    def on_done(self, _changes: Changes) -> None:
        """It is committed."""
        if isValid(self):
            self.accept()

    def on_refused(self, error: BaseException) -> None:
        """Say what the user can understand here; anything else goes through the hub's door."""
        if isinstance(error, ReviewAppError) and isValid(self):
            sentence = in_one_line(error)
            self.problem.say(sentence)
            self.settle()
        else:
            self.hub.failed.emit(error)

    def _on_day_picked(self) -> None:
        self.problem.hide()
        self.settle()

    def _on_act_asked(self) -> None:
        day = self.day.date()
        if day is not None:
            self.act.setEnabled(False)
            self.do(day)


class ActDialog(DayDialog):
    """A `DayDialog` whose act is given: ``action(vault, day)`` in the worker, then ``saying`` in the toast."""

    def __init__(
        self, hub: Hub, *, title: str, explanation: str, day_label: str, act_label: str, today: date,
        action: Callable[[Vault, date], Changes], saying: str, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        self._action, self._saying = action, saying
        super().__init__(
            hub, title=title, explanation=explanation, day_label=day_label, act_label=act_label, today=today,
            parent=parent,
        )

    def do(self, day: date) -> None:
        """Act with the day."""
        action = self._action
        self.hub.act(
            lambda vault: action(vault, day), saying=self._saying, then=self.on_done, failed=self.on_refused
        )


class FinishDialog(DayDialog):
    """The day of the conversation, and every reason why the review cannot be finished yet, each with a way there.

    ``place_asked`` carries the `Stop` whose exact place the user wants to see.
    """

    place_asked = Signal(object)

    def __init__(self, hub: Hub, desk: ReviewDesk, parent: QWidget | None = None) -> None:
        self._review_id = desk.id
        self._is_empty = desk.is_empty
        self._found: Sequence[Stop] | None = None
        self._was_answered = False
        self._today = desk.today
        super().__init__(
            hub, title=_("Finish the review of {name}").format(name=desk.person),
            explanation=_(
                "It is finished after you have talked about it. The finished version is frozen and never rewritten; "
                "a correction is a new review."
            ),
            day_label=_("Talked about on"), act_label=_("Finish"), today=desk.today, parent=parent,
        )
        self.day.set_date(desk.talked_on)
        self._look()

    @property
    def is_ready(self) -> bool:
        """True when the answer to "what stops it?" is there and fits the day."""
        return self._found is not None

    def add_middle(self) -> None:
        """The list of what stops it."""
        self.column.addSpacing(SPACE_M)
        self.heading = plain_label("", "strong")
        self.column.addWidget(self.heading)
        self._scroll = scroll_area(self)
        self._scroll.hide()
        self.column.addWidget(self._scroll, 1)

    def add_acts(self, row: QHBoxLayout) -> None:
        """Most reviews are finished in the talk itself. It is said, never assumed: no day is proposed in the field."""
        self.talked_today = button(_("We talked today: finish"))
        self.talked_today.clicked.connect(self._on_talked_today)
        row.addWidget(self.talked_today)

    def _on_talked_today(self) -> None:
        self.day.set_date(self._today)
        self.talked_today.setEnabled(False)
        self.do(self._today)

    def settle(self) -> None:
        """Finishing needs a day, and that nothing stops it."""
        is_free = self._found is not None and not self._found
        self.talked_today.setEnabled(is_free and self.day.date() in (None, self._today))
        self.act.setEnabled(self.day.date() is not None and self._found is not None and not self._found)

    def do(self, day: date) -> None:
        """Freeze the version."""
        review_id = self._review_id
        self.hub.act(
            lambda vault: finish_review(vault, review_id=review_id, talked_on=day), saying=_("Review finished"),
            then=self.on_done, failed=self.on_refused,
        )

    def _on_day_picked(self) -> None:
        super()._on_day_picked()
        self._look()

    def _look(self) -> None:
        """Ask what stops it on that day; the answer for an earlier day is thrown away."""
        review_id, day = self._review_id, self.day.date()
        self._found = None
        self.heading.setText(_("Looking …"))
        self.settle()

        def show(found: list[Stop]) -> None:
            if isValid(self) and self.day.date() == day:
                self._show(found)

        self.hub.ask(lambda vault: what_stops(vault, review_id=review_id, on=day), show)

    def _heading(self, is_stopped: bool) -> str:
        if is_stopped:
            return _("What still stops it")
        if self._is_empty:
            # A finished version stays for good: whoever hits the wrong review sees it here.
            return _("Nothing is written and no episode is cited. The document will say that not enough was seen.")
        return _("Nothing stops it.")

    def _show(self, found: list[Stop]) -> None:
        self._found = found
        self.heading.setText(self._heading(bool(found)))
        self._scroll.setVisible(bool(found))
        if found:
            sheet = ReadingPage()
            column = QVBoxLayout(sheet)
            column.setContentsMargins(0, 0, SPACE_S, 0)
            column.setSpacing(SPACE_M)
            for stop in found:
                column.addWidget(self._row(stop))
            column.addStretch(1)
            self._scroll.setWidget(sheet)
            self._scroll.setMinimumHeight(min(sheet.sizeHint().height(), self.fontMetrics().lineSpacing() * 18))
            self.setMinimumWidth(self.fontMetrics().averageCharWidth() * WIDE_CHARACTERS)
            self.column.activate()
            # The window does not follow by itself, and its buttons would lie over the list.
            self.resize(self.size().expandedTo(self.sizeHint()))
        self.settle()
        announce(self, self.heading.text())
        if self._was_answered:
            # The row that had the keyboard is gone: on to what is left, or to the button that is free now.
            self._was_answered = False
            left = self._scroll.findChildren(Button) if found else []
            (left[0] if left else self.act).setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, stop: Stop) -> QWidget:
        row = StopRow(stop)
        row.place_asked.connect(lambda: self._on_place_asked(stop))
        row.removal_asked.connect(lambda: self._on_removal_asked(row))
        row.answered.connect(lambda answer, reason: self._on_answered(row, answer, reason))
        return row

    def _on_place_asked(self, stop: Stop) -> None:
        self.reject()
        self.place_asked.emit(stop)

    def _on_answered(self, row: StopRow, answer: str, reason: str) -> None:
        self._settle_stop(row, lambda vault: answer_stop(vault, row.stop, answer, reason), _("Kept with its reason"))

    def _on_removal_asked(self, row: StopRow) -> None:
        review_id, stop = self._review_id, row.stop
        saying = _("Taken out of the review") if stop.observation_id else _("The sentence was taken out")
        self._settle_stop(row, lambda vault: take_out(vault, review_id=review_id, stop=stop), saying)

    def _settle_stop(self, row: StopRow, action: Callable[[Vault], Changes], saying: str) -> None:
        def done(_changes: Changes) -> None:
            if isValid(self):
                self._was_answered = True
                self._look()

        def refused(error: BaseException) -> None:
            if isinstance(error, ReviewAppError) and isValid(row):
                row.say(in_one_line(error))
            else:
                self.hub.failed.emit(error)

        self.hub.act(action, saying=saying, then=done, failed=refused)

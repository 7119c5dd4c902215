"""Telling the person: since which day they know of an observation. Only then can it reach a review."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewapp.domain.observation import Subject
from reviewapp.i18n import _
from reviewapp.ui import words
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.chip_group import ChipGroup
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.problem_label import ProblemLabel

# A packet records itself when it is exported; by hand one records talk and paper.
BY_HAND = ("conversation", "paper")


class TellField(QWidget):
    """One person: told on a day, told on a day still to be confirmed, or not told. Nothing is recorded unasked.

    ``told`` carries person id, day and way once the user confirmed them.
    """

    told = Signal(int, object, str)

    def __init__(self, subject: Subject, today: date, *, is_concern: bool) -> None:
        super().__init__()
        self.person_id, self._today, self._is_concern = subject.person_id, today, is_concern
        self._name = subject.name
        self.sentence = plain_label("")
        self.how = ChipGroup(words.field("told_how"), [(one, words.choice("told_how", one)) for one in BY_HAND])
        self.day = DateField(lambda: self._today, _("Day of the conversation with {name}").format(name=subject.name))
        self.submit = button("")
        self.submit.clicked.connect(self._on_submit)
        self.correct = button(_("Correct the day"), kind="ghost")
        self.correct.clicked.connect(lambda: self._ask(_("Record this day"), subject.told_how))
        self.problem = ProblemLabel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        for part in (self.sentence, self.how, self.day, self.problem):
            column.addWidget(part)
        for act in (self.submit, self.correct):
            column.addWidget(act, 0, Qt.AlignmentFlag.AlignLeading)
        self._show(subject)

    def say(self, sentence: str) -> None:
        """Say what stops it; "" takes it away."""
        self.problem.say(sentence)

    def take_focus(self) -> None:
        """Bring the keyboard to the day."""
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, subject: Subject) -> None:
        self.day.set_date(subject.told_on or (None if subject.told_how else self._today))
        if subject.is_told and subject.told_on is not None:
            sentence = _("{name} was told in a conversation on {day}.")
            if subject.told_how == "paper":
                sentence = _("{name} was told on paper on {day}.")
            elif subject.told_how == "packet":
                sentence = _("{name} received it in a packet on {day}.")
            self.sentence.setText(sentence.format(name=self._name, day=words.written_date(subject.told_on)))
            for part in (self.how, self.day, self.submit):
                part.hide()
            self.correct.setVisible(subject.told_how != "packet")
        elif subject.told_how is not None:
            self.sentence.setText(_("Your notes say that {name} was told. On which day?").format(name=self._name))
            self._ask(_("Confirm this day"), subject.told_how)
        else:
            sentence = _("{name} has not been told yet.")
            if self._is_concern:
                sentence = _("{name} has not been told yet. A concern they do not know of cannot reach a review.")
            self.sentence.setText(sentence.format(name=self._name))
            self._ask(_("Record that {name} was told").format(name=self._name), None)

    def _ask(self, act: str, how: str | None) -> None:
        self.how.set_value(how if how in BY_HAND else "conversation")
        self.submit.setText(act.replace("&", "&&"))
        self.submit.setAccessibleName(act)
        for part in (self.how, self.day, self.submit):
            part.show()
        self.correct.hide()

    def _on_submit(self) -> None:
        day = self.day.date()
        if day is None:
            self.say(self.day.problem_sentence() or _("Give the day on which they were told."))
            self.take_focus()
            return
        self.say("")
        self.told.emit(self.person_id, day, self.how.value() or "conversation")

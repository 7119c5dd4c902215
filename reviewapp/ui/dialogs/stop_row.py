"""One thing that stops a review from being finished: what, the way on, the way there, and answers where it has some."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from reviewapp.actions.finding_answers import Stop
from reviewapp.i18n import _
from reviewapp.ui import finding_words
from reviewapp.ui.tokens import SPACE_S, SPACE_XS
from reviewapp.ui.widgets.answer_row import AnswerRow
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.problem_label import ProblemLabel


class StopRow(QFrame):
    """``place_asked`` when the user wants to go there, ``removal_asked`` to take it out, ``answered`` with a tag."""

    place_asked = Signal()
    removal_asked = Signal()
    answered = Signal(str, str)

    def __init__(self, stop: Stop) -> None:
        super().__init__()
        self.stop = stop
        self.setProperty("kind", "hint")
        self.problem = ProblemLabel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XS, SPACE_S, SPACE_XS, SPACE_S)
        column.setSpacing(SPACE_XS)
        for label in (plain_label(stop.sentence), plain_label(stop.next_step, "muted"), self.problem):
            label.setContentsMargins(SPACE_S, 0, SPACE_S, 0)
            column.addWidget(label)
        self.there = button(self._way(), "ghost", name=_("Go there: {sentence}").format(sentence=stop.sentence))
        self.there.clicked.connect(self.place_asked)
        self.removal = button(self._removal(), "ghost")
        self.removal.setAccessibleDescription(stop.sentence)
        # Queued: what is pressed goes with its row.
        self.removal.clicked.connect(self.removal_asked, Qt.ConnectionType.QueuedConnection)
        ways = QWidget(self)
        flow = FlowLayout(ways, SPACE_XS)
        for way, is_offered in ((self.there, bool(self._way())), (self.removal, stop.can_be_taken_out)):
            flow.addWidget(way)
            # Never shown here: without a parent it would open as a window.
            if not is_offered:
                way.hide()
        column.insertWidget(2, ways)
        self.answers: AnswerRow | None = None
        if stop.finding is not None:
            offered = finding_words.answers_to(stop.finding.label, stop.finding.resolve)
            self.answers = AnswerRow(offered, stop.finding.span)
            self.answers.answered.connect(self.answered)
            column.addWidget(self.answers)

    def say(self, sentence: str) -> None:
        """Say why an answer cannot be kept."""
        self.problem.say(sentence)

    def _way(self) -> str:
        stop = self.stop
        if stop.observation_id:
            return _("Go to the words") if stop.finding is not None else _("Go to the card")
        if stop.place:
            return _("Go to the words") if stop.span else _("Go to the text")
        return {
            "person_name": _("Go to the person"), "person_role": _("Go to the person"),
            "agreed_skills": _("Go to the role profile"), "agreed_work": _("Go to the role profile"),
            "agreed_role": _("Go to the role profile"), "agreed_growth": _("Go to the person"),
            "practice_note": _("Go to your practice note"),
        }.get(stop.field, "")

    def _removal(self) -> str:
        if self.stop.observation_id:
            return _("Take the episode out of the review")
        return _("Take the sentence out")

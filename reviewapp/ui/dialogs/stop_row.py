"""One thing that stops a review from being finished: what, the way on, the way there, and answers where it has some."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from reviewapp.actions.finding_answers import Stop
from reviewapp.i18n import _
from reviewapp.ui import finding_words
from reviewapp.ui.tokens import SPACE_S, SPACE_XS
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.answer_row import AnswerRow
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.labels import plain_label


class StopRow(QFrame):
    """``place_asked`` when the user wants to go there, ``answered`` with a tag and its reason."""

    place_asked = Signal()
    answered = Signal(str, str)

    def __init__(self, stop: Stop) -> None:
        super().__init__()
        self.stop = stop
        self.setProperty("kind", "hint")
        self.problem = plain_label("", "small")
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XS, SPACE_S, SPACE_XS, SPACE_S)
        column.setSpacing(SPACE_XS)
        for label in (plain_label(stop.sentence), plain_label(stop.next_step, "muted"), self.problem):
            label.setContentsMargins(SPACE_S, 0, SPACE_S, 0)
            column.addWidget(label)
        there = button(self._way(), "ghost", name=_("Go there: {sentence}").format(sentence=stop.sentence))
        there.clicked.connect(self.place_asked)
        column.insertWidget(2, there, 0, Qt.AlignmentFlag.AlignLeading)
        self.answers: AnswerRow | None = None
        if stop.finding is not None:
            offered = finding_words.answers_to(stop.finding.label, stop.finding.resolve)
            self.answers = AnswerRow(offered, stop.finding.span)
            self.answers.answered.connect(self.answered)
            column.addWidget(self.answers)

    def say(self, sentence: str) -> None:
        """Say why an answer cannot be kept."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        announce(self, sentence)

    def _way(self) -> str:
        if self.stop.observation_id:
            return _("Go to the episode")
        return _("Go to the text") if self.stop.place else _("Go to the evidence")

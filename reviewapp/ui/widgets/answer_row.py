"""The buttons that answer a finding without rewriting, each with its reasons under it when pressed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from reviewapp.ui import finding_words
from reviewapp.ui.tokens import SPACE_S, SPACE_XS
from reviewapp.ui.widgets.buttons import Button, button
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.widgets.problem_label import ProblemLabel
from reviewapp.ui.widgets.reason_row import ReasonRow


class AnswerRow(QWidget):
    """``answered`` carries the answer and its reason; nothing is answered without one."""

    answered = Signal(str, str)

    def __init__(
        self, answers: Sequence[str], span: str, parent: QWidget | None = None, *, ways: Sequence[Button] = ()
    ) -> None:
        """``ways`` are buttons that stand before the answers in the same line."""
        super().__init__(parent)
        self.buttons: dict[str, Button] = {}
        self._span = span
        self.asked = ""
        self.reasons: ReasonRow | None = None
        offered = QWidget(self)
        flow = FlowLayout(offered, SPACE_XS)
        for way in ways:
            flow.addWidget(way)
        for one in answers:
            made = button(finding_words.answer(one), "ghost")
            made.setCheckable(True)
            # What it is about; several hints may stand below each other.
            made.setAccessibleDescription(finding_words.quoted(span))
            made.clicked.connect(lambda _on, one=one: self._on_pressed(one))
            self.buttons[one] = made
            flow.addWidget(made)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_S)
        self._column.addWidget(offered)
        self.problem = ProblemLabel(self)
        self.problem.setContentsMargins(SPACE_S, 0, SPACE_S, 0)
        self._column.addWidget(self.problem)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in the order of reading."""
        return [*self.buttons.values(), *(self.reasons.stops() if self.reasons is not None else ())]

    def say(self, sentence: str) -> None:
        """Say what stops an answer; "" takes it away."""
        self.problem.say(sentence)

    def fold(self) -> None:
        """Put the reasons away."""
        self.asked = ""
        self.say("")
        for made in self.buttons.values():
            made.setChecked(False)
        if self.reasons is not None:
            self.reasons.hide()
            self.reasons.deleteLater()
            self.reasons = None

    def _on_pressed(self, answer: str) -> None:
        was_asked = self.asked
        self.fold()
        if answer == was_asked:
            return
        self.asked = answer
        self.buttons[answer].setChecked(True)
        self.reasons = ReasonRow(
            finding_words.question(answer), finding_words.reasons(answer), f"{answer}: {self._span}", self
        )
        self.reasons.given.connect(
            lambda reason: self.answered.emit(answer, reason), Qt.ConnectionType.QueuedConnection
        )
        self._column.insertWidget(1, self.reasons)
        self.reasons.show()
        # Only when the layout has made room for it.
        QTimer.singleShot(0, self.reasons, self._bring_into_view)
        for before, after in pairwise([list(self.buttons.values())[-1], *self.reasons.stops()]):
            QWidget.setTabOrder(before, after)

    def _bring_into_view(self) -> None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None and self.reasons is not None:
            around.ensureWidgetVisible(self.reasons, 0, SPACE_S)

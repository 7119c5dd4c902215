"""One hint: the words it is about, why they cannot stand as evidence, and the question to ask instead."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from reviewapp.domain.finding import Finding
from reviewapp.i18n import _
from reviewapp.ui import finding_words
from reviewapp.ui.tokens import SPACE_S, SPACE_XS
from reviewapp.ui.widgets.answer_row import AnswerRow
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.labels import plain_label


class HintCard(QFrame):
    """``answered`` carries the answer and the reason. With ``only_says`` nothing can be settled, and that says why."""

    answered = Signal(str, str)

    def __init__(self, finding: Finding, *, only_says: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = finding
        self.setProperty("kind", "hint")
        # F8 leads here; Tab goes to the buttons.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.span = plain_label(finding_words.quoted(finding.span), "strong")
        self.why = plain_label(finding_words.why(finding), "muted")
        self.ask = plain_label(finding_words.ask(finding))
        note = plain_label(only_says, "small")
        column = QVBoxLayout(self)
        # A ghost button has a margin of its own: its words then stand under those of the labels.
        column.setContentsMargins(SPACE_XS, SPACE_S, SPACE_XS, SPACE_S)
        column.setSpacing(SPACE_XS)
        for part in (self.span, self.why, self.ask, *((note,) if only_says else ())):
            part.setContentsMargins(SPACE_S, 0, SPACE_S, 0)
            column.addWidget(part)
        self.answers: AnswerRow | None = None
        spoken = [finding_words.quoted(finding.span), self.why.text(), self.ask.text()]
        if only_says:
            spoken.append(only_says)
            self.put_aside = button(_("Put the hint aside"), "ghost")
            self.put_aside.setAccessibleDescription(finding_words.quoted(finding.span))
            self.put_aside.clicked.connect(self._on_put_aside, Qt.ConnectionType.QueuedConnection)
            column.addWidget(self.put_aside, 0, Qt.AlignmentFlag.AlignLeading)
        else:
            self.answers = AnswerRow(finding_words.answers_to(finding.label, finding.resolve), finding.span, self)
            self.answers.answered.connect(self.answered)
            column.addWidget(self.answers)
        self.sentence = " ".join(spoken)
        self.setAccessibleName(_("Hint: {sentence}").format(sentence=self.sentence))

    def stops(self) -> list[QWidget]:
        """Where the keyboard stops, in the order of reading."""
        return [self, *(self.answers.stops() if self.answers is not None else [self.put_aside])]

    def _on_put_aside(self) -> None:
        self.answered.emit(finding_words.DISMISSED, _("Put aside"))

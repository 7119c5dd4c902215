"""Questions about the evidence, under the cards and beside the text: at most three, each put aside with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from reviewapp.actions.review_questions import Question
from reviewapp.i18n import _
from reviewapp.ui import finding_words
from reviewapp.ui.tokens import SPACE_S, SPACE_XS
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.answer_row import AnswerRow
from reviewapp.ui.widgets.buttons import Button, button
from reviewapp.ui.widgets.checked_text import MOST_HINTS
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.scrolling import scroll_area

RECALLED = "balance"


class QuestionCard(QFrame):
    """One question. ``place_asked`` to go to what it is about, ``recall_asked``, ``dismissed`` with the reason."""

    place_asked = Signal()
    recall_asked = Signal()
    dismissed = Signal(str)

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self.setProperty("kind", "hint")
        self.setAccessibleName(f"{question.sentence} {question.question}")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XS, SPACE_S, SPACE_XS, SPACE_S)
        column.setSpacing(SPACE_XS)
        for label in (plain_label(question.sentence, "muted"), plain_label(question.question)):
            label.setContentsMargins(SPACE_S, 0, SPACE_S, 0)
            column.addWidget(label)
        self.ways: list[Button] = []
        if question.id == RECALLED:
            self._way(_("Recall …"), self.recall_asked)
        if question.observation_id:
            self._way(_("Go to the card"), self.place_asked)
        elif question.place:
            self._way(_("Go to the words"), self.place_asked)
        answers = () if question.stops else (finding_words.DISMISSED,)
        self.answers = AnswerRow(answers, question.sentence, self, ways=self.ways)
        self.answers.answered.connect(lambda _answer, reason: self.dismissed.emit(reason))
        column.addWidget(self.answers)

    def stops(self) -> list[QWidget]:
        """Where the keyboard stops, in the order of reading."""
        return [*self.ways, *self.answers.stops()]

    def _way(self, label: str, signal: object) -> None:
        made = button(label, "ghost")
        made.setAccessibleDescription(self.question.sentence)
        made.clicked.connect(signal)
        self.ways.append(made)


class QuestionsPane(QWidget):
    """Folds to one line. ``place_asked`` and ``dismissed`` carry the question, the latter with the reason."""

    place_asked = Signal(object)
    recall_asked = Signal()
    dismissed = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._questions: tuple[Question, ...] = ()
        self._room = MOST_HINTS
        self._most_height = 0
        self._was_answered = False
        self._is_open = True
        self.cards: list[QuestionCard] = []
        self.toggle = button(_("Questions about the evidence"), "ghost", "chevron-down")
        self.toggle.setAccessibleDescription(_("Unfolded"))
        self.toggle.clicked.connect(self._on_toggled)
        self._sheet = QWidget()
        self._sheet.setProperty("kind", "page")
        self._column = QVBoxLayout(self._sheet)
        self._column.setContentsMargins(0, 0, SPACE_S, 0)
        self._column.setSpacing(SPACE_XS)
        self._column.addStretch(1)
        self._scroll = scroll_area(self)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._scroll)
        self.hide()

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Show the first of these; a card that stays keeps what is open in it."""
        self._questions = tuple(questions)
        self._settle()

    def set_room(self, room: int) -> None:
        """How many may be shown beside the hints of the text: three of both together, never more."""
        if room != self._room:
            self._room = room
            self._settle()

    def set_most_height(self, height: int) -> None:
        """How high the list may become before it scrolls."""
        self._most_height = height
        self._fit()

    def say(self, question: Question, sentence: str) -> None:
        """Say at a question why it could not be put aside."""
        for card in self.cards:
            if card.question == question:
                card.answers.say(sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _settle(self) -> None:
        wanted = self._questions[: max(0, self._room)]
        kept = {card.question: card for card in self.cards}
        for question, card in kept.items():
            if question not in wanted:
                self._column.removeWidget(card)
                card.hide()
                card.deleteLater()
        self.cards = [kept.get(question) or self._card(question) for question in wanted]
        for at, card in enumerate(self.cards):
            self._column.insertWidget(at, card)
            card.show()
        self.setVisible(bool(self._questions))
        self._scroll.setVisible(bool(self.cards) and self._is_open)
        stops = [self.toggle, *(stop for card in self.cards for stop in card.stops())]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        # Only when the layout knows how wide the words run.
        QTimer.singleShot(0, self, self._fit)
        if self._was_answered:
            self._was_answered = False
            following = self.cards[0].stops() if self.cards else []
            (following[0] if following else self.toggle).setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, self.cards[0].accessibleName() if self.cards else _("No question is open."))

    def _card(self, question: Question) -> QuestionCard:
        card = QuestionCard(question, self._sheet)
        card.place_asked.connect(lambda: self.place_asked.emit(question))
        card.recall_asked.connect(self.recall_asked)
        card.dismissed.connect(lambda reason: self._on_dismissed(question, reason))
        for made in card.answers.buttons.values():
            # Its reasons have opened or closed under it.
            made.clicked.connect(lambda: QTimer.singleShot(0, self, self._fit))
        return card

    def _fit(self) -> None:
        wanted = self._column.totalHeightForWidth(self._scroll.viewport().width()) + 2
        self._scroll.setFixedHeight(min(wanted, self._most_height) if self._most_height else wanted)

    def _on_dismissed(self, question: Question, reason: str) -> None:
        self._was_answered = True
        self.dismissed.emit(question, reason)

    def _on_toggled(self) -> None:
        self._is_open = not self._is_open
        self.toggle.set_icon_name("chevron-down" if self._is_open else "chevron-right")
        self.toggle.setAccessibleDescription(_("Unfolded") if self._is_open else _("Folded; opens more questions"))
        self._scroll.setVisible(self._is_open and bool(self.cards))
        self._fit()

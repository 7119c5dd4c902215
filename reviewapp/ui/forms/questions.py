"""What an import left open, and what a text said before: shown where there is something to show."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewapp.domain.observation import Observation
from reviewapp.i18n import _
from reviewapp.ui import words
from reviewapp.ui.forms.observation_data import ObservationView
from reviewapp.ui.forms.section import Section
from reviewapp.ui.tokens import SPACE_M, SPACE_S
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.widgets.labels import plain_label

MEANT_AT_MOST = 6


class OpenQuestions(Section):
    """A day or a person that could mean two things; nothing was guessed. The user answers with one press."""

    day_picked = Signal(object)
    person_picked = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("Questions from your import"))
        self.day_sentence, self.who_sentence = plain_label(""), plain_label("")
        self.days, self.people = _Answers(), _Answers()
        #: What is asked first, as `missing_for_completion` names it: "date", "person" or "".
        self.asked = ""
        self.days.chosen.connect(self.day_picked)
        self.people.chosen.connect(self.person_picked)
        for part in (self.day_sentence, self.days, self.who_sentence, self.people):
            self.column.addWidget(part)
        self.hide()

    def show_view(self, view: ObservationView) -> None:
        """Show what is open, or nothing."""
        found = view.observation
        asks_day = found.observed_on is None and bool(found.date_as_written or found.date_candidates)
        as_written = found.texts.get("who_as_written", "")
        asks_who = not found.subjects and bool(as_written)
        self.asked = "date" if asks_day else "person" if asks_who else ""
        self._show_day(found, asks=asks_day)
        self.who_sentence.setText(
            _("Written as “{words}”. Who is meant? Somebody else can be chosen under Person.").format(words=as_written)
        )
        meant = [row for row in view.people if _may_be(row.name, as_written)] if asks_who else []
        self.people.offer([(row.id, row.name) for row in meant[:MEANT_AT_MOST]])
        self.who_sentence.setVisible(asks_who)
        self.setVisible(asks_day or asks_who)

    def _show_day(self, found: Observation, *, asks: bool) -> None:
        sentence = _("The day is written as “{words}”. Give it under Date.")
        if found.date_candidates:
            sentence = _("The day is written as “{words}”, which can be read in two ways. Which is right?")
        self.day_sentence.setText(sentence.format(words=found.date_as_written))
        self.day_sentence.setVisible(asks)
        self.days.offer([(day, words.written_date(day)) for day in found.date_candidates] if asks else [])


class _Answers(QWidget):
    """Buttons, each one answer."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self, SPACE_S)

    def offer(self, answers: list[tuple[int, str]] | list[tuple[date, str]]) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for value, label in answers:
            answer = button(label.replace("&", "&&"))
            answer.clicked.connect(lambda _on=False, value=value: self.chosen.emit(value))
            self._flow.addWidget(answer)
            answer.show()
        self.setVisible(bool(answers))


class EarlierWordings(QWidget):
    """What a text said before, folded; nothing that was saved is ever rewritten."""

    def __init__(self) -> None:
        super().__init__()
        self.toggle = button(_("Earlier wordings"), "ghost", "clock")
        self.toggle.clicked.connect(self._on_toggled)
        self._list = QWidget(self)
        self._lines = QVBoxLayout(self._list)
        self._lines.setContentsMargins(SPACE_M, 0, 0, 0)
        self._lines.setSpacing(SPACE_S)
        self._list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._list)

    def show_earlier(self, earlier: tuple[tuple[str, str], ...]) -> None:
        """Offer these (UTC moment, wording) pairs, newest first."""
        while (item := self._lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for moment, body in earlier:
            day = datetime.fromisoformat(moment).astimezone().date()
            self._lines.addWidget(plain_label(_("Written on {day}").format(day=words.written_date(day)), "small"))
            self._lines.addWidget(plain_label(body, "muted"))
        self.setVisible(bool(earlier))

    def _on_toggled(self) -> None:
        self._list.setVisible(self._list.isHidden())


def _may_be(name: str, as_written: str) -> bool:
    """Whether a word of what was written begins a word of the name."""
    heads = [part for part in as_written.casefold().replace(".", " ").split() if part]
    return any(word.startswith(head) for word in name.casefold().split() for head in heads)

"""What an observation says of each person in it: concern, their own view, the closest anchor."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from reviewapp.domain.observation import ANCHORS, Observation, Subject, implied_concern
from reviewapp.i18n import _
from reviewapp.ui import words
from reviewapp.ui.forms.fields import TextField
from reviewapp.ui.forms.observation_data import ObservationView
from reviewapp.ui.tokens import SPACE_M, SPACE_S, SPACE_XS
from reviewapp.ui.widgets.chip_group import ChipGroup
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.problem_label import ProblemLabel

PERSON_VIEW = "person_view"


class ConcernField(QWidget):
    """Asked once for each person, and their side of it. ``acted`` carries fields of `About`."""

    acted = Signal(int, object)
    typed = Signal(str)

    def __init__(self, subject: Subject, *, by_name: bool) -> None:
        super().__init__()
        self.person_id = subject.person_id
        question = words.field("concern")
        if by_name:
            question = _("Does this speak against {name}?").format(name=subject.name)
        self.group = ChipGroup(question, [("yes", _("Yes")), ("no", _("No"))], optional=True)
        self.group.picked.connect(self._on_picked)
        self.reason = plain_label("", "small")
        self.problem = ProblemLabel(self)
        label = _("What were they aiming for, in their words?")
        if by_name:
            label = _("What was {name} aiming for, in their words?").format(name=subject.name)
        self.view = TextField(PERSON_VIEW, label)
        self.view.typed.connect(self.typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addWidget(plain_label(question, "field"))
        for part in (self.group, self.reason, self.problem):
            column.addWidget(part)
        column.addSpacing(SPACE_S)
        column.addWidget(self.view)

    def show_subject(self, observation: Observation, subject: Subject) -> None:
        """Show the answer, and why it may count as yes whatever was answered; nothing is emitted."""
        answer = {True: "yes", False: "no"}.get(subject.concern) if subject.concern is not None else None
        self.group.set_value(answer)
        sentence = ""
        if implied_concern(observation, subject) and not subject.concern:
            sentence = (
                _("It counts as yes: the closest anchor is Missed.") if subject.closest_anchor == "missed"
                else _("It counts as yes: a counter-signal is chosen.")
            )  # fmt: skip
        elif subject.concern and not subject.is_told:
            sentence = _("Talk about it within a week: a concern the person does not know of cannot reach a review.")
        self.reason.setText(sentence)
        self.reason.setVisible(bool(sentence))
        self.view.show_saved(subject.person_view)

    def say(self, sentence: str) -> None:
        """Say under the question what stops an answer."""
        self.problem.say(sentence)

    def take_focus(self) -> None:
        """Bring the keyboard to the question."""
        self.group.set_focus()

    def set_read_only(self, read_only: bool) -> None:
        """Only show."""
        self.group.setEnabled(not read_only)
        self.view.set_read_only(read_only)

    def _on_picked(self) -> None:
        answer = self.group.value()
        changes: dict[str, Any] = {"concern": None if answer is None else answer == "yes"}
        self.acted.emit(self.person_id, changes)


class AnchorField(QWidget):
    """The four descriptions of the first competency in words, and which comes closest; asked last, and optional."""

    acted = Signal(int, object)

    def __init__(self, subject: Subject, *, by_name: bool) -> None:
        super().__init__()
        self.person_id = subject.person_id
        label = _("Closest anchor for {name}").format(name=subject.name) if by_name else words.field("anchor")
        self.group = ChipGroup(label, words.choices("anchor"), optional=True)
        self.group.picked.connect(self._on_picked)
        self.problem = ProblemLabel(self)
        self.heading = plain_label("", "muted")
        self._texts = {one: plain_label("", "muted") for one in ANCHORS}
        frame = self._frame = QFrame()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(SPACE_M, 0, 0, 0)
        inside.setSpacing(SPACE_S)
        for text in self._texts.values():
            inside.addWidget(text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(plain_label(label, "field"))
        for part in (self.heading, frame, self.group, self.problem):
            column.addWidget(part)

    def show_subject(self, view: ObservationView, subject: Subject) -> None:
        """Show the descriptions in the words of the person's own framework, where it has them; nothing is emitted.

        The same words are not repeated for the second person of one incident.
        """
        found = view.judged(subject.person_id)
        first = view.observation.subjects[0].person_id
        is_repeated = first != subject.person_id and found is not None and found == view.judged(first)
        self.heading.setVisible(not is_repeated)
        self._frame.setVisible(found is not None and not is_repeated)
        self.heading.setText(
            _("For {competency}, in the words of the framework:").format(competency=found.name) if found is not None
            else _("Choose a competency first; then its four descriptions stand here.")
        )  # fmt: skip
        for anchor, label in self._texts.items():
            if found is not None:
                sentence = _("{anchor}: {description}")
                label.setText(sentence.format(anchor=words.anchor(anchor), description=found.anchors.get(anchor, "")))
        self.group.set_value(subject.closest_anchor)

    def say(self, sentence: str) -> None:
        """Say under the chips what stops a choice."""
        self.problem.say(sentence)

    def set_read_only(self, read_only: bool) -> None:
        """Only show."""
        self.group.setEnabled(not read_only)

    def _on_picked(self) -> None:
        self.acted.emit(self.person_id, {"closest_anchor": self.group.value()})

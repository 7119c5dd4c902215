"""One field of an observation: its label, its control, and the place where what stops it is said.

What a field is follows from the tables of `domain.observation`. Filling a field emits nothing; ``acted``
reports a choice of the user that is to be saved at once, ``typed`` that words changed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from reviewapp.actions.observations import Details
from reviewapp.domain.answer import Answer
from reviewapp.domain.observation import CHOICES, DATES, DEFAULTS, FLAGS, MULTI_CHOICES, TEXTS, Observation
from reviewapp.i18n import _
from reviewapp.ui import words
from reviewapp.ui.forms.offered import offered
from reviewapp.ui.tokens import SPACE_XS
from reviewapp.ui.widgets.checked_text import CheckedTextEdit
from reviewapp.ui.widgets.chip_group import ChipGroup
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.labels import field_label, plain_label
from reviewapp.ui.widgets.problem_label import ProblemLabel

# These are answered with a word or two; the others with a sentence or more.
SHORT_TEXTS = frozenset({"who_was_told", "reviewed_by", "evidence_ref", "who_absorbed_it", "purpose"})
# These are the employee's: the evidence check may say something about them, and asks for nothing.
OWN_WORDS = frozenset({"person_view"})


class Field(QWidget):
    """A labelled control. ``acted`` carries the name of the field."""

    acted = Signal(str)
    typed = Signal(str)

    def __init__(self, name: str, control: QWidget, label: str = "", hint: str = "") -> None:
        super().__init__()
        self.name, self.control = name, control
        self.label = label or label_of(name)
        self.problem = ProblemLabel(self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE_XS)
        self.column.addWidget(field_label(self.label, control))
        if hint:
            self.column.addWidget(plain_label(hint, "small"))
        self.column.addWidget(control)
        self.column.addWidget(self.problem)

    @property
    def is_set(self) -> bool:
        """True when something stands in it that was not there by itself."""
        raise NotImplementedError(type(self).__name__)

    def show_from(self, observation: Observation) -> None:
        """Show what the vault holds."""
        raise NotImplementedError(type(self).__name__)

    def details(self) -> Details:
        """What stands in the field, as an action takes it."""
        raise NotImplementedError(type(self).__name__)

    def set_read_only(self, read_only: bool) -> None:
        """Only show, or let it be changed."""
        self.control.setEnabled(not read_only)

    def say(self, sentence: str) -> None:
        """Say under the control what stops it; "" takes it away."""
        self.problem.say(sentence)

    def take_focus(self) -> None:
        """Bring the keyboard here."""
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)


class TextField(Field):
    """People's words. It is saved with the page's other words, not at every key."""

    def __init__(self, name: str, label: str = "", hint: str = "", placeholder: str = "") -> None:
        shown = label or label_of(name)
        lines = 1 if name in SHORT_TEXTS else 2
        self.edit = CheckedTextEdit(
            shown, placeholder, min_lines=lines, max_lines=20, own_words=name in OWN_WORDS
        )
        self._saved = ""
        super().__init__(name, self.edit, shown, hint)
        self.column.insertWidget(self.column.indexOf(self.edit) + 1, self.edit.hints)
        self.edit.edited.connect(self._on_edited)

    @property
    def is_set(self) -> bool:
        return bool(self.edit.text().strip())

    @property
    def is_changed(self) -> bool:
        """True when the words differ from those in the vault."""
        return self.edit.text().strip() != self._saved.strip()

    def text(self) -> str:
        """The words as typed."""
        return self.edit.text()

    def show_from(self, observation: Observation) -> None:
        self.show_saved(observation.texts.get(self.name, ""))

    def show_saved(self, text: str) -> None:
        """The vault now holds this; words typed since stay in the field."""
        was_changed = self.is_changed
        self._saved = text
        if not was_changed and self.edit.text().strip() != text.strip():
            self.edit.set_text(text)

    def show_typed(self, text: str) -> None:
        """Words that were typed and never saved; nothing is emitted."""
        self.edit.set_text(text)

    def revert(self) -> None:
        """Back to what the vault holds; nothing is emitted."""
        self.edit.set_text(self._saved)

    def details(self) -> Details:
        return Details(texts={self.name: self.edit.text()})

    def set_read_only(self, read_only: bool) -> None:
        # Read-only, not disabled: the words can still be read, selected and copied.
        self.edit.setReadOnly(read_only)

    def _on_edited(self) -> None:
        self.say("")
        self.typed.emit(self.name)


class AnswerAt:
    """Where it is said that an answer to a finding could not be kept: its hint is then open again."""

    def __init__(self, field: TextField, given: Answer) -> None:
        self._field, self._given = field, given

    def say(self, sentence: str) -> None:
        """Say it under the field."""
        self._field.edit.take_back(self._given)
        self._field.say(sentence)


class ChoiceField(Field):
    """One answer or several, as chips."""

    def __init__(self, name: str, hint: str = "") -> None:
        self.exclusive = name in CHOICES
        # What was answered by a slip of the hand can be unanswered, where the record knows "not asked".
        self.group = ChipGroup(
            label_of(name), offered(name), exclusive=self.exclusive, optional=self.exclusive and name not in DEFAULTS
        )
        super().__init__(name, self.group, hint=hint)
        self.group.picked.connect(self._on_picked)

    @property
    def is_set(self) -> bool:
        return bool(self.group.values())

    def show_from(self, observation: Observation) -> None:
        if self.exclusive:
            self.group.set_value(observation.choice(self.name))
        else:
            self.group.set_values(observation.multi.get(self.name, ()))

    def details(self) -> Details:
        if self.exclusive:
            value = self.group.value()
            return Details(choices={self.name: value} if value or self.name not in DEFAULTS else {})
        return Details(multi={self.name: self.group.values()})

    def take_focus(self) -> None:
        self.group.set_focus()

    def _on_picked(self) -> None:
        self.say("")
        self.acted.emit(self.name)


class DayField(Field):
    """A day. Typed days count when typing ends, pressed ones at once."""

    def __init__(self, name: str, today: Callable[[], date], label: str = "", *, past_only: bool = True) -> None:
        shown = label or label_of(name)
        self.field = DateField(today, shown, past_only=past_only)
        self._saved: date | None = None
        super().__init__(name, self.field, shown)
        self.field.picked.connect(self._on_picked)
        self.field.edit.editingFinished.connect(self.settle)

    @property
    def is_set(self) -> bool:
        return self.field.date() is not None

    def day(self) -> date | None:
        """The day that stands in the field."""
        return self.field.date()

    def show_from(self, observation: Observation) -> None:
        self.show_day(observation.dates.get(self.name))

    def show_day(self, day: date | None) -> None:
        """The vault holds this day; one being typed stays."""
        self._saved = day
        if not self.field.edit.isModified():
            self.field.set_date(day)

    def details(self) -> Details:
        day = self.field.date()
        return Details(dates={self.name: day} if day is not None else {})

    def settle(self) -> None:
        """Typing has ended: a new day is to be saved."""
        day = self.field.date()
        if day is None:
            return
        self.field.edit.setModified(False)
        if day != self._saved:
            self._saved = day
            self.say("")
            self.acted.emit(self.name)

    def _on_picked(self) -> None:
        if not self.field.edit.isModified():
            self.settle()


class FlagField(Field):
    """Yes, or nothing said."""

    def __init__(self, name: str) -> None:
        self.box = QCheckBox(_("Yes"))
        self.box.setAccessibleName(label_of(name))
        super().__init__(name, self.box)
        self.box.clicked.connect(lambda: self.acted.emit(self.name))

    @property
    def is_set(self) -> bool:
        return self.box.isChecked()

    def show_from(self, observation: Observation) -> None:
        self.box.setChecked(observation.flags.get(self.name, False))

    def details(self) -> Details:
        return Details(flags={self.name: self.box.isChecked()})


def make_field(name: str, today: Callable[[], date]) -> Field:
    """The field for a name of the domain's tables; KeyError for an unknown one."""
    if name in CHOICES or name in MULTI_CHOICES:
        return ChoiceField(name, _hint(name))
    if name in TEXTS:
        return TextField(name, hint=_hint(name), placeholder=_placeholder(name))
    if name in DATES:
        # One can look again only on a day to come.
        return DayField(name, today, past_only=name != "recheck_on")
    if name in FLAGS:
        return FlagField(name)
    raise KeyError(name)


def label_of(name: str) -> str:
    """The label of a field, also of those no form asked for before."""
    own = {"follow_up": _("What was agreed next"), "who_as_written": _("Name as written")}
    return own[name] if name in own else words.field(name)


def _placeholder(name: str) -> str:
    return {
        "situation": _("Where was it, which task, what was at stake?"),
        "behaviour": _("What did they do or say?"),
        "consequence": _("What followed from it, and for whom?"),
        "checked_how": _("Against what, and what came out?"),
        "evidence_ref": _("A title or a ticket name, not a copy"),
    }.get(name, "")


def _hint(name: str) -> str:
    return {
        "kind": _("A kind brings its own questions."),
        "conditions": _("Causes around the person come first: what made it harder?"),
        "counter_signal": _("Choosing one means that it speaks against the person."),
        "ai_part": _("As far as you know. Why somebody works with AI is not asked: it may be an aid they need."),
        "who_was_told": _("The role says enough; a name would expose somebody."),
        "rationale": _("A decision point needs its reason before it is complete."),
        "restricted": _("Someone's protected report, or what belongs to a client?"),
    }.get(name, "")

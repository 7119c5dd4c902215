"""What the forms of a team have in common: named fields that are filled, journaled and read by their names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.forms.form_keeper import Fields
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_M, SPACE_S
from reviewapp.ui.widgets.checked_text import CheckedTextEdit
from reviewapp.ui.widgets.chip_group import ChipGroup
from reviewapp.ui.widgets.choice_box import ChoiceBox
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.rows_field import RowsField

Field = CheckedTextEdit | QLineEdit | ChoiceBox | ChipGroup | DateField | RowsField


class TeamForm(FormDialog):
    """Fields by name in `fields`; `contents` and `fill` carry all of them as plain JSON."""

    def __init__(self, hub: Hub, title: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(hub, title, act, parent)
        self.fields: dict[str, Field] = {}
        self.today = date.today()
        # Words about work that no review prints: there is nothing to answer, only something to see.
        self.note = _("Only a hint: this is about work, and no review rests on it.")
        self.column.addWidget(plain_label(title, "title"))
        self.column.addSpacing(SPACE_S)

    def lead(self, sentence: str) -> None:
        """A muted sentence that says what the form is for."""
        self.column.addWidget(plain_label(sentence, "muted"))
        self.column.addSpacing(SPACE_S)

    def section(self, title: str) -> None:
        """Begin a part."""
        self.column.addSpacing(SPACE_M)
        self.column.addWidget(plain_label(title, "section"))

    def line(self, name: str, label: str, hint: str = "", *, seen: str = "") -> None:
        """One short text. ``seen`` stands above it where its section says the rest of the label."""
        edit = QLineEdit(self)
        edit.setAccessibleName(label)
        edit.textEdited.connect(self.touch)
        self.put(name, seen or label, edit, hint)

    def words(self, name: str, label: str, hint: str = "", lines: int = 2) -> None:
        """A longer text, with the hints of the evidence check below it."""
        edit = CheckedTextEdit(label, min_lines=lines, only_says=self.note)
        edit.edited.connect(self.touch)
        self.put(name, label, edit, hint)
        self.column.insertWidget(self.column.indexOf(edit) + 1, edit.hints)

    def chips(self, name: str, label: str, choices: Sequence[tuple[str, str]], *, seen: str = "") -> None:
        """One answer of a few, or none yet."""
        group = ChipGroup(label, choices, optional=True)
        group.picked.connect(self.touch)
        self.put(name, seen or label, group)

    def choice(self, name: str, label: str, choices: Sequence[tuple[Any, str]], hint: str = "") -> None:
        """One of several, from a list."""
        box = ChoiceBox(self)
        box.setAccessibleName(label)
        for value, words in choices:
            box.addItem(words, value)
        box.activated.connect(self.touch)
        self.put(name, label, box, hint)

    def day(self, name: str, label: str, hint: str = "", *, seen: str = "") -> DateField:
        """A day."""
        field = DateField(lambda: self.today, label)
        field.picked.connect(self.touch)
        field.edit.textEdited.connect(self.touch)
        self.put(name, seen or label, field, hint)
        return field

    def rows(self, name: str, label: str, columns: Sequence[str], add: str, hint: str = "") -> None:
        """Rows of short texts."""
        field = RowsField(label, columns, add, self.note)
        field.edited.connect(self.touch)
        self.put(name, label, field, hint)

    def put(self, name: str, label: str, field: Field, hint: str = "") -> None:
        """A field under its label."""
        self.fields[name] = field
        self.row(label, field, hint)

    def contents(self) -> Fields:
        """Everything in the form, to be journaled."""
        return {name: _value(field) for name, field in self.fields.items()}

    def fill(self, values: Fields) -> None:
        """Put values into the fields they belong to; nothing is saved."""
        for name, value in values.items():
            field = self.fields.get(name)
            if field is not None:
                _set(field, value)

    def text(self, name: str) -> str:
        """What stands in a text field, or "" for a choice nobody made."""
        return str(_value(self.fields[name]) or "")

    def date_of(self, name: str) -> date | None:
        """The day in a field; None when it is empty or none."""
        field = self.fields[name]
        return field.date() if isinstance(field, DateField) else None

    def wrong_day(self, *names: str) -> str:
        """What is wrong with the first of these days that cannot be read; "" when nothing is."""
        for name in names:
            field = self.fields[name]
            if isinstance(field, DateField) and field.date() is None and field.edit.text().strip():
                return field.problem_sentence() or _("Give the day.")
        return ""


class PeopleTicks:
    """Who volunteers: a box for each person. Names only, and no figure beside them."""

    def __init__(self, touch: Callable[[], None]) -> None:
        self.boxes: dict[int, QCheckBox] = {}
        self._touch = touch

    def box(self, person_id: int, name: str, parent: QWidget) -> QCheckBox:
        """A box to put into the form."""
        box = QCheckBox(name.replace("&", "&&"), parent)
        box.setAccessibleName(name)
        box.clicked.connect(self._touch)
        self.boxes[person_id] = box
        return box

    def ticked(self) -> list[int]:
        """Who is ticked."""
        return [person_id for person_id, box in self.boxes.items() if box.isChecked()]


def _value(field: Field) -> Any:
    if isinstance(field, CheckedTextEdit | QLineEdit):
        return field.text()
    if isinstance(field, ChoiceBox):
        return field.currentData()
    if isinstance(field, ChipGroup):
        return field.value() or ""
    if isinstance(field, DateField):
        return field.typed()
    return field.rows()


def _set(field: Field, value: Any) -> None:
    if isinstance(field, CheckedTextEdit):
        field.set_text(str(value or ""))
    elif isinstance(field, QLineEdit):
        field.setText(str(value or ""))
    elif isinstance(field, ChoiceBox):
        field.setCurrentIndex(max(0, field.findData(value)))
    elif isinstance(field, ChipGroup):
        field.set_value(value or None)
    elif isinstance(field, DateField):
        field.set_typed(str(value or ""))
    else:
        field.set_rows(value or ())

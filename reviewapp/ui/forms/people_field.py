"""Who an observation is about: one person chosen by typing a part of the name, or several for one incident."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from reviewapp.actions.shapes import PersonRow
from reviewapp.i18n import _
from reviewapp.ui.tokens import SPACE_XS
from reviewapp.ui.widgets.buttons import Button, button
from reviewapp.ui.widgets.choice_box import ChoiceBox
from reviewapp.ui.widgets.problem_label import ProblemLabel

_GOES_ON = ":"


class PersonCombo(ChoiceBox):
    """A name, typed or chosen. A name nobody has stays as typed: `person_id` is then None and `typed` the text.

    ``picked`` says another person stands there now, ``typed_on`` that letters changed, ``finished`` that typing ended,
    ``entered`` that Enter, or a colon, followed a name somebody has.
    """

    picked = Signal()
    entered = Signal()
    typed_on = Signal()
    finished = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[PersonRow] = ()
        self._shown: int | None = None
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setAccessibleName(name)
        line = self.lineEdit()
        assert line is not None  # an editable combo box has one
        self.line = line
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(_("Type a name"))
        completer = self._completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        popup = completer.popup()
        assert popup is not None  # popup completion has one
        # A window of its own: without a background it would be black where the page's lists are see-through.
        popup.setProperty("kind", "popup")
        self.setCompleter(completer)
        self.activated.connect(self._on_activated)
        self.line.textEdited.connect(self._on_text_edited)
        self.line.editingFinished.connect(self._on_editing_finished)
        self.line.returnPressed.connect(self._on_return_pressed)

    @property
    def typed(self) -> str:
        """The text in the field with single spaces."""
        return " ".join(self.currentText().split())

    @property
    def person_id(self) -> int | None:
        """The person whose full name stands in the field; between two of the same name, the one chosen."""
        name = self.typed.casefold()
        found = [row.id for row in self._rows if row.name.casefold() == name]
        return self._shown if self._shown in found else (found[0] if len(found) == 1 else None)

    def set_people(self, rows: Sequence[PersonRow]) -> None:
        """Offer these people; what stands in the field stays."""
        text, self._rows = self.currentText(), rows
        with QSignalBlocker(self):
            self.clear()
            for row in rows:
                self.addItem(row.name, row.id)
            self.setCurrentIndex(-1)
            self.setEditText(text)

    def set_person(self, person_id: int | None) -> None:
        """Show a person, or nobody; nothing is emitted."""
        self._shown = person_id
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(person_id) if person_id is not None else -1)
            if person_id is None:
                self.setEditText("")
        # A long name is read from its beginning.
        self.line.setCursorPosition(0)

    def set_typed(self, text: str) -> None:
        """Show a name as it was typed; nothing is emitted."""
        with QSignalBlocker(self):
            self.setEditText(text)

    def _on_activated(self, index: int) -> None:
        self._shown = self.itemData(index)
        self.picked.emit()

    def _on_text_edited(self, text: str) -> None:
        self._shown = None
        if text.endswith(_GOES_ON):
            self._on_colon_typed(text.removesuffix(_GOES_ON))
        self.typed_on.emit()

    def _on_colon_typed(self, name: str) -> None:
        """As in a note, "Tom: checked …": what follows the colon is what happened. A name nobody has stays as typed."""
        self.setEditText(name)
        if self.person_id is None and self.typed:
            self._complete_only_match()
        if self.person_id is None:
            self.setEditText(name + _GOES_ON)
            return
        self._shown = self.person_id
        self.close_list()
        self.picked.emit()
        self.entered.emit()

    def close_list(self) -> bool:
        """Close the list of names; False when none is open."""
        popup = self._completer.popup()
        if popup is None or not popup.isVisible():
            return False
        popup.hide()
        return True

    def _on_return_pressed(self) -> None:
        # Qt tells this before `editingFinished`, which puts the full name there.
        QTimer.singleShot(0, self, self._after_return)

    def _after_return(self) -> None:
        if self.person_id is not None:
            self.close_list()
            self.entered.emit()

    def _on_editing_finished(self) -> None:
        # A name marked in the completion list comes with `activated`.
        popup = self._completer.popup()
        if popup is not None and popup.isVisible() and popup.currentIndex().isValid():
            return
        if self.person_id is None and self.typed:
            self._complete_only_match()
        if self.person_id != self._shown:
            self._shown = self.person_id
            self.picked.emit()
        self.finished.emit()

    def _complete_only_match(self) -> None:
        """Put the full name, in plain sight, where the typed letters can mean only one person."""
        typed = self.typed.casefold()
        found = [row for row in self._rows if any(word.startswith(typed) for word in _heads(row.name.casefold()))]
        if len(found) == 1:
            self.set_person(found[0].id)
            self._shown = None


class PeopleField(QWidget):
    """One person, or several after "Add another person".

    ``changed`` is emitted when the user chose, typed or removed somebody, ``settled`` only when that is done and
    not while a name is being typed; ``entered`` when Enter ended a known name; ``add_asked`` (name) when a name that
    nobody has is to become a new person.
    """

    changed = Signal()
    settled = Signal()
    entered = Signal()
    add_asked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._rows: Sequence[PersonRow] = ()
        self._combos: list[PersonCombo] = []
        self._line_of: dict[PersonCombo, QWidget] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(SPACE_XS)
        column.addLayout(self._lines)
        self.problem = ProblemLabel(self)
        column.addWidget(self.problem)
        self.add_new = button("", icon="plus")
        self.add_new.clicked.connect(lambda: self.add_asked.emit(self.unknown()))
        self.add_new.hide()
        column.addWidget(self.add_new, 0, Qt.AlignmentFlag.AlignLeading)
        self.another = button(_("Add another person"), kind="ghost", icon="plus")
        self.another.clicked.connect(self._on_another)
        column.addWidget(self.another, 0, Qt.AlignmentFlag.AlignLeading)
        self._add_line()

    @property
    def first(self) -> PersonCombo:
        """The field that is always there."""
        return self._combos[0]

    def people(self) -> tuple[int, ...]:
        """The chosen people in order, each once."""
        return tuple(dict.fromkeys(one.person_id for one in self._combos if one.person_id is not None))

    def rows(self) -> list[PersonRow]:
        """What is known of the chosen people."""
        by_id = {row.id: row for row in self._rows}
        return [by_id[one] for one in self.people() if one in by_id]

    def typed(self) -> list[str]:
        """Everything that stands in the fields, for the journal."""
        return [one.typed for one in self._combos if one.typed]

    def unknown(self) -> str:
        """The first typed name that nobody has, or ""."""
        return next((one.typed for one in self._combos if one.typed and one.person_id is None), "")

    def focus_open(self) -> None:
        """Bring the keyboard to the name nobody has, else to the first name."""
        wanted = next((one for one in self._combos if one.typed and one.person_id is None), self.first)
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_list(self) -> bool:
        """Close an open list of names; False when none is open."""
        return any(combo.close_list() for combo in self._combos)

    def set_people(self, rows: Sequence[PersonRow]) -> None:
        """Offer these people; what stands in the fields stays."""
        self._rows = rows
        for combo in self._combos:
            combo.set_people(rows)
        self._show_unknown()

    def choose(self, person_ids: Sequence[int]) -> None:
        """Show these people; nothing is emitted."""
        self._resize(max(1, len(person_ids)))
        for combo, person_id in zip(self._combos, person_ids or (None,), strict=True):
            combo.set_person(person_id)
        self._show_unknown()

    def set_typed(self, names: Sequence[str]) -> None:
        """Show names as they were typed, for example from the journal; nothing is emitted."""
        self._resize(max(1, len(names)))
        for combo, name in zip(self._combos, names or ("",), strict=True):
            combo.set_person(None)
            combo.set_typed(name)
        self._show_unknown()

    def replace_unknown(self, person_id: int) -> None:
        """The first unknown name is this person."""
        for combo in self._combos:
            if combo.typed and combo.person_id is None:
                combo.set_person(person_id)
                break
        self._show_unknown()
        self.changed.emit()
        self.settled.emit()

    def say(self, sentence: str) -> None:
        """Say at the field what stops it; "" takes it away."""
        self.first.line.setAccessibleDescription(sentence)
        self.problem.say(sentence)

    def set_read_only(self, read_only: bool) -> None:
        """Only show."""
        self.setEnabled(not read_only)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Tab goes from name to name, then to what adds one; Qt loses the order when the field gets its parent."""
        chain: list[QWidget] = []
        for combo in self._combos:
            chain += [combo, *self._line_of[combo].findChildren(Button)]
        for before, after in pairwise((*chain, self.add_new, self.another)):
            QWidget.setTabOrder(before, after)

    def _resize(self, wanted: int) -> None:
        while len(self._combos) < wanted:
            self._add_line()
        while len(self._combos) > wanted:
            self._remove(self._combos[-1])

    def _add_line(self) -> PersonCombo:
        combo = PersonCombo(self._name if not self._combos else _("Another person"), self)
        combo.set_people(self._rows)
        combo.picked.connect(self._on_changed)
        combo.typed_on.connect(self._on_typed_on)
        combo.finished.connect(self._show_unknown)
        combo.entered.connect(self.entered)
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_XS)
        row.addWidget(combo, 1)
        if self._combos:
            row.addWidget(self._remove_button(combo))
        self._lines.addWidget(line)
        self._combos.append(combo)
        self._line_of[combo] = line
        self._order_tabs()
        return combo

    def _remove_button(self, combo: PersonCombo) -> Button:
        remove = button("", "ghost", "x", name=_("Remove this person"))
        remove.clicked.connect(lambda: self._on_remove(combo))
        return remove

    def _remove(self, combo: PersonCombo) -> None:
        self._combos.remove(combo)
        line = self._line_of.pop(combo)
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _show_unknown(self) -> None:
        name = self.unknown()
        self.add_new.setVisible(bool(name))
        text = _("Add “{name}” as a new person").format(name=name)
        self.add_new.setText(text.replace("&", "&&"))
        self.add_new.setAccessibleName(text)

    def _on_another(self) -> None:
        self._add_line().setFocus()

    def _on_remove(self, combo: PersonCombo) -> None:
        self._remove(combo)
        self._combos[-1].setFocus()
        self._on_changed()

    def _on_typed_on(self) -> None:
        self.say("")
        # While a name is being typed it is not yet unknown; the button appears when the user is done.
        self.add_new.hide()
        self.changed.emit()

    def _on_changed(self) -> None:
        self.say("")
        self._show_unknown()
        self.changed.emit()
        self.settled.emit()


def _heads(name: str) -> list[str]:
    """The name itself and what begins at each of its words, so that "tom hes" and "hes" both find Tom Hesketh."""
    words = name.split()
    return [" ".join(words[at:]) for at in range(len(words))]

"""Which competencies an episode shows: up to three, the person's focus first, with the words to judge it by."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from reviewapp.domain.observation import MAX_COMPETENCIES
from reviewapp.i18n import _
from reviewapp.ui import words
from reviewapp.ui.forms.observation_data import ObservationView
from reviewapp.ui.tokens import SPACE_S, SPACE_XS
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.chip_group import ChipGroup
from reviewapp.ui.widgets.labels import plain_label


class CompetencyField(QWidget):
    """``acted`` reports that the user chose or took back a competency; `chosen` keeps the order of choosing."""

    acted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chosen: tuple[str, ...] = ()
        self._view: ObservationView | None = None
        self._focus_label, self._others_label = plain_label("", "small"), plain_label("", "small")
        self.focus = ChipGroup(words.field("competencies"), exclusive=False)
        self.others = ChipGroup(words.field("competencies"), exclusive=False)
        self.problem = plain_label("", "small")
        self.problem.hide()
        self._help = QVBoxLayout()
        self._help.setSpacing(SPACE_S)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addWidget(plain_label(words.field("competencies"), "field"))
        column.addWidget(plain_label(_("Choose one to three that this episode shows most clearly."), "small"))
        for label, group in ((self._focus_label, self.focus), (self._others_label, self.others)):
            column.addWidget(label)
            column.addWidget(group)
            group.picked.connect(self._on_picked)
        column.addWidget(self.problem)
        column.addSpacing(SPACE_XS)
        column.addLayout(self._help)

    def show_view(self, view: ObservationView) -> None:
        """Offer the competencies of the person's framework and show the chosen ones; nothing is emitted."""
        offered = (view.focus, view.others)
        if self._view is None or offered != (self._view.focus, self._view.others) or view.names != self._view.names:
            self.focus.set_choices([(one, view.names.get(one, one)) for one in view.focus])
            self.others.set_choices([(one, view.names.get(one, one)) for one in view.others])
        self._view = view
        names = ", ".join(subject.name for subject in view.observation.subjects[:1])
        self._focus_label.setText(_("In focus for {name}").format(name=names))
        self._others_label.setText(_("Others"))
        for widget in (self._focus_label, self.focus, self._others_label):
            widget.setVisible(bool(view.focus))
        self.chosen = view.observation.competencies
        self._show_chosen()

    def say(self, sentence: str) -> None:
        """Say under the chips what stops a choice; "" takes it away."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)

    def take_focus(self) -> None:
        """Bring the keyboard here."""
        (self.focus if self._view is not None and self._view.focus else self.others).set_focus()

    def set_read_only(self, read_only: bool) -> None:
        """Only show."""
        self.focus.setEnabled(not read_only)
        self.others.setEnabled(not read_only)

    def _show_chosen(self) -> None:
        self.focus.set_values(self.chosen)
        self.others.set_values(self.chosen)
        while (item := self._help.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for one in self.chosen:
            for label in self._words_for(one):
                self._help.addWidget(label)

    def _words_for(self, competency_id: str) -> list[QLabel]:
        found = self._view.competency(competency_id) if self._view is not None else None
        if found is None:
            return []
        sentence = _("{name}: {definition}.").format(name=found.name, definition=found.definition.rstrip("."))
        return [plain_label(sentence, "muted"), plain_label(found.manager_prompt, "muted")]

    def _on_picked(self) -> None:
        picked = {*self.focus.values(), *self.others.values()}
        if len(picked) > MAX_COMPETENCIES:
            self._show_chosen()
            self.say(_("One episode can stand for at most three competencies. Take one back first."))
            return
        self.say("")
        kept = tuple(one for one in self.chosen if one in picked)
        self.chosen = (*kept, *(one for one in (*self.focus.values(), *self.others.values()) if one not in kept))
        self._show_chosen()
        self.acted.emit()

"""Which competencies an episode shows: up to three, the person's focus first, with the words to judge it by."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from reviewapp.domain.observation import MAX_COMPETENCIES
from reviewapp.i18n import _
from reviewapp.ui import words
from reviewapp.ui.forms.observation_data import ObservationView
from reviewapp.ui.tokens import SPACE_S, SPACE_XS
from reviewapp.ui.widgets.chip_group import ChipGroup
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.problem_label import ProblemLabel


class CompetencyField(QWidget):
    """``acted`` reports that the user chose or took back a competency; `chosen` keeps the order of choosing.

    Competencies of the first person's framework stand first; those of another framework stand apart, with its name.
    """

    acted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chosen: tuple[str, ...] = ()
        self._view: ObservationView | None = None
        self._focus_label, self._others_label = plain_label("", "small"), plain_label("", "small")
        self._elsewhere_label = plain_label(_("From another framework"), "small")
        self.focus = ChipGroup(words.field("competencies"), exclusive=False)
        self.others = ChipGroup(words.field("competencies"), exclusive=False)
        self.elsewhere = ChipGroup(words.field("competencies"), exclusive=False)
        self._groups = (self.focus, self.others, self.elsewhere)
        self._offered: dict[ChipGroup, tuple[tuple[str, str], ...]] = {}
        self.problem = ProblemLabel(self)
        self._help = QVBoxLayout()
        self._help.setSpacing(SPACE_S)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addWidget(plain_label(words.field("competencies"), "field"))
        column.addWidget(plain_label(_("Choose one to three that this episode shows most clearly."), "small"))
        labels = (self._focus_label, self._others_label, self._elsewhere_label)
        for label, group in zip(labels, self._groups, strict=True):
            column.addWidget(label)
            column.addWidget(group)
            group.picked.connect(self._on_picked)
        column.addWidget(self.problem)
        column.addSpacing(SPACE_XS)
        column.addLayout(self._help)

    def show_view(self, view: ObservationView) -> None:
        """Offer the competencies of the people's frameworks and show the chosen ones; nothing is emitted."""
        offered = (view.tags.focus, view.tags.others, view.tags.elsewhere)
        for group, ids in zip(self._groups, offered, strict=True):
            choices = tuple((one, view.tags.names[one]) for one in ids)
            # Chips that stay are left alone: the keyboard may stand on one of them.
            if choices != self._offered.get(group):
                group.set_choices(choices)
                self._offered[group] = choices
        self._view = view
        names = ", ".join(subject.name for subject in view.observation.subjects[:1])
        self._focus_label.setText(_("In focus for {name}").format(name=names))
        self._others_label.setText(_("Others"))
        for widget in (self._focus_label, self.focus, self._others_label):
            widget.setVisible(bool(view.tags.focus))
        for widget in (self._elsewhere_label, self.elsewhere):
            widget.setVisible(bool(view.tags.elsewhere))
        self.chosen = view.chosen
        self._show_chosen()

    @property
    def in_full(self) -> tuple[str, ...]:
        """The chosen ones with their framework, which stay the same when the people of the episode change."""
        return self._view.tags.in_full(self.chosen) if self._view is not None else self.chosen

    def say(self, sentence: str) -> None:
        """Say under the chips what stops a choice; "" takes it away."""
        self.problem.say(sentence)

    def take_focus(self) -> None:
        """Bring the keyboard here."""
        (self.focus if self._view is not None and self._view.tags.focus else self.others).set_focus()

    def set_read_only(self, read_only: bool) -> None:
        """Only show."""
        for group in self._groups:
            group.setEnabled(not read_only)

    def _show_chosen(self) -> None:
        for group in self._groups:
            group.set_values(self.chosen)
        while (item := self._help.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for one in self.chosen:
            for label in self._words_for(one):
                self._help.addWidget(label)

    def _words_for(self, written: str) -> list[QLabel]:
        found = self._view.tags.words(written) if self._view is not None else None
        if found is None:
            return []
        sentence = _("{name}: {definition}.").format(name=found.name, definition=found.definition.rstrip("."))
        return [plain_label(sentence, "muted"), plain_label(found.manager_prompt, "muted")]

    def _on_picked(self) -> None:
        picked = [one for group in self._groups for one in group.values()]
        if len(picked) > MAX_COMPETENCIES:
            self._show_chosen()
            self.say(_("One episode can stand for at most three competencies. Take one back first."))
            return
        self.say("")
        kept = tuple(one for one in self.chosen if one in picked)
        self.chosen = (*kept, *(one for one in picked if one not in kept))
        self._show_chosen()
        self.acted.emit()

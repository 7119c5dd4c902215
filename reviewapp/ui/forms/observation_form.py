"""The whole record of an observation as one column: situation, action, effect, check; then what it shows.

Choices are reported at once; words are collected and saved together. The closest anchor stands last, so that
the evidence is written down before anybody names a level.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewapp.domain.observation import Observation, Subject, implied_concern
from reviewapp.i18n import _
from reviewapp.ui.forms.column import Column
from reviewapp.ui.forms.competencies import CompetencyField
from reviewapp.ui.forms.fields import OWN_WORDS, DayField, Field, TextField, label_of, make_field
from reviewapp.ui.forms.observation_data import ObservationView
from reviewapp.ui.forms.people_field import PeopleField
from reviewapp.ui.forms.questions import EarlierWordings, OpenQuestions
from reviewapp.ui.forms.section import FoldedSection, Section
from reviewapp.ui.forms.subjects import AnchorField, ConcernField
from reviewapp.ui.forms.telling import TellField
from reviewapp.ui.tokens import SPACE_M, SPACE_XS
from reviewapp.ui.widgets.labels import field_label, plain_label

# Asked only for these kinds, or where an answer stands already.
KIND_FIELDS: dict[str, tuple[str, ...]] = {
    "caught_risk": ("what_was_wrong", "how_noticed", "who_was_told", "when_told", "what_it_prevented"),
    "escalation": ("what_was_wrong", "how_noticed", "who_was_told", "when_told", "escalation_end"),
    "kept_human": ("kept_human_reason",),
    "decision_point": ("reviewed_by", "rationale", "ambiguity"),
}
MORE_FIELDS: dict[str, tuple[str, ...]] = {
    "task": (
        "purpose", "stakes", "reach", "workflow_steps", "met_done", "way_back", "alternative_considered", "trade_off",
        "provenance_known", "confidence",
    ),
    "parts": ("human_part", "ai_part_text", "others_part", "noticed_by", "chips", "contribution"),
    "caught": ("caught", "flaw_type", "held_up", "checking_effort"),
    "receivers": (
        "receiver_words", "receiver_words_permitted", "who_absorbed_it", "downstream", "workslop_variant",
        "counter_signal",
    ),
    "after": ("recheck_on", "follow_up", "evidence_ref", "restricted"),
}  # fmt: skip
# Where to go for what completion still needs.
MISSING_AT = {
    "behaviour": "behaviour", "checked": "checked_by", "effect": "consequence", "basis": "basis",
    "rationale": "rationale",
}  # fmt: skip
PEOPLE, OBSERVED_ON = "people", "observed_on"


class ObservationForm(Column):
    """Emits what the user wants changed, with the widget beside which a refusal is to be said.

    ``change_asked``: keyword arguments of `change_observation`; ``subject_change_asked``: person id and fields of
    `About`; ``told``: person id, day, way; ``typed``: words changed and are to be journaled;
    ``answered``: a finding was answered in this text field; ``language_said``: its text is in that language.
    """

    change_asked = Signal(object, object)
    subject_change_asked = Signal(int, object, object)
    told = Signal(int, object, str, object)
    add_person_asked = Signal(str)
    answered = Signal(object)
    language_said = Signal(object, str)
    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date.today()
        self._view: ObservationView | None = None
        self._read_only = False
        self._kind_asked = ""
        self.fields: dict[str, Field] = {}
        self.concerns: dict[int, ConcernField] = {}
        self.anchors: dict[int, AnchorField] = {}
        self.tellings: dict[int, TellField] = {}
        self._telling_shown: tuple[object, ...] = ()
        self.questions = OpenQuestions()
        self.questions.day_picked.connect(self._on_day_answered)
        self.questions.person_picked.connect(self._on_person_answered)
        self.people = PeopleField(_("Person"))
        self.people.settled.connect(self._on_people_settled)
        self.people.add_asked.connect(self.add_person_asked)
        self.day = DayField(OBSERVED_ON, lambda: self._today)
        self.day.acted.connect(lambda _name: self.change_asked.emit({"observed_on": self.day.day()}, self.day))
        self.competencies = CompetencyField()
        self.competencies.acted.connect(
            lambda: self.change_asked.emit({"competencies": self.competencies.in_full}, self.competencies)
        )
        self.earlier = EarlierWordings()
        self.hindsight = plain_label(_("Judge what could be known then."), "strong")
        self.folded: dict[str, FoldedSection] = {}
        self._lay_out()

    def show_view(self, view: ObservationView) -> None:
        """Show what the vault holds; words typed since stay, and nothing is emitted."""
        self._view, self._today = view, view.today
        found = view.observation
        self.questions.show_view(view)
        self.people.set_people(view.people)
        chosen = tuple(subject.person_id for subject in found.subjects)
        if self.people.people() != chosen and not self.people.unknown():
            self.people.choose(chosen)
        self.day.show_day(found.observed_on)
        for field in self.fields.values():
            self._fill(field, view)
        self.competencies.show_view(view)
        self.earlier.show_earlier(view.earlier)
        self._show_subjects(view)
        self._show_what_fits(found)
        self._set_read_only(found.withdrawn or bool(found.written_by))

    def forget(self) -> None:
        """Another observation comes: nothing of this one may stay in a field."""
        self._view, self._kind_asked = None, ""
        for field in self._text_fields():
            field.show_typed("")
            field.show_saved("")
            field.edit.forget_answers()
            field.say("")
        for concern in self.concerns.values():
            concern.view.show_typed("")
        self.day.field.set_date(None)
        self.people.choose(())
        self._clear_subjects()

    def changed_words(self) -> tuple[dict[str, str], dict[int, str]]:
        """Words that differ from the vault: by field, and the people's own by person."""
        texts = {field.name: field.text() for field in self._text_fields() if field.is_changed}
        views = {one: concern.view.text() for one, concern in self.concerns.items() if concern.view.is_changed}
        return texts, views

    def show_typed(self, texts: dict[str, str], views: dict[int, str]) -> None:
        """Put words back that were typed and not saved; nothing is emitted."""
        self._unfold(texts)
        for field in self._text_fields():
            if field.name in texts:
                field.show_typed(texts[field.name])
                field.show()
        for person_id, text in views.items():
            if person_id in self.concerns:
                self.concerns[person_id].view.show_typed(text)

    def show_words(self, name: str, span: str) -> None:
        """Bring the keyboard to some words of one text, wherever it is folded away."""
        self._unfold((name,))
        field = self.fields.get(name)
        if isinstance(field, TextField):
            field.show()
            field.edit.select_words(span)

    def revert(self) -> None:
        """Drop words that were typed and not saved."""
        for field in self._text_fields():
            field.revert()
        for concern in self.concerns.values():
            concern.view.revert()

    def focus_missing(self, what: str) -> QWidget | None:
        """Bring the keyboard to what completion still needs; the widget, or None where the form has none."""
        target: Field | CompetencyField | ConcernField | None = None
        if what == "person":
            self.people.first.setFocus(Qt.FocusReason.OtherFocusReason)
            return self.people
        if what == "date":
            target = self.day
        elif what == "competencies":
            target = self.competencies
        elif what == "concern":
            target = self._unanswered_concern()
        elif what in MISSING_AT:
            target = self.fields[MISSING_AT[what]]
        if target is not None:
            target.take_focus()
        return target

    def settle(self) -> None:
        """The page is being left: a day still being typed counts."""
        for field in (self.day, *self.fields.values()):
            if isinstance(field, DayField):
                field.settle()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_M)
        who = QWidget()
        lines = QVBoxLayout(who)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(SPACE_XS)
        lines.addWidget(field_label(_("Person"), self.people.first))
        lines.addWidget(self.people)
        names = (
            "situation", "behaviour", "ai_part", "response", "consequence", "outcome_test", "checked_by", "checked_how",
        )  # fmt: skip
        story = self._make(*names)
        self.fields["behaviour"].column.addWidget(self.earlier)
        judged = [*self._make("soundness", "known_when"), self.hindsight, *self._make("known_from")]
        kind_names = tuple(dict.fromkeys(name for names in KIND_FIELDS.values() for name in names))
        self.kind_section = Section(_("Questions of this kind"), "", self._make(*kind_names))
        self._concern_section = Section(_("For or against"), "", ())
        self._concern_lines = QVBoxLayout()
        self._concern_lines.setSpacing(SPACE_M)
        self._concern_section.column.addLayout(self._concern_lines)
        for field in self._make("conditions"):
            self._concern_section.column.addWidget(field)
        self.anchor_section = Section(_("Closest anchor"), _("Optional, and last: first what happened, then a word."))
        self.tell_section = Section(_("Telling the person"), "", ())
        parts: list[QWidget] = [
            self.questions, Section(_("The episode"), "", [*self._make("kind"), who, self.day]),
            Section(_("Situation, action, effect, check"), "", story),
            Section(_("How you know, and what it shows"), "", [*self._make("basis"), self.competencies]),
            self._concern_section,
            Section(_("AI's output"), _("As far as it could be known."), judged), self.kind_section, *self._folds(),
            self.anchor_section, self.tell_section,
        ]  # fmt: skip
        for part in parts:
            self._column.addWidget(part)
        self.hindsight.hide()

    def _folds(self) -> list[FoldedSection]:
        titles = {
            "task": _("More about the task"), "parts": _("Who did which part"), "caught": _("What was caught"),
            "receivers": _("Those who received it"), "after": _("Afterwards"),
        }  # fmt: skip
        for key, names in MORE_FIELDS.items():
            self.folded[key] = FoldedSection(titles[key], partial(self._make_shown, names))
        return list(self.folded.values())

    def _make_shown(self, names: Sequence[str]) -> list[Field]:
        """Fields made after the observation came, so they are filled at once."""
        made = self._make(*names)
        for field in made:
            if self._view is not None:
                self._fill(field, self._view)
            field.set_read_only(self._read_only)
        return made

    def _make(self, *names: str) -> list[Field]:
        made = [make_field(name, lambda: self._today) for name in names]
        for field in made:
            self.fields[field.name] = field
            field.acted.connect(self._on_acted)
            field.typed.connect(lambda _name: self.typed.emit())
            if isinstance(field, TextField):
                field.edit.finding_answered.connect(lambda *_what, field=field: self.answered.emit(field))
                field.edit.language_said.connect(lambda one, field=field: self.language_said.emit(field, one))
        return made

    def _fill(self, field: Field, view: ObservationView) -> None:
        field.show_from(view.observation)
        if isinstance(field, TextField):
            field.edit.set_language(view.languages.get(field.name, ""))
            if field.name not in OWN_WORDS:
                field.edit.set_answers(view.answers.get(field.name, ()))

    def _text_fields(self) -> list[TextField]:
        return [field for field in self.fields.values() if isinstance(field, TextField)]

    def _show_what_fits(self, found: Observation) -> None:
        """Ask what belongs to the kind, and never hide an answer."""
        # Where a kind was refused for want of an answer, its questions stay: the answer goes there.
        asked = {*KIND_FIELDS.get(found.kind, ()), *KIND_FIELDS.get(self._kind_asked, ())}
        names = [name for of_kind in KIND_FIELDS.values() for name in of_kind]
        for name in names:
            field = self.fields[name]
            field.setVisible(name in asked or field.is_set)
        self.kind_section.setVisible(any(not self.fields[name].isHidden() for name in names))
        self.hindsight.setVisible(found.choice("known_when") == "found_later")
        for key, more in MORE_FIELDS.items():
            self.folded[key].show_filled([label_of(name) for name in more if _stands(found, name)])

    def _show_subjects(self, view: ObservationView) -> None:
        subjects = view.observation.subjects
        if tuple(self.concerns) != tuple(subject.person_id for subject in subjects):
            self._clear_subjects()
            self._make_subjects(subjects)
        for subject in subjects:
            self.concerns[subject.person_id].show_subject(view.observation, subject)
            self.anchors[subject.person_id].show_subject(view, subject)
        self._show_telling(view)
        self._concern_section.setVisible(bool(subjects))
        self.anchor_section.setVisible(bool(subjects))

    def _show_telling(self, view: ObservationView) -> None:
        found = view.observation
        shown = [one for one in found.subjects if found.completed or one.told_how is not None]
        concerns = {one.person_id: bool(implied_concern(found, one)) for one in shown}
        stand = tuple(
            (found.id, one.person_id, one.told_on, one.told_how, one.told_confirmed, concerns[one.person_id])
            for one in shown
        )
        if stand != self._telling_shown:
            # Made anew only when something about it changed: a day being typed must survive other changes.
            self._telling_shown = stand
            _empty(self.tell_section.column, keep=1)
            self.tellings = {
                one.person_id: TellField(one, view.today, is_concern=concerns[one.person_id]) for one in shown
            }
            for telling in self.tellings.values():
                telling.told.connect(lambda who, day, how, at=telling: self.told.emit(who, day, how, at))
                self.tell_section.column.addWidget(telling)
        self.tell_section.setVisible(bool(shown) and not found.withdrawn)

    def _make_subjects(self, subjects: Sequence[Subject]) -> None:
        by_name = len(subjects) > 1
        for subject in subjects:
            concern, anchor = ConcernField(subject, by_name=by_name), AnchorField(subject, by_name=by_name)
            concern.acted.connect(lambda who, what, at=concern: self.subject_change_asked.emit(who, what, at))
            anchor.acted.connect(lambda who, what, at=anchor: self.subject_change_asked.emit(who, what, at))
            concern.typed.connect(lambda _name: self.typed.emit())
            self.concerns[subject.person_id], self.anchors[subject.person_id] = concern, anchor
            self._concern_lines.addWidget(concern)
            self.anchor_section.column.addWidget(anchor)

    def _clear_subjects(self) -> None:
        self.concerns, self.anchors = {}, {}
        _empty(self._concern_lines)
        # The heading and the explanation stay.
        _empty(self.anchor_section.column, keep=2)

    def _set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        parts: list[Field | PeopleField | CompetencyField | ConcernField | AnchorField] = [
            *self.fields.values(), self.day, self.people, self.competencies, *self.concerns.values(),
            *self.anchors.values(),
        ]  # fmt: skip
        for part in parts:
            part.set_read_only(read_only)

    def _unanswered_concern(self) -> ConcernField | None:
        if self._view is None:
            return None
        found = self._view.observation
        open_ones = [one for one in found.subjects if implied_concern(found, one) is None]
        return self.concerns.get(open_ones[0].person_id) if open_ones else None

    def _on_day_answered(self, day: date) -> None:
        self.change_asked.emit({"observed_on": day}, self.day)

    def _on_person_answered(self, person_id: int) -> None:
        self.change_asked.emit({"person_ids": (person_id,)}, self.people)

    def _unfold(self, wanted: Collection[str]) -> None:
        for key, names in MORE_FIELDS.items():
            if any(name in wanted for name in names):
                self.folded[key].unfold()

    def _on_acted(self, name: str) -> None:
        field = self.fields[name]
        if name == "kind":
            self._kind_asked = field.details().choices["kind"] or ""
        self.change_asked.emit({"details": field.details()}, field)

    def _on_people_settled(self) -> None:
        if self._view is None or self.people.unknown():
            return
        chosen = self.people.people()
        if chosen and chosen != tuple(subject.person_id for subject in self._view.observation.subjects):
            self.change_asked.emit({"person_ids": chosen}, self.people)


def _stands(found: Observation, name: str) -> bool:
    sources: tuple[dict[str, Any], ...] = (found.multi, found.texts, found.dates)
    value = found.choices.get(name)
    if value is not None:
        return value not in {"unknown", "none"} or name == "way_back"
    return found.flags.get(name, False) or any(source.get(name) for source in sources)


def _empty(column: QVBoxLayout, keep: int = 0) -> None:
    while column.count() > keep:
        item = column.takeAt(column.count() - 1)
        old = item.widget() if item is not None else None
        if old is not None:
            old.hide()
            old.deleteLater()

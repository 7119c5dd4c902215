"""The role profile: what a role is looked at for, agreed with the person and dated (domain.md B)."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from reviewapp.actions.people import agree_role_profile
from reviewapp.actions.queries import all_frameworks, profile
from reviewapp.actions.queries import person as person_by_id
from reviewapp.actions.role_words import suggested_skills
from reviewapp.domain.framework import Competency, Framework
from reviewapp.domain.person import Person
from reviewapp.domain.role import FOCUS_MAX, FOCUS_MIN, SEATS, RoleProfile
from reviewapp.i18n import _
from reviewapp.ui.dialogs.focus_role import RoleFields
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.forms.form_keeper import Fields
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.person_words import seat
from reviewapp.ui.tokens import SPACE_M, SPACE_S, SPACE_XL, SPACE_XS
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.checked_text import CheckedTextEdit
from reviewapp.ui.widgets.chip_group import ChipGroup
from reviewapp.ui.widgets.choice_box import ChoiceBox
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.labels import plain_label

Loaded = tuple[date, Person | None, RoleProfile | None, list[tuple[int, Framework]]]


class FocusDialog(FormDialog):
    """Choose four to seven competencies, the seat, skills and protected work. Saving adds a dated version."""

    def __init__(
        self, hub: Hub, person_id: int, parent: QWidget | None = None, *, agreed_by: date | None = None
    ) -> None:
        """``agreed_by`` proposes an earlier day than today, for a review whose period is over."""
        super().__init__(hub, _("Focus of the role"), _("Agree from this day on"), parent)
        self._agreed_by = agreed_by
        self._person_id = person_id
        self._today = date.today()
        self._frameworks: list[tuple[int, Framework]] = []
        self.boxes: dict[str, QCheckBox] = {}
        self._listed_key = ""
        self._head()
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE_S)
        self.column.addLayout(self._list)
        self.advice = plain_label("", "small")
        self.column.addWidget(self.advice)
        self.column.addSpacing(SPACE_M)
        self._rest()
        self.keep_as(f"focus/{person_id}", self._contents, self._fill)
        self.load(
            lambda vault: (
                vault.today, person_by_id(vault, person_id=person_id), profile(vault, person_id=person_id),
                all_frameworks(vault),
            ),
            self._show,
        )  # fmt: skip

    def chosen(self) -> tuple[str, ...]:
        """The ids that are ticked, in the order of the framework."""
        return tuple(competency_id for competency_id, box in self.boxes.items() if box.isChecked())

    def submit_asked(self) -> None:
        """Add the version, or say why it is not four to seven."""
        focus, day = self.chosen(), self.agreed_on.date()
        stops = _advice(focus)
        if not stops and day is None:
            stops = self.agreed_on.problem_sentence() or _("Give the day you agreed it.")
        if stops or day is None:
            self.say(stops)
            return
        person_id, its_seat = self._person_id, self.seat.value() or SEATS[0]
        framework_id = self._frameworks[max(0, self.framework.currentIndex())][0]
        skills, (kept, modes) = self.skills.text().splitlines(), self.role_fields.protected()
        capacities, context = self.role_fields.capacities(), self.role_fields.context()
        self.run(
            lambda vault: agree_role_profile(
                vault, person_id=person_id, focus=focus, seat=its_seat, foundational_skills=skills,
                protected_work=kept, protected_modes=modes, capacities=capacities, context=context, agreed_on=day,
                framework_id=framework_id,
            ),
            _("The focus is agreed."),
        )  # fmt: skip

    def _head(self) -> None:
        self.heading = plain_label(_("Focus of the role"), "title")
        self.column.addWidget(self.heading)
        self.column.addSpacing(SPACE_S)
        self.column.addWidget(
            plain_label(
                _("Choose four to seven competencies together with the person. The others are not looked at, and that "
                  "says nothing about them."),
                "muted",
            )
        )  # fmt: skip
        self.framework = ChoiceBox(self)
        self.framework.setAccessibleName(_("Framework"))
        self.framework.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.framework.hide()
        self.framework.activated.connect(self._on_framework_chosen)
        self.column.addWidget(self.framework)
        self.source = plain_label("", "small")
        self.column.addSpacing(SPACE_XS)
        self.column.addWidget(self.source)
        self.column.addSpacing(SPACE_S)

    def _rest(self) -> None:
        self.seat = ChipGroup(_("Seat"), [(value, seat(value)) for value in SEATS])
        self.seat.picked.connect(self.touch)
        self.row(_("Where they mostly sit in the work"), self.seat)
        # A figure is settled in the review that prints it, so here there is nothing to answer.
        note = _("Only a hint here. A review that prints it asks again before it is finished.")
        self.skills = CheckedTextEdit(
            _("Foundational skills"), _("One on each line"), min_lines=2, only_says=note
        )
        self.skills.edited.connect(self.touch)
        self.row(_("Foundational skills"), self.skills, _("What they must be able to do without AI."))
        self.suggest = button(_("Add core human skills"), "ghost", "plus")
        self.suggest.clicked.connect(self._on_suggest)
        self.column.addWidget(self.suggest, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.insertWidget(self.column.indexOf(self.skills) + 1, self.skills.hints)
        self.role_fields = RoleFields(self, note)
        self.agreed_on = DateField(lambda: self._today, _("Agreed on"))
        self.agreed_on.picked.connect(self.touch)
        self.agreed_on.edit.textEdited.connect(self.touch)
        self.row(_("Agreed on"), self.agreed_on, _("Earlier versions stay; a new one is never applied backwards."))
        self.column.addStretch()

    def _show(self, answer: Loaded) -> None:
        self._today, person, agreed, self._frameworks = answer
        if person is None or not self._frameworks:
            self.reject()
            return
        self.heading.setText(_("Focus of {name}").format(name=person.name))
        for _id, one in self._frameworks:
            self.framework.addItem(_("{title}, version {version}").format(title=one.title, version=one.version))
        self.framework.setVisible(len(self._frameworks) > 1)
        keys = [(one.key, one.version) for _id, one in self._frameworks]
        known = agreed is not None and (agreed.framework_key, agreed.framework_version) in keys
        wanted = (agreed.framework_key, agreed.framework_version) if agreed is not None and known else keys[0]
        self.framework.setCurrentIndex(keys.index(wanted))
        self._list_competencies(agreed.focus if agreed else ())
        self.agreed_on.set_date(min(self._today, self._agreed_by or self._today))
        self.seat.set_value(agreed.seat if agreed else SEATS[0])
        if agreed is not None:
            self.skills.set_text("\n".join(agreed.foundational_skills))
            self.role_fields.show_profile(agreed)
        next(iter(self.boxes.values())).setFocus()

    def _contents(self) -> Fields:
        return {
            "framework": self.framework.currentText(), "ticked": list(self.chosen()), "seat": self.seat.value() or "",
            "skills": self.skills.text(), "role": self.role_fields.contents(), "agreed_on": self.agreed_on.typed(),
        }  # fmt: skip

    def _fill(self, kept: Fields) -> None:
        at = self.framework.findText(str(kept.get("framework", "")))
        if at >= 0:
            self.framework.setCurrentIndex(at)
        self._list_competencies(tuple(str(one) for one in kept.get("ticked", ())))
        seat_before = str(kept.get("seat", ""))
        self.seat.set_value(seat_before if seat_before in SEATS else SEATS[0])
        self.skills.set_text(str(kept.get("skills", "")))
        self.role_fields.fill(kept.get("role", {}))
        self.agreed_on.set_typed(str(kept.get("agreed_on", "")))

    def _list_competencies(self, ticked: tuple[str, ...]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        framework = self._frameworks[max(0, self.framework.currentIndex())][1]
        said = _("{title}: {status}").format(title=framework.title, status=framework.status)
        later = [one for _id, one in self._frameworks if one.key == framework.key][-1]
        if later is not framework:
            # Nobody is moved: a later version counts for somebody from the day it is agreed with them (A53).
            said += " " + _("Version {version} was added later; it counts from the day you agree it.").format(
                version=later.version
            )
        self.source.setText(said)
        self.boxes, self._listed_key = {}, framework.key
        for competency in framework.competencies:
            entry = self._entry(competency, competency.id in ticked)
            self._list.addWidget(entry)
            # Shown at once: what is not shown yet cannot take the focus.
            entry.show()
        self._advise()

    def _entry(self, competency: Competency, ticked: bool) -> QWidget:
        entry = QWidget()
        column = QVBoxLayout(entry)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        box = QCheckBox(competency.name.replace("&", "&&"), entry)
        box.setAccessibleName(_("{name}, {id}").format(name=competency.name, id=competency.id))
        box.setAccessibleDescription(competency.definition)
        box.setChecked(ticked)
        box.clicked.connect(self._on_ticked)
        self.boxes[competency.id] = box
        definition = plain_label(f"{competency.definition} · {competency.id}", "small")
        definition.setContentsMargins(SPACE_XL + 2, 0, 0, 0)
        column.addWidget(box)
        column.addWidget(definition)
        return entry

    def _advise(self) -> None:
        self.advice.setText(_advice(self.chosen()) or _("This is a good size for a focus."))

    def _on_suggest(self) -> None:
        """Put the core human skills under what stands there, each once (domain.md A69)."""
        lines = [line for line in self.skills.text().splitlines() if line.strip()]
        self.skills.set_text("\n".join(dict.fromkeys((*lines, *suggested_skills()))))
        self.touch()

    def _on_ticked(self) -> None:
        self.touch()
        self._advise()

    def _on_framework_chosen(self) -> None:
        self.touch()
        # A tick means a competency: it goes on where the framework chosen says that it means or continues the same.
        framework = self._frameworks[max(0, self.framework.currentIndex())][1]
        self._list_competencies(tuple(framework.own_id(self._listed_key, one) for one in self.chosen()))


def _advice(focus: tuple[str, ...]) -> str:
    """Why these are not a focus yet; "" when they are."""
    if len(focus) < FOCUS_MIN:
        return _("Choose at least four: fewer hide parts of the work.")
    if len(focus) > FOCUS_MAX:
        return _("Choose at most seven: more cannot be looked at with care.")
    return ""

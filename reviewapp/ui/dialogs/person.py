"""Add somebody, or change what is known of them. An absence has dates and never a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from reviewapp.actions.changes import Changes
from reviewapp.actions.people import add_person
from reviewapp.actions.person_records import change_details
from reviewapp.actions.queries import person as person_by_id
from reviewapp.domain.person import Person
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.forms.form_keeper import Fields
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.line_hint import LineHint


class PersonDialog(FormDialog):
    """The form of one person; without an id it adds somebody new, and `saved` is then called with the id."""

    def __init__(
        self, hub: Hub, person_id: int | None, parent: QWidget | None = None, saved: Callable[[int], None] | None = None
    ) -> None:
        new = person_id is None
        super().__init__(hub, _("Add person") if new else _("Edit person"), _("Add") if new else _("Save"), parent)
        self._person_id, self._saved = person_id, saved
        self._today = date.today()
        self._hints: list[LineHint] = []
        self._fields()
        self.keep_as("person/new" if new else f"person/{person_id}", self._contents, self._fill)
        self.load(
            lambda vault: (vault.today, person_by_id(vault, person_id=person_id) if person_id is not None else None),
            self._show,
        )

    def submit_asked(self) -> None:
        """Save the form as one act."""
        if sentence := self._what_stops():
            self.say(sentence)
            return
        values = {
            "name": self.name.text(), "role": self.role.text(), "team": self.team.text(),
        }  # fmt: skip
        started, away_from, away_to = self.started.date(), self.away_from.date(), self.away_to.date()
        others = [one for one in self.other_names.text().split(",") if one.strip()]
        person_id = self._person_id
        if person_id is None:
            self.run(
                lambda vault: add_person(
                    vault, **values, started_on=started, away_from=away_from, away_to=away_to,
                    aliases=[" ".join(one.split()) for one in others],
                ),
                _("{name} was added.").format(name=values["name"].strip()), self._on_added,
            )  # fmt: skip
            return
        self.run(
            lambda vault: change_details(
                vault, person_id=person_id, **values, started_on=started, away_from=away_from, away_to=away_to,
                other_names=others,
            ),
            _("Saved."),
        )  # fmt: skip

    def _fields(self) -> None:
        self.name = self._line(_("Name"), _("As you would write it in a letter"))
        self.role = self._line(_("Role"), _("For example: pharmacist, support lead"))
        self.team = self._line(_("Team"), "")
        self.started = DateField(lambda: self._today, _("Start date"), past_only=False)
        self.row(_("Start date"), self.started, _("Months before it are not read as a gap."))
        self.column.addWidget(plain_label(_("Away"), "section"))
        self.column.addWidget(
            plain_label(_("Only the dates, never the reason. An empty month then means nothing."), "small")
        )
        self.column.addSpacing(SPACE_S)
        self.away_from = DateField(lambda: self._today, _("Away from"), past_only=False)
        self.row(_("Away from"), self.away_from)
        self.away_to = DateField(lambda: self._today, _("Away until"), past_only=False)
        self.row(_("Away until"), self.away_to, _("Leave it open while nobody knows."))
        self.other_names = self._line(
            _("Other names"), _("Separated by commas"), _("Notes you import may call them something else.")
        )
        self.column.addStretch()
        for field in (self.started, self.away_from, self.away_to):
            field.picked.connect(self.touch)
            field.edit.textEdited.connect(self.touch)
            # These days are rarely today: the calendar is enough beside the field.
            field.today_button.hide()
            field.yesterday_button.hide()

    def _line(self, label: str, placeholder: str, hint: str = "") -> QLineEdit:
        edit = QLineEdit(self)
        edit.setAccessibleName(label)
        edit.setPlaceholderText(placeholder)
        edit.textEdited.connect(self.touch)
        edit.returnPressed.connect(self.submit.click)
        self.row(label, edit, hint)
        said = LineHint(edit)
        self.column.insertWidget(self.column.indexOf(edit) + 1, said.label)
        self._hints.append(said)
        return edit

    def _show(self, answer: tuple[date, Person | None]) -> None:
        self._today, person = answer
        self.name.setFocus()
        if person is None:
            return
        self.name.setText(person.name)
        self.role.setText(person.role)
        self.team.setText(person.team)
        self.started.set_date(person.started_on)
        self.away_from.set_date(person.away_from)
        self.away_to.set_date(person.away_to)
        self.other_names.setText(", ".join(person.aliases))
        self.name.selectAll()

    def _contents(self) -> Fields:
        lines = {"name": self.name, "role": self.role, "team": self.team, "other_names": self.other_names}
        days = {"started": self.started, "away_from": self.away_from, "away_to": self.away_to}
        return {key: line.text() for key, line in lines.items()} | {key: day.typed() for key, day in days.items()}

    def _fill(self, kept: Fields) -> None:
        for key in ("name", "role", "team", "other_names"):
            getattr(self, key).setText(str(kept.get(key, "")))
        for key in ("started", "away_from", "away_to"):
            getattr(self, key).set_typed(str(kept.get(key, "")))

    def _what_stops(self) -> str:
        if not self.name.text().strip():
            self.name.setFocus()
            return _("A person needs a name.")
        for field in (self.started, self.away_from, self.away_to):
            if field.problem_sentence():
                field.setFocus()
                return field.problem_sentence()
        away_from, away_to = self.away_from.date(), self.away_to.date()
        if away_to is not None and (away_from is None or away_to < away_from):
            self.away_from.setFocus()
            return _("The absence needs a first day that is not after its last.")
        return ""

    def _on_added(self, changes: Changes) -> None:
        if self._saved is not None:
            self._saved(changes.id)

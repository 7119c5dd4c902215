"""The writer's own note of a cycle, and the day of the last coaching talk with each person (domain.md A60, A68)."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from reviewapp.actions.changes import Changes
from reviewapp.actions.growth import keep_practice
from reviewapp.actions.growth_views import Coached, coaching_talks, practice_notes
from reviewapp.actions.growth_words import text_words
from reviewapp.actions.vaults import Vault
from reviewapp.domain.growth import NOTE_TEXTS
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.forms.form_keeper import Fields
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_M, SPACE_S
from reviewapp.ui.widgets.checked_text import CheckedTextEdit
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.labels import plain_label

EDITOR = "practice-note"
_HALF_A_YEAR = timedelta(days=182)
Loaded = tuple[date, date, date, dict[str, str], tuple[Coached, ...]]


class PracticeNoteDialog(FormDialog):
    """What I checked, what I got wrong. It is printed in every review of the cycle: leaders go first."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(hub, _("My practice note"), _("Save"), parent)
        self._today = date.today()
        self._people: tuple[Coached, ...] = ()
        self.edits: dict[str, CheckedTextEdit] = {}
        self.talks: dict[int, DateField] = {}
        self.column.addWidget(plain_label(_("My practice note"), "title"))
        self.column.addSpacing(SPACE_S)
        self.column.addWidget(
            plain_label(
                _("What you did yourself with AI in this cycle. Those you review read it in their review: who asks "
                  "others to say what went wrong goes first."),
                "muted",
            )
        )  # fmt: skip
        self.column.addSpacing(SPACE_S)
        note = _("Only a hint here. A review that prints it asks again before it is finished.")
        for name in NOTE_TEXTS:
            edit = CheckedTextEdit(text_words(name), min_lines=2, only_says=note)
            edit.edited.connect(self.touch)
            self.edits[name] = edit
            self.row(text_words(name), edit, _hint(name))
            self.column.insertWidget(self.column.indexOf(edit) + 1, edit.hints)
        self.first = DateField(lambda: self._today, _("Cycle from"))
        self.last = DateField(lambda: self._today, _("Cycle to"), past_only=False)
        for label, field in ((_("Cycle from"), self.first), (_("Cycle to"), self.last)):
            field.picked.connect(self.touch)
            field.edit.textEdited.connect(self.touch)
            self.row(label, field)
        self.keep_as(EDITOR, self._contents, self._fill)
        self.load(_read, self._show)

    def submit_asked(self) -> None:
        """Keep the note and the days together."""
        first, last = self.first.date(), self.last.date()
        fields = (self.first, self.last, *self.talks.values())
        problem = next((one.problem_sentence() for one in fields if one.problem_sentence()), "")
        if problem or first is None or last is None:
            self.say(problem or _("Give both days of the cycle."))
            return
        texts = {name: edit.text() for name, edit in self.edits.items()}
        talks = {one: field.date() for one, field in self.talks.items()}

        def act(vault: Vault) -> Changes:
            return keep_practice(vault, period_from=first, period_to=last, texts=texts, talks=talks)

        self.run(act, _("Saved"))

    def _show(self, answer: Loaded) -> None:
        self._today, first, last, texts, self._people = answer
        self.first.set_date(first)
        self.last.set_date(last)
        for name, edit in self.edits.items():
            edit.set_text(texts.get(name, ""))
        if self._people:
            self.column.addSpacing(SPACE_M)
            self.column.addWidget(plain_label(_("Last coaching talk"), "section"))
            self.column.addWidget(
                plain_label(
                    _("A talk about the work, not about figures. The day reminds you; it is in no review."),
                    "muted",
                )
            )
            self.column.addSpacing(SPACE_S)
        for one in self._people:
            field = DateField(lambda: self._today, _("Last coaching talk with {name}").format(name=one.name))
            field.set_date(one.on)
            field.picked.connect(self.touch)
            field.edit.textEdited.connect(self.touch)
            self.talks[one.id] = field
            self.row(one.name, field)
        self.column.addStretch()
        self.edits[NOTE_TEXTS[0]].setFocus()

    def _contents(self) -> Fields:
        return {
            "texts": {name: edit.text() for name, edit in self.edits.items()}, "first": self.first.typed(),
            "last": self.last.typed(), "talks": {str(one): field.typed() for one, field in self.talks.items()},
        }  # fmt: skip

    def _fill(self, kept: Fields) -> None:
        texts, talks = kept.get("texts", {}), kept.get("talks", {})
        for name, edit in self.edits.items():
            edit.set_text(str(texts.get(name, "")))
        self.first.set_typed(str(kept.get("first", "")))
        self.last.set_typed(str(kept.get("last", "")))
        for one, field in self.talks.items():
            field.set_typed(str(talks.get(str(one), "")))


def _read(vault: Vault) -> Loaded:
    notes = practice_notes(vault)
    today = vault.today
    if notes and notes[0].period_from <= today and today - notes[0].period_to < _HALF_A_YEAR / 2:
        newest = notes[0]
        return today, newest.period_from, newest.period_to, dict(newest.texts), coaching_talks(vault)
    return today, today - _HALF_A_YEAR, today, {}, coaching_talks(vault)


def _hint(name: str) -> str:
    return {
        "what_i_checked": _("A result you relied on, and how you made sure of it."),
        "what_i_got_wrong": _("One case is enough, and who knows of it now."),
        "what_i_changed": _("May stay empty."),
    }[name]

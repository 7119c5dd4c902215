"""A goal, a plan for a skill, or support that was offered: one form each (domain.md A5, A27, A51, A58)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QWidget

from reviewapp.actions.growth import agree_growth, change_growth, remove_growth
from reviewapp.actions.growth_views import growth_item
from reviewapp.actions.growth_words import choice_words, day_words, kind_words, text_words
from reviewapp.actions.queries import person as person_by_id
from reviewapp.actions.vaults import Vault
from reviewapp.domain.growth import CHOICES, DAYS, REQUIRED, TEMPLATES, TEXTS, GrowthItem
from reviewapp.domain.person import Person
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.forms.form_keeper import Fields
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.checked_text import CheckedTextEdit
from reviewapp.ui.widgets.chip_group import ChipGroup
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.labels import plain_label

Loaded = tuple[date, Person | None, GrowthItem | None]


class GrowthDialog(FormDialog):
    """One of `domain.growth.KINDS`, new or as it stands. Nothing is saved before the button is pressed."""

    def __init__(
        self, hub: Hub, person_id: int, kind: str, parent: QWidget | None = None, *, item_id: int | None = None
    ) -> None:
        super().__init__(hub, kind_words(kind), _("Save") if item_id else _act(kind), parent)
        self._person_id, self._kind, self._item_id = person_id, kind, item_id
        self._today = date.today()
        self.edits: dict[str, CheckedTextEdit] = {}
        self.days: dict[str, DateField] = {}
        self.heading = plain_label(kind_words(kind), "title")
        self.column.addWidget(self.heading)
        self.column.addSpacing(SPACE_S)
        self.column.addWidget(plain_label(_lead(kind), "muted"))
        self.column.addSpacing(SPACE_S)
        if kind == "goal" and item_id is None:
            self._templates()
        self.choice = ChipGroup(_choice_label(kind), [(one, choice_words(one)) for one in CHOICES[kind]])
        self.choice.picked.connect(self.touch)
        self.row(_choice_label(kind), self.choice)
        for name in TEXTS[kind]:
            self._text(name)
        for name in ("agreed_on", *DAYS[kind]):
            self._day(name)
        if item_id is not None:
            self.remove = button(_("Move to bin"), icon="trash-2")
            self.remove.clicked.connect(self._on_remove)
            self.column.addWidget(self.remove)
        self.column.addStretch()
        self.keep_as(f"growth-item/{item_id}" if item_id else f"{kind}/{person_id}", self._contents, self._fill)
        self.load(self._read, self._show)

    def submit_asked(self) -> None:
        """Agree it, or put the changes in force."""
        agreed_on = self.days["agreed_on"].date()
        problem = next((one.problem_sentence() for one in self.days.values() if one.problem_sentence()), "")
        if problem or agreed_on is None:
            self.say(problem or _("Give the day you agreed it."))
            return
        person_id, kind, item_id = self._person_id, self._kind, self._item_id
        choice = self.choice.value() or CHOICES[kind][0]
        texts = {name: edit.text() for name, edit in self.edits.items()}
        days = {name: self.days[name].date() for name in DAYS[kind]}
        if item_id is None:
            self.run(
                lambda vault: agree_growth(
                    vault, person_id=person_id, kind=kind, choice=choice, texts=texts, agreed_on=agreed_on, days=days
                ),
                _("Saved"),
            )
        else:
            self.run(
                lambda vault: change_growth(
                    vault, item_id=item_id, choice=choice, texts=texts, agreed_on=agreed_on, days=days
                ),
                _("Saved"),
            )

    def _read(self, vault: Vault) -> Loaded:
        item = growth_item(vault, item_id=self._item_id) if self._item_id is not None else None
        return vault.today, person_by_id(vault, person_id=self._person_id), item

    def _show(self, answer: Loaded) -> None:
        self._today, person, item = answer
        if person is None:
            self.reject()
            return
        heading = _("{kind} of {name}")
        if self._kind == "support":
            heading = _("{kind} for {name}")
        self.heading.setText(heading.format(kind=kind_words(self._kind), name=person.name))
        self.choice.set_value(item.choice if item else CHOICES[self._kind][0])
        for name, edit in self.edits.items():
            edit.set_text(item.text(name) if item else "")
        self.days["agreed_on"].set_date(item.agreed_on if item else self._today)
        for name in DAYS[self._kind]:
            self.days[name].set_date(item.days.get(name) if item else None)
        next(iter(self.edits.values())).setFocus()

    def _templates(self) -> None:
        titles = [(str(at), _(one.title)) for at, one in enumerate(TEMPLATES)]
        self.templates = ChipGroup(_("Begin from"), titles, optional=True)
        self.templates.picked.connect(self._on_template)
        self.row(_("Begin from"), self.templates, _("A template to rewrite in your own words. No amounts of AI use."))

    def _on_template(self) -> None:
        chosen = self.templates.value()
        if chosen is None:
            return
        one = TEMPLATES[int(chosen)]
        self.choice.set_value(one.choice)
        for name, text in (("aim", one.aim), ("if_it_fails_we_learn", one.if_it_fails_we_learn)):
            # What somebody wrote is theirs: a template only fills what is empty or came from a template.
            if self.edits[name].text().strip() in _from_templates(name):
                self.edits[name].set_text(_(text))
        self.touch()

    def _text(self, name: str) -> None:
        note = _("Only a hint here. A review that prints it asks again before it is finished.")
        label = text_words(name)
        lines = 1 if name in ("from_now", "toward", "support_owner", "time_given") else 2
        edit = CheckedTextEdit(label, min_lines=lines, only_says=note)
        edit.edited.connect(self.touch)
        self.edits[name] = edit
        optional = "" if name in REQUIRED[self._kind] else _("May stay empty.")
        self.row(label, edit, _hint(name) or optional)
        self.column.insertWidget(self.column.indexOf(edit) + 1, edit.hints)

    def _day(self, name: str) -> None:
        label = day_words(name, self._kind)
        field = DateField(lambda: self._today, label, past_only=name != "look_back_on")
        field.picked.connect(self.touch)
        field.edit.textEdited.connect(self.touch)
        self.days[name] = field
        self.row(label, field, "" if name == "agreed_on" else _("May stay empty."))

    def _contents(self) -> Fields:
        return {
            "choice": self.choice.value() or "", "texts": {name: edit.text() for name, edit in self.edits.items()},
            "days": {name: field.typed() for name, field in self.days.items()},
        }  # fmt: skip

    def _fill(self, kept: Fields) -> None:
        choice = str(kept.get("choice", ""))
        self.choice.set_value(choice if choice in CHOICES[self._kind] else CHOICES[self._kind][0])
        texts, days = kept.get("texts", {}), kept.get("days", {})
        for name, edit in self.edits.items():
            edit.set_text(str(texts.get(name, "")))
        for name, field in self.days.items():
            field.set_typed(str(days.get(name, "")))

    def _on_remove(self) -> None:
        item_id = self._item_id
        if item_id is not None:
            self.run(lambda vault: remove_growth(vault, item_id=item_id), _("Moved to the bin"))


def _from_templates(name: str) -> frozenset[str]:
    return frozenset({"", *(_(getattr(one, name)) for one in TEMPLATES)})


def _act(kind: str) -> str:
    return _("Record the support") if kind == "support" else _("Agree this")


def _choice_label(kind: str) -> str:
    return {"goal": _("What sort of goal"), "plan": _("Where it leads"), "support": _("What sort of support")}[kind]


def _lead(kind: str) -> str:
    return {
        "goal": _("Agreed together. It asks for no amount of AI use, and nothing is taken from anybody if it fails."),
        "plan": _("A way for a skill to grow, and what the employer gives for it. Skill gaps do not close alone."),
        "support": _("What was offered, and whether it was given. A review prints it before it says what is missing."),
    }[kind]  # fmt: skip


def _hint(name: str) -> str:
    hints: Mapping[str, str] = {
        "if_it_fails_we_learn": _("Written before the try. A sound try that failed counts as learning."),
        "what_we_learned": _("Afterwards. What did not work is as welcome as what did."),
        "toward": _("In words; needed for a path of their own."),
        "support_owner": _("A role or a person who will see to it."),
    }
    return hints.get(name, "")

"""The lower part of a role profile's form: protected work by mode, capacities in words, what they have to work with."""

from __future__ import annotations

from collections.abc import Mapping

from reviewapp.actions.role_words import capacity_words, context_words, importance_words, mode_words
from reviewapp.domain.role import CAPACITIES, CONTEXT, IMPORTANCE, MODES, OPPORTUNITY, RoleProfile
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.forms.form_keeper import Fields
from reviewapp.ui.tokens import SPACE_M, SPACE_S
from reviewapp.ui.widgets.checked_text import CheckedTextEdit
from reviewapp.ui.widgets.chip_group import ChipGroup
from reviewapp.ui.widgets.labels import plain_label


class RoleFields:
    """Puts its fields into the column of a form and reads them. ``note`` says why hints ask for nothing here."""

    def __init__(self, form: FormDialog, note: str) -> None:
        self._form, self._note = form, note
        self.work: dict[str, CheckedTextEdit] = {}
        self.words: dict[str, CheckedTextEdit] = {}
        self.importance: dict[str, ChipGroup] = {}
        self._head(_("Protected work"), _("What is agreed about AI in it. One on each line."))
        for mode in MODES:
            self.work[mode] = self._edit(mode_words(mode))
        self._head(
            _("What the role asks for"), _("A word for those that matter in this role; leave the others. No weights.")
        )
        for capacity in CAPACITIES:
            chips = ChipGroup(
                capacity_words(capacity), [(one, importance_words(one)) for one in IMPORTANCE], optional=True
            )
            chips.picked.connect(form.touch)
            self.importance[capacity] = chips
            form.row(capacity_words(capacity), chips)
        self.words["capacities"] = self._edit(context_words("capacities"))
        self._head(
            _("What they have to work with"),
            _("A review prints it as context: what somebody could not use or learn is no gap of theirs."),
        )
        for name in OPPORTUNITY:
            self.words[name] = self._edit(context_words(name))

    def protected(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The pieces of protected work and, in the same order, their modes."""
        pairs = [
            (line.strip(), mode)
            for mode, edit in self.work.items()
            for line in edit.text().splitlines()
            if line.strip()
        ]
        return tuple(line for line, _mode in pairs), tuple(mode for _line, mode in pairs)

    def capacities(self) -> dict[str, str]:
        """The importance of each capacity that was given one."""
        return {name: value for name, chips in self.importance.items() if (value := chips.value()) is not None}

    def context(self) -> dict[str, str]:
        """The texts, empty ones too."""
        return {name: edit.text() for name, edit in self.words.items()}

    def show_profile(self, profile: RoleProfile) -> None:
        """Show what was agreed; nothing is reported."""
        self._show({mode: "\n".join(profile.protected_as(mode)) for mode in MODES}, profile.capacities, profile.context)

    def contents(self) -> Fields:
        """Everything as plain JSON."""
        return {
            "work": {mode: edit.text() for mode, edit in self.work.items()}, "capacities": self.capacities(),
            "context": self.context(),
        }  # fmt: skip

    def fill(self, kept: Fields) -> None:
        """The inverse of `contents`."""
        self._show(kept.get("work", {}), kept.get("capacities", {}), kept.get("context", {}))

    def _show(self, work: Mapping[str, str], capacities: Mapping[str, str], context: Mapping[str, str]) -> None:
        for mode, edit in self.work.items():
            edit.set_text(str(work.get(mode, "")))
        for name, chips in self.importance.items():
            chips.set_value(capacities.get(name))
        for name in CONTEXT:
            self.words[name].set_text(str(context.get(name, "")))

    def _head(self, title: str, explanation: str) -> None:
        self._form.column.addSpacing(SPACE_M)
        self._form.column.addWidget(plain_label(title, "section"))
        self._form.column.addWidget(plain_label(explanation, "muted"))
        self._form.column.addSpacing(SPACE_S)

    def _edit(self, label: str) -> CheckedTextEdit:
        edit = CheckedTextEdit(label, min_lines=1, only_says=self._note)
        edit.edited.connect(self._form.touch)
        self._form.row(label, edit)
        self._form.column.insertWidget(self._form.column.indexOf(edit) + 1, edit.hints)
        return edit

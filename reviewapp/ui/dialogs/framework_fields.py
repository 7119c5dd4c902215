"""The two pages of the framework editor: the framework as a whole, and one competency. They only show and read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from reviewapp.actions.framework_words import field_words
from reviewapp.domain.framework_draft import COMPETENCY_TEXTS, HEAD_TEXTS, LISTS
from reviewapp.domain.observation import ANCHORS
from reviewapp.i18n import _
from reviewapp.ui import words
from reviewapp.ui.pages.reading_page import ReadingPage
from reviewapp.ui.tokens import SPACE_M, SPACE_S, SPACE_XL, SPACE_XS
from reviewapp.ui.widgets.labels import field_label, plain_label
from reviewapp.ui.widgets.text_edit import GrowingTextEdit

Field = QLineEdit | GrowingTextEdit


class FieldsPage(ReadingPage):
    """Labelled fields under each other; ``edited`` reports typing by the user, `show_texts` reports nothing."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE_XL, SPACE_XS, SPACE_XL, SPACE_XS)
        self.column.setSpacing(SPACE_XS)

    def head(self, title: str, explanation: str = "") -> None:
        """Begin a part."""
        self.column.addSpacing(SPACE_M)
        self.column.addWidget(plain_label(title, "section"))
        if explanation:
            self.column.addWidget(plain_label(explanation, "small"))
        self.column.addSpacing(SPACE_XS)

    def line(self, name: str, label: str, hint: str = "") -> None:
        """A field for a short text on one line."""
        edit = QLineEdit()
        edit.setAccessibleName(label)
        edit.textEdited.connect(self.edited)
        self._add(name, label, edit, hint)

    def words(self, name: str, label: str, hint: str = "", lines: int = 1) -> None:
        """A field that grows with its text."""
        edit = GrowingTextEdit(label, min_lines=lines, max_lines=10)
        edit.edited.connect(self.edited)
        self._add(name, label, edit, hint)

    def texts(self) -> dict[str, str]:
        """What stands in the fields, by name."""
        return {name: edit.text() for name, edit in self.fields.items()}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Show these; what has no field is left alone."""
        for name, edit in self.fields.items():
            if isinstance(edit, QLineEdit):
                edit.setText(texts.get(name, ""))
            else:
                edit.set_text(texts.get(name, ""))

    def _add(self, name: str, label: str, edit: Field, hint: str) -> None:
        self.fields[name] = edit
        self.column.addWidget(field_label(label, edit))
        self.column.addWidget(edit)
        if hint:
            self.column.addWidget(plain_label(hint, "small"))
        self.column.addSpacing(SPACE_S)


class HeadPage(FieldsPage):
    """What a framework says of itself, and what its anchors are called."""

    def __init__(self, *, keeps_key: bool) -> None:
        super().__init__()
        self.column.addWidget(
            plain_label(
                _("What you type is kept as a draft. It becomes a version when you keep it, and then never changes: "
                  "reviews keep the words they were written with."),
                "muted",
            )
        )  # fmt: skip
        self.column.addSpacing(SPACE_M)
        self.line("title", field_words("title"))
        self.line("key", _("Short name"), _("Small letters, figures and hyphens. All its versions share it."))
        key = self.fields["key"]
        if keeps_key and isinstance(key, QLineEdit):
            key.setReadOnly(True)
        self.line("version", _("Version"), _("A short label. A version that is kept never changes."))
        self.line("language", field_words("language"), _("A code such as en, de or pt-BR."))
        self.words(
            "status", field_words("status"),
            _("Where the wording comes from and whether it was tested. It is printed on every review, so be frank."),
        )
        self.words("about", field_words("about"), _("How it is meant to be used. May be left empty."), 3)
        self.head(_("What the anchors are called"), _("Words, not figures: an anchor describes one episode."))
        for name in (*ANCHORS, "not_enough_seen"):
            self.line(f"anchor_name/{name}", words.anchor(name))
        self.column.addStretch()

    def fill(self, draft: Mapping[str, Any]) -> None:
        """Show the head of a draft."""
        names = {f"anchor_name/{name}": text for name, text in draft["anchor_names"].items()}
        self.show_texts({**{name: draft[name] for name in HEAD_TEXTS}, **names})

    def read(self, draft: dict[str, Any]) -> None:
        """Put what stands here into a draft."""
        for name, text in self.texts().items():
            part, _slash, anchor = name.partition("/")
            if anchor:
                draft["anchor_names"][anchor] = text
            else:
                draft[part] = text


class CompetencyPage(FieldsPage):
    """Everything of one competency; `goes_on` is the line under its id."""

    def __init__(self) -> None:
        super().__init__()
        self.line("id", _("Id"))
        self.goes_on = plain_label("", "small")
        self.column.addWidget(self.goes_on)
        self.column.addSpacing(SPACE_S)
        self.line("name", field_words("name"))
        self.words("definition", field_words("definition"))
        self.head(_("Anchors"), _("One sentence each: what such an episode looks like. No figures, no points."))
        for name in ANCHORS:
            self.words(f"anchor/{name}", words.anchor(name))
        self.head(_("Questions"))
        self.words("manager_prompt", field_words("manager_prompt"))
        self.words("self_prompt", field_words("self_prompt"))
        self.head(_("Lists"), _("One entry on each line. May be left empty."))
        self.words("evidence", field_words("evidence"))
        self.words("counter_signals", field_words("counter_signals"))
        self.words("why", field_words("why"), _("Reasons with their source; empty means your own judgment."))
        self.head(_("Beside other frameworks"))
        self.words(
            "continues", field_words("continues"),
            _("Ids it goes on with, such as judgment/J4. Episodes those were chosen for then count for this one."),
        )
        self.words(
            "crosswalk", _("Can be read beside"),
            _("For reading only: the name of the other framework, a colon, and what it is called there."),
        )
        self.column.addStretch()

    def fill(self, one: Mapping[str, Any]) -> None:
        """Show a competency of a draft."""
        anchors = {f"anchor/{name}": text for name, text in one["anchors"].items()}
        self.show_texts({**{name: one[name] for name in (*COMPETENCY_TEXTS, *LISTS, "crosswalk")}, **anchors})

    def read(self, one: dict[str, Any]) -> None:
        """Put what stands here into a competency of a draft."""
        for name, text in self.texts().items():
            part, _slash, anchor = name.partition("/")
            if anchor:
                one["anchors"][anchor] = text
            else:
                one[part] = text

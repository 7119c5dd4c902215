"""The fields of the capture panel, in the order of telling: who, what, AI's part, the response, the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from reviewapp.actions.observations import Details
from reviewapp.actions.shapes import PersonRow
from reviewapp.domain.observation import DEFAULTS
from reviewapp.i18n import _
from reviewapp.ui import words
from reviewapp.ui.forms.column import Column
from reviewapp.ui.forms.offered import offered
from reviewapp.ui.forms.people_field import PeopleField
from reviewapp.ui.pages.capture_draft import CaptureDraft
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_XS
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.checked_text import CheckedTextEdit
from reviewapp.ui.widgets.chip_group import ChipGroup
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.labels import field_label, plain_label


class CaptureForm(Column):
    """``edited`` reports an act of the user; filling the form emits nothing."""

    edited = Signal()
    notice_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.today = date.today()
        self.people = PeopleField(_("Person"))
        self.people.changed.connect(self._on_people_changed)
        self.people.entered.connect(self.focus_text)
        self.text = CheckedTextEdit(
            _("What happened"), _("One thing you saw or heard, and its effect."), min_lines=6, max_lines=16
        )
        self.text.edited.connect(self._on_text_edited)
        self.text.language_said.connect(lambda _language: self.edited.emit())
        self.ai_part = ChipGroup(words.field("ai_part"), offered("ai_part"))
        self.response = ChipGroup(words.field("response"), offered("response"))
        self.date = DateField(lambda: self.today, _("Date"))
        for part in (self.ai_part, self.response, self.date):
            part.picked.connect(self.edited)
        self.text_problem, self.notice_line = plain_label("", "small"), plain_label("", "small")
        self.notice_button = button(_("Give the notice …"), kind="ghost")
        self.notice_button.clicked.connect(lambda: self.notice_asked.emit(self._waiting()[0].id))
        for hidden in (self.text_problem, self.notice_line, self.notice_button):
            hidden.hide()
        self._lay_out()
        self.reset_choices()

    @property
    def has_words(self) -> bool:
        """True when something is written, if only one letter."""
        return bool(self.text.text().strip())

    def show_people(self, rows: Sequence[PersonRow], today: date) -> None:
        """Offer these people; a date left at a day that was today moves with it."""
        if self.date.date() == self.today != today:
            self.date.set_date(today)
        self.today = today
        self.people.set_people(rows)
        self.show_notice()

    def show_notice(self) -> None:
        """Say quietly that text about somebody without a notice waits as a jot."""
        waiting = self._waiting()
        sentence = _("Kept as a private jot until the notice is handed over.")
        if len(self.people.people()) > 1:
            names = ", ".join(row.name for row in waiting)
            sentence = _("Kept as a private jot until the notice is handed to {names}.").format(names=names)
        self.notice_line.setText(sentence)
        self.notice_line.setVisible(bool(waiting))
        self.notice_button.setVisible(bool(waiting))

    def draft(self, how: str) -> CaptureDraft:
        """The fields as they stand."""
        return CaptureDraft(
            text=self.text.text(), people=tuple(self.people.typed()), ai_part=self.ai_part.value() or "",
            response=self.response.value() or "", day=self.date.date(), day_as_typed=self.date.edit.text(), how=how,
            language=self.text.language,
        )  # fmt: skip

    def fill(self, draft: CaptureDraft) -> None:
        """Show a draft; nothing is saved by showing it."""
        self.text.set_text(draft.text)
        self.text.set_language(draft.language)
        self.people.set_typed(draft.people)
        self.ai_part.set_value(draft.ai_part or DEFAULTS["ai_part"])
        self.response.set_value(draft.response or DEFAULTS["response"])
        self.date.set_date(draft.day)
        if draft.day is None:
            self.date.edit.setText(draft.day_as_typed)
        self.show_notice()

    def details(self) -> Details:
        """The choices, as an action takes them."""
        return Details(
            choices={
                "ai_part": self.ai_part.value() or DEFAULTS["ai_part"],
                "response": self.response.value() or DEFAULTS["response"],
            }
        )

    def reset_choices(self) -> None:
        """As for a new observation: nothing known of AI's part and the response, today."""
        self.ai_part.set_value(DEFAULTS["ai_part"])
        self.response.set_value(DEFAULTS["response"])
        self.date.set_date(self.today)

    def clear_problems(self) -> None:
        """Take away what was said at the fields."""
        self.text_problem.hide()
        self.people.say("")

    def show_what_is_missing(self) -> QWidget | None:
        """Say at each field what stops saving and go to the first; that field, or None when nothing does."""
        lacks_people, lacks_day = not self.people.people(), self.date.date() is None
        candidates = ((self.people.first, lacks_people), (self.text, not self.has_words), (self.date, lacks_day))
        stops: list[QWidget] = [widget for widget, lacks in candidates if lacks]
        if not stops:
            return None
        # First, since leaving the date field makes it judge what was typed and take our sentence away.
        stops[0].setFocus(Qt.FocusReason.OtherFocusReason)
        if lacks_people:
            self.people.say(_("Say who it is about."))
        if not self.has_words:
            sentence = _("There is nothing written yet. Write one sentence: what did they do or say?")
            self._say(self.text_problem, sentence)
        if lacks_day:
            self._say(self.date.problem, self.date.problem_sentence() or _("Give the day it happened."))
        return stops[0]

    def focus_text(self) -> None:
        """Go to the end of what is written."""
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, SPACE_L, 0)
        column.setSpacing(SPACE_XS)
        self._row(column, _("Person"), self.people, self.notice_line, self.notice_button)
        self._row(column, _("What happened"), self.text, self.text_problem, self.text.hints)
        self._row(column, words.field("ai_part"), self.ai_part)
        self._row(column, words.field("response"), self.response)
        self._row(column, _("Date"), self.date)
        column.addStretch()

    def _row(self, column: QVBoxLayout, label: str, control: QWidget, *under: QWidget) -> None:
        column.addWidget(field_label(label, control.first if isinstance(control, PeopleField) else control))
        column.addWidget(control)
        for one in under:
            is_button = isinstance(one, QPushButton)
            column.addWidget(one, 0, Qt.AlignmentFlag.AlignLeading if is_button else Qt.AlignmentFlag(0))
        column.addSpacing(SPACE_M)

    def _waiting(self) -> list[PersonRow]:
        return [row for row in self.people.rows() if row.notice_on is None]

    def _say(self, label: QLabel, sentence: str) -> None:
        label.setText(sentence)
        label.show()
        announce(self, sentence)

    def _on_people_changed(self) -> None:
        self.show_notice()
        self.edited.emit()

    def _on_text_edited(self) -> None:
        self.text_problem.hide()
        self.edited.emit()

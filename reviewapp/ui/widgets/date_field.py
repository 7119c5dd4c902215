"""The date of an episode: typed as people say it, with Today and Yesterday one press away."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reviewapp.i18n import _
from reviewapp.ui import words
from reviewapp.ui.dates import read_date
from reviewapp.ui.tokens import SPACE_S, SPACE_XS
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.calendar_popup import CalendarPopup
from reviewapp.ui.widgets.problem_label import ProblemLabel


class _DateLine(QLineEdit):
    """Whoever comes by keyboard, or is brought here, types over the day that stands there."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.ShortcutFocusReason, Qt.FocusReason.OtherFocusReason}:
            self.selectAll()


class DateField(QWidget):
    """A date, or none. Text that is no date stays as typed, with one sentence under it.

    ``picked`` is emitted when the user changed the date (also to none), never by `set_date`. With ``past_only``
    a day after today is refused: an observation cannot have happened yet.
    """

    picked = Signal()

    def __init__(
        self, today: Callable[[], datetime.date], name: str = "", *, past_only: bool = True,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._today, self._past_only = today, past_only
        self._date: datetime.date | None = None
        self._sentence = ""
        self.edit = _DateLine(self)
        self.edit.setAccessibleName(name or _("Date"))
        self.edit.setPlaceholderText(_("yesterday, 12 Oct, 2026-10-12"))
        self.edit.textEdited.connect(self._on_text_edited)
        self.edit.editingFinished.connect(self._on_editing_finished)
        self.today_button = button(_("Today"))
        self.today_button.clicked.connect(lambda: self._pick(self._today()))
        self.yesterday_button = button(_("Yesterday"))
        self.yesterday_button.clicked.connect(lambda: self._pick(self._today() - datetime.timedelta(days=1)))
        self.calendar_button = button("", "ghost", "calendar", name=_("Choose from a calendar"))
        self.calendar_button.clicked.connect(self._on_calendar_asked)
        self.problem = ProblemLabel(self.edit)
        self._popup: CalendarPopup | None = None
        self._lay_out()
        self.setFocusProxy(self.edit)

    def date(self) -> datetime.date | None:
        """The date that stands in the field; None when it is empty or is no date (see `problem_sentence`)."""
        return self._date

    def problem_sentence(self) -> str:
        """Why the text is no date; "" when it is one or the field is empty."""
        return self._sentence

    def set_date(self, day: datetime.date | None) -> None:
        """Show a date, or nothing; nothing is emitted."""
        self._date = day
        self.edit.setText(words.written_date(day) if day is not None else "")
        self._say("")

    def typed(self) -> str:
        """What to keep of the field: the date as YYYY-MM-DD, or the text that is no date (yet)."""
        return self._date.isoformat() if self._date is not None else self.edit.text()

    def set_typed(self, typed: str) -> None:
        """Show what `typed` gave; nothing is emitted."""
        try:
            self.set_date(datetime.date.fromisoformat(typed))
        except ValueError:
            self.set_date(None)
            self.edit.setText(typed)
            self._read(typed)

    def minimumSizeHint(self) -> QSize:
        return QSize(max(self._edit_width(), self._controls_width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # In a narrow pane the buttons stand under the field instead of squeezing it.
        wide = event.size().width() >= self._edit_width() + SPACE_S + self._controls_width()
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != way:
            self._row.setDirection(way)
            # Stretch along the line is for the width of the field; on end it would stretch the height.
            self._row.setStretch(0, 1 if wide else 0)

    def _edit_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(words.written_date(datetime.date(2026, 9, 30))) + 4 * SPACE_S

    def _controls_width(self) -> int:
        controls = (self.today_button, self.yesterday_button, self.calendar_button)
        return sum(control.sizeHint().width() for control in controls) + 2 * SPACE_S

    def _lay_out(self) -> None:
        beside = QHBoxLayout()
        beside.setSpacing(SPACE_S)
        for control in (self.today_button, self.yesterday_button, self.calendar_button):
            beside.addWidget(control)
        beside.addStretch()
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(SPACE_S)
        row.addWidget(self.edit, 1)
        row.addLayout(beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addLayout(row)
        column.addWidget(self.problem)

    def _on_text_edited(self, text: str) -> None:
        before = self._date
        self._read(text)
        # While typing the sentence only disappears; it appears when the user is done.
        self.problem.hide()
        if self._date != before:
            self.picked.emit()

    def _on_editing_finished(self) -> None:
        if not self.edit.isModified():
            # Leaving a field nobody typed in must not judge, and so change, what was loaded into it.
            return
        self._read(self.edit.text())
        self._say(self._sentence)
        if self._date is not None:
            self.edit.setText(words.written_date(self._date))

    def _read(self, text: str) -> None:
        typed = read_date(text, self._today())
        self._date, self._sentence = typed.day, typed.sentence
        if self._past_only and self._date is not None and self._date > self._today():
            self._date, self._sentence = None, _("This day is still ahead.")

    def _say(self, sentence: str) -> None:
        self._sentence = sentence
        self.edit.setAccessibleDescription(sentence)
        self.problem.say(sentence)

    def _pick(self, day: datetime.date) -> None:
        changed = day != self._date
        self.set_date(day)
        if changed:
            self.picked.emit()

    def _on_calendar_asked(self) -> None:
        if self._popup is None:
            self._popup = CalendarPopup(self)
            self._popup.day_picked.connect(self._on_day_picked)
        anchor = QRect(self.edit.mapToGlobal(QPoint(0, 0)), self.edit.size())
        self._popup.show_at(anchor, self._date or self._today(), self._today() if self._past_only else None)

    def _on_day_picked(self, day: datetime.date) -> None:
        self._pick(day)
        self.edit.setFocus()

"""The calendar behind the date field: for finding a weekday, not the first way to enter a date."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from reviewapp.i18n import _
from reviewapp.ui import icons, theme, words
from reviewapp.ui.tokens import ICON, SPACE_S


class CalendarPopup(QFrame):
    """A month to pick a day from; ``day_picked`` carries a ``date``. Escape closes it without an answer."""

    day_picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kind", "popup")
        self.calendar = QCalendarWidget(self)
        self.calendar.setAccessibleName(_("Calendar"))
        self.calendar.setLocale(words.locale())
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.calendar.clicked.connect(self._on_day_picked)
        self.calendar.activated.connect(self._on_day_picked)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, SPACE_S)
        box.addWidget(self.calendar)
        self._colour()

    def show_at(self, anchor: QRect, day: date, latest: date | None) -> None:
        """Open below ``anchor`` (global coordinates) with a day selected; days after ``latest`` cannot be picked."""
        if latest is not None:
            self.calendar.setMaximumDate(QDate(latest.year, latest.month, latest.day))
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        left = anchor.right() + 1 - self.width() if self.isRightToLeft() else anchor.left()
        place = QPoint(left, anchor.bottom() + 1)
        screen = self.screen().availableGeometry()
        if place.y() + self.height() > screen.bottom():
            place.setY(anchor.top() - self.height())
        place.setX(max(screen.left(), min(place.x(), screen.right() - self.width())))
        self.move(place)
        self.show()
        self.calendar.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        """Weekends look like any other day, and the names of the days are quiet."""
        tokens = theme.current()
        day, head = QTextCharFormat(), QTextCharFormat()
        day.setForeground(QColor(tokens.text))
        head.setForeground(QColor(tokens.muted))
        head.setBackground(QColor(tokens.card))
        for weekday in Qt.DayOfWeek:
            self.calendar.setWeekdayTextFormat(weekday, day)
        self.calendar.setHeaderTextFormat(head)
        for name, icon_name, said in (
            ("qt_calendar_prevmonth", "chevron-left", _("Previous month")),
            ("qt_calendar_nextmonth", "chevron-right", _("Next month")),
        ):
            step = self.calendar.findChild(QToolButton, name)
            if isinstance(step, QToolButton):
                step.setIcon(icons.icon(icon_name))
                step.setIconSize(QSize(ICON, ICON))
                step.setAccessibleName(said)

    def _on_day_picked(self, day: QDate) -> None:
        self.hide()
        self.day_picked.emit(date(day.year(), day.month(), day.day()))

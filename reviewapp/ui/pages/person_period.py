"""Which stretch of time a picture shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from reviewapp.actions.review_views import ReviewRow
from reviewapp.i18n import _
from reviewapp.ui.pages.review_words import period
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.choice_box import ChoiceBox
from reviewapp.ui.widgets.labels import field_label

MONTHS = 9


def months_back(day: date, months: int) -> date:
    """The same day some months earlier, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 - months
    first = date(index // 12, index % 12 + 1, 1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def proposed_period(earlier: Sequence[ReviewRow], today: date) -> tuple[date, date]:
    """For a new review: from the day after the last one, else the last nine months, up to today."""
    ended = max((one.period_to for one in earlier if one.period_to < today), default=None)
    first = ended + timedelta(days=1) if ended is not None else months_back(today, MONTHS)
    return first, today


class PeriodChooser(QWidget):
    """The last twelve months, shorter ones, calendar years, and the periods of the person's reviews.

    `picked` is emitted when the user chose, never by `offer` or `choose`.
    """

    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._periods: list[tuple[str, date, date]] = []
        self.box = ChoiceBox(self)
        self.box.setAccessibleName(_("Period"))
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.box.setMinimumContentsLength(12)
        self.box.activated.connect(self.picked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(field_label(_("Period"), self.box))
        row.addWidget(self.box)
        row.addStretch()

    def offer(self, today: date, reviews: Sequence[ReviewRow]) -> None:
        """Fill the choices; the one that was chosen stays when it is still offered."""
        before = self.choice()
        year = today.year
        self._periods = [
            (_("Last twelve months"), months_back(today, 11).replace(day=1), today),
            (_("Last six months"), months_back(today, 5).replace(day=1), today),
            (_("Last three months"), months_back(today, 2).replace(day=1), today),
            (_("Calendar year {year}").format(year=year), date(year, 1, 1), today),
            (_("Calendar year {year}").format(year=year - 1), date(year - 1, 1, 1), date(year - 1, 12, 31)),
        ]
        for one in reviews:
            label = _("Review: {period}").format(period=period(one.period_from, one.period_to))
            self._periods.append((label, one.period_from, one.period_to))
        self.box.clear()
        self.box.addItems([label for label, _first, _last in self._periods])
        self.choose(before)

    def choice(self) -> str:
        """The words of the chosen period; "" before anything was offered."""
        return self.box.currentText()

    def choose(self, words: str) -> None:
        """Choose by words; words that are not offered choose the first."""
        self.box.setCurrentIndex(max(0, self.box.findText(words)))

    def period(self) -> tuple[date, date]:
        """First and last day."""
        _words, first, last = self._periods[max(0, self.box.currentIndex())]
        return first, last

    @property
    def is_ready(self) -> bool:
        """False until something was offered."""
        return bool(self._periods)

"""Outcomes of the team's work beside a review: to look at while writing, and no part of it (domain.md A61)."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reviewapp.actions.outcomes import MeasureView, measures_beside
from reviewapp.actions.team import bars
from reviewapp.i18n import _
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.reading_page import ReadingPage
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from reviewapp.ui.widgets.before_after import BeforeAfterChart
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.labels import plain_label, window_title

_WIDTH_CHARACTERS, _LINES = 76, 34


class OutcomesBesideDialog(QDialog):
    """Stays open while the review is written: nothing in it can be chosen, cited or copied into a section."""

    def __init__(self, hub: Hub, first: date, last: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = _("Outcomes of the work")
        self.setWindowTitle(window_title(title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page = ReadingPage()
        self.column = QVBoxLayout(page)
        self.column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        self.column.setSpacing(SPACE_S)
        self.column.addWidget(plain_label(title, "title"))
        self.column.addWidget(
            plain_label(
                _("Figures of workflows in the period of this review. They lie beside it and go into no part of it: a "
                  "figure of the work says nothing about any one person. What you judge rests on episodes."),
                "muted",
            )
        )  # fmt: skip
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(title)
        scroll.setWidget(page)
        self.close_button = button(_("Close"))
        self.close_button.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE_XL, 0, SPACE_XL, SPACE_L)
        foot.addStretch()
        foot.addWidget(self.close_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll, 1)
        outer.addLayout(foot)
        room = self.screen().availableGeometry()
        wide, high = self.fontMetrics().averageCharWidth() * _WIDTH_CHARACTERS, self.fontMetrics().height() * _LINES
        self.resize(min(wide, room.width() * 9 // 10), min(high, room.height() * 9 // 10))

        hub.ask(lambda vault: measures_beside(vault, first=first, last=last), while_alive(self, self._show))

    def _show(self, found: list[MeasureView]) -> None:
        if not found:
            self.column.addSpacing(SPACE_M)
            self.column.addWidget(plain_label(_("Nothing was measured in this period. Team has a place for it.")))
        for one in found:
            self.column.addSpacing(SPACE_M)
            self.column.addWidget(plain_label(one.measure.name, "section"))
            self.column.addWidget(plain_label(one.measure.what))
            for sentence in (one.apart, one.few):
                if sentence:
                    self.column.addWidget(plain_label(sentence, "muted"))
            if picture := bars(one):
                self.column.addWidget(BeforeAfterChart(picture, one.alternative))
            for sentence in one.sides:
                self.column.addWidget(plain_label(sentence, "small"))
        self.column.addStretch()

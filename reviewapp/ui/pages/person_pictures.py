"""Pictures of one person's record: what was seen in which month or on which day, how AI's output was relied on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from reviewapp.actions.evidence_days import evidence_days
from reviewapp.actions.person_views import coverage, reliance_map
from reviewapp.actions.queries import cards as cards_of
from reviewapp.actions.review_views import ReviewRow
from reviewapp.actions.shapes import Coverage, CoverageCell, EvidenceDays, RelianceCell, TimelineCard
from reviewapp.i18n import _
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.asking import Asker
from reviewapp.ui.pages.person_cards import CardActs, CardList
from reviewapp.ui.pages.person_period import PeriodChooser
from reviewapp.ui.pages.reading_page import ReadingPage
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from reviewapp.ui.widgets.chip_group import ChipGroup
from reviewapp.ui.widgets.coverage_strip import CoverageStrip
from reviewapp.ui.widgets.evidence_line import EvidenceLine
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.reliance_map import RelianceMap
from reviewapp.ui.words import written_month

LIST_LINES = 16
# Every title on the map is a button; what is beyond this is found in a shorter period or on the time line.
TITLES_IN_A_CELL = 40


class PictureTab(QScrollArea):
    """A picture of a period. It is read when it comes to the front, and again when something changed."""

    def __init__(self, hub: Hub, name: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hub = hub
        self.person_id: int | None = None
        self.today = date.today()
        self.asker = Asker(hub, self)
        self._stale = True
        self.setWidgetResizable(True)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = ReadingPage()
        self.column = QVBoxLayout(page)
        self.column.setContentsMargins(0, SPACE_S, SPACE_M, SPACE_L)
        self.column.setSpacing(SPACE_M)
        self.chooser = PeriodChooser()
        self.chooser.picked.connect(self._on_period_picked)
        self.column.addWidget(self.chooser)
        self.column.addWidget(plain_label(sentence, "muted"))
        self.setWidget(page)

    def show_person(self, person_id: int, today: date, reviews: Sequence[ReviewRow]) -> None:
        """Somebody else, or the same one after a change: what is shown is read again when it is in front."""
        if person_id != self.person_id:
            self.clear()
        self.person_id, self.today = person_id, today
        self.chooser.offer(today, reviews)
        self._stale = True

    def read_if_needed(self) -> None:
        """Read the picture unless it is the newest already."""
        if self._stale and self.person_id is not None and self.chooser.is_ready:
            self._stale = False
            self.read(self.person_id, *self.chooser.period())

    def read(self, person_id: int, first: date, last: date) -> None:
        """Ask for the picture of a period and show it."""
        raise NotImplementedError(type(self).__name__)

    def clear(self) -> None:
        """Nothing of the person before may stay."""
        raise NotImplementedError(type(self).__name__)

    def _on_period_picked(self) -> None:
        self._stale = True
        self.read_if_needed()


class CoverageTab(PictureTab):
    """By month: month × focus competency; choosing a mark lists the episodes behind it. By day: each opens its own."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(
            hub, _("Coverage"),
            _("A mark says that something was seen, never how much. An empty month says nothing about the person."),
            parent,
        )  # fmt: skip
        self._picked: tuple[date, str] | None = None
        self._shown_id: int | None = None
        self._names: dict[str, str] = {}
        self._days = EvidenceDays()
        self.look = ChipGroup(_("Marks"), (("month", _("By month")), ("day", _("By day"))))
        self.look.set_value("month")
        self.look.picked.connect(self._on_look_picked)
        self.column.addWidget(self.look)
        self.strip = CoverageStrip()
        self.strip.cell_opened.connect(self._on_cell_opened)
        self.column.addWidget(self.strip)
        self.line = EvidenceLine()
        self.line.episode_opened.connect(hub.observation_asked)
        self.line.hide()
        self.column.addWidget(self.line)
        self.heading = plain_label(_("Choose a mark to read what was seen."), "muted")
        self.column.addWidget(self.heading)
        self.cards = CardList(_("What was seen"))
        self.cards.setMinimumHeight(self.fontMetrics().lineSpacing() * LIST_LINES)
        self.acts = CardActs(hub, self.cards)
        for widget in (self.acts.banner, self.cards, self.acts):
            self.column.addWidget(widget)
        self.column.addStretch()
        self.cards.hide()

    def read(self, person_id: int, first: date, last: date) -> None:
        """Ask for the months of a period."""
        self.acts.person_id, self.acts.today = person_id, self.today
        self.asker.ask(
            lambda vault: (
                coverage(vault, person_id=person_id, first=first, last=last),
                evidence_days(vault, person_id=person_id, first=first, last=last),
            ),
            self._show,
        )

    def clear(self) -> None:
        """Forget the chosen mark and its episodes."""
        self._forget_cell()
        self._days = EvidenceDays()
        self.line.set_days(self._days)

    def _forget_cell(self) -> None:
        self._picked = None
        self.acts.forget()
        self._show_cards([])
        self.heading.setText(_("Choose a mark to read what was seen."))

    def _on_look_picked(self) -> None:
        by_day = self.look.value() == "day"
        if by_day:
            self._forget_cell()
        self._show_days()
        self.strip.setVisible(not by_day)
        self.line.setVisible(by_day)

    def _show_days(self) -> None:
        # Only where it is looked at: a mark is a widget, and a long year has many.
        if self.look.value() == "day":
            self.line.set_days(self._days)

    def _show(self, answers: tuple[Coverage, EvidenceDays]) -> None:
        answer, self._days = answers
        self._show_days()
        bar, same = self.strip.horizontalScrollBar(), self.person_id == self._shown_id
        where = bar.value()
        self.strip.set_coverage(answer)
        self._names, self._shown_id = dict(answer.competencies), self.person_id
        if same:
            bar.setValue(where)
        else:
            # The newest months are the ones asked about first.
            self.strip.scrollTo(self.strip.coverage.index(0, len(answer.months) - 1))
        cell = next((one for one in answer.cells if (one.month, one.competency_id) == self._picked), None)
        if cell is not None and cell.observation_ids:
            self._read_cards(cell)
        else:
            self._forget_cell()

    def _on_cell_opened(self, _ids: object) -> None:
        cell = self.strip.coverage.cell_at(self.strip.currentIndex())
        if cell is not None and cell.observation_ids:
            self._picked = (cell.month, cell.competency_id)
            self._read_cards(cell)

    def _read_cards(self, cell: CoverageCell) -> None:
        name = self._names.get(cell.competency_id, cell.competency_id)
        self.heading.setText(_("{competency}, {month}").format(competency=name, month=written_month(cell.month)))
        ids = list(reversed(cell.observation_ids))
        self.asker.ask(lambda vault: cards_of(vault, ids=ids), self._show_cards)

    def _show_cards(self, cards: list[TimelineCard]) -> None:
        chosen = self.cards.chosen()
        self.cards.timeline.begin(self.today)
        self.cards.timeline.add_page(cards, at_end=True)
        self.cards.setVisible(bool(cards))
        self.cards.choose(chosen.id if chosen is not None else None)
        self.acts.follow()


class RelianceTab(PictureTab):
    """A map of episodes: no counts, no shading, no trend."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(
            hub, _("Reliance"),
            _("A map of episodes to talk about. It adds nothing up and shades nothing: how many flaws somebody meets "
              "depends on tool and task. Judge what could be known at the time."),
            parent,
        )  # fmt: skip
        self.map = RelianceMap()
        self.map.episode_opened.connect(hub.observation_asked)
        self.nothing = plain_label(_("No episode of this period stands on the map yet."), "muted")
        self.nothing.hide()
        self.newest = plain_label(
            _("Where very many episodes fall together, the newest are shown; a shorter period shows the others."),
            "small",
        )
        self.newest.hide()
        self.column.addWidget(self.nothing)
        self.column.addWidget(self.newest)
        self.column.addWidget(self.map)
        self.column.addStretch()

    def read(self, person_id: int, first: date, last: date) -> None:
        """Ask for the episodes of a period."""
        self.asker.ask(lambda vault: reliance_map(vault, person_id=person_id, first=first, last=last), self._show)

    def clear(self) -> None:
        """Take the map of the person before away."""
        self.map.set_cells(())

    def _show(self, cells: tuple[RelianceCell, ...]) -> None:
        shown = tuple(_newest(cell) for cell in cells)
        self.map.set_cells(shown)
        self.newest.setVisible(shown != cells)
        empty = not any(cell.titles for cell in cells)
        self.nothing.setVisible(empty)
        self.map.setVisible(not empty)


def _newest(cell: RelianceCell) -> RelianceCell:
    """The cell with its newest episodes only, where there are very many (they come oldest first)."""
    if len(cell.titles) <= TITLES_IN_A_CELL:
        return cell
    return replace(
        cell, titles=cell.titles[-TITLES_IN_A_CELL:], observation_ids=cell.observation_ids[-TITLES_IN_A_CELL:]
    )

"""The left pane of a review: the evidence of the period. Enter cites the selected card or takes it out again."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reviewapp.actions.review_views import ReviewDesk
from reviewapp.actions.shapes import EvidenceDays, TimelineCard
from reviewapp.i18n import _
from reviewapp.ui.pages.reading_page import ReadingPage
from reviewapp.ui.pages.review_evidence_list import EvidenceDelegate, EvidenceModel
from reviewapp.ui.pages.review_list import RowsView
from reviewapp.ui.pages.review_questions import QuestionsPane
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.chip_group import ChipGroup
from reviewapp.ui.widgets.empty_state import EmptyState
from reviewapp.ui.widgets.evidence_line import EvidenceLine
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.widgets.labels import plain_label

FILTER_MS = 150


class Refusal(QFrame):
    """Why a card cannot be cited, the way on, and a link to the observation; it goes when the user moves on."""

    observation_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self.sentence = plain_label("")
        self.next_step = plain_label("", "muted")
        self.link = button(_("Open the observation"), "ghost")
        self.link.clicked.connect(self.observation_asked)
        dismiss = button("", "ghost", "x", name=_("Dismiss"))
        dismiss.clicked.connect(self.hide)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_M, SPACE_S, SPACE_S, SPACE_S)
        column.setSpacing(SPACE_XS)
        head = QHBoxLayout()
        head.addWidget(self.sentence, 1)
        head.addWidget(dismiss, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.next_step)
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeading)
        self.hide()

    def say(self, sentence: str, next_step: str) -> None:
        """Show a refusal."""
        self.sentence.setText(sentence)
        self.next_step.setText(next_step)
        self.next_step.setVisible(bool(next_step))
        self.show()
        announce(self, f"{sentence} {next_step}")


class EvidencePane(QFrame):
    """``cite_asked`` and ``uncite_asked`` carry an observation id, ``observation_asked`` one to open."""

    cite_asked = Signal(int)
    uncite_asked = Signal(int)
    observation_asked = Signal(int)
    capture_asked = Signal()
    outcomes_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "side-start")
        self._refused_id = 0
        self._is_finished = False
        self._days: tuple[EvidenceDays, tuple[int, ...]] = (EvidenceDays(), ())
        self._go_on_from = 0
        self._offered: tuple[tuple[str, str], ...] = ()
        self.model = EvidenceModel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_S, SPACE_M)
        column.setSpacing(SPACE_S)
        column.addLayout(self._head())
        self.competencies = ChipGroup(_("Filter by competency"), exclusive=False)
        self.competencies.picked.connect(self._on_filter_changed)
        self.competencies.hide()
        column.addWidget(self.competencies)
        self.refusal = Refusal()
        self.refusal.observation_asked.connect(lambda: self.observation_asked.emit(self._refused_id))
        column.addWidget(self.refusal)
        column.addWidget(self._middle(), 1)
        column.addLayout(self._foot())
        self.questions = QuestionsPane(self)
        column.addWidget(self.questions)
        self._clock = QTimer(self, singleShot=True, interval=FILTER_MS)
        self._clock.timeout.connect(self._on_filter_changed)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 36)

    def show_evidence(
        self, cards: list[TimelineCard], cited: tuple[int, ...], desk: ReviewDesk, days: EvidenceDays
    ) -> None:
        """Show the cards of the review's person within its period, and the same on their days."""
        self._days = (days, cited)
        self._show_days()
        offered = tuple((block.id, block.name) for block in desk.blocks)
        if offered != self._offered:
            self._offered = offered
            self.competencies.set_choices(offered)
        self.model.show_cards(cards, cited, desk.today)
        self._is_finished = desk.is_finished
        self._go_on(cited)
        self.cite.setVisible(not desk.is_finished)
        self._settle()

    def begin(self) -> None:
        """Another review: no filter, no sentence left over from the last one."""
        self.search.clear()
        self.competencies.set_values(())
        self.model.set_filter("", ())
        self.model.clear()
        self._days = (EvidenceDays(), ())
        self.line.set_days(EvidenceDays(), ())
        self.by_day.setChecked(False)
        self.refusal.hide()
        self.questions.show_questions(())

    def say_refusal(self, observation_id: int, sentence: str, next_step: str) -> None:
        """Say beside the cards why one cannot be cited, and how to go on."""
        self._refused_id = observation_id
        self.refusal.say(sentence, next_step)

    def show_card(self, observation_id: int) -> bool:
        """Put the keyboard on one card, whatever was filtered away before; False when the period has no such card."""
        self.search.clear()
        self.competencies.set_values(())
        self.model.set_filter("", ())
        root = QModelIndex()
        while not self.model.index_of(observation_id).isValid() and self.model.canFetchMore(root):
            self.model.fetchMore(root)
        index = self.model.index_of(observation_id)
        if not index.isValid():
            return False
        self.by_day.setChecked(False)
        self._settle()
        self.cards.setCurrentIndex(index)
        self.cards.scrollTo(index)
        self.cards.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def set_cursor(self) -> None:
        """Put the keyboard on the cards, or on the marks when they are shown by day."""
        dots = self.line.dots()
        if self.by_day.isChecked() and dots:
            next(dot for dot in dots if dot.focusPolicy() == Qt.FocusPolicy.StrongFocus).setFocus()
            return
        if self._stack.currentWidget() is not self.cards:
            self.search.setFocus()
            return
        if self.model.card_at(self.cards.currentIndex()) is None:
            self.cards.setCurrentIndex(self._first_card())
        self.cards.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The cards keep more than half of the pane.
        self.questions.set_most_height(self.height() * 2 // 5)

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(SPACE_S)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        self.filter = button(_("Filter"), "ghost", "chevron-down", name=_("Filter by competency"))
        self.filter.setCheckable(True)
        self.filter.toggled.connect(self._on_filter_toggled)
        self.search = QLineEdit(self)
        self.search.setAccessibleName(_("Search"))
        self.search.setPlaceholderText(_("Search the evidence"))
        self.search.setClearButtonEnabled(True)
        self.search.textEdited.connect(self._on_search_edited)
        self.search.textChanged.connect(self._on_search_changed)
        title = plain_label(_("Evidence"), "section")
        title.setWordWrap(False)
        row.addWidget(title)
        row.addStretch(1)
        self.by_day = button(_("By day"), "ghost", "calendar", name=_("Show the evidence by day"))
        self.by_day.setCheckable(True)
        self.by_day.toggled.connect(self._on_by_day_toggled)
        row.addWidget(self.by_day)
        row.addWidget(self.filter)
        head.addLayout(row)
        head.addWidget(self.search)
        return head

    def _middle(self) -> QWidget:
        self.cards = RowsView(_("Evidence"), self)
        self.cards.setModel(self.model)
        self.cards.setItemDelegate(EvidenceDelegate(self.cards))
        self.cards.row_opened.connect(self._on_row_opened)
        self.cards.selectionModel().currentChanged.connect(self._on_current_changed)
        self.empty = EmptyState("sticky-note", _("No card fits this search."))
        self.empty.action_asked.connect(self.capture_asked)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.cards)
        self._stack.addWidget(self.empty)
        self.line = EvidenceLine()
        self.line.episode_opened.connect(self.show_card)
        self._line_room = QScrollArea(self)
        self._line_room.setWidgetResizable(True)
        self._line_room.setAccessibleName(_("Evidence by day"))
        self._line_room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._line_room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The cards say how wide the pane is; the picture takes what there is.
        self._line_room.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        page = ReadingPage()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, SPACE_S, SPACE_S, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self.line)
        column.addWidget(plain_label(_("Filled: cited. Hollow: not cited. Choose a mark to see its card."), "small"))
        column.addStretch()
        self._line_room.setWidget(page)
        self._stack.addWidget(self._line_room)
        return self._stack

    def _foot(self) -> FlowLayout:
        row = FlowLayout(gap=SPACE_S)
        self.cite = button(_("Cite"), "plain", "check", tip=_("Enter on the card does the same."))
        self.cite.clicked.connect(lambda: self._act_on(self.cards.currentIndex()))
        self.look = button(_("Open"), "ghost", name=_("Open the observation"))
        self.look.clicked.connect(self._on_look_asked)
        row.addWidget(self.cite)
        row.addWidget(self.look)
        self.outcomes = button(
            _("Outcomes of the work …"), "ghost",
            tip=_("Figures of workflows in this period, to look at beside the review. They go into no part of it."),
        )
        self.outcomes.clicked.connect(self.outcomes_asked)
        row.addWidget(self.outcomes)
        return row

    def _settle(self) -> None:
        """What fits the state of the list: cards or a sentence, and what Enter would do."""
        nothing, by_day = self.model.is_filtered_empty, self.by_day.isChecked()
        self.cite.setVisible(not by_day and not self._is_finished)
        self.look.setVisible(not by_day)
        if by_day:
            self._stack.setCurrentWidget(self._line_room)
            return
        self._stack.setCurrentWidget(self.empty if nothing else self.cards)
        if nothing and self.model.has_cards:
            self.empty.set_texts(_("No card fits this search."))
        elif nothing:
            self.empty.set_texts(
                _("Nothing is dated within this period yet."), _("Write down something you saw")
            )
        elif not self.cards.currentIndex().isValid():
            self.cards.setCurrentIndex(self._first_card())
        card = self.model.card_at(self.cards.currentIndex())
        cited = card is not None and self.model.is_cited(card.id)
        self.cite.setText(_("Take out") if cited else _("Cite"))
        self.cite.setAccessibleName(_("Take out of the review") if cited else _("Cite in the review"))
        self.cite.set_icon_name("x" if cited else "check")
        for control in (self.cite, self.look):
            control.setEnabled(card is not None and not nothing)

    def _first_card(self) -> QModelIndex:
        rows = (self.model.index(row) for row in range(self.model.rowCount()))
        return next((index for index in rows if self.model.card_at(index) is not None), QModelIndex())

    def _on_row_opened(self, index: QModelIndex) -> None:
        """Enter on a card. Once it is cited the keyboard goes on to the next: a dozen are a dozen keys."""
        card = self.model.card_at(index)
        self._go_on_from = card.id if card is not None and not self.model.is_cited(card.id) else 0
        self._act_on(index)

    def _act_on(self, index: QModelIndex) -> None:
        card = self.model.card_at(index)
        if card is not None:
            self.refusal.hide()
            (self.uncite_asked if self.model.is_cited(card.id) else self.cite_asked).emit(card.id)

    def _go_on(self, cited: tuple[int, ...]) -> None:
        """From a card that was just cited to the next one that is not; where there is none, it stays."""
        before, self._go_on_from = self._go_on_from, 0
        current = self.cards.currentIndex()
        card = self.model.card_at(current)
        if before not in cited or card is None or card.id != before:
            return
        for row in range(current.row() + 1, self.model.rowCount()):
            following = self.model.card_at(self.model.index(row))
            if following is not None and following.id not in cited:
                self.cards.setCurrentIndex(self.model.index(row))
                return

    def _on_look_asked(self) -> None:
        card = self.model.card_at(self.cards.currentIndex())
        if card is not None:
            self.observation_asked.emit(card.id)

    def _on_current_changed(self) -> None:
        self.refusal.hide()
        self._settle()

    def _show_days(self) -> None:
        """Draw the picture where it is looked at: citing a card must not wait for one that nobody sees."""
        if self.by_day.isChecked():
            self.line.set_days(*self._days)

    def _on_by_day_toggled(self, on: bool) -> None:
        self._show_days()
        # All evidence of the period stands on its days: what narrows the cards has nothing to do here.
        self.search.setVisible(not on)
        self.filter.setVisible(not on)
        self.competencies.setVisible(not on and self.filter.isChecked())
        self.refusal.hide()
        self._settle()

    def _on_filter_toggled(self, on: bool) -> None:
        self.competencies.setVisible(on)
        if not on and self.competencies.values():
            # A filter nobody sees would hide evidence.
            self.competencies.set_values(())
            self._on_filter_changed()

    def _on_search_edited(self) -> None:
        self._clock.start()

    def _on_search_changed(self, text: str) -> None:
        if not text:
            self._on_filter_changed()

    def _on_filter_changed(self) -> None:
        self._clock.stop()
        self.model.set_filter(self.search.text(), self.competencies.values())
        self._settle()

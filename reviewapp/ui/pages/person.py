"""The page of one person: how things stand, and what was seen, from five sides."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from reviewapp.actions.growth_views import growth_of
from reviewapp.actions.person_records import AgreedProfile, agreed_profiles, person_reviews
from reviewapp.actions.queries import person as person_by_id
from reviewapp.actions.review_views import ReviewRow
from reviewapp.actions.shapes import PersonRow
from reviewapp.actions.vaults import Vault
from reviewapp.domain.growth import GrowthItem
from reviewapp.domain.person import Person
from reviewapp.i18n import _
from reviewapp.ui.dialogs.ask import open_ask
from reviewapp.ui.dialogs.begin_review import BeginReviewDialog
from reviewapp.ui.dialogs.focus import FocusDialog
from reviewapp.ui.dialogs.growth import GrowthDialog
from reviewapp.ui.dialogs.notice import NoticeDialog
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.asking import Asker
from reviewapp.ui.pages.person_growth import GrowthTab
from reviewapp.ui.pages.person_header import PersonHeader
from reviewapp.ui.pages.person_period import proposed_period
from reviewapp.ui.pages.person_pictures import CoverageTab, PictureTab, RelianceTab
from reviewapp.ui.pages.person_rights import open_right
from reviewapp.ui.pages.person_role import ReviewsTab, RoleTab
from reviewapp.ui.pages.person_timeline import TimelineTab
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL

Facts = tuple[Person | None, tuple[ReviewRow, ...], tuple[AgreedProfile, ...], tuple[GrowthItem, ...], date]


class PersonView(QWidget):
    """Header and tabs. `edit_asked` and `bin_asked` are answered by the page that holds the list."""

    edit_asked = Signal()
    bin_asked = Signal()

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hub = hub
        self.person_id: int | None = None
        self._person: Person | None = None
        self._reviews: tuple[ReviewRow, ...] = ()
        self._today = date.today()
        self._asker = Asker(hub, self)
        self.header = PersonHeader(self)
        self.timeline = TimelineTab(hub, self)
        self.coverage = CoverageTab(hub, self)
        self.reliance = RelianceTab(hub, self)
        self.role = RoleTab(self)
        self.growth = GrowthTab(self)
        self.reviews = ReviewsTab(self)
        self._lay_out()
        self._connect()

    @property
    def has_chosen_card(self) -> bool:
        """True when one is at work on a card of the time line."""
        return self.tabs.currentIndex() == 0 and self.timeline.cards.chosen() is not None

    def show_person(self, person_id: int) -> None:
        """Show somebody, or the same one as things stand now."""
        self.person_id = person_id
        self._asker.ask(lambda vault: _facts(vault, person_id), self._show)

    def focus_first(self) -> None:
        """Bring the keyboard to what the tab in front is about."""
        if self.tabs.currentIndex() == 0:
            self.timeline.focus_first()
        else:
            self.tabs.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_L, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_S)
        column.addWidget(self.header)
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(_("Parts of this page"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setCursor(Qt.CursorShape.PointingHandCursor)
        self._stack = QStackedWidget(self)
        for title, part in (
            (_("Timeline"), self.timeline), (_("Coverage"), self.coverage), (_("Reliance"), self.reliance),
            (_("Role profile"), self.role), (_("Reviews"), self.reviews), (_("Goals and support"), self.growth),
        ):  # fmt: skip
            self.tabs.addTab(title.replace("&", "&&"))
            self._stack.addWidget(part)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        find = QShortcut(QKeySequence.StandardKey.Find, self, self._on_find)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _connect(self) -> None:
        head = self.header
        head.capture_asked.connect(lambda: self.hub.capture_asked.emit(self.person_id))
        head.review_asked.connect(self._on_begin_review)
        head.focus_asked.connect(self._on_focus)
        head.notice_asked.connect(self._on_notice)
        head.self_assessment_asked.connect(self._on_ask)
        head.edit_asked.connect(self.edit_asked)
        head.bin_asked.connect(self.bin_asked)
        head.right_asked.connect(self._on_right_asked)
        head.share_asked.connect(self._on_share)
        self.role.change_asked.connect(self._on_focus)
        self.growth.add_asked.connect(self._on_growth)
        self.growth.open_asked.connect(self._on_growth)
        self.reviews.begin_asked.connect(self._on_begin_review)
        self.reviews.review_asked.connect(lambda review_id: self.hub.page_asked.emit("review", review_id))

    def _show(self, facts: Facts) -> None:
        person, reviews, profiles, items, today = facts
        if person is None:
            return
        self._person, self._reviews, self._today = person, reviews, today
        self.header.show_person(person, today)
        for acts in (self.timeline.acts, self.coverage.acts):
            acts.notice_missing = person.notice_on is None
        self.timeline.show_person(person.id)
        self.role.show_profiles(profiles)
        self.growth.show_items(items)
        self.reviews.show_reviews(reviews)
        for picture in (self.coverage, self.reliance):
            picture.show_person(person.id, today, reviews)
        self._read_picture()

    def _read_picture(self) -> None:
        front = self._stack.currentWidget()
        if isinstance(front, PictureTab):
            front.read_if_needed()

    def _on_tab_changed(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self._read_picture()

    def _on_find(self) -> None:
        self.tabs.setCurrentIndex(0)
        self.timeline.search.setFocus()
        self.timeline.search.selectAll()

    def _on_begin_review(self) -> None:
        person = self._person
        if person is None:
            return
        row = PersonRow(person.id, person.name, person.role, person.team, person.notice_on, None, away_now=False)
        first, last = proposed_period(self._reviews, self._today)
        dialog = BeginReviewDialog(
            self.hub, [row], self._today, person_id=person.id, first=first, last=last, parent=self
        )
        dialog.begun.connect(self._on_begun)
        dialog.open()

    def _on_begun(self, review_id: int) -> None:
        self.hub.page_asked.emit("review", review_id)

    def _on_focus(self) -> None:
        if self.person_id is not None:
            FocusDialog(self.hub, self.person_id, self).open()

    def _on_growth(self, kind: str, item_id: int | None = None) -> None:
        if self.person_id is not None:
            GrowthDialog(self.hub, self.person_id, kind, self, item_id=item_id).open()

    def _on_ask(self) -> None:
        if self.person_id is not None:
            open_ask(self.hub, self.person_id, self)

    def _on_share(self) -> None:
        from reviewapp.ui.dialogs.share import ShareDialog

        if self.person_id is not None:
            card = self.timeline.cards.chosen()
            ShareDialog(self.hub, self.person_id, self, chosen_id=card.id if card is not None else None).open()

    def _on_right_asked(self, right: str) -> None:
        if self.person_id is not None:
            open_right(right, self.hub, self.person_id, self)

    def _on_notice(self) -> None:
        if self.person_id is not None:
            NoticeDialog(self.hub, self.person_id, self).open()


def _facts(vault: Vault, person_id: int) -> Facts:
    return (
        person_by_id(vault, person_id=person_id), person_reviews(vault, person_id=person_id),
        agreed_profiles(vault, person_id=person_id), growth_of(vault, person_id=person_id), vault.today,
    )  # fmt: skip

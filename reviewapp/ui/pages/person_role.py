"""Two quiet tabs of a person's page: the role profile as agreed, and the reviews."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reviewapp.actions.person_records import AgreedProfile
from reviewapp.actions.review_views import ReviewRow
from reviewapp.actions.role_words import capacity_words, context_words, importance_words, protected_lines
from reviewapp.actions.seat_examples import seat_example
from reviewapp.domain.role import OPPORTUNITY
from reviewapp.i18n import _
from reviewapp.ui.pages import review_words
from reviewapp.ui.pages.person_words import seat
from reviewapp.ui.pages.reading_page import ReadingPage
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.empty_state import EmptyState
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.words import written_date

LINE_CHARACTERS = 96


class ScrollingTab(QScrollArea):
    """A column that is written anew when something changed, and keeps where the reader was."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setAccessibleName(name)
        # Reachable by Tab, so that the keyboard can scroll it.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def rewrite(self, *, narrow: bool = True) -> QVBoxLayout:
        """An empty column in place of the one before; narrow to be read, wide for a page that is empty.

        It is held narrow by a row: a card with a largest width of its own gets the height of a wider one, and the
        lines of its text lie over each other.
        """
        where = self.verticalScrollBar().value()
        page, inner = ReadingPage(), QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(inner, 1000)
        if narrow:
            inner.setMaximumWidth(self.fontMetrics().averageCharWidth() * LINE_CHARACTERS + 2 + SPACE_M)
            row.addStretch(1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(2, SPACE_S, SPACE_M, SPACE_L)
        column.setSpacing(SPACE_M)
        self.setWidget(page)
        self.verticalScrollBar().setValue(where)
        return column

    def card(self, column: QVBoxLayout) -> QVBoxLayout:
        """A card at the end of the column; what to put into it."""
        card = QFrame()
        card.setProperty("kind", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        inside.setSpacing(SPACE_XS)
        column.addWidget(card)
        return inside


class RoleTab(ScrollingTab):
    """The profile in force with its definitions, then the earlier versions by day."""

    change_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Role profile"), parent)

    def show_profiles(self, versions: Sequence[AgreedProfile]) -> None:
        """Newest first."""
        column = self.rewrite(narrow=bool(versions))
        if not versions:
            empty = EmptyState("flag", "")
            empty.set_texts(
                _("No focus is agreed yet. Choose four to seven competencies together; until then all are open."),
                _("Agree a focus …"),
            )
            empty.action_asked.connect(self.change_asked)
            column.addWidget(empty, 1)
            return
        self._in_force(column, versions[0])
        if len(versions) > 1:
            self._earlier(column, versions[1:])
        column.addStretch()

    def _in_force(self, column: QVBoxLayout, one: AgreedProfile) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        since = _("Agreed on {day}").format(day=written_date(one.profile.agreed_on))
        head.addWidget(plain_label(since, "section"), 1)
        change = button(_("Change …"), icon="pencil")
        change.clicked.connect(self.change_asked)
        head.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        source = _("{title}, version {version}: {status}").format(
            title=one.framework.title, version=one.framework.version, status=one.framework.status
        )
        column.addWidget(plain_label(source, "small"))
        inside = self.card(column)
        inside.addWidget(plain_label(_("Focus"), "section"))
        for competency_id in one.profile.focus:
            if competency_id not in one.framework.ids:
                continue
            competency = one.framework.competency(competency_id)
            inside.addSpacing(SPACE_XS)
            inside.addWidget(plain_label(competency.name, "strong"))
            inside.addWidget(plain_label(f"{competency.definition} · {competency.id}", "muted"))
            if example := seat_example(one.framework.key, competency.id, one.profile.seat):
                said = _("From this seat, for example: {example}").format(example=example)
                inside.addWidget(plain_label(said, "small"))
        inside.addSpacing(SPACE_S)
        inside.addWidget(plain_label(_("Seat: {seat}").format(seat=seat(one.profile.seat)), "muted"))
        protected = protected_lines(one.profile.protected_work, one.profile.modes)
        asked = tuple(
            _("{capacity}: {importance}").format(capacity=capacity_words(name), importance=importance_words(word))
            for name, word in one.profile.capacities.items()
        )
        given = tuple(
            _("{label}: {text}").format(label=context_words(name), text=one.profile.context[name])
            for name in OPPORTUNITY if one.profile.context.get(name)
        )  # fmt: skip
        for title, lines, nothing in (
            (_("Foundational skills"), one.profile.foundational_skills, _("None agreed yet.")),
            (_("Protected work"), protected, _("None agreed yet.")),
            (_("What the role asks for"), (*asked, *filter(None, (one.profile.context.get("capacities"),))),
             _("Nothing said yet.")),
            (_("What they have to work with"), given, _("Nothing said yet.")),
        ):
            inside = self.card(column)
            inside.addWidget(plain_label(title, "section"))
            for line in lines:
                inside.addWidget(plain_label(line))
            if not lines:
                inside.addWidget(plain_label(nothing, "muted"))

    def _earlier(self, column: QVBoxLayout, versions: Sequence[AgreedProfile]) -> None:
        inside = self.card(column)
        inside.addWidget(plain_label(_("Earlier versions"), "section"))
        for one in versions:
            names = ", ".join(
                one.framework.competency(item).name for item in one.profile.focus if item in one.framework.ids
            )
            inside.addSpacing(SPACE_XS)
            since = _("From {day}").format(day=review_words.plain_day(one.profile.agreed_on))
            inside.addWidget(plain_label(since, "strong"))
            inside.addWidget(plain_label(names, "muted"))


class ReviewsTab(ScrollingTab):
    """One card for each review; the newest period first."""

    review_asked = Signal(int)
    begin_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Reviews"), parent)

    def show_reviews(self, reviews: Sequence[ReviewRow]) -> None:
        """Newest first."""
        column = self.rewrite(narrow=bool(reviews))
        if not reviews:
            empty = EmptyState("file-text", "")
            empty.set_texts(_("No review yet. One rests on the episodes of a period."), _("Begin review"))
            empty.action_asked.connect(self.begin_asked)
            column.addWidget(empty, 1)
            return
        for one in reviews:
            row = QHBoxLayout()
            row.setSpacing(SPACE_M)
            texts = QVBoxLayout()
            texts.setSpacing(SPACE_XS)
            words = review_words.period(one.period_from, one.period_to)
            texts.addWidget(plain_label(words, "strong"))
            texts.addWidget(plain_label(_standing(one), "muted"))
            row.addLayout(texts, 1)
            go = button(_("Open"), name=_("Open the review of {period}").format(period=words))
            go.clicked.connect(lambda _checked=False, review_id=one.id: self.review_asked.emit(review_id))
            row.addWidget(go, 0, Qt.AlignmentFlag.AlignVCenter)
            self.card(column).addLayout(row)
        begin = button(_("Begin review"), kind="ghost", icon="plus")
        begin.clicked.connect(self.begin_asked)
        column.addWidget(begin, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch()


def _standing(one: ReviewRow) -> str:
    standing = review_words.state(one.state, one.shared_on)
    if one.talked_on is None:
        return standing
    return f"{standing} · {_('talked about on {day}').format(day=review_words.plain_day(one.talked_on))}"

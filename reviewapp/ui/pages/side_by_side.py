"""Both sides of a period beside each other, after the reveal: two texts to talk about, and no figure between them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reviewapp.actions.blind import Lines, Pair, SideBySide, VersionChange, reveal, side_by_side, standing_of_review
from reviewapp.actions.sentences import in_one_line
from reviewapp.actions.vaults import Vault
from reviewapp.domain.asking import Standing
from reviewapp.domain.errors import NotFound, ReviewAppError, RuleRefused
from reviewapp.i18n import _
from reviewapp.ui.dialogs.history import show_pieces
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages import review_words
from reviewapp.ui.pages.page import Page
from reviewapp.ui.pages.reading_page import ReadingPage
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS
from reviewapp.ui.widgets.banner import Banner
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.text_edit import GrowingTextEdit

_MEASURE = 150
Found = tuple[SideBySide, Standing]


class SideBySidePage(Page):
    """``open`` takes the id of a review. Nothing here can be typed: it is read together."""

    interests = frozenset({"self_assessment", "review", "packet"})

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(hub, parent)
        self.review_id: int | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._head())
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(_("Both sides"))
        outer.addWidget(self._scroll, 1)

    def open(self, argument: Any) -> None:
        """Show both sides of this review."""
        if argument != self.review_id:
            self._scroll.setWidget(QWidget())
            self.name.setText("")
            self.facts.setText("")
        self.review_id = argument
        self._stale = False
        self.refresh()

    def refresh(self) -> None:
        """Read both sides again."""
        review_id = self.review_id
        if review_id is None:
            return

        def read(vault: Vault) -> Found:
            return side_by_side(vault, review_id=review_id), standing_of_review(vault, review_id=review_id)

        self.hub.ask(read, self._show, self._on_refused)

    def _head(self) -> QWidget:
        head = QFrame(self)
        column = QVBoxLayout(head)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_XL, SPACE_M)
        column.setSpacing(SPACE_XS)
        top = QHBoxLayout()
        top.setSpacing(SPACE_S)
        back = button("", "ghost", "arrow-left", name=_("Back to the review"))
        back.clicked.connect(lambda: self.hub.page_asked.emit("review", self.review_id))
        self.name = plain_label("", "title")
        top.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.name, 1)
        column.addLayout(top)
        self.facts = plain_label("", "muted")
        column.addWidget(self.facts)
        self.banner = Banner("info", can_dismiss=False)
        self.banner.action_asked.connect(self._on_reveal)
        column.addWidget(self.banner)
        return head

    def _show(self, found: Found) -> None:
        sides, standing = found
        self.name.setText(_("Side by side: you and {name}").format(name=sides.person))
        self.facts.setText("\n".join(_facts(sides)))
        self.banner.hide()
        if standing.closed:
            self.banner.say(_("A later version came and is still closed."), _("Reveal it"))
        elif not sides.same_request:
            self.banner.say(_("They answered another text than the request you sent. Ask them which one they read."))
        page = ReadingPage()
        outer = QHBoxLayout(page)
        outer.setContentsMargins(SPACE_XL, SPACE_M, SPACE_XL, SPACE_XL)
        inner = QWidget()
        inner.setMaximumWidth(self.fontMetrics().averageCharWidth() * _MEASURE)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        hint = _("Where the two differ there is something to talk about; neither text is more right for being written.")
        column.addWidget(plain_label(hint, "muted"))
        for pair in sides.pairs:
            column.addWidget(_PairCard(pair, sides.person))
        for change in sides.versions:
            column.addWidget(_VersionCard(change))
        column.addStretch(1)
        outer.addWidget(inner, 1000)
        outer.addStretch(1)
        self._scroll.setWidget(page)

    def _on_reveal(self) -> None:
        review_id = self.review_id
        if review_id is not None:
            self.hub.act(lambda vault: reveal(vault, review_id=review_id))

    def _on_refused(self, error: BaseException) -> None:
        if isinstance(error, NotFound):
            self.hub.page_asked.emit("review", None)
        elif isinstance(error, RuleRefused) and isinstance(error, ReviewAppError):
            # An undo closed it again, or a link led here too early: the sentence says what opens it.
            self._scroll.setWidget(QWidget())
            self.name.setText(_("Side by side"))
            self.facts.setText("")
            self.banner.say(in_one_line(error))
        else:
            self.hub.failed.emit(error)


class _PairCard(QFrame):
    """One matter: what you sealed at the leading side, what they wrote at the other, a point to talk about below."""

    def __init__(self, pair: Pair, person: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_S)
        column.addWidget(plain_label(pair.heading, "section"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_XL)
        grid.setVerticalSpacing(SPACE_XS)
        for at, (title, lines) in enumerate(((_("You, as sealed"), pair.mine), (person, pair.theirs))):
            grid.addWidget(plain_label(title, "small"), 0, at)
            grid.addWidget(_side(lines), 1, at, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(at, 1)
        column.addLayout(grid)
        if pair.point:
            column.addWidget(plain_label(pair.point, "muted"))


class _VersionCard(QFrame):
    """What a later version says otherwise, part by part, marked by signs and lines."""

    def __init__(self, change: VersionChange) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_S)
        title = _("What the version of {day} says otherwise").format(day=review_words.plain_day(change.received_on))
        column.addWidget(plain_label(title, "section"))
        legend = _("Underlined in [+ +] came in; struck through in [− −] was taken out.")
        column.addWidget(plain_label(legend if change.changes else _("Nothing."), "small"))
        for heading, pieces in change.changes:
            column.addWidget(plain_label(heading, "field"))
            field = GrowingTextEdit(heading, min_lines=1, max_lines=14)
            field.setReadOnly(True)
            show_pieces(field, pieces)
            column.addWidget(field)


def _side(lines: tuple[Lines, ...]) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_XS)
    for line in lines:
        column.addWidget(plain_label(line.label, "strong"))
        text = plain_label(line.text)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(text)
        column.addSpacing(SPACE_XS)
    if not lines:
        column.addWidget(plain_label(_("Nothing written."), "muted"))
    column.addStretch(1)
    return holder


def _facts(sides: SideBySide) -> list[str]:
    """The order in which both came to be, as the record has it."""
    lines = [
        review_words.period(sides.period_from, sides.period_to),
        _("Your draft was sealed on {moment}, fingerprint {start} …").format(
            moment=_moment(sides.sealed_at), start=sides.sha256[:16]
        ),
    ]
    day = review_words.plain_day(sides.received_on)
    if sides.how == "packet":
        came = _("Their answer came on {day} and was opened on {moment}.").format(
            day=day, moment=_moment(sides.opened_at or "")
        )
        card = _("Their card was compared.") if sides.card == "verified" else _("Their card was not compared yet.")
        lines.append(f"{came} {card}")
    else:
        how = {"e-mail": _("by e-mail"), "paper": _("on paper"), "aloud": _("aloud")}[sides.how]
        lines.append(_("Their answer came {how} on {day} and was entered by you.").format(how=how, day=day))
    return lines


def _moment(moment: str) -> str:
    if not moment:
        return ""
    local = datetime.fromisoformat(moment).astimezone()
    return _("{day}, {time}").format(day=review_words.plain_day(local.date()), time=f"{local:%H:%M}")

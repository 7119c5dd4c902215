"""Home: conversations and open ends, by name. No charts of people, nothing counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from reviewapp.actions.queries import Home, Waiting, all_people, has_packets, home, writer
from reviewapp.actions.shapes import Due
from reviewapp.domain.person import Person
from reviewapp.i18n import _
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.home_again import look_back_cards, open_practice_note
from reviewapp.ui.pages.home_backups import BackupNotice
from reviewapp.ui.pages.page import Page
from reviewapp.ui.pages.reading_page import ReadingPage
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS
from reviewapp.ui.widgets.banner import Banner
from reviewapp.ui.widgets.buttons import Button, ElidingButton, button
from reviewapp.ui.widgets.empty_state import EmptyState
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.scrolling import scroll_area
from reviewapp.ui.words import short_date

if TYPE_CHECKING:
    from reviewapp.actions.vaults import Vault
    from reviewapp.ui.pages.home_exchange import Exchanged

SHOWN = 6


def exchanged_in(vault: Vault) -> Exchanged | None:
    """What came in sealed files and what is awaited; what reads them is loaded for who has some."""
    if not has_packets(vault):
        return None
    from reviewapp.ui.pages.home_exchange import what_came

    return what_came(vault)


class HomePage(Page):
    """What waits for a person's act, in the order it matters."""

    interests = frozenset(
        {"person", "observation", "growth", "review", "notice", "correction", "retention", "hold", "backup",
         "self_assessment", "packet", "share", "reply", "handed"}
    )  # fmt: skip

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(hub, parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = scroll_area(self)
        outer.addWidget(self._scroll)
        self._all_shown: set[str] = set()
        self._left_at: int | None = None

    def refresh(self) -> None:
        """Read the open ends again."""
        self.hub.ask(
            lambda vault: (home(vault), writer(vault), bool(all_people(vault)), exchanged_in(vault)), self._show
        )

    def _show(self, answer: tuple[Home, Person | None, bool, Exchanged | None]) -> None:
        found, me, has_people, exchanged = answer
        sections = self._sections(found, exchanged)
        page, column = self._column(bool(sections))
        greeting = _("Good to see you, {name}").format(name=me.name) if me else _("Home")
        column.addLayout(self._head(greeting))
        column.addWidget(BackupNotice(self.hub, page))
        if found.clock_seen_ahead is not None:
            column.addWidget(self._clock_banner(found.clock_seen_ahead))
        for section in sections:
            column.addWidget(section)
        if not sections:
            column.addWidget(self._nothing() if has_people else self._nobody(), 1)
        column.addStretch()
        self._put(page)

    def _head(self, greeting: str) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(plain_label(greeting, "title"), 1)
        opening = button(_("Open a file …"), "ghost", "file-text")
        opening.setToolTip(_("Ctrl+O"))
        opening.clicked.connect(lambda: self.hub.file_asked.emit(None))
        practice = button(_("My practice note …"), "ghost", "pencil")
        practice.clicked.connect(lambda: open_practice_note(self.hub, self.window()))
        for act in (practice, opening):
            head.addWidget(act, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _column(self, narrow: bool) -> tuple[QWidget, QVBoxLayout]:
        """Page and column, held narrow by a row: cards with a largest width of their own get too little height."""
        page, inner = ReadingPage(), QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(inner, 1000)
        if narrow:
            inner.setMaximumWidth(self.fontMetrics().averageCharWidth() * 110 + 2 * SPACE_XL)
            row.addStretch(1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_L)
        return page, column

    def _put(self, page: QWidget) -> None:
        """Show the new page where the old one was scrolled to, with the keyboard where it was."""
        place, at = self._scroll.verticalScrollBar().value(), self._place_of_focus()
        old = self._scroll.widget()
        # The old page's width is the viewport's. Asking for the viewport itself, a widget Qt made, has PySide build a
        # Python type of every widget there is: a megabyte at each start.
        width = old.width() if old is not None else 0
        self._scroll.setWidget(page)
        if width:
            page.resize(width, max(page.heightForWidth(width), 1))
        if at is not None:
            self._left_at = at
        self._come_back()
        self._scroll.verticalScrollBar().setValue(place)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._come_back()

    def _come_back(self) -> None:
        """The keyboard goes on where a row was opened or settled: at that row, or the one in its place."""
        controls, types = self._controls(), isinstance(self.window().focusWidget(), QLineEdit | QPlainTextEdit)
        if self._left_at is not None and controls and self.isVisible() and not types:
            controls[min(self._left_at, len(controls) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
            self._left_at = None

    def _controls(self) -> list[Button]:
        page = self._scroll.widget()
        return page.findChildren(Button) if page is not None else []

    def _place_of_focus(self) -> int | None:
        """Which control has the keyboard; the row that follows one just settled then takes its place."""
        # Of this window: a dialog in front of it keeps a focus of its own.
        focused = self.window().focusWidget()
        controls = self._controls()
        return controls.index(focused) if isinstance(focused, Button) and focused in controls else None

    def _sections(self, found: Home, exchanged: Exchanged | None) -> list[QWidget]:
        reviews = [
            (f"{name}", _("draft") if record.state == "draft" else _("waiting for the conversation"), record.id)
            for record, name in (*found.conversations_due, *found.drafts)
        ]
        ask = self._open_observation
        due, until = _("share by {date}"), _("until {date}")
        candidates: list[QWidget | None] = [
            *(self._came_in(exchanged) if exchanged is not None else ()),
            self.card(
                "reviews", _("Conversations"), _("Reviews on their way."),
                [(name, what, self._open_review(review_id)) for name, what, review_id in reviews],
            ),
            *(self._answers(exchanged) if exchanged is not None else ()),
            self.card(
                "concerns", _("Concerns to share"),
                _("A concern the person does not know of cannot reach a review. Talk about it within a week."),
                [(self._title(one), self._by(due, one), ask(one)) for one in found.concerns_to_share],
            ),
            self.card(
                "jots", _("Jots about to expire"),
                _("On its day a private jot moves to the bin, unless it is completed or shared."),
                [(self._title(one), self._by(until, one), ask(one)) for one in found.jots_about_to_expire],
                _("Several at once …"), self._on_jots_several,
            ),
        ]
        return [card for card in (*candidates, *self._later(found)) if card is not None]

    def _later(self, found: Home) -> list[QWidget | None]:
        """What can wait a day: deletions, corrections, notices, questions, and people not seen for a while."""
        ask = self._open_observation
        return [
            *look_back_cards(self, found),
            self.card(
                "due", _("Due to be deleted"),
                _("The time for keeping these is over, or nearly. Nothing goes before you have looked."),
                [self._due_row(one) for one in found.due_for_deletion],
                _("Look and delete …"), self._on_due, for_one=True,
            ),
            self.card(
                "corrections", _("Corrections asked for"),
                _("Somebody says that something is wrong. Decide, and say why."),
                [(f"{one.name} — {asked}", _("decide"), self._open_correction(one.id))
                 for one, asked in found.corrections_open],
            ),
            self.card(
                "notice", _("Without a notice"), _("Notes about them wait as jots until the notice is handed over."),
                [(one.name, _("open"), self._open_person(one.id)) for one in found.without_notice],
                _("Give it to several …"), lambda: self._on_notice_several(found.without_notice[0].id),
            ),
            self.card(
                "purpose", _("A notice with another purpose"),
                _("What was written under it stays out of reviews until the notice of the present purpose is given; "
                  "what is written after that can be cited."),
                [(one.name, _("open"), self._open_person(one.id)) for one in found.purpose_changed],
            ),
            self.card(
                "questions", _("Questions from your import"),
                _("A day or a person could mean two things; nothing was guessed."),
                [(self._title(one), _("answer"), ask(one)) for one in found.open_questions],
            ),
            self.card(
                "told", _("Told, date to be confirmed"), _("Your notes say you told them. On which day?"),
                [(self._title(one), _("confirm"), ask(one)) for one in found.told_to_confirm],
                _("Several at once …"), self._on_tell_several,
            ),
            self.card(
                "quiet", _("Not noted for a while"), _("Have you looked? Seeing nothing is fine to say, too."),
                [(one.name, _("open"), self._open_person(one.id)) for one in found.not_noted_lately],
            ),
            self.card(
                "often", _("Written about far more than others"),
                _("Does the work ask for it, or is it a habit of looking? Nobody should feel watched."),
                [(one.name, _("open"), self._open_person(one.id)) for one in found.noted_far_more],
            ),
        ]

    def _answers(self, exchanged: Exchanged) -> list[QWidget | None]:
        """Self-assessments: those asked of oneself, and those of others that are awaited or came."""
        from reviewapp.ui.pages.home_answers import asked_rows, other_rows

        answers = exchanged.answers
        return [
            self.card(
                "asked", _("Asked of you"),
                _("A self-assessment somebody asks you for. It stays with you until you hand it back."),
                asked_rows(self.hub, answers),
            ),
            self.card(
                "answers", _("Self-assessments"),
                _("Asked for, or come. What came stays closed until your own draft is sealed."),
                other_rows(self.hub, answers),
            ),
        ]

    def _came_in(self, came: Exchanged) -> list[QWidget | None]:
        """What came in sealed files, first of all: somebody waits for it to be read."""
        from reviewapp.ui.pages.home_exchange import handed_rows, notice_rows, reply_rows, share_rows

        return [
            self.card(
                "shares", _("Shared with you"), _("Somebody wrote about you and handed it to you."),
                share_rows(self.hub, came),
            ),
            self.card(
                "notices", _("Handed to your next manager"),
                _("What was written about you went to somebody else. See what, and confirm that you know."),
                notice_rows(self.hub, came),
            ),
            self.card(
                "handed", _("Given to you by other managers"),
                _("Nothing of it can be cited before the person knows that you have it."), handed_rows(self.hub, came),
            ),
            self.card(
                "replies", _("Replies that came"), _("What they say to what you wrote."), reply_rows(self.hub, came)
            ),
        ]

    def card(
        self, key: str, title: str, explanation: str, rows: Sequence[tuple[str, str, Callable[[], object]]],
        together: str = "", act_together: Callable[[], object] | None = None, *, for_one: bool = False,
    ) -> QWidget | None:  # fmt: skip
        """A card of open ends; None while there is nothing in it."""
        if not rows:
            return None
        card = QFrame()
        card.setProperty("kind", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_XS)
        column.addWidget(plain_label(title, "section"))
        column.addWidget(plain_label(explanation, "muted"))
        column.addSpacing(SPACE_S)
        shown = rows if key in self._all_shown else rows[:SHOWN]
        for text, what, act in shown:
            column.addLayout(self._row(text, what, act))
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_S)
        if len(shown) < len(rows):
            more = button(_("Show all"), kind="ghost")
            more.clicked.connect(lambda: self._show_all(key))
            foot.addWidget(more)
        if act_together is not None and (for_one or len(rows) > 1):
            several = button(together)
            several.clicked.connect(lambda: self._leave(several, act_together))
            foot.addWidget(several)
        foot.addStretch()
        column.addLayout(foot)
        return card

    def _row(self, text: str, what: str, act: Callable[[], object]) -> QHBoxLayout:
        row = QHBoxLayout()
        link = ElidingButton(text)
        link.setAccessibleName(_("{what}: {text}").format(what=what, text=text))
        link.clicked.connect(lambda: self._leave(link, act))
        row.addWidget(link)
        row.addStretch()
        state = plain_label(what, "muted")
        state.setWordWrap(False)
        row.addWidget(state)
        return row

    def _nobody(self) -> QWidget:
        empty = EmptyState(
            "users", _("Begin with the people whose work you review: add them one by one, or bring a list you have."),
            _("Go to People"),
        )  # fmt: skip
        empty.action_asked.connect(lambda: self.hub.page_asked.emit("people", None))
        return empty

    def _on_tell_several(self) -> None:
        from reviewapp.ui.dialogs.telling import TellingDialog

        TellingDialog(self.hub, self.window()).open()

    def _on_jots_several(self) -> None:
        from reviewapp.ui.dialogs.choosing import JotsDialog

        JotsDialog(self.hub, self.window()).open()

    def _on_due(self) -> None:
        from reviewapp.ui.dialogs.choosing import DueDialog

        DueDialog(self.hub, self.window()).open()

    def _due_row(self, one: Due) -> tuple[str, str, Callable[[], object]]:
        state = _("legal hold") if one.held else _("due on {date}").format(date=short_date(one.due_on))
        opening = self._open_review(one.id) if one.kind == "review" else self._open_id(one.id)
        return f"{', '.join(one.people)} — {one.title}", state, opening

    def _open_correction(self, person_id: int) -> Callable[[], object]:
        from reviewapp.ui.pages.person_rights import open_right

        return lambda: open_right("correction", self.hub, person_id, self.window())

    def _open_id(self, observation_id: int) -> Callable[[], object]:
        return lambda: self.hub.observation_asked.emit(observation_id)

    def _clock_banner(self, seen: date) -> QWidget:
        """Days that went back: nothing expires until somebody says which day it is."""
        from reviewapp.actions.expiry import trust_clock


        banner = Banner("clock", can_dismiss=False)
        banner.action_asked.connect(lambda: self.hub.act(trust_clock, saying=_("Days go on from today")))
        banner.say(
            _("The clock of this computer stands before {day}, a day this vault has seen. Until then nothing expires.")
            .format(day=short_date(seen)),
            _("The clock is right"),
        )  # fmt: skip
        return banner

    def _on_notice_several(self, person_id: int) -> None:
        from reviewapp.ui.dialogs.notice import NoticeDialog

        NoticeDialog(self.hub, person_id, self.window()).open()

    def _nothing(self) -> QWidget:
        empty = EmptyState(
            "check", _("Nothing waits for you."), _("Write down something you saw"),
        )
        empty.action_asked.connect(lambda: self.hub.capture_asked.emit(None))
        return empty

    def _leave(self, link: Button, act: Callable[[], object]) -> None:
        self._left_at = self._controls().index(link)
        act()

    def _show_all(self, key: str) -> None:
        self._all_shown.add(key)
        self.refresh()

    def _title(self, one: Waiting) -> str:
        who = ", ".join(one.people)
        return f"{who} — {one.title}" if who else one.title

    def _open_observation(self, one: Waiting) -> Callable[[], object]:
        return lambda: self.hub.observation_asked.emit(one.observation_id)

    def _by(self, words: str, one: Waiting) -> str:
        return words.format(date=short_date(one.day))

    def _open_review(self, review_id: int) -> Callable[[], object]:
        return lambda: self.hub.page_asked.emit("review", review_id)

    def _open_person(self, person_id: int) -> Callable[[], object]:
        return lambda: self.hub.page_asked.emit("people", person_id)



"""Home: conversations and open ends, by name. No charts of people, nothing counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from reviewapp.actions.queries import Home, Waiting, home, writer
from reviewapp.domain.person import Person
from reviewapp.i18n import _
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.page import Page
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.empty_state import EmptyState
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.words import short_date

SHOWN = 6


class HomePage(Page):
    """What waits for a person's act, in the order it matters."""

    interests = frozenset({"person", "observation", "review", "notice"})

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(hub, parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self._scroll)
        self._all_shown: set[str] = set()

    def refresh(self) -> None:
        """Read the open ends again."""
        self.hub.ask(lambda vault: (home(vault), writer(vault), vault.today), self._show)

    def _show(self, answer: tuple[Home, Person | None, object]) -> None:
        found, me, _today = answer
        page = QWidget()
        page.setProperty("kind", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_L)
        greeting = _("Good to see you, {name}").format(name=me.name) if me else _("Home")
        column.addWidget(plain_label(greeting, "title"))
        sections = self._sections(found)
        for section in sections:
            column.addWidget(section)
        if not sections:
            column.addWidget(self._nothing(found), 1)
        column.addStretch()
        self._scroll.setWidget(page)

    def _sections(self, found: Home) -> list[QWidget]:
        reviews = [
            (f"{name}", _("draft") if record.state == "draft" else _("waiting for the conversation"), record.id)
            for record, name in (*found.conversations_due, *found.drafts)
        ]
        ask = self._open_observation
        due, until = _("share by {date}"), _("until {date}")
        candidates: list[QWidget | None] = [
            self._card(
                "reviews", _("Conversations"), _("Reviews on their way."),
                [(name, what, self._open_review(review_id)) for name, what, review_id in reviews],
            ),
            self._card(
                "concerns", _("Concerns to share"),
                _("A concern the person does not know of cannot reach a review. Talk about it within a week."),
                [(self._title(one), self._by(due, one), ask(one)) for one in found.concerns_to_share],
            ),
            self._card(
                "questions", _("Questions from your import"),
                _("A day or a person could mean two things; nothing was guessed."),
                [(self._title(one), _("answer"), ask(one)) for one in found.open_questions],
            ),
            self._card(
                "told", _("Told, date to be confirmed"), _("Your notes say you told them. On which day?"),
                [(self._title(one), _("confirm"), ask(one)) for one in found.told_to_confirm],
            ),
            self._card(
                "jots", _("Jots about to expire"), _("Private jots live thirty days. Complete them, or let them go."),
                [(self._title(one), self._by(until, one), ask(one)) for one in found.jots_about_to_expire],
            ),
            self._card(
                "notice", _("Without a notice"), _("Notes about them wait as jots until the notice is handed over."),
                [(one.name, _("open"), self._open_person(one.id)) for one in found.without_notice],
            ),
            self._card(
                "quiet", _("Not noted for a while"), _("Have you looked? Seeing nothing is fine to say, too."),
                [(one.name, _("open"), self._open_person(one.id)) for one in found.not_noted_lately],
            ),
        ]
        return [card for card in candidates if card is not None]

    def _card(
        self, key: str, title: str, explanation: str, rows: Sequence[tuple[str, str, Callable[[], object]]]
    ) -> QWidget | None:
        if not rows:
            return None
        card = QFrame()
        card.setProperty("kind", "card")
        card.setMaximumWidth(self.fontMetrics().averageCharWidth() * 110)
        column = QVBoxLayout(card)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_XS)
        column.addWidget(plain_label(title, "section"))
        column.addWidget(plain_label(explanation, "muted"))
        column.addSpacing(SPACE_S)
        shown = rows if key in self._all_shown else rows[:SHOWN]
        for text, what, act in shown:
            column.addLayout(self._row(text, what, act))
        if len(shown) < len(rows):
            more = button(_("Show all"), kind="ghost")
            more.clicked.connect(lambda: self._show_all(key))
            column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeading)
        return card

    def _row(self, text: str, what: str, act: Callable[[], object]) -> QHBoxLayout:
        row = QHBoxLayout()
        link = button("", kind="ghost")
        metrics = self.fontMetrics()
        room = metrics.averageCharWidth() * 78
        link.setText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, room).replace("&", "&&"))
        link.setAccessibleName(_("{what}: {text}").format(what=what, text=text))
        link.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        link.clicked.connect(act)
        row.addWidget(link)
        row.addStretch()
        state = plain_label(what, "muted")
        state.setWordWrap(False)
        row.addWidget(state)
        return row

    def _nothing(self, found: Home) -> QWidget:
        empty = EmptyState(
            "check", _("Nothing waits for you."), _("Write down something you saw"),
        )
        empty.action_asked.connect(lambda: self.hub.capture_asked.emit(None))
        return empty

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



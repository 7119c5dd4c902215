"""The self-assessment in the hands of whoever writes it: the request, the parts, and handing back.

What is typed is journaled while typing and written as a revision when the hand rests; it stays in this vault until it
is handed back (domain.md D).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reviewapp.actions.answering import (
    AnswerDesk,
    ReceivedRequest,
    answer_desk,
    begin_self_assessment,
    choose_episodes,
    my_self_assessments,
    received_request,
    requests_to_me,
    write_self_assessment,
)
from reviewapp.actions.changes import Changes
from reviewapp.actions.sentences import in_one_line
from reviewapp.actions.vaults import Vault
from reviewapp.domain.errors import NotFound, ReviewAppError
from reviewapp.i18n import _
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.forms.form_keeper import Fields, FormKeeper
from reviewapp.ui.forms.kept_banner import KeptBanner
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.answer_form import AnswerForm, fields_of, skills_in
from reviewapp.ui.pages.answer_list import AnswerList, standing_words
from reviewapp.ui.pages.answer_request import RequestCard
from reviewapp.ui.pages.page import Page
from reviewapp.ui.pages.reading_page import ReadingPage
from reviewapp.ui.pages.review_words import period
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.scrolling import scroll_area

REST_MS = 5_000
_MEASURE = 110
Loaded = tuple[AnswerDesk, Fields]


class AnswerPage(Page):
    """``open`` takes the id of a self-assessment, ("request", packet id) for one not begun, or None for the list."""

    interests = frozenset({"self_assessment", "observation", "packet", "contact"})

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(hub, parent)
        self.answer_id: int | None = None
        self.request_id: int | None = None
        self.desk: AnswerDesk | None = None
        self.form: AnswerForm | None = None
        self.kept: FormKeeper | None = None
        self._shown: Fields = {}
        self._is_saving = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.save)
        self.list = AnswerList(self)
        self.list.request_opened.connect(lambda packet_id: self.open(("request", packet_id)))
        self.list.answer_opened.connect(self.open)
        self.list.begin_asked.connect(self._on_begin_unasked)
        self._lay_out()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def open(self, argument: Any) -> None:
        """Show one self-assessment, a request, or all of them."""
        self.save()
        is_request = isinstance(argument, tuple)
        answer_id = None if is_request else argument
        if answer_id is None or answer_id != self.answer_id:
            self.form, self.desk, self.kept = None, None, None
            self._scroll.setWidget(QWidget())
        self.answer_id, self.request_id = answer_id, argument[1] if is_request else None
        self._stale = False
        self.refresh()

    def refresh(self) -> None:
        """Read again what is shown."""
        answer_id, request_id = self.answer_id, self.request_id
        if answer_id is not None:
            keeper = self.kept

            def read(vault: Vault) -> Loaded:
                desk = answer_desk(vault, self_assessment_id=answer_id)
                return desk, _kept_words(vault, answer_id) if keeper is None else {}

            self.hub.ask(read, self._show_desk, self._on_not_found)
        elif request_id is not None:
            self.hub.ask(
                lambda vault: received_request(vault, packet_id=request_id), self._show_request, self._on_not_found
            )
        else:
            self.hub.ask(lambda vault: (requests_to_me(vault), my_self_assessments(vault)), self._show_list)

    def keep_now(self) -> None:
        """The vault is about to close: write what was typed."""
        self.save()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.save()

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Write what was typed; ``then`` is called once nothing typed is outside the record."""
        self._rest.stop()
        form, desk = self.form, self.desk
        if form is None or desk is None or form.contents() == self._shown:
            if then is not None:
                then()
            return
        fields, which, keeper = form.contents(), desk.id, self.kept
        self._is_saving = True
        self._say(_("Saving …"))
        if keeper is not None:
            keeper.pause()

        def act(vault: Vault) -> Changes:
            changes = write_self_assessment(
                vault, self_assessment_id=which, texts=fields["texts"], skills=skills_in(fields),
                freed_for=fields["freed"], ai_help=fields["ai_help"],
            )
            if keeper is not None:
                keeper.saved(vault)
            return changes

        def done(_changes: Changes) -> None:
            self._is_saving = False
            if self.form is form:
                self._shown = fields
                is_all = form.contents() == fields
                if is_all and keeper is not None:
                    keeper.show_kept({})  # what is in the vault now is what later words differ from
                self._say(_("Saved") if is_all else _("Not saved yet"))
            if then is not None:
                then()

        self.hub.act(
            act, initiator=self, then=while_alive(self, done), failed=while_alive(self, self._on_not_saved)
        )

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._stack = QStackedWidget(self)
        self._desk_part = QWidget(self)
        column = QVBoxLayout(self._desk_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        self._scroll = scroll_area(self)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._foot())
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._desk_part)
        outer.addWidget(self._stack)

    def _head(self) -> QWidget:
        head = QFrame(self)
        row = QHBoxLayout(head)
        row.setContentsMargins(SPACE_L, SPACE_L, SPACE_XL, SPACE_S)
        row.setSpacing(SPACE_S)
        back = button("", "ghost", "arrow-left", name=_("All self-assessments"))
        back.clicked.connect(lambda: self.open(None))
        texts = QVBoxLayout()
        texts.setSpacing(SPACE_XS)
        self.title = plain_label("", "title")
        self.facts = plain_label("", "muted")
        texts.addWidget(self.title)
        texts.addWidget(self.facts)
        row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        return head

    def _foot(self) -> QWidget:
        foot = QFrame(self)
        foot.setProperty("kind", "panel")
        row = QHBoxLayout(foot)
        row.setContentsMargins(SPACE_XL, SPACE_M, SPACE_XL, SPACE_M)
        row.setSpacing(SPACE_M)
        self.state = plain_label("", "muted")
        self.begin = button(_("Write my self-assessment"), "primary", "pencil")
        self.begin.clicked.connect(self._on_begin)
        self.whom = button(_("For whom …"), tip=_("Whose card it will be sealed for."))
        self.whom.clicked.connect(self._on_for_whom)
        self.hand_back = button(_("Hand back …"), "primary", tip=_("Shows everything that leaves, before it does."))
        self.hand_back.clicked.connect(lambda: self.save(self._on_hand_back))
        row.addWidget(self.state, 1)
        row.addWidget(self.begin)
        row.addWidget(self.whom)
        row.addWidget(self.hand_back)
        return foot

    def _show_list(self, answer: tuple[tuple[ReceivedRequest, ...], tuple[AnswerDesk, ...]]) -> None:
        if self.answer_id is None and self.request_id is None:
            self.list.show_all(*answer)
            self._stack.setCurrentWidget(self.list)

    def _show_request(self, asked: ReceivedRequest) -> None:
        """A request that was opened and not begun: what it says, and one button."""
        if asked.packet_id != self.request_id:
            return
        if asked.answer_id is not None:
            self.open(asked.answer_id)
            return
        self.title.setText(_("A request from {name}").format(name=asked.sender))
        self.facts.setText(period(asked.period_from, asked.period_to))
        page, column = self._page()
        column.addWidget(RequestCard(asked, unfolded=True))
        for sentence in _promises(asked):
            column.addWidget(plain_label(sentence, "muted"))
        column.addStretch(1)
        self._scroll.setWidget(page)
        self._show_acts(writing=False)
        self.begin.setFocus()

    def _show_desk(self, loaded: Loaded) -> None:
        desk, kept = loaded
        if desk.id != self.answer_id:
            return
        self.desk = desk
        name = _("Self-assessment for {name}").format(name=desk.to) if desk.to else _("My self-assessment")
        self.title.setText(name)
        self.facts.setText(
            _("{period} · {state}").format(period=period(desk.period_from, desk.period_to), state=standing_words(desk))
        )
        is_new = self.form is None
        if self.form is None:
            self._build(desk)
            if self.kept is not None:
                self.kept.show_kept(kept)
        elif self.form.contents() == self._shown and not self._is_saving:
            self.form.fill(fields_of(desk))
            self._shown = self.form.contents()
        if self.form is not None:
            self.form.show_episodes(desk.episodes)
        self._show_acts(writing=True)
        if is_new and self.form is not None:
            self.form.set_cursor()  # only now is there anything to put the keyboard on

    def _build(self, desk: AnswerDesk) -> None:
        page, column = self._page()
        banner = KeptBanner()
        column.addWidget(banner)
        if desk.request is not None:
            column.addWidget(RequestCard(desk.request))
        optional = _("Every part is optional, and nothing is asked about what you leave out. It stays with you until "
                     "you hand it back.")  # fmt: skip
        column.addWidget(plain_label(optional, "muted"))
        form = self.form = AnswerForm(desk)
        form.fill(fields_of(desk))
        self._shown = form.contents()
        form.edited.connect(self._on_edited)
        form.write_asked.connect(self._on_write_episode)
        form.choose_asked.connect(self._on_choose_episodes)
        form.leave_out.connect(self._on_leave_out)
        column.addWidget(form)
        column.addStretch(1)
        self.kept = FormKeeper(self.hub, f"answer/{desk.id}", form.contents, self._fill_kept, banner, form)
        self._scroll.setWidget(page)
        self._say("")

    def _fill_kept(self, fields: Fields) -> None:
        """Words of a crash are put into the form; they are saved like any others."""
        if self.form is not None:
            self.form.fill(fields)
            self._rest.start()

    def _page(self) -> tuple[QWidget, QVBoxLayout]:
        page, inner = ReadingPage(), QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(SPACE_XL, SPACE_S, SPACE_XL, SPACE_XL)
        inner.setMaximumWidth(self.fontMetrics().averageCharWidth() * _MEASURE)
        row.addWidget(inner, 1000)
        row.addStretch(1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        return page, column

    def _show_acts(self, *, writing: bool) -> None:
        self.begin.setVisible(not writing)
        # Who asked is who it goes to; and what was handed back went to somebody already.
        is_free = self.desk is not None and self.desk.request is None and not self.desk.handed_on
        self.whom.setVisible(writing and is_free)
        self.hand_back.setVisible(writing)
        self.state.setText(self.state.text() if writing else "")
        self._stack.setCurrentWidget(self._desk_part)

    def _say(self, sentence: str) -> None:
        self.state.setText(sentence)

    def _on_edited(self) -> None:
        self._say(_("Not saved yet"))
        self._rest.start()
        if self.kept is not None:
            self.kept.touch()

    def _on_not_saved(self, error: BaseException) -> None:
        self._is_saving = False
        if self.kept is not None:
            self.kept.touch()
        if isinstance(error, ReviewAppError):
            sentence = _("Not saved: {why}").format(why=in_one_line(error))
            self._say(sentence)
            announce(self, sentence)
        else:
            self.hub.failed.emit(error)

    def _on_not_found(self, error: BaseException) -> None:
        if isinstance(error, NotFound):
            self.open(None)
        else:
            self.hub.failed.emit(error)

    def _on_begin(self) -> None:
        request_id = self.request_id
        if request_id is not None:
            self.hub.act(
                lambda vault: begin_self_assessment(vault, request_id=request_id), initiator=self,
                then=while_alive(self, lambda changes: self.open(changes.id)),
            )

    def _on_begin_unasked(self) -> None:
        from reviewapp.ui.dialogs.begin_answer import BeginAnswerDialog

        dialog = BeginAnswerDialog(self.hub, self)
        dialog.begun.connect(self.open)
        dialog.open()

    def _on_for_whom(self) -> None:
        from reviewapp.ui.dialogs.answer_for import AnswerForDialog

        if self.desk is not None:
            AnswerForDialog(self.hub, self.desk.id, self).open()

    def _on_hand_back(self) -> None:
        from reviewapp.ui.dialogs.hand_back import HandBackDialog

        if self.desk is not None:
            HandBackDialog(self.hub, self.desk.id, self).open()

    def _on_write_episode(self) -> None:
        from reviewapp.ui.dialogs.own_episode import OwnEpisodeDialog

        if self.desk is not None:
            OwnEpisodeDialog(self.hub, self.desk.id, self).open()

    def _on_choose_episodes(self) -> None:
        from reviewapp.ui.dialogs.own_episode import ChooseEpisodesDialog

        if self.desk is not None:
            ChooseEpisodesDialog(self.hub, self.desk.id, self).open()

    def _on_leave_out(self, observation_id: int) -> None:
        desk = self.desk
        if desk is not None:
            left = [one.id for one in desk.episodes if one.id != observation_id]
            self.hub.act(
                lambda vault: choose_episodes(vault, self_assessment_id=desk.id, observation_ids=left),
                saying=_("Left out; it stays in your log"),
            )


def _kept_words(vault: Vault, answer_id: int) -> Fields:
    from reviewapp.actions.journaling import kept_drafts

    found = kept_drafts(vault).get(f"answer/{answer_id}")
    return found[0] if found else {}


def _promises(asked: ReceivedRequest) -> list[str]:
    return [
        _("Every part is optional, and nobody is told what you left out or how long you took."),
        _("What you write stays in this vault until you hand it back. {name} can open it only after sealing their own "
          "draft, so both of you write first and read then.").format(name=asked.sender),
        _("There is no score to give yourself."),
    ]  # fmt: skip

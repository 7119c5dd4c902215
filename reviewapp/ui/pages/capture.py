"""Capture: one person, one sentence, AI's part, the response, the day. Saved in four actions or fewer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reviewapp.actions.changes import Changes
from reviewapp.actions.finding_answers import with_answers
from reviewapp.actions.observations import record_observation
from reviewapp.actions.people import add_person, find_person
from reviewapp.actions.queries import all_people
from reviewapp.actions.sentences import in_one_line
from reviewapp.actions.shapes import PersonRow
from reviewapp.actions.vaults import Vault
from reviewapp.domain.errors import NotFound, ReviewAppError
from reviewapp.domain.person import Person
from reviewapp.i18n import _
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.forms.kept_banner import KeptBanner
from reviewapp.ui.forms.observation_data import last_unsaved
from reviewapp.ui.hub import Hub
from reviewapp.ui.journal import DraftKeeper
from reviewapp.ui.pages.capture_draft import EDITOR, CaptureDraft, kept_capture
from reviewapp.ui.pages.capture_form import CaptureForm
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.problem_label import ProblemLabel
from reviewapp.ui.widgets.scrolling import scroll_area

WIDTH_CHARACTERS = 48


class CapturePanel(QFrame):
    """Lies at the trailing edge of the window. What is typed here is journaled; Escape closes it and loses nothing."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hub = hub
        self.setProperty("kind", "side-end")
        self.setAccessibleName(_("New observation"))
        self._preset: int | None = None
        self._is_loaded = False
        self._is_saving = False
        self._wants_save = False
        self._wants_detail = False
        self._how = "typing"
        self._came_from: QWidget | None = None
        self.form = CaptureForm()
        self.form.edited.connect(self._on_edited)
        self.form.text.hints.changed.connect(hub.hints_changed)
        self.form.notice_asked.connect(self._on_notice_asked)
        self.form.people.add_asked.connect(self._on_add_asked)
        self.banner = KeptBanner()
        self.keeper = DraftKeeper(hub, EDITOR, self._contents, self)
        self.keeper.failed.connect(self._on_journal_failed)
        self._lay_out()
        for keys, slot in (("Ctrl+Return", self.save), ("Ctrl+Enter", self.save), ("Escape", self._on_escape)):
            QShortcut(QKeySequence(keys), self, slot, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        hub.changed.connect(self._on_changed)

    def begin(self, person_id: int | None) -> None:
        """Open the panel for a person, or for somebody to be named; words kept earlier come back first."""
        focused = QApplication.focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self._came_from = focused
        has_words, was_hidden = self.form.has_words, not self.isVisible()
        self._preset = None if has_words else person_id
        self._how = "typing"
        self._fit_width()
        self.show()
        self._read_people()
        if was_hidden:
            self._offer_draft() if has_words else self.banner.hide()
        if has_words or self._preset is not None or self.form.people.people():
            self.form.focus_text()
        else:
            self.form.people.first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def reason_editor(self) -> str:
        """Where a reason typed for words of a note not saved yet is journaled."""
        return "reason/capture"

    def keep_now(self) -> None:
        """The vault is about to close: journal what is typed, to be offered again."""
        self._how = "locked" if self.isVisible() else "aside"
        self.keeper.pause()
        if self.form.has_words:
            self.keeper.keep_now()

    def offer_kept(self) -> None:
        """After unlocking: bring back what was being written when the program stopped or was locked.

        Words on the page of an observation come back there.
        """
        self.hub.ask(kept_capture, while_alive(self, self._on_kept_found))
        self.hub.ask(last_unsaved, while_alive(self, self._on_unsaved_found))

    def put_aside(self) -> None:
        """Close the panel; the words stay in the journal and come back with the next opening."""
        self._how = "aside"
        if self.form.has_words:
            self.keeper.keep_now(lambda: self.hub.said.emit(_("Kept as a draft"), False))
        self.hide()
        came_from, self._came_from = self._came_from, None
        if came_from is not None and shiboken6.isValid(came_from) and came_from.isVisible():
            came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_escape(self) -> None:
        if not self.form.people.close_list():
            self.put_aside()

    def save(self) -> None:
        """Record it; what stops it is said at the field."""
        self._wants_detail = False
        self._save()

    def save_with_detail(self) -> None:
        """Record it and open its page."""
        self._wants_detail = True
        self._save()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # Its hints are no longer seen.
        self.hub.hints_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and self.layout() is not None:
            self._fit_width()

    def _lay_out(self) -> None:
        self.close_button = button("", "ghost", "x", name=_("Close"), tip=_("Close, and keep what is typed (Escape)"))
        self.close_button.clicked.connect(self.put_aside)
        self._scroll = scroll_area(self)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.form)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE_L, SPACE_L, 0, SPACE_L)
        outer.setSpacing(SPACE_M)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, SPACE_M, 0)
        head.addWidget(plain_label(_("New observation"), "section"), 1)
        head.addWidget(self.close_button)
        outer.addLayout(head)
        said = QVBoxLayout()
        said.setContentsMargins(0, 0, SPACE_L, 0)
        said.addWidget(self.banner)
        outer.addLayout(said)
        outer.addWidget(self._scroll, 1)
        outer.addLayout(self._foot())
        # Tab goes through the fields first; closing is what Escape is for.
        self.setTabOrder(self.discard, self.close_button)
        self._fit_width()

    def _foot(self) -> QVBoxLayout:
        self.problem = ProblemLabel(self, "strong")
        self.submit = button(_("Save observation"), kind="primary", tip=_("Ctrl+Enter"))
        self.submit.clicked.connect(self.save)
        self.detail = button(_("Add detail"), tip=_("Save, then write down the rest"))
        self.detail.clicked.connect(self.save_with_detail)
        self.discard = button(_("Discard"), kind="ghost")
        self.discard.clicked.connect(self._on_discard)
        self.discard.hide()
        foot = QVBoxLayout()
        foot.setContentsMargins(0, 0, SPACE_L, 0)
        foot.setSpacing(SPACE_S)
        foot.addWidget(self.problem)
        foot.addWidget(self.submit)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.detail)
        row.addStretch()
        row.addWidget(self.discard)
        foot.addLayout(row)
        foot.addWidget(plain_label(_("Saved on this computer only · Ctrl+Enter"), "small"))
        return foot

    def _fit_width(self) -> None:
        """Wide enough for a readable line, and for the widest field in a language with long words."""
        around = SPACE_L + self._scroll.verticalScrollBar().sizeHint().width()
        readable = min(self.fontMetrics().averageCharWidth() * WIDTH_CHARACTERS, self.window().width() * 2 // 5)
        self.setFixedWidth(max(readable, self.form.minimumSizeHint().width()) + around)

    def _contents(self) -> dict[str, Any]:
        return self.form.draft(self._how).body()

    def _read_people(self) -> None:
        self.hub.ask(lambda vault: (all_people(vault), vault.today), while_alive(self, self._show_people))

    def _show_people(self, answer: tuple[list[PersonRow], date]) -> None:
        self.form.show_people(*answer)
        preset, self._preset = self._preset, None
        if preset is not None:
            self.form.people.choose((preset,))
            self.form.show_notice()
        self._is_loaded = True
        if self._wants_save:
            self._wants_save = False
            self._save()

    def _offer_draft(self) -> None:
        names = ", ".join(self.form.people.typed())
        sentence = _("Kept as a draft about {names}.").format(names=names) if names else _("Kept as a draft.")
        self._offer(sentence)

    def _offer(self, sentence: str) -> None:
        self.banner.say(sentence, ((_("Keep"), self.form.focus_text), (_("Discard"), self._on_discard)))

    def _on_kept_found(self, answer: tuple[CaptureDraft | None, list[PersonRow], date]) -> None:
        draft, rows, today = answer
        self._show_people((rows, today))
        if draft is None or self.form.has_words:
            return
        self.form.fill(draft)
        self.discard.show()
        if draft.how == "aside":
            return
        self.show()
        if draft.how == "typing":
            self._offer(_("This was being written when the program stopped."))
        self.form.focus_text()

    def _on_unsaved_found(self, observation_id: int | None) -> None:
        if observation_id is not None:
            self.hub.observation_asked.emit(observation_id)

    def _save(self) -> None:
        if self._is_saving:
            return
        if not self._is_loaded:
            self._wants_save = True
            return
        self.problem.hide()
        self.form.clear_problems()
        unknown = self.form.people.unknown()
        if unknown:
            self._find_person(unknown)
            return
        stop = self.form.show_what_is_missing()
        if stop is not None:
            self._scroll.ensureWidgetVisible(stop)
            return
        text, people, day = self.form.text.text(), self.form.people.people(), self.form.date.date()
        details, given, language = self.form.details(), self.form.text.answers, self.form.text.language or None
        refused: list[ReviewAppError] = []
        self._is_saving = True
        self.keeper.pause()

        def record(vault: Vault) -> Changes:
            done = record_observation(vault, person_ids=people, text=text, observed_on=day, details=details)
            if not given and language is None:
                return done
            return with_answers(
                vault, done, field="behaviour", given=given, language=language, refused=refused
            )

        self.hub.act(
            record,
            initiator=self, saying=_("Saved"),
            then=while_alive(self, lambda changes: self._on_saved(text, changes, refused)),
            failed=while_alive(self, self._on_not_saved),
        )  # fmt: skip

    def _on_saved(self, text: str, changes: Changes, refused: Sequence[ReviewAppError]) -> None:
        self._is_saving = False
        self.form.text.forget_answers()
        self.banner.hide()
        # Letters typed while the commit was under way are the beginning of the next one.
        self.form.text.set_text(self.form.text.text().removeprefix(text).lstrip())
        self.form.reset_choices()
        self.discard.setVisible(self.form.has_words)
        self.keeper.keep_now()
        self.keeper.forget(editor=self.reason_editor())
        if self._wants_detail:
            self.hide()
            self.hub.observation_asked.emit(changes.id)
        else:
            self.form.focus_text()
        if refused:
            self._say_answer_not_kept(changes.id, refused[0])

    def _say_answer_not_kept(self, observation_id: int, error: ReviewAppError) -> None:
        """The words are saved; an answer to one of their hints is not, so the hint is open again."""
        sentence = _("Saved, but not the answer to a hint: {why}").format(why=in_one_line(error))
        if self.isHidden():
            self.hub.said.emit(sentence, False)
        else:
            self.banner.say(
                sentence, ((_("Open the observation"), lambda: self.hub.observation_asked.emit(observation_id)),)
            )

    def _on_not_saved(self, error: BaseException) -> None:
        self._is_saving = False
        self.keeper.touch()
        self._say_error(error, "")

    def _on_journal_failed(self, error: BaseException) -> None:
        self._say_error(error, _("What you type is not kept yet."))

    def _say_error(self, error: BaseException, first: str) -> None:
        if not isinstance(error, ReviewAppError):
            self.hub.failed.emit(error)
            return
        sentence = f"{first} {in_one_line(error)}".strip()
        self.problem.say(sentence)

    def _find_person(self, name: str) -> None:
        """A nickname or a part of the name may stand for somebody; two who fit are asked about, never guessed."""

        def found(person: Person) -> None:
            self._is_saving = False
            self.form.people.replace_unknown(person.id)
            if self.form.people.unknown() != name:
                self._save()

        self._is_saving = True
        self.hub.ask(
            lambda vault: find_person(vault, name=name), while_alive(self, found),
            while_alive(self, lambda error: self._on_person_refused(name, error)),
        )  # fmt: skip

    def _on_person_refused(self, name: str, error: BaseException) -> None:
        self._is_saving = False
        if not isinstance(error, ReviewAppError):
            self.hub.failed.emit(error)
            return
        sentence = _("There is nobody called {name} here yet.").format(name=name)
        self.form.people.say(sentence if isinstance(error, NotFound) else in_one_line(error))
        self.form.people.focus_open()

    def _on_add_asked(self, name: str) -> None:
        def done(changes: Changes) -> None:
            self.hub.ask(all_people, while_alive(self, lambda rows: self._take_new_person(rows, changes.id)))

        self.hub.act(
            lambda vault: add_person(vault, name=name), initiator=self, saying=_("Person added"),
            then=while_alive(self, done), failed=while_alive(self, lambda error: self._on_person_refused(name, error)),
        )  # fmt: skip

    def _take_new_person(self, rows: Sequence[PersonRow], person_id: int) -> None:
        self.form.people.set_people(rows)
        self.form.people.replace_unknown(person_id)
        self.form.focus_text()

    def _on_edited(self) -> None:
        self._how = "typing"
        self.discard.setVisible(self.form.has_words)
        self.keeper.touch()

    def _on_discard(self) -> None:
        """Thrown away on purpose, and still one press from coming back."""
        draft = self.form.draft("typing")
        self.form.text.forget_answers()
        self.problem.hide()
        self.form.clear_problems()
        self.form.text.set_text("")
        self.form.reset_choices()
        self.discard.hide()
        self.keeper.forget()
        self.keeper.forget(editor=self.reason_editor())
        self.banner.say(_("Discarded."), ((_("Bring it back"), lambda: self._bring_back(draft)),))
        self.form.focus_text()

    def _bring_back(self, draft: CaptureDraft) -> None:
        self.form.fill(draft)
        self._on_edited()
        self.form.focus_text()

    def _on_notice_asked(self, person_id: int) -> None:
        from reviewapp.ui.dialogs.notice import NoticeDialog

        NoticeDialog(self.hub, person_id, self.window()).open()

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        if self.isVisible() and changes.kinds & {"person", "notice"} and initiator is not self:
            self._read_people()

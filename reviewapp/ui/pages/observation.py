"""One observation with all its detail. Choices are saved when made; words are journaled and saved on leaving."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from reviewapp.actions.changes import Changes
from reviewapp.actions.finding_answers import answer_in_observation
from reviewapp.actions.history import observation_wordings, restore_in_observation
from reviewapp.actions.observations import (
    change_observation,
    complete_observation,
    remove_observation,
    tell,
    withdraw_observation,
)
from reviewapp.actions.people import add_person
from reviewapp.actions.text_language import say_language
from reviewapp.actions.vaults import Vault
from reviewapp.domain.errors import ReviewAppError
from reviewapp.domain.observation import missing_for_completion
from reviewapp.i18n import _
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.forms.column import readable_column
from reviewapp.ui.forms.fields import AnswerAt, TextField
from reviewapp.ui.forms.kept_banner import KeptBanner
from reviewapp.ui.forms.observation_data import (
    ObservationView,
    change_subject,
    differing,
    editor_of,
    read_view,
    reason_editor_of,
    save_words,
    unsaved_words,
)
from reviewapp.ui.forms.observation_form import ObservationForm
from reviewapp.ui.hub import Hub
from reviewapp.ui.journal import DraftKeeper
from reviewapp.ui.locking import SHOWN_BY
from reviewapp.ui.messages import sentence_of
from reviewapp.ui.pages.observation_acts import ClosingActs, MissingList, ObservationFoot
from reviewapp.ui.pages.observation_head import ObservationHead
from reviewapp.ui.pages.observation_origin import ObservationOrigin, ObservationRestriction
from reviewapp.ui.pages.observation_replies import ObservationReplies
from reviewapp.ui.pages.observation_rules import RulesCard
from reviewapp.ui.pages.page import Page
from reviewapp.ui.places import WordsAt
from reviewapp.ui.widgets.empty_state import EmptyState


class Saying(Protocol):
    """A part of the form that can say what stopped it."""

    def say(self, sentence: str) -> None:
        """Show one sentence; "" takes it away."""


class ObservationPage(Page):
    """`open` takes the id of an observation. `person_id` is the first person in it, for the capture panel."""

    interests = frozenset({"observation", "person", "notice", "role_profile", "review", "finding", "agreement"})

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(hub, parent)
        self.observation_id: int | None = None
        self._view: ObservationView | None = None
        self._pending = 0
        self._arrived = False
        self._wanted_words: WordsAt | None = None
        self._came_from: tuple[str, Any] = ("home", None)
        self._unsaved: dict[int, tuple[dict[str, str], dict[int, str]]] = {}
        self.keeper = DraftKeeper(hub, "", self._contents, self)
        self.keeper.failed.connect(self._on_journal_failed)
        self.keeper.kept.connect(self._show_saved_state)
        self.reason_keeper = DraftKeeper(hub, "", self._reason, self)
        self._lay_out()
        for keys, slot in (
            ("Ctrl+Return", self.save), ("Ctrl+Enter", self.save), ("Alt+Left", self._on_back_asked),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self, slot, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def person_id(self) -> int | None:
        """The first person in the observation shown."""
        subjects = self._view.observation.subjects if self._view is not None else ()
        return subjects[0].person_id if subjects else None

    def open(self, argument: Any) -> None:
        """Show this observation, or some words of it, or stay with the one shown."""
        self._remember_page_before()
        # Also the one shown before: the keyboard was on the page that was left.
        self._arrived = not self.isVisible()
        self._wanted_words = argument if isinstance(argument, WordsAt) else None
        if isinstance(argument, WordsAt):
            argument = argument.observation_id
        if not isinstance(argument, int) or argument == self.observation_id:
            self.refresh()
            return
        self.keep_now()
        self.observation_id, self._view = argument, None
        self.keeper.editor, self.reason_keeper.editor = editor_of(argument), reason_editor_of(argument)
        self.form.forget()
        self.acts.forget()
        self.missing.hide()
        self.banner.hide()
        self._scroll.verticalScrollBar().setValue(0)
        self.refresh()

    def refresh(self) -> None:
        """Read again what is shown; an answer that changes on their way would contradict is dropped."""
        wanted = self.observation_id
        if wanted is None:
            self._stack.setCurrentWidget(self.gone)
            return
        self.hub.ask(lambda vault: read_view(vault, wanted), while_alive(self, lambda view: self._show(wanted, view)))

    def reason_editor(self) -> str:
        """Where a reason typed for words of this observation is journaled."""
        return f"reason/observation/{self.observation_id}" if self.observation_id is not None else ""

    def keep_now(self) -> None:
        """The page is being left or the vault closed: what is typed is saved."""
        if self._view is None:
            return
        if self.reason_keeper.is_behind:
            self.reason_keeper.keep_now()
        self.form.settle()
        texts, views = self.form.changed_words()
        if not texts.get("behaviour", "x").strip():
            # What happened cannot be empty: the wording before stays in force.
            texts.pop("behaviour")
            self.form.fields["behaviour"].show_from(self._view.observation)
        self._save_words(texts, views, saying="")

    def save(self) -> None:
        """Save the words."""
        texts, views = self.form.changed_words()
        self._save_words(texts, views, saying=_("Saved"))

    def complete(self) -> None:
        """Save the words, then make it evidence; or list what is missing."""
        wanted = self.observation_id
        if wanted is None:
            return
        self.form.settle()
        texts, views = self.form.changed_words()
        self._save_words(texts, views, saying="")

        def look(view: ObservationView | None) -> None:
            missing = missing_for_completion(view.observation) if view is not None else []
            self._show(wanted, view)
            self.missing.show_missing(missing)
            if missing:
                self._scroll.verticalScrollBar().setValue(0)
                next(iter(self.missing.links.values())).setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self._act(
                    lambda vault: complete_observation(vault, observation_id=wanted),
                    saying=_("Complete: it can be shared now"),
                )

        self.hub.ask(lambda vault: read_view(vault, wanted), while_alive(self, look))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.keep_now()

    def _lay_out(self) -> None:
        self.head, self.foot = ObservationHead(), ObservationFoot()
        self.banner, self.missing = KeptBanner(), MissingList()
        self.form, self.acts, self.rules = ObservationForm(), ClosingActs(), RulesCard(self.hub)
        self._connect_parts()
        self.replies = ObservationReplies(self.hub)
        self.origin, self.restriction = ObservationOrigin(self.hub), ObservationRestriction(self.hub)
        parts = (self.origin, self.restriction, self.replies, self.form, self.rules, self.acts)
        self._scroll = readable_column((self.banner, self.missing, *parts))
        shown = QWidget()
        outer = QVBoxLayout(shown)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(self.foot)
        self.gone = EmptyState("archive", "")
        self.gone.action_asked.connect(self._on_back_asked)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(shown)
        self._stack.addWidget(self.gone)
        self.gone.set_texts(_("This observation is in the bin."), _("Back"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect_parts(self) -> None:
        self.head.back_asked.connect(self._on_back_asked)
        self.foot.save_asked.connect(self.save)
        self.foot.complete_asked.connect(self.complete)
        self.form.typed.connect(self._on_typed)
        self.form.change_asked.connect(self._on_change_asked)
        self.form.subject_change_asked.connect(self._on_subject_change_asked)
        self.form.answered.connect(self._on_answered)
        self.form.language_said.connect(self._on_language_said)
        self.form.told.connect(self._on_told)
        self.form.add_person_asked.connect(self._on_add_person_asked)
        self.missing.chosen.connect(self._on_missing_chosen)
        self.acts.withdraw_asked.connect(self._on_withdraw_asked)
        self.acts.bin_asked.connect(self._on_bin_asked)
        self.acts.history_asked.connect(self._on_history_asked)
        self.acts.reason.edited.connect(self.reason_keeper.touch)

    def _show(self, wanted: int, view: ObservationView | None) -> None:
        if wanted != self.observation_id or self._pending:
            return
        if view is None:
            self._view = None
            self._stack.setCurrentWidget(self.gone)
            return
        is_first = self._view is None
        self._view = view
        self._stack.setCurrentIndex(0)
        self.head.show_observation(view.observation)
        self.form.show_view(view)
        self.acts.show_observation(view.observation)
        self.replies.show_for(wanted)
        self.origin.show_observation(view.observation)
        self.restriction.show_observation(view.observation)
        self.rules.show_for(view.observation.id)
        open_jot = not view.observation.completed and not view.observation.withdrawn
        self.foot.complete.setVisible(open_jot)
        self.foot.setVisible(not view.observation.written_by)  # nothing can be typed into it
        if not self.missing.isHidden():
            self.missing.show_missing(missing_for_completion(view.observation) if open_jot else ())
        if is_first:
            self._show_kept(view)
        if is_first or self._arrived:
            self._arrived = False
            self._take_focus(open_jot)
        if is_first:
            self.acts.offer(view.reason)
        words, self._wanted_words = self._wanted_words, None
        if words is not None:
            self.form.show_words(words.field, words.span)
        self._show_saved_state()

    def _show_kept(self, view: ObservationView) -> None:
        """Words that were typed and never saved come back into their fields, and are said to."""
        (texts, views), sentence = unsaved_words(view), _("This was being written when the program stopped.")
        if view.observation.id in self._unsaved:
            texts, views = differing(view.observation, *self._unsaved.pop(view.observation.id))
            sentence = _("This could not be saved before.")
        if texts or views:
            self.form.show_typed(texts, views)
            self.banner.say(sentence, ((_("Keep"), self.save), (_("Discard"), self._on_discard)))
        elif view.kept:
            self.keeper.forget()

    def _take_focus(self, open_jot: bool) -> None:
        """Where one goes on writing, or at the top; somebody typing elsewhere is left alone."""
        focused = QApplication.focusWidget()
        types = isinstance(focused, QLineEdit | QPlainTextEdit | QComboBox)
        if self.isVisible() and (focused is None or self.isAncestorOf(focused) or not types):
            asked = self.form.questions.asked
            if open_jot and asked:
                # What an import left open is what one came for.
                self._on_missing_chosen(asked)
            elif open_jot:
                self.form.fields["situation"].take_focus()
            else:
                self.head.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _contents(self) -> dict[str, Any]:
        texts, views = self.form.changed_words()
        return {"texts": texts, "views": {str(one): text for one, text in views.items()}} if texts or views else {}

    def _reason(self) -> dict[str, Any]:
        text = self.acts.reason.text()
        return {"text": text} if text.strip() else {}

    def _show_saved_state(self) -> None:
        texts, views = self.form.changed_words()
        sentence = _("Everything is saved.")
        if texts or views:
            sentence = _("Kept while you type; saved with Ctrl+Enter or when you leave.")
        self.foot.show_state(sentence)

    def _save_words(self, texts: dict[str, str], views: dict[int, str], *, saying: str) -> None:
        wanted = self.observation_id
        if wanted is None:
            return
        if not texts and not views:
            if saying:
                self.hub.said.emit(_("Everything is saved."), False)
            return
        self.keeper.pause()

        def saved(_changes: Changes) -> None:
            if self.observation_id == wanted:
                self.banner.hide()
                # What was typed while the commit was under way stays in the journal; nothing else does.
                self.hub.ask(lambda vault: read_view(vault, wanted), while_alive(self, self._show_and_keep))
            else:
                self.keeper.forget(editor=editor_of(wanted))

        def failed(error: BaseException) -> None:
            if self.observation_id == wanted:
                self.keeper.touch()
                self.form.fields["behaviour"].say(sentence_of(error))
            else:
                self._unsaved[wanted] = (texts, views)
            if self.observation_id != wanted or not isinstance(error, ReviewAppError):
                self.hub.failed.emit(error)

        self._act(lambda vault: save_words(vault, wanted, texts, views), saying=saying, then=saved, failed=failed)

    def _show_and_keep(self, view: ObservationView | None) -> None:
        if view is not None:
            self._show(view.observation.id, view)
            self.keeper.keep_now()

    def _act(
        self, action: Callable[[Vault], Changes], *, saying: str = "", at: Saying | None = None,
        then: Callable[[Changes], None] | None = None, failed: Callable[[BaseException], None] | None = None,
    ) -> None:  # fmt: skip
        """Do it, then read again what is shown; a refusal is said at the part it came from."""
        self._pending += 1

        def done(changes: Changes) -> None:
            self._pending -= 1
            if then is not None:
                then(changes)
            self.refresh()

        def refused(error: BaseException) -> None:
            self._pending -= 1
            self.refresh()
            if failed is not None:
                failed(error)
            elif at is not None and isinstance(error, ReviewAppError):
                at.say(sentence_of(error))
            else:
                self.hub.failed.emit(error)

        self.hub.act(
            action, initiator=self, saying=saying, then=while_alive(self, done), failed=while_alive(self, refused)
        )

    def _on_change_asked(self, changes: Mapping[str, Any], at: Saying) -> None:
        wanted = self.observation_id
        if wanted is not None:
            self._act(lambda vault: change_observation(vault, observation_id=wanted, **changes), at=at)

    def _on_subject_change_asked(self, person_id: int, changes: Mapping[str, Any], at: Saying) -> None:
        wanted = self.observation_id
        if wanted is not None:
            self._act(lambda vault: change_subject(vault, wanted, person_id, changes), at=at)

    def _on_answered(self, field: TextField) -> None:
        self.keep_now()
        wanted = self.observation_id
        for given in field.edit.take_answers() if wanted is not None else ():
            act = partial(answer_in_observation, observation_id=wanted or 0, field=field.name, given=given)
            self._act(act, saying=_("Kept with its reason"), at=AnswerAt(field, given))

    def _on_language_said(self, field: TextField, language: str) -> None:
        self.keep_now()
        if self._view is not None:
            uid, name = self._view.observation.uid, field.name
            self._act(
                lambda vault: say_language(vault, record_uid=uid, field=name, language=language or None), at=field
            )

    def _on_told(self, person_id: int, day: date, how: str, at: Saying) -> None:
        wanted = self.observation_id
        if wanted is not None:
            self._act(
                lambda vault: tell(vault, observation_id=wanted, told_on=day, person_ids=(person_id,), how=how),
                saying=_("Recorded that they were told"), at=at,
            )  # fmt: skip

    def _on_add_person_asked(self, name: str) -> None:
        def added(changes: Changes) -> None:
            self.form.people.set_typed(["" if one == name else one for one in self.form.people.typed()])
            people = tuple(dict.fromkeys((*self.form.people.people(), changes.id)))
            self._on_change_asked({"person_ids": people}, self.form.people)

        self._act(
            lambda vault: add_person(vault, name=name), saying=_("Person added"), at=self.form.people, then=added
        )

    def _on_withdraw_asked(self, reason: str) -> None:
        wanted = self.observation_id
        if wanted is not None:
            self._act(
                lambda vault: withdraw_observation(vault, observation_id=wanted, reason=reason),
                saying=_("Withdrawn"), at=self.acts, then=lambda _changes: self.reason_keeper.forget(),
            )  # fmt: skip

    def _on_bin_asked(self) -> None:
        wanted = self.observation_id
        if wanted is not None:
            self.keep_now()
            self._act(
                lambda vault: remove_observation(vault, observation_id=wanted), saying=_("Moved to the bin"),
                at=self.acts, then=lambda _changes: self._on_back_asked(),
            )  # fmt: skip

    def _on_history_asked(self) -> None:
        from reviewapp.ui.dialogs.history import HistoryDialog

        wanted = self.observation_id
        if wanted is not None:
            self.keep_now()
            HistoryDialog(
                self.hub, lambda vault: observation_wordings(vault, observation_id=wanted),
                lambda vault, uid: restore_in_observation(vault, observation_id=wanted, wording_uid=uid), self.window(),
            ).open()  # fmt: skip

    def _on_missing_chosen(self, what: str) -> None:
        if what == "notice":
            self._ask_notice()
            return
        target = self.form.focus_missing(what)
        if target is not None:
            self._scroll.ensureWidgetVisible(target)

    def _ask_notice(self) -> None:
        from reviewapp.ui.dialogs.notice import NoticeDialog

        subjects = self._view.observation.subjects if self._view is not None else ()
        waiting = [subject.person_id for subject in subjects if not subject.noticed]
        if waiting:
            NoticeDialog(self.hub, waiting[0], self.window()).open()

    def _on_typed(self) -> None:
        self.keeper.touch()
        self._show_saved_state()

    def _on_discard(self) -> None:
        self.form.revert()
        self.keeper.forget()
        self._show_saved_state()

    def _on_journal_failed(self, error: BaseException) -> None:
        self.foot.show_state(f"{_('What you type is not kept yet.')} {sentence_of(error)}")

    def _remember_page_before(self) -> None:
        window = self.window()
        name = getattr(window, "current_page", "")
        if name and name != "observation":
            before = getattr(window, "pages").currentWidget()  # noqa: B009  (the window is known only by its contract)
            self._came_from = (name, getattr(before, SHOWN_BY.get(name, ""), None))

    def _on_back_asked(self) -> None:
        self.hub.page_asked.emit(*self._came_from)

"""The review: on the left the evidence of the period, on the right the sections; the head moves it on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from reviewapp.actions.changes import Changes
from reviewapp.actions.evidence_days import review_days
from reviewapp.actions.finding_answers import Stop
from reviewapp.actions.history import restore_in_review, review_wordings
from reviewapp.actions.queries import all_people, evidence
from reviewapp.actions.reading_as import BOTH
from reviewapp.actions.review_questions import Question, dismiss_question, review_questions
from reviewapp.actions.review_views import ReviewDesk, ReviewRow, all_reviews, review_desk
from reviewapp.actions.reviews import cite, seal_review, share_review, uncite
from reviewapp.actions.sentences import in_one_line, in_words
from reviewapp.actions.shapes import EvidenceDays, TimelineCard
from reviewapp.actions.signature_state import SignatureState, signature_state
from reviewapp.actions.vaults import Vault
from reviewapp.domain.errors import NotFound, ReviewAppError, RuleRefused
from reviewapp.i18n import _
from reviewapp.ui.dialogs.begin_review import BeginReviewDialog
from reviewapp.ui.dialogs.finish import ActDialog, FinishDialog
from reviewapp.ui.dialogs.focus import FocusDialog
from reviewapp.ui.dialogs.person import PersonDialog
from reviewapp.ui.dialogs.preview import PreviewDialog
from reviewapp.ui.dialogs.recall import RecallDialog
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.home_again import open_practice_note
from reviewapp.ui.pages.page import Page
from reviewapp.ui.pages.review_evidence import EvidencePane
from reviewapp.ui.pages.review_header import ReviewHeader
from reviewapp.ui.pages.review_list import ReviewList
from reviewapp.ui.pages.review_other_side_acts import act_on_other_side
from reviewapp.ui.pages.review_sections import SectionsPane
from reviewapp.ui.places import RepliesOf, WordsAt
from reviewapp.ui.widgets.checked_text import MOST_HINTS
from reviewapp.ui.widgets.hint_area import HintArea

Answer = tuple[ReviewDesk, list[TimelineCard], tuple[int, ...], EvidenceDays]


class ReviewPage(Page):
    """All reviews, or one of them. ``person_id`` is whom the shown one is about, for the capture panel."""

    interests = frozenset(
        {"growth", "practice_note", "person", "observation", "review", "notice", "role_profile", "finding", "words",
         "self_assessment"}
    )  # fmt: skip

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(hub, parent)
        self.person_id: int | None = None
        self.review_id: int | None = None
        self.desk: ReviewDesk | None = None
        self._wants_cursor = self._wants_replies = False
        self.list = ReviewList(self)
        self.list.review_opened.connect(self.open)
        self.list.begin_asked.connect(lambda: self._begin_review(None))
        self.list.export_asked.connect(self._export_several)
        self.list.people_asked.connect(lambda: hub.page_asked.emit("people", None))
        self.header = ReviewHeader(self)
        self.header.act_asked.connect(self._on_act_asked)
        self.evidence = EvidencePane(self)
        self.evidence.cite_asked.connect(self._on_cite_asked)
        self.evidence.uncite_asked.connect(self._on_uncite_asked)
        self.evidence.observation_asked.connect(hub.observation_asked)
        self.evidence.outcomes_asked.connect(self._on_outcomes_asked)
        self.evidence.capture_asked.connect(lambda: hub.capture_asked.emit(self.person_id))
        self.sections = SectionsPane(hub, self)
        self.sections.removal_asked.connect(self._on_uncite_asked)
        self.sections.reading_needed.connect(self.refresh)
        self.sections.text_written.connect(self._read_questions)
        hub.hints_changed.connect(self._on_hints_changed)
        self.questions = self.evidence.questions
        self.questions.place_asked.connect(self._on_question_followed)
        self.questions.dismissed.connect(self._on_question_dismissed)
        self.questions.recall_asked.connect(self._on_recall_asked)
        self._lay_out()
        self._shortcuts()

    def open(self, argument: Any) -> None:
        """Show one review by its id, the replies to it (`RepliesOf`), or with None the list of all."""
        wants_replies = isinstance(argument, RepliesOf)
        argument = argument.review_id if wants_replies else argument
        if argument != self.review_id:
            self.sections.forget()
            self.evidence.begin()
            self.header.signatures.hide()
            self.desk, self.person_id = None, None
        self.review_id = argument
        self._wants_cursor, self._wants_replies = not wants_replies, wants_replies
        if argument is not None and self.desk is None:
            # What was shown before must not be taken for what was asked for.
            self._stack.setCurrentWidget(self._blank)
        self._stale = False
        self.refresh()

    def refresh(self) -> None:
        """Read the review, or the list, again."""
        review_id = self.review_id
        if review_id is None:
            self.hub.ask(lambda vault: (all_reviews(vault), bool(all_people(vault))), self._show_list)
            return

        def read(vault: Vault) -> Answer:
            cards, cited = evidence(vault, review_id=review_id)
            days = review_days(vault, review_id=review_id)
            return review_desk(vault, review_id=review_id), cards, cited, days

        self.hub.ask(read, self._show_desk, self._on_not_found)
        self._read_questions()
        self._on_hints_changed()

    def reason_editor(self) -> str:
        """Where a reason typed for words or a question of this review is journaled."""
        return f"reason/review/{self.review_id}" if self.review_id is not None else ""

    def keep_now(self) -> None:
        """The vault is about to close: write what was typed."""
        if self.sections.writer is not None:
            self.sections.writer.save_all()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.sections.writer is not None and not event.spontaneous():
            self.sections.writer.save_all()

    def _lay_out(self) -> None:
        self._desk_part = QWidget(self)
        column = QVBoxLayout(self._desk_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setChildrenCollapsible(False)
        panes.setHandleWidth(1)
        panes.addWidget(self.evidence)
        panes.addWidget(self.sections)
        panes.setStretchFactor(0, 2)
        panes.setStretchFactor(1, 3)
        # Otherwise screen readers meet the panes from the last to the first.
        for shown in (self.evidence, self.sections, panes.handle(1)):
            shown.raise_()
        column.addWidget(panes, 1)
        self._blank = QWidget(self)
        self._stack = QStackedWidget(self)
        for part in (self._blank, self.list, self._desk_part):
            self._stack.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _shortcuts(self) -> None:
        for keys, slot in (
            ("F6", self._on_other_pane), ("Ctrl+PgDown", lambda: self.sections.step(1)),
            ("Ctrl+PgUp", lambda: self.sections.step(-1)), ("Ctrl+Return", self._on_save_asked),
            ("Ctrl+Enter", self._on_save_asked),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self._desk_part, slot, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _show_list(self, answer: tuple[list[ReviewRow], bool]) -> None:
        if self.review_id is not None:
            return
        rows, has_people = answer
        self.list.show_reviews(rows, has_people=has_people)
        self._stack.setCurrentWidget(self.list)
        if self._wants_cursor:
            self._wants_cursor = False
            self.list.set_cursor()

    def _show_desk(self, answer: Answer) -> None:
        desk, cards, cited, days = answer
        if desk.id != self.review_id:
            return
        self.desk, self.person_id = desk, desk.person_id
        self.header.show_desk(desk)
        if desk.is_finished:
            self._read_signatures(desk.id)
        self.evidence.show_evidence(cards, cited, desk, days)
        self.sections.show_desk(desk)
        self._stack.setCurrentWidget(self._desk_part)
        if self._wants_cursor:
            self._wants_cursor = False
            self.evidence.set_cursor()
        elif self._wants_replies:
            self._wants_replies = False
            # The page has its heights only once it was shown.
            QTimer.singleShot(0, self, self.sections.show_last)

    def _read_signatures(self, review_id: int) -> None:
        """Checking signatures takes longer than reading words: the page stands before."""

        def show(state: SignatureState) -> None:
            if self.review_id == review_id:
                self.header.show_signatures(state)

        self.hub.ask(lambda vault: signature_state(vault, review_id=review_id), while_alive(self, show))

    def _on_not_found(self, error: BaseException) -> None:
        """The review went to the bin, perhaps by an undo: the list is where one can go on."""
        if isinstance(error, NotFound):
            if self.review_id is not None:
                self.open(None)
        else:
            self.hub.failed.emit(error)

    def _on_cite_asked(self, observation_id: int) -> None:
        self._change_citation(cite, observation_id, _("Cited"))

    def _on_uncite_asked(self, observation_id: int) -> None:
        self._change_citation(uncite, observation_id, _("Taken out of the review"))

    def _change_citation(self, verb: Callable[..., Changes], observation_id: int, saying: str) -> None:
        """Cite or take out; a rule that refuses is explained beside the evidence, with the way on."""
        review_id = self.review_id
        if review_id is None:
            return

        def refused(error: BaseException) -> None:
            if isinstance(error, RuleRefused):
                self.evidence.say_refusal(observation_id, *in_words(error))
            else:
                self.hub.failed.emit(error)

        self.hub.act(
            lambda vault: verb(vault, review_id=review_id, observation_id=observation_id), saying=saying, failed=refused
        )

    def _on_act_asked(self, act: str) -> None:
        desk = self.desk
        if act == "back":
            self.open(None)
        elif desk is None:
            return
        elif act in {"preview", "export", "signed_file"}:
            self._preview(desk.id, act)
        elif act == "copy_out":
            self._copy_out(desk.id)
        elif act == "history":
            self._history(desk.id)
        elif act == "seal":
            self.hub.act(lambda vault: seal_review(vault, review_id=desk.id), saying=_("Sealed"))
        elif act == "share":
            self._share(desk)
        elif act == "hand_over":
            self._hand_over(desk)
        elif act == "finish":
            self._finish(desk)
        elif act == "again":
            self._begin_review(desk)
        else:
            act_on_other_side(act, self.hub, desk, self)

    def _history(self, review_id: int) -> None:
        from reviewapp.ui.dialogs.history import HistoryDialog

        HistoryDialog(
            self.hub, lambda vault: review_wordings(vault, review_id=review_id),
            lambda vault, uid: restore_in_review(vault, review_id=review_id, wording_uid=uid), self.window(),
        ).open()  # fmt: skip

    def _on_outcomes_asked(self) -> None:
        from reviewapp.ui.dialogs.outcomes_beside import OutcomesBesideDialog

        if self.desk is not None:
            # Not modal: one looks at it while one writes.
            OutcomesBesideDialog(self.hub, self.desk.period_from, self.desk.period_to, self.window()).show()

    def _preview(self, review_id: int, act: str) -> None:
        self._on_save_asked()
        dialog = PreviewDialog(self.hub, review_id, self)
        dialog.hand_over_asked.connect(self._on_hand_over_asked)
        if act == "export":
            dialog.begin_saving()
        elif act == "signed_file":
            dialog.show_for(BOTH)
        dialog.open()

    def _share(self, desk: ReviewDesk) -> None:
        ActDialog(
            self.hub, title=_("Shared with {name}").format(name=desk.person),
            explanation=_("The day the draft was handed over, or gone through together. It can still be changed."),
            day_label=_("Shared on"), act_label=_("Record the day"), today=desk.today,
            action=lambda vault, day: share_review(vault, review_id=desk.id, shared_on=day),
            saying=_("Recorded as shared"), parent=self,
        ).open()

    def _copy_out(self, review_id: int) -> None:
        from reviewapp.ui.dialogs.copy_out import CopyOutDialog

        CopyOutDialog(self.hub, review_id, self).open()

    def _export_several(self) -> None:
        from reviewapp.ui.dialogs.export_several import ExportSeveralDialog

        ExportSeveralDialog(self.hub, self).open()

    def _on_hand_over_asked(self, looked_at: str) -> None:
        if self.desk is not None:
            self._hand_over(self.desk, looked_at)

    def _hand_over(self, desk: ReviewDesk, looked_at: str = "") -> None:
        from reviewapp.ui.dialogs.share import ShareReviewDialog

        self._on_save_asked()
        ShareReviewDialog(self.hub, desk, self, looked_at=looked_at).open()

    def _finish(self, desk: ReviewDesk) -> None:
        self._on_save_asked()
        dialog = FinishDialog(self.hub, desk, self)
        dialog.place_asked.connect(self._on_place_asked)
        dialog.open()

    def _begin_review(self, after: ReviewDesk | None) -> None:
        """Choose whom and when; after a finished review the next period is proposed."""

        def show(answer: tuple[Any, Any]) -> None:
            people, today = answer
            first = after.period_to + timedelta(days=1) if after and after.period_to < today else None
            dialog = BeginReviewDialog(
                self.hub, people, today, person_id=after.person_id if after else None, first=first, parent=self
            )
            dialog.begun.connect(self.open)
            dialog.open()

        self.hub.ask(lambda vault: (all_people(vault), vault.today), show)

    def _on_place_asked(self, stop: Stop) -> None:
        """Go to the exact place of what stops the review."""
        desk = self.desk
        if stop.observation_id and stop.finding is not None:
            self.hub.page_asked.emit("observation", WordsAt(stop.observation_id, stop.field, stop.span))
        elif stop.observation_id:
            if self.evidence.show_card(stop.observation_id):
                self.evidence.say_refusal(stop.observation_id, stop.sentence, stop.next_step)
            else:
                self.hub.observation_asked.emit(stop.observation_id)
        elif stop.place:
            self.sections.show_words(stop.place, stop.span)
        elif desk is not None and stop.field == "agreed_growth":
            self.hub.page_asked.emit("people", desk.person_id)
        elif stop.field == "practice_note":
            open_practice_note(self.hub, self)
        elif desk is not None and stop.field.startswith("agreed_"):
            FocusDialog(self.hub, desk.person_id, self, agreed_by=desk.period_to).open()
        elif desk is not None and stop.field.startswith("person_"):
            PersonDialog(self.hub, desk.person_id, self).open()

    def _read_questions(self) -> None:
        wanted = self.review_id
        if wanted is None:
            return

        def show(questions: list[Question]) -> None:
            if self.review_id == wanted and self.desk is not None:
                self.questions.show_questions(() if self.desk.is_finished else questions)

        self.hub.ask(lambda vault: review_questions(vault, review_id=wanted), show, self._on_not_found)

    def _on_hints_changed(self) -> None:
        """Three checks at once in the whole window, whoever shows them."""
        areas = self.window().findChildren(HintArea) if self.isVisible() else []
        self.questions.set_room(MOST_HINTS - sum(len(area.cards) for area in areas if area.isVisible()))

    def _on_question_followed(self, question: Question) -> None:
        if question.observation_id:
            self.evidence.show_card(question.observation_id)
        else:
            self.sections.show_words(question.place, question.span)

    def _on_question_dismissed(self, question: Question, reason: str) -> None:
        review_id = self.review_id
        if review_id is None:
            return

        def refused(error: BaseException) -> None:
            if isinstance(error, ReviewAppError):
                self.questions.say(question, in_one_line(error))
            else:
                self.hub.failed.emit(error)

        self.hub.act(
            lambda vault: dismiss_question(vault, review_id=review_id, question=question, reason=reason),
            saying=_("Put aside with its reason"), failed=refused,
        )

    def _on_recall_asked(self) -> None:
        if self.desk is not None:
            RecallDialog(self.hub, self.desk, self).show()

    def _on_other_pane(self) -> None:
        focused = self.window().focusWidget()
        if focused is not None and self.evidence.isAncestorOf(focused):
            self.sections.set_cursor()
        else:
            self.evidence.set_cursor()

    def _on_save_asked(self) -> None:
        if self.sections.writer is not None:
            self.sections.writer.save_all()

"""Capture: one person, one sentence, AI's part, the response, the day. Saved in four actions or fewer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from reviewapp.actions.changes import Changes
from reviewapp.actions.observations import Details, record_observation
from reviewapp.actions.people import add_person, find_person
from reviewapp.actions.queries import all_people
from reviewapp.actions.shapes import PersonRow
from reviewapp.domain.errors import NotFound, ReviewAppError
from reviewapp.domain.observation import DEFAULTS
from reviewapp.i18n import _
from reviewapp.ui import words
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.forms.kept_banner import KeptBanner
from reviewapp.ui.forms.offered import offered
from reviewapp.ui.forms.people_field import PeopleField
from reviewapp.ui.hub import Hub
from reviewapp.ui.journal import DraftKeeper
from reviewapp.ui.pages.capture_draft import CaptureDraft, kept_capture
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.chip_group import ChipGroup
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.labels import field_label, plain_label
from reviewapp.ui.widgets.text_edit import GrowingTextEdit

WIDTH_CHARACTERS = 50


class CapturePanel(QFrame):
    """Lies at the trailing edge of the window. What is typed here is journaled; Escape closes it and loses nothing."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hub = hub
        self.setProperty("kind", "side-end")
        self.setAccessibleName(_("New observation"))
        self._today = date.today()
        self._preset: int | None = None
        self._is_loaded = False
        self._is_saving = False
        self._detail_wanted = False
        self._how = "typing"
        self._came_from: QWidget | None = None
        self.keeper = DraftKeeper(hub, "capture", self._contents, self)
        self.keeper.failed.connect(self._on_journal_failed)
        self._make_fields()
        self._lay_out()
        for keys, slot in (
            ("Ctrl+Return", self.save), ("Ctrl+Enter", self.save), ("Escape", self.put_aside),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self, slot, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        hub.changed.connect(self._on_changed)

    def begin(self, person_id: int | None) -> None:
        """Open the panel for a person, or for somebody to be named; words kept earlier come back first."""
        focused = QApplication.focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self._came_from = focused
        has_words, was_hidden = bool(self.text.text().strip()), not self.isVisible()
        self._preset = None if has_words else person_id
        self._how = "typing"
        self.show()
        self._read_people()
        if has_words and was_hidden:
            self._offer_draft()
        elif not has_words and was_hidden:
            self.banner.hide()
            self.date.set_date(self._today)
        if has_words or self._preset is not None or self.people.people():
            self._focus_text()
        else:
            self.people.first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keep_now(self) -> None:
        """The vault is about to close: journal what is typed, to be offered again."""
        self._how = "locked" if self.isVisible() else "aside"
        self.keeper.pause()
        if self.text.text().strip():
            self.keeper.keep_now()

    def offer_kept(self) -> None:
        """After unlocking: bring back what was being written when the program stopped or was locked."""
        self.hub.ask(kept_capture, while_alive(self, self._on_kept_found))

    def put_aside(self) -> None:
        """Close the panel; the words stay in the journal and come back with the next opening."""
        self._how = "aside"
        if self.text.text().strip():
            self.keeper.keep_now(lambda: self.hub.said.emit(_("Kept as a draft"), False))
        self.hide()
        came_from, self._came_from = self._came_from, None
        if came_from is not None and shiboken6.isValid(came_from) and came_from.isVisible():
            came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Record it; what stops it is said at the field."""
        self._detail_wanted = False
        self._save()

    def save_with_detail(self) -> None:
        """Record it and open its page."""
        self._detail_wanted = True
        self._save()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "_fields"):
            self._fit_width()

    def _make_fields(self) -> None:
        self.people = PeopleField(_("Person"))
        self.people.changed.connect(self._on_people_changed)
        self.people.add_asked.connect(self._on_add_person)
        self.text = GrowingTextEdit(
            _("What happened"), _("One thing you saw or heard, and its effect."), min_lines=6, max_lines=16
        )
        self.text.edited.connect(self._on_text_edited)
        self.ai_part = ChipGroup(words.field("ai_part"), offered("ai_part"))
        self.response = ChipGroup(words.field("response"), offered("response"))
        self.date = DateField(lambda: self._today, _("Date"))
        for part in (self.ai_part, self.response, self.date):
            part.picked.connect(self.keeper.touch)
        self.banner = KeptBanner()
        self.text_problem, self.problem = plain_label("", "small"), plain_label("", "strong")
        self.notice_line = plain_label("", "small")
        self.notice_button = button(_("Give the notice …"), kind="ghost")
        self.notice_button.clicked.connect(self._on_give_notice)
        self.submit = button(_("Save observation"), kind="primary", tip=_("Ctrl+Enter"))
        self.submit.clicked.connect(self.save)
        self.detail = button(_("Add detail"))
        self.detail.clicked.connect(self.save_with_detail)
        self.discard = button(_("Discard"), kind="ghost")
        self.discard.clicked.connect(self._on_discard)
        self.close_button = button("", "ghost", "x", name=_("Close"), tip=_("Close, and keep what is typed (Escape)"))
        self.close_button.clicked.connect(self.put_aside)
        for hidden in (self.text_problem, self.problem, self.notice_line, self.notice_button, self.discard):
            hidden.hide()
        self._reset_choices()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE_L, SPACE_L, 0, SPACE_L)
        outer.setSpacing(SPACE_M)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, SPACE_M, 0)
        head.addWidget(plain_label(_("New observation"), "section"), 1)
        head.addWidget(self.close_button)
        outer.addLayout(head)
        self._fields = QWidget()
        self._fields.setProperty("kind", "page")
        column = QVBoxLayout(self._fields)
        column.setContentsMargins(0, 0, SPACE_L, 0)
        column.setSpacing(SPACE_XS)
        column.addWidget(self.banner)
        self._row(column, _("Person"), self.people, self.notice_line)
        column.insertWidget(column.count() - 1, self.notice_button, 0, Qt.AlignmentFlag.AlignLeading)
        self._row(column, _("What happened"), self.text, self.text_problem)
        for label, control in (
            (words.field("ai_part"), self.ai_part), (words.field("response"), self.response), (_("Date"), self.date),
        ):  # fmt: skip
            self._row(column, label, control)
        column.addStretch()
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._fields)
        outer.addWidget(self._scroll, 1)
        outer.addLayout(self._foot())
        self._fit_width()

    def _row(self, column: QVBoxLayout, label: str, control: QWidget, under: QLabel | None = None) -> None:
        column.addWidget(field_label(label, control))
        column.addWidget(control)
        if under is not None:
            column.addWidget(under)
        column.addSpacing(SPACE_M)

    def _foot(self) -> QVBoxLayout:
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
        wanted = max(self.fontMetrics().averageCharWidth() * WIDTH_CHARACTERS, self._fields.minimumSizeHint().width())
        self.setFixedWidth(wanted + around)

    def _read_people(self) -> None:
        self.hub.ask(lambda vault: (all_people(vault), vault.today), while_alive(self, self._show_people))

    def _show_people(self, answer: tuple[list[PersonRow], date]) -> None:
        rows, today = answer
        if self.date.date() == self._today != today:
            self.date.set_date(today)
        self._today = today
        self.people.set_people(rows)
        if self._preset is not None:
            self.people.choose((self._preset,))
            self._preset = None
        self._is_loaded = True
        self._show_notice()

    def _show_notice(self) -> None:
        waiting = [row for row in self.people.rows() if row.notice_on is None]
        self.notice_line.setText(_("Kept as a private jot until the notice is handed over."))
        if len(self.people.people()) > 1:
            names = ", ".join(row.name for row in waiting)
            self.notice_line.setText(_("Kept as a private jot until the notice is handed to {names}.").format(names=names))
        self.notice_line.setVisible(bool(waiting))
        self.notice_button.setVisible(bool(waiting))

    def _contents(self) -> dict[str, Any]:
        return CaptureDraft(
            text=self.text.text(), people=tuple(self.people.typed()), ai_part=self.ai_part.value() or "",
            response=self.response.value() or "", day=self.date.date(), day_as_typed=self.date.edit.text(), how=self._how,
        ).body()

    def _fill(self, draft: CaptureDraft) -> None:
        """Show a draft; nothing is saved by showing it."""
        self.text.set_text(draft.text)
        self.people.set_typed(draft.people)
        self.ai_part.set_value(draft.ai_part or DEFAULTS["ai_part"])
        self.response.set_value(draft.response or DEFAULTS["response"])
        self.date.set_date(draft.day)
        if draft.day is None:
            self.date.edit.setText(draft.day_as_typed)
        self.discard.setVisible(bool(draft.text.strip()))
        self._show_notice()

    def _offer_draft(self) -> None:
        names = ", ".join(self.people.typed())
        sentence = _("Kept as a draft about {names}.").format(names=names) if names else _("Kept as a draft.")
        self.banner.say(sentence, ((_("Keep"), self._focus_text), (_("Discard"), self._on_discard)))

    def _on_kept_found(self, answer: tuple[CaptureDraft | None, list[PersonRow], date]) -> None:
        draft, rows, today = answer
        self._show_people((rows, today))
        if draft is None or self.text.text().strip():
            return
        self._fill(draft)
        if draft.how == "aside":
            return
        self.show()
        if draft.how == "typing":
            self.banner.say(
                _("This was being written when the program stopped."),
                ((_("Keep"), self._focus_text), (_("Discard"), self._on_discard)),
            )
        self._focus_text()

    def _save(self) -> None:
        if self._is_saving or not self._is_loaded:
            return
        self._clear_problems()
        unknown = self.people.unknown()
        if unknown:
            self._is_saving = True
            self.hub.ask(
                lambda vault: find_person(vault, name=unknown), while_alive(self, self._on_person_found),
                while_alive(self, lambda error: self._on_person_not_found(unknown, error)),
            )  # fmt: skip
            return
        if self._show_what_is_missing():
            return
        text, people, day = self.text.text(), self.people.people(), self.date.date()
        details = Details(choices={"ai_part": self.ai_part.value() or "unknown", "response": self.response.value() or "unknown"})
        self._is_saving = True
        self.keeper.pause()
        self.hub.act(
            lambda vault: record_observation(vault, person_ids=people, text=text, observed_on=day, details=details),
            initiator=self, saying=_("Saved"), then=while_alive(self, lambda changes: self._on_saved(text, changes)),
            failed=while_alive(self, self._on_not_saved),
        )

    def _show_what_is_missing(self) -> bool:
        """Say at each field what stops saving, and go to the first of them; True when something does."""
        stops: list[QWidget] = []
        if not self.people.people():
            self.people.say(_("Say who it is about."))
            stops.append(self.people.first)
        if not self.text.text().strip():
            self._say(self.text_problem, _("There is nothing written yet. Write one sentence: what did they do or say?"))
            stops.append(self.text)
        if self.date.date() is None:
            self._say(self.date.problem, self.date.problem_sentence() or _("Give the day it happened."))
            stops.append(self.date)
        if stops:
            stops[0].setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(stops[0])
        return bool(stops)

    def _say(self, label: QLabel, sentence: str) -> None:
        label.setText(sentence)
        label.show()
        announce(self, sentence)

    def _clear_problems(self) -> None:
        self.text_problem.hide()
        self.problem.hide()
        self.people.say("")

    def _on_saved(self, text: str, changes: Changes) -> None:
        self._is_saving = False
        self.banner.hide()
        # Letters typed while the commit was under way are the beginning of the next one.
        self.text.set_text(self.text.text().removeprefix(text).lstrip())
        self._reset_choices()
        self.discard.setVisible(bool(self.text.text()))
        self.keeper.keep_now()
        if self._detail_wanted:
            self.hide()
            self.hub.observation_asked.emit(changes.id)
        else:
            self._focus_text()

    def _on_not_saved(self, error: BaseException) -> None:
        self._is_saving = False
        self.keeper.touch()
        if isinstance(error, ReviewAppError):
            self._say(self.problem, f"{error.sentence} {error.next_step}".strip())
        else:
            self.hub.failed.emit(error)

    def _on_journal_failed(self, error: BaseException) -> None:
        if isinstance(error, ReviewAppError):
            self._say(self.problem, _("What you type is not kept yet: {why}").format(why=error.sentence))
        else:
            self.hub.failed.emit(error)

    def _on_person_found(self, found: Any) -> None:
        self._is_saving = False
        self.people.replace_unknown(found.id)
        self._save()

    def _on_person_not_found(self, name: str, error: BaseException) -> None:
        self._is_saving = False
        if isinstance(error, NotFound):
            self.people.say(_("There is nobody called {name} here yet.").format(name=name))
        elif isinstance(error, ReviewAppError):
            self.people.say(f"{error.sentence} {error.next_step}".strip())
        else:
            self.hub.failed.emit(error)
        self.people.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_add_person(self, name: str) -> None:
        def done(changes: Changes) -> None:
            self.hub.ask(all_people, while_alive(self, lambda rows: self._take_new_person(rows, changes.id)))

        self.hub.act(
            lambda vault: add_person(vault, name=name), initiator=self, saying=_("Person added"),
            then=while_alive(self, done), failed=while_alive(self, lambda error: self._on_person_not_found(name, error)),
        )  # fmt: skip

    def _take_new_person(self, rows: Sequence[PersonRow], person_id: int) -> None:
        self.people.set_people(rows)
        self.people.replace_unknown(person_id)
        self._focus_text()

    def _on_people_changed(self) -> None:
        self._show_notice()
        self.keeper.touch()

    def _on_text_edited(self) -> None:
        self.text_problem.hide()
        self._how = "typing"
        self.discard.setVisible(bool(self.text.text().strip()))
        self.keeper.touch()

    def _on_discard(self) -> None:
        """Thrown away on purpose, and still one press from coming back."""
        draft = CaptureDraft.from_body(self._contents())
        self._clear_problems()
        self.text.set_text("")
        self._reset_choices()
        self.discard.hide()
        self.keeper.forget()
        self.banner.say(_("Discarded."), ((_("Bring it back"), lambda: self._bring_back(draft)),))
        self._focus_text()

    def _bring_back(self, draft: CaptureDraft) -> None:
        self._fill(draft)
        self.keeper.touch()
        self._focus_text()

    def _on_give_notice(self) -> None:
        from reviewapp.ui.dialogs.notice import NoticeDialog

        waiting = [row for row in self.people.rows() if row.notice_on is None]
        if waiting:
            NoticeDialog(self.hub, waiting[0].id, self.window()).open()

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        if self.isVisible() and changes.kinds & {"person", "notice"} and initiator is not self:
            self._read_people()

    def _reset_choices(self) -> None:
        self.ai_part.set_value(DEFAULTS["ai_part"])
        self.response.set_value(DEFAULTS["response"])
        self.date.set_date(self._today)

    def _focus_text(self) -> None:
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

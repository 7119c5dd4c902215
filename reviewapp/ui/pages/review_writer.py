"""Keeping what is typed in a review: journaled while typing, saved as a revision when the hand rests.

A revision for every key would bury the wordings that matter. So the journal follows the typing, and the
section is written when its field is left, after five seconds of rest, on Ctrl+Enter, and when the page
or the vault is closed.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from reviewapp.actions.changes import Changes
from reviewapp.actions.finding_answers import answer_in_review, say_review_language
from reviewapp.actions.journaling import forget_draft, keep_draft
from reviewapp.actions.review_views import draft_name
from reviewapp.actions.reviews import write_section
from reviewapp.actions.vaults import Vault
from reviewapp.domain.answer import Answer
from reviewapp.domain.review import SectionKey
from reviewapp.i18n import _
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.hub import Hub
from reviewapp.ui.journal import DraftKeeper
from reviewapp.ui.pages.review_field import SectionField

REST_MS = 5_000


class SectionWriter(QObject):
    """Looks after the fields of one review. ``said`` carries where the text stands: "Saved" only after the commit,
    ``written`` comes then."""

    said = Signal(str)
    written = Signal()

    def __init__(self, hub: Hub, review_id: int, initiator: QObject) -> None:
        super().__init__(initiator)
        self._hub, self._review_id, self._initiator = hub, review_id, initiator
        self._fields: dict[str, SectionField] = {}
        self._keepers: dict[str, DraftKeeper] = {}
        self._under_way: dict[str, int] = {}
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.save_all)

    @property
    def is_busy(self) -> bool:
        """True while something typed is not committed yet."""
        return bool(self._under_way) or any(field.is_changed for field in self._fields.values())

    def look_after(self, field: SectionField) -> None:
        """Keep what is typed in a field from now on."""
        name = field.key.field_name
        self._fields[name] = field
        keeper = DraftKeeper(
            self._hub, draft_name(self._review_id, name), lambda: {"text": field.text, "earlier": field.offered}, self
        )
        keeper.failed.connect(lambda _error: self.said.emit(_("Not saved, and not kept either")))
        self._keepers[name] = keeper
        field.edited.connect(lambda: self._on_edited(name))
        field.left.connect(lambda: self.save(name))
        field.answered.connect(lambda: self._on_answered(name))
        field.language_said.connect(lambda language: self._on_language_said(name, language))
        field.put_back.connect(lambda: self.save(name))
        field.offer_dropped.connect(keeper.forget)

    def can_show(self, name: str) -> bool:
        """False while a field holds words that are not in the vault yet: an older text must not replace them."""
        return name not in self._under_way and not self._fields[name].is_changed

    def save(self, name: str) -> None:
        """Write one section when it differs from what was written last."""
        field = self._fields[name]
        if not field.is_changed:
            return
        key, text, offered = field.key, field.take(), field.offered
        self._keepers[name].pause()
        self._under_way[name] = self._under_way.get(name, 0) + 1
        self.said.emit(_("Saving …"))
        self._hub.act(
            partial(self._write, key=key, text=text, offered=offered),
            initiator=self._initiator,
            then=while_alive(self, lambda _changes: self._on_written(name)),
            failed=lambda error: self._on_refused(name, error),
        )

    def save_all(self) -> None:
        """Write every section that changed."""
        self._rest.stop()
        for name in self._fields:
            self.save(name)

    def _write(self, vault: Vault, *, key: SectionKey, text: str, offered: str) -> Changes:
        """Runs in the worker. The journal lets go only after the commit, and never of words still on offer."""
        changes = write_section(vault, review_id=self._review_id, key=key, text=text)
        editor = draft_name(self._review_id, key.field_name)
        if offered:
            keep_draft(vault, editor=editor, body={"text": offered})
        else:
            forget_draft(vault, editor=editor)
        return changes

    def _on_edited(self, name: str) -> None:
        self._rest.start()
        self._keepers[name].touch()
        self.said.emit(_("Not saved yet"))

    def _on_answered(self, name: str) -> None:
        """An answer holds for words in the vault, so these are written first."""
        self.save(name)
        edit = self._fields[name].edit
        for given in edit.take_answers():

            def refused(error: BaseException, given: Answer = given) -> None:
                if isValid(edit):
                    edit.take_back(given)
                self._hub.failed.emit(error)

            self._hub.act(
                partial(answer_in_review, review_id=self._review_id, field=name, given=given),
                saying=_("Kept with its reason"), failed=refused,
            )  # fmt: skip

    def _on_language_said(self, name: str, language: str) -> None:
        self.save(name)
        self._hub.act(partial(say_review_language, review_id=self._review_id, field=name, language=language or None))

    def _on_written(self, name: str) -> None:
        self._settle(name)
        self.written.emit()
        if not self.is_busy:
            self.said.emit(_("Saved"))

    def _on_refused(self, name: str, error: BaseException) -> None:
        if isValid(self):
            self._settle(name)
            # Not in the record, so it must be in the journal.
            self._fields[name].untake()
            self._keepers[name].touch()
            self.said.emit(_("Not saved"))
        self._hub.failed.emit(error)

    def _settle(self, name: str) -> None:
        left = self._under_way.pop(name) - 1
        if left:
            self._under_way[name] = left


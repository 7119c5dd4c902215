"""A reply that came on paper or aloud, typed in by the writer of the review and marked so (PRODUCT.md)."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from reviewapp.actions.replies import record_reply
from reviewapp.actions.shared_words import stand_words
from reviewapp.domain.reply import POSITIONS
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.forms.form_keeper import Fields
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.checked_text import CheckedTextEdit
from reviewapp.ui.widgets.chip_group import ChipGroup
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.labels import plain_label


class RecordReplyDialog(FormDialog):
    """How it came, where they stand, their words, and the day."""

    def __init__(self, hub: Hub, review_id: int, parent: QWidget | None = None) -> None:
        super().__init__(hub, _("Record their reply"), _("Record the reply"), parent)
        self._review_id, self._today = review_id, date.today()
        self.column.addWidget(plain_label(_("Record their reply"), "title"))
        self.column.addSpacing(SPACE_S)
        self.column.addWidget(
            plain_label(
                _("For what they said to you, or gave you on paper. Write it word for word. Every PDF says that you "
                  "typed it in, when, and from what."),
                "muted",
            )
        )  # fmt: skip
        self.column.addSpacing(SPACE_S)
        self.how = ChipGroup(
            _("How it came"),
            [("in_presence", _("They are with me")), ("from_document", _("From a letter, mail or form"))],
        )
        self.how.set_value("in_presence")
        self.how.picked.connect(self.touch)
        self.row(_("How it came"), self.how)
        self.position = ChipGroup(
            _("Where they stand"), [(one, stand_words(one)) for one in POSITIONS], optional=True
        )
        self.position.picked.connect(self.touch)
        hint = _("Leave it open when they did not say. Declining is an answer too.")
        self.row(_("Where they stand"), self.position, hint)
        self.words = CheckedTextEdit(_("Their words"), min_lines=5, max_lines=16, own_words=True)
        self.words.edited.connect(self.touch)
        self.row(_("Their words"), self.words)
        self.column.addWidget(self.words.hints)
        self.day = DateField(lambda: self._today, _("Said or written on"))
        self.day.picked.connect(self.touch)
        self.row(_("Said or written on"), self.day)
        self.column.addStretch()
        self.keep_as(f"reply/{review_id}", self._contents, self._fill)
        self.load(lambda vault: vault.today, self._show)

    def submit_asked(self) -> None:
        """Keep it beside the review."""
        day = self.day.date()
        if day is None:
            self.say(self.day.problem_sentence() or _("Give the day."))
            return
        how, position, text = self.how.value() or "", self.position.value() or "", self.words.text()
        self.run(
            lambda vault: record_reply(
                vault, review_id=self._review_id, how=how, text=text, position=position, written_on=day
            ),
            _("The reply is recorded"),
        )

    def _show(self, today: date) -> None:
        self._today = today
        self.day.set_date(today)
        self.words.setFocus()

    def _contents(self) -> Fields:
        return {
            "how": self.how.value() or "", "position": self.position.value() or "", "words": self.words.text(),
            "day": self.day.typed(),
        }

    def _fill(self, kept: Fields) -> None:
        self.how.set_value(str(kept.get("how", "")) or "in_presence")
        self.position.set_value(str(kept.get("position", "")) or None)
        self.words.set_text(str(kept.get("words", "")))
        self.day.set_typed(str(kept.get("day", "")))



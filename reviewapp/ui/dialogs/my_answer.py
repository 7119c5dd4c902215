"""My answer to something that was written about me; a draft that is mine until I hand it back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reviewapp.actions.my_side import Written, written_item
from reviewapp.actions.replying import answer_item
from reviewapp.actions.shared_words import own_position_words
from reviewapp.domain.reply import POSITIONS
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.forms.form_keeper import Fields
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.checked_text import CheckedTextEdit
from reviewapp.ui.widgets.chip_group import ChipGroup
from reviewapp.ui.widgets.labels import plain_label


class AnswerDialog(FormDialog):
    """Where I stand and what I want to say; both optional, one of them is enough."""

    def __init__(self, hub: Hub, packet_id: int, uid: str, parent: QWidget | None = None) -> None:
        super().__init__(hub, _("Your answer"), _("Keep as my draft"), parent)
        self._packet_id, self._uid = packet_id, uid
        self.column.addWidget(plain_label(_("Your answer"), "title"))
        self.column.addSpacing(SPACE_S)
        self.about = plain_label("", "strong")
        self.column.addWidget(self.about)
        self.column.addWidget(
            plain_label(
                _("Nobody sees this until you hand it back. It is then never altered, and printed with every later "
                  "version of the review. Receiving something is not agreeing to it."),
                "muted",
            )
        )  # fmt: skip
        self.column.addSpacing(SPACE_S)
        self.position = ChipGroup(
            _("Where you stand"), [(one, own_position_words(one)) for one in POSITIONS], optional=True
        )
        self.position.picked.connect(self.touch)
        self.row(_("Where you stand"), self.position, _("You may leave this open and only write."))
        self.words = CheckedTextEdit(
            _("Your words"), min_lines=5, max_lines=16,
            only_says=_("Only a hint: these are your own words, and nothing is changed or held back."),
        )
        self.words.edited.connect(self.touch)
        hint = _("As long as you like. Figures about AI use are no evidence, also here.")
        self.row(_("Your words"), self.words, hint)
        self.column.addWidget(self.words.hints)
        self.column.addStretch()
        self.keep_as(f"my-answer/{packet_id}/{uid}", self._contents, self._fill)
        self.load(lambda vault: written_item(vault, packet_id=packet_id, uid=uid), self._show)

    def submit_asked(self) -> None:
        """Keep the draft in the vault; it is handed back by another act."""
        position, text = self.position.value() or "", self.words.text()
        self.run(
            lambda vault: answer_item(
                vault, packet_id=self._packet_id, item_uid=self._uid, position=position, text=text
            ),
            _("Kept as your draft"),
        )

    def _show(self, item: Written) -> None:
        self.about.setText(_("To “{title}”, by {name}").format(title=item.title, name=item.by))
        if item.draft is not None:
            self._fill({"position": item.draft.position, "words": item.draft.text})
        self.words.setFocus()

    def _contents(self) -> Fields:
        return {"position": self.position.value() or "", "words": self.words.text()}

    def _fill(self, kept: Fields) -> None:
        self.position.set_value(str(kept.get("position", "")) or None)
        self.words.set_text(str(kept.get("words", "")))

"""Enter a self-assessment that came by e-mail, on paper or aloud; the file it came in is kept as it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QWidget

from reviewapp.actions.changes import Changes
from reviewapp.actions.packet_files import answer_on_disk
from reviewapp.actions.recording import ProposedAnswer, propose_answers, record_answer
from reviewapp.actions.review_views import ReviewDesk
from reviewapp.actions.sentences import in_one_line
from reviewapp.actions.vaults import Vault
from reviewapp.domain.errors import ReviewAppError
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.forms.form_keeper import Fields
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_M, SPACE_S
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.chip_group import ChipGroup
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.text_edit import GrowingTextEdit


class RecordAnswerDialog(FormDialog):
    """Only for a review that is sealed: whoever enters an answer has read it."""

    def __init__(self, hub: Hub, desk: ReviewDesk, parent: QWidget | None = None) -> None:
        super().__init__(hub, _("Enter an answer"), _("Enter it"), parent)
        self._desk, self._file = desk, ("", b"")
        self.column.addWidget(plain_label(_("The answer of {name}").format(name=desk.person), "title"))
        self.column.addSpacing(SPACE_S)
        explanation = _("It is marked as entered by you, with its day. Their words are kept exactly; so is the file.")
        self.column.addWidget(plain_label(explanation, "muted"))
        self.column.addSpacing(SPACE_M)
        choices = [("e-mail", _("By e-mail")), ("paper", _("On paper")), ("aloud", _("Aloud"))]
        self.how = ChipGroup(_("How it came"), choices)
        self.how.set_value("e-mail")
        self.how.picked.connect(self.touch)
        self.row(_("How it came"), self.how)
        self._file_row()
        self.came_on = DateField(lambda: desk.today, _("Came on"))
        self.came_on.set_date(desk.today)
        self.came_on.picked.connect(self.touch)
        self.came_on.edit.textEdited.connect(self.touch)
        self.row(_("Came on"), self.came_on)
        self.words = GrowingTextEdit(_("Their words"), min_lines=5, max_lines=18)
        self.words.edited.connect(self.touch)
        self.row(_("Their words"), self.words)
        self.looked = QCheckBox(_("I made sure that this is from them").replace("&", "&&"))
        self.looked.setAccessibleName(_("I made sure that this is from them"))
        self.looked.hide()
        self.column.addWidget(self.looked)
        self.column.addStretch()
        self.keep_as(f"record-answer/{desk.id}", self._contents, self._fill)
        self.load(lambda _vault: None, lambda _none: self.words.setFocus())

    def read_file(self, path: Path) -> None:
        """Take the file along; its words and its day are put into the fields."""
        try:
            data = answer_on_disk(path)
        except ReviewAppError as error:
            self.say(in_one_line(error))
            return
        self._file = (path.name, data)
        self.file_name.setText(path.name)
        self.touch()
        self.hub.ask(
            lambda vault: propose_answers(vault, files=[(path.name, data)])[0], while_alive(self, self._show_file)
        )

    def submit_asked(self) -> None:
        """Enter it, or say what is missing."""
        day, how, words = self.came_on.date(), self.how.value() or "e-mail", self.words.text()
        if day is None:
            self.say(self.came_on.problem_sentence() or _("Give the day it came."))
            return
        review_id, (name, data), looked = self._desk.id, self._file, self.looked.isChecked()

        def act(vault: Vault) -> Changes:
            return record_answer(
                vault, review_id=review_id, how=how, received_on=day, text=words, original=data or None,
                original_name=name, sender_checked=looked,
            )

        self.run(act, _("The answer is entered"))

    def _file_row(self) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        choose = button(_("Choose the file …"), icon="upload")
        choose.clicked.connect(self._on_choose)
        self.file_name = plain_label(_("No file: the words are typed."), "muted")
        row.addWidget(choose)
        row.addWidget(self.file_name, 1)
        self.row(_("The e-mail or page as a file"), holder)

    def _on_choose(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(self, _("Choose the file"), "", _("All files (*)"))
        if chosen:
            self.read_file(Path(chosen))

    def _show_file(self, found: ProposedAnswer) -> None:
        if found.text and not self.words.text().strip():
            self.words.set_text(found.text)
        if found.sent_on is not None:
            self.came_on.set_date(found.sent_on)
        doubtful = bool(found.sender) and found.names != (self._desk.person,)
        self.looked.setVisible(doubtful)
        if doubtful:
            self.say(_("The sender is called “{sender}”.").format(sender=found.sender))

    def _contents(self) -> Fields:
        return {"how": self.how.value() or "", "day": self.came_on.typed(), "words": self.words.text()}

    def _fill(self, kept: Fields) -> None:
        self.how.set_value(str(kept.get("how", "")) or "e-mail")
        self.came_on.set_typed(str(kept.get("day", "")))
        self.words.set_text(str(kept.get("words", "")))

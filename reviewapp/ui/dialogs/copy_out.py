"""A review part by part, for a system with boxes: each with its characters, to copy or to save as one file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QPlainTextEdit, QWidget

from reviewapp.actions.copy_out import CopyOut, Part, as_markdown, copy_out, save_copy
from reviewapp.actions.sentences import in_one_line
from reviewapp.actions.vaults import Vault
from reviewapp.domain.errors import ReviewAppError
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_M, SPACE_S
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.flow_layout import row_of
from reviewapp.ui.widgets.labels import plain_label

LINES = 16


class CopyOutDialog(FormDialog):
    """Reads only. What is copied is the whole part, exactly as it stands at the right."""

    def __init__(self, hub: Hub, review_id: int, parent: QWidget | None = None) -> None:
        title = _("Copy for another system")
        super().__init__(hub, title, _("Save all as a file …"), parent)
        self._copied: CopyOut | None = None
        self.column.addWidget(plain_label(title, "title"))
        self.column.addSpacing(SPACE_S)
        self.explanation = plain_label(
            _("The parts of this review as text, for systems that ask for boxes. The document itself is the PDF; "
              "what you paste elsewhere is kept there, not here."),
            "muted",
        )  # fmt: skip
        self.column.addWidget(self.explanation)
        self.column.addSpacing(SPACE_S)
        self.rows = QListWidget(self)
        self.rows.setAccessibleName(_("Parts"))
        self.rows.setWordWrap(True)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.rows.currentRowChanged.connect(self._on_row)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("Text of the part"))
        self.text.setTabChangesFocus(True)
        for one in (self.rows, self.text):
            one.setMinimumHeight(self.fontMetrics().height() * LINES)
        panes = QHBoxLayout()
        panes.setSpacing(SPACE_M)
        panes.addWidget(self.rows, 2)
        panes.addWidget(self.text, 3)
        self.column.addLayout(panes)
        self.count = plain_label("", "muted")
        self.column.addWidget(self.count)
        self.copy = button(_("Copy this part"), icon="file-text")
        self.copy_marked = button(_("Copy as Markdown"))
        self.copy.clicked.connect(lambda: self._on_copy(marked=False))
        self.copy_marked.clicked.connect(lambda: self._on_copy(marked=True))
        self.column.addWidget(row_of(self.copy, self.copy_marked))
        self.cancel.setText(_("Close"))
        self.cancel.setAccessibleName(_("Close"))
        self.load(lambda vault: _copied(vault, review_id), self._show)

    def submit_asked(self) -> None:
        """Ask where to, and write all parts in the format the ending names."""
        copied = self._copied
        if copied is None:
            return
        kinds = {_("Word document (*.docx)"): ".docx", _("Markdown (*.md)"): ".md", _("Plain text (*.txt)"): ".txt"}
        wanted, kind = QFileDialog.getSaveFileName(
            self, _("Save all as a file"), f"{copied.name}.docx", ";;".join(kinds)
        )
        if not wanted:
            return
        path = Path(wanted)
        if not path.suffix:
            path = path.with_name(path.name + kinds.get(kind, ".docx"))
        self.hub.ask(
            lambda vault: save_copy(vault, copied=copied, path=path), while_alive(self, self._on_saved),
            while_alive(self, self._on_refused),
        )  # fmt: skip

    def _show(self, answer: CopyOut | ReviewAppError) -> None:
        if isinstance(answer, ReviewAppError):
            self.say(in_one_line(answer))
            self.submit.setEnabled(False)
            self.copy.setEnabled(False)
            self.copy_marked.setEnabled(False)
            return
        self._copied = answer
        self.rows.addItems([one.title for one in answer.parts])
        self.rows.setCurrentRow(0)
        self.rows.setFocus()

    def _part(self) -> Part | None:
        row = self.rows.currentRow()
        return self._copied.parts[row] if self._copied is not None and 0 <= row < len(self._copied.parts) else None

    def _on_row(self, _row: int) -> None:
        part = self._part()
        self.text.setPlainText(part.text if part is not None else "")
        # Letters, spaces and line ends, each once, as the boxes of forms count them.
        self.count.setText(_("Characters: {number}").format(number=len(part.text)) if part is not None else "")

    def _on_copy(self, *, marked: bool) -> None:
        part = self._part()
        if part is None:
            return
        QGuiApplication.clipboard().setText(as_markdown([part]) if marked else part.text)
        self.hub.said.emit(_("Copied: {title}").format(title=part.title), False)

    def _on_saved(self, path: Path) -> None:
        self.hub.said.emit(_("All parts are in {name}.").format(name=path.name), False)

    def _on_refused(self, error: BaseException) -> None:
        if isinstance(error, ReviewAppError):
            self.say(in_one_line(error))
        else:
            self.hub.failed.emit(error)


def _copied(vault: Vault, review_id: int) -> CopyOut | ReviewAppError:
    """The parts, or the sentence why they may not leave; the form then shows it in place."""
    try:
        return copy_out(vault, review_id=review_id)
    except ReviewAppError as refusal:
        return refusal

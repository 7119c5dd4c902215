"""Making a file for somebody: what goes in is chosen, then shown exactly, then written where the user says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QWidget
from shiboken6 import isValid

from reviewapp.actions.changes import Changes
from reviewapp.actions.sentences import in_one_line
from reviewapp.actions.vaults import Vault
from reviewapp.domain.errors import ReviewAppError
from reviewapp.domain.packet_file import SUFFIX
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.saved_file import SavedFileRow
from reviewapp.ui.widgets.text_edit import GrowingTextEdit

_ROW = int(Qt.ItemDataRole.UserRole)
LINES = 9


class HandOverDialog(FormDialog):
    """Nothing leaves before "Make the file …": until then this only shows (PRODUCT.md, promise 4).

    Subclasses fill `rows` where there is something to choose, and answer `text_for`, `make` and `file_name`.
    """

    def __init__(self, hub: Hub, title: str, explanation: str, parent: QWidget | None = None) -> None:
        super().__init__(hub, title, _("Make the file …"), parent)
        self.column.addWidget(plain_label(title, "title"))
        self.column.addSpacing(SPACE_S)
        self.column.addWidget(plain_label(explanation, "muted"))
        self.column.addSpacing(SPACE_S)
        self.to = plain_label("")
        self.column.addWidget(self.to)
        self.column.addSpacing(SPACE_S)
        self.rows = QListWidget(self)
        self.rows.setWordWrap(True)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.itemChanged.connect(self._on_item_changed)
        self.rows.hide()
        self.content = GrowingTextEdit(_("What the file will say"), min_lines=5, max_lines=16)
        self.content.setReadOnly(True)
        self.saved = SavedFileRow(self)
        self.saved.open_button.hide()  # it would only come back to this program
        self.saved.said.connect(self.say)
        self.made: Path | None = None

    def text_for(self, chosen: Sequence[Any]) -> Callable[[Vault], str]:
        """What the file would say of what is chosen; runs in the worker."""
        raise NotImplementedError(type(self).__name__)

    def make(self, chosen: Sequence[Any], into: Path) -> Callable[[Vault], Changes]:
        """The act that makes the file; runs in the worker."""
        raise NotImplementedError(type(self).__name__)

    def file_name(self) -> str:
        """What the file is called unless the user says otherwise."""
        raise NotImplementedError(type(self).__name__)

    def next_step(self) -> str:
        """What to do with the file that was made."""
        raise NotImplementedError(type(self).__name__)

    def chosen(self) -> list[Any]:
        """What the ticked rows stand for."""
        items = [self.rows.item(at) for at in range(self.rows.count())]
        return [item.data(_ROW) for item in items if item.checkState() == Qt.CheckState.Checked]

    def add_row(self, text: str, value: Any, *, ticked: bool) -> None:
        """Offer one thing to choose."""
        item = QListWidgetItem(text)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setData(_ROW, value)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.rows.blockSignals(True)
        self.rows.addItem(item)
        self.rows.blockSignals(False)

    def show_content(self) -> None:
        """Read anew what the file would say."""
        chosen = self.chosen()
        if not self.rows.isHidden() and not chosen:
            self.content.set_text("")
            return
        query = self.text_for(chosen)

        def show(text: str) -> None:
            if isValid(self):
                self.content.set_text(text)
                QTimer.singleShot(0, self, self._fit_height)

        self.hub.ask(query, show, self._on_refused)

    def submit_asked(self) -> None:
        """Ask where to, then make the file there."""
        chosen = self.chosen()
        if not self.rows.isHidden() and not chosen:
            self.say(_("Choose what goes in first."))
            self.rows.setFocus()
            return
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        wanted, _kind = QFileDialog.getSaveFileName(
            self, _("Make the file"), str(Path(documents) / self.file_name()), _("Sealed files (*.rvpacket)")
        )
        if not wanted:
            return
        path = Path(wanted)
        if path.suffix != SUFFIX:
            path = path.with_name(path.name + SUFFIX)
        self.run(self.make(chosen, path), _("The file is made"), then=lambda _changes: self._on_made(path), stay=True)

    def offer(self, label: str) -> None:
        """Put the list of what can be chosen, and what it comes to, into the form."""
        if label:
            self.rows.setAccessibleName(label)
            # Two lines and some air for each, up to a third of a usual screen; the rest scrolls.
            lines = min(LINES, 3 * self.rows.count() + 1)
            self.rows.setFixedHeight(self.fontMetrics().height() * lines)
            self.row(label, self.rows)
            self.rows.show()
        self.row(_("What the file will say"), self.content)
        self.column.addWidget(self.saved)
        self.column.addStretch()

    def _on_item_changed(self) -> None:
        self.say("")
        self.show_content()

    def _on_made(self, path: Path) -> None:
        if not isValid(self):
            return
        self.made = path
        for part in (self.submit, self.rows):
            part.setEnabled(False)
        self.cancel.setText(_("Close"))
        self.cancel.setAccessibleName(_("Close"))
        self.saved.show_for(path)
        self.to.setText(self.next_step())
        announce(self, self.next_step())
        self._scroll.ensureWidgetVisible(self.saved)

    def _on_refused(self, error: BaseException) -> None:
        if isValid(self) and isinstance(error, ReviewAppError):
            self.content.set_text("")
            self.say(in_one_line(error))
        else:
            self.hub.failed.emit(error)


def give_it_to(name: str) -> str:
    """What to do with a sealed file that was made."""
    return _(
        "The file is made. Give it to {name} by mail, on a stick or in a shared folder: only you two can open it."
    ).format(name=name)

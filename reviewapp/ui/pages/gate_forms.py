"""The forms of the gate: what they share, and unlocking."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from reviewapp.actions.sentences import in_one_line
from reviewapp.domain.errors import ReviewAppError
from reviewapp.i18n import _
from reviewapp.ui.tokens import SPACE_M, SPACE_S, SPACE_XS
from reviewapp.ui.widgets.buttons import Button, button
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.problem_label import ProblemLabel


class GateForm(QWidget):
    """A titled column with one line for what went wrong."""

    def __init__(self, title: str, explanation: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE_S)
        self.column.addWidget(plain_label(title, "title"))
        self.column.addWidget(plain_label(explanation, "muted"))
        self.column.addSpacing(SPACE_M)
        self.problem = ProblemLabel(self, "strong")
        self.captions: dict[QLineEdit, QLabel] = {}
        self._secrets: list[QLineEdit] = []

    def field(self, label: str, *, secret: bool = False) -> QLineEdit:
        """A labelled line; the label is its accessible name."""
        caption = plain_label(label, "field")
        line = QLineEdit(self)
        line.setAccessibleName(label)
        caption.setBuddy(line)
        self.captions[line] = caption
        if secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
            self._secrets.append(line)
        self.column.addWidget(caption)
        self.column.addWidget(line)
        self.column.addSpacing(SPACE_XS)
        return line

    def row_of(self, *buttons: Button) -> None:
        """Buttons in a row that wraps, for words of any length."""
        holder = QWidget(self)
        flow = FlowLayout(holder, SPACE_S)
        for one in buttons:
            flow.addWidget(one)
        policy = holder.sizePolicy()
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        self.column.addWidget(holder)

    def say(self, error: ReviewAppError) -> None:
        """Show one sentence and what to do next."""
        self.problem.say(in_one_line(error))

    def show_busy(self, busy: bool) -> None:
        """While the key is derived; a form with a button that starts that says so on it."""

    def forget_secrets(self) -> None:
        """The vault is open: no passphrase stays in a hidden field."""
        for line in self._secrets:
            line.clear()


class UnlockForm(GateForm):
    """Passphrase, or the recovery code when it is forgotten; a backup when it is damaged; or another vault."""

    unlock_asked = Signal(str, bool)
    open_elsewhere_asked = Signal()
    create_elsewhere_asked = Signal()
    restore_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Unlock your vault"), _("Everything is in one encrypted file on this computer."), parent)
        self._is_recovery = False
        self.folder_label = plain_label("", "small")
        self.secret = self.field(_("Passphrase"), secret=True)
        self.secret.returnPressed.connect(self._on_unlock)
        self.column.addWidget(self.problem)
        self.submit = button(_("Unlock"), kind="primary", icon="unlock")
        self.submit.clicked.connect(self._on_unlock)
        self.other_way = button(_("Use the recovery code"), kind="ghost")
        self.other_way.clicked.connect(self._on_other_way)
        self.row_of(self.submit, self.other_way)
        self._offered = ""
        self.offered = button("", name=_("Restore a backup …"))
        self.offered.clicked.connect(lambda: self.restore_asked.emit(self._offered))
        self.offered.hide()
        self.column.addWidget(self.offered, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addSpacing(SPACE_M)
        self.column.addWidget(self.folder_label)
        self.elsewhere = button(_("Open a vault elsewhere …"), kind="ghost")
        self.elsewhere.clicked.connect(self.open_elsewhere_asked)
        self.restore = button(_("Restore a backup …"), kind="ghost")
        self.restore.clicked.connect(lambda: self.restore_asked.emit(""))
        self.new_elsewhere = button(_("Create a new vault elsewhere …"), kind="ghost")
        self.new_elsewhere.clicked.connect(self.create_elsewhere_asked)
        self.row_of(self.elsewhere, self.restore, self.new_elsewhere)

    def begin(self) -> None:
        """Empty the field and put the cursor in it."""
        self.secret.clear()
        self.problem.hide()
        self.offered.hide()
        self.secret.setFocus()

    def offer(self, sentence: str, path: Path) -> None:
        """A button that restores this backup."""
        self._offered = str(path)
        self.offered.setText(sentence)
        self.offered.setAccessibleName(sentence)
        self.offered.show()

    def show_folder(self, folder: Path) -> None:
        """Say which vault this is."""
        self.folder_label.setText(str(folder))

    def show_busy(self, busy: bool) -> None:
        """The button says what is going on."""
        self.submit.setText(_("Opening …") if busy else _("Unlock"))

    def _on_unlock(self) -> None:
        self.problem.hide()
        self.unlock_asked.emit(self.secret.text(), self._is_recovery)

    def _on_other_way(self) -> None:
        self._is_recovery = not self._is_recovery
        self.secret.setEchoMode(
            QLineEdit.EchoMode.Normal if self._is_recovery else QLineEdit.EchoMode.Password
        )
        asked_for = _("Recovery code") if self._is_recovery else _("Passphrase")
        self.captions[self.secret].setText(asked_for)
        self.secret.setAccessibleName(asked_for)
        self.secret.setPlaceholderText("XXXX-XXXX-…" if self._is_recovery else "")
        self.other_way.setText(_("Use the passphrase") if self._is_recovery else _("Use the recovery code"))
        self.begin()

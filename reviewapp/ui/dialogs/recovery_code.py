"""A recovery code on the screen: shown once, saved as a sheet to print, and a part of it typed back."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reviewapp.actions.exporting import write_recovery_sheet
from reviewapp.actions.sentences import in_one_line
from reviewapp.domain.errors import ReviewAppError
from reviewapp.i18n import _
from reviewapp.ui.tokens import SPACE_S, SPACE_XS
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.widgets.labels import field_label, plain_label
from reviewapp.ui.widgets.problem_label import ProblemLabel


class RecoveryCodeStep(QWidget):
    """``settled`` says whether the code may be put in force: the sheet was saved, or a group of it typed back."""

    settled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: list[str] = []
        self._asked = 0
        self._is_saved = False
        self._name, self._folder = "", Path()
        self.code = QLineEdit(self)
        self.code.setReadOnly(True)
        self.code.setAccessibleName(_("New recovery code"))
        # The groups keep their order in a language written from right to left.
        self.code.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.save = button(_("Save the sheet to print …"), icon="download")
        self.save.clicked.connect(self._on_save)
        self.problem = ProblemLabel(self, "strong")
        self.typed_back = QLineEdit(self)
        self.typed_back.setFixedWidth(self.fontMetrics().averageCharWidth() * 20)
        self.typed_back.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.typed_back.textEdited.connect(self._say_settled)
        self._question = field_label("", self.typed_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(field_label(_("New recovery code"), self.code))
        column.addWidget(self.code)
        holder = QWidget(self)
        FlowLayout(holder, SPACE_S).addWidget(self.save)
        column.addWidget(holder)
        column.addWidget(self.problem)
        column.addSpacing(SPACE_XS)
        column.addWidget(self._question)
        # In a row of its own: the field is written from left to right, its place follows the language.
        row = QHBoxLayout()
        row.addWidget(self.typed_back)
        row.addStretch()
        column.addLayout(row)
        self.hint = plain_label(_("Saving the sheet will do as well."), "small")
        column.addWidget(self.hint)

    @property
    def is_settled(self) -> bool:
        """True when the user has the code outside this window."""
        return self._is_saved or (bool(self._groups) and self._typed() == self._groups[self._asked])

    def show_code(self, code: str, *, name: str, folder: Path) -> None:
        """Show a code; name and folder are printed on the sheet."""
        self._groups = code.split("-")
        # Not the first and not the last: those are what one copies without reading.
        self._asked = 1 + os.urandom(1)[0] % (len(self._groups) - 2)
        self._name, self._folder, self._is_saved = name, folder, False
        question = _("Type group {n} of the code, to show that you have it").format(n=self._asked + 1)
        self._question.setText(question)
        self.typed_back.setAccessibleName(question)
        self.code.setText(code)
        self.code.setCursorPosition(0)
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Nothing of the code stays in the window."""
        self._groups = []
        self.code.clear()
        self.typed_back.clear()

    def _typed(self) -> str:
        return "".join(self.typed_back.text().split()).upper()

    def _say_settled(self) -> None:
        self.settled.emit(self.is_settled)

    def _on_save(self) -> None:
        path, _filter = QFileDialog.getSaveFileName(
            self, _("Save the recovery sheet"), "reviewapp-recovery-sheet.pdf", _("PDF (*.pdf)")
        )
        if path:
            self.save_to(Path(path))

    def save_to(self, path: Path) -> None:
        """Write the sheet; what stops it is said below."""
        self.problem.hide()
        try:
            write_recovery_sheet(
                path=path, code=self.code.text(), name=self._name, folder=self._folder, made_on=date.today()
            )
        except ReviewAppError as error:
            self.problem.say(in_one_line(error))
            return
        self._is_saved = True
        self.save.setText(_("Saved. Print it and put it away."))
        self._say_settled()

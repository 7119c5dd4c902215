"""Rows of a few short texts each, such as what must be reviewed, by whom and why; rows come and go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from reviewapp.i18n import _
from reviewapp.ui.tokens import SPACE_M, SPACE_S, SPACE_XS
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.checked_text import CheckedTextEdit
from reviewapp.ui.widgets.labels import field_label


class RowsField(QWidget):
    """``edited`` reports typing, adding and removing by the user; `set_rows` reports nothing."""

    edited = Signal()

    def __init__(
        self, name: str, columns: Sequence[str], add: str, only_says: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._columns, self._only_says = name, tuple(columns), only_says
        self._rows: list[tuple[QFrame, list[CheckedTextEdit]]] = []
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_S)
        self.add = button(add, icon="plus")
        self.add.clicked.connect(self._on_add)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)

    def rows(self) -> list[list[str]]:
        """What stands in every row that holds something."""
        found = [[edit.text().strip() for edit in edits] for _card, edits in self._rows]
        return [row for row in found if any(row)]

    def set_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these rows instead."""
        for card, _edits in list(self._rows):
            self._remove(card)
        for row in rows:
            self._append(row)

    def _append(self, texts: Sequence[str]) -> list[CheckedTextEdit]:
        card = QFrame(self)
        card.setProperty("kind", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        inside.setSpacing(SPACE_XS)
        edits = []
        for at, label in enumerate(self._columns):
            name = _("{list}: {field}").format(list=self._name, field=label)
            edit = CheckedTextEdit(name, min_lines=1, max_lines=4, only_says=self._only_says)
            edit.set_text(texts[at] if at < len(texts) else "")
            edit.edited.connect(self.edited)
            inside.addWidget(field_label(label, edit))
            inside.addWidget(edit)
            inside.addWidget(edit.hints)
            edits.append(edit)
        away = button(_("Remove this row"), "ghost", "trash-2")
        away.clicked.connect(lambda: self._on_remove(card))
        inside.addWidget(away, 0, Qt.AlignmentFlag.AlignLeading)
        self._rows.append((card, edits))
        self._column.insertWidget(self._column.count() - 1, card)
        card.show()
        return edits

    def _remove(self, card: QFrame) -> None:
        self._rows = [row for row in self._rows if row[0] is not card]
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _on_add(self) -> None:
        self._append(())[0].setFocus()
        self.edited.emit()

    def _on_remove(self, card: QFrame) -> None:
        self._remove(card)
        self.add.setFocus()
        self.edited.emit()

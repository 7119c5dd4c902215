"""Earlier wordings of a record: what changed from one to the next, and "Restore this version"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QTextEdit, QWidget

from reviewapp.actions.about_words import section_words
from reviewapp.actions.changes import Changes
from reviewapp.actions.history import Wording
from reviewapp.actions.vaults import Vault
from reviewapp.domain.word_diff import ADDED, REMOVED, Piece
from reviewapp.i18n import _
from reviewapp.ui import theme
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.text_edit import GrowingTextEdit
from reviewapp.ui.word_labels import text_label
from reviewapp.ui.words import written_date

LINES = 9


class HistoryDialog(FormDialog):
    """``read`` gives the wordings, ``restore`` puts the one with this uid in force again, as a new one."""

    def __init__(
        self, hub: Hub, read: Callable[[Vault], list[Wording]], restore: Callable[[Vault, str], Changes],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(hub, _("Earlier wordings"), _("Restore this version"), parent)
        self._restore = restore
        self._wordings: list[Wording] = []
        self.column.addWidget(plain_label(_("Earlier wordings"), "title"))
        self.column.addSpacing(SPACE_S)
        explanation = _("Nothing is ever written over. An earlier version comes back as a new one.")
        self.column.addWidget(plain_label(explanation, "muted"))
        self.column.addSpacing(SPACE_S)
        self.rows = QListWidget(self)
        self.rows.setAccessibleName(_("Versions, newest first"))
        self.rows.setWordWrap(True)
        self.rows.setMinimumHeight(self.fontMetrics().height() * LINES)
        self.rows.currentRowChanged.connect(self._on_chosen)
        self.row(_("Versions, newest first"), self.rows)
        self.diff = GrowingTextEdit(_("What changed"), min_lines=3, max_lines=14)
        self.diff.setReadOnly(True)
        self.row(
            _("What changed"), self.diff, _("Underlined in [+ +] came in; struck through in [− −] was taken out.")
        )
        self.column.addStretch()
        self.cancel.setText(_("Close"))
        self.cancel.setAccessibleName(_("Close"))
        self.load(read, self._show)

    def submit_asked(self) -> None:
        """Put the chosen version in force."""
        chosen = self._chosen()
        if chosen is None or chosen.in_force:
            self.say(_("This version is in force already."))
            return
        if chosen.erased:
            self.say(_("A name was taken out of this version, so it is not brought back."))
            return
        self.run(lambda vault: self._restore(vault, chosen.uid), _("Restored as a new version"))

    def _chosen(self) -> Wording | None:
        at = self.rows.currentRow()
        return self._wordings[at] if 0 <= at < len(self._wordings) else None

    def _show(self, wordings: list[Wording]) -> None:
        self._wordings = wordings
        self.rows.clear()
        for one in wordings:
            self.rows.addItem(QListWidgetItem(_line(one)))
        self.rows.setCurrentRow(0)
        self.rows.setFocus()

    def _on_chosen(self, _at: int) -> None:
        chosen = self._chosen()
        self.say("")
        self.submit.setEnabled(chosen is not None and not chosen.in_force)
        if chosen is not None:
            show_pieces(self.diff, chosen.pieces)


def show_pieces(field: GrowingTextEdit, pieces: Sequence[Piece]) -> None:
    """The wording with its changes marked by signs and lines, not by colour alone."""
    text, spans = "", []
    for piece in pieces:
        words = {ADDED: f"[+{piece.text}+]", REMOVED: f"[−{piece.text}−]"}.get(piece.kind, piece.text)
        spans.append((piece.kind, len(text), len(text) + len(words)))
        text += words
    field.set_text(text)
    tokens, selections = theme.current(), []
    for kind, start, end in spans:
        if kind not in (ADDED, REMOVED):
            continue
        style = QTextCharFormat()
        style.setFontUnderline(kind == ADDED)
        style.setFontStrikeOut(kind == REMOVED)
        style.setForeground(QColor(tokens.accent_text if kind == ADDED else tokens.muted))
        cursor = QTextCursor(field.document())
        cursor.setPosition(_units(text, start))
        cursor.setPosition(_units(text, end), QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor, selection.format = cursor, style
        selections.append(selection)
    field.setExtraSelections(selections)


def _units(text: str, at: int) -> int:
    """A place in the text as Qt counts it: characters beyond the first plane are two."""
    return len(text[:at].encode("utf-16-le")) // 2


def _line(one: Wording) -> str:
    local = datetime.fromisoformat(one.written_at).astimezone()
    label = text_label(one.field) or section_words(one.field)
    line = _("{field} · {day}, {time}").format(field=label, day=written_date(local.date()), time=f"{local:%H:%M}")
    return _("{line} · in force").format(line=line) if one.in_force else line

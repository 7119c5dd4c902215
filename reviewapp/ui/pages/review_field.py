"""One place for text in a review: its label, its field, and words kept from a crash offered back in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewapp.domain.review import SectionKey
from reviewapp.i18n import _
from reviewapp.ui.tokens import SPACE_XS
from reviewapp.ui.widgets.banner import Banner
from reviewapp.ui.widgets.checked_text import CheckedTextEdit
from reviewapp.ui.widgets.labels import field_label

MAX_LINES = 30
READ_ONLY = "QPlainTextEdit:!focus { border-color: transparent; background: transparent; }"
QUOTED = 90


class SectionField(QWidget):
    """A labelled field of a review.

    ``edited`` is emitted when the user typed, ``left`` when the cursor went elsewhere, ``answered`` when a finding
    was answered, ``language_said`` when its language was said, ``put_back`` and ``offer_dropped`` when kept words
    were taken or declined. Filling the field emits nothing.
    """

    edited = Signal()
    left = Signal()
    answered = Signal()
    language_said = Signal(str)
    put_back = Signal()
    offer_dropped = Signal()

    def __init__(self, key: SectionKey, name: str, label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.offered = ""
        self._taken: str | None = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        self.edit = CheckedTextEdit(name, min_lines=2, max_lines=MAX_LINES)
        self.edit.edited.connect(self.edited)
        self.edit.finding_answered.connect(lambda *_what: self.answered.emit())
        self.edit.language_said.connect(self.language_said)
        self.edit.installEventFilter(self)
        if label:
            column.addWidget(field_label(label, self.edit))
        self.offer: Banner | None = None
        column.addWidget(self.edit)
        column.addWidget(self.edit.hints)
        self._column = column

    @property
    def text(self) -> str:
        """What is in the field."""
        return self.edit.text()

    @property
    def is_changed(self) -> bool:
        """True when the field differs from what was shown or taken last."""
        return self.text.strip() != self._taken

    def take(self) -> str:
        """The text, to be written: from now on the field counts as unchanged."""
        self._taken = taken = self.text.strip()
        return taken

    def untake(self) -> None:
        """It could not be written: the field counts as changed again."""
        self._taken = None

    def show_text(self, text: str) -> None:
        """Show the text in force."""
        if self.text.strip() != text.strip():
            self.edit.set_text(text)
        self._taken = self.text.strip()

    def show_offer(self, kept: str) -> None:
        """Offer words that were typed and never saved."""
        if not kept.strip() or kept.strip() == self.text.strip():
            return
        self.offered = kept
        line = " ".join(kept.split())
        quoted = line if len(line) <= QUOTED else line[:QUOTED] + "…"
        sentence = _("These words were typed here and not saved: “{words}”").format(words=quoted)
        if self.offer is None:
            # Made when it is needed: a review has dozens of fields, and hardly ever anything to offer.
            self.offer = Banner("pencil")
            self.offer.action_asked.connect(self._on_put_back)
            self.offer.dismissed.connect(self._on_dropped)
            self._column.insertWidget(self._column.indexOf(self.edit), self.offer)
        self.offer.say(sentence, _("Put them back"))

    def set_read_only(self, read_only: bool) -> None:
        """A finished review is read; a place where nothing was written then takes no room."""
        self.edit.setReadOnly(read_only)
        # What cannot be written in does not look like a field; the ring of the keyboard stays.
        self.edit.setStyleSheet(READ_ONLY if read_only else "")
        self.setVisible(not (read_only and not self.text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    def _on_put_back(self) -> None:
        kept, self.offered = self.offered, ""
        if self.offer is not None:
            self.offer.hide()
        cursor = self.edit.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        # As if typed, so that Ctrl+Z in the field takes it back.
        cursor.insertText(kept)
        self.edit.setFocus()
        self.put_back.emit()

    def _on_dropped(self) -> None:
        self.offered = ""
        self.offer_dropped.emit()

"""A text field for people's words: plain text in and out, as high as what is in it."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

# Control characters would be invisible in the field and trouble in a PDF; tabs and line ends stay.
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Border and padding of the style sheet, above and below; and room for lines of a fractional height.
_FRAME, _SLACK = 10, 3


class GrowingTextEdit(QPlainTextEdit):
    """Grows with its text between ``min_lines`` and ``max_lines``, then scrolls.

    ``edited`` is emitted when the user changed the text, never by `set_text`. Tab leaves the field.
    """

    edited = Signal()

    def __init__(
        self, name: str, placeholder: str = "", min_lines: int = 3, max_lines: int = 12, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._min_lines, self._max_lines, self._setting = min_lines, max_lines, False
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._on_text_changed)
        self.document().documentLayout().documentSizeChanged.connect(self._on_document_size_changed)
        self._fit()

    def text(self) -> str:
        """The text as typed, lines separated by ``\\n``."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Show another text: forgets the undo steps and emits nothing."""
        if text == self.toPlainText():
            return
        self._setting = True
        self.setPlainText(text)
        self._setting = False

    def wanted_height(self) -> int:
        """The height in pixels the field asks for at its present width."""
        shown = min(max(self._lines(), self._min_lines), self._max_lines)
        margins = 2 * round(self.document().documentMargin())
        return shown * self.fontMetrics().lineSpacing() + margins + _FRAME + _SLACK

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.wanted_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 16, self.wanted_height())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        # Only the text: a paste can neither bring formats nor make the field open a file or a picture.
        text = source.text().replace("\r\n", "\n").replace("\r", "\n")
        self.textCursor().insertText(_INVISIBLE.sub("", text))
        self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:
        mime = QMimeData()
        mime.setText(self.textCursor().selection().toPlainText())
        return mime

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _lines(self) -> int:
        # The plain text layout measures its height in lines.
        return round(self.document().documentLayout().documentSize().height())

    def _fit(self) -> None:
        off, on = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        # A bar that comes and goes while the field still grows would rewrap the text under the cursor.
        self.setVerticalScrollBarPolicy(on if self._lines() > self._max_lines else off)
        wanted = self.wanted_height()
        if wanted != self.minimumHeight() or wanted != self.maximumHeight():
            self.setFixedHeight(wanted)

    def _on_text_changed(self) -> None:
        if not self._setting:
            self.edited.emit()

    def _on_document_size_changed(self) -> None:
        self._fit()

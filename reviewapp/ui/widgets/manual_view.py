"""A page of the manual to read: selectable text with headings. Words are put in as words; nothing is ever rendered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from reviewapp.actions.manual import Block, Run
from reviewapp.ui import fonts, theme
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS

# In hundredths of the height of a line; and letters of equal width look larger than the others.
_LEADING, _CODE = 115.0, 0.94
_LINE = "\N{LINE SEPARATOR}"


class ManualView(QTextEdit):
    """Read with the arrow keys; Tab leaves. Lines are no longer than about ninety characters."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        # A caret: who reads by keyboard, or by ear, goes from line to line.
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(SPACE_M)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._places: dict[str, int] = {}

    def show_blocks(self, blocks: Sequence[Block], direction: Qt.LayoutDirection) -> None:
        """Show these paragraphs from the first one on; ``direction`` is that of the language they are in."""
        self.clear()
        self._places = {}
        self.setExtraSelections([])
        cursor = QTextCursor(self.document())
        for at, block in enumerate(blocks):
            shape = self._shape(block, direction, first=at == 0)
            if at:
                cursor.insertBlock(shape)
            else:
                cursor.setBlockFormat(shape)
            self._places.setdefault(block.text, cursor.position())
            if block.mark:
                cursor.insertText(f"{block.mark} ", self._letters(block, Run("")))
            for run in block.runs:
                # Lines of a terminal stay one paragraph, on one ground.
                cursor.insertText(run.text.replace("\n", _LINE), self._letters(block, run))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.setAccessibleName(blocks[0].text if blocks else "")

    def go_to(self, heading: str) -> None:
        """Bring a heading to the top; one that is not here leaves the page at its beginning."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._places.get(heading, 0))
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - SPACE_S)

    def mark_words(self, words: str) -> None:
        """Mark every place of each of the words, and bring the first one into sight."""
        found = []
        for word in words.split():
            cursor = self.document().find(word, 0)
            while not cursor.isNull():
                selection = QTextEdit.ExtraSelection()
                selection.cursor = cursor
                selection.format.setBackground(QColor(theme.current().accent_soft))
                selection.format.setForeground(QColor(theme.current().text))
                found.append(selection)
                cursor = self.document().find(word, cursor)
        self.setExtraSelections(found)
        if found:
            first = min((one.cursor for one in found), key=QTextCursor.position)
            self.go_to_position(first.selectionStart())

    def go_to_position(self, position: int) -> None:
        """Put the caret there and let it be seen."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _shape(self, block: Block, direction: Qt.LayoutDirection, *, first: bool) -> QTextBlockFormat:
        shape = QTextBlockFormat()
        shape.setLayoutDirection(direction)
        shape.setLineHeight(_LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        above = {"title": SPACE_L, "heading": SPACE_L, "item": SPACE_XS}.get(block.kind, SPACE_S)
        shape.setTopMargin(SPACE_XS if first else above)
        shape.setBottomMargin(SPACE_XS if block.kind == "item" else SPACE_S)
        if block.kind == "item":
            hang = QFontMetrics(self.font()).horizontalAdvance(f"{block.mark} ")
            shape.setLeftMargin(hang + SPACE_XS)
            shape.setTextIndent(-hang)
        elif block.kind == "intro":
            # Said by the program, in the user's language.
            shape.setLayoutDirection(self.layoutDirection())
        elif block.kind == "code":
            shape.setLeftMargin(SPACE_M)
            shape.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            shape.setBackground(QColor(theme.current().tag))
        return shape

    def _letters(self, block: Block, run: Run) -> QTextCharFormat:
        factor = {"title": fonts.TITLE, "heading": fonts.SECTION}.get(block.kind, fonts.BASE)
        bold = factor != fonts.BASE or run.kind == "strong"
        factor *= _CODE if run.kind == "code" else 1.0
        font = fonts.scaled(self.font(), factor, QFont.Weight.DemiBold if bold else None)
        if run.kind == "code":
            fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
            font.setFamilies(fixed.families())
        font.setItalic(run.kind == "emphasis")
        letters = QTextCharFormat()
        letters.setFont(font)
        letters.setForeground(QColor(theme.current().text))
        return letters

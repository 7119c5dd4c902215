"""Hands at the desk: real key and mouse events to whatever has the keyboard or is shown, each written down.

What is counted is what was sent. A *field entry* is one run of letters, typed wherever the keyboard is; a key that is
no letter and a click are one each. Tab, which only leads from one field to the next, belongs to the field entry that
follows, as in the counts of other programs; it is written down all the same.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFileDialog, QLineEdit, QWidget

from tests.helpers.desk import LONG, at_rest

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


class Hands:
    """``sent`` holds every act in words; `acts` leaves out the Tab keys, `letters` are those typed."""

    def __init__(self, qtbot, window) -> None:
        self.qtbot, self.window = qtbot, window
        self.sent: list[str] = []
        self.letters = 0

    @property
    def acts(self) -> int:
        """What a person does: clicks, keys that are no letters, and field entries."""
        return len([one for one in self.sent if one != "Tab"])

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, *, words: str) -> None:
        """One key that is no letter, to whatever has the keyboard."""
        self._where().activateWindow()
        QTest.keyClick(QApplication.focusWidget() or self._where(), key, modifier)
        self._note(words)

    def tab(self) -> None:
        """On to the next field."""
        QTest.keyClick(QApplication.focusWidget() or self._where(), Qt.Key.Key_Tab)
        self._note("Tab")

    def type(self, text: str, *, words: str) -> None:
        """One run of letters; each goes to what has the keyboard at that moment."""
        for letter in text:
            QTest.keyClicks(QApplication.focusWidget(), letter)
        self.letters += len(text)
        self._note(words)

    def click(self, widget: QWidget, *, words: str) -> None:
        """One click in the middle of something one can see and press."""
        assert widget.isVisible() and widget.isEnabled(), words
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self._note(words)

    def click_row(self, view: QAbstractItemView, row: int, *, words: str) -> None:
        """One click on a row of a list."""
        index = view.model().index(row, 0)
        view.scrollTo(index)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NONE, view.visualRect(index).center())
        self._note(words)

    def will_take_the_place_offered(self, *, words: str) -> None:
        """When the question for a file or folder opens: Enter on what it proposes."""
        timer = QTimer(self.window, interval=20)

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QFileDialog) or not dialog.isVisible():
                return
            timer.stop()
            line = dialog.findChild(QLineEdit)
            assert line is not None
            line.setFocus()
            QTest.keyClick(line, Qt.Key.Key_Return)
            self._note(words)

        timer.timeout.connect(answer)
        timer.start()

    def wait(self, condition) -> None:
        """Until something is so."""
        self.qtbot.waitUntil(condition, timeout=LONG)

    def _where(self) -> QWidget:
        return QApplication.activeModalWidget() or QApplication.activeWindow() or self.window

    def _note(self, words: str) -> None:
        self.sent.append(words)
        at_rest(self.qtbot, self.window)

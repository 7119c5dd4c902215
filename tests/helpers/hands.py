"""Hands at the desk: real key and mouse events to whatever has the keyboard or is shown, each written down.

What is counted is what was sent. A *field entry* is one run of letters, typed wherever the keyboard is; a key that is
no letter and a click are one each. Tab, which only leads from one field to the next, belongs to the field entry that
follows, as in the counts of other programs; it is written down all the same.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from tests.helpers.desk import LONG, at_rest

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


class Hands:
    """``sent`` holds every act in words; `acts` leaves out the Tab keys."""

    def __init__(self, qtbot, window) -> None:
        self.qtbot, self.window = qtbot, window
        self.sent: list[str] = []

    @property
    def acts(self) -> int:
        """What a person does: clicks, keys that are no letters, and field entries."""
        return len([one for one in self.sent if one != "Tab"])

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, *, words: str) -> None:
        """One key that is no letter, to whatever has the keyboard."""
        self.sent.append(words)
        QTest.keyClick(self._keyboard(), key, modifier)
        at_rest(self.qtbot, self.window)

    def tab(self) -> None:
        """On to the next field."""
        self.sent.append("Tab")
        QTest.keyClick(self._keyboard(), Qt.Key.Key_Tab)

    def reach(self, field: QWidget) -> None:
        """Tab until a field has the keyboard."""
        passed = []
        for _step in range(60):
            if field.hasFocus():
                return
            passed.append(self._keyboard().accessibleName())
            self.tab()
        raise AssertionError(f"Tab does not reach {field.accessibleName()}, but {passed}")

    def type(self, text: str, *, words: str) -> None:
        """One run of letters; each goes to what has the keyboard at that moment."""
        self.sent.append(words)
        for letter in text:
            QTest.keyClicks(self._keyboard(), letter)
        at_rest(self.qtbot, self.window)

    def click(self, widget: QWidget, *, words: str) -> None:
        """One click in the middle of something one can see and press."""
        assert widget.isVisible() and widget.isEnabled(), words
        self.sent.append(words)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        at_rest(self.qtbot, self.window)

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
            self.sent.append(words)
            QTest.keyClick(line, Qt.Key.Key_Return)

        timer.timeout.connect(answer)
        timer.start()

    def wait(self, condition) -> None:
        """Until something is so."""
        self.qtbot.waitUntil(condition, timeout=LONG)

    def _keyboard(self) -> QWidget:
        """What has the keyboard. Without a screen a window may lie idle after a page went; a real one would not."""
        if QApplication.activeWindow() is None:
            self.window.activateWindow()
            self.qtbot.waitUntil(self.window.isActiveWindow)
        return QApplication.focusWidget() or self._where()

    def _where(self) -> QWidget:
        return QApplication.activeModalWidget() or QApplication.activeWindow() or self.window

"""What the evidence check says about a line, such as a role, that a review prints: one sentence under it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QLineEdit

from reviewapp.i18n import _
from reviewapp.ui import checking, finding_words
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.labels import plain_label

PAUSE_MS = 300


class LineHint:
    """Looks at ``line`` when the hand rests; `label` goes below it, and is there only while it says something."""

    def __init__(self, line: QLineEdit) -> None:
        self._line = line
        self.label: QLabel = plain_label("", "small")
        self.label.hide()
        self._pause = QTimer(line, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look)
        line.textChanged.connect(lambda _text: self._pause.start())

    def _look(self) -> None:
        if not checking.is_ready():
            self._pause.start()
            return
        found = next(iter(checking.findings_in(self._line.text())), None)
        sentence = ""
        if found is not None:
            sentence = _("{words}: {why} {question}").format(
                words=finding_words.quoted(found.span), why=finding_words.why(found), question=finding_words.ask(found)
            )
        if sentence != self.label.text():
            self.label.setText(sentence)
            self.label.setVisible(bool(sentence))
            if sentence:
                announce(self._line, sentence)

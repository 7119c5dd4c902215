"""How far many things are: a bar, and the figures beside it, where no colour runs under them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from reviewapp.i18n import _
from reviewapp.ui.tokens import SPACE_M
from reviewapp.ui.widgets.labels import plain_label


class CountedBar(QWidget):
    """A progress bar over a number of things, such as files."""

    moved = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(name)
        self.figures = plain_label("", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        row.addWidget(self.bar, 1)
        row.addWidget(self.figures)

    @property
    def done(self) -> int:
        """How many are done."""
        return self.bar.value()

    @property
    def number(self) -> int:
        """How many there are."""
        return self.bar.maximum()

    def begin(self, number: int) -> None:
        """None of so many is done."""
        self.bar.setRange(0, number)
        self.show_done(0)

    def show_done(self, done: int) -> None:
        """So many are done."""
        self.bar.setValue(done)
        figures = _("{done} of {all}").format(done=done, all=self.number)
        self.figures.setText(figures)
        self.bar.setAccessibleDescription(figures)
        self.moved.emit(done)

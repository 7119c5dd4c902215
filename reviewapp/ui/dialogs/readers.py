"""Who reads a review: HR, its person, or whoever is given the file both signed; and what one sees and the other not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from reviewapp.actions.reading_as import BOTH, EMPLOYEE, HR, Reading
from reviewapp.i18n import _
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.chip_group import ChipGroup
from reviewapp.ui.widgets.labels import plain_label, window_title
from reviewapp.ui.widgets.text_edit import GrowingTextEdit

_WIDTH_CHARACTERS = 88


class ReaderRow(QWidget):
    """The choice of a reader and one sentence about it; hidden until `show_reading`.

    ``picked`` carries the reader the user chose. What is shown changes only by `show_reading`: the pages of another
    reader have to be there first.
    """

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reading: Reading | None = None  # whose pages are shown
        self._has_signed = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(plain_label(_("Read as"), "field"))
        self.choice = ChipGroup(_("Read as"))
        self.choice.picked.connect(lambda: self.picked.emit(self.choice.value() or HR))
        row.addWidget(self.choice, 1)
        column.addLayout(row)
        self.beside = button(_("What comes with it …"), "ghost", "file-text")
        self.beside.clicked.connect(self._on_beside_asked)
        self.sentence = plain_label("", "muted")
        said = QHBoxLayout()
        said.setSpacing(SPACE_S)
        said.addWidget(self.sentence, 1)
        said.addWidget(self.beside, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(said)
        self.hide()

    def show_reading(self, reading: Reading) -> None:
        """These pages are shown now."""
        self.reading = reading
        self._has_signed = self._has_signed or reading.reader == BOTH
        self._fill()
        self.sentence.setText(reading.sentence)
        self.beside.setVisible(bool(reading.beside))
        self.show()

    def offer_signed(self) -> None:
        """There is a file that both signed."""
        self._has_signed = True
        self._fill()

    def put_back(self) -> None:
        """The pages of the reader that was picked could not be made: the choice says again whose are shown."""
        if self.reading is not None:
            self.choice.set_value(self.reading.reader)

    def _fill(self) -> None:
        if self.reading is None:
            return
        name = self.reading.person.replace("&", "&&")
        choices = [(HR, _("HR")), (EMPLOYEE, name)]
        choices += [(BOTH, _("The file both signed"))] if self._has_signed else []
        self.choice.set_choices(choices)
        self.choice.set_value(self.reading.reader)

    def _on_beside_asked(self) -> None:
        if self.reading is not None:
            BesideDialog(self.reading, self.window()).open()


class BesideDialog(QDialog):
    """Everything that travels with the pages in the sealed file, word for word."""

    def __init__(self, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = _("What comes with the pages")
        self.setWindowTitle(window_title(title))
        self.setModal(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        column.setSpacing(SPACE_S)
        column.addWidget(plain_label(title, "title"))
        said = _("In the same sealed file {name} gets the review once more as text, and each cited episode whole. HR "
                 "gets the pages alone.")  # fmt: skip
        column.addWidget(plain_label(said.format(name=reading.person), "muted"))
        column.addSpacing(SPACE_S)
        self.content = GrowingTextEdit(title, min_lines=8, max_lines=24)
        self.content.setReadOnly(True)
        self.content.set_text(reading.beside)
        column.addWidget(self.content, 1)
        column.addSpacing(SPACE_M)
        row = QHBoxLayout()
        row.addStretch(1)
        close = button(_("Close"))
        close.clicked.connect(self.reject)
        row.addWidget(close)
        column.addLayout(row)
        room = self.screen().availableSize()
        self.resize(min(self.fontMetrics().averageCharWidth() * _WIDTH_CHARACTERS, room.width() * 9 // 10), 0)

"""The preview: pages of the exact bytes that an export writes (promise 4). Saving writes these, nothing anew."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from reviewapp.actions.exporting import PreviewedPdf, save_previewed
from reviewapp.actions.missing_words import missing_lines
from reviewapp.actions.reading_as import BOTH, EMPLOYEE, HR, Reading, read_as
from reviewapp.actions.sentences import in_one_line
from reviewapp.actions.signature_state import signature_sentence, signature_state
from reviewapp.actions.signing import Returned, sign_previewed, signed_name
from reviewapp.actions.vaults import Vault
from reviewapp.actions.verify_words import signer_sentence, stated_moment
from reviewapp.domain.errors import ReviewAppError
from reviewapp.i18n import _
from reviewapp.ui.dialogs.page_view import STEP, PageView
from reviewapp.ui.dialogs.pdf_pages import PdfPages, Spot, page_image, page_with, read_pages, spots_of
from reviewapp.ui.dialogs.readers import ReaderRow
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.banner import Banner
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.widgets.labels import plain_label, tooltip_text
from reviewapp.ui.widgets.saved_file import SavedFileRow

_LEAST_CHARACTERS, _MOST_CHARACTERS = 20, 32


class PreviewDialog(QDialog):
    """Pages, zoom, search, and "Save PDF …". Open it with `open`: a lock of the vault then takes it down as well.

    A review is shown as each of its readers gets it. ``hand_over_asked`` carries the SHA-256 of the pages that were
    looked at when they are to be handed to their person.
    """

    hand_over_asked = Signal(str)

    def __init__(self, hub: Hub, review_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hub = hub
        self.document: PreviewedPdf | None = None
        self._pages = PdfPages((), ())
        self._left_out = self._typed = ""
        self._save_first = False
        self._found_on: int | None = None
        self._review_id = review_id
        self.reader = HR
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Preview"))
        self._build()
        self._shortcuts()
        self._fit_on_screen()
        self.save.setEnabled(False)
        self._ask_pages(HR, "")
        if self.can_sign:
            hub.ask(lambda vault: _signed_back(vault, review_id), self._show_returned, self._on_failed)

    def leave_out(self, text: str) -> None:
        """Make HR's pages anew without these words, one to a line; with none, whole again."""
        self._typed = text
        self._ask_pages(HR, text)

    def show_for(self, reader: str) -> None:
        """Show what this reader gets: one of `actions.reading_as`."""
        self._ask_pages(reader, self._left_out)

    def _ask_pages(self, reader: str, left_out: str) -> None:
        review_id = self._review_id
        words = tuple(line.strip() for line in left_out.splitlines() if line.strip())

        def make(vault: Vault) -> tuple[Reading, PdfPages]:
            if self.can_sign:
                made = read_as(vault, review_id=review_id, reader=reader, leave_out=words)
            else:
                made = Reading(HR, "", self.make_document(vault, review_id), "")
            return made, read_pages(made.document.data)

        def show(answer: tuple[Reading, PdfPages]) -> None:
            if isValid(self):
                self._left_out = left_out
                self._show(*answer)

        self._say(_("Making the pages …"))
        self.hub.ask(make, show, self._on_failed)

    def make_document(self, vault: Vault, review_id: int) -> PreviewedPdf:
        """What is looked at where it is no review; runs in the worker."""
        raise NotImplementedError(type(self).__name__)

    @property
    def can_sign(self) -> bool:
        """True for a review, which has several readers; a draft of one is not signed all the same."""
        return True

    def write_document(self, vault: Vault, document: PreviewedPdf, path: Path) -> None:
        """Write what was looked at; runs in the worker."""
        save_previewed(vault, document=document, path=path)

    def end_of_foot(self) -> Sequence[QWidget]:
        """Acts beside saving that pages of another kind have."""
        return ()

    def on_shown(self) -> None:
        """Pages stand there that were not there before."""

    def begin_saving(self) -> None:
        """The user asked for the file: show the pages all the same, with the keyboard on "Save PDF …"."""
        self._save_first = True
        if self.save.isEnabled():
            self.save.setFocus()

    def find_next(self) -> None:
        """Go to the next page that holds the words in the search field."""
        words = self.words.text()
        number = page_with(self._pages.texts, words, self.view.current if self._found_on is not None else -1)
        self._found_on = number
        if not words.strip():
            return
        if number is None:
            self.view.mark(0, ())
            self._say(_("These words are on no page."))
            return
        self.view.go(number)
        self._say(_("Found on page {page}").format(page=number + 1))
        self._ask_page(lambda data: spots_of(data, number, words), lambda spots: self._mark(number, spots))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QFrame(self)
        bar.setProperty("kind", "panel")
        rows = QVBoxLayout(bar)
        rows.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        rows.setSpacing(SPACE_S)
        rows.addLayout(self._first_row())
        self.readers = ReaderRow(self)
        self.readers.picked.connect(self.show_for)
        rows.addWidget(self.readers)
        self.missing = Banner("info", can_dismiss=False)
        rows.addWidget(self.missing)
        self.signed_by = Banner("pencil", can_dismiss=False)  # no tick: `verify` judges, and says so in words
        rows.addWidget(self.signed_by)
        self.view = PageView(self)
        self.view.image_wanted.connect(self._on_image_wanted)
        self.view.page_changed.connect(self._on_page_changed)
        self.view.zoom_asked.connect(self._zoom_by)
        column.addWidget(bar)
        column.addWidget(self.view, 1)
        column.addWidget(self._foot())

    def _first_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        back = button("", "ghost", "chevron-left", name=_("Previous page"))
        back.clicked.connect(lambda: self.view.go(self.view.current - 1))
        on = button("", "ghost", "chevron-right", name=_("Next page"))
        on.clicked.connect(lambda: self.view.go(self.view.current + 1))
        self.where = plain_label("")
        self.where.setWordWrap(False)
        smaller = button("–", "ghost", name=_("Smaller"), tip=_("Smaller, Ctrl+−"))
        smaller.clicked.connect(lambda: self._zoom_by(-1))
        larger = button("+", "ghost", name=_("Larger"), tip=_("Larger, Ctrl++"))
        larger.clicked.connect(lambda: self._zoom_by(1))
        fit = button(_("Fit width"), "ghost")
        fit.clicked.connect(lambda: self.view.set_zoom(0))
        self.words = QLineEdit(self)
        self.words.setAccessibleName(_("Find in the pages"))
        self.words.setPlaceholderText(_("Find in the pages"))
        self.words.setClearButtonEnabled(True)
        character = self.fontMetrics().averageCharWidth()
        self.words.setMinimumWidth(character * _LEAST_CHARACTERS)
        self.words.setMaximumWidth(character * _MOST_CHARACTERS)
        self.words.returnPressed.connect(self.find_next)
        self.words.textEdited.connect(self._on_words_edited)
        holder = QWidget(self)
        flow = FlowLayout(holder, SPACE_S)
        for part in (back, self.where, on, smaller, larger, fit):
            flow.addWidget(part)
        row.addWidget(holder, 2)
        row.addWidget(self.words, 1)
        return row

    def _foot(self) -> QWidget:
        foot = QFrame(self)
        foot.setProperty("kind", "panel")
        row = QHBoxLayout(foot)
        row.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        row.setSpacing(SPACE_M)
        self.state = plain_label("", "muted")
        close = button(_("Close"))
        close.clicked.connect(self.reject)
        self.save = button(_("Save PDF …"), "primary", "download", tip=_("Writes exactly these pages as a file."))
        self.save.clicked.connect(self._on_save_asked)
        self.elsewhere = button(_("Save elsewhere …"))
        self.elsewhere.clicked.connect(self._ask_where)
        self._offer_place()
        self.sign = button(_("Sign and save …"), tip=_("Writes these pages with your signature behind them."))
        self.sign.clicked.connect(self._on_sign_asked)
        self.sign.hide()
        tip = _("Makes a sealed file of exactly these pages.")
        self.hand_over = button(_("Hand over …"), "primary", "upload", tip=tip)
        self.hand_over.clicked.connect(self._on_hand_over_asked)
        self.hand_over.hide()
        self.saved_file = SavedFileRow(self)
        self.saved_file.said.connect(self._say)
        self.words_out = button(_("Leave words out …"), tip=_("A copy without names or words about third parties."))
        self.words_out.clicked.connect(self._on_leave_out_asked)
        self.words_out.setVisible(self.can_sign)
        row.addWidget(self.state, 1)
        row.addWidget(self.saved_file)
        row.addWidget(self.words_out)
        row.addWidget(close)
        row.addWidget(self.sign)
        row.addWidget(self.hand_over)
        row.addWidget(self.elsewhere)
        row.addWidget(self.save)
        for act in self.end_of_foot():
            row.addWidget(act)
        return foot

    def _shortcuts(self) -> None:
        wanted: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+F", self._on_find_asked), ("Ctrl++", lambda: self._zoom_by(1)), ("Ctrl+=", lambda: self._zoom_by(1)),
            ("Ctrl+-", lambda: self._zoom_by(-1)), ("Ctrl+0", lambda: self.view.set_zoom(1.0)),
            ("Ctrl+9", lambda: self.view.set_zoom(0)), ("Ctrl+S", self._on_save_asked), ("F3", self.find_next),
        )  # fmt: skip
        for keys, slot in wanted:
            QShortcut(QKeySequence(keys), self, slot)

    def _fit_on_screen(self) -> None:
        area = self.screen().availableSize()
        self.resize(min(980, area.width() - SPACE_XL), min(1000, area.height() - 2 * SPACE_XL))

    def _show(self, reading: Reading, pages: PdfPages) -> None:
        self._pages, self._found_on = pages, None
        self.document, self.reader = reading.document, reading.reader
        self.view.show_pages(self._pages)
        self.save.setEnabled(True)
        self.on_shown()
        if self.can_sign:
            self.readers.show_reading(reading)
            self._show_acts(reading)
        self._say(self._sentence(reading.document))
        if reading.document.missing_places:
            self.missing.say("\n".join(missing_lines(reading.document.missing_places)))
        else:
            self.missing.hide()
        focused = self.focusWidget()
        if focused is None or not self.readers.isAncestorOf(focused):  # choosing on with the arrows stays possible
            (self.save if self._save_first else self.view).setFocus()

    def _show_acts(self, reading: Reading) -> None:
        """What can be done with these pages: HR's are saved, the person's are handed over."""
        document, reader = reading.document, reading.reader
        is_open = document.is_draft or bool(document.kind)
        self.sign.setVisible(reader == HR and not is_open)
        self.words_out.setVisible(reader == HR)
        self.save.setVisible(reader != EMPLOYEE)
        label = _("Hand over …") if document.is_draft else _("Sign and hand over …")
        self.hand_over.setText(label)
        self.hand_over.setAccessibleName(label)
        self.hand_over.setVisible(reader == EMPLOYEE)

    def _sentence(self, document: PreviewedPdf) -> str:
        if self.reader == EMPLOYEE:
            return _("These are the pages as they will be handed over.")
        if self.reader == BOTH:
            return _("These are the pages as they came back.")
        if document.kind == "words_left_out":
            return _("A copy with words left out. These are the pages as they will be saved.")
        if document.is_draft:
            return _("A draft: every page says so. These are the pages as they would be saved.")
        return _("These are the pages as they will be saved.")

    def _say(self, sentence: str) -> None:
        self.state.setText(sentence)
        announce(self, sentence)

    def _ask_page(self, job: Callable[[bytes], Any], then: Callable[[Any], None]) -> None:
        document = self.document
        if document is not None:
            self.hub.ask(lambda _vault: job(document.data), lambda answer: then(answer) if isValid(self) else None)

    def _mark(self, number: int, spots: tuple[Spot, ...]) -> None:
        self.view.mark(number, spots)

    def _zoom_by(self, steps: int) -> None:
        self.view.set_zoom(self.view.zoom * STEP**steps)

    def _on_image_wanted(self, number: int, scale: float) -> None:
        def show(image: QImage) -> None:
            self.view.set_image(number, scale, image)

        self._ask_page(lambda data: page_image(data, number, scale), show)

    def _on_page_changed(self, number: int) -> None:
        self.where.setText(_("Page {page} of {pages}").format(page=number + 1, pages=len(self._pages.sizes)))

    def _on_words_edited(self) -> None:
        self._found_on = None

    def _on_find_asked(self) -> None:
        self.words.setFocus()
        self.words.selectAll()

    def _on_hand_over_asked(self) -> None:
        """The pages one looked at, and no others, are what leaves."""
        document = self.document
        if document is not None:
            looked_at = hashlib.sha256(document.data).hexdigest()
            self.accept()
            self.hand_over_asked.emit(looked_at)

    def _offer_place(self) -> None:
        """After the first document of an evening the others go beside it with one press, and the button says so."""
        folder = self.hub.saved_in
        self.elsewhere.setVisible(folder is not None)
        text = _("Save PDF in {folder}").format(folder=folder.name) if folder is not None else _("Save PDF …")
        self.save.setText(text.replace("&", "&&"))
        self.save.setAccessibleName(text)

    def _on_save_asked(self) -> None:
        document, folder = self.document, self.hub.saved_in
        if document is not None and folder is not None and not (folder / document.name).exists():
            self._write(document, folder / document.name)
        else:
            self._ask_where()

    def _ask_where(self) -> None:
        document = self.document
        if document is None or self.save.isHidden():
            return
        start = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)) / document.name
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Save PDF"), str(start), _("PDF files (*.pdf)"))
        if chosen:
            self._write(document, Path(chosen))

    def _write(self, document: PreviewedPdf, path: Path) -> None:
        self.hub.ask(
            lambda vault: self.write_document(vault, document, path),
            lambda _none: self._on_saved(path), self._on_failed,
        )

    def _on_leave_out_asked(self) -> None:
        asked = QInputDialog(self)
        asked.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
        asked.setWindowTitle(_("Leave words out"))
        asked.setLabelText(
            _("Names and words about third parties, one to a line. This copy is made without them and says so; the "
              "review itself stays whole.")
        )  # fmt: skip
        asked.setOkButtonText(_("Make the copy"))
        asked.setCancelButtonText(_("Cancel"))
        asked.setTextValue(self._typed)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.textValueSelected.connect(self.leave_out)
        asked.open()

    def _on_sign_asked(self) -> None:
        """One act: the pages one looks at are signed and written, nothing is made anew."""
        document = self.document
        if document is None:
            return
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        start = folder / signed_name(document)
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Save signed PDF"), str(start), _("PDF files (*.pdf)"))
        if not chosen:
            return
        path = Path(chosen)

        def sign(vault: Vault) -> None:
            save_previewed(vault, document=sign_previewed(vault, document=document), path=path)

        self.hub.ask(sign, lambda _none: self._on_signed(path), self._on_failed)

    def _show_returned(self, answer: tuple[Returned | None, str]) -> None:
        """Say that it came back signed, or why what came does not count."""
        found, sentence = answer
        if not isValid(self):
            return
        if found is not None:
            self.readers.offer_signed()
            sentence = f"{sentence}\n{signer_sentence(found.signer)}"
            self.signed_by.sentence.setToolTip(tooltip_text(stated_moment(found.signer)))
            self.signed_by.sentence.setAccessibleDescription(stated_moment(found.signer))
        if sentence:
            self.signed_by.say(sentence)

    def _on_signed(self, path: Path) -> None:
        if isValid(self):
            self._say(_("Signed and saved as {path}").format(path=path))
            self.saved_file.show_for(path)

    def _on_saved(self, path: Path) -> None:
        self.hub.saved_in = path.parent
        if isValid(self):
            self._say(_("Saved as {path}").format(path=path))
            self.saved_file.show_for(path)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, ReviewAppError) and isValid(self):
            self.readers.put_back()
            # A full disk or a folder one may not write to is told where the user is looking.
            self._say(in_one_line(error))
        else:
            self.hub.failed.emit(error)


def _signed_back(vault: Vault, review_id: int) -> tuple[Returned | None, str]:
    """The file both signed, if there is one, and where the signatures stand, in a sentence."""
    state = signature_state(vault, review_id=review_id)
    return state.signed, signature_sentence(state)

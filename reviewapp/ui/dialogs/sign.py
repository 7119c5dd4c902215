"""My signature on a review about me: read the pages as they came, say what the signature states, sign, hand it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget
from shiboken6 import isValid

from reviewapp.actions.changes import Changes
from reviewapp.actions.countersigning import (
    DECLINED,
    SigningOffer,
    sign_review,
    signed_pages,
    signing_offer,
    signing_text,
    statement_words,
)
from reviewapp.actions.exporting import PreviewedPdf, name_part, save_previewed
from reviewapp.actions.sentences import in_one_line
from reviewapp.actions.shared_words import own_position_words
from reviewapp.actions.vaults import Vault
from reviewapp.domain.errors import ReviewAppError
from reviewapp.domain.packet_file import SUFFIX
from reviewapp.domain.reply import POSITIONS
from reviewapp.i18n import _
from reviewapp.ui.dialogs.hand_over import HandOverDialog, give_it_to
from reviewapp.ui.dialogs.shared_pages import SharedPagesDialog
from reviewapp.ui.forms.form_keeper import Fields
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.check_phrase import CheckPhraseCard
from reviewapp.ui.widgets.checked_text import CheckedTextEdit
from reviewapp.ui.widgets.chip_group import ChipGroup
from reviewapp.ui.widgets.flow_layout import row_of
from reviewapp.ui.widgets.labels import plain_label

_PAUSE = 300  # milliseconds without a key before what the file will say is read anew


class ReadAndSignDialog(SharedPagesDialog):
    """The exact bytes that came, page by page; "Sign …" goes on from them."""

    def __init__(self, hub: Hub, packet_id: int, parent: QWidget | None = None) -> None:
        tip = _("Says first what is signed, and by which key.")
        self.sign_these = button(_("Sign …"), "primary", "pencil", tip=tip)
        self.sign_these.setEnabled(False)
        super().__init__(hub, packet_id, parent)
        self.setWindowTitle(_("Read and sign"))
        self.sign_these.clicked.connect(self._on_sign_these)
        # One primary act: what was opened to be signed is signed here, and saved beside.
        self.save.set_kind("plain")

    def end_of_foot(self) -> Sequence[QWidget]:
        """The act this was opened for, last."""
        return (self.sign_these,)

    def on_shown(self) -> None:
        """The pages stand there: now they can be signed."""
        self.sign_these.setEnabled(True)

    def _on_sign_these(self) -> None:
        dialog = SignDialog(self.hub, self.packet_id, self)
        dialog.finished.connect(lambda _result: self._on_done(dialog.made))
        dialog.open()

    def _on_done(self, made: Path | None) -> None:
        if made is not None and isValid(self):
            self.accept()

    def _sentence(self, document: PreviewedPdf) -> str:
        return _("These are the pages as they came. Nobody has to sign them.")


class SignedPagesDialog(SharedPagesDialog):
    """The pages with my signature, as they went back."""

    def __init__(self, hub: Hub, packet_id: int, parent: QWidget | None = None) -> None:
        super().__init__(hub, packet_id, parent)
        self.setWindowTitle(_("What you signed"))

    def make_document(self, vault: Vault, review_id: int) -> PreviewedPdf:
        """The attachment of the answer that went back; runs in the worker."""
        return signed_pages(vault, packet_id=review_id)

    def _sentence(self, document: PreviewedPdf) -> str:
        return _("These are the pages as you signed them.")


class SignDialog(HandOverDialog):
    """What is signed, with which key, what the signature states; then one act signs and makes the sealed file."""

    def __init__(self, hub: Hub, packet_id: int, parent: QWidget | None = None) -> None:
        super().__init__(
            hub, _("Sign the review"),
            _("Your signature is added behind the pages you read; not a byte of them changes. Nobody has to sign: an "
              "answer without a signature, or none, holds nothing up."), parent,
        )  # fmt: skip
        self._packet_id = packet_id
        self._by, self._day, self._is_somebody_else = "", "", False
        self._why_not = ""
        self.what = plain_label("")
        self.row(_("What you sign"), self.what)
        self.states = plain_label("", "strong")
        choices = [(one, own_position_words(one)) for one in POSITIONS]
        self.position = ChipGroup(_("What your signature states"), choices)
        self.position.picked.connect(self._on_picked)
        self.row(_("What your signature states"), self.position)
        self.column.addWidget(self.states)
        self.is_me = QCheckBox("")
        self.is_me.hide()
        self.column.addWidget(self.is_me)
        self.column.addSpacing(SPACE_S)
        self.words = CheckedTextEdit(
            _("Your words"), min_lines=3, max_lines=12,
            only_says=_("Only a hint: these are your own words, and nothing is changed or held back."),
        )
        self.words.edited.connect(self._on_edited)
        hint = _("As long as you like, or nothing. They go along and are printed with every later version.")
        self.row(_("Your words"), self.words, hint)
        self.column.addWidget(self.words.hints)
        self.copy = button(_("Save your copy …"), icon="download", tip=_("The signed pages as a PDF of your own."))
        self.copy.clicked.connect(self._on_copy_asked)
        self.copy_said = plain_label("", "muted")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.show_content)
        self._show_act()
        self.keep_as(f"sign/{packet_id}", self._contents, self._fill)
        self.load(lambda vault: signing_offer(vault, packet_id=packet_id), self._show)

    def text_for(self, chosen: Sequence[Any]) -> Callable[[Vault], str]:
        """Where I stand and my words, and that the pages go along."""
        position, text = self.position.value() or "", self.words.text()
        return lambda vault: signing_text(vault, packet_id=self._packet_id, position=position, text=text)

    def make(self, chosen: Sequence[Any], into: Path) -> Callable[[Vault], Changes]:
        """Sign, and seal the answer for who wrote the review, in one step."""
        return partial(
            sign_review, packet_id=self._packet_id, position=self.position.value() or "", text=self.words.text(),
            into=into, is_me=self.is_me.isChecked(),
        )  # fmt: skip

    def file_name(self) -> str:
        """Such as ``Signed-for_Ruth-Ansell_2026-11-20.rvpacket``."""
        word = _("Answer-to") if self.position.value() == DECLINED else _("Signed-for")
        return f"{word}_{name_part(self._by)}_{self._day}{SUFFIX}"

    def next_step(self) -> str:
        """How it gets to them."""
        return give_it_to(self._by)

    def submit_asked(self) -> None:
        """Nothing is signed before it was said what the signature states, and by whom."""
        if self.position.value() is None:
            self.say(_("Choose first what your signature states. Received is enough; it is not agreement."))
            self.position.set_focus()
        elif self._is_somebody_else and not self.is_me.isChecked() and self.position.value() != DECLINED:
            self.say(_("These pages bear another name than your vault. Say that it is you, or leave them."))
            self.is_me.setFocus()
        else:
            super().submit_asked()

    def _show(self, offer: SigningOffer) -> None:
        stand = offer.stand
        self._by, self._day = stand.by, offer.today.isoformat()
        self.to.setText(_("For {name}.").format(name=stand.by))
        pages = _("{title}: the pages exactly as they came from {name}.").format(title=offer.title, name=stand.by)
        lines = [pages, *([stand.writer] if stand.writer else [])]
        if not offer.compared:
            lines.append(_("Who signed them rests on the file alone: the words of the card were not compared yet."))
        self.what.setText("\n".join(lines))
        self._is_somebody_else = bool(offer.about)
        if offer.about:
            label = _("I am {name}, under another name in this vault").format(name=offer.about)
            self.is_me.setText(label.replace("&", "&&"))
            self.is_me.setAccessibleName(label)
            self.is_me.show()
        title = _("You sign as {name}, with {key}").format(name=offer.own_name, key=offer.key)
        phrase = CheckPhraseCard(title, offer.phrase.words, offer.phrase.digits)
        self.row(_("Your key"), phrase, _("Whoever compared these words with you knows that the key is yours."))
        self.position.set_value(offer.position or None)
        self.words.set_text(offer.text)
        self.offer("")
        self.column.insertWidget(self.column.indexOf(self.saved) + 1, self.copy_said)
        self.column.insertWidget(self.column.indexOf(self.copy_said) + 1, row_of(self.copy))
        for part in (self.copy, self.copy_said):
            part.hide()
        if stand.state != "open":  # said before anybody tries
            self._why_not = f"{stand.sentence} {stand.next_step}".strip()
            self.submit.setEnabled(False)
            self.say(self._why_not)
        self._show_act()
        self.position.set_focus()
        self.show_content()

    def touch(self) -> None:
        """The user changed something; why nothing can be signed stays in sight."""
        super().touch()
        self.say(self._why_not)

    def _on_picked(self) -> None:
        self.touch()
        self._show_act()
        self.show_content()

    def _on_edited(self) -> None:
        self.touch()
        self._pause.start()

    def _show_act(self) -> None:
        """The exact words of the page, and an act that says whether it signs."""
        position = self.position.value() or ""
        self.states.setText(statement_words(position))
        self.states.setVisible(bool(position))
        label = _("Make the file …") if position == DECLINED else _("Sign and make the file …")
        self.submit.setText(label)
        self.submit.setAccessibleName(label)

    def _on_made(self, path: Path) -> None:
        super()._on_made(path)
        if not isValid(self):
            return
        self._put_form_away()
        if self.position.value() != DECLINED:
            self._say_of_copy(_("The signed pages stay in your vault, on My side. Save them as a PDF as well:"))
            self.copy.show()
            self.copy.setFocus()
        QTimer.singleShot(0, self, self._fit_height)

    def _put_form_away(self) -> None:
        """It is done: what was said and what comes next remain, and nothing that looks as if it could be changed."""
        for at in range(self.column.indexOf(self.to) + 1, self.column.indexOf(self.saved)):
            item = self.column.itemAt(at)
            part = item.widget() if item is not None else None
            if part is not None and part is not self.states:
                part.hide()
        self.submit.hide()

    def _on_copy_asked(self) -> None:
        packet_id = self._packet_id
        self.hub.ask(lambda vault: signed_pages(vault, packet_id=packet_id), self._ask_where, self._on_copy_failed)

    def _ask_where(self, document: PreviewedPdf) -> None:
        if not isValid(self):
            return
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        chosen, _filter = QFileDialog.getSaveFileName(
            self, _("Save signed PDF"), str(folder / document.name), _("PDF files (*.pdf)")
        )
        if chosen:
            path = Path(chosen)
            self.hub.ask(
                lambda vault: save_previewed(vault, document=document, path=path),
                lambda _none: self._say_of_copy(_("Saved as {path}").format(path=path)), self._on_copy_failed,
            )  # fmt: skip

    def _say_of_copy(self, sentence: str) -> None:
        if isValid(self):
            self.copy_said.setText(sentence)
            self.copy_said.show()

    def _on_copy_failed(self, error: BaseException) -> None:
        if isinstance(error, ReviewAppError) and isValid(self):
            self._say_of_copy(in_one_line(error))
        else:
            self.hub.failed.emit(error)

    def _contents(self) -> Fields:
        return {"position": self.position.value() or "", "words": self.words.text()}

    def _fill(self, kept: Fields) -> None:
        self.position.set_value(str(kept.get("position", "")) or None)
        self.words.set_text(str(kept.get("words", "")))
        self._show_act()
        self._pause.start()

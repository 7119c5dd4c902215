"""Hand a person over to their next manager: what goes, what stays, what ends; then two sealed files."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from reviewapp.actions.exporting import name_part
from reviewapp.actions.handover import HandoverOffer, before_handing_over, hand_over, handover_bodies
from reviewapp.actions.sentences import in_one_line
from reviewapp.actions.shared_words import handover_text, notice_text, stays_words
from reviewapp.actions.vaults import Vault
from reviewapp.domain.errors import ReviewAppError
from reviewapp.domain.packet_file import SUFFIX
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.announce import announce
from reviewapp.ui.widgets.choice_box import ChoiceBox
from reviewapp.ui.widgets.date_field import DateField
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.widgets.receivers import no_card_words, receiver_words
from reviewapp.ui.widgets.saved_file import SavedFileRow
from reviewapp.ui.widgets.text_edit import GrowingTextEdit
from reviewapp.ui.words import written_date


class HandoverDialog(FormDialog):
    """Nothing leaves and nothing ends before "Make both files …" (PRODUCT.md, promise 4)."""

    def __init__(self, hub: Hub, person_id: int, parent: QWidget | None = None) -> None:
        title = _("Hand over to the next manager")
        super().__init__(hub, title, _("Make both files …"), parent)
        self._person_id = person_id
        self._offer: HandoverOffer | None = None
        self.made: tuple[Path, ...] = ()
        self.column.addWidget(plain_label(title, "title"))
        self.column.addSpacing(SPACE_S)
        self.about = plain_label("", "muted")
        self.column.addWidget(self.about)
        self.earlier = plain_label("", "muted")
        self.column.addWidget(self.earlier)
        self.column.addSpacing(SPACE_S)
        self.receiver = ChoiceBox(self)
        self.receiver.setAccessibleName(_("Next manager"))
        self.receiver.currentIndexChanged.connect(self._on_chosen)
        self.trust = plain_label("", "small")
        self.told = DateField(lambda: self._offer.today if self._offer else date.today(), _("You told them on"))
        self.told.picked.connect(self._on_chosen)
        self.goes = _reading(_("What goes along"))
        self.ends = _reading(_("What goes to the bin today"))
        self.stays = _reading(_("What stays with you"))
        self.content = _reading(_("What the next manager will read"), most=14)
        self.notice = _reading(_("What the person will read"), most=10)
        self.saved = tuple(SavedFileRow(self) for _at in range(2))
        for one in self.saved:
            one.open_button.hide()  # it would only come back to this program
            one.said.connect(self.say)
        self.load(lambda vault: before_handing_over(vault, person_id=person_id), self._show)

    def submit_asked(self) -> None:
        """Ask for a folder, then make both files there."""
        offer, contact_id = self._offer, self.receiver.currentData()
        if offer is None or contact_id is None:
            return
        told_on = self.told.date()
        if not offer.has_card and told_on is None:
            self.say(self.told.problem_sentence() or _("Give the day you told them what you hand over and to whom."))
            self.told.setFocus()
            return
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen = QFileDialog.getExistingDirectory(self, _("A folder for the files"), documents)
        if not chosen:
            return
        names = [self.receiver.currentText(), *([offer.person] if offer.has_card else [])]
        paths = tuple(Path(chosen) / _file_name(name, offer) for name in names)
        self.run(
            partial(
                hand_over, person_id=self._person_id, contact_id=contact_id, into=paths,
                told_on=None if offer.has_card else told_on,
            ),
            _("Handed over"), then=lambda _changes: self._on_made(paths), stay=True,
        )  # fmt: skip

    def _show(self, offer: HandoverOffer) -> None:
        self._offer = offer
        self.about.setText(_about(offer))
        self.earlier.setText("\n".join(_made_words(offer)))
        self.earlier.setVisible(bool(offer.made))
        for one in offer.receivers:
            self.receiver.addItem(one.name, one.contact_id)
        self.row(_("Next manager"), self.receiver)
        self.column.addWidget(self.trust)
        self.column.addSpacing(SPACE_S)
        if not offer.has_card:
            self.row(
                _("You told them on"), self.told,
                _("{name} gets no file, since no card of theirs is known. Tell them first what you hand over and to "
                  "whom.").format(name=offer.person),
            )  # fmt: skip
        kept = _("For two weeks they lie in the bin, then they are gone.")
        for part, lines, hint in (
            (self.goes, offer.goes, ""), (self.ends, offer.jots, kept),
            (self.stays, [f"{one.title} — {stays_words(one.reason)}" for one in offer.stays], ""),
        ):  # fmt: skip
            if lines:
                part.set_text("\n".join(f"– {line}" for line in lines))
                self.row(part.accessibleName(), part, hint)
        if offer.goes and offer.receivers:
            self.row(self.content.accessibleName(), self.content)
            if offer.has_card:
                self.row(self.notice.accessibleName(), self.notice)
        for row in self.saved:
            self.column.addWidget(row)
        self.column.addStretch()
        if not offer.goes:
            self.say(_("{name} was not told of anything yet, so there is nothing to hand over.").format(
                name=offer.person
            ))  # fmt: skip
        elif not offer.receivers:
            self.say(no_card_words())
        self.submit.setEnabled(bool(offer.goes and offer.receivers))
        self.receiver.setFocus()
        self._on_chosen()

    def _on_chosen(self) -> None:
        offer, contact_id = self._offer, self.receiver.currentData()
        if offer is None or contact_id is None or not offer.goes:
            self.trust.hide()
            return
        one = next(one for one in offer.receivers if one.contact_id == contact_id)
        self.trust.setText(receiver_words(one))
        self.trust.show()
        told_on = None if offer.has_card else self.told.date() or offer.today

        def read(vault: Vault) -> tuple[str, str]:
            body, notice = handover_bodies(
                vault, person_id=self._person_id, contact_id=contact_id, told_on=told_on
            )
            return handover_text(body), notice_text(notice) if notice is not None else ""

        def show(texts: tuple[str, str]) -> None:
            if isValid(self):
                self.content.set_text(texts[0])
                self.notice.set_text(texts[1])
                QTimer.singleShot(0, self, self._fit_height)

        self.hub.ask(read, show, self._on_refused)

    def _on_refused(self, error: BaseException) -> None:
        if isValid(self) and isinstance(error, ReviewAppError):
            self.content.set_text("")
            self.say(in_one_line(error))
        else:
            self.hub.failed.emit(error)

    def _on_made(self, paths: tuple[Path, ...]) -> None:
        if not isValid(self) or self._offer is None:
            return
        self.made = paths
        self.submit.setEnabled(False)
        self.receiver.setEnabled(False)
        self.cancel.setText(_("Close"))
        self.cancel.setAccessibleName(_("Close"))
        for path, row in zip(paths, self.saved, strict=False):
            row.show_for(path)
        sentence = _("The files are made: give {name} theirs, and {person} the notice. Neither can open the other's.")
        if len(paths) == 1:
            sentence = _("The file is made: give it to {name}. Only you two can open it.")
        self.about.setText(sentence.format(name=self.receiver.currentText(), person=self._offer.person))
        announce(self, self.about.text())
        self._scroll.ensureWidgetVisible(self.about)


def _reading(name: str, most: int = 6) -> GrowingTextEdit:
    made = GrowingTextEdit(name, min_lines=1, max_lines=most)
    made.setReadOnly(True)
    return made


def _about(offer: HandoverOffer) -> str:
    said = [_("What {name} knows of goes to their next manager, with what they said to it.")]
    said += [_("{name} gets a notice that lists everything and names who has it.")] if offer.has_card else []
    said.append(_("Nothing else leaves, and it cannot be called back."))
    return " ".join(one.format(name=offer.person) for one in said)


def _made_words(offer: HandoverOffer) -> list[str]:
    lines = []
    for one in offer.made:
        day = written_date(one.made_on)
        if one.informed_on is None:
            lines.append(
                _("Handed over to {name} on {day}; {person} has not confirmed the notice yet.").format(
                    name=one.to, day=day, person=offer.person
                )
            )
        else:
            lines.append(
                _("Handed over to {name} on {day}; {person} knows since {since}.").format(
                    name=one.to, day=day, person=offer.person, since=written_date(one.informed_on)
                )
            )
    return lines


def _file_name(name: str, offer: HandoverOffer) -> str:
    about = f"_{name_part(offer.person)}" if name != offer.person else ""
    return f"{_('For')}_{name_part(name)}{about}_{offer.today.isoformat()}{SUFFIX}"

"""Cards: the own one, to be given away, and those of others, to be compared and taken out of use."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QListWidget, QListWidgetItem, QWidget

from reviewapp.actions.cards import CardRow, Phrase, card_phrase, cards, give_card_to, make_card, without_card
from reviewapp.actions.contacts import stop_using_key, verify_contact
from reviewapp.actions.packet_files import save_packet
from reviewapp.actions.vaults import Vault
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.hub import Hub
from reviewapp.ui.messages import confirm
from reviewapp.ui.tokens import SPACE_M, SPACE_S
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.choice_box import ChoiceBox
from reviewapp.ui.widgets.flow_layout import row_of
from reviewapp.ui.widgets.labels import plain_label

LINES = 5
_ROW = int(Qt.ItemDataRole.UserRole)


class CardsDialog(FormDialog):
    """A list; below it the words of the chosen card. The primary act says that they were compared and are the same."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        title = _("Cards")
        super().__init__(hub, title, _("The words are the same"), parent)
        self._chosen: CardRow | None = None
        self.column.addWidget(plain_label(title, "title"))
        self.column.addSpacing(SPACE_S)
        self.column.addWidget(plain_label(_(
            "What you send is sealed for the card of whoever it is for, and nobody else can open it. A card comes with "
            "the first file from a person. Read the words to each other once, by phone or face to face: when they are "
            "the same on both sides, the card is really theirs."
        ), "muted"))  # fmt: skip
        self.column.addSpacing(SPACE_M)
        self.rows = QListWidget(self)
        self.rows.setAccessibleName(title)
        self.rows.setWordWrap(True)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setMinimumHeight(self.fontMetrics().height() * LINES)
        self.rows.currentItemChanged.connect(self._on_chosen)
        self.column.addWidget(self.rows)
        self.column.addSpacing(SPACE_M)
        self.words = self._line("strong")
        self.figures = self._line("muted")
        self.column.addSpacing(SPACE_S)
        self.give = button(_("Save my card to a file …"), icon="download")
        self.give.clicked.connect(self._on_give)
        self.stop = button(_("Stop using this card …"))
        self.stop.clicked.connect(self._on_stop)
        self.column.addWidget(row_of(self.give, self.stop))
        self.whose = ChoiceBox(self)
        self.whose.setMaximumWidth(self.fontMetrics().averageCharWidth() * 40)
        self.belongs = button(_("It is the card of this person"))
        self.belongs.clicked.connect(self._on_belongs)
        self.whose_row = row_of(self.whose, self.belongs)
        self.whose.setAccessibleName(_("Person"))
        self.column.addWidget(self.whose_row)
        self.cancel.setText(_("Close"))
        self.cancel.setAccessibleName(_("Close"))
        self._read()

    def submit_asked(self) -> None:
        """The words were compared and are the same."""
        row = self._chosen
        if row is not None and row.contact_id is not None:
            contact_id = row.contact_id
            self.run(
                lambda vault: verify_contact(vault, contact_id=contact_id), _("The card of {name} is compared").format(
                    name=row.name), then=while_alive(self, lambda _changes: self._read()), stay=True,
            )  # fmt: skip

    def _line(self, kind: str) -> QLabel:
        line = plain_label("", kind)
        line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.addWidget(line)
        return line

    def _read(self) -> None:
        self.load(lambda vault: (cards(vault), without_card(vault)), self._show)

    def _show(self, answer: tuple[list[CardRow], list[tuple[int, str]]]) -> None:
        found, people = answer
        self.whose.clear()
        for person_id, name in people:
            self.whose.addItem(name, person_id)
        chosen = self._chosen
        self.rows.clear()
        for row in found:
            item = QListWidgetItem(_in_words(row))
            item.setData(_ROW, row)
            self.rows.addItem(item)
        known = [row.contact_id for row in found]
        self.rows.setCurrentRow(known.index(chosen.contact_id) if chosen and chosen.contact_id in known else 0)
        self.rows.setFocus()

    def _on_chosen(self, item: QListWidgetItem | None, _before: Any = None) -> None:
        row: CardRow | None = item.data(_ROW) if item is not None else None
        self._chosen = row
        if row is None:
            return
        self.submit.setVisible(row.trust == "unverified")
        self.give.setVisible(row.contact_id is None)
        self.stop.setVisible(row.trust in ("unverified", "verified"))
        self.whose_row.setVisible(row.is_free and self.whose.count() > 0)
        self.whose.setCurrentIndex(max(0, self.whose.findText(row.name)))
        self.words.setText(_("Working out the words …"))
        self.figures.setText("")

        def show(phrase: Phrase) -> None:
            if self._chosen == row:
                self._show_phrase(row, *phrase)

        self.hub.ask(lambda vault: card_phrase(vault, contact_id=row.contact_id), while_alive(self, show))

    def _show_phrase(self, row: CardRow, words: Sequence[str], figures: Sequence[str]) -> None:
        whose = _("Your words") if row.contact_id is None else _("Words of this card")
        self.words.setVisible(bool(words))
        self.words.setText(f"{whose}: {' '.join(words)}")
        self.figures.setText(_("or in figures: {figures}").format(figures=" ".join(figures)))
        self._fit_height()

    def _on_give(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(self, _("Save my card"), "card.rvpacket", _("Packets (*.rvpacket)"))
        if name:
            self.hub.ask(lambda vault: _written(vault, Path(name)), self._on_given, self._on_refused)

    def _on_given(self, path: Path) -> None:
        self.hub.said.emit(_("Your card is in {name}. Anybody may see it.").format(name=path.name), False)

    def _on_stop(self) -> None:
        row = self._chosen
        if row is None or row.contact_id is None:
            return
        contact_id = row.contact_id
        question = _("Stop using the card of {name}?").format(name=row.name)
        what = _("Nothing is sealed for it any more, and nothing it signs is taken in. What came before stays.")
        if confirm(self, question, what, _("Stop using it")):
            self.run(
                lambda vault: stop_using_key(vault, contact_id=contact_id), _("The card is out of use"),
                then=while_alive(self, lambda _changes: self._read()), stay=True,
            )  # fmt: skip

    def _on_belongs(self) -> None:
        row, person_id = self._chosen, self.whose.currentData()
        if row is None or row.contact_id is None or person_id is None:
            return
        contact_id = row.contact_id
        self.run(
            lambda vault: give_card_to(vault, contact_id=contact_id, person_id=person_id),
            _("Files about {name} can be sealed for this card").format(name=self.whose.currentText()),
            then=while_alive(self, lambda _changes: self._read()), stay=True,
        )  # fmt: skip

    def _on_refused(self, error: BaseException) -> None:
        self.hub.failed.emit(error)


def _written(vault: Vault, path: Path) -> Path:
    return save_packet(vault, packet_id=make_card(vault).id, path=path)


def _in_words(row: CardRow) -> str:
    state = {
        "mine": _("your own card"), "unverified": _("not compared yet"), "verified": _("compared, and the same"),
        "retired": _("no longer in use"),
    }[row.trust]  # fmt: skip
    of = _("{name} (card of {person})").format(name=row.name, person=row.person) if row.person else row.name
    return f"{of} · {state}"

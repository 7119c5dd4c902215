"""A file that came from outside: what it is, from whom, how far the sender is known, and taking it in.

Looking writes nothing. What cannot be taken in is said with the sentence of the error table (exchange.md 1.3).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QWidget

from reviewapp.actions.changes import Changes
from reviewapp.actions.incoming import Arrival, take_in
from reviewapp.actions.packet_words import kind_heading, trust_words
from reviewapp.actions.sentences import in_words
from reviewapp.domain.errors import ReviewAppError
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_M, SPACE_S
from reviewapp.ui.widgets.check_phrase import CheckPhraseCard
from reviewapp.ui.widgets.choice_box import ChoiceBox
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.words import written_date

_LEAST_CHARACTERS = 16
LATER, SAME, OTHER, DIFFERENT = "later", "same", "other", "different"


class IncomingDialog(FormDialog):
    """``packet_id`` is the packet to go to once it is closed, or None; ``was_put_away``: locking closed it."""

    def __init__(self, hub: Hub, path: Path, answer: Arrival | ReviewAppError, parent: QWidget | None = None) -> None:
        super().__init__(hub, _("A file for you"), _("Take in"), parent)
        self.packet_id: int | None = None
        self.kind = ""
        self.was_put_away = False
        self.compared: ChoiceBox | None = None
        self._arrival = answer if isinstance(answer, Arrival) else None
        self.cancel.setText(_("Not now"))
        self.cancel.setAccessibleName(_("Not now"))
        if isinstance(answer, ReviewAppError):
            self._heading(_("This file cannot be opened"), path.name)
            self._refuse(answer)
        else:
            self._describe(answer)
        (self.submit if self.submit.isEnabled() else self.compared or self.cancel).setFocus()
        # What was put in just now has its size only once it was shown and dressed.
        QTimer.singleShot(0, self, self._fit_height)

    def submit_asked(self) -> None:
        """Take it in, or go to what was taken in before."""
        arrival, found = self._arrival, self._found()
        if arrival is None or not self.submit.isEnabled():
            return
        if arrival.packet_id is not None:
            self.packet_id = arrival.packet_id
            self.accept()
            return
        self.run(
            lambda vault: take_in(vault, arrival, compared=found == SAME, is_other=found == OTHER),
            _("Taken in"), stay=True, then=self._on_taken,
        )  # fmt: skip

    def put_away(self) -> None:
        self.was_put_away = True
        super().put_away()

    def _on_taken(self, changes: Changes) -> None:
        self.packet_id = changes.id
        self.accept()

    def _describe(self, arrival: Arrival) -> None:
        found = arrival.found
        self.kind = found.kind
        self._heading(kind_heading(found.kind, found.sender.name), self._envelope(arrival))
        if arrival.has_new_key:
            self._describe_new_key(arrival)
        elif arrival.refusal is not None:
            self._refuse(arrival.refusal)
            if arrival.packet_id is not None:
                self.submit.setText(_("Show it"))
                self.submit.setAccessibleName(_("Show it"))
                self.submit.setEnabled(True)
                self.submit.show()
        elif found.trust == "verified":
            self.column.addWidget(plain_label(self._sender_line(arrival), "muted"))
        else:
            self.column.addWidget(plain_label(self._sender_line(arrival)))
            self._add_phrase(_("The words of this sender"), arrival)
            self.column.addWidget(plain_label(self._why(arrival), "muted"))
            self._ask(
                _("Did you compare the words?"),
                [(LATER, _("Not yet")), (SAME, _("Yes, they are the same")), (DIFFERENT, _("Yes, they differ"))],
            )

    def _describe_new_key(self, arrival: Arrival) -> None:
        name = arrival.found.sender.name
        assert arrival.refusal is not None and arrival.known_phrase is not None  # `has_new_key` rests on both
        sentence, next_step = in_words(arrival.refusal)
        self.column.addWidget(plain_label(sentence, "strong"))
        self.column.addWidget(plain_label(next_step))
        self.column.addWidget(
            plain_label(
                _("A new computer or a new vault brings a new key. So does somebody who only claims to be {name}: "
                  "ask on a phone number you know, not one from this file.").format(name=name), "muted",
            )
        )  # fmt: skip
        self._add_phrase(_("The words of this file"), arrival)
        known = arrival.known_phrase
        self.column.addWidget(CheckPhraseCard(_("The words known until now"), known.words, known.digits))
        choices = [("", _("Choose")), (SAME, _("The words of this file are the same as theirs: it is a new key"))]
        if arrival.may_be_other:
            choices.append((OTHER, _("It is another person called {name}").format(name=name)))
        self._ask(_("What did you find out?"), [*choices, (DIFFERENT, _("The words differ"))])

    def _heading(self, title: str, below: str) -> None:
        self.column.addWidget(plain_label(title, "title"))
        self.column.addWidget(plain_label(below, "muted"))
        self.column.addSpacing(SPACE_M)

    def _envelope(self, arrival: Arrival) -> str:
        day = written_date(date.fromisoformat(arrival.found.created[:10]))
        parts = [arrival.path.name, _("written on {day}").format(day=day)]
        if not arrival.found.is_sealed:
            parts.append(_("not sealed"))
        if arrival.found.attachments:
            parts.append(_("attached: {names}").format(names=", ".join(arrival.found.attachments)))
        return " · ".join(parts)

    def _sender_line(self, arrival: Arrival) -> str:
        sender = arrival.found.sender.name
        return _("{name}: {trust}").format(name=sender, trust=trust_words(arrival.found.trust))

    def _why(self, arrival: Arrival) -> str:
        return _(
            "To be sure, phone {name} on a number you know and read the words to each other: there they stand in "
            "Settings. This can wait until later."
        ).format(name=arrival.found.sender.name)

    def _add_phrase(self, title: str, arrival: Arrival) -> None:
        phrase = arrival.found.phrase
        self.column.addSpacing(SPACE_S)
        self.column.addWidget(CheckPhraseCard(title, phrase.words, phrase.digits))

    def _ask(self, question: str, choices: list[tuple[str, str]]) -> None:
        self.compared = ChoiceBox()
        for value, label in choices:
            self.compared.addItem(label, value)
        # A long answer must not make the page wider than the window.
        self.compared.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.compared.setMinimumContentsLength(_LEAST_CHARACTERS)
        self.compared.setAccessibleName(question)
        self.compared.currentIndexChanged.connect(lambda _index: self._on_compared())
        self.column.addSpacing(SPACE_S)
        self.row(question, self.compared)
        self._on_compared()

    def _found(self) -> str:
        return str(self.compared.currentData()) if self.compared is not None else LATER

    def _on_compared(self) -> None:
        found = self._found()
        self.submit.setEnabled(found in (LATER, SAME, OTHER))
        self.say(
            _("Then it is not from the person you know. Leave it, and tell them that you got it.")
            if found == DIFFERENT else ""
        )  # fmt: skip

    def _refuse(self, error: ReviewAppError) -> None:
        sentence, next_step = in_words(error)
        self.column.addWidget(plain_label(sentence, "strong"))
        self.column.addWidget(plain_label(next_step))
        self.column.addSpacing(SPACE_S)
        self.column.addWidget(plain_label(_("Nothing of this file was written to your vault."), "muted"))
        self.submit.hide()
        self.submit.setEnabled(False)
        self.cancel.setText(_("Close"))
        self.cancel.setAccessibleName(_("Close"))

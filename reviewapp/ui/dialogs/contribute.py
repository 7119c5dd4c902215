"""Give observations of somebody to the manager who reviews them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from reviewapp.actions.changes import Changes
from reviewapp.actions.contributing import (
    MAX_RELATION,
    Contributable,
    ContributionOffer,
    contribute,
    contribution_body,
    contribution_offer,
)
from reviewapp.actions.exporting import name_part
from reviewapp.actions.shared_words import contribution_text
from reviewapp.actions.vaults import Vault
from reviewapp.domain.packet_file import SUFFIX
from reviewapp.i18n import _
from reviewapp.ui.dialogs.hand_over import HandOverDialog, give_it_to
from reviewapp.ui.forms.form_keeper import Fields
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.choice_box import ChoiceBox
from reviewapp.ui.widgets.receivers import no_card_words, receiver_words
from reviewapp.ui.words import written_date


class ContributeDialog(HandOverDialog):
    """Own observations of one person, none ticked from the start."""

    def __init__(self, hub: Hub, person_id: int, parent: QWidget | None = None) -> None:
        super().__init__(
            hub, _("Give observations to their manager"),
            " ".join((
                _("For whoever reviews them now, and sealed for that manager alone."),
                _("There it stays your words, and is cited only after the person was told."),
                _("Jots, withdrawn and restricted observations stay here."),
            )),
            parent,
        )  # fmt: skip
        self._person_id = person_id
        self._offer: ContributionOffer | None = None
        self.receiver = ChoiceBox(self)
        self.receiver.setAccessibleName(_("Manager"))
        self.receiver.currentIndexChanged.connect(self._on_receiver)
        self.relation = QLineEdit(self)
        self.relation.setAccessibleName(_("How you worked together"))
        self.relation.setMaxLength(MAX_RELATION)
        self.relation.textEdited.connect(self._on_typed)
        self.keep_as(f"contribution/{person_id}", self._contents, self._fill)
        self.load(lambda vault: contribution_offer(vault, person_id=person_id), self._show)

    def text_for(self, chosen: Sequence[Any]) -> Callable[[Vault], str]:
        """The observations as the other manager will read them."""
        relation = self.relation.text()
        return lambda vault: contribution_text(
            contribution_body(vault, person_id=self._person_id, observation_ids=chosen, relation=relation)
        )

    def make(self, chosen: Sequence[Any], into: Path) -> Callable[[Vault], Changes]:
        """Seal it for the chosen card."""
        return partial(
            contribute, person_id=self._person_id, contact_id=self.receiver.currentData(), observation_ids=chosen,
            relation=self.relation.text(), into=into,
        )  # fmt: skip

    def file_name(self) -> str:
        """Such as ``For_Ruth-Ansell_2026-11-20.rvpacket``."""
        day = self._offer.today if self._offer is not None else date.today()
        return f"{_('For')}_{name_part(self.receiver.currentText())}_{day.isoformat()}{SUFFIX}"

    def next_step(self) -> str:
        """How it gets to them."""
        return give_it_to(self.receiver.currentText())

    def _show(self, offer: ContributionOffer) -> None:
        self._offer = offer
        for one in offer.receivers:
            self.receiver.addItem(one.name, one.contact_id)
        self.row(_("Manager"), self.receiver)
        self.column.removeWidget(self.to)
        self.column.addWidget(self.to)  # said of the card that is chosen above
        self.column.addSpacing(SPACE_S)
        self.row(_("How you worked together"), self.relation, _("For example: led the rota project."))
        for row in offer.rows:
            self.add_row(_line(row), row.observation_id, ticked=False)
        self.offer(_("Observations"))
        if not offer.receivers:
            self.say(no_card_words())
        elif not offer.rows:
            self.say(_("Nothing is complete yet. Complete an observation, then hand it over."))
        self.submit.setEnabled(bool(offer.rows and offer.receivers))
        self.rows.setCurrentRow(0)
        self.receiver.setFocus()
        self._on_receiver()
        self.show_content()

    def _on_receiver(self) -> None:
        chosen = self.receiver.currentData()
        one = next((one for one in self._offer.receivers if one.contact_id == chosen), None) if self._offer else None
        self.to.setText(receiver_words(one) if one is not None else "")

    def _on_typed(self) -> None:
        self.touch()
        self.show_content()

    def _contents(self) -> Fields:
        return {"relation": self.relation.text()}

    def _fill(self, kept: Fields) -> None:
        self.relation.setText(str(kept.get("relation", "")))


def _line(row: Contributable) -> str:
    day = written_date(row.observed_on) if row.observed_on is not None else _("Date open")
    parts = [_("{day} — {title}").format(day=day, title=row.title)]
    parts += [_("Concern")] if row.concern else []
    told = _("told on {day}").format(day=written_date(row.told_on)) if row.told_on else _("not told yet")
    return " · ".join([*parts, told])

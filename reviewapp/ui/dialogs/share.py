"""Hand observations, or a review, to the person they are about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget
from shiboken6 import isValid

from reviewapp.actions.changes import Changes
from reviewapp.actions.contacts import writer_name
from reviewapp.actions.exporting import name_part
from reviewapp.actions.review_views import ReviewDesk
from reviewapp.actions.shared_words import share_text
from reviewapp.actions.sharing import (
    Shareable,
    ShareOffer,
    hand_over_review,
    review_body,
    share_body,
    share_observations,
    share_offer,
)
from reviewapp.actions.signing import own_key_words
from reviewapp.actions.vaults import Vault
from reviewapp.domain.packet_file import SUFFIX
from reviewapp.i18n import _
from reviewapp.ui.dialogs.hand_over import HandOverDialog, give_it_to
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.words import written_date


class ShareDialog(HandOverDialog):
    """Complete observations of one person; ``chosen_id`` is ticked from the start, nothing else is."""

    def __init__(
        self, hub: Hub, person_id: int, parent: QWidget | None = None, *, chosen_id: int | None = None
    ) -> None:
        super().__init__(
            hub, _("Hand over observations"),
            _("The file is sealed: only this person and you can open it. What is in it counts as told from today. "
              "Jots, withdrawn and restricted observations stay here."),
            parent,
        )  # fmt: skip
        self._person_id, self._chosen_id = person_id, chosen_id
        self._offer: ShareOffer | None = None
        self.load(lambda vault: share_offer(vault, person_id=person_id), self._show)

    def text_for(self, chosen: Sequence[Any]) -> Callable[[Vault], str]:
        """The observations as the person will read them."""
        return lambda vault: share_text(share_body(vault, person_id=self._person_id, observation_ids=chosen))

    def make(self, chosen: Sequence[Any], into: Path) -> Callable[[Vault], Changes]:
        """Seal and mark as told, in one step."""
        return partial(share_observations, person_id=self._person_id, observation_ids=chosen, into=into)

    def file_name(self) -> str:
        """Such as ``For_Tom-Hesketh_2026-11-20.rvpacket``."""
        return _file_name(self._offer)

    def next_step(self) -> str:
        """How it gets to them."""
        return _next_step(self._offer)

    def choose_new(self) -> None:
        """Tick what the person was not handed yet, or not as it stands now."""
        for at in range(self.rows.count()):
            item, row = self.rows.item(at), self._rows()[at]
            is_new = row.handed_on is None or row.changed
            item.setCheckState(_checked(is_new))

    def _rows(self) -> tuple[Shareable, ...]:
        return self._offer.rows if self._offer is not None else ()

    def _show(self, offer: ShareOffer) -> None:
        self._offer = offer
        self.to.setText(_receiver(offer))
        for row in offer.rows:
            self.add_row(_line(row), row.observation_id, ticked=row.observation_id == self._chosen_id)
        self.offer(_("Observations"))
        if offer.rows:
            line = QHBoxLayout()
            line.setSpacing(SPACE_S)
            new = button(_("Choose what is new"))
            new.clicked.connect(self.choose_new)
            line.addWidget(new)
            line.addStretch()
            self.column.insertLayout(self.column.indexOf(self.rows) + 1, line)
        else:
            self.say(_("Nothing is complete yet. Complete an observation, then hand it over."))
        self.submit.setEnabled(bool(offer.rows and offer.card_name))
        ticked = next((at for at, row in enumerate(offer.rows) if row.observation_id == self._chosen_id), 0)
        self.rows.setCurrentRow(ticked)
        self.rows.setFocus()
        self.show_content()


class ShareReviewDialog(HandOverDialog):
    """A review with the episodes it cites, and its exact pages as a PDF; those of a finished one are signed on request.

    ``looked_at`` is the SHA-256 of the pages that were shown just before: others do not leave.
    """

    def __init__(
        self, hub: Hub, desk: ReviewDesk, parent: QWidget | None = None, *, looked_at: str = ""
    ) -> None:
        explanation = _(
            "The review, the episodes it cites and its pages as a PDF, sealed for this person alone. They can comment, "
            "agree, disagree or say only that they received it. It can still be changed."
        )
        title = _("Hand over the review")
        if desk.is_finished:
            title = _("Sign and hand over the review")
            explanation = _(
                "The finished review and its pages as a PDF, sealed for this person alone. What they say to it is "
                "printed with it from then on."
            )
        super().__init__(hub, title, explanation, parent)
        self._review_id, self._looked_at = desk.id, looked_at
        self._offer: ShareOffer | None = None
        self.sign = QCheckBox(_("Sign the pages"))
        self.sign.setAccessibleName(_("Sign the pages"))
        self.sign.toggled.connect(self._on_sign_toggled)
        self.key = plain_label("", "small")
        self._is_finished = desk.is_finished
        if desk.is_finished:
            self.column.addWidget(self.sign)
            self.column.addWidget(self.key)
            self.column.addSpacing(SPACE_S)
        self.sign.setChecked(desk.is_finished)
        person_id = desk.person_id
        self.load(
            lambda vault: (share_offer(vault, person_id=person_id), writer_name(vault), own_key_words(vault)),
            self._show,
        )

    def text_for(self, chosen: Sequence[Any]) -> Callable[[Vault], str]:
        """The review and its episodes as the person will read them."""
        return lambda vault: share_text(review_body(vault, review_id=self._review_id))

    def make(self, chosen: Sequence[Any], into: Path) -> Callable[[Vault], Changes]:
        """Seal the draft, mark it as shared, sign where that is wanted, make the file: in one step."""
        return partial(
            hand_over_review, review_id=self._review_id, into=into, sign=self.sign.isChecked(),
            looked_at=self._looked_at,
        )

    def file_name(self) -> str:
        """Such as ``For_Tom-Hesketh_2026-11-20.rvpacket``."""
        return _file_name(self._offer)

    def next_step(self) -> str:
        """How it gets to them."""
        return _next_step(self._offer)

    def _show(self, answer: tuple[ShareOffer, str, str]) -> None:
        offer, own_name, key = answer
        self._offer = offer
        second = _("Your signature goes behind the pages, and {name} can sign second.").format(name=offer.person)
        self.key.setText(f"{second}\n{_('You sign as {name}, with {key}').format(name=own_name, key=key)}")
        self.to.setText(_receiver(offer))
        self.offer("")
        self.submit.setEnabled(bool(offer.card_name))
        self.show_content()

    def _on_made(self, path: Path) -> None:
        super()._on_made(path)
        if isValid(self):
            self.sign.setEnabled(False)

    def _on_sign_toggled(self, signs: bool) -> None:
        """The act says what it does: signing is never a side effect."""
        label = _("Sign and make the file …") if signs else _("Make the file …")
        self.submit.setText(label)
        self.submit.setAccessibleName(label)
        self.key.setVisible(signs and self._is_finished)


def _file_name(offer: ShareOffer | None) -> str:
    name, day = (offer.person, offer.today) if offer is not None else ("", date.today())
    return f"{_('For')}_{name_part(name)}_{day.isoformat()}{SUFFIX}"


def _receiver(offer: ShareOffer) -> str:
    """Who can open it, and how sure that is."""
    if not offer.card_name:
        return _(
            "There is no card of {name} yet, so nothing can be sealed for them. Ask for a self-assessment first: the "
            "answer brings their card. Or talk about it and record the day."
        ).format(name=offer.person)
    if offer.compared:
        return _("For {name}. You compared the words of this card.").format(name=offer.card_name)
    phrase = offer.phrase
    # Languages without a list of words compare figures.
    words = " ".join(phrase.words or phrase.digits) if phrase is not None else ""
    return _(
        "For {name}. The words of this card were not compared yet: {words}. Read them to each other by phone, to be "
        "sure whose card it is."
    ).format(name=offer.card_name, words=words)


def _next_step(offer: ShareOffer | None) -> str:
    return give_it_to(offer.person if offer is not None else "")


def _line(row: Shareable) -> str:
    """What it is, whether it is a concern, since when they know, and when it was last handed over."""
    day = written_date(row.observed_on) if row.observed_on is not None else _("Date open")
    parts = [_("{day} — {title}").format(day=day, title=row.title)]
    parts += [_("Concern")] if row.concern else []
    if row.handed_on is not None:
        handed = _("handed over on {day}, changed since") if row.changed else _("handed over on {day}")
        parts.append(handed.format(day=written_date(row.handed_on)))
    elif row.told_on is not None:
        parts.append(_("told on {day}").format(day=written_date(row.told_on)))
    else:
        parts.append(_("not told yet"))
    return " · ".join(parts)


def _checked(ticked: bool) -> Any:
    from PySide6.QtCore import Qt

    return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked

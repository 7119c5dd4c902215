"""Cards as a screen shows them: the writer's own, to be given away, and those of others, to be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from reviewapp.actions.changes import NOTHING, Changes, changed
from reviewapp.actions.contacts import all_contacts, contact_in_use, contact_of, own_card, phrase_of
from reviewapp.actions.packets import seal_packet
from reviewapp.domain.errors import NotFound, RuleRefused
from reviewapp.i18n import _
from reviewapp.vault import identities, people
from reviewapp.vault.connection import Vault

# The words of a card, none for a language without a list, and the same as figures.
Phrase: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class CardRow:
    """A card in a list. ``contact_id`` is None for the own one; ``trust`` is mine, unverified, verified or retired.

    ``person`` is the name of the person in the vault it belongs to, where that is another one than on the card;
    ``is_free`` that it belongs to nobody there.
    """

    contact_id: int | None
    name: str
    trust: str
    person: str = ""
    is_free: bool = False


def make_card(vault: Vault, *, role: str = "", message: str = "") -> Changes:
    """Make a file with the writer's card, for somebody who has to seal something for them; `packet_file` gives it out.

    CannotBeSent for a role that is longer than a line.
    """
    from reviewapp.exchange.packet_bodies import CardBody

    return seal_packet(vault, body=CardBody(role=role.strip(), message=message.strip()))


def cards(vault: Vault) -> list[CardRow]:
    """The own card first, then those of others by name, those no longer in use last."""
    names = {one.id: one.name for one in people.people(vault.connection, with_me=True)}
    others = [
        CardRow(
            one.id, one.card.name, one.state, _other_name(names.get(one.person_id or 0, ""), one.card.name),
            is_free=one.person_id is None and one.state != "retired",
        )
        for one in all_contacts(vault, with_retired=True)
    ]
    return [CardRow(None, own_card(vault).name, "mine"), *sorted(others, key=lambda row: row.trust == "retired")]


def give_card_to(vault: Vault, *, contact_id: int, person_id: int) -> Changes:
    """Say that a card is that of a person in the vault: what is written about them can then be sealed for it.

    A card that came with an answer has its person already. The words are compared anew when the names differ. Raises
    NotFound, and RuleRefused for a card that is somebody's, and for a person who has one.
    """
    found, person = contact_in_use(vault, contact_id), people.person(vault.connection, person_id)
    if person is None or person.is_me:
        raise NotFound(_("There is no such person."), _("Add them under People first."))
    if found.person_id == person_id:
        return NOTHING
    if found.person_id is not None or contact_of(vault, person_id=person_id) is not None:
        raise RuleRefused(
            _("{name} has a card already, or this card is somebody else's.").format(name=person.name),
            _("Take the card out of use that is no longer right."),
        )
    same = found.card.name.casefold() in {one.casefold() for one in (person.name, *person.aliases)}
    with vault.write() as transaction:
        identities.link_person(transaction, contact_id, person_id, compare_anew=not same)
        return changed(transaction, "give_card_to", "contact", "person", ids=(contact_id,))


def without_card(vault: Vault) -> list[tuple[int, str]]:
    """Id and name of the people nobody's card was given to yet."""
    taken = {one.person_id for one in all_contacts(vault)}
    return [(one.id, one.name) for one in people.people(vault.connection) if one.id not in taken]


def card_phrase(vault: Vault, *, contact_id: int | None) -> Phrase:
    """The words and figures of one card, None for the own one; takes a tenth of a second. NotFound for no such card."""
    every = all_contacts(vault, with_retired=True) if contact_id is not None else []
    card = own_card(vault) if contact_id is None else next((one.card for one in every if one.id == contact_id), None)
    if card is None:
        raise NotFound(_("There is no such card."), _("Open a file from that person first; it brings the card."))
    phrase = phrase_of(card)
    return phrase.words, phrase.digits


def _other_name(person: str, card: str) -> str:
    return person if person != card else ""

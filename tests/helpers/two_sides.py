"""Two people with a vault each, whose cards know each other: Ruth reviews Tom."""

from __future__ import annotations

from dataclasses import dataclass

from reviewapp.actions.cards import give_card_to, make_card
from reviewapp.actions.packets import open_packet, packet_file, packet_record
from reviewapp.vault.connection import Vault
from tests.helpers.acts import somebody


@dataclass(frozen=True)
class Sides:
    """Both vaults; ``tom_id`` is the person in Ruth's, ``ruths_card`` and ``toms_card`` are contacts of the other side."""

    ruth: Vault
    tom: Vault
    tom_id: int
    ruths_card: int
    toms_card: int


def acquaint(ruth: Vault, tom: Vault, *, name: str = "Tom Hesketh") -> Sides:
    """Each gives the other their card."""
    tom_id = somebody(ruth, name)
    toms = packet_record(ruth, packet_id=carry(tom, make_card(tom).id, ruth)).contact_id
    give_card_to(ruth, contact_id=toms, person_id=tom_id)
    ruths = packet_record(tom, packet_id=carry(ruth, make_card(ruth).id, tom)).contact_id
    return Sides(ruth, tom, tom_id, ruths, toms)


def carry(sender: Vault, packet_id: int, receiver: Vault) -> int:
    """Give a file to the other side and open it there; returns the id it has there."""
    return open_packet(receiver, data=packet_file(sender, packet_id=packet_id)).id

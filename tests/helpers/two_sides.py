"""Two people with a vault each, whose cards know each other: Ruth reviews Tom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reviewapp.actions.contacts import contact_of
from reviewapp.actions.packets import open_packet, packet_file, packet_record, seal_packet
from reviewapp.exchange import packet_bodies as bodies
from reviewapp.vault.connection import Vault
from tests.helpers.acts import somebody
from tests.helpers.packets import request_body


@dataclass(frozen=True)
class Sides:
    """Both vaults; ``tom_id`` is the person in Ruth's, ``ruths_card`` and ``toms_card`` are contacts of the other side."""

    ruth: Vault
    tom: Vault
    tom_id: int
    ruths_card: int
    toms_card: int


def acquaint(ruth: Vault, tom: Vault, *, name: str = "Tom Hesketh") -> Sides:
    """Ruth asks, Tom answers: from then on each has the other's card."""
    tom_id = somebody(ruth, name)
    asked = seal_packet(ruth, body=request_body(asked_name=name), person_id=tom_id).id
    row = packet_record(tom, packet_id=open_packet(tom, data=packet_file(ruth, packet_id=asked)).id)
    answer = bodies.ResponseBody(period_from=date(2026, 1, 1), period_to=date(2026, 6, 30), request_sha256=row.sha256)
    made = seal_packet(tom, body=answer, to=(row.contact_id,), in_reply_to=row.uid)
    carry(tom, made.id, ruth)
    return Sides(ruth, tom, tom_id, row.contact_id, contact_of(ruth, person_id=tom_id).id)


def carry(sender: Vault, packet_id: int, receiver: Vault) -> int:
    """Give a file to the other side and open it there; returns the id it has there."""
    return open_packet(receiver, data=packet_file(sender, packet_id=packet_id)).id

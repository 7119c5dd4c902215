"""What a packet that came in means for the records, by its kind; written in the same transaction as the packet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from reviewapp.actions.received_shares import receive_ack, receive_reply, receive_share
from reviewapp.actions.receiving_answers import receive_response
from reviewapp.actions.receiving_handed import receive_handed, receive_notice
from reviewapp.vault.transaction import Transaction

if TYPE_CHECKING:
    from reviewapp.exchange.packet import Packet

# Given the packet and the id of its row; returns the kinds of record that changed. Whatever it raises: nothing is kept.
Receiver: TypeAlias = Callable[[Transaction, "Packet", int], frozenset[str]]

RECEIVERS: dict[str, Receiver] = {
    "response": receive_response, "share": receive_share, "reply": receive_reply, "ack": receive_ack,
    "handover": receive_handed, "contribution": receive_handed, "notice": receive_notice,
}  # fmt: skip


def receive(transaction: Transaction, packet: Packet, packet_id: int) -> frozenset[str]:
    """Record what a packet brought, beside its bytes. A kind without a receiver is kept and nothing more."""
    receiver = RECEIVERS.get(packet.kind)
    return receiver(transaction, packet, packet_id) if receiver is not None else frozenset()

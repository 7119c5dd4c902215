"""What a packet that came in is about, in the records: where to go on with it."""

from __future__ import annotations

from reviewapp.actions.packets import packet_record
from reviewapp.domain.asking import overlap
from reviewapp.vault import asking, packets, replies, reviews
from reviewapp.vault.connection import Vault
from reviewapp.vault.packets import PacketRecord

Place = tuple[str, int]


def place_of(vault: Vault, *, packet_id: int) -> Place | None:
    """("review" | "observation" | "person", its id) that an answer, a reply or a confirmation belongs to.

    None for a packet of another kind, and where what it belongs to is no longer here. NotFound for no such packet.
    """
    record = packet_record(vault, packet_id=packet_id)
    found: Place | None = None
    if record.kind == "response":
        found = _of_answer(vault, packet_id)
    elif record.kind == "reply":
        found = _of_reply(vault, packet_id)
    elif record.kind == "ack":
        found = _of_confirmed(vault, record)
    if found is None and record.person_id is not None and record.kind in ("response", "reply", "ack"):
        return "person", record.person_id
    return found


def _of_answer(vault: Vault, packet_id: int) -> Place | None:
    """The review whose period it is for, one that is still open before one that is finished."""
    answer = asking.answer_of_packet(vault.connection, packet_id)
    if answer is None:
        return None
    period = (answer.period_from, answer.period_to)
    fitting = [
        one for one in reviews.reviews(vault.connection, answer.person_id)
        if overlap((one.period_from, one.period_to), period)
    ]  # fmt: skip
    fitting.sort(key=lambda one: one.state in ("final", "superseded"))
    return ("review", fitting[0].id) if fitting else None


def _of_reply(vault: Vault, packet_id: int) -> Place | None:
    said = replies.replies_in(vault.connection, packet_id)
    for one in said:
        if one.review_id is not None:
            return "review", one.review_id
    for one in said:
        if one.observation_id is not None:
            return "observation", one.observation_id
    return None


def _of_confirmed(vault: Vault, record: PacketRecord) -> Place | None:
    """The review that was handed over in the packet it confirms."""
    made = packets.packet_by_uid(vault.connection, record.in_reply_to or "")
    held = replies.items(vault.connection, packet_id=made.id) if made is not None else []
    for one in held:
        if one.what == "review":
            row = vault.connection.execute("SELECT id FROM review WHERE uid = ?", (one.item_uid,)).fetchone()
            if row is not None:
                return "review", row["id"]
    return None

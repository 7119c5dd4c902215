"""What a share, a reply and a confirmation mean for the records; called in the transaction that keeps the packet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewapp.actions.receiving_handed import note_informed
from reviewapp.exchange.packet_errors import Unsafe
from reviewapp.vault import packets, replies, reviews
from reviewapp.vault.packets import PacketRecord
from reviewapp.vault.transaction import Transaction

if TYPE_CHECKING:
    from reviewapp.exchange.packet import Packet
    from reviewapp.exchange.packet_bodies import ReplyBody


def receive_share(_transaction: Transaction, _packet: Packet, _packet_id: int) -> frozenset[str]:
    """My side reads it from the packet; what it holds was noted with it."""
    return frozenset({"share"})


def receive_reply(transaction: Transaction, packet: Packet, packet_id: int) -> frozenset[str]:
    """Put the person's words beside what they answer; nothing they say is altered, left out or made up.

    Raises Unsafe for a reply to something that was never handed to this person.
    """
    made, body = _answered(transaction, packet), _reply(packet)
    if made is None or made.person_id is None:
        return frozenset()
    person_id = made.person_id
    for answer in body.answers:
        if not replies.was_handed(transaction.connection, answer.item_uid, person_id):
            raise Unsafe
        observation_id = _id_of(transaction, "observation", answer.item_uid)
        if observation_id is not None:  # deleted since: the packet alone keeps what was said
            replies.add_reply(
                transaction, person_id=person_id, observation_id=observation_id, review_id=None, packet_id=packet_id,
                how="packet", position=answer.position, body=answer.text, written_on=answer.written_on,
            )  # fmt: skip
    if body.position or body.statement.strip():
        _receive_statement(transaction, made, body, packet_id)
    return frozenset({"reply", "observation", "review"})


def receive_ack(transaction: Transaction, packet: Packet, packet_id: int) -> frozenset[str]:
    """It arrived; the kept packet says so. Raises Unsafe when it confirms other content than was sent.

    Where it confirms the notice of a handover that was taken in here, its person is informed from then on.
    """
    if _answered(transaction, packet) is None:
        note_informed(transaction, packet.in_reply_to or "", getattr(packet.body, "received_on"))  # noqa: B009
    return frozenset({"reply", "handed", "observation"})


def note_items(transaction: Transaction, packet: Packet, packet_id: int) -> None:
    """Note what a share holds, on both sides: answers go by the uid of a thing, so Unsafe where two bear one."""
    from reviewapp.exchange.packet_bodies import ShareBody
    from reviewapp.exchange.packet_body_json import item_digest

    body = packet.body
    if not isinstance(body, ShareBody):
        return
    found = [("observation", one.uid, item_digest(one)) for one in body.observations]
    found += [("review", body.review.uid, item_digest(body.review))] if body.review is not None else []
    if len({uid for _what, uid, _sha256 in found}) != len(found):
        raise Unsafe
    replies.add_items(transaction, packet_id, found)


def answer_state(transaction: Transaction, review_id: int) -> None:
    """A review that was handed over is answered now; a finished one stays as it was finished."""
    record = reviews.review(transaction.connection, review_id)
    if record is not None and record.state in ("draft", "sealed", "shared"):
        reviews.update_review(transaction, review_id, {"state": "answered"})


def _receive_statement(transaction: Transaction, made: PacketRecord, body: ReplyBody, packet_id: int) -> None:
    held = replies.items(transaction.connection, packet_id=made.id)
    uid = next((one.item_uid for one in held if one.what == "review"), None)
    if uid is None:
        raise Unsafe
    review_id = _id_of(transaction, "review", uid)
    if review_id is None or made.person_id is None:
        return
    replies.add_reply(
        transaction, person_id=made.person_id, observation_id=None, review_id=review_id, packet_id=packet_id,
        how="packet", position=body.position, body=body.statement, written_on=body.written_on,
    )  # fmt: skip
    answer_state(transaction, review_id)


def _answered(transaction: Transaction, packet: Packet) -> PacketRecord | None:
    """The packet made here that this one answers; Unsafe when it says another hash than ours.

    None for the acknowledgement of a handover that somebody else made.
    """
    made = packets.packet_by_uid(transaction.connection, packet.in_reply_to or "")
    if made is None or made.direction != "made":
        return None
    if getattr(packet.body, "packet_sha256", None) != made.sha256:
        raise Unsafe
    return made


def _id_of(transaction: Transaction, table: str, uid: str) -> int | None:
    row = transaction.connection.execute(f"SELECT id FROM {table} WHERE uid = ?", (uid,)).fetchone()
    return row["id"] if row is not None else None


def _reply(packet: Packet) -> ReplyBody:
    from reviewapp.exchange.packet_bodies import ReplyBody

    assert isinstance(packet.body, ReplyBody)  # the kind decides the type of the body
    return packet.body

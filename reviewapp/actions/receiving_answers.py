"""What a self-assessment that came in means for the records: that it came, for which period; never a word of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from reviewapp.domain.errors import RuleRefused
from reviewapp.i18n import _
from reviewapp.vault import asking, packets
from reviewapp.vault.transaction import Transaction

if TYPE_CHECKING:
    from reviewapp.exchange.packet import Packet


def receive_response(transaction: Transaction, packet: Packet, packet_id: int) -> frozenset[str]:
    """Record that an answer came. RuleRefused while nobody knows whose the card is.

    Its period is that of the request it answers: the employee cannot move it out of the reviewer's blind (promise 7).
    """
    from reviewapp.exchange.packet_bodies import ResponseBody

    connection, body = transaction.connection, packet.body
    assert isinstance(body, ResponseBody)  # `read_packet` gives each kind its own body
    kept = packets.packet(connection, packet_id)
    if kept is None or kept.person_id is None:
        raise RuleRefused(
            _("Nobody has said yet whose card the one of {name} is.").format(name=packet.sender.name),
            _("Ask the person for a self-assessment from their page, and take in the answer to that."),
        )
    period, same_request = (body.period_from, body.period_to), body.request_sha256 is None
    request = packets.packet_by_uid(connection, packet.in_reply_to) if packet.in_reply_to else None
    asked = asking.asked_by_packet(connection, request.id) if request is not None else None
    if request is not None:
        same_request = body.request_sha256 == request.sha256
    if asked is not None:
        period = (asked.period_from, asked.period_to)
    if period[1] < period[0]:
        raise RuleRefused(
            _("The period of this self-assessment ends before it begins."), _("Ask for it again.")
        )
    asking.add_answer(
        transaction, person_id=kept.person_id, packet_id=packet_id, period_from=period[0], period_to=period[1],
        how="packet", received_on=_local_day(transaction.now), same_request=same_request,
    )
    return frozenset({"self_assessment", "review"})


def _local_day(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone().date()

"""My answers to what others wrote about me: drafts that are mine alone, until one act hands them back in a sealed file.

No part is asked for and none is required; receipt is not agreement (domain.md F, sign-off). The evidence check hints at
usage figures in these words and changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reviewapp.actions.changes import Changes, changed
from reviewapp.actions.contacts import contact_in_use
from reviewapp.actions.days import local_day
from reviewapp.actions.packets import packet_content, packet_record, seal_packet
from reviewapp.actions.signing import countersigned
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.domain.reply import MAX_ANSWER, MAX_STATEMENT, refuse_position
from reviewapp.domain.review import FINISHED_STATES
from reviewapp.i18n import _
from reviewapp.keys.identity import Card
from reviewapp.vault import identities, packets, replies
from reviewapp.vault.connection import Vault
from reviewapp.vault.identities import Contact
from reviewapp.vault.packets import PacketRecord
from reviewapp.vault.replies import TEXT, OwnReply
from reviewapp.vault.transaction import Transaction

if TYPE_CHECKING:
    from reviewapp.exchange.packet import Packet
    from reviewapp.exchange.packet_bodies import ItemAnswer, ReplyBody


def answer_item(vault: Vault, *, packet_id: int, item_uid: str, position: str, text: str) -> Changes:
    """Keep my answer to an observation or a review that came in a packet, as a draft; ids: the draft.

    A draft is changed by this as well, in whichever version of the item it was begun; after it was handed back the
    next answer begins anew. Raises UsageError for nothing said or too much, NotFound where the packet does not hold it.
    """
    refuse_position(position, text)
    item = next((one for one in replies.items(vault.connection, packet_id=packet_id) if one.item_uid == item_uid), None)
    if item is None or packet_record(vault, packet_id=packet_id).direction != "received":
        raise NotFound(_("Nothing like this was shared with you."), _("Open the file you received first."))
    most = MAX_STATEMENT if item.what == "review" else MAX_ANSWER
    if len(text) > most:
        raise UsageError(_("This answer is too long for one file."), _("Say what matters most, or send a document."))
    before = draft_of(vault, packet_id=packet_id, item_uid=item_uid)
    with vault.write() as transaction:
        if before is None:
            own_id = replies.add_own(
                transaction, packet_id=packet_id, what=item.what, item_uid=item_uid, position=position, on=vault.today
            )
        else:
            own_id = before.id
            row = {"position": position, "packet_id": packet_id, "written_on": vault.today.isoformat()}
            transaction.update("own_reply", own_id, row)
        made = replies.own(transaction.connection, own_id)
        assert made is not None  # added or found above
        transaction.set_text(made.uid, TEXT, text.strip())
        return changed(transaction, "answer_item", "own_reply", ids=(own_id,))


def discard_answer(vault: Vault, *, own_reply_id: int) -> Changes:
    """Throw a draft away; it can be undone. RuleRefused for one that was handed back."""
    draft = _draft(vault, own_reply_id)
    with vault.write() as transaction:
        transaction.set_text(draft.uid, TEXT, "")
        transaction.delete("own_reply", draft.id)
        return changed(transaction, "discard_answer", "own_reply", ids=(draft.id,))


def draft_of(vault: Vault, *, packet_id: int, item_uid: str) -> OwnReply | None:
    """My draft about an item, in whichever packet of the same sender it was begun, or None."""
    sender = sender_id(vault, packet_record(vault, packet_id=packet_id))
    for one in replies.own_replies(vault.connection):
        if one.item_uid == item_uid and one.sent_packet_id is None:
            where = packet_record(vault, packet_id=one.packet_id)
            if sender_id(vault, where) == sender:
                return one
    return None


def reply_body(vault: Vault, *, own_reply_ids: Sequence[int]) -> tuple[PacketRecord, ReplyBody]:
    """The packet that is answered, and exactly what `send_reply` would send, for the preview (promise 4).

    Raises UsageError for none, RuleRefused for drafts to different people or to two reviews at once.
    """
    from reviewapp.exchange.packet_bodies import ItemAnswer

    drafts = [_draft(vault, one) for one in dict.fromkeys(own_reply_ids)]
    if not drafts:
        raise UsageError(_("Nothing is chosen."), _("Choose at least one answer."))
    where = {one.packet_id: packet_record(vault, packet_id=one.packet_id) for one in drafts}
    if len({sender_id(vault, one) for one in where.values()}) > 1:
        raise RuleRefused(
            _("These answers go to different people."), _("Hand them back one person after the other.")
        )
    statements = [one for one in drafts if one.what == "review"]
    if len(statements) > 1:
        raise RuleRefused(_("These answers are about two reviews."), _("Hand them back one after the other."))
    answered = where[statements[0].packet_id if statements else max(where)]
    said = statements[0] if statements else None
    return answered, review_reply(
        vault, answered, position=said.position if said else "", statement=said.text if said else "",
        answers=tuple(
            ItemAnswer(
                item_uid=one.item_uid, written_on=one.written_on, text=one.text,
                position=one.position,  # type: ignore[arg-type]  # checked when it was kept
            )
            for one in drafts
            if one.what == "observation"
        ),
    )  # fmt: skip


def review_reply(
    vault: Vault, answered: PacketRecord, *, position: str, statement: str, answers: tuple[ItemAnswer, ...] = ()
) -> ReplyBody:
    """What goes back for a packet: where I stand on its review and my words to it, and answers to its observations.

    What is said to a finished review is an addendum to it.
    """
    from reviewapp.exchange.packet_bodies import ReplyBody, ShareBody

    late = False
    if position or statement:
        body = packet_content(vault, packet_id=answered.id).body
        late = isinstance(body, ShareBody) and body.review is not None and body.review.state in FINISHED_STATES
    return ReplyBody(
        packet_id=answered.uid, packet_sha256=answered.sha256, written_on=vault.today, addendum=late,
        position=position,  # type: ignore[arg-type]  # checked when it was kept
        statement=statement, answers=answers,
    )  # fmt: skip


def send_reply(
    vault: Vault, *, own_reply_ids: Sequence[int], into: Path | None = None, sign: bool = False
) -> Changes:
    """Hand answers back: one packet, sealed to who wrote to me; ids: the packet. From then on they stay as sent.

    With ``into`` the file is written there in the same step, whole or not at all. With ``sign`` the pages of the review
    go back with my signature, which says what my answer says: that I received them, or where I stand.

    Raises what `reply_body` and `countersigned` raise, NotFound or RuleRefused where the card is not in use any more.
    """
    answered, body = reply_body(vault, own_reply_ids=own_reply_ids)
    contact = _to(vault, answered)
    attachments = countersigned(vault, packet_id=answered.id, position=body.position) if sign else None

    def record(transaction: Transaction, _made: Packet, packet_id: int) -> frozenset[str]:
        for one in dict.fromkeys(own_reply_ids):
            transaction.update("own_reply", one, {"sent_packet_id": packet_id})
        return frozenset({"own_reply"})

    return seal_packet(
        vault, body=body, to=(contact.id,), in_reply_to=answered.uid, meaning=record, into=into,
        attachments=attachments,
    )


def send_ack(vault: Vault, *, packet_id: int, text: str = "", into: Path | None = None) -> Changes:
    """Confirm that a packet arrived, and nothing else; ids: the packet with the confirmation.

    That of the notice of a handover is sealed for the new manager as well, so that one file tells both.
    Raises NotFound for no such packet, UsageError for one of my own.
    """
    from reviewapp.exchange.packet_bodies import AckBody

    record = packet_record(vault, packet_id=packet_id)
    if record.direction != "received":
        raise UsageError(_("You made this file yourself."), _("Choose one that somebody gave you."))
    body = AckBody(
        packet_id=record.uid, packet_sha256=record.sha256, received_on=local_day(vault, record.kept_at),
        text=text.strip(),
    )
    also = [one.id for one in (also_confirmed_to(vault, record),) if one is not None]
    return seal_packet(vault, body=body, to=(_to(vault, record).id, *also), in_reply_to=record.uid, into=into)


def also_confirmed_to(vault: Vault, record: PacketRecord) -> Contact | None:
    """The card of the new manager that the notice of a handover names, while it is in use; None otherwise."""
    from reviewapp.exchange.packet_bodies import NoticeBody

    body = packet_content(vault, packet_id=record.id).body
    if not isinstance(body, NoticeBody):
        return None
    card = Card(body.handed_to.name, body.handed_to.age, body.handed_to.ssh)
    found = identities.contact_by_fingerprint(vault.connection, card.fingerprint)
    return found if found is not None and found.state != "retired" else None


def sender_id(vault: Vault, record: PacketRecord) -> int:
    """The contact a packet is of today: whoever took the place of the card it came with."""
    contact = identities.contact(vault.connection, record.contact_id or 0)
    while contact is not None and contact.replaced_by is not None:
        contact = identities.contact(vault.connection, contact.replaced_by)
    return contact.id if contact is not None else 0


def confirmed(vault: Vault, record: PacketRecord) -> bool:
    """True when my confirmation or an answer of mine went out for a packet."""
    return any(one.direction == "made" for one in packets.replies(vault.connection, record.uid))


def _draft(vault: Vault, own_reply_id: int) -> OwnReply:
    found = replies.own(vault.connection, own_reply_id)
    if found is None:
        raise NotFound(_("There is no such answer."), _("Look at My side again."))
    if found.sent_packet_id is not None:
        raise RuleRefused(
            _("This answer was handed back; it stays as it was sent."),
            _("Write another one: both are kept, with dates."),
        )
    return found


def _to(vault: Vault, record: PacketRecord) -> Contact:
    return contact_in_use(vault, sender_id(vault, record))


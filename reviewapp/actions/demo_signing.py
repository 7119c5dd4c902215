"""Both sign the finished review of the demo, each with their own vault, and the file is checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reviewapp.actions.contacts import contact_of, verify_contact
from reviewapp.actions.demo_exchange import PACKETS
from reviewapp.actions.files import write_whole
from reviewapp.actions.packets import open_packet, packet_on_disk
from reviewapp.actions.replying import answer_item, send_reply
from reviewapp.actions.reviews import get_review
from reviewapp.actions.sharing import hand_over_review
from reviewapp.actions.signing import review_in, save_returned
from reviewapp.actions.verifying import check_file, pin_lines, pins_of
from reviewapp.domain.packet_file import SUFFIX
from reviewapp.i18n import _
from reviewapp.vault.connection import Vault

OFFERED, ANSWERED = f"5-for-signing{SUFFIX}", f"6-signed{SUFFIX}"
SIGNED, PINS = "Review_signed.pdf", "keys.txt"


def sign_on_both_sides(manager: Vault, employee: Vault, folder: Path, review_id: int) -> Iterator[str]:
    """The manager certifies, the employee signs receipt, and the file is checked; yields what was made."""
    offered, answered = folder / PACKETS / OFFERED, folder / PACKETS / ANSWERED
    hand_over_review(manager, review_id=review_id, into=offered, sign=True)
    yield f"{offered}  {_('the finished review, signed by the manager')}"
    came = open_packet(employee, data=packet_on_disk(offered))
    uid = review_in(employee, packet_id=came.id)
    own = answer_item(employee, packet_id=came.id, item_uid=uid, position="received", text="")
    send_reply(employee, own_reply_ids=(own.id,), into=answered, sign=True)
    yield f"{answered}  {_('the same, signed by the employee: received, which is not agreement')}"
    open_packet(manager, data=packet_on_disk(answered))
    contact = contact_of(manager, person_id=get_review(manager, review_id=review_id).person_id)
    if contact is not None:
        verify_contact(manager, contact_id=contact.id)  # in a demo nobody can be phoned
    signed = folder / SIGNED
    save_returned(manager, review_id=review_id, path=signed)
    write_whole(folder / PINS, pin_lines(pins_of(manager)).encode("utf-8"))
    holds = check_file(signed, pins=pins_of(manager)).result == "whole"
    yield f"{signed}  {_('signed by both; checked: it holds') if holds else _('signed by both; it does not hold')}"
    yield f"{folder / PINS}  {_('the keys, for: reviewapp verify {name} --pins keys.txt').format(name=SIGNED)}"

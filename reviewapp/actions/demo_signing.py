"""The two sides of the demo: a self-assessment is asked for and answered, and both sign, each with their own vault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reviewapp.actions.answering import begin_self_assessment, hand_back, write_self_assessment
from reviewapp.actions.asking import ask_for_self_assessment
from reviewapp.actions.blind import reveal
from reviewapp.actions.contacts import contact_of, verify_contact
from reviewapp.actions.files import write_whole
from reviewapp.actions.packets import open_packet, packet_file
from reviewapp.actions.replying import answer_item, send_reply
from reviewapp.actions.reviews import get_review, seal_review
from reviewapp.actions.sharing import hand_over_review
from reviewapp.actions.signing import review_in, save_returned
from reviewapp.actions.vaults import begin_vault, unlock_vault
from reviewapp.actions.verifying import check_file, pin_lines, pins_of
from reviewapp.i18n import _
from reviewapp.vault.connection import Vault

EMPLOYEE_VAULT = "employee-vault"
FILES = (
    "request.rvpacket", "self-assessment.rvpacket", "review-for-signing.rvpacket", "signed-reply.rvpacket", "keys.txt",
)  # fmt: skip


def exchange_self_assessment(
    vault: Vault, *, folder: Path, review_id: int, name: str, passphrase: str
) -> Iterator[str]:
    """The manager asks, the employee answers on their own side, both are opened together; yields what was made."""
    record = get_review(vault, review_id=review_id)
    asked = ask_for_self_assessment(
        vault, person_id=record.person_id, period_from=record.period_from, period_to=record.period_to
    )
    yield _written(vault, asked.id, folder / FILES[0], _("what the manager asks"))
    employee, _code = begin_vault(folder=folder / EMPLOYEE_VAULT, name=name, passphrase=passphrase)
    with employee:
        came = open_packet(employee, data=(folder / FILES[0]).read_bytes())
        begun = begin_self_assessment(employee, request_id=came.id)
        texts = {"got_wrong": "I took a summary over once without opening its source. I open it first now."}
        write_self_assessment(employee, self_assessment_id=begun.id, texts=texts)
        handed = hand_back(employee, self_assessment_id=begun.id)
        yield f"{folder / EMPLOYEE_VAULT}  {_('the vault of {name}; the same passphrase').format(name=name)}"
        yield _written(employee, handed.id, folder / FILES[1], _("the self-assessment, sealed to the manager"))
    open_packet(vault, data=(folder / FILES[1]).read_bytes())
    seal_review(vault, review_id=review_id)
    reveal(vault, review_id=review_id)


def sign_on_both_sides(vault: Vault, *, folder: Path, review_id: int, passphrase: str) -> Iterator[str]:
    """The manager certifies, the employee signs receipt, and the file is checked; yields what was made."""
    offered, answered = folder / FILES[2], folder / FILES[3]
    hand_over_review(vault, review_id=review_id, into=offered, sign=True)
    yield f"{offered}  {_('the finished review, signed by the manager')}"
    with unlock_vault(folder=folder / EMPLOYEE_VAULT, passphrase=passphrase) as employee:
        came = open_packet(employee, data=offered.read_bytes())
        uid = review_in(employee, packet_id=came.id)
        own = answer_item(employee, packet_id=came.id, item_uid=uid, position="received", text="")
        send_reply(employee, own_reply_ids=(own.id,), into=answered, sign=True)
    yield f"{answered}  {_('the same, signed by the employee: received, which is not agreement')}"
    open_packet(vault, data=answered.read_bytes())
    contact = contact_of(vault, person_id=get_review(vault, review_id=review_id).person_id)
    if contact is not None:
        verify_contact(vault, contact_id=contact.id)  # in a demo nobody can be phoned
    signed = folder / "Review_signed.pdf"
    save_returned(vault, review_id=review_id, path=signed)
    write_whole(folder / FILES[4], pin_lines(pins_of(vault)).encode("utf-8"))
    holds = check_file(signed, pins=pins_of(vault)).result == "whole"
    yield f"{signed}  {_('signed by both; checked: it holds') if holds else _('signed by both; it does not hold')}"
    yield f"{folder / FILES[4]}  {_('the keys, for: reviewapp verify {name} --pins keys.txt').format(name=signed.name)}"


def _written(vault: Vault, packet_id: int, path: Path, what: str) -> str:
    write_whole(path, packet_file(vault, packet_id=packet_id))
    return f"{path}  {what}"

"""My side of a change of manager: what was handed to whom, as the notice says it, beside what I have myself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reviewapp.actions.days import local_day
from reviewapp.actions.packets import packet_content
from reviewapp.actions.replying import also_confirmed_to, confirmed
from reviewapp.vault import identities, packets, replies
from reviewapp.vault.connection import Vault
from reviewapp.vault.packets import PacketRecord


@dataclass(frozen=True)
class HandedOn:
    """One thing that was handed to my next manager. ``what`` is observation, review or answer; ``here`` says what I
    have of it: same (as I was given it), other (it said something else then), unknown (never given to me in a file)."""

    what: str
    title: str
    here: str


@dataclass(frozen=True)
class HandedNotice:
    """One notice: who handed over, to whom, when it came, and whether I confirmed it.

    ``also_to`` is the new manager while a confirmation can be sealed for them as well, "" otherwise.
    """

    packet_id: int
    by: str
    compared: bool
    to: str
    handed_on: date
    came_on: date
    opened: bool
    confirmed: bool
    also_to: str
    message: str
    items: tuple[HandedOn, ...]


def handed_notices(vault: Vault) -> tuple[HandedNotice, ...]:
    """Every notice of a handover that came, newest first."""
    came = packets.packets(vault.connection, kind="notice", direction="received")
    return tuple(_shaped(vault, one) for one in reversed(came))


def new_notices(vault: Vault) -> tuple[tuple[int, str, date], ...]:
    """Notices that were not confirmed yet: (id, who handed over, the day it came), oldest first."""
    came = packets.packets(vault.connection, kind="notice", direction="received")
    waiting = [one for one in came if not confirmed(vault, one)]
    return tuple((one.id, _name(vault, one), local_day(vault, one.kept_at)) for one in waiting)


def _shaped(vault: Vault, record: PacketRecord) -> HandedNotice:
    from reviewapp.exchange.packet_bodies import NoticeBody

    packet = packet_content(vault, packet_id=record.id)
    body = packet.body
    assert isinstance(body, NoticeBody)  # the kind decides the type of the body
    contact = identities.contact(vault.connection, record.contact_id or 0)
    also = also_confirmed_to(vault, record)
    return HandedNotice(
        packet_id=record.id, by=packet.sender.name,
        compared=contact is not None and contact.verified_at is not None, to=body.handed_to.name,
        handed_on=body.handed_on, came_on=local_day(vault, record.kept_at), opened=record.opened_at is not None,
        confirmed=confirmed(vault, record), also_to=also.card.name if also is not None else "", message=body.message,
        items=tuple(HandedOn(one.what, one.title, _here(vault, one.what, one.uid, one.sha256)) for one in body.items),
    )  # fmt: skip


def _here(vault: Vault, what: str, uid: str, sha256: str) -> str:
    if what == "answer":
        return ""  # mine; each stands at what it answers
    came = replies.items(vault.connection, item_uid=uid, direction="received")
    if not came:
        return "unknown"
    return "same" if any(one.sha256 == sha256 for one in came) else "other"


def _name(vault: Vault, record: PacketRecord) -> str:
    contact = identities.contact(vault.connection, record.contact_id or 0)
    return contact.card.name if contact is not None else ""

"""Packets as files: writing one that was made, taking one in, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reviewapp.actions.exporting import hand_over, name_part
from reviewapp.actions.files import write_whole
from reviewapp.actions.packets import Inspection, inspect, open_packet, packet_file, packet_record
from reviewapp.domain.errors import UsageError, unreadable
from reviewapp.domain.packet_file import SUFFIX
from reviewapp.exchange.answer_file import MAX_ORIGINAL
from reviewapp.i18n import _
from reviewapp.vault import packets, people, reviews
from reviewapp.vault.connection import Vault


@dataclass(frozen=True)
class TakenIn:
    """A packet that was taken in: its row id, from whom, how far the card is trusted, and what to do next."""

    id: int
    kind: str
    sender: str
    created: str
    trust: str
    words: str
    next_step: str


def save_packet(vault: Vault, *, packet_id: int, path: Path) -> Path:
    """Write a packet that was made into a file, whole or not at all; ``.rvpacket`` is added where it is missing.

    One about a person is recorded among the files handed on. Raises NotFound, UsageError, EnvironmentFault.
    """
    record, data = packet_record(vault, packet_id=packet_id), packet_file(vault, packet_id=packet_id)
    path = packet_path(path)
    if record.person_id is not None:
        hand_over(vault, person_id=record.person_id, files={path: data}, kind=record.kind)
    else:
        write_whole(path, data)
    return path


def packet_path(path: Path) -> Path:
    """The path with ``.rvpacket`` at its end, added where it is missing."""
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)


def proposed_name(vault: Vault, *, packet_id: int) -> str:
    """A file name that says what it is and from whom: ``Request_Tom-Hesketh_2026-11-20.rvpacket``."""
    record = packet_record(vault, packet_id=packet_id)
    person = people.person(vault.connection, record.person_id) if record.person_id is not None else None
    whose = person or people.me(vault.connection)
    words = {"request": "Request", "response": "Self-assessment"}.get(record.kind, record.kind.capitalize())
    return f"{words}_{name_part(whose.name if whose else '')}_{vault.today.isoformat()}{SUFFIX}"


def free_name(folder: Path, name: str, day: date) -> Path:
    """Where a sealed file for somebody goes: ``For_Nia-Pugh_2026-11-20.rvpacket``, with a number while it is taken."""
    proposed = folder / f"For_{name_part(name)}_{day.isoformat()}{SUFFIX}"
    path, number = proposed, 1
    while path.exists():
        number += 1
        path = proposed.with_name(f"{proposed.stem}_{number}{SUFFIX}")
    return path


def take_in(vault: Vault, *, data: bytes) -> TakenIn:
    """Open a packet of any kind and say what comes next. Raises what `open_packet` raises; then nothing was written."""
    packet_id = open_packet(vault, data=data).id
    found = inspect(data, vault=vault)
    words = " ".join(found.phrase.words or found.phrase.digits)
    return TakenIn(packet_id, found.kind, found.sender.name, found.created, found.trust, words, _next(found.kind))


def request_packet_id(vault: Vault, *, data: bytes) -> int:
    """The row of a request in these bytes, taken in now or before. UsageError for a packet of another kind."""
    found = inspect(data, vault=vault)
    if found.kind != "request":
        raise UsageError(
            _("This file does not ask for a self-assessment."), _("Take it in with: reviewapp open FILE.")
        )
    return _kept_id(vault, found, data)


def kept_id(vault: Vault, *, data: bytes) -> int:
    """The row of a file somebody gave, taken in now or before. Raises what `open_packet` raises."""
    return _kept_id(vault, inspect(data, vault=vault), data)


def share_packet_id(vault: Vault, *, data: bytes) -> int:
    """The row of what was shared in these bytes, taken in now or before. UsageError for a packet of another kind."""
    found = inspect(data, vault=vault)
    if found.kind != "share":
        raise UsageError(_("This file shares nothing with you."), _("Take it in with: reviewapp open FILE."))
    return _kept_id(vault, found, data)


def _kept_id(vault: Vault, found: Inspection, data: bytes) -> int:
    known = packets.packet_by_uid(vault.connection, found.id)
    if known is not None and known.direction == "received" and found.kept_at is not None:
        return known.id
    return open_packet(vault, data=data).id


def answer_on_disk(path: Path) -> bytes:
    """The bytes of an e-mail or a text that somebody saved. NotFound, UsageError when too large, EnvironmentFault."""
    try:
        if path.stat().st_size > MAX_ORIGINAL:
            raise UsageError(
                _("This file is larger than 16 MB."), _("Save it without its attachments, or type what was said.")
            )
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def period_in_hand(vault: Vault, *, person_id: int) -> tuple[date, date]:
    """The period of the newest open review of a person. UsageError when there is none: then it has to be said."""
    for record in reviews.reviews(vault.connection, person_id):
        if record.state not in ("final", "superseded"):
            return record.period_from, record.period_to
    raise UsageError(
        _("No review is in hand that would say for which time."), _("Give the period with --from and --to.")
    )


def _next(kind: str) -> str:
    return {
        "request": _("Write your self-assessment with: reviewapp answer FILE."),
        "handover": _("See what came, and whether its person knows, with: reviewapp handed."),
        "contribution": _("Say whom it is about with: reviewapp handed ID --person NAME."),
        "notice": _("See it under My side; confirm it there, or with the file it makes."),
        "response": _("It stays closed until your own draft is sealed; then: reviewapp review reveal REVIEW."),
        "share": _("Read it, and answer if you wish, with: reviewapp reply FILE."),
    }.get(kind, "")


"""The table of packets: every file made for others or received from them, byte for byte.

Packets are not undone. A file that was made may lie in somebody's mailbox, a file that was received is evidence for
both sides: taking the row back would make the record say otherwise. The table itself refuses it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from reviewapp.vault.driver import Connection, Row
from reviewapp.vault.transaction import Transaction

_COLUMNS = (
    "id, uid, direction, kind, sha256, created, kept_at, from_fingerprint, to_recipients, contact_id, person_id,"
    " in_reply_to, revises, goes_with, opened_at"
)


@dataclass(frozen=True)
class PacketRecord:
    """A packet as kept, without its bytes. ``uid`` is the packet's own id; moments are UTC.

    ``created`` is what the maker wrote, ``kept_at`` when it came into this vault, ``opened_at`` when its content
    was first shown; ``contact_id`` is the other side.
    """

    id: int
    uid: str
    direction: str
    kind: str
    sha256: str
    created: str
    kept_at: str
    from_fingerprint: str
    to: tuple[str, ...]
    contact_id: int | None
    person_id: int | None
    in_reply_to: str | None
    revises: str | None
    goes_with: str | None
    opened_at: str | None


def add_packet(
    transaction: Transaction, *, uid: str, direction: str, kind: str, sha256: str, created: str, from_fingerprint: str,
    to: Sequence[str], data: bytes, contact_id: int | None = None, person_id: int | None = None,
    in_reply_to: str | None = None, revises: str | None = None, goes_with: str | None = None,
) -> int:  # fmt: skip
    """Keep a packet and return its row id."""
    return transaction.insert(
        "packet",
        {
            "uid": uid, "direction": direction, "kind": kind, "sha256": sha256, "created": created,
            "kept_at": transaction.now, "from_fingerprint": from_fingerprint, "to_recipients": json.dumps(list(to)),
            "contact_id": contact_id, "person_id": person_id, "in_reply_to": in_reply_to, "revises": revises,
            "goes_with": goes_with, "data": data,
        },
    )


def mark_opened(transaction: Transaction, packet_id: int) -> None:
    """Record that the content was shown for the first time."""
    transaction.connection.execute(
        "UPDATE packet SET opened_at = ? WHERE id = ? AND opened_at IS NULL", (transaction.now, packet_id)
    )


def set_person(transaction: Transaction, packet_id: int, person_id: int) -> None:
    """Say whom a packet is about; it is found, shown and erased with them from then on."""
    transaction.update("packet", packet_id, {"person_id": person_id})


def packet(connection: Connection, packet_id: int) -> PacketRecord | None:
    """One packet by row id, or None."""
    return _first(connection.execute(f"SELECT {_COLUMNS} FROM packet WHERE id = ?", (packet_id,)).fetchall())


def packet_by_uid(connection: Connection, uid: str) -> PacketRecord | None:
    """One packet by its own id, or None."""
    return _first(connection.execute(f"SELECT {_COLUMNS} FROM packet WHERE uid = ?", (uid,)).fetchall())


def is_any(connection: Connection) -> bool:
    """True when there is a packet at all."""
    return connection.execute("SELECT 1 FROM packet LIMIT 1").fetchone() is not None


def packets(
    connection: Connection, *, person_id: int | None = None, contact_id: int | None = None, kind: str | None = None,
    direction: str | None = None,
) -> list[PacketRecord]:  # fmt: skip
    """Packets, oldest first; each condition left out holds for all."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM packet WHERE (:person IS NULL OR person_id = :person)"
        " AND (:contact IS NULL OR contact_id = :contact) AND (:kind IS NULL OR kind = :kind)"
        " AND (:direction IS NULL OR direction = :direction) ORDER BY id",
        {"person": person_id, "contact": contact_id, "kind": kind, "direction": direction},
    )
    return [_record(row) for row in rows]


def replies(connection: Connection, uid: str) -> list[PacketRecord]:
    """Packets that answer the one with this id, oldest first."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM packet WHERE in_reply_to = ? ORDER BY id", (uid,))
    return [_record(row) for row in rows]


def companion_of(connection: Connection, uid: str) -> PacketRecord | None:
    """The packet kept here that names this one as made in the same step, or None."""
    return _first(connection.execute(f"SELECT {_COLUMNS} FROM packet WHERE goes_with = ?", (uid,)).fetchall())


def packet_bytes(connection: Connection, packet_id: int) -> bytes:
    """The file as it was made or received; KeyError when there is none."""
    row = connection.execute("SELECT data FROM packet WHERE id = ?", (packet_id,)).fetchone()
    if row is None:
        raise KeyError(packet_id)
    return bytes(row["data"])


def _first(rows: Sequence[Row]) -> PacketRecord | None:
    return _record(rows[0]) if rows else None


def _record(row: Row) -> PacketRecord:
    return PacketRecord(
        id=row["id"], uid=row["uid"], direction=row["direction"], kind=row["kind"], sha256=row["sha256"],
        created=row["created"], kept_at=row["kept_at"], from_fingerprint=row["from_fingerprint"],
        to=tuple(json.loads(row["to_recipients"])), contact_id=row["contact_id"], person_id=row["person_id"],
        in_reply_to=row["in_reply_to"], revises=row["revises"], goes_with=row["goes_with"],
        opened_at=row["opened_at"],
    )

"""Tables of the rights of the people written about: files handed on, corrections, holds, retention, receipts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from reviewapp.domain.policy import Policy
from reviewapp.domain.retention import Hold
from reviewapp.vault.driver import Connection, Row
from reviewapp.vault.ids import new_uid
from reviewapp.vault.transaction import Transaction

# The latest day this vault has seen; a clock that was set back is told from it (PRODUCT.md, promise 3).
SEEN_ON = "seen_on"
_POLICY = "retention"


@dataclass(frozen=True)
class HandedFile:
    """A file about somebody, written for handing on: ``kind`` is review, draft or about; ``written_at`` is UTC."""

    kind: str
    file_name: str
    sha256: str
    written_at: str


@dataclass(frozen=True)
class Correction:
    """What a person asked to have corrected; ``decision`` is open, corrected, added or declined."""

    id: int
    person_id: int
    observation_id: int | None
    asked_on: date
    asked: str
    decision: str
    decided_on: date | None
    reason: str


@dataclass(frozen=True)
class KeptHold:
    """A legal hold as kept."""

    id: int
    person_id: int
    hold: Hold


@dataclass(frozen=True)
class Receipt:
    """What an erasure leaves: no personal data. ``went`` are ids of what went, ``sent`` what was handed on before."""

    uid: str
    erased_on: date
    ground: str
    went: tuple[str, ...]
    sent: tuple[HandedFile, ...]


def add_handed_file(transaction: Transaction, *, person_id: int, kind: str, file_name: str, sha256: str) -> int:
    """Record that a file about somebody was written."""
    return transaction.insert(
        "handed_file",
        {
            "uid": new_uid(), "person_id": person_id, "kind": kind, "file_name": file_name, "sha256": sha256,
            "written_at": transaction.now,
        },
    )


def handed_files(connection: Connection, person_id: int) -> list[HandedFile]:
    """Files about a person, first one first."""
    rows = connection.execute("SELECT * FROM handed_file WHERE person_id = ? ORDER BY id", (person_id,))
    return [HandedFile(row["kind"], row["file_name"], row["sha256"], row["written_at"]) for row in rows]


def add_correction(
    transaction: Transaction, *, person_id: int, observation_id: int | None, asked_on: date, asked: str
) -> int:
    """Record that a person asked for a correction."""
    return transaction.insert(
        "correction_request",
        {
            "uid": new_uid(), "person_id": person_id, "observation_id": observation_id,
            "asked_on": asked_on.isoformat(), "asked": asked, "created_at": transaction.now,
        },
    )


def corrections(connection: Connection, person_id: int | None = None) -> list[Correction]:
    """Corrections asked for by one person or by everybody, oldest first."""
    rows = connection.execute(
        "SELECT * FROM correction_request WHERE ? IS NULL OR person_id = ? ORDER BY asked_on, id",
        (person_id, person_id),
    )
    return [
        Correction(
            row["id"], row["person_id"], row["observation_id"], date.fromisoformat(row["asked_on"]), row["asked"],
            row["decision"], _day(row["decided_on"]), row["reason"],
        )
        for row in rows
    ]


def add_hold(transaction: Transaction, person_id: int, hold: Hold) -> int:
    """Set a legal hold."""
    return transaction.insert(
        "legal_hold",
        {
            "uid": new_uid(), "person_id": person_id, "reason": hold.reason, "set_by": hold.set_by,
            "since": hold.since.isoformat(), "until": hold.until.isoformat() if hold.until else None,
            "created_at": transaction.now,
        },
    )


def holds(connection: Connection, person_id: int | None = None) -> list[KeptHold]:
    """Legal holds on one person or on everybody, oldest first, lifted ones too."""
    rows = connection.execute(
        "SELECT * FROM legal_hold WHERE ? IS NULL OR person_id = ? ORDER BY since, id", (person_id, person_id)
    )
    return [KeptHold(row["id"], row["person_id"], _hold(row)) for row in rows]


def held_now(connection: Connection, on: date) -> frozenset[int]:
    """Ids of the people a hold stands for on a day."""
    return frozenset(one.person_id for one in holds(connection) if one.hold.stands(on))


def retention_of(connection: Connection) -> dict[int, tuple[str, date | None]]:
    """Region ("" for the vault's) and the day they left, for people something was chosen for."""
    rows = connection.execute("SELECT person_id, region, left_on FROM retention")
    return {row["person_id"]: (row["region"], _day(row["left_on"])) for row in rows}


def set_retention(transaction: Transaction, *, person_id: int, region: str, left_on: date | None) -> None:
    """Choose the region of a person and record the day they left."""
    values = {"region": region, "left_on": left_on.isoformat() if left_on else None}
    row = transaction.connection.execute("SELECT id FROM retention WHERE person_id = ?", (person_id,)).fetchone()
    if row is None:
        transaction.insert("retention", {"person_id": person_id, **values})
    else:
        transaction.update("retention", row["id"], values)


def policy(connection: Connection) -> Policy:
    """What was set for this vault, else the product's own."""
    text = _setting(connection, _POLICY)
    return Policy(**json.loads(text)) if text else Policy()


def set_policy(transaction: Transaction, chosen: Policy) -> None:
    """Put a policy in force."""
    _set(transaction, _POLICY, json.dumps(chosen.__dict__, ensure_ascii=False))


def seen_on(connection: Connection) -> date | None:
    """The latest day the vault was looked after, or None before the first."""
    return _day(_setting(connection, SEEN_ON))


def set_seen_on(transaction: Transaction, day: date) -> None:
    """Remember the latest day."""
    _set(transaction, SEEN_ON, day.isoformat())


def add_receipt(
    transaction: Transaction, *, erased_on: date, ground: str, went: tuple[str, ...], sent: list[HandedFile]
) -> int:
    """Keep the receipt of an erasure."""
    return transaction.insert(
        "erasure_receipt",
        {
            "uid": new_uid(), "erased_on": erased_on.isoformat(), "ground": ground, "went": json.dumps(went),
            "sent": json.dumps([one.__dict__ for one in sent], ensure_ascii=False),
        },
    )


def receipts(connection: Connection) -> list[Receipt]:
    """All receipts, newest first."""
    rows = connection.execute("SELECT * FROM erasure_receipt ORDER BY id DESC")
    return [
        Receipt(
            row["uid"], date.fromisoformat(row["erased_on"]), row["ground"], tuple(json.loads(row["went"])),
            tuple(HandedFile(**one) for one in json.loads(row["sent"])),
        )
        for row in rows
    ]


def _hold(row: Row) -> Hold:
    return Hold(
        row["reason"], row["set_by"], date.fromisoformat(row["since"]), _day(row["until"]), _day(row["lifted_on"])
    )


def _setting(connection: Connection, name: str) -> str | None:
    row = connection.execute("SELECT value FROM policy WHERE name = ?", (name,)).fetchone()
    return row["value"] if row else None


def _set(transaction: Transaction, name: str, value: str) -> None:
    row = transaction.connection.execute("SELECT id FROM policy WHERE name = ?", (name,)).fetchone()
    if row is None:
        transaction.insert("policy", {"name": name, "value": value})
    else:
        transaction.update("policy", row["id"], {"value": value})


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None

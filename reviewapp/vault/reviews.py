"""Tables of reviews: the draft, what it cites, and the finished versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reviewapp.vault.driver import Connection, Row
from reviewapp.vault.ids import new_uid
from reviewapp.vault.texts import current_texts
from reviewapp.vault.transaction import Transaction


@dataclass(frozen=True)
class ReviewRecord:
    """A review as kept: ``texts`` by field name (`SectionKey.field_name`), ``cites`` in citing order."""

    id: int
    uid: str
    person_id: int
    framework_id: int
    role_profile_id: int | None
    period_from: date
    period_to: date
    state: str
    changed_on: date
    shared_on: date | None
    talked_on: date | None
    texts: dict[str, str]
    cites: tuple[int, ...]


@dataclass(frozen=True)
class ReviewVersion:
    """A finished version: the frozen content as JSON text and its SHA-256 (hex)."""

    uid: str
    number: int
    content: str
    sha256: str
    finished_at: str


def add_review(
    transaction: Transaction,
    *,
    person_id: int,
    framework_id: int,
    role_profile_id: int | None,
    period_from: date,
    period_to: date,
) -> int:
    """Begin a draft and return its id."""
    return transaction.insert(
        "review",
        {
            "uid": new_uid(), "person_id": person_id, "framework_id": framework_id,
            "role_profile_id": role_profile_id, "period_from": period_from.isoformat(),
            "period_to": period_to.isoformat(), "state": "draft", "created_at": transaction.now,
            "changed_at": transaction.now,
        },
    )


def update_review(transaction: Transaction, review_id: int, changes: dict[str, Any]) -> None:
    """Change columns of a review and the moment it last changed."""
    row = {name: value.isoformat() if isinstance(value, date) else value for name, value in changes.items()}
    transaction.update("review", review_id, {**row, "changed_at": transaction.now})


def set_section(transaction: Transaction, review_id: int, field: str, body: str) -> bool:
    """Put a section's text in force as a new revision; False when it is unchanged."""
    uid = transaction.connection.execute("SELECT uid FROM review WHERE id = ?", (review_id,)).fetchone()["uid"]
    changed = transaction.set_text(uid, field, body)
    if changed:
        update_review(transaction, review_id, {})
    return changed


def cite(transaction: Transaction, review_id: int, observation_id: int) -> bool:
    """Cite an observation at the end; False when it is cited already."""
    rows = transaction.connection.execute(
        "SELECT observation_id, position FROM review_citation WHERE review_id = ?", (review_id,)
    ).fetchall()
    if any(row["observation_id"] == observation_id for row in rows):
        return False
    position = max((row["position"] for row in rows), default=-1) + 1
    transaction.insert(
        "review_citation", {"review_id": review_id, "observation_id": observation_id, "position": position}
    )
    update_review(transaction, review_id, {})
    return True


def uncite(transaction: Transaction, review_id: int, observation_id: int) -> None:
    """Take a citation back; not citing it at all is harmless."""
    row = transaction.connection.execute(
        "SELECT id FROM review_citation WHERE review_id = ? AND observation_id = ?", (review_id, observation_id)
    ).fetchone()
    if row is not None:
        transaction.delete("review_citation", row["id"])
        update_review(transaction, review_id, {})


def add_version(transaction: Transaction, review_id: int, content: str, sha256: str) -> int:
    """Freeze a finished version and return its number, counting from 1."""
    number = len(versions(transaction.connection, review_id)) + 1
    transaction.insert(
        "review_version",
        {
            "uid": new_uid(), "review_id": review_id, "number": number, "content": content, "sha256": sha256,
            "finished_at": transaction.now,
        },
    )
    return number


def review(connection: Connection, review_id: int) -> ReviewRecord | None:
    """One review that is not in the bin, or None."""
    rows = connection.execute("SELECT * FROM review WHERE id = ? AND deleted_at IS NULL", (review_id,)).fetchall()
    found = _records(connection, rows)
    return found[0] if found else None


def reviews(connection: Connection, person_id: int | None = None) -> list[ReviewRecord]:
    """Reviews of one person or of everybody, newest period first."""
    rows = connection.execute(
        "SELECT * FROM review WHERE deleted_at IS NULL AND (? IS NULL OR person_id = ?)"
        " ORDER BY period_to DESC, id DESC",
        (person_id, person_id),
    ).fetchall()
    return _records(connection, rows)


def versions(connection: Connection, review_id: int) -> list[ReviewVersion]:
    """Finished versions, oldest first."""
    rows = connection.execute("SELECT * FROM review_version WHERE review_id = ? ORDER BY number", (review_id,))
    return [
        ReviewVersion(row["uid"], row["number"], row["content"], row["sha256"], row["finished_at"]) for row in rows
    ]


def _records(connection: Connection, rows: Sequence[Row]) -> list[ReviewRecord]:
    texts = current_texts(connection, [row["uid"] for row in rows])
    records = []
    for row in rows:
        cites = connection.execute(
            "SELECT observation_id FROM review_citation WHERE review_id = ? ORDER BY position", (row["id"],)
        ).fetchall()
        records.append(
            ReviewRecord(
                id=row["id"], uid=row["uid"], person_id=row["person_id"], framework_id=row["framework_id"],
                role_profile_id=row["role_profile_id"], period_from=date.fromisoformat(row["period_from"]),
                period_to=date.fromisoformat(row["period_to"]), state=row["state"],
                changed_on=date.fromisoformat(row["changed_at"][:10]), shared_on=_day(row["shared_on"]),
                talked_on=_day(row["talked_on"]), texts=texts.get(row["uid"], {}),
                cites=tuple(link["observation_id"] for link in cites),
            )
        )
    return records


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

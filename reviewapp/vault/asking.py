"""Rows of self-assessments on the reviewer's side: what was asked, what came, and the sealed draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reviewapp.domain.asking import Answered, Asked
from reviewapp.vault.driver import Connection, Row
from reviewapp.vault.ids import new_uid
from reviewapp.vault.transaction import Transaction

# The field of `revision` that holds an answer entered by hand.
WORDS = "answer"
_ANSWER = (
    "SELECT answer.id, answer.uid, answer.person_id, period_from, period_to, how, received_on, packet_id, opened_at,"
    " same_request, original_name FROM answer LEFT JOIN packet ON packet.id = packet_id"
)


@dataclass(frozen=True)
class Seal:
    """The frozen draft of a review: content as JSON text, its SHA-256, and the moments (UTC) it was sealed and shown
    together with an answer."""

    id: int
    content: str
    sha256: str
    sealed_at: str
    revealed_at: str | None


def add_asked(
    transaction: Transaction, *, person_id: int, packet_id: int, period_from: date, period_to: date, asked_on: date,
    due_on: date | None,
) -> int:  # fmt: skip
    """Record that a request was made."""
    return transaction.insert(
        "asked",
        {
            "uid": new_uid(), "person_id": person_id, "packet_id": packet_id,
            "period_from": period_from.isoformat(), "period_to": period_to.isoformat(),
            "asked_on": asked_on.isoformat(), "due_on": due_on.isoformat() if due_on else None,
        },
    )


def end_asked(transaction: Transaction, asked_id: int, *, on: date, how: str) -> None:
    """The waiting is over without an answer."""
    transaction.update("asked", asked_id, {"ended_on": on.isoformat(), "ended_how": how})


def asked(connection: Connection, person_id: int | None = None) -> list[Asked]:
    """Requests of one person or of everybody who is here, oldest first."""
    rows = connection.execute(
        "SELECT asked.* FROM asked JOIN person ON person.id = person_id"
        " WHERE person.deleted_at IS NULL AND (? IS NULL OR person_id = ?) ORDER BY asked.id",
        (person_id, person_id),
    )
    return [_asked(row) for row in rows]


def asked_by_packet(connection: Connection, packet_id: int) -> Asked | None:
    """The request that a packet carried, or None."""
    row = connection.execute("SELECT * FROM asked WHERE packet_id = ?", (packet_id,)).fetchone()
    return _asked(row) if row is not None else None


def add_answer(
    transaction: Transaction, *, person_id: int, period_from: date, period_to: date, how: str, received_on: date,
    packet_id: int | None = None, same_request: bool = True, original: bytes | None = None, original_name: str = "",
) -> tuple[int, str]:  # fmt: skip
    """Record that a self-assessment came; returns its id and uid. No word of it is kept here."""
    import hashlib

    uid = new_uid()
    digest = hashlib.sha256(original).hexdigest() if original is not None else ""
    answer_id = transaction.insert(
        "answer",
        {
            "uid": uid, "person_id": person_id, "packet_id": packet_id, "period_from": period_from.isoformat(),
            "period_to": period_to.isoformat(), "how": how, "received_on": received_on.isoformat(),
            "same_request": int(same_request), "original": original, "original_name": original_name,
            "original_sha256": digest, "created_at": transaction.now,
        },
    )
    return answer_id, uid


def answers(connection: Connection, person_id: int | None = None) -> list[Answered]:
    """Answers of one person or of everybody who is here, oldest first."""
    rows = connection.execute(
        f"{_ANSWER} JOIN person ON person.id = answer.person_id"
        " WHERE person.deleted_at IS NULL AND (? IS NULL OR answer.person_id = ?) ORDER BY answer.id",
        (person_id, person_id),
    )
    return [_answered(row) for row in rows]


def answer_of_packet(connection: Connection, packet_id: int) -> Answered | None:
    """The answer a packet brought, or None."""
    rows = connection.execute(f"{_ANSWER} WHERE packet_id = ?", (packet_id,)).fetchall()
    return _answered(rows[0]) if rows else None


def original(connection: Connection, answer_id: int) -> bytes | None:
    """The file an answer was entered from, byte for byte, or None."""
    row = connection.execute("SELECT original FROM answer WHERE id = ?", (answer_id,)).fetchone()
    return bytes(row["original"]) if row is not None and row["original"] is not None else None


def answer_by_original(connection: Connection, digest: str) -> Answered | None:
    """The answer that was entered from a file with this SHA-256, or None."""
    rows = connection.execute(f"{_ANSWER} WHERE original_sha256 = ?", (digest,)).fetchall()
    return _answered(rows[0]) if rows else None


def add_seal(transaction: Transaction, review_id: int, content: str, sha256: str) -> None:
    """Keep the draft of a review as it stands."""
    transaction.insert(
        "review_seal",
        {
            "uid": new_uid(), "review_id": review_id, "content": content, "sha256": sha256,
            "sealed_at": transaction.now,
        },
    )


def seal(connection: Connection, review_id: int) -> Seal | None:
    """The frozen draft of a review, or None while it is not sealed."""
    row = connection.execute("SELECT * FROM review_seal WHERE review_id = ?", (review_id,)).fetchone()
    if row is None:
        return None
    return Seal(row["id"], row["content"], row["sha256"], row["sealed_at"], row["revealed_at"])


def mark_revealed(transaction: Transaction, review_id: int) -> None:
    """Both sides were shown together for the first time; later times change nothing."""
    transaction.connection.execute(
        "UPDATE review_seal SET revealed_at = ? WHERE review_id = ? AND revealed_at IS NULL",
        (transaction.now, review_id),
    )


def _asked(row: Row) -> Asked:
    return Asked(
        id=row["id"], person_id=row["person_id"], packet_id=row["packet_id"],
        period_from=date.fromisoformat(row["period_from"]), period_to=date.fromisoformat(row["period_to"]),
        asked_on=date.fromisoformat(row["asked_on"]), due_on=_day(row["due_on"]), ended_on=_day(row["ended_on"]),
        ended_how=row["ended_how"],
    )


def _answered(row: Row) -> Answered:
    return Answered(
        id=row["id"], uid=row["uid"], person_id=row["person_id"],
        period_from=date.fromisoformat(row["period_from"]), period_to=date.fromisoformat(row["period_to"]),
        how=row["how"], received_on=date.fromisoformat(row["received_on"]), packet_id=row["packet_id"],
        opened_at=row["opened_at"], same_request=bool(row["same_request"]), original_name=row["original_name"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


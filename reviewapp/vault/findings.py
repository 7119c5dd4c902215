"""Answers to findings: what the writer decided about a run of words, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from reviewapp.vault.driver import Connection
from reviewapp.vault.ids import new_uid
from reviewapp.vault.transaction import Transaction

_BATCH = 400

# Record, field, label, span.
AnswerKey: TypeAlias = tuple[str, str, str, str]


@dataclass(frozen=True)
class FindingAnswer:
    """One answer: ``answer`` is outcome_number, domain_term, quoted or dismissed; ``answered_at`` is UTC."""

    record_uid: str
    field: str
    label: str
    span: str
    answer: str
    reason: str
    answered_at: str


def owner_of(connection: Connection, record_uid: str) -> tuple[str, int] | None:
    """The table and row a record's uid stands for: a review or an observation that is not in the bin, or None."""
    for table in ("review", "observation"):
        row = connection.execute(
            f"SELECT id FROM {table} WHERE uid = ? AND deleted_at IS NULL", (record_uid,)
        ).fetchone()
        if row is not None:
            return table, row["id"]
    return None


def set_answer(
    transaction: Transaction, *, record_uid: str, field: str, label: str, span: str, answer: str, reason: str
) -> int:
    """Answer a finding, or answer it anew, and return the id of the answer."""
    row = transaction.connection.execute(
        "SELECT id FROM finding_answer WHERE record_uid = ? AND field = ? AND label = ? AND span = ?",
        (record_uid, field, label, span),
    ).fetchone()
    values = {"answer": answer, "reason": reason, "answered_at": transaction.now}
    if row is not None:
        transaction.update("finding_answer", row["id"], values)
        return int(row["id"])
    return transaction.insert(
        "finding_answer",
        {"uid": new_uid(), "record_uid": record_uid, "field": field, "label": label, "span": span, **values},
    )


def answers(connection: Connection, record_uids: Sequence[str]) -> dict[AnswerKey, FindingAnswer]:
    """The answers given in some records."""
    found: dict[AnswerKey, FindingAnswer] = {}
    for start in range(0, len(record_uids), _BATCH):
        batch = record_uids[start : start + _BATCH]
        rows = connection.execute(
            f"SELECT * FROM finding_answer WHERE record_uid IN ({','.join('?' * len(batch))}) ORDER BY id", batch
        )
        for row in rows:
            found[row["record_uid"], row["field"], row["label"], row["span"]] = FindingAnswer(
                row["record_uid"], row["field"], row["label"], row["span"], row["answer"], row["reason"],
                row["answered_at"],
            )
    return found

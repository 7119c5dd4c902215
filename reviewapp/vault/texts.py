"""Texts and their revisions: what is in force, and every wording that ever was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from reviewapp.vault.driver import Connection

_BATCH = 400


@dataclass(frozen=True)
class Revision:
    """One wording of one field; ``written_at`` is UTC."""

    uid: str
    field: str
    body: str
    written_at: str
    erased: bool


def current_texts(connection: Connection, record_uids: Sequence[str]) -> dict[str, dict[str, str]]:
    """The texts in force of several records: ``{record_uid: {field: body}}``, empty ones left out."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for start in range(0, len(record_uids), _BATCH):
        batch = record_uids[start : start + _BATCH]
        rows = connection.execute(
            "SELECT current_text.record_uid, current_text.field, body FROM current_text"
            " JOIN revision ON revision.id = revision_id"
            f" WHERE current_text.record_uid IN ({','.join('?' * len(batch))})",
            batch,
        )
        for row in rows:
            if row["body"]:
                found[row["record_uid"]][row["field"]] = row["body"]
    return found


def languages(connection: Connection, record_uids: Sequence[str]) -> dict[tuple[str, str], str]:
    """The languages writers chose for texts in force, by record and field; those to be recognised are left out."""
    found: dict[tuple[str, str], str] = {}
    for start in range(0, len(record_uids), _BATCH):
        batch = record_uids[start : start + _BATCH]
        rows = connection.execute(
            "SELECT record_uid, field, language FROM current_text WHERE language IS NOT NULL"
            f" AND record_uid IN ({','.join('?' * len(batch))})",
            batch,
        )
        found |= {(row["record_uid"], row["field"]): row["language"] for row in rows}
    return found


def revisions(connection: Connection, record_uid: str, field: str) -> list[Revision]:
    """Every wording of one field, newest first."""
    rows = connection.execute(
        "SELECT uid, field, body, written_at, erased FROM revision WHERE record_uid = ? AND field = ? ORDER BY id DESC",
        (record_uid, field),
    )
    return [Revision(row["uid"], row["field"], row["body"], row["written_at"], bool(row["erased"])) for row in rows]


def all_revisions(connection: Connection, record_uid: str) -> list[tuple[int, Revision]]:
    """Every wording of every field of a record with its row id, oldest first."""
    rows = connection.execute(
        "SELECT id, uid, field, body, written_at, erased FROM revision WHERE record_uid = ? ORDER BY id", (record_uid,)
    )
    return [
        (row["id"], Revision(row["uid"], row["field"], row["body"], row["written_at"], bool(row["erased"])))
        for row in rows
    ]

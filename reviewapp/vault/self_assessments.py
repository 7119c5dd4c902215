"""Rows of the writer's own self-assessments: the draft, the episodes chosen for it, and what was handed back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reviewapp.domain.asking import SkillRow
from reviewapp.vault.driver import Connection, Row
from reviewapp.vault.ids import new_uid
from reviewapp.vault.texts import current_texts
from reviewapp.vault.transaction import Transaction


@dataclass(frozen=True)
class SelfAssessmentRecord:
    """A self-assessment as kept. ``request_id`` is the packet that asked, None when begun unasked.

    ``texts`` are keyed ``got_wrong``, ``prompt/J4``, ``skill/0`` …; ``packets`` are the row ids of what was handed
    back, oldest first.
    """

    id: int
    uid: str
    request_id: int | None
    contact_id: int | None
    period_from: date
    period_to: date
    skills: tuple[SkillRow, ...]
    freed_for: tuple[str, ...]
    ai_help: str
    texts: dict[str, str]
    episodes: tuple[int, ...]
    packets: tuple[int, ...]
    changed_at: str


def add_self_assessment(
    transaction: Transaction, *, request_id: int | None, contact_id: int | None, period_from: date, period_to: date,
    skills: Sequence[SkillRow] = (),
) -> int:  # fmt: skip
    """Begin a draft and return its id."""
    return transaction.insert(
        "self_assessment",
        {
            "uid": new_uid(), "request_id": request_id, "contact_id": contact_id,
            "period_from": period_from.isoformat(), "period_to": period_to.isoformat(),
            "skills": _skills_json(skills), "created_at": transaction.now, "changed_at": transaction.now,
        },
    )


def update_self_assessment(
    transaction: Transaction, record: SelfAssessmentRecord, *, texts: dict[str, str] | None = None,
    skills: Sequence[SkillRow] | None = None, freed_for: Sequence[str] | None = None, ai_help: str | None = None,
    contact_id: int | None = None,
) -> bool:  # fmt: skip
    """Change what is given; texts become new revisions. False when nothing differs."""
    columns: dict[str, Any] = {}
    if skills is not None and tuple(skills) != record.skills:
        columns["skills"] = _skills_json(skills)
    if freed_for is not None and tuple(freed_for) != record.freed_for:
        columns["freed_for"] = json.dumps(list(freed_for))
    if ai_help is not None and ai_help != record.ai_help:
        columns["ai_help"] = ai_help
    if contact_id is not None and contact_id != record.contact_id:
        columns["contact_id"] = contact_id
    written = [transaction.set_text(record.uid, field, body) for field, body in (texts or {}).items()]
    if not columns and not any(written):
        return False
    transaction.update("self_assessment", record.id, {**columns, "changed_at": transaction.now})
    return True


def set_episodes(transaction: Transaction, self_assessment_id: int, observation_ids: Sequence[int]) -> None:
    """These episodes, in this order, and no others."""
    rows = transaction.connection.execute(
        "SELECT id FROM self_assessment_episode WHERE self_assessment_id = ?", (self_assessment_id,)
    ).fetchall()
    for row in rows:
        transaction.delete("self_assessment_episode", row["id"])
    for position, observation_id in enumerate(observation_ids):
        transaction.insert(
            "self_assessment_episode",
            {"self_assessment_id": self_assessment_id, "observation_id": observation_id, "position": position},
        )
    transaction.update("self_assessment", self_assessment_id, {"changed_at": transaction.now})


def add_handed_back(transaction: Transaction, self_assessment_id: int, packet_id: int) -> None:
    """Record which packet a version left in."""
    transaction.insert(
        "handed_back",
        {"self_assessment_id": self_assessment_id, "packet_id": packet_id, "handed_at": transaction.now},
    )


def self_assessment(connection: Connection, self_assessment_id: int) -> SelfAssessmentRecord | None:
    """One of them, or None."""
    found = _records(connection, "id = ?", self_assessment_id)
    return found[0] if found else None


def of_request(connection: Connection, request_id: int) -> SelfAssessmentRecord | None:
    """The one begun for a request (by the row id of its packet), or None."""
    found = _records(connection, "request_id = ?", request_id)
    return found[0] if found else None


def self_assessments(connection: Connection) -> list[SelfAssessmentRecord]:
    """All of them, the newest period first."""
    return _records(connection, "1 = 1")


def _records(connection: Connection, condition: str, *values: int) -> list[SelfAssessmentRecord]:
    rows = connection.execute(
        f"SELECT * FROM self_assessment WHERE {condition} ORDER BY period_to DESC, id DESC",
        values,
    ).fetchall()
    texts = current_texts(connection, [row["uid"] for row in rows])
    return [_record(connection, row, texts.get(row["uid"], {})) for row in rows]


def _record(connection: Connection, row: Row, texts: dict[str, str]) -> SelfAssessmentRecord:
    # An episode in the bin is not part of it while it lies there.
    episodes = connection.execute(
        "SELECT observation_id FROM self_assessment_episode JOIN observation ON observation.id = observation_id"
        " WHERE self_assessment_id = ? AND observation.deleted_at IS NULL ORDER BY position",
        (row["id"],),
    ).fetchall()
    packets = connection.execute(
        "SELECT packet_id FROM handed_back WHERE self_assessment_id = ? ORDER BY id", (row["id"],)
    ).fetchall()
    return SelfAssessmentRecord(
        id=row["id"], uid=row["uid"], request_id=row["request_id"], contact_id=row["contact_id"],
        period_from=date.fromisoformat(row["period_from"]), period_to=date.fromisoformat(row["period_to"]),
        skills=tuple(SkillRow(**one) for one in json.loads(row["skills"])),
        freed_for=tuple(json.loads(row["freed_for"])), ai_help=row["ai_help"], texts=texts,
        episodes=tuple(one["observation_id"] for one in episodes),
        packets=tuple(one["packet_id"] for one in packets), changed_at=row["changed_at"],
    )


def _skills_json(skills: Sequence[SkillRow]) -> str:
    return json.dumps([vars(one) for one in skills], ensure_ascii=False)

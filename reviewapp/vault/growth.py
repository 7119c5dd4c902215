"""Tables of goals, plans and support, and of the writer's practice notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reviewapp.domain.growth import DAYS, NOTE_TEXTS, TEXTS, GrowthItem
from reviewapp.vault.driver import Connection
from reviewapp.vault.ids import new_uid
from reviewapp.vault.texts import current_texts
from reviewapp.vault.transaction import Transaction


@dataclass(frozen=True)
class PracticeNote:
    """What the writer checked and got wrong in a cycle (domain.md A60)."""

    id: int
    uid: str
    period_from: date
    period_to: date
    written_on: date
    texts: Mapping[str, str]


def add_item(
    transaction: Transaction, *, person_id: int, kind: str, choice: str, agreed_on: date,
    days: Mapping[str, date | None], texts: Mapping[str, str],
) -> int:  # fmt: skip
    """Add a goal, plan or offer of support and return its id."""
    uid = new_uid()
    item_id = transaction.insert(
        "growth_item",
        {
            "uid": uid, "person_id": person_id, "kind": kind, "choice": choice, "agreed_on": agreed_on.isoformat(),
            **_iso(days), "created_at": transaction.now,
        },
    )
    for name, text in texts.items():
        transaction.set_text(uid, name, text)
    return item_id


def update_item(
    transaction: Transaction, item: GrowthItem, *, choice: str, agreed_on: date, days: Mapping[str, date | None],
    texts: Mapping[str, str],
) -> None:  # fmt: skip
    """Put other words and days in force."""
    row = {"choice": choice, "agreed_on": agreed_on.isoformat(), **_iso(days)}
    transaction.update("growth_item", item.id, row)
    for name, text in texts.items():
        transaction.set_text(item.uid, name, text)


def items(connection: Connection, person_id: int) -> list[GrowthItem]:
    """Everything of a person that is not in the bin, the newest agreement first."""
    rows = connection.execute(
        "SELECT * FROM growth_item WHERE person_id = ? AND deleted_at IS NULL ORDER BY agreed_on DESC, id DESC",
        (person_id,),
    ).fetchall()
    texts = current_texts(connection, [row["uid"] for row in rows])
    return [
        GrowthItem(
            id=row["id"], uid=row["uid"], person_id=row["person_id"], kind=row["kind"], choice=row["choice"],
            agreed_on=date.fromisoformat(row["agreed_on"]),
            texts={name: texts.get(row["uid"], {}).get(name, "") for name in TEXTS[row["kind"]]},
            days={name: date.fromisoformat(row[name]) for name in DAYS[row["kind"]] if row[name]},
        )
        for row in rows
    ]


def item(connection: Connection, item_id: int) -> GrowthItem | None:
    """One of them, or None when there is none or it is in the bin."""
    row = connection.execute(
        "SELECT person_id FROM growth_item WHERE id = ? AND deleted_at IS NULL", (item_id,)
    ).fetchone()
    if row is None:
        return None
    return next((one for one in items(connection, row["person_id"]) if one.id == item_id), None)


def add_note(
    transaction: Transaction, *, period_from: date, period_to: date, written_on: date, texts: Mapping[str, str]
) -> int:
    """Add a practice note and return its id."""
    uid = new_uid()
    note_id = transaction.insert(
        "practice_note",
        {
            "uid": uid, "period_from": period_from.isoformat(), "period_to": period_to.isoformat(),
            "written_on": written_on.isoformat(), "created_at": transaction.now,
        },
    )
    for name, text in texts.items():
        transaction.set_text(uid, name, text)
    return note_id


def notes(connection: Connection) -> list[PracticeNote]:
    """Every practice note that is not in the bin, the newest cycle first."""
    rows = connection.execute(
        "SELECT * FROM practice_note WHERE deleted_at IS NULL ORDER BY period_to DESC, id DESC"
    ).fetchall()
    texts = current_texts(connection, [row["uid"] for row in rows])
    return [
        PracticeNote(
            row["id"], row["uid"], date.fromisoformat(row["period_from"]), date.fromisoformat(row["period_to"]),
            date.fromisoformat(row["written_on"]),
            {name: texts.get(row["uid"], {}).get(name, "") for name in NOTE_TEXTS},
        )
        for row in rows
    ]


def _iso(days: Mapping[str, date | None]) -> dict[str, str | None]:
    return {name: day.isoformat() if day is not None else None for name, day in days.items()}

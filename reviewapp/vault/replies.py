"""Tables of what is shared and answered: what each packet holds, replies to the writer, and the writer's own ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from reviewapp.vault.driver import Connection, Row
from reviewapp.vault.ids import new_uid
from reviewapp.vault.texts import current_texts
from reviewapp.vault.transaction import Transaction

TEXT = "text"  # the field under which the words of an own reply are kept as revisions


@dataclass(frozen=True)
class ReplyRecord:
    """What a person said to something; ``packet_id`` is None where it was typed in, ``kept_at`` is UTC."""

    id: int
    uid: str
    person_id: int
    observation_id: int | None
    review_id: int | None
    packet_id: int | None
    how: str
    position: str
    body: str
    written_on: date
    kept_at: str


@dataclass(frozen=True)
class OwnReply:
    """My answer to one thing others wrote: ``packet_id`` is where I read it, ``sent_packet_id`` None while a draft."""

    id: int
    uid: str
    packet_id: int
    what: str
    item_uid: str
    position: str
    text: str
    written_on: date
    sent_packet_id: int | None


@dataclass(frozen=True)
class PacketItem:
    """One thing a packet holds; ``what`` is observation or review, ``sha256`` that of what it says."""

    packet_id: int
    what: str
    item_uid: str
    sha256: str


def add_items(transaction: Transaction, packet_id: int, items: Iterable[tuple[str, str, str]]) -> None:
    """Note what a packet holds: what, uid and hash of each thing."""
    for what, item_uid, sha256 in items:
        row = {"packet_id": packet_id, "what": what, "item_uid": item_uid, "sha256": sha256}
        transaction.insert("packet_item", row)


def items(
    connection: Connection, *, packet_id: int | None = None, item_uid: str | None = None, direction: str | None = None
) -> list[PacketItem]:
    """What packets hold, in the order they came; each condition left out holds for all."""
    rows = connection.execute(
        "SELECT packet_item.* FROM packet_item JOIN packet ON packet.id = packet_id"
        " WHERE (:packet IS NULL OR packet_id = :packet) AND (:item IS NULL OR item_uid = :item)"
        " AND (:direction IS NULL OR direction = :direction) ORDER BY packet_item.id",
        {"packet": packet_id, "item": item_uid, "direction": direction},
    )
    return [PacketItem(row["packet_id"], row["what"], row["item_uid"], row["sha256"]) for row in rows]


def last_handed(connection: Connection, person_id: int) -> dict[str, tuple[str, str]]:
    """What was handed to a person: ``{uid: (moment, hash)}`` of the newest packet that holds it."""
    rows = connection.execute(
        "SELECT item_uid, kept_at, packet_item.sha256 FROM packet_item JOIN packet ON packet.id = packet_id"
        " WHERE person_id = ? AND direction = 'made' ORDER BY packet_id",
        (person_id,),
    )
    return {row["item_uid"]: (row["kept_at"], row["sha256"]) for row in rows}


def was_handed(connection: Connection, item_uid: str, person_id: int) -> bool:
    """True when a packet made here for this person holds it."""
    found = connection.execute(
        "SELECT 1 FROM packet_item JOIN packet ON packet.id = packet_id"
        " WHERE item_uid = ? AND person_id = ? AND direction = 'made'",
        (item_uid, person_id),
    )
    return found.fetchone() is not None


def add_reply(
    transaction: Transaction, *, person_id: int, observation_id: int | None, review_id: int | None,
    packet_id: int | None, how: str, position: str, body: str, written_on: date,
) -> int:  # fmt: skip
    """Keep one reply and return its id."""
    return transaction.insert(
        "reply",
        {
            "uid": new_uid(), "person_id": person_id, "observation_id": observation_id, "review_id": review_id,
            "packet_id": packet_id, "how": how, "position": position, "body": body,
            "written_on": written_on.isoformat(), "kept_at": transaction.now,
        },
    )


def replies(
    connection: Connection, *, review_id: int | None = None, observation_ids: Sequence[int] = (),
    person_id: int | None = None,
) -> list[ReplyRecord]:  # fmt: skip
    """Replies to a review and to some observations (of one person, or of everybody), in the order they were kept."""
    marks = ",".join("?" * len(observation_ids))
    rows = connection.execute(
        f"SELECT * FROM reply WHERE (review_id = ? OR observation_id IN ({marks}))"
        " AND (? IS NULL OR person_id = ?) ORDER BY kept_at, id",
        (review_id, *observation_ids, person_id, person_id),
    )
    return [_reply(row) for row in rows]


def replies_in(connection: Connection, packet_id: int) -> list[ReplyRecord]:
    """What a packet said, in its order."""
    rows = connection.execute("SELECT * FROM reply WHERE packet_id = ? ORDER BY id", (packet_id,))
    return [_reply(row) for row in rows]


def add_own(transaction: Transaction, *, packet_id: int, what: str, item_uid: str, position: str, on: date) -> int:
    """Begin a draft and return its id."""
    return transaction.insert(
        "own_reply",
        {
            "uid": new_uid(), "packet_id": packet_id, "what": what, "item_uid": item_uid, "position": position,
            "written_on": on.isoformat(), "created_at": transaction.now,
        },
    )


def own(connection: Connection, own_reply_id: int) -> OwnReply | None:
    """One answer of mine, or None."""
    found = _own(connection, connection.execute("SELECT * FROM own_reply WHERE id = ?", (own_reply_id,)).fetchall())
    return found[0] if found else None


def own_replies(connection: Connection) -> list[OwnReply]:
    """All answers of mine, oldest first."""
    return _own(connection, connection.execute("SELECT * FROM own_reply ORDER BY id").fetchall())


def _own(connection: Connection, rows: Sequence[Row]) -> list[OwnReply]:
    texts = current_texts(connection, [row["uid"] for row in rows])
    return [
        OwnReply(
            id=row["id"], uid=row["uid"], packet_id=row["packet_id"], what=row["what"], item_uid=row["item_uid"],
            position=row["position"], text=texts.get(row["uid"], {}).get(TEXT, ""),
            written_on=date.fromisoformat(row["written_on"]), sent_packet_id=row["sent_packet_id"],
        )
        for row in rows
    ]


def _reply(row: Row) -> ReplyRecord:
    return ReplyRecord(
        id=row["id"], uid=row["uid"], person_id=row["person_id"], observation_id=row["observation_id"],
        review_id=row["review_id"], packet_id=row["packet_id"], how=row["how"], position=row["position"],
        body=row["body"], written_on=date.fromisoformat(row["written_on"]), kept_at=row["kept_at"],
    )

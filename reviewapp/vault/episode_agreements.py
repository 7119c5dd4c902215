"""The table of agreements that a restricted episode may leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reviewapp.vault.driver import Connection
from reviewapp.vault.ids import new_uid
from reviewapp.vault.transaction import Transaction


@dataclass(frozen=True)
class AgreementRecord:
    """One person's word; ``how`` is one of `domain.observation.AGREED_HOW`."""

    id: int
    person_id: int
    agreed_on: date
    how: str


def add_agreement(transaction: Transaction, *, observation_id: int, person_id: int, agreed_on: date, how: str) -> int:
    """Keep that somebody agreed, and return the row's id."""
    return transaction.insert(
        "episode_agreement",
        {
            "uid": new_uid(), "observation_id": observation_id, "person_id": person_id,
            "agreed_on": agreed_on.isoformat(), "how": how, "created_at": transaction.now,
        },
    )


def remove_agreements(transaction: Transaction, observation_id: int) -> None:
    """They do not agree any more, or what they agreed to says something else by now."""
    for one in agreements(transaction.connection, observation_id):
        transaction.delete("episode_agreement", one.id)


def agreements(connection: Connection, observation_id: int) -> list[AgreementRecord]:
    """Who agreed that one observation may leave, in the order they said so."""
    rows = connection.execute("SELECT * FROM episode_agreement WHERE observation_id = ? ORDER BY id", (observation_id,))
    return [
        AgreementRecord(row["id"], row["person_id"], date.fromisoformat(row["agreed_on"]), row["how"]) for row in rows
    ]


def agreed_in(connection: Connection, ids: Sequence[int]) -> dict[int, date]:
    """Of these observations those everybody in them agreed to, with the day the last of them did."""
    marks = ",".join("?" * len(ids))
    rows = connection.execute(
        "SELECT link.observation_id AS id, max(agreement.agreed_on) AS day FROM observation_person AS link"
        " LEFT JOIN episode_agreement AS agreement ON agreement.observation_id = link.observation_id"
        "  AND agreement.person_id = link.person_id"
        f" WHERE link.observation_id IN ({marks}) GROUP BY link.observation_id"
        " HAVING count(*) = count(agreement.id)",
        list(ids),
    )
    return {row["id"]: date.fromisoformat(row["day"]) for row in rows}

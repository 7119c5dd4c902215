"""The writer's own keys, and the cards of others as they were first seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviewapp.keys.identity import Card, Identity
from reviewapp.vault.driver import Connection, Row
from reviewapp.vault.ids import new_uid
from reviewapp.vault.transaction import Transaction


@dataclass(frozen=True)
class Contact:
    """A card and how far it is trusted: ``state`` is unverified, verified or retired; moments are UTC.

    ``person_id`` is set when the card belongs to somebody in the vault; a manager's card may stand alone.
    """

    id: int
    person_id: int | None
    card: Card
    fingerprint: str
    state: str
    first_seen_at: str
    verified_at: str | None
    retired_at: str | None
    replaced_by: int | None


def identity(connection: Connection) -> Identity | None:
    """The writer's secret keys, or None while none were needed."""
    row = connection.execute("SELECT age_secret, signing_seed FROM identity").fetchone()
    return Identity(row["age_secret"], row["signing_seed"]) if row is not None else None


def add_identity(transaction: Transaction, keys: Identity) -> int:
    """Keep fresh keys; the table holds one row."""
    return transaction.insert(
        "identity",
        {
            "id": 1, "age_secret": keys.age_secret, "signing_seed": keys.signing_seed,
            "created_at": transaction.now,
        },
    )


def add_contact(transaction: Transaction, card: Card, *, person_id: int | None = None) -> int:
    """Keep a card seen for the first time, not yet compared."""
    return transaction.insert(
        "contact",
        {
            "uid": new_uid(), "person_id": person_id, "name": card.name, "age_recipient": card.age,
            "ssh_key": card.ssh, "fingerprint": card.fingerprint, "state": "unverified",
            "first_seen_at": transaction.now, "document_key": card.document,
        },
    )


def note_document_key(transaction: Transaction, contact_id: int, card: Card) -> None:
    """Keep which certificate a known contact signs documents with, as their packet says; nothing where it says none."""
    if card.document:
        transaction.update("contact", contact_id, {"document_key": card.document})


def mark_verified(transaction: Transaction, contact_id: int) -> None:
    """The words were compared and were the same."""
    transaction.update("contact", contact_id, {"state": "verified", "verified_at": transaction.now})


def retire(transaction: Transaction, contact_id: int) -> None:
    """Stop using a card; it stays, so that what it signed can still be told."""
    transaction.update("contact", contact_id, {"state": "retired", "retired_at": transaction.now})


def name_successor(transaction: Transaction, contact_id: int, replaced_by: int) -> None:
    """Say which card took the place of a retired one."""
    transaction.update("contact", contact_id, {"replaced_by": replaced_by})


def link_person(transaction: Transaction, contact_id: int, person_id: int, *, compare_anew: bool) -> None:
    """Say whose card it is; ``compare_anew`` when the words were compared with somebody of another name."""
    again = {"state": "unverified", "verified_at": None} if compare_anew else {}
    transaction.update("contact", contact_id, {"person_id": person_id, **again})


def contact(connection: Connection, contact_id: int) -> Contact | None:
    """One contact, or None."""
    return _first(connection.execute("SELECT * FROM contact WHERE id = ?", (contact_id,)).fetchall())


def contact_by_fingerprint(connection: Connection, fingerprint: str) -> Contact | None:
    """The contact with exactly these keys, retired or not, or None."""
    return _first(connection.execute("SELECT * FROM contact WHERE fingerprint = ?", (fingerprint,)).fetchall())


def contact_of_person(connection: Connection, person_id: int) -> Contact | None:
    """The card in use of a person, or None."""
    rows = connection.execute("SELECT * FROM contact WHERE person_id = ? AND state <> 'retired'", (person_id,))
    return _first(rows.fetchall())


def contacts(connection: Connection, *, with_retired: bool = False) -> list[Contact]:
    """Cards by name."""
    rows = connection.execute(
        "SELECT * FROM contact WHERE state <> 'retired' OR ? ORDER BY name COLLATE NOCASE, id", (int(with_retired),)
    )
    return [_contact(row) for row in rows]


def _first(rows: Sequence[Row]) -> Contact | None:
    return _contact(rows[0]) if rows else None


def _contact(row: Row) -> Contact:
    return Contact(
        id=row["id"], person_id=row["person_id"],
        card=Card(row["name"], row["age_recipient"], row["ssh_key"], row["document_key"]),
        fingerprint=row["fingerprint"], state=row["state"], first_seen_at=row["first_seen_at"],
        verified_at=row["verified_at"], retired_at=row["retired_at"], replaced_by=row["replaced_by"],
    )

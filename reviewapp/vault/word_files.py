"""The table of an organisation's word files: each is kept as the text it was imported from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reviewapp.vault.driver import Connection
from reviewapp.vault.ids import new_uid
from reviewapp.vault.transaction import Transaction


@dataclass(frozen=True)
class WordFile:
    """One file: the name it had, its TOML text, and when it was added or replaced last (UTC)."""

    id: int
    name: str
    source: str
    added_at: str


def keep_word_file(transaction: Transaction, *, name: str, source: str) -> int:
    """Add a file, or put another text in the place of the one with this name, and return its id."""
    known = transaction.connection.execute("SELECT id FROM word_file WHERE name = ?", (name,)).fetchone()
    values = {"source": source, "added_at": transaction.now}
    if known is not None:
        transaction.update("word_file", known["id"], values)
        return int(known["id"])
    return transaction.insert("word_file", {"uid": new_uid(), "name": name, **values})


def remove_word_file(transaction: Transaction, word_file_id: int) -> None:
    """Take a file out; its words are no longer looked for."""
    transaction.delete("word_file", word_file_id)


def word_files(connection: Connection) -> list[WordFile]:
    """All files, in the order they were added first."""
    return [_word_file(row) for row in connection.execute("SELECT * FROM word_file ORDER BY id")]


def word_file(connection: Connection, word_file_id: int) -> WordFile | None:
    """One file by id, or None."""
    row = connection.execute("SELECT * FROM word_file WHERE id = ?", (word_file_id,)).fetchone()
    return _word_file(row) if row is not None else None


def _word_file(row: Any) -> WordFile:
    return WordFile(row["id"], row["name"], row["source"], row["added_at"])

"""The table of frameworks: each version is kept as the text it was imported from."""

from __future__ import annotations

from functools import lru_cache

from reviewapp.domain.framework import Framework
from reviewapp.vault.driver import Connection
from reviewapp.vault.ids import new_uid
from reviewapp.vault.transaction import Transaction


@lru_cache(maxsize=16)
def _parsed(source: str) -> Framework:
    # The reader of framework files is loaded when one is read, not at start.
    from reviewapp.domain.framework_file import parse_framework

    return parse_framework(source)


def add_framework(transaction: Transaction, source: str) -> int:
    """Store the text of a framework that `parse_framework` accepts, and return its id."""
    framework = _parsed(source)
    return transaction.insert(
        "framework",
        {
            "uid": new_uid(), "key": framework.key, "version": framework.version, "source": source,
            "added_at": transaction.now,
        },
    )


def frameworks(connection: Connection) -> list[tuple[int, Framework]]:
    """All versions with their ids, in the order they were added."""
    rows = connection.execute("SELECT id, source FROM framework ORDER BY id")
    return [(row["id"], _parsed(row["source"])) for row in rows]


def framework(connection: Connection, framework_id: int) -> Framework:
    """One version by id; KeyError when there is none."""
    return _parsed(source(connection, framework_id))


def source(connection: Connection, framework_id: int) -> str:
    """The text of one version; KeyError when there is none."""
    row = connection.execute("SELECT source FROM framework WHERE id = ?", (framework_id,)).fetchone()
    if row is None:
        raise KeyError(framework_id)
    return str(row["source"])


def find(connection: Connection, key: str, version: str) -> int | None:
    """The id of a version, or None."""
    row = connection.execute("SELECT id FROM framework WHERE key = ? AND version = ?", (key, version)).fetchone()
    return row["id"] if row else None

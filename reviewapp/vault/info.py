"""Facts about the vault itself, kept in it by name."""

from __future__ import annotations

import json

from reviewapp.vault.driver import Connection

_MOVED_ON = "moved_on"
_EARLIER_KEYS = "earlier_keys"


def moved_on(connection: Connection) -> str:
    """The day ``YYYY-MM-DD`` on which this vault was marked as moved to another computer, or ""."""
    row = connection.execute("SELECT value FROM vault_info WHERE name = ?", (_MOVED_ON,)).fetchone()
    return str(row["value"]) if row is not None else ""


def mark_moved(connection: Connection, day: str) -> None:
    """Set or (with "") clear the mark; a statement of its own, since a moved vault takes no other writes."""
    connection.execute("DELETE FROM vault_info WHERE name = ?", (_MOVED_ON,))
    if day:
        connection.execute("INSERT INTO vault_info (name, value) VALUES (?, ?)", (_MOVED_ON, day))


def earlier_keys(connection: Connection) -> tuple[bytes, ...]:
    """Data keys this vault had before; some of its backups may still be encrypted with them. Usually none."""
    row = connection.execute("SELECT value FROM vault_info WHERE name = ?", (_EARLIER_KEYS,)).fetchone()
    return tuple(bytes.fromhex(key) for key in json.loads(row["value"])) if row is not None else ()


def keep_earlier_key(connection: Connection, key: bytes) -> None:
    """Remember a data key that is about to be replaced; only who has the present one can read it."""
    keys = dict.fromkeys((*(one.hex() for one in earlier_keys(connection)), key.hex()))
    connection.execute(
        "INSERT OR REPLACE INTO vault_info (name, value) VALUES (?, ?)", (_EARLIER_KEYS, json.dumps(list(keys)))
    )


def forget_earlier_keys(connection: Connection) -> None:
    """No backup needs one any more."""
    connection.execute("DELETE FROM vault_info WHERE name = ?", (_EARLIER_KEYS,))

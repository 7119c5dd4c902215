"""Facts about the vault itself, kept in it by name."""

from __future__ import annotations

from reviewapp.vault.driver import Connection

_MOVED_ON = "moved_on"


def moved_on(connection: Connection) -> str:
    """The day ``YYYY-MM-DD`` on which this vault was marked as moved to another computer, or ""."""
    row = connection.execute("SELECT value FROM vault_info WHERE name = ?", (_MOVED_ON,)).fetchone()
    return str(row["value"]) if row is not None else ""


def mark_moved(connection: Connection, day: str) -> None:
    """Set or (with "") clear the mark; a statement of its own, since a moved vault takes no other writes."""
    connection.execute("DELETE FROM vault_info WHERE name = ?", (_MOVED_ON,))
    if day:
        connection.execute("INSERT INTO vault_info (name, value) VALUES (?, ?)", (_MOVED_ON, day))

"""Is a database whole, and is it one of ours? Asked before copying, of every copy, and before it is put in place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reviewapp.domain.errors import N_, VaultTooNew, VaultUnusable
from reviewapp.keys.slots import DATA_KEY_BYTES
from reviewapp.vault import driver, migrations
from reviewapp.vault.schema import APPLICATION_ID, NAMES, STEPS

# A page that is being folded in from the log while it is read looks broken once; a broken one stays broken.
_LOOKS = 3
_CACHE_KIB = 65536


@contextmanager
def opened(path: Path, data_key: bytes) -> Iterator[driver.Connection]:
    """A plain connection to a database or a copy of one; no log is begun beside it. DatabaseError for a wrong key."""
    if len(data_key) != DATA_KEY_BYTES:
        raise VaultUnusable(N_("The vault was closed."), N_("Unlock it again."))
    connection = driver.connect(str(path))
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
        # What a stranger could have put into the schema must not run when it is looked at.
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA synchronous = FULL")
        # Pages are read several times over; each time they leave the cache they are decrypted anew.
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield connection
    finally:
        connection.close()


def opens(path: Path, data_key: bytes) -> bool:
    """True when the key fits; a database damaged in its first page looks the same as one with another key."""
    try:
        with opened(path, data_key):
            return True
    except driver.DatabaseError:
        return False


def faults(connection: driver.Connection) -> list[str]:
    """What is wrong with pages, rows and their order; empty when all is sound."""
    found: list[str] = []
    for _look in range(_LOOKS):
        found = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check").fetchall()]
        if not found:
            break
    try:
        found += [str(row[0]) for row in connection.execute("PRAGMA quick_check").fetchall() if row[0] != "ok"]
    except driver.DatabaseError as error:
        found.append(str(error))
    return found


def faults_of_links(connection: driver.Connection) -> list[str]:
    """Links that point at nothing, and a search index that is not the text's. Needs a connection that may write."""
    found = [f"broken link in {row[0]}" for row in connection.execute("PRAGMA foreign_key_check").fetchall()]
    try:
        connection.execute("INSERT INTO observation_fts (observation_fts) VALUES ('integrity-check')")
    except driver.DatabaseError as error:
        found.append(str(error))
    return found


def row_counts(connection: driver.Connection) -> dict[str, int]:
    """Rows of each table, to compare a copy with what it was copied from. Never shown and never kept."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        " AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    ).fetchall()
    return {
        row["name"]: connection.execute(f'SELECT count(*) FROM "{row["name"]}"').fetchone()[0] for row in names
    }


def refuse_strange_schema(connection: driver.Connection) -> None:
    """Raise VaultUnusable unless the tables, indexes and triggers are exactly those of a schema of ours.

    A file of SQLite is nearly a program: a view or a trigger somebody added would run with our statements.
    """
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise _foreign()
    done = migrations.applied(connection)
    if set(done) - set(NAMES):
        raise VaultTooNew(
            N_("This backup was made by a newer version of ReviewApp."),
            N_("Update the program and try again; nothing was changed."),
        )
    if not done or done != NAMES[: len(done)] or _listed(connection) != _expected(done):
        raise _foreign()


def _listed(connection: driver.Connection) -> set[tuple[str, str, str]]:
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        " AND NOT (tbl_name = '_sqlite_migrations' AND type IN ('table', 'index'))"
    ).fetchall()
    return {(row["type"], row["name"], row["sql"] or "") for row in rows}


def _expected(done: tuple[str, ...]) -> set[tuple[str, str, str]]:
    connection = driver.connect(":memory:")
    try:
        for name, statements in STEPS:
            if name in done:
                for statement in statements:
                    connection.execute(statement)
        return _listed(connection)
    finally:
        connection.close()


def _foreign() -> VaultUnusable:
    return VaultUnusable(
        N_("The database in this backup is not one that ReviewApp made."), N_("Choose another backup.")
    )

"""Bring a vault to the schema of this version. The only creator of tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reviewapp.domain.errors import N_, VaultTooNew, VaultUnusable
from reviewapp.vault.driver import Connection, DatabaseError
from reviewapp.vault.schema import APPLICATION_ID, NAMES, SET_NAME, STEPS

if TYPE_CHECKING:
    from sqlite_utils import Database


def applied(connection: Connection) -> tuple[str, ...]:
    """Names of the steps already in this file; empty for a new one. Needs no sqlite-utils (start-up path)."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()
    if found is None:
        return ()
    rows = connection.execute(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY rowid", (SET_NAME,)
    )
    return tuple(row["name"] for row in rows)


def refuse_foreign_or_newer(connection: Connection) -> bool:
    """True when steps are pending; VaultUnusable when the file is not ours or newer than this program."""
    application_id = connection.execute("PRAGMA application_id").fetchone()[0]
    done = applied(connection)
    if application_id != APPLICATION_ID or not done:
        raise VaultUnusable(
            N_("This encrypted file was not made by ReviewApp, or it has been emptied."),
            N_("Choose another vault, or restore a backup of this one."),
        )
    if set(done) - set(NAMES):
        raise VaultTooNew(
            N_("This vault was made by a newer version of ReviewApp."),
            N_("Update the program and open it again; nothing was changed."),
        )
    return len(done) < len(NAMES)


def migrate(connection: Connection) -> None:
    """Apply the pending steps, each in one transaction with its own record."""
    from sqlite_utils import Database, Migrations

    steps = Migrations(SET_NAME)
    for name, statements in STEPS:
        steps(name=name)(_runner(statements))
    steps.apply(Database(connection, execute_plugins=False))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(NAMES)}")
    _refuse_broken(connection)


def _refuse_broken(connection: Connection) -> None:
    """VaultUnusable when a step left links that point at nothing, or an index that is not the text's."""
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    try:
        connection.execute("INSERT INTO observation_fts (observation_fts) VALUES ('integrity-check')")
    except DatabaseError as error:
        broken = broken or [error]
    if broken:
        raise VaultUnusable(
            N_("The upgrade of this vault did not come out right."),
            N_("Restore the backup made just before it, go on with the earlier version, and report this."),
        )


def _runner(statements: tuple[str, ...]) -> Callable[[Database], None]:
    def run(db: Database) -> None:
        for statement in statements:
            db.execute(statement)

    return run

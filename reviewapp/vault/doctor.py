"""Checks of an open vault: cipher, structure, index, schema."""

from __future__ import annotations

from reviewapp.vault.connection import Vault
from reviewapp.vault.driver import DatabaseError
from reviewapp.vault.schema import NAMES


def integrity(vault: Vault) -> list[str]:
    """What is wrong with the file, one line each; empty when every page, row, link and index is sound."""
    wrong: list[str] = []
    checks = (
        ("PRAGMA cipher_integrity_check", ()),
        ("PRAGMA quick_check", ("ok",)),
        ("PRAGMA foreign_key_check", ()),
        ("INSERT INTO observation_fts (observation_fts) VALUES ('integrity-check')", ()),
    )
    for statement, fine in checks:
        try:
            rows = vault.connection.execute(statement).fetchall()
        except DatabaseError as error:
            wrong.append(str(error))
            continue
        wrong.extend(str(row[0]) for row in rows if row[0] not in fine)
    return wrong


def schema_version(vault: Vault) -> tuple[int, int]:
    """The number of schema steps in the file and in this program."""
    return int(vault.connection.execute("PRAGMA user_version").fetchone()[0]), len(NAMES)


def libraries(vault: Vault) -> tuple[str, str]:
    """Versions of SQLite and SQLCipher in use."""
    sqlite = vault.connection.execute("SELECT sqlite_version()").fetchone()[0]
    return str(sqlite), str(vault.connection.execute("PRAGMA cipher_version").fetchone()[0])

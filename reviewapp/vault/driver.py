"""The encrypted SQLite driver, under the name sqlite-utils looks for.

sqlite-utils prefers a module called ``pysqlite3`` and catches *its* exceptions. Giving it sqlcipher3
under that name, before its first import, is what makes its error handling work on encrypted files.
The standard library's driver must not be used in this process for the vault: it silently ignores keys.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import sqlcipher3
from sqlcipher3 import dbapi2

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

if TYPE_CHECKING:
    # The same interface, and the standard library's has type stubs.
    from sqlite3 import Connection, DatabaseError, IntegrityError, OperationalError, Row
else:
    Connection = dbapi2.Connection
    Row = dbapi2.Row
    DatabaseError = dbapi2.DatabaseError
    OperationalError = dbapi2.OperationalError
    IntegrityError = dbapi2.IntegrityError

__all__ = ["Connection", "DatabaseError", "IntegrityError", "OperationalError", "Row", "connect"]


def connect(path: str) -> Connection:
    """A connection in autocommit mode, so that only our own BEGIN IMMEDIATE opens a transaction."""
    connection: Connection = dbapi2.connect(path, isolation_level=None, check_same_thread=False, timeout=5.0)
    connection.row_factory = Row
    return connection

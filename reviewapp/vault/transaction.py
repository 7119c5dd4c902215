"""One transaction: writes through sqlite-utils, and remembers the rows it changed so they can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reviewapp.domain.errors import N_, RuleRefused
from reviewapp.vault.ids import new_uid

if TYPE_CHECKING:
    from sqlite_utils import Database

Row = Mapping[str, Any]


@dataclass(frozen=True)
class RowImage:
    """One row before and after a transaction; None where it did not exist."""

    table: str
    key: tuple[Any, ...]
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def stored_moment(moment: datetime) -> str:
    """A moment as the vault stores it, in UTC: ``YYYY-MM-DDTHH:MM:SS.sssZ``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


class Transaction:
    """The open transaction of `Vault.write`; ``now`` is the UTC moment everything in it carries."""

    def __init__(self, database: Database, now: str) -> None:
        self.database = database
        self.connection = database.conn
        self.now = now
        self._images: dict[tuple[str, tuple[Any, ...]], dict[str, Any] | None] = {}

    def insert(self, table: str, row: Row) -> int:
        """Add a row and return its id."""
        row_id = self.database.table(table).insert(_storable(row)).last_rowid
        assert row_id is not None  # every table that is inserted into has an integer key
        self._images.setdefault((table, (row_id,)), None)
        return row_id

    def update(self, table: str, row_id: int, changes: Row) -> None:
        """Change some columns of one row; KeyError when there is none."""
        before = self._read(table, (row_id,))
        if before is None:
            raise KeyError(f"{table} {row_id}")
        self._images.setdefault((table, (row_id,)), before)
        if changes:
            self.database.table(table).update(row_id, _storable(changes))

    def delete(self, table: str, row_id: int) -> None:
        """Remove one row of a table whose rows may be removed (links, never texts)."""
        self._images.setdefault((table, (row_id,)), self._read(table, (row_id,)))
        self.connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))

    def set_text(self, record_uid: str, field: str, body: str) -> bool:
        """Add a wording as a new revision and put it in force; False when it is the one in force already."""
        body = storable_text(body)
        current = self.connection.execute(
            "SELECT revision.uid, revision.body FROM current_text JOIN revision ON revision.id = revision_id"
            " WHERE current_text.record_uid = ? AND current_text.field = ?",
            (record_uid, field),
        ).fetchone()
        if (current["body"] if current else "") == body:
            return False
        revision_id = self.database.table("revision").insert(
            {
                "uid": new_uid(), "record_uid": record_uid, "field": field, "body": body,
                "parent_uid": current["uid"] if current else None, "written_at": self.now,
            }
        ).last_rowid
        key = (record_uid, field)
        self._images.setdefault(("current_text", key), self._read("current_text", key))
        self.connection.execute(
            "INSERT INTO current_text (record_uid, field, revision_id) VALUES (?, ?, ?)"
            " ON CONFLICT (record_uid, field) DO UPDATE SET revision_id = excluded.revision_id",
            (record_uid, field, revision_id),
        )
        return True

    def set_language(self, record_uid: str, field: str, language: str | None) -> bool:
        """Say which language a text in force is in (None: to be recognised); False when that was known, or no text."""
        key = (record_uid, field)
        before = self._read("current_text", key)
        if before is None or before["language"] == language:
            return False
        self._images.setdefault(("current_text", key), before)
        self.connection.execute(
            "UPDATE current_text SET language = ? WHERE record_uid = ? AND field = ?", (language, *key)
        )
        return True

    def images(self) -> tuple[RowImage, ...]:
        """What this transaction changed so far, in the order it changed it."""
        return tuple(
            RowImage(table, key, before, self._read(table, key)) for (table, key), before in self._images.items()
        )

    def revert(self, images: tuple[RowImage, ...]) -> None:
        """Put rows back as they were; RuleRefused when one was changed again since.

        Revisions stay: undoing a text puts the earlier wording in force again.
        """
        self.connection.execute("PRAGMA defer_foreign_keys = ON")
        for image in images:
            if self._read(image.table, image.key) != image.after:
                raise RuleRefused(
                    N_("This was changed again since, so it cannot be undone."), N_("Change it by hand instead.")
                )
        # All rows out, then all rows in: one after the other they could meet in a UNIQUE index. A packet is never taken
        # out: of its row only what is said about it goes back.
        for image in images:
            self._images.setdefault((image.table, image.key), image.after)
            if image.table != "packet":
                self.connection.execute(f"DELETE FROM {image.table} WHERE {_where(image.table)}", image.key)
        for image in images:
            if image.table == "packet" and image.before is not None:
                said = (image.before["person_id"], *image.key)
                self.connection.execute("UPDATE packet SET person_id = ? WHERE id = ?", said)
            elif image.before is not None:
                columns, marks = ", ".join(image.before), ", ".join("?" for _ in image.before)
                self.connection.execute(
                    f"INSERT INTO {image.table} ({columns}) VALUES ({marks})", tuple(image.before.values())
                )

    def _read(self, table: str, key: tuple[Any, ...]) -> dict[str, Any] | None:
        row = self.connection.execute(f"SELECT * FROM {table} WHERE {_where(table)}", key).fetchone()
        return dict(row) if row is not None else None


def storable_text(text: str) -> str:
    """What a text is kept as: a lone surrogate (half a character) becomes ``?``, NUL is left out."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


def _storable(row: Row) -> dict[str, Any]:
    return {name: storable_text(value) if isinstance(value, str) else value for name, value in row.items()}


def _where(table: str) -> str:
    return "record_uid = ? AND field = ?" if table == "current_text" else "id = ?"

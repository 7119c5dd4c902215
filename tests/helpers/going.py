"""What an erasure may take and what it must leave, told from the rows alone and without the code that erases."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewapp.vault import backup_check
from reviewapp.vault.driver import Connection

MARK = "[erased]"
# Shorter ones stand inside other words.
_DISTINCTIVE = 6
Rows = dict[str, dict[tuple[Any, ...], dict[str, Any]]]


@dataclass(frozen=True)
class Goes:
    """What goes with a person, or with single records: ids and uids of one open file."""

    person: int | None
    observations: frozenset[int]
    shared: frozenset[int]
    reviews: frozenset[int]
    uids: frozenset[str]

    def takes(self, row: dict[str, Any]) -> bool:
        """True for a row that is about nobody and nothing else."""
        view = self.person is not None and row.get("field") == f"person_view/{self.person}"
        return (
            (self.person is not None and row.get("person_id") == self.person)
            or row.get("observation_id") in self.observations
            or row.get("review_id") in self.reviews
            or row.get("uid") in self.uids
            or row.get("record_uid") in self.uids
            or view
            or row.get("editor") in {f"review/{one}" for one in self.reviews}
            or row.get("fts_id") in self.observations
        )


def rows_of(connection: Connection) -> Rows:
    """Every row of every table, by its key; the index by the number of its observation."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'observation_fts%'"
        " AND name NOT LIKE 'sqlite_%' AND name <> '_sqlite_migrations'"
    ).fetchall()
    found: Rows = {}
    for table in tables:
        name = table["name"]
        columns = connection.execute(f"PRAGMA table_info({name})").fetchall()
        keys = [column["name"] for column in columns if column["pk"]]
        rows = [dict(row) for row in connection.execute(f"SELECT * FROM {name}")]
        found[name] = {tuple(row[key] for key in keys): row for row in rows}
        assert len(found[name]) == len(rows)
    index = connection.execute("SELECT rowid AS fts_id, body, facet FROM observation_fts")
    found["observation_fts"] = {(row["fts_id"],): dict(row) for row in index}
    return found


def person_goes(connection: Connection, uid: str) -> Goes:
    """What goes with a person in this file; nothing where they are not in it."""
    row = connection.execute("SELECT id FROM person WHERE uid = ?", (uid,)).fetchone()
    if row is None:
        return Goes(None, frozenset(), frozenset(), frozenset(), frozenset())
    reviews = connection.execute("SELECT id, uid FROM review WHERE person_id = ?", (row["id"],)).fetchall()
    linked = connection.execute(
        "SELECT id, uid, (SELECT count(*) FROM observation_person WHERE observation_id = observation.id) AS people FROM observation"
        " WHERE id IN (SELECT observation_id FROM observation_person WHERE person_id = ?)",
        (row["id"],),
    ).fetchall()
    alone = [one for one in linked if one["people"] == 1]
    return Goes(
        row["id"], frozenset(one["id"] for one in alone), frozenset(one["id"] for one in linked if one["people"] > 1),
        frozenset(one["id"] for one in reviews), frozenset([uid, *(one["uid"] for one in [*alone, *reviews])]),
    )  # fmt: skip


def records_go(connection: Connection, uids: set[str]) -> Goes:
    """What goes with single observations in this file."""
    found = [row for row in connection.execute("SELECT id, uid FROM observation").fetchall() if row["uid"] in uids]
    ids, there = frozenset(row["id"] for row in found), frozenset(row["uid"] for row in found)
    return Goes(None, ids, frozenset(), frozenset(), there)


def only_this_went(before: Rows, after: Rows, goes: Goes) -> None:
    """Compare the rows of one file before and after: what goes is gone, all else lost nothing but a name."""
    for table, rows in before.items():
        for key, row in rows.items():
            if goes.takes(row):
                assert row != after[table].get(key), f"{table}: left behind"
                continue
            assert key in after[table], f"{table}: somebody else's row is gone: {row}"
            for column, value in row.items():
                if table == "observation_fts" and row["fts_id"] in goes.shared and column != "body":
                    continue  # the people it is found by
                _same_but_for_a_name(f"{table}.{column}", value, after[table][key][column])
        new = [key for key in after[table] if key not in rows]
        assert not new or table == "erasure_receipt", f"{table}: a row came from nowhere"


def _same_but_for_a_name(where: str, before: Any, after: Any) -> None:
    if before != after:
        replaced = isinstance(after, str) and MARK in after
        assert replaced or where.endswith(".erased"), f"{where} was {before!r} and is {after!r}"


@contextmanager
def opened_copies(paths: list[Path], data_key: bytes, place: Path) -> Iterator[list[Connection]]:
    """The databases inside some backups, unpacked into a folder of the test."""
    with ExitStack() as stack:
        found = []
        for number, path in enumerate(paths):
            unpacked = place / f"unpacked-{number}.db"
            with zipfile.ZipFile(path) as archive:
                unpacked.write_bytes(archive.read("vault.db"))
            found.append(stack.enter_context(backup_check.opened(unpacked, data_key)))
        yield found
    for number in range(len(paths)):
        (place / f"unpacked-{number}.db").unlink()


def name_left(connection: Connection, name: str) -> list[str]:
    """Distinctive parts of an erased name that the file still holds although nobody else in it bears them."""
    bearers = connection.execute("SELECT name FROM person UNION SELECT alias FROM person_alias")
    others = " ".join(row[0] for row in bearers).casefold()
    there = repr(rows_of(connection)).casefold()
    parts = [part.casefold() for part in name.split() if len(part) >= _DISTINCTIVE]
    return [part for part in parts if part in there and part not in others]

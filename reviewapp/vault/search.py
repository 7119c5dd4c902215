"""Full-text search over observations: FTS5 with prefixes, newest first, best match when the set is small."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from reviewapp.vault.driver import Connection
from reviewapp.vault.people import ABOUT_BINNED_ONLY
from reviewapp.vault.transaction import Transaction, storable_text

# Above this many matches, ranking them all costs more than a keystroke may take.
RANKED_UP_TO = 2000
SNIPPET_WORDS = 24


@dataclass(frozen=True)
class Hit:
    """One match: the observation and plain text around the words found."""

    observation_id: int
    snippet: str


def index(transaction: Transaction, observation_id: int) -> None:
    """Bring the index of one observation up to date; call it in the transaction that changed it."""
    index_row(transaction.connection, observation_id)


def index_row(connection: Connection, observation_id: int) -> None:
    """The same on a bare connection, such as one to a kept copy."""
    connection.execute("DELETE FROM observation_fts WHERE rowid = ?", (observation_id,))
    row = connection.execute(
        "SELECT uid, kind FROM observation WHERE id = ? AND deleted_at IS NULL", (observation_id,)
    ).fetchone()
    if row is None:
        return
    bodies = connection.execute(
        "SELECT body FROM current_text JOIN revision ON revision.id = revision_id"
        " WHERE current_text.record_uid = ? ORDER BY current_text.field <> 'behaviour', current_text.field",
        (row["uid"],),
    ).fetchall()
    people = connection.execute(
        "SELECT person_id FROM observation_person WHERE observation_id = ?", (observation_id,)
    ).fetchall()
    facet = " ".join((*(f"zqp{person['person_id']}" for person in people), f"zqk{row['kind'].replace('_', '')}"))
    connection.execute(
        "INSERT INTO observation_fts (rowid, body, facet) VALUES (?, ?, ?)",
        (observation_id, "\n".join(body["body"] for body in bodies if body["body"]), facet),
    )


@contextmanager
def many_removed(connection: Connection) -> Iterator[None]:
    """Take many rows out of the index at once: their words stay in it, marked as deleted, until `merge`.

    Outside, the index forgets every word at the moment its row goes, by rewriting each place a word stands in: right
    for one changed note, minutes for ten thousand. For erasures alone, which are not done before they have merged it.
    """
    connection.execute("INSERT INTO observation_fts (observation_fts, rank) VALUES ('secure-delete', 0)")
    try:
        yield
    finally:
        connection.execute("INSERT INTO observation_fts (observation_fts, rank) VALUES ('secure-delete', 1)")


def merge(connection: Connection) -> None:
    """Write the index anew as one piece, in which neither deleted words nor their marks are left."""
    connection.execute("INSERT INTO observation_fts (observation_fts) VALUES ('optimize')")


def match_expression(query: str, person_id: int | None = None) -> str | None:
    """The FTS5 expression for typed words: every word quoted, the last one a prefix; None for no words.

    Quoting each word ourselves keeps ``e-mail``, ``C++`` or a lone quote from being read as syntax.
    """
    words = [word.replace('"', '""') for word in storable_text(query).split()]
    words = [word for word in words if any(character.isalnum() for character in word)]
    if not words:
        return None
    parts = [f'"{word}"' for word in words[:-1]] + [f'"{words[-1]}"*']
    expression = " AND ".join(f"body:{part}" for part in parts)
    return f'facet:"zqp{person_id}" AND {expression}' if person_id is not None else expression


def search(
    connection: Connection, query: str, *, person_id: int | None, limit: int, days: str = ""
) -> tuple[list[Hit], str, bool]:
    """Hits, their order ("best_match" or "newest_first") and whether there are more than ``limit``.

    Without words everything about the person; ``days``, a pattern of ISO days for LIKE, narrows it to when it happened.
    """
    expression = match_expression(query, person_id)
    if expression is None and person_id is not None:
        expression = f'facet:"zqp{person_id}"'
    if expression is None:
        return [], "newest_first", False
    if days or not match_expression(query):
        newest = _of_a_time(connection, expression, days, limit + 1)
        return _hits(connection, newest[:limit], query), "newest_first", len(newest) > limit
    # Evaluating a match costs most; the newest ids come from the same pass that tells how many there are.
    newest = _rowids(connection, expression, "rowid DESC", RANKED_UP_TO + 1)
    if len(newest) > RANKED_UP_TO:
        ids, order = newest[:limit], "newest_first"
    else:
        ids, order = _rowids(connection, expression, "rank", limit), "best_match"
    return _hits(connection, ids, query), order, len(newest) > limit


def _hits(connection: Connection, ids: list[int], query: str) -> list[Hit]:
    bodies = {
        row["rowid"]: row["body"]
        for row in connection.execute(
            f"SELECT rowid, body FROM observation_fts WHERE rowid IN ({','.join('?' * len(ids))})", ids
        )
    }
    words = [folded(word) for word in query.split()]
    return [Hit(one, snippet(bodies[one], words)) for one in ids if one in bodies]


def snippet(body: str, words: list[str]) -> str:
    """Some words of the text around the first place where one of the (folded) words begins."""
    tokens = body.split()
    at = next(
        (place for place, token in enumerate(tokens) if any(word and word in folded(token) for word in words)), 0
    )
    start = max(0, min(at - SNIPPET_WORDS // 4, len(tokens) - SNIPPET_WORDS))
    end = start + SNIPPET_WORDS
    return f"{'…' if start else ''}{' '.join(tokens[start:end])}{'…' if end < len(tokens) else ''}"


def folded(text: str) -> str:
    """Lower case without accents, as the index compares."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _rowids(connection: Connection, expression: str, order: str, limit: int) -> list[int]:
    rows = connection.execute(
        f"SELECT rowid FROM observation_fts WHERE observation_fts MATCH ? AND rowid NOT IN ({ABOUT_BINNED_ONLY})"
        f" ORDER BY {order} LIMIT ?",
        (expression, limit),
    )
    return [row["rowid"] for row in rows]


def _of_a_time(connection: Connection, expression: str, days: str, limit: int) -> list[int]:
    """Matches that happened on such days, the newest first; an open day counts by the day of writing."""
    rows = connection.execute(
        "SELECT id FROM observation_fts JOIN observation ON observation.id = observation_fts.rowid"
        f" WHERE observation_fts MATCH ? AND id NOT IN ({ABOUT_BINNED_ONLY})"
        "  AND coalesce(observed_on, written_on) LIKE ?"
        " ORDER BY coalesce(observed_on, written_on) DESC, id DESC LIMIT ?",
        (expression, days or "%", limit),
    )
    return [row["id"] for row in rows]

"""Full-text search over observations: FTS5 with prefixes, newest first, best match when the set is small."""

from __future__ import annotations

from dataclasses import dataclass

from reviewapp.vault.driver import Connection
from reviewapp.vault.transaction import Transaction, storable_text

# Above this many matches, ranking them all costs more than a keystroke may take.
RANKED_UP_TO = 2000
_SNIPPET = "snippet(observation_fts, 0, '', '', '…', 24)"


@dataclass(frozen=True)
class Hit:
    """One match: the observation and plain text around the words found."""

    observation_id: int
    snippet: str


def index(transaction: Transaction, observation_id: int) -> None:
    """Bring the index of one observation up to date; call it in the transaction that changed it."""
    connection = transaction.connection
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


def search(connection: Connection, query: str, *, person_id: int | None, limit: int) -> tuple[list[Hit], str, bool]:
    """Hits, their order ("best_match" or "newest_first") and whether there are more than ``limit``."""
    expression = match_expression(query, person_id)
    if expression is None:
        return [], "newest_first", False
    matches = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM observation_fts WHERE observation_fts MATCH ? LIMIT ?)",
        (expression, RANKED_UP_TO + 1),
    ).fetchone()[0]
    ranked = matches <= RANKED_UP_TO
    rows = connection.execute(
        f"SELECT rowid, {_SNIPPET} AS snippet FROM observation_fts WHERE observation_fts MATCH ?"
        f" ORDER BY {'rank' if ranked else 'rowid DESC'} LIMIT ?",
        (expression, limit),
    )
    hits = [Hit(row["rowid"], row["snippet"]) for row in rows]
    return hits, "best_match" if ranked else "newest_first", matches > limit

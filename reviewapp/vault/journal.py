"""The journal of drafts: what is being typed in an editor, kept until it is saved or discarded."""

from __future__ import annotations

import json
from typing import Any

from reviewapp.vault.driver import Connection
from reviewapp.vault.transaction import Transaction

# Editors of somebody's own forms are named by what they are and the person's id, such as ``person/3``.
FORMS_OF_A_PERSON = ("person", "focus", "correction", "keeping", "ask", "contribution", "goal", "plan", "support")
# A reason being given for words in a note that is not saved yet, in an observation or in a review.
REASON_OF_CAPTURE = "reason/capture"


def keep(transaction: Transaction, editor: str, body: dict[str, Any]) -> None:
    """Remember the contents of one editor, replacing what was kept before."""
    transaction.connection.execute(
        "INSERT INTO journal (editor, body, typed_at) VALUES (?, ?, ?)"
        " ON CONFLICT (editor) DO UPDATE SET body = excluded.body, typed_at = excluded.typed_at",
        (editor, json.dumps(body), transaction.now),
    )


def forget(transaction: Transaction, editor: str) -> None:
    """The editor was saved or discarded; forgetting twice is harmless."""
    transaction.connection.execute("DELETE FROM journal WHERE editor = ?", (editor,))


def kept(connection: Connection) -> dict[str, tuple[dict[str, Any], str]]:
    """All unsaved drafts: ``{editor: (body, typed_at)}``, oldest first."""
    rows = connection.execute("SELECT editor, body, typed_at FROM journal ORDER BY typed_at")
    return {row["editor"]: (json.loads(row["body"]), row["typed_at"]) for row in rows}

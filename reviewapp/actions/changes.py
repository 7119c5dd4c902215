"""What an action changed, and how to take it back.

Every write returns `Changes`; the desktop broadcasts it once and screens re-read what they show.
"""

from __future__ import annotations

from dataclasses import dataclass

from reviewapp.vault import search
from reviewapp.vault.connection import Vault
from reviewapp.vault.transaction import RowImage, Transaction


@dataclass(frozen=True)
class Undo:
    """Takes one action back; ``verb`` names it for "Undo …"."""

    verb: str
    kinds: frozenset[str]
    images: tuple[RowImage, ...]


@dataclass(frozen=True)
class Changes:
    """``kinds`` are words of the vocabulary (person, observation, review …), ``ids`` the rows touched."""

    kinds: frozenset[str]
    ids: tuple[int, ...] = ()
    undo: Undo | None = None

    @property
    def id(self) -> int:
        """The one row an action made or changed."""
        return self.ids[0]


NOTHING = Changes(frozenset())


def changed(transaction: Transaction, verb: str, *kinds: str, ids: tuple[int, ...] = ()) -> Changes:
    """The change set of the open transaction; call it last, before the commit."""
    names = frozenset(kinds)
    images = transaction.images()
    return Changes(names, ids, Undo(verb, names, images) if images else None)


def take_back(vault: Vault, *, undo: Undo) -> Changes:
    """Undo one action; the result can be undone in turn (redo).

    Raises RuleRefused when something it touched was changed again since.
    """
    with vault.write() as transaction:
        transaction.revert(undo.images)
        for observation_id in _observations_in(transaction, undo.images):
            search.index(transaction, observation_id)
        return changed(transaction, undo.verb, *undo.kinds, ids=_observations_in(transaction, undo.images))


def _observations_in(transaction: Transaction, images: tuple[RowImage, ...]) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for image in images:
        row = image.after or image.before or {}
        if image.table == "observation":
            found[row["id"]] = None
        elif image.table == "observation_person":
            found[row["observation_id"]] = None
        elif image.table == "current_text":
            match = transaction.connection.execute(
                "SELECT id FROM observation WHERE uid = ?", (row["record_uid"],)
            ).fetchone()
            if match is not None:
                found[match["id"]] = None
    return tuple(found)

"""What an action changed, and how to take it back.

Every write returns `Changes`; the desktop broadcasts it once and screens re-read what they show.
"""

from __future__ import annotations

from dataclasses import dataclass

from reviewapp.domain.errors import RuleRefused
from reviewapp.domain.observation import missed_on_hearsay, missing_for_completion
from reviewapp.i18n import _
from reviewapp.vault import observation_lists, observations, search
from reviewapp.vault.connection import Vault
from reviewapp.vault.driver import IntegrityError
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

    Raises RuleRefused when something it touched was changed again since, when something rests on it by
    now, or when a complete observation would lose what made it complete (the notice, its effect …).
    """
    try:
        with vault.write() as transaction:
            transaction.revert(undo.images)
            ids = _observations_in(transaction, undo.images)
            for observation_id in ids:
                search.index(transaction, observation_id)
            _refuse_half_complete(transaction, undo.images, ids)
            return changed(transaction, undo.verb, *undo.kinds, ids=ids)
    except IntegrityError as error:
        raise RuleRefused(
            _("Something else rests on this by now, so it cannot be undone."), _("Undo or remove that first.")
        ) from error


def _refuse_half_complete(transaction: Transaction, images: tuple[RowImage, ...], ids: tuple[int, ...]) -> None:
    touched = list(ids)
    for image in images:
        if image.table == "notice":
            person_id = (image.after or image.before or {})["person_id"]
            touched += observation_lists.ids_between(transaction.connection, person_id=person_id)
    for item in observations.observations(transaction.connection, touched):
        # What another manager wrote came whole; a notice it lacks here keeps it out of reviews instead.
        if not item.completed or item.written_by or item.deleted:
            continue
        if missing_for_completion(item) or missed_on_hearsay(item):
            raise RuleRefused(
                _("A complete observation rests on this by now, so it cannot be undone."),
                _("Change it by hand instead."),
            )


def _observations_in(transaction: Transaction, images: tuple[RowImage, ...]) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for image in images:
        row = image.after or image.before or {}
        if image.table == "observation":
            found[row["id"]] = None
        elif image.table in ("observation_person", "observation_competency"):
            found[row["observation_id"]] = None
        elif image.table == "current_text":
            match = transaction.connection.execute(
                "SELECT id FROM observation WHERE uid = ?", (row["record_uid"],)
            ).fetchone()
            if match is not None:
                found[match["id"]] = None
    return tuple(found)

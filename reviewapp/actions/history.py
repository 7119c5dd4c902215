"""Every wording a text ever had: what changed from one to the next, and the way back (promise 6)."""

from __future__ import annotations

from dataclasses import dataclass

from reviewapp.actions.changes import Changes
from reviewapp.actions.observations import About, Details, change_observation, get_observation
from reviewapp.actions.reviews import get_review, write_section
from reviewapp.domain.errors import NotFound
from reviewapp.domain.review import SectionKey
from reviewapp.domain.word_diff import Piece, word_diff
from reviewapp.i18n import _
from reviewapp.vault import texts
from reviewapp.vault.connection import Vault

_VIEW = "person_view/"


@dataclass(frozen=True)
class Wording:
    """One wording of one field: ``pieces`` show what changed against the one before; ``written_at`` is UTC."""

    uid: str
    field: str
    body: str
    written_at: str
    in_force: bool
    erased: bool
    pieces: tuple[Piece, ...]


def observation_wordings(vault: Vault, *, observation_id: int) -> list[Wording]:
    """All wordings of all texts of an observation, newest first. NotFound when it is not there."""
    return _wordings(vault, get_observation(vault, observation_id=observation_id).uid)


def review_wordings(vault: Vault, *, review_id: int) -> list[Wording]:
    """All wordings of all sections of a review, newest first. NotFound when it is not there."""
    return _wordings(vault, get_review(vault, review_id=review_id).uid)


def restore_in_observation(vault: Vault, *, observation_id: int, wording_uid: str) -> Changes:
    """Put an earlier wording in force again, as a new one; what was in force stays among the wordings.

    Raises NotFound, and what `change_observation` raises: a complete observation stays whole.
    """
    item = get_observation(vault, observation_id=observation_id)
    chosen = _chosen(_wordings(vault, item.uid), wording_uid)
    if not chosen.field.startswith(_VIEW):
        details = Details(texts={chosen.field: chosen.body})
        return change_observation(vault, observation_id=observation_id, details=details)
    person_id = int(chosen.field.removeprefix(_VIEW))
    now = next((one for one in item.subjects if one.person_id == person_id), None)
    if now is None:
        raise NotFound(_("The observation is not about this person."), _("Add them to it first."))
    about = About(concern=now.concern, closest_anchor=now.closest_anchor, person_view=chosen.body)
    return change_observation(vault, observation_id=observation_id, about={person_id: about})


def restore_in_review(vault: Vault, *, review_id: int, wording_uid: str) -> Changes:
    """The same for a section of a review; RuleRefused when it is finished."""
    chosen = _chosen(_wordings(vault, get_review(vault, review_id=review_id).uid), wording_uid)
    return write_section(vault, review_id=review_id, key=SectionKey.from_field(chosen.field), text=chosen.body)


def _wordings(vault: Vault, record_uid: str) -> list[Wording]:
    in_force = {
        row["revision_id"]
        for row in vault.connection.execute("SELECT revision_id FROM current_text WHERE record_uid = ?", (record_uid,))
    }
    found: list[Wording] = []
    before: dict[str, str] = {}
    for number, one in texts.all_revisions(vault.connection, record_uid):
        pieces = word_diff(before.get(one.field, ""), one.body)
        before[one.field] = one.body
        found.append(Wording(one.uid, one.field, one.body, one.written_at, number in in_force, one.erased, pieces))
    return found[::-1]


def _chosen(found: list[Wording], wording_uid: str) -> Wording:
    chosen = next((one for one in found if one.uid == wording_uid), None)
    if chosen is None:
        raise NotFound(_("There is no such wording."), _("Look at the list again."))
    return chosen

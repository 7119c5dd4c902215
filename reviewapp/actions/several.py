"""One act for several jots: complete them, record that the people were told, or throw them away (promise 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reviewapp.actions.changes import Changes, changed
from reviewapp.actions.observations import get_observation, make_complete, why_not_complete
from reviewapp.actions.queries import jots_about_to_expire
from reviewapp.actions.shapes import title
from reviewapp.actions.telling import refuse_impossible_day
from reviewapp.domain.errors import RuleRefused
from reviewapp.domain.observation import (
    Observation,
    missed_on_hearsay,
    missing_for_completion,
    refuse_missed_on_hearsay,
)
from reviewapp.i18n import _
from reviewapp.vault import observations
from reviewapp.vault.connection import Vault


@dataclass(frozen=True)
class JotRow:
    """A jot about to expire: what it needs before it can be completed ("" for nothing), and whether it can be told."""

    observation_id: int
    names: tuple[str, ...]
    title: str
    due: date
    lacks: str
    can_be_told: bool


def expiring_jots(vault: Vault) -> list[JotRow]:
    """Jots about to expire, the soonest first, with what each still needs."""
    rows = []
    for one in jots_about_to_expire(vault):
        item = get_observation(vault, observation_id=one.observation_id)
        missing = missing_for_completion(item)
        lacks = why_not_complete(item, missing) if missing else ""
        if missed_on_hearsay(item):
            lacks = lacks or _("Missed rests on hearsay here.")
        told = bool(item.subjects) and all(subject.noticed for subject in item.subjects)
        rows.append(JotRow(item.id, one.people, one.title, one.day, lacks, told))
    return rows


def complete_several(vault: Vault, *, observation_ids: Sequence[int]) -> Changes:
    """Complete all of these or none; RuleRefused names the first that lacks something, and what."""
    found = [get_observation(vault, observation_id=one) for one in dict.fromkeys(observation_ids)]
    for item in found:
        missing = missing_for_completion(item)
        if missing:
            raise RuleRefused(_named(item, why_not_complete(item, missing)), _("Leave it out, or open it first."))
        refuse_missed_on_hearsay(item)
    with vault.write() as transaction:
        for item in found:
            if not item.completed:
                make_complete(transaction, item)
        return changed(transaction, "complete_several", "observation", ids=tuple(item.id for item in found))


def tell_several(vault: Vault, *, observation_ids: Sequence[int], told_on: date) -> Changes:
    """Record that everybody in these was told on a day, all or none.

    Raises UsageError for a day to come or before an episode, RuleRefused for nobody in one or no notice yet.
    """
    found = [get_observation(vault, observation_id=one) for one in dict.fromkeys(observation_ids)]
    for item in found:
        refuse_impossible_day(item.observed_on, told_on, vault.today)
        if not item.subjects or not all(subject.noticed for subject in item.subjects):
            raise RuleRefused(
                _named(item, _("nobody in it, or somebody without a notice.")),
                _("Say who it is about and hand over the notice first."),
            )
    with vault.write() as transaction:
        for item in found:
            for subject in item.subjects:
                row = {"told_on": told_on, "told_how": "conversation", "told_confirmed": True}
                observations.update_subject(transaction, item.id, subject.person_id, row)
        return changed(transaction, "tell_several", "observation", ids=tuple(item.id for item in found))


def remove_several(vault: Vault, *, observation_ids: Sequence[int]) -> Changes:
    """Move these to the bin, all or none; RuleRefused when a review cites one."""
    found = [get_observation(vault, observation_id=one) for one in dict.fromkeys(observation_ids)]
    for item in found:
        if item.cited:
            raise RuleRefused(_named(item, _("a review cites it.")), _("Take it out of the review first."))
    with vault.write() as transaction:
        for item in found:
            observations.update_observation(transaction, item.id, {"deleted_at": transaction.now})
        return changed(transaction, "remove_several", "observation", ids=tuple(item.id for item in found))


def _named(item: Observation, sentence: str) -> str:
    return _("“{title}”: {sentence}").format(title=title(item), sentence=sentence)

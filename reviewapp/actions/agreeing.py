"""Restricted episodes leave only with the agreement of everybody they are about (Directive 2019/1937 art. 19; domain.md
D and G): a protected disclosure, or what belongs to a third party."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reviewapp.actions.changes import NOTHING, Changes, changed
from reviewapp.actions.observations import get_observation
from reviewapp.domain.errors import RuleRefused, UsageError
from reviewapp.domain.observation import AGREED_HOW
from reviewapp.i18n import _
from reviewapp.vault import episode_agreements
from reviewapp.vault.connection import Vault


@dataclass(frozen=True)
class Agreement:
    """Whose word it is that a restricted episode may leave, the day, and how it was given."""

    name: str
    agreed_on: date
    how: str


@dataclass(frozen=True)
class Restriction:
    """Where a restricted episode stands: who agreed, and the names of those who were not asked or did not agree."""

    agreed: tuple[Agreement, ...]
    open_names: tuple[str, ...]
    today: date


def agree(vault: Vault, *, observation_id: int, agreed_on: date, how: str) -> Changes:
    """Record that everybody in a restricted episode agreed that it leaves; asked once, it holds for every way out.

    It ends when what it says is changed. ``how`` is one of `AGREED_HOW`. Raises NotFound; RuleRefused for one that is
    not restricted; UsageError for a day to come, before the episode, another ``how``, or where it is about nobody.
    """
    found = get_observation(vault, observation_id=observation_id)
    if not found.is_restricted:
        raise RuleRefused(_("This episode is not restricted."), _("Nothing has to be asked; hand it over."))
    if how not in AGREED_HOW:
        raise UsageError(
            _("Nobody agrees by {how}.").format(how=how),
            _("Use one of {choices}.").format(choices=", ".join(AGREED_HOW)),
        )
    if agreed_on > vault.today:
        raise UsageError(_("This day has not come yet."), _("Record it once they have agreed."))
    if found.observed_on is not None and agreed_on < found.observed_on:
        raise UsageError(_("They cannot have agreed before it happened."), _("Check both days; one of them is off."))
    if not found.subjects:
        raise UsageError(_("This observation is about nobody yet."), _("Say who it is about first."))
    known = {one.person_id for one in episode_agreements.agreements(vault.connection, observation_id)}
    asked = [one.person_id for one in found.subjects if one.person_id not in known]
    if not asked:
        return NOTHING
    with vault.write() as transaction:
        for person_id in asked:
            episode_agreements.add_agreement(
                transaction, observation_id=observation_id, person_id=person_id, agreed_on=agreed_on, how=how
            )
        return changed(transaction, "agree", "observation", ids=(observation_id,))


def disagree(vault: Vault, *, observation_id: int) -> Changes:
    """They do not agree any more: from now on it stays. What left before is out."""
    get_observation(vault, observation_id=observation_id)
    with vault.write() as transaction:
        episode_agreements.remove_agreements(transaction, observation_id)
        return changed(transaction, "disagree", "observation", ids=(observation_id,))


def restriction(vault: Vault, *, observation_id: int) -> Restriction | None:
    """Who agreed to what of a restricted episode, or None where nothing is restricted."""
    found = get_observation(vault, observation_id=observation_id)
    if not found.is_restricted:
        return None
    names = {one.person_id: one.name for one in found.subjects}
    kept = [one for one in episode_agreements.agreements(vault.connection, observation_id) if one.person_id in names]
    agreed = tuple(Agreement(names[one.person_id], one.agreed_on, one.how) for one in kept)
    asked = {one.person_id for one in kept}
    return Restriction(agreed, tuple(name for one, name in names.items() if one not in asked), vault.today)

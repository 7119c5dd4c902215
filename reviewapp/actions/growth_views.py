"""Goals, plans, support and practice notes as they stand; none of the answers holds a figure about a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reviewapp.domain.errors import NotFound
from reviewapp.domain.growth import KINDS, GrowthItem
from reviewapp.i18n import _
from reviewapp.vault import growth, people
from reviewapp.vault.connection import Vault
from reviewapp.vault.growth import PracticeNote


@dataclass(frozen=True)
class Coached:
    """A person by name with the day of the last coaching talk, None where none is noted (domain.md A68)."""

    id: int
    name: str
    on: date | None


def growth_item(vault: Vault, *, item_id: int) -> GrowthItem:
    """One goal, plan or offer of support; NotFound when there is none or it is in the bin."""
    found = growth.item(vault.connection, item_id)
    if found is None:
        raise NotFound(_("There is no such goal, plan or support."), _("Look at the page of the person."))
    return found


def growth_of(vault: Vault, *, person_id: int) -> tuple[GrowthItem, ...]:
    """Everything agreed with a person, the newest first."""
    return tuple(growth.items(vault.connection, person_id))


def growth_in_period(vault: Vault, *, person_id: int, first: date, last: date) -> tuple[GrowthItem, ...]:
    """What a review of a period prints: goals, then plans, then support, each the oldest first."""
    found = [one for one in growth.items(vault.connection, person_id) if one.belongs_to(first, last)]
    return tuple(sorted(found, key=lambda one: (KINDS.index(one.kind), one.agreed_on, one.id)))


def practice_notes(vault: Vault) -> tuple[PracticeNote, ...]:
    """The writer's own notes, the newest cycle first."""
    return tuple(growth.notes(vault.connection))


def practice_note_for(vault: Vault, *, first: date, last: date) -> PracticeNote | None:
    """The newest note of a cycle that shares a day with a period, or None."""
    return next((one for one in practice_notes(vault) if one.period_from <= last and first <= one.period_to), None)


def coaching_talks(vault: Vault) -> tuple[Coached, ...]:
    """Everybody by name, with the day of the last coaching talk; never ordered by it."""
    return tuple(Coached(one.id, one.name, one.coached_on) for one in people.people(vault.connection))

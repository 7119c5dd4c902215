"""Confirming in one act on which days people were told, where notes say only that they were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reviewapp.actions.changes import Changes, changed
from reviewapp.actions.shapes import title
from reviewapp.domain.errors import RuleRefused, UsageError
from reviewapp.i18n import _
from reviewapp.vault import observation_lists, observations
from reviewapp.vault.connection import Vault


@dataclass(frozen=True)
class ToldRow:
    """An episode whose telling lacks its day: ``names`` were told, ``noticed`` when all of them have the notice."""

    observation_id: int
    names: tuple[str, ...]
    title: str
    observed_on: date | None
    noticed: bool


def told_without_day(vault: Vault) -> list[ToldRow]:
    """Episodes somebody was told of on a day still to be confirmed, by day, open days last."""
    found = observations.observations(vault.connection, observation_lists.told_without_day(vault.connection))
    rows: list[ToldRow] = []
    for item in found:
        waiting = [one for one in item.subjects if one.told_how and not one.told_confirmed]
        names, noticed = tuple(one.name for one in waiting), all(one.noticed for one in waiting)
        rows.append(ToldRow(item.id, names, title(item), item.observed_on, noticed))
    return sorted(rows, key=lambda row: (row.observed_on is None, row.observed_on or date.min, row.observation_id))


def confirm_told(vault: Vault, *, days: Mapping[int, date]) -> Changes:
    """Record for each observation (by id) the day its people were told, all of them or none.

    Raises UsageError for a day to come or before the episode, RuleRefused for somebody without a notice. What
    was confirmed before keeps its day.
    """
    found = observations.observations(vault.connection, list(days))
    for item in found:
        refuse_impossible_day(item.observed_on, days[item.id], vault.today)
        waiting = [one.name for one in item.subjects if one.told_how and not one.told_confirmed and not one.noticed]
        if waiting:
            raise RuleRefused(
                _("{names} has not been given the notice yet, so nothing counts as shared with them.").format(
                    names=", ".join(waiting)
                ),
                _("Hand over the notice and record its day; it says that you write such notes, and why."),
            )
    with vault.write() as transaction:
        for item in found:
            for one in item.subjects:
                if one.told_how and not one.told_confirmed:
                    row = {"told_on": days[item.id], "told_confirmed": True}
                    observations.update_subject(transaction, item.id, one.person_id, row)
        return changed(transaction, "tell", "observation", ids=tuple(item.id for item in found))


def refuse_impossible_day(observed_on: date | None, told_on: date, today: date) -> None:
    """Raise UsageError for a day of telling that is still ahead, or before the episode."""
    if told_on > today:
        raise UsageError(_("This day is still ahead."), _("Record it once you have talked about it."))
    if observed_on is not None and told_on < observed_on:
        raise UsageError(
            _("The conversation cannot have been before the episode."), _("Check both days; one of them is off.")
        )

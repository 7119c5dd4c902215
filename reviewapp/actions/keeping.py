"""What is due to be deleted, by whose rule, and when; a person looks and confirms (domain.md F, "Retention")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from reviewapp.actions.shapes import Due, title
from reviewapp.domain.observation import Observation
from reviewapp.domain.policy import Policy
from reviewapp.domain.retention import ANNOUNCED_DAYS, Region, episode_due, later_by, region_of, review_due
from reviewapp.i18n import _
from reviewapp.vault import observation_lists, observations, rights
from reviewapp.vault.connection import Vault

# How many rows one looks at in one go.
_MOST, _MOST_ON_HOME = 400, 40


@dataclass(frozen=True)
class _Closed:
    """A review that was finished: whose, of which days, when, and what it cites."""

    review_id: int
    person_id: int
    first: date
    last: date
    finished_on: date
    cited_ids: frozenset[int]


class Rules:
    """What decides the day of each record, read once: policy, regions, who left, reviews finished."""

    def __init__(self, vault: Vault) -> None:
        connection = vault.connection
        self.policy: Policy = rights.policy(connection)
        self._people = rights.retention_of(connection)
        self.closed: dict[int, list[_Closed]] = {}
        rows = connection.execute(
            "SELECT review.id, person_id, period_from, period_to, min(finished_at) AS finished_at FROM review"
            " JOIN review_version ON review_id = review.id GROUP BY review.id ORDER BY finished_at"
        ).fetchall()
        for row in rows:
            cites = connection.execute(
                "SELECT observation_id FROM review_citation WHERE review_id = ?", (row["id"],)
            ).fetchall()
            one = _Closed(
                row["id"], row["person_id"], date.fromisoformat(row["period_from"]),
                date.fromisoformat(row["period_to"]), date.fromisoformat(row["finished_at"][:10]),
                frozenset(link["observation_id"] for link in cites),
            )
            self.closed.setdefault(one.person_id, []).append(one)

    def region(self, person_id: int) -> Region:
        """The region whose periods hold for a person."""
        return region_of(self._people.get(person_id, ("", None))[0] or self.policy.region)

    def left_on(self, person_id: int) -> date | None:
        """The day a person left, if they did."""
        return self._people.get(person_id, ("", None))[1]

    def leavers(self) -> list[int]:
        """Ids of those who left."""
        return [person_id for person_id, (_region, left_on) in self._people.items() if left_on is not None]

    def is_used(self, item: Observation, person_id: int) -> bool:
        """True when a finished review of the person cites it."""
        return any(item.id in one.cited_ids for one in self.closed.get(person_id, ()))

    def due_for(self, item: Observation, person_id: int) -> date | None:
        """The day an episode is due as far as one person is concerned; None for none (jots have their own clock)."""
        used, day = self.is_used(item, person_id), item.observed_on or item.written_on
        closing = [
            one.finished_on
            for one in self.closed.get(person_id, ())
            if (item.id in one.cited_ids if used else one.first <= day <= one.last)
        ]
        # Used again in a later review it is needed as long as that one.
        closed_on = (max(closing) if used else min(closing)) if closing else None
        return episode_due(
            written_on=item.written_on, closed_on=closed_on, used=used, policy=self.policy,
            region=self.region(person_id), left_on=self.left_on(person_id),
        )  # fmt: skip

    def due(self, item: Observation) -> date | None:
        """The day an episode is due: the latest of the people in it; None while one of them has none."""
        days = [self.due_for(item, subject.person_id) for subject in item.subjects]
        known = [day for day in days if day is not None]
        if not days:
            return later_by(item.written_on, self.policy.used_months)
        return max(known) if len(known) == len(days) else None

    def review_due(self, one: _Closed) -> date | None:
        """The day a finished review is due."""
        return review_due(
            finished_on=one.finished_on, policy=self.policy, region=self.region(one.person_id),
            left_on=self.left_on(one.person_id),
        )  # fmt: skip


def clock_was_set_back(vault: Vault) -> date | None:
    """The day this vault has seen that the clock of the computer now stands before, or None."""
    seen = rights.seen_on(vault.connection)
    return seen if seen is not None and vault.today < seen else None


def due_soon(vault: Vault, *, for_home: bool = False) -> list[Due]:
    """Episodes and finished reviews due within thirty days or already, oldest day first; nothing is deleted here.

    In a neglected vault not all of them at once: some hundreds to look at, for Home some dozens; the oldest first.
    """
    rules, by = Rules(vault), vault.today + timedelta(days=ANNOUNCED_DAYS)
    held = rights.held_now(vault.connection, vault.today)
    found = []
    for item in _read_in_turn(vault, sorted(_candidates(vault, rules, by))):
        day = rules.due(item) if not item.deleted and item.status != "jot" else None
        if day is not None and day <= by:
            names = tuple(subject.name for subject in item.subjects)
            is_held = bool(held & {subject.person_id for subject in item.subjects})
            found.append(Due("observation", item.id, names, title(item), day, is_held))
        if len(found) >= (_MOST_ON_HOME if for_home else _MOST):
            break
    names_by_id = {row["id"]: row["name"] for row in vault.connection.execute("SELECT id, name FROM person")}
    for one in _all(rules):
        day = rules.review_due(one)
        if day is not None and day <= by:
            name = names_by_id[one.person_id]
            found.append(Due("review", one.review_id, (name,), _review_title(one), day, one.person_id in held))
    return sorted(found, key=lambda due: (due.due_on, due.kind, due.id))


def _candidates(vault: Vault, rules: Rules, by: date) -> set[int]:
    """Ids of episodes that may be due by a day; cheap, so that Home stays quick in a large vault."""
    connection, policy = vault.connection, rules.policy
    found = {
        row["id"]
        for row in connection.execute(
            "SELECT id FROM observation WHERE deleted_at IS NULL AND written_on <= ?",
            (later_by(by, -policy.used_months).isoformat(),),
        )
    }
    for one in _all(rules):
        if later_by(one.finished_on, policy.used_months) <= by:
            found |= one.cited_ids
        if one.finished_on + timedelta(days=policy.unused_days) <= by:
            found |= set(_ids_of(vault, one.person_id, one.first, one.last))
    for person_id in rules.leavers():
        region, left_on = rules.region(person_id), rules.left_on(person_id)
        if region.kind == "most" and left_on is not None and later_by(left_on, region.after_leaving or 0) <= by:
            found |= set(_ids_of(vault, person_id, None, None))
    return found


def _read_in_turn(vault: Vault, ids: list[int]) -> Iterator[Observation]:
    for start in range(0, len(ids), _MOST_ON_HOME):
        yield from observations.observations(vault.connection, ids[start : start + _MOST_ON_HOME])


def _ids_of(vault: Vault, person_id: int, first: date | None, last: date | None) -> list[int]:
    return observation_lists.ids_between(vault.connection, person_id=person_id, first=first, last=last)


def _all(rules: Rules) -> Iterable[_Closed]:
    return (one for reviews in rules.closed.values() for one in reviews)


def _review_title(one: _Closed) -> str:
    return _("Review {first} – {last}").format(first=one.first.isoformat(), last=one.last.isoformat())

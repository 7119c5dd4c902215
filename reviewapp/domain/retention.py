"""How long what is written is kept: jots, episodes, finished reviews; by region (domain.md F, "Retention").

Only days come out of here. Nothing is deleted by a rule alone, except an announced jot: a person looks and confirms.
None of this is legal advice; ``certainty`` says how firm a figure is.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reviewapp.domain.errors import N_, RuleRefused

if TYPE_CHECKING:
    from reviewapp.domain.policy import Policy

JOT_DAYS, JOT_DAYS_LONGEST = 30, 90
JOT_NOTICE_DAYS = 10  # announced from day 20 of 30, and never for less before it expires
BIN_DAYS = 14
ANNOUNCED_DAYS = 30  # how long before its day Home says that something is due to be deleted

UNUSED_DAYS, USED_MONTHS, REVIEW_MONTHS = 90, 24, 36
LONGEST_MONTHS = 240

CLASSES: tuple[str, ...] = ("jot", "unused", "used", "review")
GROUNDS: tuple[str, ...] = ("asked", "period_over", "kept_wrongly")
HOW_SURE: tuple[str, ...] = ("own", "low", "medium", "high")


@dataclass(frozen=True)
class Region:
    """What a place expects. ``kind``: "most" is a limit, "least" a duty to keep, "" neither.

    ``after_record`` and ``after_leaving`` are months; None where the rule does not speak of it.
    """

    id: str
    kind: str = ""
    after_record: int | None = None
    after_leaving: int | None = None
    certainty: str = "own"


# domain.md F, table "Retention", in its order.
REGIONS: tuple[Region, ...] = (
    Region("product"),
    Region("eu", certainty="high"),
    Region("germany", "most", after_leaving=36, certainty="medium"),
    Region("austria", "most", after_leaving=36, certainty="medium"),
    Region("france", "most", after_leaving=0, certainty="medium"),
    Region("netherlands", "most", after_leaving=24, certainty="medium"),
    Region("uk", "most", after_leaving=72, certainty="medium"),
    Region("us", "least", after_record=12, certainty="medium"),
    Region("california", "least", after_record=48, after_leaving=36, certainty="high"),
    Region("massachusetts", "least", after_leaving=36, certainty="high"),
    Region("elsewhere", certainty="own"),
)
REGION_IDS: tuple[str, ...] = tuple(region.id for region in REGIONS)


@dataclass(frozen=True)
class Hold:
    """A legal hold: nothing about the person is deleted while it stands."""

    reason: str
    set_by: str
    since: date
    until: date | None = None
    lifted_on: date | None = None

    def stands(self, on: date) -> bool:
        """True on a day within it, until it was lifted."""
        if self.lifted_on is not None and on >= self.lifted_on:
            return False
        return self.since <= on and (self.until is None or on <= self.until)


def refuse_held(holds: Iterable[Hold], on: date) -> None:
    """Raise RuleRefused where a hold stands; it names who set it and until when."""
    for hold in holds:
        if hold.stands(on):
            raise RuleRefused(
                N_("A legal hold set by {who} since {since} stops every deletion about this person: {reason}"),
                N_("It can go once the hold is lifted, or on the day it ends."),
                who=hold.set_by, since=hold.since.isoformat(), reason=hold.reason,
            )  # fmt: skip


def jot_due(entered_on: date, announced_on: date | None, jot_days: int = JOT_DAYS) -> date:
    """The day a jot moves to the bin: its age by entry, and never sooner than ten days after it was announced.

    Source: PRODUCT.md, promise 3. A vault that was not opened for months announces first and waits.
    """
    due = entered_on + timedelta(days=jot_days)
    return due if announced_on is None else max(due, announced_on + timedelta(days=JOT_NOTICE_DAYS))


def jot_announced_from(entered_on: date, jot_days: int = JOT_DAYS) -> date:
    """The first day Home says that a jot will expire: day 20 of 30."""
    return entered_on + timedelta(days=jot_days - JOT_NOTICE_DAYS)


def jot_expires(entered_on: date, announced_on: date | None, today: date, jot_days: int = JOT_DAYS) -> bool:
    """True only for a jot that was announced and whose day has come."""
    return announced_on is not None and today >= jot_due(entered_on, announced_on, jot_days)


def episode_due(
    *, written_on: date, closed_on: date | None, used: bool, policy: Policy, region: Region, left_on: date | None
) -> date | None:
    """The day an episode is due to be deleted; ``closed_on`` is the day the review of its time was finished.

    Without a finished review it counts as used from the day it was written (own judgment; domain.md F gives none).
    """
    if closed_on is not None and not used:
        due = closed_on + timedelta(days=policy.unused_days)
    else:
        due = later_by(closed_on or written_on, policy.used_months)
    return _bounded(due, written_on, region, left_on)


def review_due(*, finished_on: date, policy: Policy, region: Region, left_on: date | None) -> date | None:
    """The day a finished review is due to be deleted."""
    return _bounded(later_by(finished_on, policy.review_months), finished_on, region, left_on)


def later_by(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def region_of(region_id: str) -> Region:
    """The region with this id; KeyError for another one."""
    return {region.id: region for region in REGIONS}[region_id]


def _bounded(due: date, record_on: date, region: Region, left_on: date | None) -> date | None:
    """A limit of the place brings the day forward, a duty to keep puts it off; None: not while they are employed."""
    if region.kind == "most":
        if left_on is not None and region.after_leaving is not None:
            return min(due, later_by(left_on, region.after_leaving))
        return due
    if region.kind == "least":
        if region.after_record is not None:
            due = max(due, later_by(record_on, region.after_record))
        if region.after_leaving is not None:
            return max(due, later_by(left_on, region.after_leaving)) if left_on is not None else None
    return due

"""What a team tries together: a cycle that may be a pilot, what it says of its tools, and from when a sheet is made."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from reviewapp.domain.errors import N_, RuleRefused, UsageError

MODES: tuple[str, ...] = ("pilot", "standard")
DECISIONS: tuple[str, ...] = ("go", "no_go")
SMALLEST_GROUP = 8  # domain.md G, "Small-group exposure"


@dataclass(frozen=True)
class Volunteer:
    """Somebody who said on a day that they want to take part in a pilot."""

    person_id: int
    name: str
    said_on: date


@dataclass(frozen=True)
class Cycle:
    """A stretch of work done in an agreed way. A pilot needs volunteers, a look back and a written decision (A33)."""

    id: int
    uid: str
    name: str
    mode: str
    starts_on: date
    agreement_id: int | None = None
    volunteers: tuple[Volunteer, ...] = ()
    looked_back_on: date | None = None
    look_back: str = ""
    decision: str | None = None
    decided_on: date | None = None
    decision_reason: str = ""

    @property
    def look_back_from(self) -> date:
        """The first day on which a month has passed."""
        return month_later(self.starts_on)


@dataclass(frozen=True)
class ToolFeedback:
    """What was learned about a tool (A47). There is no place for a person in it."""

    id: int
    uid: str
    tool: str
    noted_on: date
    task: str = ""
    helped: str = ""
    fell_short: str = ""
    wanted: str = ""


TOOL_TEXTS: tuple[str, ...] = ("task", "helped", "fell_short", "wanted")


def month_later(day: date) -> date:
    """The same day of the next month, or its last day."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def refuse_early_look(cycle: Cycle, on: date) -> None:
    """RuleRefused for a look back before a month has passed."""
    if on < cycle.look_back_from:
        raise RuleRefused(
            N_("A pilot is looked back on after a month, from {day} on."),
            N_("Earlier, what is new hides what holds. Note what you see until then in the agreement."),
            day=cycle.look_back_from.isoformat(),
        )


def refuse_decision(cycle: Cycle, decision: str, reason: str) -> None:
    """UsageError or RuleRefused unless the look back is written and the decision has its reason."""
    if cycle.mode != "pilot":
        raise UsageError(N_("Only a pilot ends with go or no go."), N_("Begin a pilot to try something first."))
    if decision not in DECISIONS:
        raise UsageError(N_("The decision is go or no go."), N_("Choose one and write why."))
    if not cycle.looked_back_on:
        raise RuleRefused(
            N_("Go or no go is decided after the look back."), N_("Write down first what the month has shown.")
        )
    if not reason.strip():
        raise UsageError(N_("Go or no go is a written decision."), N_("Write why, in words the team can read."))


def refuse_small_group(people: int) -> None:
    """RuleRefused below eight people: a figure of a few is a figure of each of them (domain.md G; BAG 26.7.1994)."""
    if people < SMALLEST_GROUP:
        raise RuleRefused(
            N_("A team sheet is made from eight people up, and fewer are reviewed here."),
            N_("In a small group a figure points at each one. Talk about the work together instead."),
        )

"""A self-assessment: what is asked, what may be answered, and where it stands (domain.md D, self-assessment).

Every part is optional, no part is a number, and nowhere does the employee place themselves on an anchor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

# Texts of a self-assessment beside the answers to the prompts (``prompt/J4``) and the notes on skills (``skill/0``).
PARTS: tuple[str, ...] = ("got_wrong", "kept_human", "needs", "invisible", "freed_capacity")
# Questions beside those of the framework: why, in what context, within which limits, to what end, in this order
# (domain.md A94); the step that was questioned (A84) and what the load became (A92). Kept as ``prompt/why`` …;
# small letters keep them apart from competencies.
REFLECTIONS: tuple[str, ...] = ("why", "context", "limits", "ends", "step_questioned", "workload")
MAX_EPISODES = 3
# Domain.md A26: where freed time went; there is no field for hours.
FREED_FOR: tuple[str, ...] = (
    "reliability", "tech_debt", "customers", "documentation", "internal_tools", "onboarding", "learning",
    "rest_of_job", "other",
)  # fmt: skip
# Help by AI in writing is said without consequence; "" is not said.
AI_HELP: tuple[str, ...] = ("", "none", "wording", "drafting", "rather_not_say")

HOW: tuple[str, ...] = ("packet", "e-mail", "paper", "aloud")
# Why a request is over without an answer; neither is a blame (PRODUCT.md, practical rules).
ENDED_HOW: tuple[str, ...] = ("not_received", "declined", "replaced")


@dataclass(frozen=True)
class SkillRow:
    """A foundational skill: ``month`` is YYYY-MM or "", its note is the text ``skill/<place>``."""

    skill: str
    month: str = ""
    rather_not_say: bool = False


@dataclass(frozen=True)
class Asked:
    """One request for a self-assessment, as made. ``due_on`` is a wish; ``ended_on`` ends the waiting."""

    id: int
    person_id: int
    packet_id: int
    period_from: date
    period_to: date
    asked_on: date
    due_on: date | None
    ended_on: date | None
    ended_how: str | None


@dataclass(frozen=True)
class Answered:
    """One self-assessment that came, without a word of it.

    ``how`` is one of `HOW`; ``opened_at`` is the UTC moment a packet was first shown, None while it is closed.
    ``same_request`` is false when the packet repeats another hash than that of the request that was sent.
    """

    id: int
    uid: str
    person_id: int
    period_from: date
    period_to: date
    how: str
    received_on: date
    packet_id: int | None
    opened_at: str | None
    same_request: bool
    original_name: str

    @property
    def is_closed(self) -> bool:
        """True for a packet that was never shown: nothing of it may be read before the reveal (promise 7)."""
        return self.packet_id is not None and self.opened_at is None


@dataclass(frozen=True)
class Standing:
    """Where the self-assessment for a period stands.

    ``state`` is not_asked, awaited, not_received, declined or answered; ``on`` is the day that belongs to it: the day
    it is wished for while awaited (None without one), else the day it came, was declined or given up.
    ``how`` is that of the newest answer; ``closed`` says that something came which was not opened yet.
    """

    state: str
    on: date | None = None
    asked_on: date | None = None
    how: str = ""
    closed: bool = False


def overlap(first: tuple[date, date], second: tuple[date, date]) -> bool:
    """True when two periods share a day: then one belongs to the other, since typed periods differ by days."""
    return first[0] <= second[1] and second[0] <= first[1]


def standing(asked: Sequence[Asked], answers: Sequence[Answered], today: date) -> Standing:
    """Where it stands, from the requests and answers of one person for one period, oldest first.

    No answer by the day wished for is "not received", by itself: nothing may hang on the other side.
    """
    asked_on = asked[-1].asked_on if asked else None
    if answers:
        newest = answers[-1]
        closed = any(one.is_closed for one in answers)
        return Standing("answered", newest.received_on, asked_on, newest.how, closed)
    if not asked:
        return Standing("not_asked")
    last = asked[-1]
    if last.ended_on is not None and last.ended_how in ("not_received", "declined"):
        return Standing(last.ended_how, last.ended_on, asked_on)
    if last.due_on is not None and last.due_on < today:
        return Standing("not_received", last.due_on, asked_on)
    return Standing("awaited", last.due_on, asked_on)

"""Role profile: what a role is looked at for, agreed with the person and dated (domain.md B, A48-A50)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reviewapp.domain.errors import N_, UsageError
from reviewapp.domain.framework import Framework

FOCUS_MIN, FOCUS_MAX = 4, 7
SEATS = ("maker", "reviewer", "lead", "receiver")
# How AI may take part in work that is protected (domain.md A89); what names no mode stays with people.
MODES: tuple[str, ...] = ("human_only", "augment", "automate_with_review")
# What a role asks for that no list of tasks shows (A87); its importance is a word, never a weight.
CAPACITIES: tuple[str, ...] = (
    "empathy", "contextual_judgment", "cultural_fluency", "critical_thinking", "leadership",
)  # fmt: skip
IMPORTANCE: tuple[str, ...] = ("central", "important", "supporting")
# What the person has been given to work with; without it a gap in the evidence is a gap in the support.
OPPORTUNITY: tuple[str, ...] = ("access", "training", "permitted_data", "time")
# Texts of a profile by name: the capacities in words, and the opportunity.
CONTEXT: tuple[str, ...] = ("capacities", *OPPORTUNITY)


@dataclass(frozen=True)
class RoleProfile:
    """One dated version. ``focus`` holds four to seven competency ids of the framework named.

    ``protected_modes`` are of `MODES`, one for each piece of protected work; ``capacities`` maps some of `CAPACITIES`
    to a word of `IMPORTANCE`; ``context`` maps some of `CONTEXT` to what was agreed about it.
    """

    person_id: int
    framework_key: str
    framework_version: str
    agreed_on: date
    focus: tuple[str, ...]
    seat: str = "maker"
    foundational_skills: tuple[str, ...] = ()
    protected_work: tuple[str, ...] = ()
    protected_modes: tuple[str, ...] = ()
    capacities: Mapping[str, str] = field(default_factory=dict)
    context: Mapping[str, str] = field(default_factory=dict)

    def protected_as(self, mode: str) -> tuple[str, ...]:
        """The protected work of one of `MODES`."""
        return tuple(work for work, its in zip(self.protected_work, self.modes, strict=True) if its == mode)

    @property
    def modes(self) -> tuple[str, ...]:
        """The mode of each piece of protected work, in their order."""
        missing = len(self.protected_work) - len(self.protected_modes)
        return (*self.protected_modes, *(MODES[0],) * missing)[: len(self.protected_work)]

    def focus_in(self, framework: Framework) -> tuple[str, ...]:
        """The focus as far as this framework has it; empty when it was agreed on another framework."""
        if self.framework_key != framework.key:
            return ()
        return tuple(one for one in self.focus if one in framework.ids)


def checked_focus(focus: tuple[str, ...], known: frozenset[str]) -> tuple[str, ...]:
    """The focus without repeats, or UsageError when it is not four to seven known competencies."""
    unique = tuple(dict.fromkeys(focus))
    unknown = [item for item in unique if item not in known]
    if unknown:
        raise UsageError(
            N_("The framework has no competency {competencies}."),
            N_("Choose from {choices}."),
            competencies=", ".join(unknown), choices=", ".join(sorted(known, key=_natural)),
        )
    if not FOCUS_MIN <= len(unique) <= FOCUS_MAX:
        raise UsageError(
            N_("A focus holds four to seven competencies."),
            N_("Fewer hide parts of the work, more cannot be looked at with care."),
        )
    return unique


def _natural(competency_id: str) -> tuple[str, int]:
    head = competency_id.rstrip("0123456789")
    return head, int(competency_id[len(head):] or 0)

"""Role profile: what a role is looked at for, agreed with the person and dated (domain.md B, A48-A50)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reviewapp.domain.errors import N_, UsageError
from reviewapp.domain.framework import Framework

FOCUS_MIN, FOCUS_MAX = 4, 7
SEATS = ("maker", "reviewer", "lead", "receiver")


@dataclass(frozen=True)
class RoleProfile:
    """One dated version. ``focus`` holds four to seven competency ids of the framework named."""

    person_id: int
    framework_key: str
    framework_version: str
    agreed_on: date
    focus: tuple[str, ...]
    seat: str = "maker"
    foundational_skills: tuple[str, ...] = ()
    protected_work: tuple[str, ...] = ()

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

"""Words of a role profile as documents and screens say them (domain.md A87, A89): words for importance, no weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reviewapp.domain.role import CAPACITIES, IMPORTANCE
from reviewapp.i18n import _


def mode_words(mode: str) -> str:
    """What AI may do in a piece of protected work; KeyError for an unknown mode."""
    return {
        "human_only": _("People only"), "augment": _("A person, with AI to help"),
        "automate_with_review": _("AI, with a person who reviews"),
    }[mode]  # fmt: skip


def capacity_words(capacity: str) -> str:
    """The name of an intangible capacity; KeyError for an unknown one."""
    return {
        "empathy": _("Empathy"), "contextual_judgment": _("Judgment of the context"),
        "cultural_fluency": _("Cultural fluency"), "critical_thinking": _("Critical thinking"),
        "leadership": _("Leadership"),
    }[capacity]  # fmt: skip


def importance_words(importance: str) -> str:
    """How much a role asks for a capacity, in a word; KeyError for an unknown one."""
    return {
        "central": _("central"), "important": _("important"), "supporting": _("supporting"),
    }[importance]  # fmt: skip


def context_words(name: str) -> str:
    """The name of a text of a profile; KeyError for an unknown one."""
    return {
        "capacities": _("Capacities in words"), "access": _("Access to tools"), "training": _("Training"),
        "permitted_data": _("Data that may be used"), "time": _("Time to learn and to check"),
    }[name]  # fmt: skip


def capacities_line(capacities: Mapping[str, str]) -> str:
    """All capacities in one line, those the role asks most for first: "Empathy: central; Leadership: supporting"."""
    order = sorted((one for one in CAPACITIES if one in capacities), key=lambda one: IMPORTANCE.index(capacities[one]))
    said = _("{capacity}: {importance}")
    return "; ".join(
        said.format(capacity=capacity_words(one), importance=importance_words(capacities[one])) for one in order
    )


def protected_lines(work: Sequence[str], modes: Sequence[str]) -> tuple[str, ...]:
    """Each piece of protected work with its mode, unless it stays with people only."""
    said = {"augment": _("{work} (a person, with AI to help)"),
            "automate_with_review": _("{work} (AI, with a person who reviews)")}  # fmt: skip
    return tuple(
        said[mode].format(work=one) if mode in said else one
        for one, mode in zip(work, modes, strict=True)
    )

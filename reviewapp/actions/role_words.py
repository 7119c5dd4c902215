"""The words of a role profile, as screens say them (domain.md A6, A69, A87, A89)."""

from __future__ import annotations

from reviewapp.i18n import _
from reviewapp.report.role_words import (
    capacities_line,
    capacity_words,
    context_words,
    importance_words,
    mode_words,
    protected_lines,
)

__all__ = [
    "capacities_line", "capacity_words", "context_words", "importance_words", "mode_words", "protected_lines",
    "suggested_skills",
]  # fmt: skip


def suggested_skills() -> tuple[str, ...]:
    """Core human skills to begin a list of foundational skills with (domain.md A69)."""
    return (
        _("Asking the question behind the question"), _("Seeing a problem another way"),
        _("Making sense of it across teams"),
    )  # fmt: skip

"""One thing the evidence check says about a text (domain.md D and E)."""

from __future__ import annotations

from dataclasses import dataclass

# In the order in which they are explained; own wording of the eight marks of the wording guideline.
LABELS: tuple[str, ...] = (
    "usage_metric", "vague", "personality", "absolute", "hearsay", "protected", "health", "personal_data",
)

# How a finding can be settled. The three tags are printed beside the text.
RESOLUTIONS: tuple[str, ...] = ("rewrite", "remove", "outcome_number", "domain_term", "quoted")


@dataclass(frozen=True)
class Finding:
    """A run of text that cannot stand as evidence, why, and what to ask instead.

    ``start`` and ``end`` are offsets in the text as it was given, so ``text[start:end] == span``.
    ``resolve`` holds ids of `RESOLUTIONS`; ``family`` is the id of the written rule family that spoke.
    """

    label: str
    start: int
    end: int
    span: str
    why: str
    ask: str
    resolve: tuple[str, ...] = ("rewrite", "remove")
    family: str = ""

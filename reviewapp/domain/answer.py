"""How a writer settled a finding without rewriting the words it is about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """``answer`` is a tag of `finding.RESOLUTIONS` or "dismissed"; it holds for these words in one text."""

    label: str
    span: str
    answer: str
    reason: str

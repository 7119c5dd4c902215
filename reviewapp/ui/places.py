"""Exact places in the window, to be gone to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class WordsAt:
    """A run of words in one field of an observation; the argument of its page."""

    observation_id: int
    field: str
    span: str


@dataclass(frozen=True)
class RepliesOf:
    """What a person said to a review; the argument of its page."""

    review_id: int

"""A practice vignette: a short episode, a question, several readings, and a reasoned answer (domain.md B and F).

Practice with reasons makes judgments more accurate (frame-of-reference training). Nothing about whoever reads one
is kept, and no answer is right or wrong: there is a reason, and what would change it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from reviewapp.domain.observation import ANCHOR_CHOICES


@dataclass(frozen=True)
class Reading:
    """One way to read the episode, and what can be said for and against it."""

    reading: str
    weighed: str


@dataclass(frozen=True)
class ReasonedAnswer:
    """What the episode carries and why. ``anchor`` is one of `ANCHOR_CHOICES`, "none" where none fits.

    ``missing`` is not known yet, ``ask`` are the questions to put, ``changes`` the evidence that would change it.
    """

    competencies: tuple[str, ...]
    anchor: str
    why: str
    missing: tuple[str, ...]
    ask: tuple[str, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True)
class Vignette:
    """One episode to practise on; ``note`` is the sentence somebody wrote down about it.

    ``framework`` is the key and version whose competencies and anchors the answer names.
    """

    title: str
    place: str
    episode: str
    note: str
    question: str
    readings: tuple[Reading, ...]
    answer: ReasonedAnswer
    framework: tuple[str, str]


def parse_vignette(source: str) -> Vignette:
    """The vignette written in a TOML text. Raises ValueError naming what is missing or of the wrong kind."""
    table = tomllib.loads(source)
    known = {"framework", "title", "place", "episode", "note", "question", "reading", "answer"}
    if set(table) != known:
        raise ValueError(f"a vignette holds {', '.join(sorted(known))}")
    answer = table["answer"]
    if not isinstance(answer, dict) or set(answer) != {one.name for one in fields(ReasonedAnswer)}:
        raise ValueError(f"an answer holds {', '.join(one.name for one in fields(ReasonedAnswer))}")
    if answer["anchor"] not in ANCHOR_CHOICES:
        raise ValueError(f"no such anchor: {answer['anchor']}")
    key, slash, version = _text(table, "framework").partition("/")
    if not (key and slash and version):
        raise ValueError("framework must be a key and a version with a stroke between them")
    return Vignette(
        framework=(key, version),
        title=_text(table, "title"), place=_text(table, "place"), episode=_text(table, "episode"),
        note=_text(table, "note"), question=_text(table, "question"),
        readings=tuple(Reading(_text(one, "reading"), _text(one, "weighed")) for one in _several(table, "reading")),
        answer=ReasonedAnswer(
            competencies=_texts(answer, "competencies"), anchor=answer["anchor"], why=_text(answer, "why"),
            missing=_texts(answer, "missing"), ask=_texts(answer, "ask"), changes=_texts(answer, "changes"),
        ),
    )


def _text(table: Mapping[str, Any], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{key} must be a text")
    return value.strip()


def _several(table: Mapping[str, Any], key: str) -> list[Any]:
    value = table.get(key)
    if not isinstance(value, list) or not value:
        raise ValueError(f"{key} must be a list with something in it")
    return value


def _texts(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(_text({key: one}, key) for one in _several(table, key))

"""The evidence check in plain words: what each label and each question stands for, and why it is there."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True)
class LabelGuide:
    """One label: what it stands for, why it is there, what is marked and what is left alone."""

    meaning: str
    reason: str
    marked: tuple[str, ...]
    clear: tuple[str, ...]


@dataclass(frozen=True)
class FamilyExample:
    """For one family of rules: a text that is marked, and a look-alike that is not."""

    marked: str
    clean: str


@dataclass(frozen=True)
class CheckGuide:
    """One question about the evidence: its name, when it is asked, why, and what to do about it."""

    title: str
    when: str
    reason: str
    settle: str


@dataclass(frozen=True)
class EvidenceGuide:
    """All of it, by the ids of labels, families and questions."""

    labels: Mapping[str, LabelGuide]
    families: Mapping[str, FamilyExample]
    checks: Mapping[str, CheckGuide]


def parse_guide(source: str) -> EvidenceGuide:
    """The guide written in a TOML text. Raises ValueError for an entry that is not whole."""
    table = tomllib.loads(source)
    return EvidenceGuide(
        labels={name: LabelGuide(**_entry(LabelGuide, one)) for name, one in table["label"].items()},
        families={name: FamilyExample(**_entry(FamilyExample, one)) for name, one in table["family"].items()},
        checks={name: CheckGuide(**_entry(CheckGuide, one)) for name, one in table["check"].items()},
    )


def _entry(kind: type, given: Mapping[str, Any]) -> dict[str, Any]:
    wanted = {one.name for one in fields(kind)}
    if set(given) != wanted:
        raise ValueError(f"an entry holds {', '.join(sorted(wanted))}")
    return {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}

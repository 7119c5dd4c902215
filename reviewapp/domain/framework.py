"""Framework: a versioned set of competencies with anchors and prompts (domain.md B)."""

from __future__ import annotations

from dataclasses import dataclass, field

NOT_VALIDATED = "drafted by the authors, not validated"


@dataclass(frozen=True)
class Competency:
    """One competency: definition, four anchors by id, prompts, what counts as evidence and against it."""

    id: str
    name: str
    definition: str
    anchors: dict[str, str]
    manager_prompt: str
    self_prompt: str
    evidence: tuple[str, ...] = ()
    counter_signals: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    crosswalk: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Framework:
    """A set of competencies under ``key`` and ``version``; versions live side by side, text never moves."""

    key: str
    version: str
    title: str
    status: str
    language: str
    anchor_names: dict[str, str]
    competencies: tuple[Competency, ...]
    about: str = ""

    def competency(self, competency_id: str) -> Competency:
        """The competency with this id; KeyError when the framework has none."""
        for competency in self.competencies:
            if competency.id == competency_id:
                return competency
        raise KeyError(competency_id)

    @property
    def ids(self) -> frozenset[str]:
        """All competency ids."""
        return frozenset(competency.id for competency in self.competencies)

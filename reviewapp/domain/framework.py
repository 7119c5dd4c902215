"""Framework: a versioned set of competencies with anchors and prompts (domain.md B)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

NOT_VALIDATED = "drafted by the authors, not validated"


@dataclass(frozen=True)
class Competency:
    """One competency: definition, four anchors by id, prompts, what counts as evidence and against it.

    ``crosswalk`` names what it can be read beside, in other frameworks and published sets; nothing is counted by it.
    ``continues`` names competencies under another id, ``key/id`` each, whose episodes count for this one.
    """

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
    continues: tuple[str, ...] = ()


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

    def own_id(self, key: str, competency_id: str) -> str:
        """The id under which this framework reads one chosen from a framework called ``key``; "" when it does not.

        In any version of one key the same id means the same. Everything else has to be said by ``continues``, and it
        is said forwards only: an earlier version never reads what a later one called otherwise.
        """
        if key == self.key and competency_id in self.ids:
            return competency_id
        return self._continued.get(f"{key}/{competency_id}", "")

    @cached_property
    def _continued(self) -> dict[str, str]:
        return {source: one.id for one in self.competencies for source in one.continues}

    @cached_property
    def ids(self) -> frozenset[str]:
        """All competency ids."""
        return frozenset(competency.id for competency in self.competencies)

"""The competencies that can be chosen for an episode: those of the frameworks of the people in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reviewapp.actions.queries import all_frameworks, framework_for, profile
from reviewapp.actions.vaults import Vault
from reviewapp.domain.framework import Competency, Framework
from reviewapp.domain.observation import CompetencyTag, Observation
from reviewapp.i18n import _


@dataclass(frozen=True)
class TagChoices:
    """What the chooser of an observation offers, each written as `CompetencyTag.written` does.

    ``home`` is the key of the first person's framework and ``keys`` those of everybody by person (0: nobody yet).
    ``focus`` and ``others`` belong to the first person's framework, ``elsewhere`` to those of the other people, with
    what was chosen from any other before. ``names`` is what they are called; ``known`` holds each of them as a
    person's own framework words it, by (person, as written).
    """

    home: str
    keys: Mapping[int, str]
    focus: tuple[str, ...]
    others: tuple[str, ...]
    elsewhere: tuple[str, ...]
    names: Mapping[str, str]
    known: Mapping[tuple[int, str], Competency]

    def words(self, written: str) -> Competency | None:
        """One of them as the first person's framework words it, or the framework it is from."""
        return self.known.get((next(iter(self.keys)), written))

    def in_full(self, written: Iterable[str]) -> tuple[str, ...]:
        """The same with the framework of each named."""
        return tuple(one if "/" in one else f"{self.home}/{one}" for one in written)


def tag_choices(vault: Vault, found: Observation) -> TagChoices:
    """Everything the people in an episode are looked at for, and what was chosen for it before."""
    own = {one: framework_for(vault, person_id=one) for one in [s.person_id for s in found.subjects] or [0]}
    first_id, first = next(iter(own.items()))
    first_focus = _focus(vault, first_id, first)
    offered = {one.id: None for one in first.competencies}
    names = {one.id: one.name for one in first.competencies}
    for person_id, framework in own.items():
        for competency_id in (*_focus(vault, person_id, framework), *(one.id for one in framework.competencies)):
            _offer(offered, names, framework, competency_id, first.key)
    versions = {(one.key, one.version): one for _id, one in all_frameworks(vault)}
    chosen_from = [versions[tag.framework_key, tag.framework_version] for tag in found.competency_tags]
    for tag, framework in zip(found.competency_tags, chosen_from, strict=True):
        _offer(offered, names, framework, tag.competency_id, first.key)
    others = [one for one in offered if one not in first_focus]
    return TagChoices(
        home=first.key, keys={person_id: framework.key for person_id, framework in own.items()}, focus=first_focus,
        others=tuple(one for one in others if "/" not in one), elsewhere=tuple(one for one in others if "/" in one),
        names=names,
        known={
            (person_id, _written(framework, one.id, first.key)): one
            for person_id, theirs in own.items()
            # The person's own framework comes last: where several versions have a competency, its words stand.
            for framework in (*reversed(chosen_from), *own.values(), theirs)
            for one in framework.competencies
        },
    )


def _offer(offered: dict[str, None], names: dict[str, str], framework: Framework, one: str, home: str) -> None:
    written = _written(framework, one, home)
    if written in offered:
        return
    offered[written] = None
    name = framework.competency(one).name
    if framework.key != home:
        name = _("{competency} · {framework}").format(competency=name, framework=framework.title)
    names[written] = name


def _written(framework: Framework, competency_id: str, home: str) -> str:
    return CompetencyTag(framework.key, framework.version, competency_id).written(home)


def _focus(vault: Vault, person_id: int, framework: Framework) -> tuple[str, ...]:
    agreed = profile(vault, person_id=person_id)
    return agreed.focus_in(framework) if agreed else ()

"""What of one framework version stands in another: the ids under which episodes are read, and what differs in words.

The same id under the same key means the same in every version; a new id says with ``continues`` what it goes on with
(domain.md B and A53). Nothing is compared in figures: a difference is the two wordings side by side.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reviewapp.domain.framework import Competency, Framework
from reviewapp.domain.observation import ANCHORS, CompetencyTag

# In the order of a page: what a competency consists of. An anchor is ``anchor/ID``, a crosswalk ``crosswalk/NAME``.
_TEXTS = ("name", "definition", "manager_prompt", "self_prompt")
_LISTS = ("evidence", "counter_signals", "why", "continues")
_HEAD = ("title", "language", "status", "about")


@dataclass(frozen=True)
class Difference:
    """One text that is not the same in both. ``field`` is its name in the file; "" where one side has none."""

    field: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Counterpart:
    """A competency of the later framework beside those of the earlier one whose episodes count for it.

    ``before`` is empty for a new one, ``after`` None for one that the later framework does not read.
    ``differences`` are told where exactly one stands against one.
    """

    before: tuple[Competency, ...]
    after: Competency | None
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """Two frameworks side by side: the differences of their heads, and their competencies in the later one's order."""

    before: Framework
    after: Framework
    head: tuple[Difference, ...]
    counterparts: tuple[Counterpart, ...]

    @property
    def is_same(self) -> bool:
        """True when they differ in their key and version at most."""
        return not self.head and all(
            one.after is not None and one.before and not one.differences for one in self.counterparts
        )


def ids_in(framework: Framework, tags: Iterable[CompetencyTag]) -> tuple[str, ...]:
    """The ids under which a framework reads these tags; those it does not read are left out."""
    found = (framework.own_id(tag.framework_key, tag.competency_id) for tag in tags)
    return tuple(dict.fromkeys(one for one in found if one))


def compared(before: Framework, after: Framework) -> Comparison:
    """What the later one has, keeps, changes and leaves out."""
    read: dict[str, list[Competency]] = {}
    for one in before.competencies:
        read.setdefault(after.own_id(before.key, one.id), []).append(one)
    counterparts = [
        Counterpart(tuple(read.get(one.id, ())), one, _between(tuple(read.get(one.id, ())), one))
        for one in after.competencies
    ]
    counterparts += [Counterpart((one,), None) for one in read.get("", ())]
    return Comparison(before, after, _head(before, after), tuple(counterparts))


def _head(before: Framework, after: Framework) -> tuple[Difference, ...]:
    pairs = [(name, getattr(before, name), getattr(after, name)) for name in _HEAD]
    pairs += [(f"anchor_name/{one}", before.anchor_names[one], after.anchor_names[one]) for one in before.anchor_names]
    return tuple(Difference(name, _told(old), _told(new)) for name, old, new in pairs if old != new)


def _between(before: tuple[Competency, ...], after: Competency) -> tuple[Difference, ...]:
    if len(before) != 1:
        return ()
    old = before[0]
    pairs = [(name, _told(getattr(old, name)), _told(getattr(after, name))) for name in _TEXTS]
    pairs += [(f"anchor/{one}", _told(old.anchors[one]), _told(after.anchors[one])) for one in ANCHORS]
    pairs += [(name, getattr(old, name), getattr(after, name)) for name in _LISTS]
    beside = dict.fromkeys((*old.crosswalk, *after.crosswalk))
    pairs += [(f"crosswalk/{one}", old.crosswalk.get(one, ()), after.crosswalk.get(one, ())) for one in beside]
    return tuple(Difference(*pair) for pair in pairs if pair[1] != pair[2])


def _told(text: str) -> tuple[str, ...]:
    return (text,) if text else ()

"""What the parts of a framework are called on screen and on paper, and a comparison in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from reviewapp.domain.crosswalk import Comparison, Counterpart, Difference
from reviewapp.domain.framework import Framework
from reviewapp.i18n import _
from reviewapp.report.plain import opening_capital

__all__ = [
    "comparison_lines", "crosswalk_words", "field_words", "how_it_goes_on", "is_unchanged", "named",
    "opening_capital", "side_words", "title_of",
]  # fmt: skip


def field_words(field: str, framework: Framework | None = None) -> str:
    """The name of a text by its place in the file: ``definition``, ``anchor/missed``, ``crosswalk/four_d``."""
    part, _slash, name = field.partition("/")
    if part == "anchor":
        return _("Anchor: {name}").format(name=framework.anchor_names[name] if framework else name)
    if part == "anchor_name":
        return _("Name of an anchor")
    if part == "crosswalk":
        return _("Can be read beside: {name}").format(name=crosswalk_words(name))
    return {
        "title": _("Title"), "language": _("Language"), "status": _("Status"), "about": _("About"),
        "name": _("Name"), "definition": _("Definition"), "manager_prompt": _("Question for the manager"),
        "self_prompt": _("Question for the employee"), "evidence": _("What counts as evidence"),
        "counter_signals": _("Counter-signals"), "why": _("Why"), "continues": _("Continues"),
    }[part]  # fmt: skip


def crosswalk_words(name: str) -> str:
    """What another framework is called in a crosswalk; those the shipped file uses have words of their own."""
    return {
        "four_d": _("4D"), "six_capacities": _("Six capacities"), "differentiator": _("Differentiator"),
        "judgment": _("Judgment framework"), "other": _("Other sources"),
    }.get(name, name)  # fmt: skip


def named(framework: Framework) -> str:
    """A version as it stands in a list."""
    return _("{title}, version {version}").format(title=framework.title, version=framework.version)


def how_it_goes_on(one: Counterpart) -> str:
    """One sentence: what becomes of episodes somebody chose the earlier one for."""
    if one.after is None:
        return _("Not in the later one. Earlier episodes keep its name and are not read as any other.")
    if not one.before:
        return _("New. No earlier episode counts for it.")
    if [before.id for before in one.before] != [one.after.id]:
        return _("Continues {names}. Episodes recorded under it before are read as this one.").format(
            names=", ".join(f"{before.id} {before.name}" for before in one.before)
        )
    if one.differences:
        return _("The same id means the same: earlier episodes count for it, under the name they were recorded by.")
    return _("Unchanged.")


def is_unchanged(one: Counterpart) -> bool:
    """True when it goes on under its id with the same words."""
    return one.after is not None and [before.id for before in one.before] == [one.after.id] and not one.differences


def title_of(one: Counterpart) -> str:
    """The id and name a counterpart stands under: the later one's, else the earlier one's."""
    shown = one.after or one.before[0]
    return f"{shown.id}  {shown.name}"


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """The whole comparison as lines of plain text."""
    before, after = comparison.before, comparison.after
    yield _("Before: {name}").format(name=named(before))
    yield _("After: {name}").format(name=named(after))
    if comparison.is_same:
        yield _("No words differ.")
        return
    for difference in comparison.head:
        yield from _difference(difference, comparison)
    for one in comparison.counterparts:
        yield ""
        yield title_of(one)
        yield f"  {how_it_goes_on(one)}"
        for difference in one.differences:
            yield from _difference(difference, comparison)


def _difference(one: Difference, comparison: Comparison) -> Iterator[str]:
    yield f"  {field_words(one.field, comparison.after)}"
    yield f"    - {side_words(one.before)}"
    yield f"    + {side_words(one.after)}"


def side_words(texts: tuple[str, ...]) -> str:
    """One side of a difference; a list stands with its entries after each other."""
    return " · ".join(texts) or _("nothing")

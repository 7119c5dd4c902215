"""The second framework that comes with the program: whole, in words of its own, tied to others by names alone."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from reviewapp.actions.frameworks import shipped_framework
from reviewapp.actions.text_check import findings_of
from reviewapp.domain.crosswalk import compared, ids_in
from reviewapp.domain.framework import NOT_VALIDATED, Competency, Framework
from reviewapp.domain.observation import ANCHORS, CompetencyTag
from reviewapp.domain.role import FOCUS_MAX, FOCUS_MIN

FIRST, SHORT = shipped_framework(), shipped_framework("small-teams", "1")


def texts(framework: Framework) -> list[str]:
    """Every sentence of its own; what names other frameworks is left out."""
    found: list[str] = []
    for one in framework.competencies:
        found += [one.definition, one.manager_prompt, one.self_prompt, *one.anchors.values()]
        found += [*one.evidence, *one.counter_signals, *one.why]
    return found


def runs(framework: Framework, length: int) -> set[tuple[str, ...]]:
    """Every so many words in a row."""
    split = [re.findall(r"\w+", text.casefold()) for text in texts(framework)]
    return {tuple(words[at : at + length]) for words in split for at in range(len(words) - length + 1)}


def test_it_is_small_whole_and_says_what_it_is() -> None:
    assert FOCUS_MIN <= len(SHORT.competencies) <= FOCUS_MAX
    assert SHORT.status == NOT_VALIDATED and "not a validated instrument" in SHORT.about
    assert not SHORT.ids & FIRST.ids
    for one in SHORT.competencies:
        assert set(one.anchors) == set(ANCHORS) and all(one.anchors.values())
        assert one.evidence and one.counter_signals and one.manager_prompt.endswith("?")


def test_its_wording_is_its_own() -> None:
    assert not runs(SHORT, 5) & runs(FIRST, 5)
    names = {one.name for one in FIRST.competencies}
    assert not names & {one.name for one in SHORT.competencies}


def test_published_sets_are_named_and_nothing_more() -> None:
    """4D is CC BY-NC-ND: its four names may stand, no text of it (domain.md B)."""
    for one in SHORT.competencies:
        assert set(one.crosswalk) == {"judgment", "four_d"}
        assert set(one.crosswalk["four_d"]) <= {"Delegation", "Description", "Discernment", "Diligence"}
        for name in one.crosswalk["judgment"]:
            found = re.match(r"(J\d+) ([^(]+)", name)
            assert found is not None and FIRST.competency(found[1]).name == found[2].strip()


def test_it_goes_on_with_what_it_covers_whole_and_with_nothing_else() -> None:
    tags = {one.id: ids_in(SHORT, [CompetencyTag("judgment", "1", one.id)]) for one in FIRST.competencies}
    assert {one: found[0] for one, found in tags.items() if found} == {
        "J1": "S1", "J2": "S2", "J4": "S3", "J5": "S3", "J6": "S4", "J7": "S5", "J8": "S6",
    }
    gone = [one.before[0].id for one in compared(FIRST, SHORT).counterparts if one.after is None]
    assert gone == ["J3", "J9", "J10", "J11"]
    assert ids_in(FIRST, [CompetencyTag("small-teams", "1", "S3")]) == ()


@pytest.mark.parametrize("one", SHORT.competencies, ids=lambda one: one.id)
def test_no_usage_and_no_trait_stands_in_it(one: Competency) -> None:
    said = [getattr(one, field.name) for field in fields(one) if field.name in ("definition", "manager_prompt")]
    for text in (*said, one.self_prompt, *one.anchors.values(), *one.evidence):
        assert {found.label for found in findings_of(text, "en")} <= {"vague"}

"""A framework while it is being written: nothing lost on the way, and one sentence for what stops it."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from reviewapp.domain.framework_draft import (
    HEAD,
    DraftProblem,
    draft_of,
    empty_competency,
    framework_of,
    free_id,
)
from reviewapp.domain.framework_file import parse_framework
from reviewapp.paths import resource

SHIPPED = parse_framework(resource("frameworks", "judgment-1.toml").read_text("utf-8"))


def changed(at: int, name: str, text: Any) -> dict[str, Any]:
    draft = deepcopy(draft_of(SHIPPED))
    place = draft if at == HEAD else draft["competencies"][at]
    part, _slash, inner = name.partition("/")
    if inner:
        place[part][inner] = text
    else:
        place[part] = text
    return draft


def test_a_framework_becomes_a_draft_and_comes_back_exactly() -> None:
    assert framework_of(draft_of(SHIPPED)) == SHIPPED
    loose = changed(0, "evidence", "\n  scope note \n\n decision note\ndeclined request\n")
    assert framework_of(loose) == SHIPPED
    assert framework_of(changed(HEAD, "about", "  ")).about == ""


@pytest.mark.parametrize(
    ("at", "name", "text", "field", "words"),
    [
        (HEAD, "title", " ", "title", "Something is still empty: title."),
        (HEAD, "key", "Ours", "key", "This cannot be used for the short name: Ours."),
        (HEAD, "version", "2 b", "version", "This cannot be used for the version: 2 b."),
        (HEAD, "language", "English", "language", "This cannot be used for the language: English."),
        (HEAD, "status", "", "status", "Something is still empty: status."),
        (HEAD, "anchor_names/missed", "", "anchor_name/missed", "One of the anchors has no name."),
        (HEAD, "anchor_names/missed", "Level 1", "", "gives missed a name with a figure in it."),
        (HEAD, "anchor_names/missed", "Enabling", "", "uses the same name twice."),
        (3, "id", "J5", "id", "Competency J5 stands here twice."),
        (3, "id", "j4", "id", "This cannot be used for the id: j4."),
        (3, "id", "", "id", "Competency 4: something is still empty: id."),
        (3, "definition", "\n", "definition", "Competency J4: something is still empty: definition."),
        (3, "anchors/prompted", "", "anchor/prompted", "Competency J4: something is still empty: an anchor."),
        (3, "anchors/prompted", "2: sees it when shown", "", "Competency J4 gives the anchor prompted a figure."),
        (3, "anchors/prompted", "3 points - sees it", "", "Competency J4 gives the anchor prompted a figure."),
        (3, "crosswalk", "four_d Discernment", "crosswalk", "has no colon."),
        (3, "crosswalk", "weight: 3", "", "would turn words into figures: weight."),
        (3, "crosswalk", "level: high", "", "would turn words into figures: level."),
        (3, "continues", "J9", "", "Competency J4 continues something that cannot be found: J9."),
        (3, "continues", "judgment/J9", "", "Competency J4 continues judgment/J9, which stands in this framework itself."),
        (3, "name", "n" * 3000, "", "Competency J4 has a very long text for name."),
    ],
)  # fmt: skip
def test_what_stops_a_draft_is_named_where_it_is(at: int, name: str, text: str, field: str, words: str) -> None:
    with pytest.raises(DraftProblem) as stopped:
        framework_of(changed(at, name, text))
    problem = stopped.value
    assert words in problem.sentence and problem.next_step.endswith(".")
    # Of two with one id the later one is in the way.
    assert problem.at == (4 if "twice." in words and field else at) and problem.field == field


def test_fewer_than_four_are_no_framework_for_a_role() -> None:
    draft = draft_of(SHIPPED)
    draft["competencies"] = draft["competencies"][:3]
    with pytest.raises(DraftProblem, match="fewer than four"):
        framework_of(draft)


def test_a_new_id_is_one_that_no_version_ever_had() -> None:
    draft = draft_of(SHIPPED)
    assert free_id(draft, ()) == "J12"
    assert free_id(draft, ("J12", "J30", "X99")) == "J31"
    draft["competencies"] = [empty_competency("CARE-2"), empty_competency("ODD")]
    assert free_id(draft, ("CARE-7",)) == "CARE-8"
    draft["competencies"] = []
    assert free_id(draft, ()) == "C1"


def test_a_new_competency_is_empty_until_it_is_written() -> None:
    draft = draft_of(SHIPPED)
    draft["competencies"].append(empty_competency("J12"))
    with pytest.raises(DraftProblem) as stopped:
        framework_of(draft)
    assert (stopped.value.at, stopped.value.field) == (11, "name")

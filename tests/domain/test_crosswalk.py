"""What one framework reads of another: the same id in one key, else only what it says that it continues."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewapp.domain.crosswalk import compared, ids_in
from reviewapp.domain.errors import UsageError
from reviewapp.domain.framework import Competency, Framework
from reviewapp.domain.framework_file import DEFAULT_ANCHOR_NAMES, parse_framework
from reviewapp.domain.framework_text import framework_text
from reviewapp.domain.observation import ANCHORS, CompetencyTag
from reviewapp.paths import resource

SHIPPED = parse_framework(resource("frameworks", "judgment-1.toml").read_text("utf-8"))


def competency(competency_id: str, *continues: str, **texts: str) -> Competency:
    words = {"name": f"Name {competency_id}", "definition": "what it is", "manager_prompt": "m?", "self_prompt": "s?"}
    anchors = {one: f"{one} sentence" for one in ANCHORS}
    return Competency(id=competency_id, **(words | texts), anchors=anchors, continues=continues)


def framework(key: str, version: str, *competencies: Competency) -> Framework:
    return Framework(key, version, f"Title {key}", "drafted", "en", dict(DEFAULT_ANCHOR_NAMES), competencies)


def tag(written: str) -> CompetencyTag:
    key, _slash, competency_id = written.partition("/")
    return CompetencyTag(key, "1", competency_id)


FIRST = framework("wards", "1", *(competency(one) for one in ("A", "B", "C")))
# A stays, B is called otherwise now, C is gone, and something of another framework is taken over.
SECOND = framework("wards", "2", competency("A"), competency("D", "wards/B"), competency("E", "judgment/J5"))


def test_what_was_chosen_before_is_read_only_where_the_crosswalk_says_so() -> None:
    chosen = [tag(one) for one in ("wards/A", "wards/B", "wards/C", "judgment/J5", "judgment/A", "other/B")]
    assert ids_in(SECOND, chosen) == ("A", "D", "E")
    assert ids_in(FIRST, chosen) == ("A", "B", "C")
    # Never backwards: the earlier version does not read what only the later one knows.
    assert ids_in(FIRST, [tag("wards/D"), tag("wards/E")]) == ()
    # Two that are merged into one count once.
    merged = framework("wards", "3", competency("F", "wards/A", "wards/B"))
    assert ids_in(merged, [tag("wards/B"), tag("wards/A")]) == ("F",)


def test_a_comparison_sets_every_competency_beside_what_it_goes_on_with() -> None:
    found = compared(FIRST, SECOND)
    paired = [([before.id for before in one.before], one.after.id if one.after else "") for one in found.counterparts]
    assert paired == [(["A"], "A"), (["B"], "D"), ([], "E"), (["C"], "")]
    assert not found.is_same and found.counterparts[0].differences == ()
    assert {one.field for one in found.counterparts[1].differences} == {"name", "continues"}
    assert compared(FIRST, replace(FIRST, version="9")).is_same
    other = framework("wards", "2", *FIRST.competencies[:2], competency("C", definition="something else"))
    (changed,) = compared(FIRST, other).counterparts[2].differences
    assert (changed.field, changed.before, changed.after) == ("definition", ("what it is",), ("something else",))
    assert [one.field for one in compared(FIRST, replace(FIRST, about="For all.")).head] == ["about"]


@pytest.mark.parametrize(
    ("framework_of", "sentence"),
    [
        (framework("wards", "2", competency("A", "other/B"), competency("C", "other/B")), "Competency C continues other/B, and so does A."),
        (framework("wards", "2", competency("A", "wards/B"), competency("B")), "Competency A continues wards/B, which stands in this framework itself."),
        (framework("wards", "2", competency("A", "B")), "Competency A continues something that cannot be found: B."),
        (framework("wards", "2", competency("A", "Wards/B")), "Competency A continues something that cannot be found: Wards/B."),
    ],
)  # fmt: skip
def test_a_crosswalk_that_says_two_things_is_refused(framework_of: Framework, sentence: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_framework(framework_text(framework_of))
    assert refused.value.sentence == sentence and refused.value.next_step


def test_the_shipped_framework_is_written_and_read_back_exactly() -> None:
    assert parse_framework(framework_text(SHIPPED)) == SHIPPED
    assert framework_text(parse_framework(framework_text(SHIPPED))) == framework_text(SHIPPED)


# Anything somebody may type on one line, quotation marks and backslashes and other scripts included.
_LINE = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30).filter(
    lambda text: any(one.isalpha() for one in text)
)


@settings(max_examples=60)
@given(name=_LINE, listed=st.lists(_LINE, max_size=3), about=st.just("") | _LINE, beside=_LINE)
def test_whatever_is_written_is_read_back(name: str, listed: list[str], about: str, beside: str) -> None:
    one = replace(
        competency("A-1", "other/B"), name=name, evidence=tuple(listed), why=("\\", '"', "é\U0001f389", *listed),
        crosswalk={f"x{beside.replace(':', '')}": tuple(listed)},
    )
    written = replace(framework("own", "1", one), about=about, title=name)
    assert parse_framework(framework_text(written)) == written

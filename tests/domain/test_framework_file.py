"""The framework file: the shipped one is complete, and a faulty one is refused in one plain sentence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewapp.domain.errors import UsageError
from reviewapp.domain.framework import NOT_VALIDATED, Competency, Framework
from reviewapp.domain.framework_file import DEFAULT_ANCHOR_NAMES, MAX_COMPETENCIES, parse_framework
from reviewapp.domain.observation import ANCHORS
from reviewapp.paths import resource

HEAD = """
key = "care-homes"
version = "2-draft"
title = "How we work with AI on the wards"
language = "en"
status = "drafted by our staff council, tried on twelve incidents"
"""


def competency_text(competency_id: str = "CARE-1") -> str:
    return f"""
[[competency]]
id = "{competency_id}"
name = "Handing over"
definition = "whether the next shift can trust the note"
manager_prompt = "What did the next shift need?"
self_prompt = "Which note came back to you?"
[competency.anchors]
missed = "leaves a drafted note unread."
prompted = "reads it when asked."
independent = "reads it against the resident's day."
enabling = "shows others what the draft leaves out."
"""


MINIMAL = HEAD + competency_text()


def refusal(text: str) -> UsageError:
    with pytest.raises(UsageError) as caught:
        parse_framework(text)
    error = caught.value
    assert type(error) is UsageError
    assert error.sentence.endswith(".")
    assert error.next_step.endswith((".", "?"))
    assert "\n" not in str(error)
    return error


@pytest.fixture(scope="module")
def shipped() -> Framework:
    return parse_framework(resource("frameworks", "judgment-1.toml").read_text("utf-8"))


@pytest.mark.idea("A54", "A56")
def test_the_shipped_framework_has_eleven_competencies_in_order(shipped: Framework) -> None:
    assert [item.id for item in shipped.competencies] == [f"J{number}" for number in range(1, 12)]
    assert [item.name for item in shipped.competencies] == [
        "Choosing the work", "Keeping work and skill human", "Directing and refining", "Discernment",
        "Critical assessment", "Escalation and push-back", "Owning the result", "Ethics and privacy",
        "Curiosity and adaptation", "Connection", "Humility",
    ]


def test_the_shipped_framework_says_what_it_is(shipped: Framework) -> None:
    assert (shipped.key, shipped.version, shipped.language) == ("judgment", "1", "en")
    assert shipped.status == NOT_VALIDATED
    assert shipped.anchor_names == {
        "missed": "Missed", "prompted": "Prompted", "independent": "Independent", "enabling": "Enabling",
        "not_enough_seen": "Not enough seen",
    }
    for phrase in ("episodes", "never averaged", "four to seven", "never negative", "not a validated"):
        assert phrase in shipped.about


@pytest.mark.parametrize("competency_id", [f"J{number}" for number in range(1, 12)])
def test_every_shipped_competency_is_carried_in_full(shipped: Framework, competency_id: str) -> None:
    item = shipped.competency(competency_id)
    assert tuple(item.anchors) == ANCHORS
    assert all(len(text.split()) >= 6 for text in item.anchors.values())
    assert len(set(item.anchors.values())) == len(ANCHORS)
    assert item.definition
    assert "?" in item.manager_prompt
    assert item.self_prompt
    assert len(item.evidence) >= 2
    assert len(item.counter_signals) >= 2
    assert set(item.crosswalk) == {"four_d", "six_capacities", "differentiator", "other"}
    assert item.crosswalk["other"]


def test_sentences_of_the_shipped_framework_stand_as_drafted(shipped: Framework) -> None:
    assert shipped.competency("J1").anchors["independent"] == (
        "states purpose, receiver, stakes and finish line first, then picks AI, own work or neither, with the reason."
    )
    assert shipped.competency("J2").self_prompt == (
        "Which skill must you not lose? When did you last use it unaided, and what do you need?"
    )
    assert shipped.competency("J4").anchors["enabling"] == (
        'turns a recurring misfit into a cue others use ("in this kind of case, doubt X because Y").'
    )
    assert shipped.competency("J5").anchors["missed"] == (
        'sends consequential content unchecked, or "checks" by asking the same tool.'
    )
    assert shipped.competency("J6").anchors["missed"] == (
        "leaves a known fault, or quietly repairs it so nobody who could prevent a repeat learns of it."
    )
    assert shipped.competency("J9").manager_prompt == "What were you trying to find out?"
    assert shipped.competency("J11").counter_signals == (
        "modest manner read as humility, confident manner as its absence",
        "hedging until nobody can act",
    )


def test_reasons_name_their_source_and_no_workplace_file(shipped: Framework) -> None:
    for item in shipped.competencies:
        for reason in item.why:
            assert re.search(r"\(.*[A-Z].*\)\.$", reason), reason
    assert {item.id for item in shipped.competencies if item.why} >= {"J2", "J4", "J5", "J6"}
    assert not re.search(r"\bS[012]\b", resource("frameworks", "judgment-1.toml").read_text("utf-8"))


def test_crosswalk_is_empty_where_there_is_nothing_to_compare(shipped: Framework) -> None:
    assert shipped.competency("J2").crosswalk["six_capacities"] == ()
    assert shipped.competency("J9").crosswalk["four_d"] == ()
    assert shipped.competency("J5").crosswalk["four_d"] == ("Discernment", "Diligence")


def test_an_own_minimal_file_is_read() -> None:
    framework = parse_framework(MINIMAL)
    assert framework.ids == frozenset({"CARE-1"})
    assert framework.about == ""
    assert framework.anchor_names == DEFAULT_ANCHOR_NAMES
    assert framework.competency("CARE-1") == Competency(
        id="CARE-1",
        name="Handing over",
        definition="whether the next shift can trust the note",
        anchors={
            "missed": "leaves a drafted note unread.",
            "prompted": "reads it when asked.",
            "independent": "reads it against the resident's day.",
            "enabling": "shows others what the draft leaves out.",
        },
        manager_prompt="What did the next shift need?",
        self_prompt="Which note came back to you?",
    )


def test_a_file_saved_by_a_simple_editor_is_read() -> None:
    assert parse_framework("\ufeff" + MINIMAL.replace("\n", "\r\n")) == parse_framework(MINIMAL)


def test_names_of_anchors_may_be_in_another_language() -> None:
    names = (
        '[anchor_names]\nmissed = "Verpasst"\nprompted = "Auf Hinweis"\nindependent = "Eigenständig"\n'
        'enabling = "Befähigend"\nnot_enough_seen = "Nicht genug gesehen"\n'
    )
    framework = parse_framework(HEAD.replace('"en"', '"de-AT"') + names + competency_text())
    assert framework.language == "de-AT"
    assert framework.anchor_names["independent"] == "Eigenständig"


def test_a_crosswalk_may_name_other_frameworks() -> None:
    framework = parse_framework(MINIMAL + '[competency.crosswalk]\nour_values = ["trust"]\nother = []\n')
    assert framework.competency("CARE-1").crosswalk == {"our_values": ("trust",), "other": ()}


def test_figures_inside_an_anchor_sentence_are_fine() -> None:
    text = MINIMAL.replace("reads it when asked.", "reads 3 lines of it within 24 hours.")
    assert parse_framework(text).competency("CARE-1").anchors["prompted"] == "reads 3 lines of it within 24 hours."


@pytest.mark.parametrize("anchor", ANCHORS)
def test_a_missing_anchor_is_named(anchor: str) -> None:
    text = re.sub(rf"^{anchor} = .*\n", "", MINIMAL, flags=re.MULTILINE)
    assert refusal(text).sentence == f"Competency CARE-1 has no anchor {anchor}."


@pytest.mark.parametrize("field", ["name", "definition", "manager_prompt", "self_prompt"])
def test_a_missing_field_is_named(field: str) -> None:
    text = re.sub(rf"^{field} = .*\n", "", MINIMAL, flags=re.MULTILINE)
    assert refusal(text).sentence == f"Competency CARE-1 has no {field}."


@pytest.mark.parametrize("field", ["key", "version", "title", "language"])
def test_a_missing_top_field_is_named(field: str) -> None:
    text = re.sub(rf"^{field} = .*\n", "", MINIMAL, flags=re.MULTILINE)
    assert refusal(text).sentence == f"The file has no {field}."


def test_a_file_without_status_is_asked_where_it_comes_from() -> None:
    error = refusal(re.sub(r"^status = .*\n", "", MINIMAL, flags=re.MULTILINE))
    assert error.sentence == "The file has no status."
    assert error.next_step.startswith("Say where the wording comes from and whether it was tested")


def test_an_empty_status_is_refused() -> None:
    text = re.sub(r"^status = .*\n", 'status = " "\n', MINIMAL, flags=re.MULTILINE)
    assert refusal(text).sentence == "The file has an empty text for status."


def test_the_same_id_twice_is_named() -> None:
    assert refusal(MINIMAL + competency_text()).sentence == "Competency CARE-1 stands in the file twice (id)."


def test_an_unknown_field_is_named_with_the_likely_one() -> None:
    error = refusal(MINIMAL.replace("manager_prompt", "manager_promt"))
    assert str(error) == (
        "Competency CARE-1 has a field that is not known: manager_promt. Did you mean manager_prompt?"
    )


def test_an_unknown_field_unlike_any_other_gets_the_list() -> None:
    error = refusal("colour = \"red\"\n" + MINIMAL)
    assert error.sentence == "The file has a field that is not known: colour."
    assert "anchor_names" in error.next_step


def test_an_unknown_anchor_is_refused() -> None:
    error = refusal(MINIMAL + 'outstanding = "does it better than the rest."\n')
    assert error.sentence == "Competency CARE-1, anchors, has a field that is not known: outstanding."


@pytest.mark.parametrize("field", ["name", "definition", "self_prompt", "enabling"])
def test_an_empty_text_is_named(field: str) -> None:
    text = re.sub(rf"^{field} = .*\n", f'{field} = "  "\n', MINIMAL, flags=re.MULTILINE)
    assert refusal(text).sentence == f"Competency CARE-1 has an empty text for {field}."


def test_an_empty_item_of_a_list_is_named() -> None:
    text = MINIMAL.replace("[competency.anchors]", 'evidence = ["a note", ""]\n[competency.anchors]')
    assert refusal(text).sentence == "Competency CARE-1 has an empty text for evidence."


def test_a_text_where_a_list_belongs_is_named() -> None:
    text = MINIMAL.replace("[competency.anchors]", 'why = "because"\n[competency.anchors]')
    assert refusal(text).sentence == "Competency CARE-1 needs a list for why."


def test_a_list_that_goes_on_and_on_is_refused() -> None:
    items = ", ".join('"one more"' for _ in range(31))
    text = MINIMAL.replace("[competency.anchors]", f"evidence = [{items}]\n[competency.anchors]")
    assert refusal(text).sentence == "Competency CARE-1 lists too much under evidence."


def test_a_figure_where_a_text_belongs_is_named() -> None:
    assert refusal(MINIMAL.replace('name = "Handing over"', "name = 7")).sentence == (
        "Competency CARE-1 needs a text for name."
    )


def test_text_that_is_not_toml_gives_the_line() -> None:
    assert refusal("key = \"judgment\"\nversion = 1 1\n").sentence == "This file cannot be read as TOML near line 2."


def test_a_deeply_nested_file_is_refused_and_does_not_crash() -> None:
    assert refusal("a = " + "[" * 50_000).sentence.startswith("This file cannot be read as TOML")


def test_a_file_far_too_long_is_refused() -> None:
    assert refusal("# " + "x" * 500_000).sentence == "This file is far too long for a framework."


@pytest.mark.parametrize("tail", ["", "competency = []\n", 'competency = "J1"\n', "[competency]\n"])
def test_a_file_without_competencies_is_refused(tail: str) -> None:
    error = refusal(HEAD + tail)
    assert error.sentence == "The file has no competencies."
    assert "[[competency]]" in error.next_step


def test_forty_competencies_are_read_and_one_more_is_refused() -> None:
    forty = HEAD + "".join(competency_text(f"C{number}") for number in range(MAX_COMPETENCIES))
    assert len(parse_framework(forty).competencies) == MAX_COMPETENCIES
    assert refusal(forty + competency_text("D1")).sentence == "The file has more than 40 competencies."


@pytest.mark.parametrize("competency_id", ["j1", "1J", "TOO-LONG-1", "J 1", "", "J1\\n", "É1"])
def test_an_id_that_cannot_be_used_is_refused(competency_id: str) -> None:
    error = refusal(HEAD + competency_text(competency_id))
    assert error.sentence.startswith("Competency number 1 in the file has an id that cannot be used")


def test_a_competency_without_id_is_named_by_its_place() -> None:
    second = competency_text("J2").replace('id = "J2"\n', "")
    assert refusal(MINIMAL + second).sentence == "Competency number 2 in the file has no id."


def test_a_competency_without_anchors_is_named() -> None:
    error = refusal(MINIMAL.split("[competency.anchors]")[0])
    assert error.sentence == "Competency CARE-1 has no table anchors."
    assert "[competency.anchors]" in error.next_step


@pytest.mark.parametrize(
    "name", ["points", "score", "weight", "Weight", "anchor_points", "max_score", "rank", "level", "points_missed"],
)
def test_points_are_refused_on_a_competency(name: str) -> None:
    error = refusal(MINIMAL.replace("[competency.anchors]", f"{name} = 3\n[competency.anchors]"))
    assert error.sentence == f"Competency CARE-1 has a field that would turn words into figures: {name}."
    assert "nothing here adds them up" in error.next_step


@pytest.mark.parametrize("place", ["anchors", "crosswalk", "top", "anchor_names"])
def test_points_are_refused_everywhere(place: str) -> None:
    text = {
        "anchors": MINIMAL + "score = 2\n",
        "crosswalk": MINIMAL + '[competency.crosswalk]\nscore = ["2"]\n',
        "top": "score = 2\n" + MINIMAL,
        "anchor_names": HEAD + "[anchor_names]\nscore = 2\n" + competency_text(),
    }[place]
    assert "would turn words into figures: score." in refusal(text).sentence


@pytest.mark.parametrize(
    "value", ["0", "2.5", '"3"', '"2/4"', '"1: reads it"', '"(2) reads it"', '"3 points - reads it"'],
)
def test_an_anchor_that_is_a_mark_is_refused(value: str) -> None:
    text = MINIMAL.replace('"reads it when asked."', value)
    assert refusal(text).sentence == "Competency CARE-1 gives the anchor prompted a figure."


def test_an_anchor_name_with_a_figure_is_refused() -> None:
    names = "".join(f'{anchor} = "Level {place}"\n' for place, anchor in enumerate(DEFAULT_ANCHOR_NAMES))
    error = refusal(HEAD + "[anchor_names]\n" + names + competency_text())
    assert error.sentence == "The table anchor_names gives missed a name with a figure in it."


def test_two_anchors_with_one_name_are_refused() -> None:
    names = "".join(f'{anchor} = "Seen"\n' for anchor in DEFAULT_ANCHOR_NAMES)
    error = refusal(HEAD + "[anchor_names]\n" + names + competency_text())
    assert error.sentence == "The table anchor_names uses the same name twice."


def test_anchor_names_are_all_or_none() -> None:
    error = refusal(HEAD + '[anchor_names]\nmissed = "Missed"\n' + competency_text())
    assert error.sentence == "The table anchor_names has no prompted."


@pytest.mark.parametrize(("field", "value"), [("key", "Care Homes"), ("version", "v 2!"), ("language", "English")])
def test_labels_of_the_file_keep_to_their_form(field: str, value: str) -> None:
    text = re.sub(rf"^{field} = .*\n", f'{field} = "{value}"\n', MINIMAL, flags=re.MULTILINE)
    assert refusal(text).sentence == f"The file has a {field} that cannot be used: {value}."


def test_a_very_long_text_is_refused() -> None:
    text = MINIMAL.replace("Handing over", "x" * 2_001)
    assert refusal(text).sentence == "Competency CARE-1 has a very long text for name."


def test_a_character_that_cannot_be_shown_is_refused() -> None:
    text = MINIMAL.replace("Handing over", "Handing\\u0007over")
    assert refusal(text).sentence == "Competency CARE-1 has a character in name that cannot be shown."


def test_a_hostile_field_name_is_shown_short_and_on_one_line() -> None:
    error = refusal('"evil\\n' + "x" * 300 + '" = 1\n' + MINIMAL)
    assert "evil?xxx" in error.sentence
    assert len(error.sentence) < 120


@given(st.text(max_size=400))
def test_arbitrary_text_raises_nothing_but_usage_error(text: str) -> None:
    try:
        parse_framework(text)
    except UsageError as error:
        assert error.sentence
        assert error.next_step


@given(
    place=st.integers(min_value=0, max_value=len(MINIMAL)),
    length=st.integers(min_value=0, max_value=60),
    put=st.sampled_from(["", '"', "=", "[", "]]", "\n", "= 1\n", "[[competency]]\n", "\x00", "{}", "1979-05-27"]),
)
def test_a_damaged_file_is_read_or_refused(place: int, length: int, put: str) -> None:
    damaged = MINIMAL[:place] + put + MINIMAL[place + length:]
    try:
        framework = parse_framework(damaged)
    except UsageError as error:
        assert "\n" not in str(error)
    else:
        assert framework.competencies


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('"a\\nb" = ["x"]', "has a name that cannot be used"), ('"" = ["x"]', "has a name that cannot be used"),
        ('"a: b" = ["x"]', "has a name that cannot be used"), (f'"{"n" * 200}" = ["x"]', "has a name that cannot be used"),
        ('rank = ["x"]', "would turn words into figures: rank"), ("four_d = 3", "needs a list for four_d"),
        ("four_d = [3]", "needs a text for four_d"), ('"\\u0007" = ["x"]', "has a name that cannot be used"),
    ],
)  # fmt: skip
def test_a_crosswalk_holds_names_and_words_alone(line: str, words: str) -> None:
    error = refusal(f"{MINIMAL}[competency.crosswalk]\n{line}\n")
    assert "CARE-1" in error.sentence and words in error.sentence


@pytest.mark.parametrize("value", ["3", '"judgment/J4"', "[3]", '["judgment"]', '["judgment/J4/J5"]', '["../J4"]', '[" "]'])
def test_what_is_continued_is_a_list_of_ids_with_their_framework(value: str) -> None:
    error = refusal(MINIMAL.replace("[competency.anchors]", f"continues = {value}\n[competency.anchors]"))
    assert "CARE-1" in error.sentence

"""Rules by parts: what must meet, what keeps them silent, and what a line may hold."""

from __future__ import annotations

import pytest

from reviewapp.wording import load_checker
from reviewapp.wording.held import Hit
from reviewapp.wording.meeting import REACH, Clauses, meetings, read_meeting
from reviewapp.wording.pattern import PatternError

BITS = {"A": 1, "B": 2, "C": 4, ",": 8, "x": 16, ";": 32}
BORDER = 32


def found(line, masks):
    rule = read_meeting("f", line, BITS.__getitem__, lambda bits: bits)
    return [(hit.first, hit.last) for hit in meetings([rule], Clauses(masks, BORDER, 0, lambda bit: []))]


def test_the_parts_meet_in_any_order_each_by_a_token_of_its_own():
    assert found("A B", [1, 16, 2]) == found("B A", [2, 16, 1]) == [(0, 2)]
    assert found("A B", [3]) == [] and found("A (B | C)", [4, 1]) == [(0, 1)]


def test_not_over_a_border_and_not_too_far_away():
    assert found("A B", [1, BORDER, 2]) == []
    assert found("A B", [1, *[16] * (REACH - 1), 2]) and not found("A B", [1, *[16] * REACH, 2])


def test_what_keeps_a_line_silent():
    assert found("A B !C", [1, 2, 4]) == [] and found("A B ~,", [1, 8, 2]) == []
    assert found("A B ~,", [1, 2, 8]) == [(0, 1)]
    assert found("A &C", [1]) == [] and found("A &C", [1, BORDER, 4]) == [(0, 0)]
    assert found("A !&C", [1]) == [(0, 0)] and found("A !&C", [1, BORDER, 4]) == []


def test_a_role_is_looked_for_once_and_only_when_a_clause_has_the_rest():
    asked = []

    def find(bit):
        asked.append(bit)
        return [Hit("B", 2, 3, "")] if bit == BITS["B"] else []

    rules = [read_meeting("f", line, BITS.__getitem__, lambda bits: bits) for line in ("A C", "A B !x", "A B")]
    clauses = Clauses([1, 0, 0, 0], BORDER, BITS["B"] | BITS["x"], find)
    assert asked == []
    assert [(hit.first, hit.last) for hit in meetings(rules, clauses)] == [(0, 3), (0, 3)]
    assert asked == [BITS["B"], BITS["x"]]


@pytest.mark.parametrize("line", ["", "!A", "A (B", "A _ B", "A B{0,3}", "A !"])
def test_a_line_that_is_no_meeting_is_refused(line):
    with pytest.raises(PatternError):
        read_meeting("f", line, BITS.__getitem__, lambda bits: bits)


@pytest.mark.parametrize(
    "text",
    [
        "At the kennels Wim turns to the feeding bot for every single order.",
        "For every single order Wim turns to the feeding bot.",
        "The feeding bot is consulted by Wim on every order.",
    ],
)
def test_the_order_of_the_parts_does_not_matter(text):
    assert "usage_metric" in {one.label for one in load_checker().check(text, "en")}


def test_a_family_that_is_last_speaks_only_where_no_other_does_and_once():
    checker = load_checker()
    alone = checker.check("A third of the handouts carry the assistant's hand, and a fifth of the maps.", "en")
    assert [one.family for one in alone] == ["bare"]
    beside = checker.check("A third of the handouts carry the assistant's hand. Third on the AI leaderboard.", "en")
    assert [one.family for one in beside] == ["rank"]
    assert not checker.check("A third of the handouts carry the assistant's hand; he counted them and asked why.", "en")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Aadhaar 2345 6789 0123 was on the receipt.", "2345 6789 0123"),
        ("PPS no. 1234567T was on the payslip.", "1234567T"),
        ("The CPF 529.982.247-25 stood in the prompt.", "529.982.247-25"),
        ("If I am off, the price bot opens with Cream2019! as ever.", "Cream2019!"),
    ],
)
def test_numbers_of_more_countries_are_known_when_a_word_or_their_shape_names_them(text, shown):
    assert [one.span for one in load_checker().check(text, "en") if one.label == "personal_data"] == [shown]


@pytest.mark.parametrize("text", ["Medicare plan 2024 2025.", "The passport desk is open 12-14.", "The app opens with Office365."])
def test_years_hours_and_products_are_no_identifiers(text):
    assert not [one for one in load_checker().check(text, "en") if one.label == "personal_data"]

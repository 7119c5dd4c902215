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

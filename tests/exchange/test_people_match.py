"""Who is meant; and who has to be asked about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewapp.domain.person import Person
from reviewapp.exchange.people_match import match

TOM, SIAN_A, SIAN, OLU, MAGGIE, JON, APRIL, SAM, SAMANTHA, RUTH = range(1, 11)
PEOPLE = [
    Person(TOM, "a", "Tom Hesketh", "Clinical pharmacist, surgery"),
    Person(SIAN_A, "b", "Siân Davies", "Medicines management technician, admissions", "Pharmacy - clinical"),
    Person(SIAN, "c", "Sian Davies", "Checking technician", "Dispensary"),
    Person(OLU, "d", "Olumide Adebayo-Finch"),
    Person(MAGGIE, "e", "Marguerite Lefèvre", aliases=("Maggie",)),
    Person(JON, "f", "Jonathan Whitby-Cole"),
    Person(APRIL, "g", "April van der Berg"),
    Person(SAM, "h", "Samuel Jones"),
    Person(SAMANTHA, "i", "Samantha Hill"),
    Person(RUTH, "j", "Ruth Ansell", is_me=True),
]


@pytest.mark.parametrize(
    ("who", "ids"),
    [
        ("Tom", (TOM,)), (" tom ", (TOM,)), ("TOM HESKETH", (TOM,)), ("Hesketh, Tom", (TOM,)), ("TH", (TOM,)),
        ("T.H.", (TOM,)), ("Tom H", (TOM,)), ("Tom H.", (TOM,)), ("T. Hesketh", (TOM,)), ("Hesketh", (TOM,)),
        ("Mr Hesketh", (TOM,)), ("Tom (4B)", (TOM,)), ("Olu", (OLU,)), ("OAF", (OLU,)), ("Adebayo", (OLU,)),
        ("Maggie", (MAGGIE,)), ("Lefevre", (MAGGIE,)), ("Maggie L", (MAGGIE,)), ("Maggie Lefèvre", (MAGGIE,)),
        ("Jon", (JON,)), ("JW", (JON,)),
        ("Siân", (SIAN_A,)), ("siân", (SIAN_A,)), ("Sia\u0302n", (SIAN_A,)), ("Siân D", (SIAN_A,)),
        ("Sian (disp)", (SIAN,)), ("Sian disp", (SIAN,)), ("Sian (admissions)", (SIAN_A,)), ("me", (RUTH,)),
        ("Tom & Siân", (TOM, SIAN_A)), ("Siân / Tom", (SIAN_A, TOM)), ("Jonathan, Olu", (JON, OLU)),
        ("Tom und Olu", (TOM, OLU)), ("Tom et Olu", (TOM, OLU)), ("Tom y Olu", (TOM, OLU)), ("Tom+Olu", (TOM, OLU)),
        ("Tom and Sian (disp, lates)", (TOM,)), ("Tom & Tom", (TOM,)), ("van der Berg", (APRIL,)),
    ],
)
def test_certain(who, ids):
    assert match(who, PEOPLE).people_ids == ids


@pytest.mark.parametrize(
    ("who", "ids"),
    [
        ("Sian", {SIAN, SIAN_A}), ("Sian D", {SIAN, SIAN_A}), ("Sian Davies", {SIAN, SIAN_A}), ("SD", {SIAN, SIAN_A}),
        ("Davies", {SIAN, SIAN_A}), ("Sam", {SAM, SAMANTHA}), ("Sian (tech)", {SIAN, SIAN_A}),
        ("Siân (disp)", {SIAN, SIAN_A}),
    ],
)
def test_asked_about(who, ids):
    found = match(who, PEOPLE)
    assert found.people_ids == ()
    assert set(found.uncertain_ids) == ids
    assert not found.is_certain


@pytest.mark.parametrize("who", ["", "  ", "Team", "alle", "everyone"])
def test_nobody_named_is_a_team_note(who):
    found = match(who, PEOPLE)
    assert (found.reason, found.people_ids, found.uncertain_ids, found.unknown) == ("team", (), (), ())


@pytest.mark.parametrize("who", ["Bob", "To", "T", "Kath on reception", "x" * 5000, "ZZ"])
def test_a_name_nobody_has_is_unknown(who):
    found = match(who, PEOPLE)
    assert found.unknown == (who,)
    assert found.people_ids == found.uncertain_ids == ()


def test_each_part_is_told_apart():
    found = match("Tom, Bob & Sian", PEOPLE)
    assert found.people_ids == (TOM,)
    assert found.unknown == ("Bob",)
    assert set(found.uncertain_ids) == {SIAN, SIAN_A}
    assert [part.written for part in found.parts] == ["Tom", "Bob", "Sian"]


def test_two_people_of_one_name_are_asked_about():
    twins = [Person(1, "a", "Anna Weber"), Person(2, "b", "Anna Weber")]
    assert match("Anna Weber", twins).uncertain_ids == (1, 2)


def test_an_accented_name_alone_needs_no_accent():
    assert match("Sian", [PEOPLE[1]]).people_ids == (SIAN_A,)


def test_a_first_name_that_is_also_a_surname_is_asked_about():
    both = [Person(1, "a", "Thomas Mann"), Person(2, "b", "Rita Thomas")]
    assert match("Thomas", both).uncertain_ids == (1, 2)


def test_further_hints_choose():
    assert match("Sian", PEOPLE, hints=("disp",)).people_ids == (SIAN,)


PIECES = ["Tom", "Sian", "&", ",", "(", ")", " ", "TH", ".", "and"]


@given(st.text(max_size=40) | st.lists(st.sampled_from(PIECES)).map("".join))
def test_never_raises_and_nobody_is_both_certain_and_asked_about(who):
    found = match(who, PEOPLE)
    assert not set(found.people_ids) & set(found.uncertain_ids)
    assert found.is_certain == (not found.uncertain_ids and not found.unknown)

"""Rules without a vault: what counts as a concern, when it may be cited, presence, months, focus."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewapp.domain import observation as fields
from reviewapp.domain.errors import (
    EnvironmentFault,
    NotFound,
    ReviewAppError,
    RuleRefused,
    UsageError,
    VaultLocked,
    VaultUnusable,
)
from reviewapp.domain.framework_file import parse_framework
from reviewapp.domain.observation import (
    CompetencyTag,
    Observation,
    Subject,
    implied_concern,
    missing_for_completion,
    ordered,
)
from reviewapp.domain.person import Person
from reviewapp.domain.reliance import COLUMNS, READINGS, ROWS
from reviewapp.domain.review import months_between, refuse_citation
from reviewapp.domain.role import checked_focus
from reviewapp.paths import resource

DAY = date(2026, 6, 15)
KNOWN = Subject(1, "Tom Hesketh", concern=False, noticed=True)
WHOLE = Observation(
    id=1, uid="u", observed_on=DAY, written_on=DAY, subjects=(KNOWN,), choices={"basis": "saw_it", "ai_part": "drafted"},
    multi={"checked_by": ("source",), "outcome_test": ("worked",)}, texts={"behaviour": "Compared it."},
    competency_tags=(CompetencyTag("judgment", "1", "J5"),), completed=True,
)


def about(**changes):
    return replace(WHOLE, subjects=(replace(KNOWN, **changes),))


def may(observation, on=DAY, person_id=1, shared_days=14):
    try:
        refuse_citation(observation, person_id, on, shared_days)
    except RuleRefused as refused:
        assert refused.sentence.endswith(".") and refused.next_step.endswith(".")
        return False
    return True


def test_the_whole_one_may_stand():
    assert may(WHOLE) and missing_for_completion(WHOLE) == [] and WHOLE.status == "complete"


@pytest.mark.parametrize(
    "observation",
    [
        replace(WHOLE, completed=False), replace(WHOLE, withdrawn=True), replace(WHOLE, deleted=True),
        replace(WHOLE, subjects=()), about(noticed=False), about(person_id=2), about(concern=True),
        about(closest_anchor="missed"), replace(WHOLE, multi={**WHOLE.multi, "counter_signal": ("other",)}),
        about(concern=True, told_on=DAY), about(concern=True, told_on=DAY - timedelta(days=30)),
        about(concern=True, told_on=DAY + timedelta(days=1), told_confirmed=True),
    ],
    ids=range(12),
)
def test_what_may_not_stand_in_a_review(observation):
    assert not may(observation)


@given(days=st.integers(-400, 400), shared=st.integers(7, 60), anchor=st.sampled_from((None, "missed", "enabling")))
def test_a_concern_stands_exactly_from_the_day_the_time_to_answer_is_over(days, shared, anchor):
    told = about(concern=True, closest_anchor=anchor, told_on=DAY, told_confirmed=True)
    assert may(told, on=DAY + timedelta(days=days), shared_days=shared) is (days >= shared)


@given(
    concern=st.sampled_from((None, True, False)), anchor=st.sampled_from((None, *fields.ANCHOR_CHOICES)),
    signals=st.lists(st.sampled_from(fields.MULTI_CHOICES["counter_signal"]), max_size=2),
)
def test_nothing_can_talk_missed_or_a_counter_signal_away(concern, anchor, signals):
    item = replace(about(concern=concern, closest_anchor=anchor), multi={**WHOLE.multi, "counter_signal": tuple(signals)})
    counts = implied_concern(item, item.subjects[0])
    assert counts is (True if anchor == "missed" or signals else concern)
    assert ("concern" in missing_for_completion(item)) is (counts is None)


def test_where_it_stands_in_its_life():
    told = {"told_on": DAY, "told_confirmed": True}
    assert replace(WHOLE, completed=False).status == "jot"
    assert replace(about(**told), completed=False).status == "jot"
    assert about(**told).status == "shared"
    assert about(told_on=DAY).status == "complete"
    assert replace(WHOLE, subjects=(replace(KNOWN, **told), KNOWN)).status == "complete"
    assert replace(about(**told), cited=True).status == "in_review"
    assert replace(WHOLE, cited=True, withdrawn=True).status == "withdrawn"
    assert replace(WHOLE, subjects=()).status == "complete"
    assert replace(about(noticed=False), completed=False).waits_for_notice


def test_several_values_have_one_order():
    for name, values in fields.MULTI_CHOICES.items():
        assert ordered(name, [*reversed(values), *values, "unknown value"]) == values
    assert ordered("chips", []) == ()


def test_an_error_is_one_sentence_and_a_way_on():
    codes = {ReviewAppError: 1, UsageError: 2, NotFound: 2, RuleRefused: 2, EnvironmentFault: 3, VaultLocked: 4, VaultUnusable: 5}
    for kind, code in codes.items():
        error = kind("It is so.", "Do this.")
        assert (str(error), error.exit_code) == ("It is so. Do this.", code)
        assert str(kind("It is so.")) == "It is so."


@pytest.mark.parametrize(
    ("person", "absent"),
    [
        ({}, []),
        ({"started_on": DAY}, [-1]),
        ({"away_from": DAY, "away_to": DAY + timedelta(days=2)}, [0, 1, 2]),
        ({"away_from": DAY}, [0, 1, 2, 3]),
        ({"away_to": DAY}, []),
    ],
    ids=str,
)
def test_somebody_is_absent_only_where_the_record_says_so(person, absent):
    found = [offset for offset in range(-1, 4) if not Person(1, "u", "T", **person).present_on(DAY + timedelta(days=offset))]
    assert found == absent


@given(first=st.dates(date(1990, 1, 1), date(2060, 1, 1)), length=st.integers(0, 2000))
def test_months_touch_the_period_and_leave_none_out(first, length):
    last = first + timedelta(days=length)
    months = months_between(first, last)
    assert months[0] == first.replace(day=1) and months[-1] == last.replace(day=1)
    assert all(month.day == 1 for month in months) and len(set(months)) == len(months)
    assert len(months) == (last.year - first.year) * 12 + last.month - first.month + 1


def test_a_focus_keeps_its_order_and_names_what_is_unknown():
    known = frozenset({"J1", "J2", "J10", "J4", "CARE"})
    assert checked_focus(("J10", "J1", "J2", "J1", "CARE"), known) == ("J10", "J1", "J2", "CARE")
    with pytest.raises(UsageError, match="J9") as refused:
        checked_focus(("J1", "J2", "J4", "J9"), known)
    assert "CARE, J1, J2, J4, J10" in refused.value.next_step


@pytest.mark.idea("A25")
def test_false_alarms_have_a_cell_and_care_is_in_proportion():
    """Rejecting what was sound costs too; the map asks, and the framework says in proportion."""
    assert READINGS[("sound", "rejected")] == "Too little trust, or a fair choice at these stakes?"
    shipped = parse_framework(resource("frameworks", "judgment-1.toml").read_text("utf-8"))
    assert "in proportion" in shipped.competency("J5").definition


def test_readings_of_the_map_are_questions_or_words_never_grades():
    for (row, column), reading in READINGS.items():
        assert row in ROWS and column in COLUMNS and reading
        assert not any(character.isdigit() for character in reading)
    assert set(ROWS) == set(fields.CHOICES["soundness"])
    assert set(COLUMNS) == set(fields.CHOICES["response"]) - {"unknown"}

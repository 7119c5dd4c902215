"""The policy file of an organisation: what it may set, and every way it can be wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewapp.domain.errors import UsageError
from reviewapp.domain.policy import CONCERN_DAYS_LEAST, CONCERN_DAYS_MOST, Policy, parse_policy


def test_what_a_file_leaves_out_is_as_shipped():
    text = '\ufeff# agreed in spring\nbasis = "Works agreement"\nregion = "germany"\nconcern_days = 21\n'
    assert parse_policy(text) == Policy(region="germany", basis="Works agreement", concern_days=21)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "sets nothing"), ("# nothing\n", "sets nothing"), ("concern_days", "TOML"), ("a = " + "[" * 5000, "TOML"),
        ("concern_days = 0", "7 to 90"), ("concern_days = 6", "7 to 90"), ("concern_days = 91", "7 to 90"),
        ("concern_days = -14", "7 to 90"), ("concern_days = true", "whole number"), ("concern_days = 14.0", "whole number"),
        ('concern_days = "14"', "whole number"), ("concerndays = 14", "nothing a policy can set"),
        ("[concern_days]\nx = 1", "whole number"), ("basis = 3", "one line of text"), ('basis = "a\\nb"', "one line of text"),
        ('basis = "\\u202Eneddih"', "one line of text"), (f'basis = "{"x" * 401}"', "one line of text"),
        ("basis = 'a\ufffdb'", "one line of text"), ('region = "atlantis"', "no region"), ("x" * 30_000, "too long"),
        ("jot_days = 365", "30 to 90"), ('region = "elsewhere"', "no figure to start from"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_meant_says_so(text, says):
    with pytest.raises(UsageError) as refusal:
        parse_policy(text)
    assert says in str(refusal.value) and refusal.value.next_step.endswith((".", "?", "21"))


def test_a_misspelt_name_is_answered_with_the_right_one():
    with pytest.raises(UsageError) as refusal:
        parse_policy("concern_day = 21")
    assert "concern_days" in refusal.value.next_step


@given(days=st.integers())
def test_the_time_to_answer_is_never_taken_away(days):
    try:
        policy = parse_policy(f"concern_days = {days}")
    except UsageError:
        assert not CONCERN_DAYS_LEAST <= days <= CONCERN_DAYS_MOST
    else:
        assert policy.concern_days == days >= 7


@given(text=st.text(max_size=300))
def test_any_text_is_a_policy_or_one_sentence(text):
    try:
        assert parse_policy(text).checked()
    except UsageError as refusal:
        assert refusal.sentence and refusal.next_step

"""A new passphrase: too short is refused, weak is advised about, and length is what counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewapp.domain.errors import UsageError
from reviewapp.domain.passphrase import ADVISED, SHORTEST, advice, refuse_short


@pytest.mark.parametrize("passphrase", ["", "   ", "seven77", "      pad     ", "x"])
def test_fewer_than_eight_characters_are_refused_with_what_to_do(passphrase: str) -> None:
    with pytest.raises(UsageError) as refused:
        refuse_short(passphrase)
    assert refused.value.next_step and "{" not in str(refused.value)
    assert advice(passphrase) is None, "one sentence is enough"


@pytest.mark.parametrize(
    ("passphrase", "said"),
    [
        ("kq7#vVx2", "short"), ("fifteen letters", "short"), ("password1234567890123", "guessed first"),
        ("Password Password!", "guessed first"), ("aaaaaaaaaaaaaaaaaaaaaaaa", "repeats"), ("1212121212121212121", "repeats"),
    ],
)  # fmt: skip
def test_a_weak_one_is_taken_with_advice(passphrase: str, said: str) -> None:
    refuse_short(passphrase)
    assert said in str(advice(passphrase))


@pytest.mark.parametrize("passphrase", ["a sentence for tests", "correct horse battery", "密码是这个很长的句子里面的十六个字啊"])
def test_several_words_need_no_advice(passphrase: str) -> None:
    refuse_short(passphrase)
    assert advice(passphrase) is None


@given(st.text(max_size=80))
def test_no_text_makes_it_fail_and_the_two_never_both_speak(passphrase: str) -> None:
    try:
        refuse_short(passphrase)
    except UsageError:
        assert advice(passphrase) is None


def test_the_bounds_are_those_of_the_decision() -> None:
    assert (SHORTEST, ADVISED) == (8, 16)
    refuse_short("abcdefgh")
    assert advice("abcdefghijklmno") is not None and advice("abcdefghijklmnop") is None

"""The words two people compare."""

from __future__ import annotations

import pytest

from reviewapp.keys.check_phrase import LIST_LENGTH, check_phrase
from reviewapp.paths import resource
from tests.helpers.packets import RUTH, TOM


@pytest.fixture(scope="module")
def words():
    return resource("words", "en.txt").read_text("utf-8").split()


def test_the_list_is_the_one_it_says_it_is(words):
    assert len(words) == len(set(words)) == LIST_LENGTH and words == sorted(words)
    assert (words[0], words[-1]) == ("abandon", "zoo") and len({word[:4] for word in words}) == LIST_LENGTH
    assert "MIT License" in resource("words", "LICENSE.txt").read_text("utf-8")


def test_a_phrase_never_changes_between_versions(words):
    """People may have it on paper."""
    phrase = check_phrase(RUTH.card("").fingerprint, words)
    assert " ".join(phrase.words) == str(phrase) == "armor senior across siege inquiry"
    assert " ".join(phrase.digits) == "03057 14435 76161 85339"
    without = check_phrase(RUTH.card("").fingerprint)
    assert without.words == () and str(without) == " ".join(without.digits) and without.digits == phrase.digits


def test_other_keys_have_another_phrase(words):
    mine, his = check_phrase(RUTH.card("").fingerprint, words), check_phrase(TOM.card("").fingerprint, words)
    assert mine.words != his.words and mine.digits != his.digits
    for phrase in (mine, his):
        assert len(phrase.words) == 5 and set(phrase.words) <= set(words)
        assert len(phrase.digits) == 4 and all(len(group) == 5 and group.isdigit() for group in phrase.digits)


def test_a_list_of_another_length_would_be_another_phrase(words):
    with pytest.raises(ValueError, match="2048"):
        check_phrase(RUTH.card("").fingerprint, words[:-1])

"""The difference of two wordings gives both of them back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviewapp.domain.word_diff import ADDED, REMOVED, SAME, Piece, word_diff

TEXT = st.text(st.sampled_from("ab cé\n.,'王 "), max_size=60)


def test_a_changed_word_is_taken_out_and_put_in():
    assert word_diff("He sent it at noon.", "He sent it at nine.") == (
        Piece(SAME, "He sent it at "), Piece(REMOVED, "noon"), Piece(ADDED, "nine"), Piece(SAME, "."),
    )


def test_equal_and_empty_texts():
    assert word_diff("Same.", "Same.") == (Piece(SAME, "Same."),)
    assert word_diff("", "") == ()
    assert word_diff("", "New.") == (Piece(ADDED, "New."),)
    assert word_diff("Old.", "") == (Piece(REMOVED, "Old."),)


def test_very_long_texts_are_shown_whole():
    assert [piece.kind for piece in word_diff("a " * 9000, "b " * 9000)] == [REMOVED, ADDED]


@given(TEXT, TEXT)
def test_both_texts_can_be_read_from_it(before, after):
    pieces = word_diff(before, after)
    assert "".join(one.text for one in pieces if one.kind != ADDED) == before
    assert "".join(one.text for one in pieces if one.kind != REMOVED) == after

"""The recovery code: what a tired person copies from paper still opens the vault, and a slip is named."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewapp.domain.errors import VaultLocked
from reviewapp.keys import recovery


def test_a_code_is_nine_groups_of_four_and_reads_back():
    secret = recovery.new_secret()
    code = recovery.to_code(secret)
    assert re.fullmatch(r"([A-Z2-7]{4}-){8}[A-Z2-7]{4}", code)
    assert recovery.from_code(code) == secret


@given(st.binary(min_size=20, max_size=20))
@settings(max_examples=60, deadline=None)
def test_slips_that_eyes_make_are_forgiven(secret):
    """0 for O, 1 for I, 8 for B, 9 for G; any case, any spacing, hyphens or none."""
    code = recovery.to_code(secret)
    slipped = code.translate(str.maketrans({"O": "0", "I": "1", "B": "8", "G": "9"}))
    for typed in (slipped, code.lower(), slipped.lower(), code.replace("-", ""), code.replace("-", "  "),
                  f"\n {code}\t", code.replace("-", "–"), " ".join(code)):
        assert recovery.from_code(typed) == secret


@given(st.binary(min_size=20, max_size=20), st.integers(0, 35), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
@settings(max_examples=100, deadline=None)
def test_one_wrong_character_is_noticed(secret, place, character):
    plain = recovery.to_code(secret).replace("-", "")
    typed = plain[:place] + character + plain[place + 1 :]
    if typed == plain:
        assert recovery.from_code(typed) == secret
        return
    with pytest.raises(VaultLocked) as refused:
        recovery.from_code(typed)
    assert "slip" in refused.value.sentence and refused.value.next_step


@pytest.mark.parametrize(
    "typed",
    ["", "-", "ABCD", "ABCD-" * 8, "ABCD-" * 9 + "A", "Ä" * 36, "٣" * 36, "\ud800" * 36, "ß" * 18, "ﬀ" * 18, "A" * 100_000,
     "AAAA-" * 8 + "A\x00AA"],
)
def test_what_is_no_code_is_refused_in_a_sentence(typed):
    with pytest.raises(VaultLocked) as refused:
        recovery.from_code(typed)
    assert refused.value.sentence.endswith(".") and refused.value.next_step.endswith(".")


def test_two_groups_swapped_are_noticed():
    groups = recovery.to_code(bytes(range(20))).split("-")
    groups[2], groups[5] = groups[5], groups[2]
    with pytest.raises(VaultLocked, match="slip"):
        recovery.from_code("-".join(groups))

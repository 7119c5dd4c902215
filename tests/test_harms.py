"""Each of the 22 harms has a test that fails when its safeguard is gone, and the page names it."""

from __future__ import annotations

from tests.helpers.harms import HARMS, PAPER, ROOT, claimed, page


def test_every_harm_has_a_test_and_every_mark_is_one_of_them() -> None:
    assert len(HARMS) == 22
    assert set(claimed(ROOT / "tests")) == set(HARMS)


def test_the_page_says_what_the_marks_say() -> None:
    assert PAPER.read_text("utf-8") == page(), "run: make harms"

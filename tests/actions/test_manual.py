"""The manual as the program reads it: the papers of docs/, whole, as words without marks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reviewapp.actions.manual import PAPERS, section_with, sections
from reviewapp.paths import resource

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("paper", PAPERS)
def test_the_shipped_paper_is_the_one_in_docs(paper) -> None:
    assert resource("manual", f"{paper}.md").read_text("utf-8") == (DOCS / f"{paper}.md").read_text("utf-8")


@pytest.mark.parametrize("paper", PAPERS)
def test_every_heading_is_a_place_and_is_there_once(paper) -> None:
    written = re.sub(r"```.*?```", "", (DOCS / f"{paper}.md").read_text("utf-8"), flags=re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", written, flags=re.MULTILINE)
    assert [one for section in sections() if section.paper == paper for one in section.headings] == headings
    assert len(set(headings)) == len(headings)
    assert all(heading in section_with(heading, paper).headings for heading in headings)


def test_no_word_is_lost_and_no_mark_is_left() -> None:
    for paper in PAPERS:
        read = " ".join(block.text for section in sections() if section.paper == paper for block in section.blocks)
        written = (DOCS / f"{paper}.md").read_text("utf-8")
        written = re.sub(r"!\[[^\]]*\]\([^)]*\)|\]\([^)\s]*\)|^```\w*$", " ", written, flags=re.MULTILINE)
        words, lost = set(re.findall(r"\w+", read)), set(re.findall(r"\b[^\W\d]\w*", written))
        assert sorted(lost - words) == [], paper
    prose = [block for section in sections() for block in section.blocks if block.kind != "code"]
    assert not [block.text for block in prose if re.search(r"\*\*|\]\(|!\[|^#|```", block.text)]
    kinds = {run.kind for block in prose for run in block.runs}
    assert kinds == {"", "strong", "emphasis", "code"}


def test_lines_of_a_terminal_stay_lines() -> None:
    block = next(block for block in section_with("A concern is not a secret").blocks if block.kind == "code")
    assert block.text.splitlines()[0].startswith("basis = ") and block.text.splitlines()[-1] == "jot_days = 30"


def test_search_wants_every_word_whatever_its_case() -> None:
    assert section_with("Locking").holds("SLEEP clipboard") and not section_with("Locking").holds("sleep zebra")
    assert section_with("Locking").holds("")


def test_a_heading_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        section_with("No such heading")

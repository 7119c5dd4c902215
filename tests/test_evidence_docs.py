"""docs/evidence-check.md says what the rules do: it is made from them, and may not drift."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reviewapp.actions.evidence_guide import guide
from reviewapp.domain.evidence_quality import CHECK_IDS
from reviewapp.domain.finding import LABELS
from reviewapp.wording import load_checker
from tests.helpers.evidence_docs import DOCUMENT, ROOT, document

PAGE = document()


def test_the_page_is_what_the_rules_make():
    assert DOCUMENT.read_text("utf-8") == PAGE, "run: make evidence-docs"


def test_every_label_family_question_and_resolution_is_explained():
    for label in LABELS:
        assert guide().labels[label].meaning in PAGE
    for family in load_checker().families.values():
        assert family.title in PAGE and family.why in PAGE and family.ask in PAGE
    for check_id in CHECK_IDS:
        assert f"### {guide().checks[check_id].title}" in PAGE and guide().checks[check_id].settle in PAGE


def test_it_changes_with_the_rules(monkeypatch):
    """The page is not a copy kept beside the rules: another reason makes another page."""
    family = load_checker().families["prompts"]
    monkeypatch.setitem(load_checker().families, "prompts", type(family)(**{**vars(family), "why": "Another reason."}))
    assert "Another reason." in document() and document() != PAGE


@pytest.mark.parametrize("place", sorted(set(re.findall(r"\]\((?!#)([^)]+)\)", PAGE))))
def test_links_lead_to_files(place):
    assert (ROOT / "docs" / place).resolve().is_file()


def test_links_inside_lead_to_headings():
    headings = {
        re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-") for line in PAGE.splitlines() if line[:1] == "#"
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= headings


def test_it_can_be_found():
    for name in ("README.md", "docs/manual.md"):
        assert "evidence-check.md" in (Path(ROOT) / name).read_text("utf-8")

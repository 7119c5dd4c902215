"""docs/evidence-check.md says what the rules do: it is made from them, and may not drift."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reviewapp.actions.evidence_guide import guide
from reviewapp.domain.evidence_quality import CHECK_IDS
from reviewapp.domain.finding import LABELS
from reviewapp.wording import LANGUAGES, load_checker
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


class TestShown:
    """What the check is worth is measured and shown, misses included."""

    FIGURES = (ROOT / "docs" / "benchmarks.md").read_text("utf-8")

    @pytest.mark.parametrize("text_set", ["dev set, written by somebody else", "kept aside"])
    def test_every_label_and_language_that_is_aimed_at_has_its_figure(self, text_set):
        wanted = [("en", label) for label in LABELS] + [(language, "usage_metric") for language in LANGUAGES]
        for language, label in wanted:
            row = re.search(rf"^\| {text_set}, {language}, {label} \| P \d\.\d\d, R .*missed\) \|$", self.FIGURES, re.MULTILINE)
            assert row, (language, label)
        for language in LANGUAGES:
            assert re.search(rf"^\| {text_set}, {language}, clean notes left clean \| \d+ of \d+ \|$", self.FIGURES, re.MULTILINE)

    def test_how_long_it_takes_is_measured(self):
        for what in ("loading the checker, p50 and p95", "80 words of English, p50 and p95", "500 KB of English"):
            assert re.search(rf"^\| {what} \| [\d.]+ m?s", self.FIGURES, re.MULTILINE), what

    def test_the_five_hardest_misses_are_told_with_the_reason(self):
        told = self.FIGURES.partition("### The five hardest misses\n")[2].partition("\n#")[0]
        misses = re.findall(r"^(\d)\. \*(.+?)\*\s(.+?)(?=^\d\. |\Z)", told, re.MULTILINE | re.DOTALL)
        assert [number for number, _sentence, _why in misses] == ["1", "2", "3", "4", "5"]
        assert all(len(sentence) > 20 and len(why.split()) > 8 for _number, sentence, why in misses)

    @pytest.mark.parametrize("picture", ["hint", "hint-reasons", "capture-hint", "gate"])
    @pytest.mark.parametrize("look", ["light", "dark"])
    def test_hint_reasons_and_gate_are_pictured(self, picture, look):
        data = (ROOT / "docs" / "gallery" / f"{picture}-{look}-100-en.png").read_bytes()
        assert data.startswith(b"\x89PNG") and len(data) > 10_000

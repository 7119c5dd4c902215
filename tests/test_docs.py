"""The papers: every picture and every file they link to is there, and the benchmark of packets is part of the run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAPERS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("docs/*/*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def linked(paper: Path) -> list[Path]:
    """The files of this repository a paper links to."""
    text = re.sub(r"```.*?```|`[^`]*`", "", paper.read_text("utf-8"), flags=re.DOTALL)
    found = [target.partition("#")[0] for target in LINK.findall(text)]
    return [paper.parent / target for target in found if target and "://" not in target and not target.startswith("mailto:")]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))
def test_everything_a_paper_links_to_is_there(paper) -> None:
    missing = [str(path) for path in linked(paper) if not path.exists()]
    assert not missing


def test_links_are_seen_at_all() -> None:
    assert any(path.suffix == ".png" for path in linked(ROOT / "docs" / "manual.md"))
    assert len([path for path in linked(ROOT / "docs" / "two-sides" / "README.md") if path.suffix == ".png"]) > 10


def test_every_picture_of_the_gallery_in_a_paper_is_one_the_gallery_makes() -> None:
    """A picture left over from a screen that is gone would otherwise stay for ever."""
    used = {path.name for paper in PAPERS for path in linked(paper) if path.parent.name == "gallery"}
    assert used and all(re.fullmatch(r"[a-z-]+-(light|dark)-100-en\.png", name) for name in used)


def test_the_benchmark_of_packets_is_part_of_the_run_and_its_figures_stand_in_the_paper() -> None:
    assert 'pairs("packets.py")' in (ROOT / "tests" / "benchmarks" / "run.py").read_text("utf-8")
    figures = (ROOT / "docs" / "benchmarks.md").read_text("utf-8")
    assert "## Packets" in figures and "read and checked" in figures and "taken in, committed and flushed" in figures

"""The four one-page manuals: short, with pictures, linked from where one looks, and every command in them runs."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from reviewapp.cli import cli

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = ["for-managers.md", "for-employees.md", "for-hr.md", "for-works-councils.md"]
PAPERS = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])
DEMO = "reviewapp demo demo"
FENCE = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")


def prose(text: str) -> str:
    """The words one reads: without code blocks, pictures and the targets of links."""
    return re.sub(r"\]\([^)]*\)", "]", PICTURE.sub("", FENCE.sub("", text)))


def commands(text: str) -> list[str]:
    return [line for kind, block in FENCE.findall(text) if kind == "sh" for line in block.splitlines() if line.strip()]


def anchors(paper: Path) -> set[str]:
    """What a link may name in a paper, as the usual viewers of Markdown make it from its headings."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", paper.read_text("utf-8")), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", PAGES)
def test_a_manual_is_one_page_with_a_few_pictures(name: str) -> None:
    text = (DOCS / name).read_text("utf-8")
    assert 450 <= len(re.findall(r"\w[\w’'-]*", prose(text))) <= 700
    pictures = PICTURE.findall(text)
    assert 2 <= len(pictures) <= 4
    assert all(words and target.startswith("gallery/") and (DOCS / target).is_file() for words, target in pictures)
    assert text.startswith("# ") and "!" not in prose(text), "calm sentences"


@pytest.mark.parametrize("paper", [ROOT / "README.md", DOCS / "manual.md"], ids=lambda paper: paper.name)
def test_the_four_are_named_where_one_begins_to_read(paper: Path) -> None:
    text = paper.read_text("utf-8")
    assert all(f"({'docs/' if paper.parent == ROOT else ''}{name})" in text for name in PAGES)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))
def test_a_link_to_a_heading_finds_it(paper: Path) -> None:
    text = re.sub(r"`[^`]*`", "", FENCE.sub("", paper.read_text("utf-8")))
    for target in re.findall(r"\]\(([^)\s]*#[^)\s]*)\)", text):
        file, _, anchor = target.partition("#")
        if "://" not in target:
            assert anchor in anchors(paper.parent / file if file else paper), target


@pytest.mark.parametrize("name", [*PAGES, "manual.md"])
def test_every_command_that_is_named_is_one(name: str) -> None:
    named = re.findall(r"(?<!\./)\breviewapp ((?:[a-z][a-z-]+ ?)+)", "\n".join(re.findall(r"`([^`]+)`", (DOCS / name).read_text("utf-8"))))
    assert named
    for words in named:
        group: click.Command = cli
        first = words.split()[0]
        assert first in cli.commands, words
        group = cli.commands[first]
        if isinstance(group, click.Group) and len(words.split()) > 1:
            assert words.split()[1] in group.commands, words


def typed(lines: list[str], folder: Path) -> tuple[list[int], str, str]:
    """The lines in one shell, with the program first on the path; their exit codes, what was printed, what was said."""
    program = folder / "bin" / "reviewapp"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m reviewapp "$@"\n')
    program.chmod(0o755)
    script = "".join(f'{line}\nprintf "\\n::%s\\n" $? >&2\n' for line in lines)
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, "PATH": f"{program.parent}:/usr/bin:/bin", "PYTHONPATH": str(ROOT)},
    )
    return [int(code) for code in re.findall(r"^::(\d+)$", done.stderr, flags=re.MULTILINE)], done.stdout, done.stderr


@pytest.fixture(scope="module")
def made_demo(tmp_path_factory) -> Path:
    """What the line all four begin with makes, made once."""
    folder = tmp_path_factory.mktemp("demo")
    assert typed([DEMO], folder)[0] == [0]
    return folder / "demo"


@pytest.mark.parametrize("name", PAGES)
def test_every_line_of_a_terminal_does_what_the_page_says(name: str, tmp_path, made_demo) -> None:
    """One after the other, as somebody who reads the page types them; where a line does not end with 0, the page says so."""
    lines = commands((DOCS / name).read_text("utf-8"))
    assert lines and all(" reviewapp " in f" {line}" or line.startswith("export ") for line in lines)
    assert lines.count(DEMO) == 1
    copied = [f"cp -r {shlex.quote(str(made_demo))} demo" if line == DEMO else line for line in lines]
    codes, printed, said = typed(copied, tmp_path)
    assert codes == [int(ends[0]) if (ends := re.findall(r"# exit (\d)", line)) else 0 for line in lines], said
    assert "Traceback" not in said
    if name == "for-works-councils.md":
        assert "usage metric" in printed and (tmp_path / "Works-council-pack.pdf").read_bytes().startswith(b"%PDF")
        assert "was not shared" in said and "\n[]\n" in printed, "refused for its reason; nobody is found afterwards"
        assert "Receipt " in printed and any((tmp_path / "demo" / "about").glob("*.pdf"))
    if name == "for-hr.md":
        assert "holds  demo/Review_signed.pdf" in printed and "Nobody signed" in printed
        assert (tmp_path / "demo" / "checked.csv").is_file()

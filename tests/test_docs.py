"""The papers name only what there is: files, tests, make targets, commands and their options."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from reviewapp.cli import cli

ROOT = Path(__file__).resolve().parents[1]
PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "tests").rglob("*.md")])
ROOMS = ("", "reviewapp", "docs", "resources", "tests")


def spans(paper: Path) -> Iterator[str]:
    """What stands between backticks, and the lines of code blocks."""
    text = paper.read_text(encoding="utf-8")
    for block in re.findall(r"^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        yield from block.splitlines()
    yield from re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))


def command_of(words: list[str]) -> tuple[click.Command, list[str]] | None:
    """The command some words begin with, and the rest of them; None when there is no such command."""
    found: click.Command = cli
    while isinstance(found, click.Group):
        if not words or not re.fullmatch(r"[a-z][a-z-]+", words[0]):
            break
        if words[0] not in found.commands:
            return None
        found, words = found.commands[words[0]], words[1:]
    return found, words


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_and_test_a_paper_names_is_there(paper) -> None:
    missing = []
    for span in spans(paper):
        if re.fullmatch(r"\.{0,2}[\w-]+(/[\w.-]+)*/([\w.-]+\.(py|md|toml|sql|jsonl|html|txt|json))?", span):
            missing += [] if any((ROOT / room / span).exists() for room in ROOMS) else [span]
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    files = {path.stem for path in (ROOT / "tests").rglob("test_*.py")}
    for name in re.findall(r"\btest_[a-z0-9_]+", paper.read_text(encoding="utf-8")):
        missing += [] if name in files or f"def {name}(" in tests else [name]
    assert missing == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_paper_leads_somewhere(paper) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", paper.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (paper.parent / link).exists()] == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_a_paper_names_is_there_with_its_options(paper) -> None:
    wrong = []
    for span in spans(paper):
        for one in re.findall(r"(?:^|[\s$|])reviewapp ([^|>#]*)", span):
            words = re.sub(r"^(--vault \S+ )", "", one).split()
            found = command_of(words)
            if found is None:
                wrong.append(one)
                continue
            known = {"--help", "--vault", "--version", *(name for part in found[0].params for name in part.opts)}
            wrong += [f"{one}: {word}" for word in re.findall(r"(?<![\w-])--[a-z][a-z-]+", one) if word not in known]
    assert wrong == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_make_target_a_paper_names_is_there(paper) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {target for span in spans(paper) for target in re.findall(r"^(?:\$ )?make ([a-z-]+)", span.strip())}
    assert named <= targets


def test_the_commands_of_the_readme_do_what_it_says(command, tmp_path, monkeypatch) -> None:
    """The block for the command line, line by line, in a fresh place: it ends with the PDF."""
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    lines = next(block for block in blocks if "reviewapp init" in block).replace("\\\n", " ").splitlines()
    monkeypatch.chdir(tmp_path)
    for line in lines:
        first, *words = shlex.split(line)
        if first == "reviewapp":
            done = command(*words, vault=tmp_path / "vault")
            assert done.code == 0, f"{line}: {done.err}"
    assert [path.suffix for path in (tmp_path / "reviews").iterdir()] == [".pdf"]


def test_the_sentences_of_the_fault_table_are_those_of_the_program() -> None:
    said = []
    for path in (ROOT / "reviewapp").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                said.append(" ".join(re.sub(r"\{[^}]*\}", "…", node.value).split()))
    table = (ROOT / "docs/durability.md").read_text(encoding="utf-8").split("## Figures")[0]
    quoted = re.findall(r'"([^"\n]{20,})"', table)
    assert len(quoted) > 12
    for sentence in quoted:
        plain = sentence.replace("Read-only file system", "…")  # the reason is the system's
        for part in re.split(r" ?… ?:? ?|(?<=\.) ", plain):
            assert len(part) < 6 or any(part.strip() in one for one in said), sentence

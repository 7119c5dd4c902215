"""The manual as the program shows it: the papers of `docs/`, read into headings, paragraphs and lines.

Only as much of Markdown as they use is understood, and everything comes out as plain words with their kind: nothing of
it is ever handed to a renderer that could load a picture or follow an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reviewapp.paths import resource

MANUAL = "manual"
# The papers in the order of the table of contents; `resources/manual/` leads to them in a checkout.
PAPERS = (MANUAL, "for-managers", "for-employees", "for-hr", "for-works-councils")

_FENCE = "```"
_PICTURE = re.compile(r"^!\[[^\]]*\]\([^)]*\)\s*$")
_ITEM = re.compile(r"^(?:- |(\d+\. ))(.*)$")
_INLINE = re.compile(r"`([^`]+)`|\*\*(.+?)\*\*|\*(.+?)\*|\[([^\]]*)\]\([^)\s]+\)", re.DOTALL)


@dataclass(frozen=True)
class Run:
    """A few words of one kind: "" (as they are), strong, emphasis or code."""

    text: str
    kind: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph: ``kind`` is title, heading, text, item or code (intro for words of a screen's own).

    ``mark`` stands before an item.
    """

    kind: str
    runs: tuple[Run, ...]
    mark: str = ""

    @property
    def text(self) -> str:
        """The words without their kinds."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Section:
    """A part of the manual one reads at once: its first block is its title."""

    paper: str
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """What the table of contents calls it."""
        return self.blocks[0].text

    @property
    def headings(self) -> tuple[str, ...]:
        """Its title and the headings inside it: the places help can open."""
        return tuple(block.text for block in self.blocks if block.kind in {"title", "heading"})

    def holds(self, words: str) -> bool:
        """True when every one of the words stands in it, whatever their case."""
        said = "\n".join(block.text for block in self.blocks).casefold()
        return all(word in said for word in words.casefold().split())


@cache
def sections() -> tuple[Section, ...]:
    """The whole manual in reading order: its parts one by one, then the papers of one page each."""
    found = []
    for paper in PAPERS:
        blocks = list(_blocks(resource("manual", f"{paper}.md").read_text("utf-8")))
        if paper != MANUAL:
            # One page: what is a part of the manual is a heading inside it here.
            found.append(Section(paper, (blocks[0], *(_as_heading(block) for block in blocks[1:]))))
            continue
        begins = [at for at, block in enumerate(blocks) if block.kind == "title"]
        for start, end in zip(begins, [*begins[1:], len(blocks)], strict=True):
            found.append(Section(paper, tuple(blocks[start:end])))
    return tuple(found)


def section_with(heading: str, paper: str = MANUAL) -> Section:
    """The section a heading stands in. Raises KeyError for a heading the paper does not have."""
    for section in sections():
        if section.paper == paper and heading in section.headings:
            return section
    raise KeyError(f"{paper}: {heading}")


def _as_heading(block: Block) -> Block:
    return Block("heading", block.runs) if block.kind == "title" else block


def _blocks(text: str) -> Iterator[Block]:
    """The paragraphs of a paper. A part (``#`` and ``##``) begins with a title; pictures are left out."""
    waiting: list[str] = []
    code: list[str] = []
    mark, in_code = "", False

    def told() -> Iterator[Block]:
        if waiting:
            yield Block("item" if mark else "text", _runs(" ".join(waiting)), mark)
            waiting.clear()
        if code:
            yield Block("code", (Run("\n".join(code), "code"),))
            code.clear()

    for line in text.splitlines():
        if line.startswith(_FENCE):
            yield from told()
            in_code = not in_code
        elif in_code or (line.startswith("    ") and not waiting and line.strip()):
            code.append(line if in_code else line[4:])
        elif not line.strip() or _PICTURE.match(line):
            yield from told()
            mark = ""
        elif line.startswith("#"):
            yield from told()
            level, _space, heading = line.partition(" ")
            yield Block("title" if len(level) < 3 else "heading", _runs(heading))
        elif item := _ITEM.match(line):
            yield from told()
            mark = item.group(1) or "•"
            waiting.append(item.group(2))
        else:
            waiting.append(line.strip())
    yield from told()


def _runs(text: str) -> tuple[Run, ...]:
    found, at = [], 0
    for match in _INLINE.finditer(text):
        if match.start() > at:
            found.append(Run(text[at : match.start()]))
        code, strong, emphasis, link = match.groups()
        for words, kind in ((code, "code"), (strong, "strong"), (emphasis, "emphasis"), (link, "")):
            if words is not None:
                found.append(Run(words if kind == "code" else words.replace("`", "").replace("*", ""), kind))
        at = match.end()
    return (*found, Run(text[at:])) if at < len(text) else tuple(found)

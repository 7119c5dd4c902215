"""What the parts of a document are, for readers that do not look at it: headings, paragraphs, lists, tables.

A tree in reading order (ISO 32000-1, 14.7 and 14.8; ISO 14289-1, PDF/UA). `blocks` grows it while it makes strips;
each strip that draws content names the node the content belongs to, and the surface notes where on the pages it
went. What names no node is decoration or a repetition, and is marked as such. `archive` writes the tree into the file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Tag: TypeAlias = Literal[
    "Document", "Sect", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "Figure", "Form",
]


@dataclass(frozen=True)
class Mark:
    """A piece of marked content: the page, counted from 0, and its number on that page (the MCID)."""

    page: int
    number: int


@dataclass(eq=False)
class Node:
    """One element. ``alt`` says in words what a picture shows, ``spoken`` what drawn lines stand for; ``scope`` is
    that of a table header; ``box`` is where a picture stands on its page: left, low, right, high in points.
    ``words`` is what was drawn in it, in the order of reading; ``turns`` where some of it runs from right to left, so
    that the letters stand in the file in the order in which they are seen. ``language`` is that of its words where it
    is known; elsewhere the words themselves are asked.
    """

    tag: Tag
    alt: str = ""
    spoken: str = ""
    scope: Literal["", "Column", "Row"] = ""
    box: tuple[float, float, float, float] | None = None
    kids: list[Node | Mark] = field(default_factory=list)
    words: str = ""
    turns: bool = False
    language: str = ""

    def add(
        self, tag: Tag, *, alt: str = "", spoken: str = "", scope: Literal["", "Column", "Row"] = "", language: str = ""
    ) -> Node:
        """A new element after those already here."""
        node = Node(tag, alt, spoken, scope, language=language)
        self.kids.append(node)
        return node

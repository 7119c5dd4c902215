"""The retranslation worksheet: the anchors of a framework without their names, in an order that betrays nothing.

People who know the work sort each sentence back to the competency and the anchor it came from; a sentence that lands
elsewhere says something other than was meant (domain.md B, after Smith & Kendall 1963). It tests the wording. Nothing
about whoever sorts is kept or counted.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from reviewapp.domain.framework import Framework


@dataclass(frozen=True)
class Statement:
    """One anchor's sentence under the number it has on the sheet, and where it came from."""

    number: int
    text: str
    competency_id: str
    anchor: str


@dataclass(frozen=True)
class Worksheet:
    """One framework version to be sorted back; ``made_on`` is the day the sheet was made."""

    framework: Framework
    statements: tuple[Statement, ...]
    made_on: date

    def number_of(self, competency_id: str, anchor: str) -> int:
        """Under which number an anchor stands; KeyError when it does not."""
        for one in self.statements:
            if (one.competency_id, one.anchor) == (competency_id, anchor):
                return one.number
        raise KeyError(competency_id, anchor)


def worksheet_of(framework: Framework, made_on: date) -> Worksheet:
    """The sheet. The order follows from the key, the version and the ids: every sheet of a version has the same."""
    found = [
        (_place(framework, one.id, anchor), text, one.id, anchor)
        for one in framework.competencies
        for anchor, text in one.anchors.items()
    ]
    return Worksheet(
        framework,
        tuple(Statement(number, *rest) for number, (_digest, *rest) in enumerate(sorted(found), start=1)),
        made_on,
    )


def _place(framework: Framework, competency_id: str, anchor: str) -> str:
    named = f"{framework.key}/{framework.version}/{competency_id}/{anchor}"
    return hashlib.sha256(named.encode("utf-8")).hexdigest()

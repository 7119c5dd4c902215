"""What the rules see of a text: the classes of its tokens, what each sentence holds, and what a line needs of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewapp.wording.pattern import Alphabet, pieces_of

_SHORT = 400  # tokens; beyond that looking at each sentence costs more than it spares


class Hit:
    """Tokens ``first`` to ``last`` (inclusive) that a line of a family describes."""

    __slots__ = ("family", "first", "last", "line")

    def __init__(self, family: str, first: int, last: int, line: str) -> None:
        self.family = family
        self.first = first
        self.last = last
        self.line = line


class Line:
    """One rule line; what it needs and its expression are worked out when they are first asked for."""

    __slots__ = ("expression", "near", "needs", "rarest", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.needs: list[int] | None = None  # sets of classes that a text must hold, the rarest first
        self.rarest = -1  # the first of the needs; most lines end at it
        self.near: list[int] | None = None  # what one sentence alone must hold, in this order
        self.expression: re.Pattern[str] | None = None

    @property
    def pieces(self) -> list[str]:
        """Its pieces. Raises PatternError when the line cannot be read."""
        return pieces_of(self.text)


def _all_of(masks: Sequence[int]) -> int:
    held = 0
    for one in masks:
        held |= one
    return held


def _holds_in_order(masks: Sequence[int], wanted: Sequence[int]) -> bool:
    """Whether tokens that share a bit with each of the wanted sets follow each other in that order."""
    place = 0
    for one in masks:
        if one & wanted[place]:
            place += 1
            if place == len(wanted):
                return True
    return False


class Masks:
    """The masks of a text as the lines see them: which are different, in what order, and sentence by sentence."""

    def __init__(self, masks: list[int], end: int, numbered: dict[int, int], held: int = 0) -> None:
        self.all = masks
        numbers: dict[int, int] = {}
        self.order = [numbers.setdefault(one, len(numbers)) for one in masks]
        self.distinct = list(numbers)
        # A mask is a very long number; a short one for each spares looking it up anew for every family.
        self.keys = [numbered.setdefault(one, len(numbered)) for one in self.distinct]
        self.held = held | _all_of(self.distinct)  # with the words that a run has swallowed
        self.sentences: list[tuple[int, list[int]]] = []
        if len(masks) <= _SHORT:
            first = 0
            for place, one in enumerate((*masks, end)):
                if one & end:
                    self.sentences.append((_all_of(masks[first : place + 1]), masks[first : place + 1]))
                    first = place + 1

    def holds(self, needed: Sequence[int]) -> bool:
        """Whether the text has a token for each of the sets."""
        held = self.held
        for need in needed:  # noqa: SIM110 - asked hundreds of times for a note; a generator takes thrice as long
            if not held & need:
                return False
        return True

    def holds_near(self, wanted: Sequence[int]) -> bool:
        """Whether one sentence has a token for each of the sets, in this order; True for a long text."""
        if not wanted or not self.sentences:
            return True
        last = wanted[-1]
        for held, tokens in self.sentences:  # noqa: SIM110 - as above
            if held & last and _holds_in_order(tokens, wanted):
                return True
        return False


class Family:
    """The lines of one name, the class that a run of them becomes, and the alphabet they share."""

    __slots__ = ("alphabet", "becomes", "lines", "name")

    def __init__(self, name: str, lines: list[Line], becomes: int) -> None:
        self.name = name
        self.lines = lines
        self.becomes = becomes
        self.alphabet: Alphabet | None = None

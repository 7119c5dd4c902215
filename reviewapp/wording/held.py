"""What the rules see of a text: the classes of its tokens, what each sentence holds, and what a line needs of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import reduce
from itertools import chain
from operator import itemgetter, or_

from reviewapp.wording.pattern import Alphabet, pieces_of, single_bits

_NOTHING: frozenset[int] = frozenset()
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
    """One rule line; what a sentence must hold for it and its expression are worked out when first asked for."""

    __slots__ = ("expression", "near", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.near: list[int] | None = None  # what one sentence alone must hold, in this order
        self.expression: re.Pattern[str] | None = None

    @property
    def pieces(self) -> list[str]:
        """Its pieces. Raises PatternError when the line cannot be read."""
        return pieces_of(self.text)


class Numbers:
    """Every mask met so far by a short number: a mask is a very long integer, and slow to look up again and again."""

    __slots__ = ("_of", "masks")

    def __init__(self) -> None:
        self.masks: list[int] = []
        self._of: dict[int, int] = {}

    def of(self, mask: int) -> int:
        """The number of a mask."""
        found = self._of.get(mask)
        if found is None:
            found = self._of[mask] = len(self.masks)
            self.masks.append(mask)
        return found


def _holds_in_order(masks: Sequence[int], wanted: Sequence[int]) -> bool:
    """Whether tokens that share a bit with each of the wanted sets follow each other in that order."""
    place = 0
    last = len(wanted) - 1
    need = wanted[0]
    for one in masks:
        if one & need:
            if place == last:
                return True
            place += 1
            need = wanted[place]
    return False


class Masks:
    """The masks of a text as the lines see them, by their numbers: what the whole holds, and sentence by sentence."""

    __slots__ = ("_distinct", "_end", "_pick", "_sentences", "_table", "all", "met", "numbers")

    def __init__(self, numbers: list[int], end: int, table: Numbers, needs: Needs, before: Masks | None = None) -> None:
        self.numbers = numbers
        self.all = list(map(table.masks.__getitem__, numbers))
        # What lines need and the text has, with the words that a run has swallowed since the masks ``before``.
        self._distinct = set(numbers)
        new = self._distinct if before is None else self._distinct - before._distinct
        met = _NOTHING if before is None else before.met
        self.met: frozenset[int] = met.union(*(needs.met_by(one, table.masks[one]) for one in new))
        self._end = end
        self._table = table
        self._pick = itemgetter(*numbers) if len(numbers) > 1 else None
        self._sentences: list[tuple[int, list[int]]] | None = None

    def spelled(self, alphabet: Alphabet) -> str:
        """One character of the alphabet for each token."""
        letters = alphabet.by_number
        try:
            if self._pick is not None:
                return "".join(self._pick(letters))
            return "".join(letters[one] for one in self.numbers)
        except KeyError:
            for one in set(self.numbers).difference(letters):
                alphabet.learn(one, self._table.masks[one])
            return self.spelled(alphabet)

    def holds_near(self, wanted: Sequence[int]) -> bool:
        """Whether one sentence has a token for each of the sets, in this order; True for a long text."""
        if not wanted or len(self.numbers) > _SHORT:
            return True
        if self._sentences is None:
            self._sentences = self._by_sentence()
        for held, tokens in self._sentences:
            for need in wanted:
                if not held & need:
                    break
            else:
                if len(wanted) == 1 or _holds_in_order(tokens, wanted):
                    return True
        return False

    def _by_sentence(self) -> list[tuple[int, list[int]]]:
        out = []
        first = 0
        end = self._end
        for place, one in enumerate((*self.all, end)):
            if one & end:
                tokens = self.all[first : place + 1]
                out.append((reduce(or_, tokens, 0), tokens))
                first = place + 1
        return out


class Needs:
    """The sets of classes that lines need, by short numbers, and which of them a token of some mask has.

    Asking small sets of numbers is many times faster than asking very long integers, line by line.
    """

    __slots__ = ("_having", "_met", "_of")

    def __init__(self) -> None:
        self._of: dict[int, int] = {}
        self._having: dict[int, list[int]] = {}  # a class bit: the sets that it is in
        self._met: dict[int, frozenset[int]] = {}  # the number of a mask: the sets that it shares a bit with

    def number(self, bits: int) -> int:
        """The number of a set of class bits. All sets must be known before `met_by` is first asked."""
        found = self._of.get(bits)
        if found is None:
            found = self._of[bits] = len(self._of)
            for one in single_bits(bits):
                self._having.setdefault(one, []).append(found)
        return found

    def met_by(self, number: int, mask: int) -> frozenset[int]:
        """The sets with which the mask of that number shares a bit."""
        found = self._met.get(number)
        if found is None:
            having = self._having
            found = self._met[number] = frozenset(chain(*(having.get(one, ()) for one in single_bits(mask))))
        return found


class Family:
    """The lines of one name, the class that a run of them becomes, and the alphabet they share."""

    __slots__ = ("_always", "_by_rarest", "_rarest", "alphabet", "becomes", "lines", "name")

    def __init__(self, name: str, lines: list[Line], becomes: int) -> None:
        self.name = name
        self.lines = lines
        self.becomes = becomes
        self.alphabet: Alphabet | None = None
        self._always: list[tuple[frozenset[int], Line]] = []
        self._by_rarest: dict[int, list[tuple[frozenset[int], Line]]] = {}
        self._rarest: frozenset[int] = frozenset()

    def prepare(self, needs_of: Callable[[Line], list[int]], needs: Needs) -> None:
        """Work out what each line needs of a text, the rarest first."""
        for line in self.lines:
            wanted = [needs.number(one) for one in needs_of(line)]
            lines = self._by_rarest.setdefault(wanted[0], []) if wanted else self._always
            lines.append((frozenset(wanted[1:]), line))
        self._rarest = frozenset(self._by_rarest)

    def having_a_chance(self, text: Masks) -> list[Line]:
        """The lines whose every need the text holds; those with the same rarest need are asked about it once."""
        met = text.met
        out = [line for others, line in self._always if others <= met] if self._always else []
        for rarest in self._rarest & met:
            for others, line in self._by_rarest[rarest]:
                if others <= met:
                    out.append(line)
        return out


def without_spoken_for(found: Sequence[Hit], clearing: Sequence[Hit]) -> list[Hit]:
    """No hit at all when a clearing run stands outside of the hits, that is, elsewhere in the text."""
    told = {place for hit in found for place in range(hit.first, hit.last + 1)}
    return [] if any(one.last not in told for one in clearing) else list(found)


def without_overlaps(found: Sequence[Hit], clearing: Sequence[Hit]) -> list[Hit]:
    """The hits that no clearing run touches."""
    spoken_for = {place for one in clearing for place in range(one.first, one.last + 1)}
    return [hit for hit in found if spoken_for.isdisjoint(range(hit.first, hit.last + 1))]

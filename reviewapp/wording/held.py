"""What the rules see of a text: the classes of its tokens, what each sentence holds, and what a line needs of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter

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


def _all_of(masks: Iterable[int]) -> int:
    held = 0
    for one in masks:
        held |= one
    return held


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

    __slots__ = ("_end", "_pick", "_sentences", "_table", "all", "held", "numbers")

    def __init__(self, numbers: list[int], end: int, table: Numbers, held: int = 0) -> None:
        self.numbers = numbers
        self.all = list(map(table.masks.__getitem__, numbers))
        # with the words that a run has swallowed
        self.held = held | _all_of(map(table.masks.__getitem__, set(numbers)))
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
                out.append((_all_of(tokens), tokens))
                first = place + 1
        return out


class Family:
    """The lines of one name, the class that a run of them becomes, and the alphabet they share."""

    __slots__ = ("_ready", "alphabet", "becomes", "lines", "name")

    def __init__(self, name: str, lines: list[Line], becomes: int) -> None:
        self.name = name
        self.lines = lines
        self.becomes = becomes
        self.alphabet: Alphabet | None = None
        self._ready: list[tuple[int, list[tuple[list[int], Line]]]] | None = None

    def having_a_chance(self, text: Masks, needs_of: Callable[[Line], list[int]]) -> list[Line]:
        """The lines whose every need the text holds; those with the same rarest need are asked about it once."""
        if self._ready is None:
            self._ready = self._by_rarest(needs_of)
        held = text.held
        out = []
        for rarest, lines in self._ready:
            if not held & rarest:
                continue
            for others, line in lines:
                for need in others:  # asked hundreds of times for a note; a call or a generator takes twice as long
                    if not held & need:
                        break
                else:
                    out.append(line)
        return out

    def _by_rarest(self, needs_of: Callable[[Line], list[int]]) -> list[tuple[int, list[tuple[list[int], Line]]]]:
        out: dict[int, list[tuple[list[int], Line]]] = {}
        for line in self.lines:
            needs = needs_of(line)
            out.setdefault(needs[0] if needs else -1, []).append((needs[1:], line))
        return list(out.items())

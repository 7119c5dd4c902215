"""Rules by parts: words of certain kinds that meet in one clause, in any order.

A line of ``[meet]`` names what must be there, such as an AI tool, an act of use and a frequency, each by another
token; after ``!`` what must not stand near, after ``~`` what must not stand between, after ``&`` what the text must
hold somewhere, and after ``!&`` what it must hold nowhere. It says with three words what lists of word orders never say
to the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from reviewapp.wording.held import Hit
from reviewapp.wording.pattern import PatternError, is_symbol, pieces_of, single_bits

REACH = 12  # tokens from the first thing found to any other; beyond that they are not about each other


class Meeting:
    """One line: the sets of class bits that must meet, the rarest first, and those that keep it silent."""

    __slots__ = ("anywhere", "asked", "barred", "between", "family", "nowhere", "silencing", "text", "wanted")

    def __init__(
        self,
        family: str,
        text: str,
        wanted: Sequence[int],
        barred: int,
        between: int,
        anywhere: Sequence[int],
        nowhere: int,
    ) -> None:
        self.family = family
        self.text = text
        self.wanted = tuple(wanted)
        self.asked = self.wanted  # in the order in which it is asked whether they are there at all
        self.barred = barred  # in the clause, or as a border of it
        self.between = between  # between the first and the last of the parts
        self.silencing = barred | between
        self.anywhere = tuple(anywhere)  # in the text
        self.nowhere = nowhere  # in the text


def read_meeting(family: str, line: str, bits_of: Callable[[str], int], rarity: Callable[[int], int]) -> Meeting:
    """The rule of one line. Raises PatternError for anything but names, ``( … | … )``, ``!``, ``~``, ``&``, ``!&``."""
    wanted: list[int] = []
    anywhere: list[int] = []
    barred = between = nowhere = 0
    negated, group = False, -1
    for piece in pieces_of(line):
        if piece == "(" and group < 0:
            group = 0
        elif piece == "!" and not negated and group < 0:
            negated = True
        elif piece == "|" and group > 0:
            continue
        elif piece == ")" and group > 0:
            wanted, barred = (wanted, barred | group) if negated else ([*wanted, group], barred)
            negated, group = False, -1
        elif piece[0] == "&" and group < 0:
            if negated:
                nowhere |= bits_of(piece[1:])
            else:
                anywhere.append(bits_of(piece[1:]))
            negated = False
        elif piece[0] == "~" and piece[1:] and group < 0 and not negated:
            between |= bits_of(piece[1:])
        elif not is_symbol(piece):
            raise PatternError(f"{line}: a meeting has names, alternatives, !, ~ and & only")
        elif group >= 0:
            group |= bits_of(piece)
        elif negated:
            barred |= bits_of(piece)
            negated = False
        else:
            wanted.append(bits_of(piece))
    if not wanted or negated or group >= 0:
        raise PatternError(f"{line}: a meeting needs something to meet, and every bracket closed")
    return Meeting(family, line, sorted(wanted, key=rarity), barred, between, anywhere, nowhere)


class Clauses:
    """The masks of a text, clause by clause. The runs of a role are looked for when a line first asks for it."""

    def __init__(self, masks: Sequence[int], border: int, runs: int, find: Callable[[int], Iterable[Hit]]) -> None:
        self.masks = list(masks)
        self.runs = runs
        self._find = find  # the runs of the role with that bit
        self._unseen = runs
        self._held: list[int] = []
        self._clause_of = [-1] * len(masks)
        self.bounds: list[tuple[int, int]] = []
        self.everything = 0
        self.show(border)
        first = 0
        for place, mask in enumerate((*self.masks, border)):
            if mask & border:
                if place > first:
                    self._add(first, place)
                first = place + 1

    def _add(self, first: int, after: int) -> None:
        """One more clause; the border tokens around it belong to none."""
        held = 0
        for mask in self.masks[first:after]:
            held |= mask
        self._clause_of[first:after] = [len(self.bounds)] * (after - first)
        self.bounds.append((first, after))
        self._held.append(held)
        self.everything |= held

    def show(self, bits: int) -> None:
        """Mark the runs of every role among these bits."""
        new = bits & self._unseen
        if not new:
            return
        self._unseen &= ~new
        for bit in single_bits(new):
            for hit in self._find(bit):
                for place in range(hit.first, hit.last + 1):
                    self.masks[place] |= bit
                    clause = self._clause_of[place]
                    if clause >= 0:
                        self._held[clause] |= bit
                        self.everything |= bit

    def with_all(self, needs: Sequence[int]) -> list[tuple[int, int]]:
        """The clauses that hold something of each set."""
        held = self._held
        found: Sequence[int] = range(len(held))
        for need in needs:
            if need & self._unseen:
                self.show(need)
            if not need & self.everything:
                return []
            found = [one for one in found if held[one] & need]
            if not found:
                return []
        return [self.bounds[one] for one in found]


def meetings(lines: Sequence[Meeting], clauses: Clauses) -> list[Hit]:
    """Every place where the parts of a line meet in one clause; a part that is one of the runs is marked whole."""
    out: list[Hit] = []
    for line in lines:
        if clauses.everything & line.nowhere:  # before the costlier questions
            continue
        places = clauses.with_all(line.asked)
        if not places:
            continue
        for need in line.anywhere:
            clauses.show(need)
        if any(not clauses.everything & need for need in line.anywhere):
            continue
        clauses.show(line.nowhere)
        if clauses.everything & line.nowhere:
            continue
        clauses.show(line.silencing)
        for first, after in places:
            hits = _meet(line, clauses.masks, first, after)
            out += [_whole(hit, clauses.masks, first, after, clauses.runs) for hit in hits]
    return out


def _meet(line: Meeting, masks: Sequence[int], first: int, after: int) -> Iterable[Hit]:
    """The hits of one line in one clause. Each place is looked at a bounded number of times."""
    done = first
    for anchor in range(first, after):
        if anchor < done or not masks[anchor] & line.wanted[0]:
            continue
        taken = [anchor]
        for need in line.wanted[1:]:
            found = _nearest(masks, need, anchor, max(first, done), after, taken)
            if found < 0:
                break
            taken.append(found)
        else:
            low, high = min(taken), max(taken)
            if line.between and any(mask & line.between for mask in masks[low:high]):
                continue
            around = masks[max(0, first - 1, low - REACH) : min(after, high + REACH) + 1]
            if not line.barred or not any(mask & line.barred for mask in around):
                yield Hit(line.family, low, high, line.text)
                done = high + 1


def _whole(hit: Hit, masks: Sequence[int], first: int, after: int, runs: int) -> Hit:
    """The hit with the runs of words at its two ends that it had only touched."""
    low, high = hit.first, hit.last
    while low > max(first, hit.first - REACH) and masks[low - 1] & masks[low] & runs:
        low -= 1
    while high + 1 < min(after, hit.last + REACH) and masks[high + 1] & masks[high] & runs:
        high += 1
    return Hit(hit.family, low, high, hit.line)


def _nearest(masks: Sequence[int], need: int, anchor: int, first: int, after: int, taken: Sequence[int]) -> int:
    """The nearest free token of a set within reach of the anchor, -1 when there is none."""
    for away in range(1, REACH + 1):
        for place in (anchor + away, anchor - away):
            if first <= place < after and masks[place] & need and place not in taken:
                return place
    return -1

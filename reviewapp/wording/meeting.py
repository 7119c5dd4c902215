"""Rules by parts: words of certain kinds that meet in one clause, in any order.

A line of ``[meet]`` names what must be there, such as an AI tool, an act of use and a frequency, each by another
token; after ``!`` what must not stand near, after ``~`` what must not stand between, and after ``&`` what the text
must hold somewhere. It says with three words what lists of word orders never say to the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from reviewapp.wording.held import Hit
from reviewapp.wording.pattern import PatternError, is_symbol, pieces_of

REACH = 12  # tokens from the first thing found to any other; beyond that they are not about each other


class Meeting:
    """One line: the sets of class bits that must meet, the rarest first, and those that keep it silent."""

    __slots__ = ("anywhere", "barred", "between", "family", "text", "wanted")

    def __init__(
        self, family: str, text: str, wanted: Sequence[int], barred: int, between: int, anywhere: Sequence[int]
    ) -> None:
        self.family = family
        self.text = text
        self.wanted = tuple(wanted)
        self.barred = barred  # in the clause, or as a border of it
        self.between = between  # between the first and the last of the parts
        self.anywhere = tuple(anywhere)  # in the text


def read_meeting(family: str, line: str, bits_of: Callable[[str], int], rarity: Callable[[int], int]) -> Meeting:
    """The rule of one line. Raises PatternError for anything but names, ``( … | … )``, ``!``, ``~`` and ``&``."""
    wanted: list[int] = []
    anywhere: list[int] = []
    barred = between = 0
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
        elif piece[0] == "&" and group < 0 and not negated:
            anywhere.append(bits_of(piece[1:]))
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
    return Meeting(family, line, sorted(wanted, key=rarity), barred, between, anywhere)


def clauses(masks: Sequence[int], border: int) -> list[tuple[int, int]]:
    """Where the clauses of a text begin and end; a border token belongs to none."""
    out = []
    first = 0
    for place, mask in enumerate(masks):
        if mask & border:
            if place > first:
                out.append((first, place))
            first = place + 1
    if len(masks) > first:
        out.append((first, len(masks)))
    return out


def meetings(lines: Sequence[Meeting], masks: Sequence[int], border: int, runs: int) -> list[Hit]:
    """Every place where the parts of a line meet in one clause; a part that is one of the ``runs`` is marked whole."""
    out: list[Hit] = []
    everything = 0
    parts = []
    for first, after in clauses(masks, border):
        held = 0
        for mask in masks[first:after]:
            held |= mask
        everything |= held
        parts.append((first, after, held))
    for line in lines:
        if any(not everything & need for need in (*line.wanted, *line.anywhere)):
            continue
        for first, after, held in parts:
            if all(held & need for need in line.wanted):
                out += [_whole(hit, masks, first, after, runs) for hit in _meet(line, masks, first, after)]
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

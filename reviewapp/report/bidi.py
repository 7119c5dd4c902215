"""Which way each letter runs: the Unicode Bidirectional Algorithm (UAX #9), with isolates and paired brackets.

`levels` gives every character of a paragraph its embedding level (even: left to right, odd: right to left);
`line_order` says, for the pieces of one line, in which order they stand from left to right. Rule L1
is left to whoever breaks the lines (`text`). The paragraph must hold no line feed.

Checked against Unicode's own BidiTest and BidiCharacterTest (tests/report/test_bidi.py).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

_DEEPEST = 125  # max_depth of UAX #9
_MOST_OPEN_BRACKETS = 63
_GOOD_PART = 0.4
_ISOLATES = frozenset({"LRI", "RLI", "FSI"})
_REMOVED = frozenset({"RLE", "LRE", "RLO", "LRO", "PDF", "BN"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"})
_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}  # numbers count as right-to-left where neutrals are resolved
# Anything that can turn a text: right-to-left letters and numbers, and the invisible controls of direction.
_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_TURNS = re.compile(f"[{_LETTERS}\u061c\u200f\u202a-\u202e\u2066-\u2069]")
_LETTERS_TURN = re.compile(f"[{_LETTERS}]")
# BidiBrackets.txt of Unicode 15: every opening bracket and, behind it, its closing one.
_PAIRS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽⸢⸣⸤⸥⸦⸧⸨⸩⹕⹖⹗⹘⹙⹚⹛⹜"
    "〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)
_ALSO_MIRRORED = "<>«»‹›≤≥≪≫"  # of BidiMirroring.txt, the signs that are no brackets and that people type
_MIRRORED = {
    ord(one): other for pairs in (_PAIRS, _ALSO_MIRRORED)
    for left, right in zip(pairs[::2], pairs[1::2], strict=True) for one, other in ((left, right), (right, left))
}
_CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}
_OPENING = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_CLOSING = frozenset(_OPENING.values())


def turns(text: str) -> bool:
    """False where a text in a left-to-right page has nothing that could run the other way."""
    return _TURNS.search(text) is not None


def has_right_to_left_letters(text: str) -> bool:
    """True where at least one visible character belongs to a script written from right to left."""
    found = _LETTERS_TURN.search(text)
    return found is not None and any(class_of(character) in {"R", "AL"} for character in text[found.start():])


def mostly_right_to_left(text: str) -> bool:
    """True where a good part of the letters, two in five, run from right to left."""
    strong = [class_of(character) for character in text if class_of(character) in {"L", "R", "AL"}]
    return sum(name != "L" for name in strong) >= _GOOD_PART * len(strong) > 0


def base_level(text: str, otherwise: int) -> int:
    """The level of a paragraph by its first strong character outside isolates (rules P2 and P3)."""
    return base_of([class_of(character) for character in text], otherwise)


def levels(text: str, base: int) -> list[int]:
    """The level of every character of a paragraph whose own level is ``base`` (0 or 1)."""
    return resolved([class_of(character) for character in text], base, _brackets(text))


def mirrored(text: str) -> str:
    """The text with the sign each bracket and quotation mark is drawn as where text runs right to left (rule L4)."""
    return text.translate(_MIRRORED)


def line_order(found: Sequence[int]) -> list[int]:
    """Rule L2: the places of these pieces from left to right, given the level of each in logical order."""
    order = list(range(len(found)))
    odd = [level for level in found if level % 2]
    if not odd:
        return order
    for level in range(max(found), min(odd) - 1, -1):
        start = 0
        while start < len(order):
            if found[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and found[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end
    return order


def resolved(classes: Sequence[str], base: int, brackets: Sequence[str] = ()) -> list[int]:
    """Rules X1 to I2 over bidirectional classes.

    ``brackets``, where given, holds for every character the bracket it is in canonical form, or "".
    """
    matching = _matching(classes)
    found, now = _explicit(classes, base, matching)
    kept = [at for at, name in enumerate(classes) if name not in _REMOVED]
    for sequence, sos, eos in _sequences(classes, list(found), kept, base, matching):
        _resolve_sequence(sequence, (classes, now, brackets), found, sos, eos)
    level = base
    for at, name in enumerate(classes):  # what rule X9 removes goes along with what stands before it
        if name in _REMOVED:
            found[at] = level
        level = found[at]
    return found


@lru_cache(maxsize=4096)
def class_of(character: str) -> str:
    """The bidirectional class of a character, such as "AL"; unassigned ones have that of their block."""
    name = unicodedata.bidirectional(character)
    if name:
        return name
    point = ord(character)  # not assigned in this Python's Unicode: the default of its block
    if 0x0600 <= point <= 0x07BF or 0x0860 <= point <= 0x08FF or 0xFB50 <= point <= 0xFDFF or 0xFE70 <= point <= 0xFEFF:
        return "AL"
    return "R" if _LETTERS_TURN.match(character) else "L"


def _brackets(text: str) -> list[str]:
    canonical = (_CANONICAL.get(character, character) for character in text)
    return [one if one in _OPENING or one in _CLOSING else "" for one in canonical]


def base_of(classes: Sequence[str], otherwise: int) -> int:
    """Rules P2 and P3 over bidirectional classes; ``otherwise`` where none is strong."""
    depth = 0
    for name in classes:
        if name in _ISOLATES:
            depth += 1
        elif name == "PDI":
            depth = max(0, depth - 1)
        elif not depth and name in {"L", "R", "AL"}:
            return 0 if name == "L" else 1
    return otherwise


def _matching(classes: Sequence[str]) -> dict[int, int]:
    """BD9: the place of the PDI that ends each isolate; isolates that are never ended are left out."""
    waiting: list[int] = []
    found: dict[int, int] = {}
    for at, name in enumerate(classes):
        if name in _ISOLATES:
            waiting.append(at)
        elif name == "PDI" and waiting:
            found[waiting.pop()] = at
    return found


def _explicit(classes: Sequence[str], base: int, matching: dict[int, int]) -> tuple[list[int], list[str]]:
    """Rules X1 to X8: levels by embeddings, overrides and isolates, and the classes overrides leave."""
    found, now = [base] * len(classes), list(classes)
    stack: list[tuple[int, str, bool]] = [(base, "", False)]  # level, override, is an isolate
    too_many_isolates = too_many_embeddings = open_isolates = 0
    for at, name in enumerate(classes):
        level, override, _isolate = stack[-1]
        if name in {"RLE", "LRE", "RLO", "LRO"}:
            new = _next_level(level, rtl=name[0] == "R")
            if new <= _DEEPEST and not too_many_isolates and not too_many_embeddings:
                stack.append((new, name[0] if name[2] == "O" else "", False))
            elif not too_many_isolates:
                too_many_embeddings += 1
        elif name in _ISOLATES:
            found[at], now[at] = level, override or name
            inner = classes[at + 1:matching.get(at, len(classes))] if name == "FSI" else ()
            new = _next_level(level, rtl=name == "RLI" or (name == "FSI" and base_of(inner, 0) == 1))
            if new <= _DEEPEST and not too_many_isolates and not too_many_embeddings:
                open_isolates += 1
                stack.append((new, "", True))
            else:
                too_many_isolates += 1
        elif name == "PDI":
            if too_many_isolates:
                too_many_isolates -= 1
            elif open_isolates:
                too_many_embeddings = 0
                while not stack.pop()[2]:
                    pass
                open_isolates -= 1
            found[at], now[at] = stack[-1][0], stack[-1][1] or name
        elif name == "PDF":
            if not too_many_isolates:
                if too_many_embeddings:
                    too_many_embeddings -= 1
                elif not stack[-1][2] and len(stack) > 1:
                    stack.pop()
        elif name == "B":
            found[at] = base
        elif name != "BN":
            found[at], now[at] = level, override or name
    return found, now


def _next_level(level: int, *, rtl: bool) -> int:
    return (level + 1) | 1 if rtl else (level + 2) & ~1


def _sequences(
    classes: Sequence[str], found: list[int], kept: list[int], base: int, matching: dict[int, int]
) -> Iterator[tuple[list[int], str, str]]:
    """Rule X10: the isolating run sequences with what stands, by direction, before and after each."""
    runs: list[list[int]] = []
    place: dict[int, int] = {}  # of a kept character among the kept ones
    for number, at in enumerate(kept):
        place[at] = number
        if runs and found[runs[-1][-1]] == found[at]:
            runs[-1].append(at)
        else:
            runs.append([at])
    starting = {run[0]: run for run in runs}
    ended = set(matching.values())
    for run in runs:
        if run[0] in ended and classes[run[0]] == "PDI":
            continue  # goes on with the sequence its isolate belongs to
        sequence = list(run)
        while classes[sequence[-1]] in _ISOLATES and sequence[-1] in matching:
            sequence.extend(starting[matching[sequence[-1]]])
        level = found[sequence[0]]
        before = place[sequence[0]] - 1
        after = place[sequence[-1]] + 1
        never_ended = classes[sequence[-1]] in _ISOLATES
        level_before = found[kept[before]] if before >= 0 else base
        level_after = found[kept[after]] if after < len(kept) and not never_ended else base
        yield sequence, "LR"[max(level, level_before) % 2], "LR"[max(level, level_after) % 2]


def _resolve_sequence(
    sequence: list[int], of: tuple[Sequence[str], list[str], Sequence[str]], found: list[int], sos: str, eos: str
) -> None:
    classes, now, brackets = of
    types = [now[at] for at in sequence]
    level = found[sequence[0]]
    embedding = "LR"[level % 2]
    if set(types) != {embedding}:  # nothing to resolve in most runs
        _weak(types, sos)
        if brackets and any(brackets[at] for at in sequence):
            _paired(types, sequence, (classes, brackets), embedding, sos)
        _neutral(types, embedding, sos, eos)
    for at, name in zip(sequence, types, strict=True):
        if level % 2:
            found[at] = level + (name != "R")
        elif name != "L":
            found[at] = level + (1 if name == "R" else 2)


def _weak(types: list[str], sos: str) -> None:
    """Rules W1 to W7, numbers and what belongs to them; rules with nothing to act on are passed over."""
    present = set(types)
    if "NSM" in present:
        before = sos
        for at, name in enumerate(types):
            if name == "NSM":
                types[at] = "ON" if before in _ISOLATES or before == "PDI" else before
            before = types[at]
        present = set(types)
    if "EN" in present:
        strong = sos
        for at, name in enumerate(types):
            if name in {"L", "R", "AL"}:
                strong = name
            elif name == "EN" and strong == "AL":
                types[at] = "AN"
    if "AL" in present:
        types[:] = ["R" if name == "AL" else name for name in types]
    if not present.isdisjoint({"ES", "CS", "ET"}):
        _beside_numbers(types)
    if "EN" in present:
        strong = sos
        for at, name in enumerate(types):
            if name in {"L", "R"}:
                strong = name
            elif name == "EN" and strong == "L":
                types[at] = "L"


def _beside_numbers(types: list[str]) -> None:
    """Rules W4 to W6: signs between and beside numbers belong to them; elsewhere they have no direction."""
    for at in range(1, len(types) - 1):
        name = types[at]
        if name in {"ES", "CS"}:
            left, right = types[at - 1], types[at + 1]
            if left == right and (left == "EN" or (left == "AN" and name == "CS")):
                types[at] = left
    at = 0
    while at < len(types):
        end = at
        while end < len(types) and types[end] == "ET":
            end += 1
        if end > at:
            beside = (at and types[at - 1] == "EN") or (end < len(types) and types[end] == "EN")
            types[at:end] = ["EN" if beside else "ON"] * (end - at)
        at = max(end, at + 1)
    types[:] = ["ON" if name in {"ES", "CS"} else name for name in types]


def _paired(
    types: list[str], sequence: list[int], of: tuple[Sequence[str], Sequence[str]], embedding: str, sos: str
) -> None:
    """Rule N0: both brackets of a pair run the way of what they enclose, or of what stands before them."""
    classes, brackets = of
    for opening, closing in _bracket_pairs(types, [brackets[at] for at in sequence]):
        inside = {_STRONG[name] for name in types[opening + 1:closing] if name in _STRONG}
        if not inside:
            continue
        way = embedding
        if embedding not in inside:
            context = next((_STRONG[types[at]] for at in range(opening - 1, -1, -1) if types[at] in _STRONG), sos)
            way = context if context != embedding else embedding
        for bracket in (opening, closing):
            types[bracket] = way
            for at in range(bracket + 1, len(types)):
                if classes[sequence[at]] != "NSM":
                    break
                types[at] = way


def _bracket_pairs(types: list[str], brackets: list[str]) -> list[tuple[int, int]]:
    """BD16: the places of opening and closing brackets that belong together."""
    waiting: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for at, bracket in enumerate(brackets):
        if not bracket or types[at] != "ON":
            continue
        if bracket in _OPENING:
            if len(waiting) == _MOST_OPEN_BRACKETS:
                return []
            waiting.append((_OPENING[bracket], at))
            continue
        for depth in range(len(waiting) - 1, -1, -1):
            if waiting[depth][0] == bracket:
                pairs.append((waiting[depth][1], at))
                del waiting[depth:]
                break
    return sorted(pairs)


def _neutral(types: list[str], embedding: str, sos: str, eos: str) -> None:
    """Rules N1 and N2: what has no direction takes that of both its neighbours, or of the run."""
    strong = [at for at, name in enumerate(types) if name not in _NEUTRAL]
    for before, after in pairwise((-1, *strong, len(types))):
        if after - before > 1:
            left = sos if before < 0 else _STRONG[types[before]]
            right = eos if after == len(types) else _STRONG[types[after]]
            types[before + 1:after] = [left if left == right else embedding] * (after - before - 1)

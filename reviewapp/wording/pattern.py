"""The notation of the written rules, and how a line of it becomes a bounded expression.

A line describes a run of tokens:

    hardly USE AI           lower case is a word itself, upper case a word class or a named part
    (a | an)  X?  X{0,3}    alternatives, optional, at least and at most
    _  !X  ^  $             any token of the sentence; not followed by X; start and end of a sentence
    &X                      the text holds X somewhere, in any order
    she [NUM PROMPTS]       brackets mark the piece that is reported (the whole run without them)

Every repeat has an upper bound and no token stands for more than one character, so the work for one
starting place is bounded and the whole is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

MOST_REPEATS = 12

_NOTATION = frozenset(["(", ")", "|", "[", "]", "?", "!", "^", "$", "_"])
_PIECE = re.compile(r"\{\d{1,2},\d{1,2}\}|[?()|\[\]!^$]|[^\s?()|\[\]!^${}]+")
_REPEAT = re.compile(r"\{(\d+),(\d+)\}")


class PatternError(ValueError):
    """A rule line that cannot be read; the message names the line and the reason."""


def pieces_of(line: str) -> list[str]:
    """The pieces of one rule line, without its comment."""
    bare = line.partition("#")[0]
    pieces = _PIECE.findall(bare)
    if sum(map(len, pieces)) != len("".join(bare.split())):
        raise PatternError(f"{bare.strip()}: a repeat is written {{0,3}}")
    return pieces


def all_pieces(lines: Iterable[str]) -> set[str]:
    """Every name, word and mark of some lines, in one go; `pieces_of` is stricter and tells which line is wrong."""
    text = _REPEAT.sub(" ", "\n".join(lines))
    for sign in _NOTATION:
        if sign != "_":
            text = text.replace(sign, " ")
    return set(text.split())


def lines_of(block: str) -> list[str]:
    """The rule lines or word lines of a block, without comments and blank lines."""
    return [bare for line in block.splitlines() if (bare := line.partition("#")[0].strip())]


def is_symbol(piece: str) -> bool:
    """True for a piece that stands for a token: a word, a class, a named part or a mark such as ``%``."""
    return piece not in _NOTATION and piece[0] not in "{&"


def expand(pieces: Sequence[str], macros: dict[str, list[str]], depth: int = 0) -> list[str]:
    """The pieces with named parts replaced by what they stand for, each in parentheses.

    Raises PatternError when parts refer to each other in a circle.
    """
    if depth > 12:
        raise PatternError("named parts refer to each other in a circle")
    out: list[str] = []
    for piece in pieces:
        if piece[0] == "&":
            continue
        if piece in macros:
            out += ["(", *expand(macros[piece], macros, depth + 1), ")"]
        else:
            out.append(piece)
    return out


def needs(pieces: Sequence[str], bits_of: Callable[[str], list[int]], rarity: Callable[[int], int]) -> list[int]:
    """What a text must hold for the line to match: sets of class bits, the rarest first.

    A text that shares no bit with one of the sets cannot match, and the line is not tried. ``bits_of`` gives
    the sets that a symbol needs itself, ``rarity`` how common the words of a set are.
    """
    found, _after = _needs_from(pieces, 0, bits_of, rarity)
    return sorted(set(found), key=rarity)


def needs_in_order(
    pieces: Sequence[str], bits_of: Callable[[str], list[int]], rarity: Callable[[int], int]
) -> list[int]:
    """One set of class bits for each token that a run must have, in the order of the tokens.

    Of a named part only the rarest set counts: its own order is not known here. Look-aheads take no token.
    """
    found, _after = _needs_from(pieces, 0, lambda symbol: bits_of(symbol)[:1], rarity)
    return found


def _needs_from(
    pieces: Sequence[str], place: int, bits_of: Callable[[str], list[int]], rarity: Callable[[int], int]
) -> tuple[list[int], int]:
    """The needs of a group that starts at ``place``, and where it ends."""
    alternatives: list[list[int]] = []
    here: list[int] = []
    negated = False
    while place < len(pieces) and pieces[place] != ")":
        piece = pieces[place]
        place += 1
        if piece == "|":
            alternatives.append(here)
            here = []
            continue
        if piece == "!":
            negated = True
            continue
        inner: list[int] = []
        if piece == "(":
            inner, place = _needs_from(pieces, place, bits_of, rarity)
            place += 1
        elif piece[0] == "&":
            here += bits_of(piece[1:])
            continue
        elif is_symbol(piece):
            inner = bits_of(piece)
        else:
            continue
        following = pieces[place] if place < len(pieces) else ""
        if not negated and following != "?" and not following.startswith("{0"):
            here += inner
        negated = False
    alternatives.append(here)
    if len(alternatives) == 1:
        return here, place
    if not all(alternatives):
        return [], place
    joined = 0
    for one in alternatives:
        joined |= one[0] if len(one) == 1 else min(one, key=rarity)
    return [joined], place


def may_hold(pieces: Iterable[str], bit_of: Callable[[str], int]) -> int:
    """Every class bit that an expanded part mentions."""
    bits = 0
    for piece in pieces:
        if is_symbol(piece):
            bits |= bit_of(piece)
    return bits


def single_bits(bits: int) -> Iterator[int]:
    """Each bit of a set on its own."""
    while bits:
        low = bits & -bits
        yield low
        bits ^= low


class Alphabet:
    """One character for each combination of the classes that a group of lines tells apart."""

    __slots__ = ("_counted", "_members", "by_number", "letters", "mask")

    def __init__(self, mask: int, letters: dict[int, str]) -> None:
        self.mask = mask
        self.letters = letters
        self.by_number: dict[int, str] = {}  # the letters of whole masks, by their numbers
        self._members: dict[int, list[str]] = {}
        self._counted = -1

    @classmethod
    def of(cls, mask: int, known: Iterable[int], capital: int, word: int) -> Alphabet:
        """The alphabet that tells apart the classes of ``mask`` among all ``known`` token masks.

        Any known ``word`` may be written with a ``capital``.
        """
        found = {one & (mask | word) for one in known} | {0}
        if mask & capital:
            found |= {one | capital for one in found if one & word}
        combinations = sorted({one & mask for one in found})
        return cls(mask, {one: chr(place + 1) for place, one in enumerate(combinations)})

    def learn(self, number: int, mask: int) -> None:
        """Give a mask, by its number, the letter of its combination; a new combination gets its own."""
        self.by_number[number] = self.letters.setdefault(mask & self.mask, chr(len(self.letters) + 1))

    def charset(self, bit: int) -> str:
        """The expression for one token of any class of ``bit``; it matches nothing when no word has one."""
        if self._counted != len(self.letters):
            self._members = {}
            self._counted = len(self.letters)
            for combination, letter in self.letters.items():
                for one in single_bits(combination):
                    self._members.setdefault(one, []).append(letter)
        members = self._members.get(bit)
        if members is None and bit & (bit - 1):
            members = self._members[bit] = list(
                {letter: None for one in single_bits(bit) for letter in self._members.get(one, ())}
            )
        return f"[{_ranges(members)}]" if members else "(?!)"

    def others(self, bit: int) -> str:
        """The expression for one token that is not of a class."""
        inside = self.charset(bit)
        return "[^" + inside[1:] if inside != "(?!)" else "."


def _merged(pieces: Sequence[str], bit_of: Callable[[str], int]) -> list[str | int]:
    """The pieces with neighbouring one-token alternatives put together as one set of bits.

    ``(the | a | most of)`` becomes a set of two words and one longer way; that compiles several times faster.
    """
    out: list[str | int] = []
    for piece in pieces:
        out.append(bit_of(piece) if is_symbol(piece) else piece)
        if piece not in {")", "|"} or len(out) < 4:
            continue
        # ... one-token alternative just ended: join it with the one-token alternative before it
        if isinstance(out[-2], int) and out[-3] == "|" and isinstance(out[-4], int) and out[-5:-4] in (["("], ["|"]):
            out[-4:] = [out[-4] | out[-2], piece]
        if piece == ")" and isinstance(out[-2], int) and out[-3] == "(":
            out[-3:] = [out[-2]]
            # the group was an alternative of a group around it, which goes on
    return out


def _ranges(members: Sequence[str]) -> str:
    """The inside of a character set; neighbours stand as a range, which compiles faster."""
    places = sorted(map(ord, members))
    out: list[str] = []
    first = last = places[0]
    for place in (*places[1:], -1):
        if place == last + 1:
            last = place
            continue
        out.append(re.escape(chr(first)) if first == last else f"{re.escape(chr(first))}-{re.escape(chr(last))}")
        first = last = place
    return "".join(out)


def compile_line(pieces: Sequence[str], alphabet: Alphabet, bit_of: Callable[[str], int], end: int) -> re.Pattern[str]:
    """The expression of expanded pieces over the alphabet; group ``s`` is the marked piece.

    Raises PatternError for an unbounded or unreadable line.
    """
    out: list[str] = []
    charsets: dict[str | int, str] = {}
    ender = alphabet.charset(end)
    for piece in _merged(pieces, bit_of):
        if isinstance(piece, int):
            if piece not in charsets:
                charsets[piece] = alphabet.charset(piece)
            out.append(charsets[piece])
        elif piece == "_":
            out.append(alphabet.others(end))
        elif piece == "[":
            out.append("(?P<s>")
        elif piece in {"]", ")", "|", "?"}:
            out.append(")" if piece == "]" else piece)
        elif piece == "(":
            out.append("(?:")
        elif piece == "!":
            out.append("(?!")
            continue
        elif piece == "^":
            out.append(f"(?:(?<={ender})|\\A)" if ender != "(?!)" else "\\A")
        elif piece == "$":
            out.append(f"(?={ender}|\\Z)" if ender != "(?!)" else "\\Z")
        else:
            out.append(_bounded(piece))
    try:
        return re.compile(_close_lookaheads(out), re.DOTALL)
    except re.error as problem:
        raise PatternError(f"{' '.join(pieces)}: {problem}") from problem


def _bounded(piece: str) -> str:
    found = _REPEAT.fullmatch(piece)
    if found is None or int(found.group(2)) > MOST_REPEATS:
        raise PatternError(f"{piece}: repeats are bounded by {MOST_REPEATS}")
    return piece


def _close_lookaheads(parts: Sequence[str]) -> str:
    """Close each ``(?!`` after the one piece or group that follows it."""
    out: list[str] = []
    waiting: list[int] = []
    depth = 0
    for part in parts:
        out.append(part)
        if part == "(?!":
            waiting.append(depth)
            continue
        depth += (part in {"(?:", "(?P<s>"}) - (part == ")")
        while waiting and waiting[-1] == depth and part not in {"(?:", "(?P<s>"}:
            out.append(")")
            waiting.pop()
    return "".join(out)

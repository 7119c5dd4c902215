"""How many ways a rule line can be read: a line with too many would make the check slow, or hang it.

Every repeat is bounded, yet repeats inside repeats multiply: ``((WORD{0,12}){0,12}){0,12}`` has more ways than a
computer can try. The shipped lines are measured by tests; a line of an organisation is refused here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from reviewapp.paths import resource
from reviewapp.wording.lexicon import Lexicon, parsed
from reviewapp.wording.pattern import PatternError, expand, lines_of, pieces_of

# Trying all of them at one place of a text takes a small part of a second.
MOST_WAYS = 100_000
_REPEAT = re.compile(r"\{(\d+),(\d+)\}")
_NO_SYMBOL = frozenset(("[", "]", "!", "^", "$"))


def too_many_ways(data: Mapping[str, Any], *, language: str, tables: Iterable[str]) -> str:
    """The first line of a words file that can be read in too many ways, "" when none can.

    Raises PatternError for a line or a named part that cannot be read.
    """
    parts = _parts(data, language)
    for table in tables:
        for block in data.get(table, {}).values():
            for line in lines_of(block):
                if has_more_ways(expand(pieces_of(line), parts)):
                    return line
    return ""


def has_more_ways(pieces: list[str], than: int = MOST_WAYS) -> bool:
    """True when expanded pieces can be read in more ways; words that exclude each other count as one way."""
    found, after = _alternatives(pieces, 0)
    if after != len(pieces):
        raise PatternError("a bracket is closed that was not opened")
    return found > than


def _parts(data: Mapping[str, Any], language: str) -> dict[str, list[str]]:
    lexicon = Lexicon()
    for folder in ("common", language):
        for path in sorted(resource("wording", folder).glob("*.toml")):
            lexicon.add(parsed(path), path.name)
    lexicon.add(dict(data), "")
    return {
        name: pieces_of(lines[0] if len(lines) == 1 else "(" + ") | (".join(lines) + ")")
        for name, lines in lexicon.parts.items()
        if lines
    }


def _alternatives(pieces: list[str], place: int) -> tuple[int, int]:
    several, is_plain_word = 0, False
    while True:
        start = place
        found, place = _sequence(pieces, place)
        if place - start == 1:
            is_plain_word = True
        else:
            several += found
        if place < len(pieces) and pieces[place] == "|":
            place += 1
            continue
        return several + is_plain_word, place


def _sequence(pieces: list[str], place: int) -> tuple[int, int]:
    found = 1
    while place < len(pieces) and pieces[place] not in {"|", ")"}:
        piece = pieces[place]
        place += 1
        if piece in _NO_SYMBOL:
            continue
        one = 1
        if piece == "(":
            one, place = _alternatives(pieces, place)
            if place == len(pieces):
                raise PatternError("a bracket is not closed")
            place += 1
        if place < len(pieces) and pieces[place] == "?":
            one, place = one + 1, place + 1
        elif place < len(pieces) and (repeat := _REPEAT.fullmatch(pieces[place])):
            least, most = int(repeat[1]), int(repeat[2])
            one, place = sum(one**times for times in range(least, most + 1)), place + 1
        found *= one
    return found, place

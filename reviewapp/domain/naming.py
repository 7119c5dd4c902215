"""Where a text names somebody: the full name, other names they go by, and single parts of the name.

Found whatever the case and accents, at the end of a line, and with the endings of a genitive. A single part counts
only where it begins with a capital as in the name, so that "will" is not taken for Will; a part that somebody else
bears as well is left to be looked at, never guessed (PRODUCT.md, promise 8: only the one person goes).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

ERASED = "[erased]"
_SHORTEST_PART = 2
# Kept with its apostrophe; a bare ending belongs to the name ("Hesketh's", "Heskeths").
_ENDING = "(?:s(?!\\w))?"


def name_parts(names: Iterable[str]) -> frozenset[str]:
    """The single parts of names, folded: "Siân Evans" gives sian and evans; "van" or "de" are none."""
    found = set()
    for name in names:
        for part in re.split(r"[\s,]+", name):
            bare = part.strip(".,()")
            if len(bare) >= _SHORTEST_PART and not bare[:1].islower():
                found.add(_folded(bare)[0])
    return frozenset(found)


@dataclass(frozen=True)
class Naming:
    """The names of one person; ``shared`` are parts that somebody else bears too and that are therefore no proof."""

    names: tuple[str, ...]
    shared: frozenset[str] = frozenset()

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the text names the person: (start, end), in order, none within another."""
        folded, places = _folded(text)
        if not any(part in folded for part in self._needles):
            return []
        found: list[tuple[int, int]] = []
        for match in self._pattern.finditer(folded):
            start, end = places[match.start()], places[match.end()]
            if match.lastgroup == "part" and text[start].islower() and not self._small & {match.group()}:
                continue
            found.append((start, end))
        return found

    def without(self, text: str, instead: str = ERASED) -> str:
        """The text with every naming replaced."""
        spans = self.spans(text)
        if not spans:
            return text
        pieces, at = [], 0
        for start, end in spans:
            pieces += [text[at:start], instead]
            at = end
        # A name of several parts leaves one mark, also where it is written "Hesketh, Tom".
        joined = "".join((*pieces, text[at:]))
        return re.sub(f"{re.escape(instead)}(?:[,]? {re.escape(instead)})+", instead, joined)

    @cached_property
    def _full(self) -> tuple[str, ...]:
        wanted = {_folded(" ".join(name.split()))[0] for name in self.names if len(name.split()) > 1}
        return tuple(sorted(wanted, key=lambda name: (-len(name), name)))

    @cached_property
    def _parts(self) -> tuple[str, ...]:
        found = (name_parts(self.names) | self._single) - self.shared
        return tuple(sorted(found, key=lambda part: (-len(part), part)))

    @cached_property
    def _single(self) -> frozenset[str]:
        return frozenset(_folded(name.strip())[0] for name in self.names if len(name.split()) == 1)

    @cached_property
    def _small(self) -> frozenset[str]:
        """Nicknames that are written small: found as they are, there is no capital to ask for."""
        singles = (name.strip() for name in self.names if len(name.split()) == 1)
        return frozenset(_folded(name)[0] for name in singles if name[0].islower())

    @cached_property
    def _needles(self) -> tuple[str, ...]:
        return tuple({name.split()[0] for name in self._full} | set(self._parts))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        full = "|".join(_bounded(r"\s+".join(re.escape(word) for word in name.split())) for name in self._full)
        parts = "|".join(_bounded(re.escape(part)) for part in self._parts)
        groups = [f"(?P<{kind}>{body})" for kind, body in (("full", full), ("part", parts)) if body]
        return re.compile("|".join(groups) or r"(?!)")


def parts_of_others(own: Sequence[str], others: Iterable[str]) -> frozenset[str]:
    """The parts of somebody's names that others bear as well."""
    return name_parts(own) & name_parts(others)


def _bounded(body: str) -> str:
    # Scripts without word spaces, such as Chinese, have no word boundary to find.
    spaced = re.search(r"[\u0041-\u1fff]", body) is not None
    return rf"(?<!\w){body}{_ENDING}(?!\w)" if spaced else body


def _folded(text: str) -> tuple[str, list[int]]:
    """Lower case without accents, and for each character of it (and its end) the place in the text."""
    if text.isascii():
        return text.lower(), list(range(len(text) + 1))
    out: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        for one in unicodedata.normalize("NFKD", character.casefold()):
            if not unicodedata.combining(one):
                out.append(one)
                places.append(at)
    places.append(len(text))
    return "".join(out), places

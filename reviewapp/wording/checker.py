"""The wording check: a text and its language in, findings out. Pure, deterministic, explainable.

Every finding goes back to one written line of `resources/wording/`; nothing is learned and nothing is
remembered between two texts (promise 10).
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reviewapp.domain.finding import LABELS, RESOLUTIONS, Finding
from reviewapp.paths import resource
from reviewapp.wording.grammar import Grammar
from reviewapp.wording.identifiers import find_identifiers
from reviewapp.wording.language import LANGUAGES, language_of
from reviewapp.wording.lexicon import Lexicon, WordsFileError, parsed
from reviewapp.wording.pattern import PatternError
from reviewapp.wording.tokens import Token, tokenise


@dataclass(frozen=True)
class Family:
    """A family of rules as it is explained: its label, why, what to ask instead, how to settle it."""

    name: str
    label: str
    title: str
    why: str
    ask: str
    resolve: tuple[str, ...]


class Checker:
    """Checks texts with the shipped words and, when asked, those of the organisation."""

    def __init__(self, extra: tuple[tuple[str, dict[str, Any]], ...] = ()) -> None:
        self._extra = extra
        self._grammars: dict[str, Grammar] = {}
        self.families: dict[str, Family] = _families(parsed(resource("wording", "families.toml")), "families.toml")
        for name, data in extra:
            self.families |= _families(data, name)

    def with_words(self, path: Path) -> Checker:
        """A checker that also knows the words of one file (same format; ``language`` says for which).

        Raises WordsFileError when the file cannot be used; the shipped words stay in force then.
        """
        data = parsed(path)
        if data.get("language", "en") not in LANGUAGES:
            raise WordsFileError(f"{path.name}: language must be one of {', '.join(LANGUAGES)}")
        made = Checker((*self._extra, (path.name, data)))
        unknown = sorted(set(data.get("find", {})) - set(made.families))
        if unknown:
            raise WordsFileError(f"{path.name}: no family {unknown[0]!r}; describe it under [families]")
        try:
            made.grammar(data.get("language", "en")).compile_lines({*data.get("find", {}), *data.get("clear", {})})
        except PatternError as problem:
            raise WordsFileError(f"{path.name}: {problem}") from problem
        return made

    def grammar(self, language: str) -> Grammar:
        """The rules of one language, read when it is first met."""
        if language not in self._grammars:
            lexicon = Lexicon()
            for folder in ("common", language):
                for path in sorted(resource("wording", folder).glob("*.toml")):
                    lexicon.read(path)
            for name, data in self._extra:
                if data.get("language", "en") == language:
                    lexicon.add(data, name)
            self._grammars[language] = Grammar.of(lexicon)
        return self._grammars[language]

    def check(self, text: str, language: str | None = None) -> tuple[Finding, ...]:
        """All findings in the order of the text; an unknown language is detected anew."""
        tokens = tokenise(text)
        spoken = language if language in LANGUAGES else language_of(text, tokens)
        found = find_identifiers(text)
        covered = [(start, end) for start, end in found]
        runs = [("personal_data", start, end) for start, end in found]
        words = _without(tokens, covered)
        hits = self.grammar(spoken).hits(words)
        runs += [(hit.family, words[hit.first].start, words[hit.last].end) for hit in hits]
        return tuple(self._finding(text, *run) for run in self._chosen(runs))

    def _chosen(self, runs: Sequence[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
        """Of overlapping runs with one label the longest, then the first; all in text order."""
        kept: list[tuple[str, int, int]] = []
        taken: dict[str, list[tuple[int, int]]] = {}
        for run in sorted(set(runs), key=lambda one: (one[1] - one[2], one[1], one[0])):
            label = self.families[run[0]].label
            others = taken.setdefault(label, [])
            place = bisect.bisect(others, (run[1], run[2]))
            before_is_free = place == 0 or others[place - 1][1] <= run[1]
            if before_is_free and (place == len(others) or run[2] <= others[place][0]):
                others.insert(place, (run[1], run[2]))
                kept.append(run)
        return sorted(kept, key=lambda one: (one[1], one[2], LABELS.index(self.families[one[0]].label)))

    def _finding(self, text: str, name: str, start: int, end: int) -> Finding:
        family = self.families[name]
        return Finding(family.label, start, end, text[start:end], family.why, family.ask, family.resolve, name)


def _without(tokens: Sequence[Token], covered: Sequence[tuple[int, int]]) -> list[Token]:
    """The tokens outside identifiers: the digits of a card are no amount."""
    if not covered:
        return list(tokens)
    out: list[Token] = []
    place = 0
    for token in tokens:
        while place < len(covered) and covered[place][1] <= token.start:
            place += 1
        if place == len(covered) or token.end <= covered[place][0]:
            out.append(token)
    return out


def _families(data: dict[str, Any], file: str) -> dict[str, Family]:
    out = {}
    for name, one in data.get("families", {}).items():
        try:
            family = Family(name, one["label"], one["title"], one["why"], one["ask"], tuple(one["resolve"]))
        except KeyError as missing:
            raise WordsFileError(f"{file}: family {name} has no {missing}") from missing
        if family.label not in LABELS or not set(family.resolve) <= set(RESOLUTIONS):
            raise WordsFileError(f"{file}: family {name} has an unknown label or way to resolve")
        out[name] = family
    return out


@cache
def load_checker() -> Checker:
    """The checker with the shipped words, made once for each process."""
    checker = Checker()
    checker.grammar("en")
    return checker

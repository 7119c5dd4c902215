"""The wording check: a text and its language in, findings out. Pure, deterministic, explainable.

Every finding goes back to one written line of `resources/wording/`; nothing is learned and nothing is
remembered between two texts (promise 10).
"""

from __future__ import annotations

import bisect
import threading
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
from reviewapp.wording.plain import plain
from reviewapp.wording.tokens import END, MARK, NUMBER, Token, tokenise

# After these a sentence is not over, and these names start no sentence of their own, whatever the line breaks say.
_GOES_ON = frozenset(
    {"the", "a", "an", "of", "to", "in", "on", "for", "with", "at", "from", "by", "uses", "used", "opens", "hardly"}
    | {"barely", "rarely", "never", "always", "sent", "made", "his", "her"}
    | {"der", "die", "das", "den", "dem", "ein", "eine", "von", "mit", "im", "auf", "nutzt", "kaum", "nie"}
    | {"le", "la", "les", "l'", "un", "une", "des", "du", "de", "dans", "avec", "sur", "utilise"}
    | {"el", "los", "las", "una", "del", "con", "en", "usa"}
)
_NAMES = frozenset({"copilot", "chatgpt", "gemini", "claude", "ai", "ki", "ia", "prompts", "tokens", "perplexity"})


@dataclass(frozen=True)
class Family:
    """A family of rules as it is explained: its label, why, what to ask instead, how to settle it.

    One that is ``last`` speaks only where no other family of its label does, and once in a text.
    """

    name: str
    label: str
    title: str
    why: str
    ask: str
    resolve: tuple[str, ...]
    last: bool = False


class Checker:
    """Checks texts with the shipped words and, when asked, those of the organisation."""

    def __init__(self, extra: tuple[tuple[str, dict[str, Any]], ...] = ()) -> None:
        self._extra = extra
        # A check fills what the grammar has compiled and looked up so far, and the window and its worker share it.
        self._busy = threading.RLock()
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
        unknown = sorted({*data.get("find", {}), *data.get("meet", {})} - set(made.families))
        if unknown:
            raise WordsFileError(f"{path.name}: no family {unknown[0]!r}; describe it under [families]")
        try:
            made.grammar(data.get("language", "en")).compile_lines({*data.get("find", {}), *data.get("clear", {})})
        except PatternError as problem:
            raise WordsFileError(f"{path.name}: {problem}") from problem
        return made

    def grammar(self, language: str) -> Grammar:
        """The rules of one language, read when it is first met."""
        with self._busy:
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
        """All findings in the order of the text; an unknown language is detected anew. Safe to call from any thread."""
        with self._busy:
            return self._check(text, language)

    def _check(self, text: str, language: str | None) -> tuple[Finding, ...]:
        read = plain(text)
        tokens = tokenise(read.text)
        spoken = language if language in LANGUAGES else language_of(text, tokens)
        covered = find_identifiers(read.text)
        runs = [("personal_data", start, end) for start, end in covered]
        words = _without(tokens, covered)
        grammar = self.grammar(spoken)
        runs += [(hit.family, words[hit.first].start, words[hit.last].end) for hit in grammar.hits(words)]
        runs += self._across_breaks(grammar, words)
        return tuple(
            self._finding(text, name, read.start(start), read.end(end)) for name, start, end in self._chosen(runs)
        )

    def _across_breaks(self, grammar: Grammar, words: Sequence[Token]) -> list[tuple[str, int, int]]:
        """Usage that a line or paragraph break cuts in two: the text read once more without such breaks.

        Only runs that stand across a break count, and only those of usage, where a missed one would
        slip through the gate.
        """
        joined: list[Token] = []
        seams: list[int] = []
        for place, token in enumerate(words):
            if token.kind == END and token.norm == "\n" and _may_join(words, place):
                seams.append(len(joined))
            else:
                joined.append(token)
        if not seams:
            return []
        out = []
        for hit in grammar.hits(joined):
            seam = bisect.bisect_right(seams, hit.first)
            crosses = seam < len(seams) and seams[seam] <= hit.last
            if crosses and self.families[hit.family].label == "usage_metric":
                out.append((hit.family, joined[hit.first].start, joined[hit.last].end))
        return out

    def _chosen(self, runs: Sequence[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
        """Of overlapping runs of one label the longest, then the first, those of last families last; in text order."""
        kept: list[tuple[str, int, int]] = []
        taken: dict[str, list[tuple[int, int]]] = {}
        for run in sorted(set(runs), key=lambda one: (self.families[one[0]].last, one[1] - one[2], one[1], one[0])):
            label = self.families[run[0]].label
            others = taken.setdefault(label, [])
            if others and self.families[run[0]].last:
                continue
            place = bisect.bisect(others, (run[1], run[2]))
            before_is_free = place == 0 or others[place - 1][1] <= run[1]
            if before_is_free and (place == len(others) or run[2] <= others[place][0]):
                others.insert(place, (run[1], run[2]))
                kept.append(run)
        return sorted(kept, key=lambda one: (one[1], one[2], LABELS.index(self.families[one[0]].label)))

    def _finding(self, text: str, name: str, start: int, end: int) -> Finding:
        family = self.families[name]
        return Finding(family.label, start, end, text[start:end], family.why, family.ask, family.resolve, name)


def _may_join(words: Sequence[Token], place: int) -> bool:
    """Whether a phrase may go on after a break: in lower case, with a name, or after a number or a colon."""
    if not 0 < place < len(words) - 1:
        return False
    before, after = words[place - 1], words[place + 1]
    if after.kind == MARK or before.kind == END:
        return False
    return not after.capital or before.kind in {NUMBER, MARK} or before.norm in _GOES_ON or after.norm in _NAMES


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
            resolve, last = tuple(one["resolve"]), bool(one.get("last", False))
            family = Family(name, one["label"], one["title"], one["why"], one["ask"], resolve, last)
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

"""Phrases as written in a file, matched in a text: words, ``*``, ``…`` and ``#`` (`resources/quality`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_NUMBER = (
    r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|a dozen|twenty|thirty|forty|fifty|hundred|"
    r"zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|"
    r"dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)"
)
_GAP = r"(?:\s+[\w'’-]+){0,4}?"
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")


@dataclass(frozen=True)
class Phrases:
    """Phrases compiled into one expression; every repeat in it is bounded, so no text can hang it."""

    expression: re.Pattern[str]

    @classmethod
    def of(cls, lines: Iterable[str]) -> Phrases:
        """From lines of phrases; blank ones are left out. Without any phrase nothing is ever found."""
        wanted = sorted({line.strip() for line in lines if line.strip()}, key=lambda line: (-len(line), line))
        body = "|".join(_expression(line) for line in wanted) or "(?!)"
        return cls(re.compile(rf"(?<!\w)(?<!\w['’])(?:{body})(?!\w)", re.IGNORECASE))

    def first(self, text: str) -> str:
        """The first run of words that matches, "" when none does."""
        found = self.expression.search(text)
        return found.group() if found else ""

    def all(self, text: str) -> Iterator[str]:
        """Every run that matches, in order."""
        return (found.group() for found in self.expression.finditer(text))


def sentences_of(text: str) -> list[str]:
    """A text in sentences, roughly: at full stops, marks and line ends."""
    return [part for part in _SENTENCE_END.split(text) if part.strip()]


def sentence_places(text: str) -> list[tuple[int, int]]:
    """Where the sentences of `sentences_of` begin and end."""
    ends = [(found.start(), found.end()) for found in _SENTENCE_END.finditer(text)]
    begins = [0, *(after for _before, after in ends)]
    stops = [*(before for before, _after in ends), len(text)]
    return [(begin, stop) for begin, stop in zip(begins, stops, strict=True) if text[begin:stop].strip()]


def without_sentence(text: str, span: str) -> str:
    """The text without the first sentence, or run of sentences, that holds ``span``; as it is when none does."""
    at = text.find(span)
    if at < 0 or not span:
        return text
    held = [(begin, stop) for begin, stop in sentence_places(text) if begin < at + len(span) and stop > at]
    if not held:
        return text
    before, after = text[: held[0][0]], text[held[-1][1] :]
    # What stood between two sentences stands there once.
    return (before + after.lstrip()).strip() if before.strip() else after.strip()


def _expression(line: str) -> str:
    out = ""
    for word in line.split():
        if word == "…":
            out += _GAP
            continue
        piece = re.escape(word).replace("'", "['’]").replace(r"\*", r"\w{0,20}").replace(r"\#", _NUMBER)
        out += (r"\s+" if out else "") + piece
    return out

"""Reads the example files and counts what the checker makes of them.

`train` was used for tuning; `kept_aside` was written before the rules and not looked at while they were tuned.
`first_contact` holds numbered batches, each written and labelled before the rules met it, measured once, and then
studied, and `rounds` sentences that were written later, only to learn from; what each batch gave at its first
contact is in docs/benchmarks.md. `fresh_aside` was written beside the last of the rounds and has never been studied:
only its figures were seen. `exam`, `exam2`, `exam3` and `blind` are like a batch, in the form of `dev.jsonl`, which is a
labelled set by somebody else. `strangers` holds sets by as many other hands, each measured before it was read.
`aside_by_others` and `aside_of_equal_kinds` (the kinds of use in equal parts) are for counting only: nobody who changes rules
reads them. `kept_aside`, `fresh_aside` and the thirds of the
exams were aside until the sets of `strangers` came; since then a few of their sentences were seen.
"""

from __future__ import annotations

import json
import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reviewapp.domain.finding import LABELS
from reviewapp.wording import load_checker

HERE = Path(__file__).parent / "examples"
LETTERS = dict(zip("uvyahrsd", LABELS, strict=True))
_OPEN = re.compile(r"\{([uvyahrsd]):")


@dataclass(frozen=True)
class Example:
    language: str
    text: str
    spans: tuple[tuple[str, int, int], ...] = ()

    @property
    def labels(self) -> frozenset[str]:
        return frozenset(label for label, _start, _end in self.spans)


@dataclass
class Figures:
    right: Counter = field(default_factory=Counter)
    false: Counter = field(default_factory=Counter)
    missed: Counter = field(default_factory=Counter)
    overlapping: Counter = field(default_factory=Counter)
    clean: Counter = field(default_factory=Counter)
    left_clean: Counter = field(default_factory=Counter)

    def precision(self, key: tuple[str, str]) -> float:
        return self.right[key] / max(1, self.right[key] + self.false[key])

    def recall(self, key: tuple[str, str]) -> float:
        return self.right[key] / max(1, self.right[key] + self.missed[key])

    def f1(self, key: tuple[str, str]) -> float:
        p, r = self.precision(key), self.recall(key)
        return 2 * p * r / max(1e-9, p + r)

    def table(self) -> str:
        rows = [
            f"{language} {label:14} right {self.right[language, label]:4} false {self.false[language, label]:3} "
            f"missed {self.missed[language, label]:3}   P {self.precision((language, label)):.2f} "
            f"R {self.recall((language, label)):.2f} F1 {self.f1((language, label)):.2f} "
            f"spans that overlap by half {self.overlapping[language, label]}"
            for language, label in sorted({*self.right, *self.false, *self.missed})
        ]
        rows += [f"{one} clean texts left clean {self.left_clean[one]} of {self.clean[one]}" for one in self.clean]
        return "\n".join(rows)


def marked(language: str, line: str) -> Example:
    """``{u:94 prompts} in May`` as a text with its spans."""
    line = line.replace("\\n", "\n")
    text, spans, waiting, place = "", [], [], 0
    while place < len(line):
        found = _OPEN.match(line, place)
        if found:
            waiting.append((LETTERS[found.group(1)], len(text)))
            place = found.end()
        elif line[place] == "}" and waiting:
            label, start = waiting.pop()
            spans.append((label, start, len(text)))
            place += 1
        else:
            text += line[place]
            place += 1
    return Example(language, text, tuple(spans))


def folder(name: str) -> Iterator[Example]:
    for path in sorted((HERE / name).glob("*.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        yield from (marked(data["language"], line.strip()) for line in data["lines"].splitlines() if line.strip())


def exam(aside: bool | None = None, name: str = "exam") -> list[Example]:
    """A further exam, frozen before it was measured; ``aside`` picks the third that stayed aside for long.

    The split is by chance with a fixed seed, within each language.
    """
    out = []
    for path in sorted((HERE / name).glob("*.jsonl")):
        lines = path.read_text("utf-8").splitlines()
        kept = set(random.Random(f"{name} {path.stem}").sample(range(len(lines)), len(lines) // 3))
        out += [_labelled(line) for at, line in enumerate(lines) if aside is None or (at in kept) == aside]
    return out


def dev() -> Iterator[Example]:
    for line in (HERE / "dev.jsonl").read_text("utf-8").splitlines():
        yield _labelled(line)


def _labelled(line: str) -> Example:
    data = json.loads(line)
    places = ((label, data["text"].find(span), span) for label, span in data["span"].items())
    return Example(data["lang"], data["text"], tuple((label, at, at + len(span)) for label, at, span in places))


def figures(examples: Iterable[Example]) -> Figures:
    out = Figures()
    checker = load_checker()
    for example in examples:
        found = checker.check(example.text, example.language)
        labels = {one.label for one in found}
        out.clean[example.language] += not example.labels
        out.left_clean[example.language] += not example.labels and not labels
        for label in LABELS:
            key = (example.language, label)
            out.right[key] += label in labels and label in example.labels
            out.false[key] += label in labels and label not in example.labels
            out.missed[key] += label not in labels and label in example.labels
            if label in labels & example.labels:
                start, end = next((s, e) for one, s, e in example.spans if one == label)
                best = max(
                    (min(one.end, end) - max(one.start, start)) / (max(one.end, end) - min(one.start, start))
                    for one in found
                    if one.label == label
                )
                out.overlapping[key] += best >= 0.5
    for counter in (out.right, out.false, out.missed):
        for key in [key for key, value in counter.items() if not value]:
            del counter[key]
    return out

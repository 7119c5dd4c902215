"""What the evidence check looks for, as a screen shows it: labels, families of rules, questions, words by language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from reviewapp.domain.evidence_guide import EvidenceGuide, FamilyExample, LabelGuide, parse_guide
from reviewapp.domain.finding import LABELS
from reviewapp.i18n import in_document, language
from reviewapp.paths import resource
from reviewapp.wording import LANGUAGES, load_checker
from reviewapp.wording.checker import Family as RuleFamily
from reviewapp.wording.pattern import lines_of

__all__ = ["WORD_LANGUAGES", "LabelEntry", "RuleFamily", "WordGroup", "guide", "label_entries", "word_groups"]

_WRITTEN_IN = "en"


@dataclass(frozen=True)
class LabelEntry:
    """One label with its families, each with an example and a look-alike."""

    label: str
    guide: LabelGuide
    families: tuple[tuple[RuleFamily, FamilyExample], ...]


@dataclass(frozen=True)
class WordGroup:
    """The words of one shipped file: what it is about, and its classes of words by name."""

    file: str
    about: str
    classes: tuple[tuple[str, tuple[str, ...]], ...]


def guide() -> EvidenceGuide:
    """The plain words about the check: in the language of a document inside it, in English on the screen."""
    return _guide(language() if in_document() else _WRITTEN_IN)


def label_entries() -> tuple[LabelEntry, ...]:
    """Every label in the order in which they are explained."""
    families, said = load_checker().families.values(), guide()
    return tuple(
        LabelEntry(
            label, said.labels[label],
            tuple((one, said.families[one.name]) for one in families if one.label == label),
        )
        for label in LABELS
    )


@cache
def word_groups(spoken: str) -> tuple[WordGroup, ...]:
    """The shipped words of one language, file by file; ``common`` are those of every language."""
    found = []
    for path in sorted(resource("wording", spoken).glob("*.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        classes = tuple(
            (name, tuple(word for line in lines_of(block) for word in line.split()))
            for name, block in data.get("classes", {}).items()
        )
        if classes:
            found.append(WordGroup(f"{spoken}/{path.name}", str(data.get("about", path.stem)), classes))
    return tuple(found)


WORD_LANGUAGES: tuple[str, ...] = ("common", *LANGUAGES)


@cache
def _guide(spoken: str) -> EvidenceGuide:
    translated = resource("guide", spoken, "evidence.toml")
    path = translated if translated.is_file() else resource("guide", _WRITTEN_IN, "evidence.toml")
    return parse_guide(path.read_text("utf-8"))

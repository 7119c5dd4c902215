"""Word classes, named parts and rule lines of one language, read from commented TOML files.

A file may hold: ``mend`` (classes whose long words are looked up with one slip), ``[classes]`` (class =
words; ``+s`` adds the plural, ``+v`` the verb forms, ``*bot`` and ``bot*`` are endings and beginnings),
``[parts]`` (named pieces of rules), ``[chunks]``
(runs that count as one token of the class they name, made in their order; ``kept`` names the classes that the
last word hands on to its run), ``[clear]`` (other senses: what their brackets hold is plain from
then on) ``[find]`` (rule family = lines of `pattern`), ``[roles]`` and ``[meet]`` (kinds of words and runs, and
which of them say something when they meet in one clause, see `meeting`; the role BORDER parts
clauses; ``[means]`` says in words what they are),
``[unless]`` (a family is silent when one of its lines holds elsewhere in the text) and ``[except]`` (a family is
silent where one of its lines holds). Blocks are TOML literal strings.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reviewapp.wording.pattern import PatternError, lines_of
from reviewapp.wording.tokens import fold

_KEYS = frozenset(
    {"about", "language", "mend", "real_words", "kept", "classes", "parts", "chunks", "clear", "find", "unless"}
    | {"except", "families", "roles", "meet", "means"}
)


class WordsFileError(ValueError):
    """A words file that cannot be used; the message names the file and the reason."""


@dataclass
class Lexicon:
    """What the files of one language say, merged in the order in which they were read."""

    classes: dict[str, list[str]] = field(default_factory=dict)
    parts: dict[str, list[str]] = field(default_factory=dict)
    chunks: dict[str, list[str]] = field(default_factory=dict)
    clear: dict[str, list[str]] = field(default_factory=dict)
    find: dict[str, list[str]] = field(default_factory=dict)
    unless: dict[str, list[str]] = field(default_factory=dict)
    exceptions: dict[str, list[str]] = field(default_factory=dict)
    roles: dict[str, list[str]] = field(default_factory=dict)
    meet: dict[str, list[str]] = field(default_factory=dict)
    mend: list[str] = field(default_factory=list)
    real_words: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def read(self, path: Path) -> None:
        """Add one file. Raises WordsFileError when it is no TOML or has keys this version does not know."""
        self.add(parsed(path), str(path.name))

    def add(self, data: dict[str, Any], name: str) -> None:
        """Add the content of one file, already read."""
        unknown = set(data) - _KEYS
        if unknown:
            raise WordsFileError(f"{name}: unknown key {sorted(unknown)[0]!r}")
        try:
            for word_class, block in data.get("classes", {}).items():
                self.classes.setdefault(word_class, []).extend(
                    word for line in lines_of(block) for word in line.split()
                )
            for source in ("parts", "chunks", "clear", "find", "unless", "except", "roles", "meet"):
                target: dict[str, list[str]] = self.exceptions if source == "except" else getattr(self, source)
                for key, block in data.get(source, {}).items():
                    target.setdefault(key, []).extend(lines_of(block))
            self.kept += data.get("kept", "").split()
            self.mend += data.get("mend", "").split()
            self.real_words += [fold(word) for word in data.get("real_words", "").split()]
        except (AttributeError, PatternError) as problem:
            raise WordsFileError(f"{name}: every block must be a text ({problem})") from problem


def parsed(path: Path) -> dict[str, Any]:
    """The content of one words file. Raises WordsFileError when it cannot be read."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise WordsFileError(f"{path.name}: {problem}") from problem


@dataclass
class WordForms:
    """Words, endings and beginnings with the bits of their classes."""

    words: dict[str, int] = field(default_factory=dict)
    endings: list[tuple[str, int]] = field(default_factory=list)
    beginnings: list[tuple[str, int]] = field(default_factory=list)

    def add(self, entry: str, bits: int) -> None:
        """Add one entry of a class, in all its forms."""
        if entry.startswith("*"):
            self.endings.append((fold(entry[1:]), bits))
        elif entry.endswith("*"):
            self.beginnings.append((fold(entry[:-1]), bits))
        else:
            for form in forms_of(entry):
                self.words[form] = self.words.get(form, 0) | bits

    def add_all(self, entries: Iterable[str], bits: int) -> None:
        """Add the entries of a class; most are plain words, which take the short way."""
        words = self.words
        for entry in entries:
            if entry.isalpha() and entry.isascii() and entry.islower():
                words[entry] = words.get(entry, 0) | bits
            else:
                self.add(entry, bits)

    def bits_of(self, word: str) -> int:
        """The class bits of a folded word, 0 when no class holds it."""
        found = self.words.get(word)
        if found is not None:
            return found
        bits = 0
        for ending, more in self.endings:
            if word.endswith(ending) and len(word) > len(ending) + 1:
                bits |= more
        for beginning, more in self.beginnings:
            if word.startswith(beginning):
                bits |= more
        return bits


def forms_of(entry: str) -> Iterable[str]:
    """The forms of one entry: ``prompt+s`` is prompt, prompts; ``use+v`` is use, uses, used, using."""
    word, _, ending = entry.partition("+")
    if "ä" in word or "ö" in word or "ü" in word:
        spelled = word.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
        yield from forms_of(spelled + ("+" + ending if ending else ""))
    word = fold(word)
    yield word
    if ending == "s":
        yield _with_s(word)
    elif ending == "v":
        stem = word[:-1] if word.endswith("e") else word
        past = word[:-1] + "i" if word.endswith("y") and word[-2:-1] not in "aeiou" else stem
        yield _with_s(word)
        yield past + "ed"
        yield stem + "ing"
    elif ending == "vv":  # the last letter is doubled: tap, tapped, tapping
        yield _with_s(word)
        yield word + word[-1] + "ed"
        yield word + word[-1] + "ing"


def _with_s(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh", "z")) else "s")

"""The organisation's own words for the evidence check: brought in by file, kept in the vault, used everywhere.

A file can add words, names of tools and whole families of rules. It takes nothing away: what the shipped words
find stays found, so no file is a way round promise 1.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from reviewapp.actions.changes import Changes, changed
from reviewapp.actions.own_files import text_of
from reviewapp.actions.rule_cost import too_many_ways
from reviewapp.actions.text_check import findings_of
from reviewapp.domain.errors import NotFound, UsageError
from reviewapp.domain.finding import LABELS, Finding
from reviewapp.i18n import _
from reviewapp.vault import word_files
from reviewapp.vault.connection import Vault
from reviewapp.wording import LANGUAGES, Checker, WordsFileError, load_checker
from reviewapp.wording.lexicon import forms_of
from reviewapp.wording.pattern import PatternError, lines_of

_MAX_FILE_BYTES = 200_000
# What a file may hold: tables of texts, and single texts (`wording.lexicon`).
_TABLES = ("classes", "parts", "chunks", "clear", "find", "unless", "except", "roles", "meet")
_LINES = ("find", "clear", "chunks", "unless", "except", "roles")
_TEXTS = ("about", "language", "mend", "real_words", "kept")
_FAMILY_TEXTS = ("label", "title", "why", "ask")
# The classes that name AI products; a goal that sets an amount of one of them is a quota too.
_NAMES_OF_TOOLS = ("AIX", "TOOL")


@dataclass(frozen=True)
class OwnWords:
    """One file of the organisation as a screen shows it.

    ``words`` are the words it adds, by class; ``families`` (title, why, question) of rules of its own.
    """

    id: int
    name: str
    about: str
    language: str
    words: tuple[tuple[str, tuple[str, ...]], ...]
    families: tuple[tuple[str, str, str], ...]


class WordCheck:
    """The check with an organisation's words beside the shipped ones; without files it is the shipped check."""

    def __init__(self, files: Iterable[tuple[str, dict[str, Any]]] = ()) -> None:
        self._files = tuple(files)
        self._languages = {_language(data) for _name, data in self._files}
        self._own = Checker(self._files) if self._files else None

    @property
    def tool_names(self) -> tuple[str, ...]:
        """The organisation's names for AI tools, in their forms, for the checks that look for such names."""
        found: dict[str, None] = {}
        for _name, data in self._files:
            for word_class in _NAMES_OF_TOOLS:
                for entry in _words(data.get("classes", {}).get(word_class, "")):
                    found |= dict.fromkeys((entry.partition("+")[0], *forms_of(entry)))
        return tuple(found)

    def check(self, text: str, language: str | None = None) -> tuple[Finding, ...]:
        """All findings in the order of the text; where both find the same, the shipped words speak."""
        return findings_of(text, language, self._in_language)

    def _in_language(self, text: str, language: str) -> tuple[Finding, ...]:
        found = load_checker().check(text, language)
        if self._own is None or language not in self._languages:
            return found
        more = [one for one in self._own.check(text, language) if not any(_same_place(one, known) for known in found)]
        return tuple(sorted((*found, *more), key=lambda one: (one.start, one.end, LABELS.index(one.label))))

    def make_ready(self) -> WordCheck:
        """Read the words of each language now, so that no key waits for it; returns itself."""
        for language in self._languages:
            self.check("", language)
        return self


def check_of(vault: Vault) -> WordCheck:
    """The check with the words this vault holds. Raises UsageError when a file no longer fits the program."""
    return _check_of(tuple((one.name, one.source) for one in word_files.word_files(vault.connection)))


def check_with(vault: Vault, *, words: Path) -> WordCheck:
    """The check with the words this vault holds and those of a file that is only tried out.

    The file stands in the place of one of the same name. Raises UsageError when it cannot be used.
    """
    kept = [(one.name, one.source) for one in word_files.word_files(vault.connection) if one.name != words.name]
    return _check_of((*kept, (words.name, text_of(words, _MAX_FILE_BYTES))))


def import_words(vault: Vault, *, path: Path) -> Changes:
    """Add an organisation's file of words, or put it in the place of the earlier one of the same name.

    Raises UsageError when the file cannot be used; then nothing changes.
    """
    source = text_of(path, _MAX_FILE_BYTES)
    others = [one for one in word_files.word_files(vault.connection) if one.name != path.name]
    known = next((one for one in word_files.word_files(vault.connection) if one.name == path.name), None)
    if known is not None and known.source == source:
        return Changes(frozenset(), (known.id,))
    checked = [(one.name, _read(one.name, one.source)) for one in others]
    _refuse_useless(path.name, _read(path.name, source), checked)
    with vault.write() as transaction:
        file_id = word_files.keep_word_file(transaction, name=path.name, source=source)
        return changed(transaction, "import_words", "words", ids=(file_id,))


def remove_words(vault: Vault, *, word_file_id: int) -> Changes:
    """Take a file of words out of the vault. Raises NotFound when there is none with this id."""
    if word_files.word_file(vault.connection, word_file_id) is None:
        raise NotFound(_("There is no word list {id}.").format(id=word_file_id), _("See: reviewapp words list."))
    with vault.write() as transaction:
        word_files.remove_word_file(transaction, word_file_id)
        return changed(transaction, "remove_words", "words", ids=(word_file_id,))


def own_words(vault: Vault) -> list[OwnWords]:
    """The organisation's files in this vault, readable."""
    found = []
    for one in word_files.word_files(vault.connection):
        data = tomllib.loads(one.source)
        families = data.get("families", {})
        found.append(
            OwnWords(
                one.id, one.name, str(data.get("about", "")), _language(data),
                tuple((name, _words(block)) for name, block in data.get("classes", {}).items()),
                tuple((family["title"], family["why"], family["ask"]) for family in families.values()),
            )
        )
    return found


@lru_cache(maxsize=4)
def _check_of(files: tuple[tuple[str, str], ...]) -> WordCheck:
    checked: list[tuple[str, dict[str, Any]]] = []
    for name, source in files:
        data = _read(name, source)
        # A later program may know other classes than the one that took the file in.
        _refuse_useless(name, data, checked)
        checked.append((name, data))
    return WordCheck(checked)


def _read(name: str, source: str) -> dict[str, Any]:
    """The content of a file, with everything in it of the kind it must be."""
    try:
        data = tomllib.loads(source)
    except (ValueError, RecursionError) as error:
        raise _unusable(name, _("it is no TOML")) from error
    if not data:
        raise _unusable(name, _("it is empty"))
    for key in _TEXTS:
        if not isinstance(data.get(key, ""), str):
            raise _unusable(name, _("{key} must be a text").format(key=key))
    for key in _TABLES:
        table = data.get(key, {})
        if not isinstance(table, dict) or not all(isinstance(block, str) for block in table.values()):
            raise _unusable(name, _("{key} must be a table of texts").format(key=f"[{key}]"))
    families = data.get("families", {})
    if not isinstance(families, dict) or not all(_is_family(one) for one in families.values()):
        raise _unusable(name, _("a family needs a label, title, why, ask and resolve"))
    return data


def _is_family(one: object) -> bool:
    if not isinstance(one, dict) or not isinstance(one.get("resolve"), list):
        return False
    return all(isinstance(text, str) and text for text in (*(one.get(key) for key in _FAMILY_TEXTS), *one["resolve"]))


def _refuse_useless(name: str, data: Mapping[str, Any], others: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """Every line is compiled now: a fault is said here, and not while somebody types."""
    if data.get("language", "en") not in LANGUAGES:
        raise _unusable(name, _("language must be one of {choices}").format(choices=", ".join(LANGUAGES)))
    try:
        made = Checker((*others, (name, dict(data))))
        unknown = sorted({*data.get("find", {}), *data.get("meet", {})} - set(made.families))
        if unknown:
            raise _unusable(name, _("{family} is no family; describe it under [families]").format(family=unknown[0]))
        slow = too_many_ways(data, language=_language(data), tables=_LINES)
        if slow:
            raise _unusable(
                name, _("the rule {line} can be read in too many ways; repeat less in it").format(line=_short(slow))
            )
        made.grammar(_language(data)).compile_lines({line for key in _LINES for line in data.get(key, {})})
    except (WordsFileError, PatternError, RecursionError) as error:
        raise _unusable(name, str(error).removeprefix(f"{name}: ").rstrip(".")) from error


def _short(line: str) -> str:
    return line if len(line) <= 80 else f"{line[:79]}…"


def _unusable(name: str, reason: str) -> UsageError:
    return UsageError(
        _("The word list {name} cannot be used: {reason}.").format(name=name, reason=reason),
        _("Correct the file and add it again; the shipped words stay in force."),
    )


def _language(data: Mapping[str, Any]) -> str:
    return str(data.get("language", "en"))


def _words(block: str) -> tuple[str, ...]:
    return tuple(word for line in lines_of(block) for word in line.split())


def _same_place(one: Finding, other: Finding) -> bool:
    return one.label == other.label and one.start < other.end and other.start < one.end

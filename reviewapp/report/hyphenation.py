"""Where the letters of a word may be parted, by the patterns of the language a text is written in."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

_SHORTEST_PARTED = 7  # letters; a shorter word reads better whole
_SYLLABLE_LETTERS = 3  # letters that must stay on either side
# Scripts that show a hyphen where a word is parted; patterns exist for others, which break without a mark.
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = re.compile("[A-Za-zªº\u00c0-\u052f\u0531-\u0587\u10a0-\u10ff\u1c90-\u1cbf\u1e00-\u1fff]+")

# Small words that stand in one of these languages only. Other languages share too many of them to be told apart.
_SMALL_WORDS = {
    "en": frozenset(
        (
            "the", "and", "of", "with", "that", "which", "was", "were", "is",
            "are", "it", "this", "for", "by", "not", "had",
        )
    ),
    "de": frozenset(
        (
            "der", "das", "den", "dem", "und", "nicht", "mit", "ein", "eine",
            "wurde", "ist", "auf", "für", "sich", "von", "im",
        )
    ),
    "fr": frozenset(
        (
            "les", "des", "une", "est", "pas", "dans", "qui", "avec", "pour",
            "été", "aux", "du", "et", "elle", "il", "cette",
        )
    ),
    "es": frozenset(
        (
            "los", "las", "una", "con", "por", "para", "del", "fue", "como",
            "más", "muy", "su", "el", "ella", "y", "este",
        )
    ),
}
_LOOKED_AT = 80  # words
_LEAST_WORDS = 2


def language_of(text: str, otherwise: str) -> str:
    """The language a paragraph is parted in: what its small words say, else that of the document.

    Only told apart are the languages of the program; a document in another one keeps it throughout.
    """
    if otherwise.partition("-")[0] not in _SMALL_WORDS:
        return otherwise
    words = set(_WORD.findall(text.lower())[:_LOOKED_AT])
    found = sorted(((len(words & small), name) for name, small in _SMALL_WORDS.items()), reverse=True)
    (most, name), (second, _other) = found[:2]
    clear = most >= _LEAST_WORDS and most > 2 * second and not otherwise.startswith(name)
    return name if clear else otherwise


@lru_cache(maxsize=4096)
def hyphen_places(word: str, language: str) -> tuple[int, ...]:
    """The places in a word, last one first; empty for languages without patterns."""
    hyphenator = _hyphenator(language)
    if hyphenator is None:
        return ()
    places: list[int] = []
    for letters in _LETTERS.finditer(word):
        start, end = letters.span()
        if end - start < _SHORTEST_PARTED or len(letters.group().lower()) != end - start:
            continue  # too short, or letters whose small forms, which the patterns know, have other places
        places.extend(
            start + place
            for place in hyphenator.positions(letters.group())
            # Some languages change letters at the break; those places are left alone.
            if place.data is None and _SYLLABLE_LETTERS <= place <= end - start - _SYLLABLE_LETTERS
        )
    return tuple(sorted(places, reverse=True))


@cache
def _hyphenator(language: str) -> Any:
    import pyphen

    for name in (language.replace("-", "_"), language.replace("-", "_").partition("_")[0]):
        if name in pyphen.LANGUAGES:
            return pyphen.Pyphen(lang=name)
    return None

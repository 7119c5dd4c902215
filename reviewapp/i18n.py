"""Translations: what screens and the command line speak, what documents speak, and the paper people print on.

``_`` looks the sentence up at call time, so a language can be chosen at start. A document has a language of its own,
which is not that of the screen it is looked at on: inside `speaking`, ``_`` answers in it, in that thread and task
only. There are two catalogues for that reason: a screen of which only the sentences shared with documents were
translated would speak two languages at once. Two pseudo-languages find layouts and strings that will not survive
translation: ``xx-long`` (accents, brackets, about 40 % longer, as German is) and ``xx-rtl`` (the same, laid out right
to left); they stand in for English, in documents as well.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from reviewapp.paths import resource

PSEUDO = ("xx-long", "xx-rtl")
RTL = frozenset({"ar", "he", "fa", "ur", "xx-rtl"})
_ACCENTS = str.maketrans("aeiouyAEIOUYcnsz", "äéïöüýÄÉÏÖÜÝçñšž")

DOCUMENT_LANGUAGES = ("en", "de", "fr", "es")
# Those with a catalogue of their own; the sentences in the program are English.
TRANSLATED_LANGUAGES = DOCUMENT_LANGUAGES[1:]


@dataclass(frozen=True)
class _Voice:
    """A language and its sentences."""

    language: str
    translations: gettext.NullTranslations


_screen = _Voice("en", gettext.NullTranslations())
_document: ContextVar[_Voice | None] = ContextVar("the voice of the document that is being made", default=None)
_documents_in = "en"
PAPERS = ("a4", "letter")
# Where letters are written on Letter paper (Unicode CLDR, paperSize "US-Letter").
_LETTER_REGIONS = frozenset(
    {"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"}
)
_paper = "a4"


def use_language(language: str) -> None:
    """Choose the language of everything shown from now on; unknown ones fall back to English."""
    global _screen
    _screen = _Voice(language, gettext.NullTranslations() if language in PSEUDO else _catalogue("reviewapp", language))


def language() -> str:
    """The language in use: as chosen with `use_language`, or that of the document being made."""
    return _voice().language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything inside in the language of a document; English where documents have none of their own in it.

    What a screen says meanwhile, in another thread, stays as it is. Nothing may be yielded out of the block: what ran
    then would speak it as well. Refusals are for the screen and are raised before.
    """
    token = _document.set(_document_voice(language.partition("-")[0]))
    try:
        yield
    finally:
        _document.reset(token)


def in_document() -> bool:
    """True inside `speaking`; with `language` it tells apart what a cache of words has to keep apart."""
    return _document.get() is not None


def use_documents_in(language: str) -> None:
    """Choose the language of documents made from now on: one of `DOCUMENT_LANGUAGES`."""
    global _documents_in
    _documents_in = language


def document_language() -> str:
    """The language a new document is made in, as chosen with `use_documents_in`."""
    return _documents_in


def _document_voice(language: str) -> _Voice:
    if language in TRANSLATED_LANGUAGES:
        return _Voice(language, _catalogue("documents", language))
    return _screen if _screen.language in PSEUDO else _Voice("en", gettext.NullTranslations())


def _voice() -> _Voice:
    return _document.get() or _screen


def _catalogue(name: str, language: str) -> gettext.NullTranslations:
    return gettext.translation(name, localedir=str(resource("locale")), languages=[language], fallback=True)


def is_rtl() -> bool:
    """True when the language is written from right to left."""
    return language() in RTL


def system_language() -> str:
    """The two-letter language of the environment, ``en`` when it names none."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value and value not in {"C", "POSIX"} and not value.startswith("C."):
            return value.split(".")[0].split("_")[0]
    return "en"


def system_document_language() -> str:
    """The language of the environment when documents are written in it, else English."""
    system = system_language()
    return system if system in DOCUMENT_LANGUAGES else "en"


def use_paper(paper: str) -> None:
    """Choose the paper of everything printed from now on: one of `PAPERS`."""
    global _paper
    _paper = paper


def paper() -> str:
    """The paper in use, as chosen with `use_paper`."""
    return _paper


def system_paper() -> str:
    """The paper of the region the environment names, A4 when it names none."""
    for name in ("LC_ALL", "LC_PAPER", "LANG"):
        region = os.environ.get(name, "").split(".")[0].partition("_")[2]
        if region:
            return "letter" if region in _LETTER_REGIONS else "a4"
    return "a4"


def _(message: str) -> str:
    """The message in the chosen language."""
    voice = _voice()
    return _pseudo(message) if voice.language in PSEUDO else voice.translations.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The right plural form for ``n``; the caller fills ``{n}``."""
    voice = _voice()
    if voice.language in PSEUDO:
        return _pseudo(singular if n == 1 else plural)
    return voice.translations.ngettext(singular, plural, n)


def _pseudo(message: str) -> str:
    if not message.strip():
        return message
    out = []
    inside = 0
    for character in message:
        inside += (character == "{") - (character == "}")
        out.append(character if inside else character.translate(_ACCENTS))
    padding = "·" * max(1, round(len(message) * 0.4))
    # The mark makes the whole sentence count as right-to-left, as Arabic letters would.
    mark = "\u200f" if language() == "xx-rtl" else ""
    return f"{mark}[{''.join(out)}{padding}]"

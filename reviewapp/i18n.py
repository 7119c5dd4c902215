"""Translations: one gettext catalogue for screens, command line and PDFs; and the paper people print on.

``_`` looks the sentence up at call time, so a language can be chosen at start. Two pseudo-languages
find layouts and strings that will not survive translation: ``xx-long`` (accents, brackets, about
40 % longer, as German is) and ``xx-rtl`` (the same, laid out right to left).
"""

from __future__ import annotations

import gettext
import os

from reviewapp.paths import resource

PSEUDO = ("xx-long", "xx-rtl")
RTL = frozenset({"ar", "he", "fa", "ur", "xx-rtl"})
_ACCENTS = str.maketrans("aeiouyAEIOUYcnsz", "äéïöüýÄÉÏÖÜÝçñšž")

_translations: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"
PAPERS = ("a4", "letter")
# Where letters are written on Letter paper (Unicode CLDR, paperSize "US-Letter").
_LETTER_REGIONS = frozenset(
    {"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"}
)
_paper = "a4"


def use_language(language: str) -> None:
    """Choose the language of everything shown from now on; unknown ones fall back to English."""
    global _translations, _language
    _language = language
    if language in PSEUDO:
        _translations = gettext.NullTranslations()
        return
    _translations = gettext.translation(
        "reviewapp", localedir=str(resource("locale")), languages=[language], fallback=True
    )


def language() -> str:
    """The language in use, as chosen with `use_language`."""
    return _language


def is_rtl() -> bool:
    """True when the language is written from right to left."""
    return _language in RTL


def system_language() -> str:
    """The two-letter language of the environment, ``en`` when it names none."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value and value not in {"C", "POSIX"} and not value.startswith("C."):
            return value.split(".")[0].split("_")[0]
    return "en"


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
    return _pseudo(message) if _language in PSEUDO else _translations.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The right plural form for ``n``; the caller fills ``{n}``."""
    if _language in PSEUDO:
        return _pseudo(singular if n == 1 else plural)
    return _translations.ngettext(singular, plural, n)


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
    mark = "\u200f" if _language == "xx-rtl" else ""
    return f"{mark}[{''.join(out)}{padding}]"

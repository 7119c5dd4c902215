"""Which language a screen reader is told for words in another script than that of the document (ISO 14289-1, 7.2).

A script says which language it is only where no other language of today is written in it. Elsewhere the tag says the
script and leaves the language open (BCP 47, ``und``): whether Arabic letters are Persian nobody here can know.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache

from reviewapp.report.hyphenation import language_of
from reviewapp.report.itemise import script_of

_ONE_LANGUAGE = {
    "Armn": "hy", "Geor": "ka", "Grek": "el", "Gujr": "gu", "Guru": "pa", "Hang": "ko", "Hebr": "he", "Hira": "ja",
    "Kana": "ja", "Khmr": "km", "Knda": "kn", "Laoo": "lo", "Mlym": "ml", "Orya": "or", "Sinh": "si", "Taml": "ta",
    "Telu": "te", "Thai": "th",
}  # fmt: skip
_SEVERAL_LANGUAGES = {
    "Arab": "ar ckb fa ps sd ug ur", "Beng": "as bn", "Cyrl": "be bg kk ky mk mn ru sr tg uk", "Deva": "hi mr ne sa",
    "Ethi": "am ti", "Hebr": "yi", "Hani": "ja ko zh", "Bopo": "zh", "Mymr": "my shn",
}  # fmt: skip


def language_of_words(text: str, language: str) -> str:
    """The language to name for these words in a document in ``language``; "" where nothing has to be said."""
    own = _scripts(language)
    if text.isascii() and "Latn" in own:
        return ""
    return _tag(_first_script(text), own)


def paragraph_language(text: str, language: str) -> str:
    """The same for a whole paragraph: by the script of most of its letters, else by its small words."""
    own = _scripts(language)
    if not text.isascii() or "Latn" not in own:
        scripts = Counter(script_of(character) for character in text if character.isalpha())
        scripts.pop("", None)
        most = max(sorted(scripts), key=lambda script: scripts[script]) if scripts else ""
        if _tag(most, own):
            return _tag(most, own)
    said = language_of(text, language)
    return said if said != language else ""


def _tag(script: str, own: frozenset[str]) -> str:
    return "" if not script or script in own else _ONE_LANGUAGE.get(script, f"und-{script}")


@lru_cache(maxsize=8192)
def _first_script(text: str) -> str:
    return next((script for script in map(script_of, text) if script), "")


@cache
def _scripts(language: str) -> frozenset[str]:
    """The scripts a document in this language is written in, as BCP 47 says or as is usual."""
    first, *others = language.split("-")
    said = {one.title() for one in others if len(one) == 4 and one.isalpha()}
    usual = {script for script, one in _ONE_LANGUAGE.items() if one == first.lower()}
    usual |= {script for script, several in _SEVERAL_LANGUAGES.items() if first.lower() in several.split()}
    return frozenset(said or usual or {"Latn"})

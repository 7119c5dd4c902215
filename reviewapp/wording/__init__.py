"""The evidence check of wording: ``load_checker().check(text, language)`` gives the findings."""

from reviewapp.wording.checker import Checker, load_checker
from reviewapp.wording.language import LANGUAGES, detect_language
from reviewapp.wording.lexicon import WordsFileError

__all__ = ["LANGUAGES", "Checker", "WordsFileError", "detect_language", "load_checker"]

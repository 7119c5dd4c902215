"""What a document says of the framework it rests on: whether it was tested, and in which language it is written."""

from __future__ import annotations

from reviewapp.domain.framework import NOT_VALIDATED
from reviewapp.i18n import PSEUDO, _, language
from reviewapp.report.plain import one_line


def status_words(status: str) -> str:
    """Where its wording comes from and whether it was tested, as it says itself."""
    return one_line(status) if status not in ("", NOT_VALIDATED) else _("drafted by the authors, not validated")


def other_language(written_in: str) -> str:
    """That its texts are in another language than the document, as they were written; "" where they are not.

    A framework is not translated by the program: its words are what people were measured against, and what they say
    in another language is for its authors to decide.
    """
    spoken = "en" if language() in PSEUDO else language()
    if not written_in or written_in.partition("-")[0] == spoken:
        return ""
    return _("its texts are in {language}").format(language=_language_name(written_in, spoken))


def _language_name(code: str, spoken: str) -> str:
    """The name of a language in the language of the document, as CLDR has it; its code where it has none."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code, sep="-").get_display_name(spoken) or code
    except (UnknownLocaleError, ValueError):
        return code

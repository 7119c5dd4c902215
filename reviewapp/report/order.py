"""The order of names in a list, as the dictionaries of the language sort them."""

from __future__ import annotations

import unicodedata

from reviewapp.i18n import language

# Letters Unicode takes for letters of their own; where a list is sorted in these languages they stand with these.
_WITH = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l"})
_AFTER_N = "n\uffff"


def reading_order(text: str) -> tuple[str, str]:
    """A key to sort by: letters without their marks (DIN 5007-1; so in French), but ñ after n in Spanish."""
    plain = unicodedata.normalize("NFC", text.casefold())
    if language() == "es":
        plain = plain.replace("ñ", _AFTER_N)
    letters = unicodedata.normalize("NFD", plain.translate(_WITH))
    return "".join(one for one in letters if not unicodedata.combining(one)), plain

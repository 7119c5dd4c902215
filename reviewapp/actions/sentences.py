"""Errors and cautions of the rooms that may not translate, said in the chosen language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reviewapp.domain.errors import ReviewAppError, Template, Words
from reviewapp.i18n import _

# Everything a terminal may obey: C0 but tab and line break, DEL, C1, and the controls of the bidi algorithm.
DRIVING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def terminal_text(text: str) -> str:
    """A text without control characters but tab and line break: words from a file may not drive the terminal.

    Bidi overrides and isolates go as well: they would let a text turn round the line it stands in.
    """
    return DRIVING.sub("�", text)


def terminal_line(text: str) -> str:
    """The same on one line, for lists: a line break in a name must not look like the next row."""
    return terminal_text(" ".join(text.split()))


def in_words(error: ReviewAppError) -> tuple[str, str]:
    """What happened and what to do next, each in the chosen language."""
    return said(error.template, error.values), said(error.next_template, error.values)


def in_one_line(error: ReviewAppError) -> str:
    """Both sentences of an error, one after the other."""
    return " ".join(in_words(error)).strip()


def said(text: str, values: Mapping[str, object]) -> str:
    """A template translated, its places filled; any other text is in the chosen language already."""
    if not isinstance(text, Template):
        return text
    sentence = str(_(text))
    return sentence.format(**{name: _value(value) for name, value in values.items()}) if values else sentence


def _value(value: object) -> object:
    if isinstance(value, Words):
        return said(value.template, value.values)
    return said(value, {}) if isinstance(value, Template) else value

"""Errors and cautions of the rooms that may not translate, said in the chosen language."""

from __future__ import annotations

from collections.abc import Mapping

from reviewapp.domain.errors import ReviewAppError, Template, Words
from reviewapp.i18n import _


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

"""The evidence check of a text, as the screens ask for it."""

from __future__ import annotations

from reviewapp.domain.finding import Finding
from reviewapp.wording import load_checker


def findings_of(text: str, language: str | None = None) -> tuple[Finding, ...]:
    """What cannot stand as evidence in a text, in the order of the text."""
    return load_checker().check(text, language)

"""A label in front of the text it names."""

from __future__ import annotations

from reviewapp.i18n import _


def labelled(label: str) -> str:
    """The label with the mark it ends in: "Strength:", in French « Point fort : ». A question loses its marks."""
    return _("{label}:").format(label=label.strip("¿?:\u00a0 "))

"""Which choices a form offers for a field, and in which order they stand."""

from __future__ import annotations

from reviewapp.ui import words

# Not knowing is an answer like any other; it stands after those one can see, before "not recorded".
_LAST = ("unknown", "unclear", "not_recorded")


def offered(field: str) -> list[tuple[str, str]]:
    """(id, label) pairs of a field: what one can see first, not knowing after it."""
    pairs = words.choices(field)
    return sorted(pairs, key=lambda pair: _LAST.index(pair[0]) if pair[0] in _LAST else -1)

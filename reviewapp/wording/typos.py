"""One slip of the keyboard in a long AI or unit word: `chatgtp`, `licnece`, `sugestions`.

Only words that the lexicon marks are mended, and only by one letter left out, added, changed or
swapped with its neighbour: more would turn good words into bad ones.
"""

from __future__ import annotations

from collections.abc import Iterable

SHORTEST = 6


class Mender:
    """Known words by the forms they have with one letter left out (symmetric deletion)."""

    def __init__(self, words: Iterable[str], real_words: Iterable[str]) -> None:
        self._forms: dict[str, list[str]] = {}
        self._real = frozenset(real_words)
        for word in words:
            if len(word) >= SHORTEST:
                for form in _forms(word):
                    self._forms.setdefault(form, []).append(word)

    def mend(self, word: str) -> str | None:
        """The one known word that this is a slip of, or None."""
        if len(word) < SHORTEST - 1 or word in self._real:
            return None
        for form in _forms(word):
            for known in self._forms.get(form, ()):
                if is_one_slip(word, known):
                    return known
        return None


def _forms(word: str) -> list[str]:
    return [word, *(word[:place] + word[place + 1 :] for place in range(1, len(word)))]


def is_one_slip(word: str, known: str) -> bool:
    """True when one letter added, left out, changed or swapped turns one into the other."""
    if word == known:
        return True
    short, long = sorted((word, known), key=len)
    if len(long) - len(short) > 1:
        return False
    same = 0
    while same < len(short) and short[same] == long[same]:
        same += 1
    if len(short) != len(long):
        return short[same:] == long[same + 1 :]
    if short[same + 1 :] == long[same + 1 :]:
        return True
    swapped = short[same : same + 2][::-1] == long[same : same + 2]
    return swapped and short[same + 2 :] == long[same + 2 :]

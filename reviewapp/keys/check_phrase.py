"""The check phrase: what two people read to each other to know that they hold each other's true card.

scrypt makes it too costly to look for another key with the same phrase; 5 words of 2,048 are 55 bits, 4 groups
of 5 figures 66 bits (exchange.md 1.4). Figures serve people who share no list of words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LIST_LENGTH = 2048
_WORDS, _WORD_BITS = 5, 11
_GROUPS, _FIGURES = 4, 5
_N, _R, _P = 2**15, 8, 1


@dataclass(frozen=True)
class CheckPhrase:
    """``words`` is empty for a language without a list; ``digits`` are four groups of five and always there."""

    words: tuple[str, ...]
    digits: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join(self.words or self.digits)


def check_phrase(fingerprint: str, words: Sequence[str] = ()) -> CheckPhrase:
    """The phrase of a card's fingerprint (hex); takes about 0.1 s and 32 MiB.

    ``words`` is a list of 2,048, or empty. ValueError for a list of another length.
    """
    import hashlib

    if words and len(words) != LIST_LENGTH:
        raise ValueError(f"a word list has {LIST_LENGTH} words, not {len(words)}")
    stretched = hashlib.scrypt(
        bytes.fromhex(fingerprint), salt=b"reviewapp-check-phrase@1", n=_N, r=_R, p=_P, maxmem=2**26, dklen=32
    )
    # The words come from the first 55 bits, the figures from what is left: neither tells the other.
    bits = int.from_bytes(stretched[:7], "big") >> (56 - _WORDS * _WORD_BITS)
    number = int.from_bytes(stretched[7:], "big") % 10 ** (_GROUPS * _FIGURES)
    places = [bits >> (_WORD_BITS * (_WORDS - 1 - place)) & (LIST_LENGTH - 1) for place in range(_WORDS)]
    figures = f"{number:0{_GROUPS * _FIGURES}d}"
    return CheckPhrase(
        tuple(words[place] for place in places) if words else (),
        tuple(figures[start : start + _FIGURES] for start in range(0, len(figures), _FIGURES)),
    )

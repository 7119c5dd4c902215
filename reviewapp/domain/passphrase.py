"""How good a new passphrase is: its length counts, not its punctuation (NIST SP 800-63B, 5.1.1).

Asked when one is set, never when a vault is opened: an older, shorter one keeps opening its vault.
"""

from __future__ import annotations

import re
import unicodedata

from reviewapp.domain.errors import N_, Template, UsageError

SHORTEST = 8
ADVISED = 16
_FEW_CHARACTERS = 6

# What guessing starts with; a repeat of one, or one with digits around it, is the same guess.
_COMMON = (
    "password", "passphrase", "passwort", "motdepasse", "contrasena", "welcome", "willkommen", "letmein", "secret",
    "admin", "administrator", "login", "iloveyou", "sunshine", "princess", "football", "monkey", "dragon", "changeme",
    "qwerty", "qwertyuiop", "qwertz", "azerty", "asdfghjkl", "abc", "abcdefgh", "reviewapp", "review", "manager",
)
_ONLY_COMMON = re.compile(rf"(?:{'|'.join(sorted(_COMMON, key=len, reverse=True))})+")

_SHORT = N_("This passphrase is short; somebody with a copy of the vault could guess it.")
_GUESSED_FIRST = N_("This passphrase is one of those that are guessed first.")
_FEW = N_("This passphrase repeats a few characters, so it is easy to guess.")


def refuse_short(passphrase: str) -> None:
    """Raise UsageError for a new passphrase that is empty or has fewer than `SHORTEST` characters."""
    text = _counted(passphrase)
    if not text:
        raise UsageError(N_("A vault needs a passphrase."), N_("Choose a sentence of several words you will remember."))
    if len(text) < SHORTEST:
        raise UsageError(
            N_("This passphrase is too short to protect the vault."),
            N_("Use at least {shortest} characters; several words you will remember are best."),
            shortest=SHORTEST,
        )


def advice(passphrase: str) -> Template | None:
    """What to say of a new passphrase that is taken but weak: one sentence to translate, or None when it will do.

    It advises and never blocks. Nothing is said of one that `refuse_short` refuses.
    """
    text = _counted(passphrase)
    if len(text) < SHORTEST:
        return None
    letters = "".join(character for character in text.casefold() if character.isalpha())
    if _ONLY_COMMON.fullmatch(letters):
        return _GUESSED_FIRST
    if len(set(text.casefold())) < _FEW_CHARACTERS:
        return _FEW
    return _SHORT if len(text) < ADVISED else None


def _counted(passphrase: str) -> str:
    """The characters that protect, in the form the key is made from; blanks at the ends add nothing."""
    return unicodedata.normalize("NFKC", passphrase).strip()

"""The evidence check while somebody types: when it is ready, and how much of a long text it looks at."""

from __future__ import annotations

import re
from dataclasses import replace
from threading import Event, Thread
from typing import TYPE_CHECKING

from reviewapp.domain.finding import Finding

if TYPE_CHECKING:
    # The window is painted before the check's words are loaded.
    from reviewapp.actions.own_words import WordCheck
    from reviewapp.actions.text_check import TextCheck
    from reviewapp.actions.vaults import Vault
    from reviewapp.ui.hub import Hub

MOST_WORDS = 2_000
# The word lists of a language are read when it is first met; that is done aside, so that no key waits for it.
# A real sentence, since some of it is made ready with the first words that come.
_SENTENCES = {
    "en": "She used the assistant and always checked what it wrote.",
    "de": "Sie hat den Text immer geprüft und damit gearbeitet.",
    "fr": "Elle a toujours vérifié le texte avec soin.",
    "es": "Siempre revisó el texto con mucho cuidado.",
}
_WORD = re.compile(r"\S+")
_ready, _begun = Event(), Event()
# The check with the words of the organisation that the open vault holds; None while no vault is open.
_own: WordCheck | None = None


def is_ready() -> bool:
    """True when a text can be checked at once; else the words are being read from now on."""
    if not _begun.is_set():
        _begun.set()
        Thread(target=_read_words, name="evidence check", daemon=True).start()
    return _ready.is_set()


def findings_in(text: str, language: str | None = None) -> tuple[Finding, ...]:
    """The findings of a text, with their places in it; of a very long text those of its last paragraphs."""
    begin = last_part(text)
    found = _check()(text[begin:], language)
    return tuple(replace(one, start=one.start + begin, end=one.end + begin) for one in found) if begin else found


def holds_figure(text: str) -> bool:
    """True when a text, such as the reason of an answer, states a usage metric itself."""
    from reviewapp.actions.text_check import holds_figure as holds

    return holds(text, _check())


def language_of(text: str) -> str:
    """The language a text seems to be in."""
    from reviewapp.actions.text_check import recognised_language

    return recognised_language(text[last_part(text) :])


def languages() -> tuple[str, ...]:
    """The languages the check has words for."""
    from reviewapp.actions.text_check import offered_languages

    return offered_languages()


def use_words_of(hub: Hub) -> None:
    """A vault was opened, or the organisation's words in it were changed: check with them from now on."""
    hub.ask(_own_words, _use)


def use_shipped_words() -> None:
    """The vault was locked: its words are not used before it is opened again."""
    _use(None)


def last_part(text: str) -> int:
    """Where the part begins that is checked while typing: whole paragraphs, as long as one alone is not too much."""
    begins = [word.start() for word in _WORD.finditer(text)]
    if len(begins) < MOST_WORDS:
        return 0
    earliest = begins[-MOST_WORDS]
    paragraph = text.find("\n", earliest)
    return earliest if paragraph < 0 or not text[paragraph:].strip() else paragraph + 1


def _check() -> TextCheck:
    from reviewapp.actions.text_check import findings_of

    return _own.check if _own is not None else findings_of


def _own_words(vault: Vault) -> WordCheck | None:
    from reviewapp.actions.queries import has_own_words

    if not has_own_words(vault):
        return None  # and the check's words need not be loaded before somebody writes
    from reviewapp.actions.own_words import check_of

    return check_of(vault).make_ready()


def _use(check: WordCheck | None) -> None:
    global _own
    _own = check


def _read_words() -> None:
    from reviewapp.actions.text_check import findings_of

    for language, sentence in _SENTENCES.items():
        findings_of(sentence, language)
    _ready.set()

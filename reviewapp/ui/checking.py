"""The evidence check while somebody types: when it is ready, and how much of a long text it looks at."""

from __future__ import annotations

import re
from dataclasses import replace
from threading import Event, Thread

from reviewapp.domain.finding import Finding

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


def is_ready() -> bool:
    """True when a text can be checked at once; else the words are being read from now on."""
    if not _begun.is_set():
        _begun.set()
        Thread(target=_read_words, name="evidence check", daemon=True).start()
    return _ready.is_set()


def findings_in(text: str, language: str | None = None) -> tuple[Finding, ...]:
    """The findings of a text, with their places in it; of a very long text those of its last paragraphs."""
    from reviewapp.actions.text_check import findings_of

    begin = last_part(text)
    found = findings_of(text[begin:], language)
    return tuple(replace(one, start=one.start + begin, end=one.end + begin) for one in found) if begin else found


def holds_figure(text: str) -> bool:
    """True when a text, such as the reason of an answer, states a usage metric itself."""
    from reviewapp.actions.text_check import holds_figure as holds

    return holds(text)


def language_of(text: str) -> str:
    """The language a text seems to be in."""
    from reviewapp.actions.text_check import recognised_language

    return recognised_language(text[last_part(text) :])


def languages() -> tuple[str, ...]:
    """The languages the check has words for."""
    from reviewapp.actions.text_check import offered_languages

    return offered_languages()


def last_part(text: str) -> int:
    """Where the part begins that is checked while typing: whole paragraphs, as long as one alone is not too much."""
    begins = [word.start() for word in _WORD.finditer(text)]
    if len(begins) < MOST_WORDS:
        return 0
    earliest = begins[-MOST_WORDS]
    paragraph = text.find("\n", earliest)
    return earliest if paragraph < 0 or not text[paragraph:].strip() else paragraph + 1


def _read_words() -> None:
    from reviewapp.actions.text_check import findings_of

    for language, sentence in _SENTENCES.items():
        findings_of(sentence, language)
    _ready.set()

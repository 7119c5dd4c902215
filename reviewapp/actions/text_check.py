"""What the evidence check says about one text of the product: what is typed, kept or printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from reviewapp.domain.errors import UsageError
from reviewapp.domain.finding import Finding
from reviewapp.domain.phrases import sentence_places
from reviewapp.i18n import _
from reviewapp.report.plain import plain
from reviewapp.wording import LANGUAGES, detect_language, load_checker

# The findings of a text in one language, and in the one that is said (None: recognised).
WordsCheck = Callable[[str, str], tuple[Finding, ...]]
TextCheck = Callable[[str, str | None], tuple[Finding, ...]]

STOPPING = "usage_metric"
MAX_REASON = 500
_NO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d"))


def findings_of(text: str, language: str | None = None, words: WordsCheck | None = None) -> tuple[Finding, ...]:
    """What the check says about a text as it stands, for typing and for finishing: nothing is kept.

    ``words`` checks a text in one language, with the shipped words unless others are given. ``language`` is what
    its writer said, else it is recognised. A usage metric is looked for in the language of
    each sentence as well: neither a language chosen nor a beginning in another one is a way round promise 1.
    """
    check = words or load_checker().check
    spoken = language if language in LANGUAGES else detect_language(text)
    found = list(check(text, spoken))
    recognised = detect_language(text)
    parts = [(begin, text[begin:stop]) for begin, stop in sentence_places(text)]
    others = [(begin, part, detect_language(part)) for begin, part in parts]
    for begin, part, other in [(0, text, recognised), *others]:
        if other == spoken:
            continue
        for one in check(part, other):
            moved = replace(one, start=one.start + begin, end=one.end + begin)
            if one.label == STOPPING and not any(_overlap(moved, known) for known in found):
                found.append(moved)
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def refuse_usage_metric(texts: Iterable[str], check: TextCheck = findings_of) -> None:
    """UsageError when a text an organisation brings, and reviews print, holds a usage metric (PRODUCT.md, promise 1).

    Such a text cannot be settled in the review that prints it: it is everybody's.
    """
    for text in texts:
        for one in check(as_read(text), None):
            if one.label == STOPPING:
                span = " ".join(one.span.split())
                raise UsageError(
                    _("“{span}” is an amount of AI use, and reviews would print it.").format(span=span),
                    _("Say what is looked at in the work instead, then read the file again."),
                )


def recognised_language(text: str) -> str:
    """The language a text seems to be in: one of `offered_languages`."""
    return detect_language(text)


def offered_languages() -> tuple[str, ...]:
    """The languages the check has words for."""
    return LANGUAGES


def as_read(text: str) -> str:
    """The text as its reader sees it in print: characters without width hide no word from the check."""
    return plain(text).translate(_NO_WIDTH)


def holds_figure(text: str, check: TextCheck = findings_of) -> bool:
    """True when a text states a usage metric."""
    return any(one.label == STOPPING for one in check(as_read(text), None))


def _overlap(one: Finding, other: Finding) -> bool:
    return one.label == other.label and one.start < other.end and other.start < one.end

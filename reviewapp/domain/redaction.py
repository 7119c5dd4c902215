"""Words about third parties taken out of a copy of a review before it is made into a file (domain.md G).

They are replaced in the content itself, so that no page, property or attachment is ever made from them: there is
nothing under a black bar. The employee's own words are never changed (PRODUCT.md, promise 6); where a word stands in
them the copy is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from reviewapp.domain.errors import N_, RuleRefused, UsageError
from reviewapp.domain.review import (
    PRINTED_TEXTS,
    CitedEpisode,
    CompetencyJudgment,
    KeptWords,
    ReviewContent,
)

_GENITIVE = "(?:['\u2019]?s(?!\\w))?"
_SPACED = re.compile("[\u0041-\u1fff]")


def without_words(content: ReviewContent, words: Iterable[str], mark: str) -> ReviewContent:
    """The content with ``mark`` in place of these words, whatever their case, accents and line ends.

    Raises UsageError for no words, for a name the review is about or by, and for words that are nowhere in it;
    RuleRefused where they stand in the employee's own words.
    """
    wanted = _wanted(content, words)
    found: set[str] = set()

    def clean(text: str) -> str:
        spans = {one: _spans(text, one) for one in wanted}
        found.update(one for one, places in spans.items() if places)
        return _replaced(text, sorted(place for places in spans.values() for place in places), mark)

    def tags(kept: Sequence[KeptWords]) -> tuple[KeptWords, ...]:
        return tuple(replace(one, span=clean(one.span), reason=clean(one.reason)) for one in kept)

    def episodes(cited: Sequence[CitedEpisode]) -> tuple[CitedEpisode, ...]:
        made = []
        for one in cited:
            printed: dict[str, Any] = {name: clean(getattr(one, name)) for name in PRINTED_TEXTS}
            printed["receiver_words"] = clean(one.receiver_words)
            made.append(replace(one, tags=tags(one.tags), written_by=clean(one.written_by), **printed))
        return tuple(made)

    def judgment(one: CompetencyJudgment) -> CompetencyJudgment:
        return replace(
            one, strength=clean(one.strength), concern=clean(one.concern), next_step=clean(one.next_step),
            episodes=episodes(one.episodes), tags=tags(one.tags),
        )  # fmt: skip

    def texts(named: Mapping[str, str]) -> dict[str, str]:
        return {name: clean(text) for name, text in named.items()}

    cleaned = replace(
        content,
        person_role=clean(content.person_role),
        judgments=tuple(judgment(one) for one in content.judgments),
        episodes=episodes(content.episodes),
        texts=texts(content.texts),
        foundational_skills=tuple(clean(one) for one in content.foundational_skills),
        protected_work=tuple(clean(one) for one in content.protected_work),
        role_context=texts(content.role_context),
        growth=tuple(replace(one, texts=texts(one.texts)) for one in content.growth),
        practice_note=texts(content.practice_note),
        tags=tags(content.tags),
        replies=tuple(
            replace(one, episode=clean(one.episode), handed_by=clean(one.handed_by)) for one in content.replies
        ),
        left_out=mark,
    )
    _refuse_own_words(content, wanted)
    for one in wanted:
        if one not in found:
            raise UsageError(
                N_("“{words}” is nowhere in this review."), N_("Write it as it stands there, whole."), words=one
            )
    return cleaned


def _wanted(content: ReviewContent, words: Iterable[str]) -> list[str]:
    """Each once, the longest first, so that a name goes before its parts."""
    wanted = sorted({" ".join(one.split()) for one in words} - {""}, key=lambda one: (-len(one), one))
    if not wanted:
        raise UsageError(N_("No words were given."), N_("Give the names or words to leave out."))
    for one in wanted:
        if _spans(content.person_name, one) or _spans(content.reviewer_name, one):
            raise UsageError(
                N_("“{words}” is part of the name of whom the review is about or by."),
                N_("A review says whose it is; leave out words about others."), words=one,
            )  # fmt: skip
    return wanted


def _refuse_own_words(content: ReviewContent, wanted: Sequence[str]) -> None:
    for one in wanted:
        if any(_spans(reply.text, one) for reply in content.replies):
            raise RuleRefused(
                N_("“{words}” stands in the employee's own words, which are never changed."),
                N_("Ask them for a reply without it, or leave it in."), words=one,
            )  # fmt: skip


def _spans(text: str, words: str) -> list[tuple[int, int]]:
    """Where the words stand in the text: (start, end), with the marks and invisible characters on their letters."""
    folded, places = _folded(text)
    needle = _folded(words)[0].strip()
    if not needle:
        return []
    body = re.escape(needle)
    pattern = rf"(?<!\w){body}{_GENITIVE}(?!\w)" if _SPACED.search(needle) else body
    return [(places[match.start()], places[match.end()]) for match in re.finditer(pattern, folded)]


def _folded(text: str) -> tuple[str, list[int]]:
    """Small letters without accents and invisible characters, one space for any white space; and where each stood."""
    out: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        if character.isspace():
            if out and out[-1] != " ":
                out.append(" ")
                places.append(at)
            continue
        for one in unicodedata.normalize("NFKD", character.casefold()):
            if not unicodedata.combining(one) and unicodedata.category(one) != "Cf":
                out.append(one)
                places.append(at)
    places.append(len(text))
    return "".join(out), places


def _replaced(text: str, spans: Sequence[tuple[int, int]], mark: str) -> str:
    pieces, at = [], 0
    for start, end in spans:
        if start >= at:
            pieces += [text[at:start], mark]
        at = max(at, end)
    return "".join((*pieces, text[at:]))

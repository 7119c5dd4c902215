"""The checks of a review draft's evidence (domain.md D): each asks a question, none scores anybody.

Every check is a rule written by people and explains itself. What it says holds names and words, never a figure
about a person; it may compare inside, and returns only sentences (PRODUCT.md, practical rules). Three rules
stop a review: a concern whose conditions nobody asked about (`STOPPING_IDS`), and, enforced elsewhere, a Missed anchor
on hearsay (`domain.observation`) and a goal that is a quota.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from reviewapp.domain.errors import N_, Template
from reviewapp.domain.phrases import Phrases, sentences_of

# The ids under which a question can be dismissed with a reason, in the order in which they are asked.
CHECK_IDS: tuple[str, ...] = (
    "hindsight", "support_first", "conditions_open", "told_by_name", "speed_alone", "saved_time", "comparison",
    "balance", "recency", "coverage", "not_looked_at", "parity",
)
# Not to be dismissed: what would put the blame on a person for a fault of the system (domain.md G).
STOPPING_IDS = frozenset({"conditions_open"})
# Conditions the employer answers for (domain.md D, "Support first").
_EMPLOYERS = frozenset({"no_training", "no_guideline"})
WHO_WAS_TOLD = "who_was_told"
# A form of address and the name after it, in the languages of the check.
_TITLED = re.compile(r"\b(?:Dr|Prof|Mr|Mrs|Ms|Miss|Herr|Frau|Mme|Mlle|Sr|Sra|Don|Doña)\.? [^\W\d_][\w’'-]+")
_FEWEST_FOR_BALANCE = 2
_SHORTEST_NAME = 3
# More names than these nobody reads; the rest are "others", never a figure.
_MOST_NAMES = 8
# First names that open ordinary sentences; such a person is found by the full name.
_ALSO_WORDS = frozenset(
    ("April", "Art", "August", "Bill", "Dean", "Faith", "Frank", "Grace", "Hope", "Joy", "June", "Mark", "May",
     "Pat", "Rich", "Rose", "Sue", "Summer", "Will")
)


@dataclass(frozen=True)
class Check:
    """One question about the evidence.

    ``sentence`` and ``question`` are templates whose places ``values`` fill. ``place`` is the section's field
    name, "" for the evidence as a whole; ``observation_id`` is 0 outside cited episodes. ``span`` are the words
    (or the episode) it is about: a dismissal holds for them alone.
    """

    id: str
    sentence: str
    question: str
    place: str = ""
    span: str = ""
    observation_id: int = 0
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Episode:
    """What the checks need of a cited observation; ``names`` are the people it is about, in all their forms."""

    uid: str
    observation_id: int
    title: str
    observed_on: date
    competencies: tuple[str, ...]
    anchor: str | None
    concern: bool
    known_when: str | None
    conditions: tuple[str, ...]
    is_checked: bool
    texts: Mapping[str, str]
    names: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Draft:
    """A review draft as the checks see it.

    ``focus`` holds (id, name) pairs, ``others`` the name forms of everybody else reviewed here, ``not_noted`` the
    names of those about whom nothing was noted in the period.
    """

    period_from: date
    period_to: date
    focus: tuple[tuple[str, str], ...]
    texts: Mapping[str, str]
    episodes: tuple[Episode, ...]
    others: frozenset[str] = frozenset()
    not_noted: tuple[str, ...] = ()
    away_from: date | None = None
    away_to: date | None = None


@dataclass(frozen=True)
class Lists:
    """The phrases of ``resources/quality/phrases.toml``."""

    comparison: Phrases
    speed: Phrases
    quality: Phrases
    saved: Phrases
    whole: Phrases
    quota_amount: Phrases
    quota_often: Phrases
    quota_use: Phrases
    quota_ai: Phrases
    quota_clear: Phrases
    quota_unchecked: Phrases


def checks(draft: Draft, lists: Lists) -> tuple[Check, ...]:
    """All questions about a draft, in the order of `CHECK_IDS`."""
    found = [
        *_hindsight(draft), *_support_first(draft), *_conditions_open(draft),
        *_told_by_name(draft), *_claims(draft, lists),
        *_comparison(draft, lists), *_balance(draft), *_recency(draft), *_coverage(draft), *_not_looked_at(draft),
        *_parity(draft),
    ]
    return tuple(sorted(found, key=lambda one: CHECK_IDS.index(one.id)))


def quota_wording(goals: str, lists: Lists) -> str:
    """The words of a goal that set an amount of AI use, or "" (domain.md A42: refused with a rewrite hint).

    A number of things to be checked, learned or mended is no quota of use; checking less is no check.
    """
    for sentence in sentences_of(goals):
        checked = lists.quota_clear.first(sentence) and not lists.quota_unchecked.first(sentence)
        if not lists.quota_ai.first(sentence) or checked:
            continue
        often = lists.quota_often.first(sentence) and lists.quota_use.first(sentence)
        if often or lists.quota_amount.first(sentence):
            return sentence.strip()
    return ""


def _hindsight(draft: Draft) -> Iterator[Check]:
    """Outcome bias (domain.md C and D): found_later plus Missed."""
    for one in draft.episodes:
        if one.known_when == "found_later" and one.anchor == "missed":
            yield _about(
                one, "hindsight", N_("“{title}” became known later and stands as Missed."),
                N_("What could be known at the time? Judge that, not how it turned out."),
            )


def _support_first(draft: Draft) -> Iterator[Check]:
    if draft.texts.get("context", "").strip():
        return
    for one in draft.episodes:
        if one.concern and _EMPLOYERS & set(one.conditions):
            yield _about(
                one, "support_first", N_("In “{title}” training or a guideline was missing."),
                N_("What will the employer do about it, and by when? Write it under context; it is printed first."),
            )


def _conditions_open(draft: Draft) -> Iterator[Check]:
    """System causes before the person (domain.md D, field `conditions`, "prompted for concerns"; G: it stops)."""
    for one in draft.episodes:
        if one.concern and not one.conditions:
            yield _about(
                one, "conditions_open", N_("The conditions of “{title}” were not asked about."),
                N_("Was there training, a guideline, time? Note it with the observation, or note that none is known."),
            )


def _told_by_name(draft: Draft) -> Iterator[Check]:
    """Who was told is printed as a role: a name exposes whoever passed it on (domain.md D, field `who_was_told`, G)."""
    for one in draft.episodes:
        told = one.texts.get(WHO_WAS_TOLD, "")
        titled = _TITLED.search(told)
        span = titled.group() if titled else next(iter(sorted(_named(told, draft.others))), "")
        if span:
            yield _in_text(
                "told_by_name", "", span, one, N_("“{span}” names who was told."),
                N_("Which role was it? The role says enough, and exposes nobody."),
            )


def _claims(draft: Draft, lists: Lists) -> Iterator[Check]:
    """Speed or volume without quality (A62, A63), and time saved without the whole way (A86)."""
    for place, text, episode in _texts(draft):
        all_of_it = " ".join(episode.texts.values()) if episode else text
        paired = bool(lists.quality.first(all_of_it)) or (episode is not None and episode.is_checked)
        saved, speed = lists.saved.first(text), lists.speed.first(text)
        if saved and not lists.whole.first(all_of_it):
            yield _in_text(
                "saved_time", place, saved, episode, N_("“{span}” says what one step took."),
                N_("What was the effect from end to end, with review and rework counted?"),
            )
        if speed and not saved and not paired:
            yield _in_text(
                "speed_alone", place, speed, episode, N_("“{span}” speaks of speed or volume alone."),
                N_("What did it do to the quality, and who saw that? Such a claim needs both."),
            )


def _comparison(draft: Draft, lists: Lists) -> Iterator[Check]:
    question = N_("What did this person do? Leave the others out: nobody is ranked here.")
    for place, text, episode in _texts(draft):
        span = lists.comparison.first(text)
        if span:
            yield _in_text(
                "comparison", place, span, episode, N_("“{span}” compares with other people."), question
            )
        names = draft.others - (episode.names if episode else frozenset())
        for name in sorted(_named(text, names)):
            yield _in_text(
                "comparison", place, name, episode, N_("{span} is named in a text about somebody else."), question
            )


def _balance(draft: Draft) -> Iterator[Check]:
    """Structured recall; never a quota (domain.md D)."""
    directions = {one.concern for one in draft.episodes}
    if len(draft.episodes) >= _FEWEST_FOR_BALANCE and len(directions) == 1:
        yield Check(
            "balance", N_("Everything cited points in one direction."),
            N_("List from memory what spoke for and what spoke against, then read your notes again. What is missing?"),
            span=_one_direction(directions),
        )


def _one_direction(directions: set[bool]) -> str:
    return "against" if True in directions else "for"


def _recency(draft: Draft) -> Iterator[Check]:
    days = sorted(one.observed_on for one in draft.episodes)
    length = draft.period_to - draft.period_from
    if not days or length < timedelta(days=28):
        return
    question = N_("Look through your notes, mails and calendar of the time before. What else did you see?")
    if days[0] > draft.period_to - length / 4:
        yield Check(
            "recency", N_("Everything cited comes from the end of the period."), question, span="end"
        )
        return
    edges = [draft.period_from, *days, draft.period_to]
    if any(_present(draft, one, two) > length / 3 for one, two in pairwise(edges)):
        yield Check(
            "recency", N_("Nothing is cited from a long stretch of the period."), question, span="gap"
        )


def _present(draft: Draft, first: date, last: date) -> timedelta:
    """The time between two days without the time the person was away."""
    if draft.away_from is None or draft.away_to is None:
        return last - first
    overlap = min(last, draft.away_to) - max(first, draft.away_from)
    return last - first - max(overlap, timedelta())


def _coverage(draft: Draft) -> Iterator[Check]:
    seen = {competency for one in draft.episodes for competency in one.competencies}
    unseen = [name for competency_id, name in draft.focus if competency_id not in seen]
    if unseen:
        yield Check(
            "coverage", N_("Nothing is cited for {names}; it prints “Not enough seen”, which speaks against nobody."),
            N_("Did you have a chance to see it? Ask for an example, or leave it so."),
            span=", ".join(unseen), values={"names": ", ".join(unseen)},
        )


def _not_looked_at(draft: Draft) -> Iterator[Check]:
    """People sample those they like (domain.md D); names only, to the manager only."""
    if draft.not_noted:
        names, shown = ", ".join(draft.not_noted), ", ".join(draft.not_noted[:_MOST_NAMES])
        sentence = N_("In this period nothing was noted about {names}.")
        if len(draft.not_noted) > _MOST_NAMES:
            sentence = N_("In this period nothing was noted about {names} and others.")
        yield Check(
            "not_looked_at", sentence, N_("Whom do you happen to see? Plan to look where you seldom do."), span=names,
            values={"names": shown},
        )


def _parity(draft: Draft) -> Iterator[Check]:
    """Both directions of prejudice about AI are real (domain.md 0.8 and D)."""
    if any(text.strip() for name, text in draft.texts.items() if "/" in name or name == "summary"):
        yield Check(
            "parity", N_("Read the judgments once more, with one thing changed."),
            N_("Would the same words stand had no AI been involved, or had another person done it?"),
        )


def _texts(draft: Draft) -> Iterator[tuple[str, str, Episode | None]]:
    for place, text in draft.texts.items():
        yield place, text, None
    for episode in draft.episodes:
        for name, text in episode.texts.items():
            if name != WHO_WAS_TOLD:  # has a question of its own
                yield "", text, episode


def _about(episode: Episode, check_id: str, sentence: Template, question: Template) -> Check:
    return Check(
        check_id, sentence, question, span=episode.uid, observation_id=episode.observation_id,
        values={"title": episode.title},
    )


def _in_text(
    check_id: str, place: str, span: str, episode: Episode | None, sentence: Template, question: Template
) -> Check:
    span = " ".join(span.split())
    return Check(
        check_id, sentence, question, place=place, span=span,
        observation_id=episode.observation_id if episode else 0, values={"span": span},
    )


def _named(text: str, names: Iterable[str]) -> set[str]:
    """The names that stand in a text, written as names are written."""
    return {
        name
        for name in names
        if len(name) >= _SHORTEST_NAME and name not in _ALSO_WORDS
        and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    }

"""The evidence-quality checks of a review draft: gather the draft, ask, and say it in the chosen language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from textwrap import shorten

from reviewapp.actions.own_words import check_of
from reviewapp.actions.review_focus import focus_of
from reviewapp.actions.sentences import said
from reviewapp.domain.crosswalk import ids_in
from reviewapp.domain.errors import NotFound
from reviewapp.domain.evidence_quality import STOPPING_IDS, Check, Draft, Episode, Lists, checks, quota_wording
from reviewapp.domain.framework import Framework
from reviewapp.domain.observation import Observation, implied_concern
from reviewapp.domain.person import Person
from reviewapp.domain.phrases import Phrases
from reviewapp.domain.review import PRINTED_TEXTS
from reviewapp.i18n import _
from reviewapp.paths import resource
from reviewapp.vault import findings, frameworks, observation_lists, observations, people, reviews
from reviewapp.vault.connection import Vault
from reviewapp.vault.reviews import ReviewRecord

_CHECKED = frozenset({"source", "test", "second_person"})


def shipped_lists() -> Lists:
    """The phrases that came with the program, read once."""
    return _lists(())


@lru_cache(maxsize=4)
def _lists(tool_names: tuple[str, ...]) -> Lists:
    """The shipped phrases; the organisation's own names for AI tools stand beside the shipped ones."""
    data = tomllib.loads(resource("quality", "phrases.toml").read_text("utf-8"))

    def block(section: str, name: str, *more: str) -> Phrases:
        return Phrases.of((*str(data[section][name]).splitlines(), *more))

    return Lists(
        comparison=block("comparison", "find"), speed=block("speed", "find"), quality=block("speed", "paired"),
        saved=block("saved", "find"), whole=block("saved", "whole"), quota_amount=block("quota", "amount"),
        quota_often=block("quota", "often"), quota_use=block("quota", "use"),
        quota_ai=block("quota", "ai", *tool_names), quota_clear=block("quota", "clear"),
        quota_unchecked=block("quota", "unchecked"),
    )


def quality_checks(vault: Vault, *, review_id: int) -> list[Check]:
    """The questions about a review's evidence that were not dismissed, the weightiest first, ready to be shown.

    Dismiss one with `evidence_check.answer_finding`: ``record_uid`` of the review, ``field`` the check's place,
    ``label`` its id, ``span`` its span; those of `STOPPING_IDS` are never dismissed. A screen shows three at most.
    Raises NotFound for no such review.
    """
    record = reviews.review(vault.connection, review_id)
    if record is None:
        raise NotFound(_("There is no review {id}.").format(id=review_id), _("Begin one with: reviewapp review new."))
    answered = findings.answers(vault.connection, [record.uid])
    return [
        replace(one, sentence=said(one.sentence, one.values), question=said(one.question, one.values), values={})
        for one in checks(_draft(vault, record), _lists(check_of(vault).tool_names))
        if one.id in STOPPING_IDS or (record.uid, one.place, one.id, one.span) not in answered
    ]


def quota_goal(vault: Vault, texts: Mapping[str, str]) -> str:
    """The sentence of a review's goals that sets an amount of AI use, "" when none does."""
    return quota_in(vault, texts.get("goals", ""))


def quota_in(vault: Vault, text: str) -> str:
    """The sentence of a goal's words that sets an amount of AI use, "" when none does."""
    return quota_wording(text, _lists(check_of(vault).tool_names))


def _draft(vault: Vault, record: ReviewRecord) -> Draft:
    everybody = people.people(vault.connection)
    reviewed = next((one for one in everybody if one.id == record.person_id), None)
    names = {one.id: _forms(one) for one in everybody}
    own = names.get(record.person_id, frozenset())
    others = frozenset().union(*(forms for person_id, forms in names.items() if person_id != record.person_id))
    framework = frameworks.framework(vault.connection, record.framework_id)
    focus = focus_of(vault, record, framework)
    return Draft(
        period_from=record.period_from, period_to=min(record.period_to, max(vault.today, record.period_from)),
        focus=tuple((item, framework.competency(item).name) for item in focus), texts=record.texts,
        episodes=tuple(
            _episode(item, record.person_id, names, framework)
            for item in observations.observations(vault.connection, record.cites)
        ),
        others=others - own, not_noted=tuple(_not_noted(vault, record, everybody)),
        away_from=reviewed.away_from if reviewed else None, away_to=reviewed.away_to if reviewed else None,
    )


def _episode(
    item: Observation, person_id: int, names: Mapping[int, frozenset[str]], framework: Framework
) -> Episode:
    subject = next((one for one in item.subjects if one.person_id == person_id), None)
    return Episode(
        uid=item.uid, observation_id=item.id,
        title=shorten(item.behaviour.strip().partition("\n")[0], 80, placeholder=" …"),
        observed_on=item.observed_on or item.written_on, competencies=ids_in(framework, item.competency_tags),
        anchor=subject.closest_anchor if subject else None,
        concern=bool(subject and implied_concern(item, subject)), known_when=item.choice("known_when"),
        conditions=item.multi.get("conditions", ()),
        is_checked=bool(_CHECKED & set(item.multi.get("checked_by", ())) or item.texts.get("checked_how")),
        texts={name: item.texts[name] for name in PRINTED_TEXTS if item.texts.get(name)},
        names=frozenset().union(*(names.get(one.person_id, frozenset()) for one in item.subjects)),
    )


def _forms(person: Person) -> frozenset[str]:
    """The full name, its first word, and what else the person goes by."""
    return frozenset({person.name, person.name.split()[0], *person.aliases})


def _not_noted(vault: Vault, record: ReviewRecord, everybody: list[Person]) -> list[str]:
    """Names of people with a notice about whom nothing was noted in the period; no figure leaves this room."""
    return [
        one.name
        for one in everybody
        if one.notice_on is not None and one.notice_on <= record.period_to and one.id != record.person_id
        and not observation_lists.ids_between(
            vault.connection, person_id=one.id, first=record.period_from, last=record.period_to
        )
    ]

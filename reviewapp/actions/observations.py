"""Observations: record, add detail, complete, tell, withdraw, move to the bin."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reviewapp.actions.changes import NOTHING, Changes, changed
from reviewapp.actions.people import get_people
from reviewapp.actions.tagging import chosen_tags
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.domain.observation import (
    ANCHOR_CHOICES,
    CHOICES,
    DATES,
    DEFAULTS,
    FLAGS,
    MULTI_CHOICES,
    TEXTS,
    TOLD_HOW,
    Observation,
    implied_concern,
    missing_for_completion,
    ordered,
    refuse_change_of_others,
    refuse_missed_on_hearsay,
)
from reviewapp.domain.review import PRINTED_TEXTS
from reviewapp.i18n import _
from reviewapp.vault import episode_agreements, observations
from reviewapp.vault import tags as kept_tags
from reviewapp.vault.connection import Vault
from reviewapp.vault.observations import NewObservation
from reviewapp.vault.transaction import Transaction

MAX_TEXT = 200_000


@dataclass(frozen=True)
class About:
    """What an observation says of one person; None leaves a question unanswered."""

    concern: bool | None = None
    closest_anchor: str | None = None
    person_view: str = ""
    told_on: date | None = None
    told_how: str | None = None
    told_confirmed: bool = False


@dataclass(frozen=True)
class Details:
    """Fields of `domain.observation` by id; only those given are set, and None clears a choice that has no default."""

    texts: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, str | None] = field(default_factory=dict)
    multi: Mapping[str, Sequence[str]] = field(default_factory=dict)
    dates: Mapping[str, date] = field(default_factory=dict)
    flags: Mapping[str, bool] = field(default_factory=dict)


def record_observation(
    vault: Vault,
    *,
    person_ids: Sequence[int],
    text: str,
    observed_on: date | None,
    details: Details | None = None,
    competencies: Sequence[str] = (),
    about: Mapping[int, About] | None = None,
    written_on: date | None = None,
    date_as_written: str = "",
    date_candidates: Sequence[date] = (),
    import_key: str | None = None,
    source_key: str | None = None,
    source_name: str = "",
) -> Changes:
    """Record one episode as a jot. It is on disk when this returns.

    ``competencies`` are named as `chosen_tags` reads them.
    Raises UsageError for an empty text, an unknown field or value, or a day to come; NotFound for nobody.
    """
    details = details or Details()
    get_people(vault, person_ids=person_ids)
    _check_about_whom(about, person_ids)
    _check_text(text)
    _check_details(vault, details)
    _check_days(vault, observed_on)
    tags = chosen_tags(vault, competencies, person_ids)
    new = NewObservation(
        person_ids=tuple(person_ids), texts={**_tidy(details.texts), "behaviour": text.strip()},
        observed_on=observed_on, written_on=written_on or vault.today,
        choices={name: value for name, value in details.choices.items() if value is not None},
        multi={name: ordered(name, values) for name, values in details.multi.items()}, dates=dict(details.dates),
        flags=dict(details.flags), competency_tags=tags, date_as_written=date_as_written,
        date_candidates=tuple(date_candidates), import_key=import_key, source_key=source_key,
        source_name=source_name,
    )
    with vault.write() as transaction:
        observation_id = observations.add_observation(transaction, new)
        for person_id, facts in (about or {}).items():
            _check_about(vault, facts, observed_on)
            observations.update_subject(transaction, observation_id, person_id, _subject_row(facts))
        return changed(transaction, "record_observation", "observation", ids=(observation_id,))


def change_observation(
    vault: Vault,
    *,
    observation_id: int,
    details: Details | None = None,
    person_ids: Sequence[int] | None = None,
    competencies: Sequence[str] | None = None,
    observed_on: date | None = None,
    about: Mapping[int, About] | None = None,
) -> Changes:
    """Change what is given and leave the rest; earlier wordings stay as revisions.

    Raises NotFound, or UsageError for an unknown field or value, a day to come, or one after they were told.
    """
    before = get_observation(vault, observation_id=observation_id)
    refuse_change_of_others(before)
    known = {subject.person_id for subject in before.subjects}
    get_people(vault, person_ids=[one for one in person_ids or () if one not in known])
    _check_about_whom(about, known if person_ids is None else person_ids)
    details = details or Details()
    _check_details(vault, details)
    _check_days(vault, observed_on)
    if "behaviour" in details.texts:
        _check_text(details.texts["behaviour"])
    columns: dict[str, Any] = {
        **details.choices, **{name: ordered(name, values) for name, values in details.multi.items()},
        **details.dates, **details.flags,
    }
    if observed_on is not None:
        columns |= {"observed_on": observed_on, "date_candidates": ()}
    with vault.write() as transaction:
        if columns:
            observations.update_observation(transaction, observation_id, columns)
        if details.texts:
            observations.set_texts(transaction, observation_id, _tidy(details.texts))
        if person_ids is not None:
            _refuse_losing_told(before, person_ids)
            observations.set_people(transaction, observation_id, person_ids)
            observations.set_texts(transaction, observation_id, {"who_as_written": ""})
        if competencies is not None:
            about_whom = [one.person_id for one in before.subjects] if person_ids is None else person_ids
            tags = chosen_tags(vault, competencies, about_whom, before.competency_tags)
            kept_tags.set_tags(transaction, observation_id, tags)
        for person_id, facts in (about or {}).items():
            _check_about(vault, facts, observed_on or before.observed_on)
            observations.update_subject(transaction, observation_id, person_id, _subject_row(facts))
        _ask_to_tell_again(transaction, vault, before, about or {})
        _ask_to_agree_again(transaction, vault, before)
        _refuse_undoing_completion(vault, observation_id)
        if observed_on is not None:
            _refuse_told_before(get_observation(vault, observation_id=observation_id))
        return changed(transaction, "change_observation", "observation", ids=(observation_id,))


def complete_observation(vault: Vault, *, observation_id: int) -> Changes:
    """Turn a jot into evidence.

    Raises RuleRefused naming what is missing, the notice first (GDPR art. 13; domain.md D), or when a Missed
    anchor rests on hearsay alone.
    """
    found = get_observation(vault, observation_id=observation_id)
    if found.completed:
        return NOTHING
    missing = missing_for_completion(found)
    if missing:
        raise RuleRefused(why_not_complete(found, missing), _("It stays saved as a private jot until then."))
    refuse_missed_on_hearsay(found)
    with vault.write() as transaction:
        make_complete(transaction, found)
        return changed(transaction, "complete_observation", "observation", ids=(observation_id,))


def make_complete(transaction: Transaction, found: Observation) -> None:
    """Complete one that lacks nothing, in the open transaction."""
    for subject in found.subjects:
        row = {"concern": implied_concern(found, subject)}
        observations.update_subject(transaction, found.id, subject.person_id, row)
    observations.update_observation(transaction, found.id, {"completed_at": transaction.now})


def why_not_complete(found: Observation, missing: Sequence[str]) -> str:
    """One sentence naming what completion still needs."""
    if "notice" in missing:
        names = ", ".join(subject.name for subject in found.subjects if not subject.noticed)
        return _("It waits for the notice: {names} has not been told yet that observations are written.").format(
            names=names
        )
    words = {
        "person": _("who it is about"), "behaviour": _("what happened"), "date": _("the day"),
        "checked": _("how it was checked"), "effect": _("what followed, or too early to say"),
        "basis": _("how you know"), "competencies": _("one to three competencies"),
        "concern": _("whether it speaks against the person"), "rationale": _("the reason of the decision"),
    }
    return _("Still missing: {what}.").format(what=", ".join(words[item] for item in missing))


def tell(
    vault: Vault, *, observation_id: int, told_on: date, person_ids: Sequence[int] = (), how: str = "conversation"
) -> Changes:
    """Record that people in an observation know of it since a day (all of them when none are named).

    Of one that another manager wrote they then know as well that it came here.

    Raises RuleRefused for somebody without a notice, UsageError for a day to come or before the episode.
    """
    found = get_observation(vault, observation_id=observation_id)
    if how not in TOLD_HOW:
        raise UsageError(
            _("There is no way of telling called {how}.").format(how=how),
            _("Use one of {choices}.").format(choices=", ".join(TOLD_HOW)),
        )
    chosen = [subject for subject in found.subjects if not person_ids or subject.person_id in person_ids]
    if not chosen:
        raise UsageError(_("This observation is about nobody yet."), _("Say who it is about first."))
    unnoticed = [subject.name for subject in chosen if not subject.noticed]
    if unnoticed:
        raise RuleRefused(
            _("{names} has not been given the notice yet, so nothing counts as shared with them.").format(
                names=", ".join(unnoticed)
            ),
            _("Hand over the notice and record its day; it says that you write such notes, and why."),
        )
    facts = About(told_on=told_on, told_how=how, told_confirmed=True)
    _check_about(vault, facts, found.observed_on)
    with vault.write() as transaction:
        for subject in chosen:
            if found.written_by and subject.is_told:
                continue  # they heard of it from its writer, before; only where it went is new to them
            row = {"told_on": told_on, "told_how": how, "told_confirmed": True}
            observations.update_subject(transaction, observation_id, subject.person_id, row)
        if not found.is_informed:
            observations.update_observation(transaction, observation_id, {"informed_on": told_on})
        return changed(transaction, "tell", "observation", ids=(observation_id,))


def withdraw_observation(vault: Vault, *, observation_id: int, reason: str) -> Changes:
    """Take an observation out of use, with a reason; it stays readable and can never be cited."""
    if not reason.strip():
        raise UsageError(_("Withdrawing needs a reason."), _("One sentence is enough; the person can read it."))
    refuse_change_of_others(get_observation(vault, observation_id=observation_id))
    with vault.write() as transaction:
        observations.set_texts(transaction, observation_id, {"withdrawn_reason": reason.strip()})
        observations.update_observation(transaction, observation_id, {"withdrawn_at": transaction.now})
        return changed(transaction, "withdraw_observation", "observation", ids=(observation_id,))


def remove_observation(vault: Vault, *, observation_id: int) -> Changes:
    """Move an observation to the bin. RuleRefused when a review cites it."""
    if get_observation(vault, observation_id=observation_id).cited:
        raise RuleRefused(_("A review cites this observation."), _("Take it out of the review first, or withdraw it."))
    with vault.write() as transaction:
        observations.update_observation(transaction, observation_id, {"deleted_at": transaction.now})
        return changed(transaction, "remove_observation", "observation", ids=(observation_id,))


def get_observation(vault: Vault, *, observation_id: int) -> Observation:
    """One observation that is not in the bin; NotFound otherwise."""
    found = observations.observation(vault.connection, observation_id)
    if found is None or found.deleted:
        raise NotFound(
            _("There is no observation {id}.").format(id=observation_id),
            _("See the ids with: reviewapp notes --json."),
        )
    return found


def _check_text(text: str) -> None:
    if not text.replace("\x00", "").strip():
        raise UsageError(_("There is nothing written yet."), _("Write one sentence: what did they do or say?"))
    if len(text) > MAX_TEXT:
        raise UsageError(_("This text is too long for one observation."), _("Split it into episodes, one each."))


def _check_days(vault: Vault, day: date | None) -> None:
    if day is not None and day > vault.today:
        raise UsageError(_("This day has not come yet."), _("Give the day it happened."))
    if day is not None and day.year < 1970:
        raise UsageError(_("This day is too far back."), _("Give the day it happened."))


def _check_details(vault: Vault, details: Details) -> None:
    for name, choice in details.choices.items():
        if choice is not None or name in DEFAULTS:
            _check_value(name, choice or "", CHOICES)
    for name, values in details.multi.items():
        for value in values:
            _check_value(name, value, MULTI_CHOICES)
    if "when_told" in details.dates:
        _check_days(vault, details.dates["when_told"])
    for given, known in ((details.texts, TEXTS), (details.dates, DATES), (details.flags, FLAGS)):
        for name in given:
            if name not in known:
                raise UsageError(
                    _("An observation has no field {name}.").format(name=name),
                    _("It has {fields}.").format(fields=", ".join(known)),
                )
    for text in details.texts.values():
        if len(text) > MAX_TEXT:
            raise UsageError(_("This text is too long for one observation."), _("Split it into episodes, one each."))


def _check_value(name: str, value: str, known: Mapping[str, Sequence[str]]) -> None:
    if name not in known:
        raise UsageError(
            _("An observation has no field {name}.").format(name=name),
            _("It has {fields}.").format(fields=", ".join(known)),
        )
    if value not in known[name]:
        raise UsageError(
            _("{value} is not a value of {name}.").format(value=value, name=name),
            _("Use one of {choices}.").format(choices=", ".join(known[name])),
        )


def _check_about(vault: Vault, facts: About, observed_on: date | None) -> None:
    if facts.closest_anchor is not None and facts.closest_anchor not in ANCHOR_CHOICES:
        raise UsageError(
            _("There is no anchor {anchor}.").format(anchor=facts.closest_anchor),
            _("Use one of {choices}.").format(choices=", ".join(ANCHOR_CHOICES)),
        )
    _check_days(vault, facts.told_on)
    _refuse_told_on(facts.told_on, observed_on)


def _refuse_told_on(told_on: date | None, observed_on: date | None) -> None:
    if told_on is not None and observed_on is not None and told_on < observed_on:
        raise UsageError(
            _("The conversation cannot have been before the episode."), _("Check both days; one of them is off.")
        )


def _refuse_told_before(found: Observation) -> None:
    for subject in found.subjects:
        _refuse_told_on(subject.told_on, found.observed_on)


def _check_about_whom(about: Mapping[int, About] | None, person_ids: Collection[int]) -> None:
    if not set(about or {}) <= set(person_ids):
        raise UsageError(_("The observation is not about this person."), _("Add them to it first."))


def _ask_to_tell_again(
    transaction: Transaction, vault: Vault, before: Observation, about: Mapping[int, About]
) -> None:
    """Whoever was told something milder was not told this: the telling has to be confirmed anew.

    Applies to a concern that is new, or reworded, after somebody was told (PRODUCT.md, promise 3). While it
    is a jot only the sentence itself counts: the details are still being written down.
    """
    now = get_observation(vault, observation_id=before.id)
    earlier = {subject.person_id: subject for subject in before.subjects}
    told_texts = PRINTED_TEXTS if before.completed else ("behaviour",)
    reworded = any(now.texts.get(name, "") != before.texts.get(name, "") for name in told_texts)
    for subject in now.subjects:
        was = earlier.get(subject.person_id)
        said_now = subject.person_id in about and about[subject.person_id].told_on is not None
        if was is None or not was.is_told or said_now or not implied_concern(now, subject):
            continue
        if reworded or not implied_concern(before, was):
            observations.update_subject(transaction, now.id, subject.person_id, {"told_confirmed": False})


def _ask_to_agree_again(transaction: Transaction, vault: Vault, before: Observation) -> None:
    """Whoever agreed that a restricted episode may leave agreed to what it said then."""
    now = get_observation(vault, observation_id=before.id)
    reworded = any(now.texts.get(name, "") != before.texts.get(name, "") for name in PRINTED_TEXTS)
    if reworded or now.choice("restricted") != before.choice("restricted"):
        episode_agreements.remove_agreements(transaction, before.id)


def _refuse_undoing_completion(vault: Vault, observation_id: int) -> None:
    now = get_observation(vault, observation_id=observation_id)
    missing = missing_for_completion(now) if now.completed else []
    if missing:
        raise RuleRefused(why_not_complete(now, missing), _("Nothing was changed: a complete observation stays whole."))
    if now.completed:
        refuse_missed_on_hearsay(now)


def _refuse_losing_told(before: Observation, person_ids: Sequence[int]) -> None:
    lost = [subject.name for subject in before.subjects if subject.is_told and subject.person_id not in person_ids]
    if lost:
        raise RuleRefused(
            _("{names} has been told of this observation, so it stays about them.").format(names=", ".join(lost)),
            _("Withdraw it with a reason if it was wrong."),
        )


def _subject_row(facts: About) -> dict[str, Any]:
    row: dict[str, Any] = {
        "concern": facts.concern, "closest_anchor": facts.closest_anchor, "person_view": facts.person_view.strip(),
    }
    if facts.told_on is not None or facts.told_how is not None:
        row |= {"told_on": facts.told_on, "told_how": facts.told_how, "told_confirmed": facts.told_confirmed}
    return row


def _tidy(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: body.strip() for name, body in texts.items()}

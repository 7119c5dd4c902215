"""The life of a review: begin, cite, write, seal, share, finish (domain.md F)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from reviewapp.actions.changes import NOTHING, Changes, changed
from reviewapp.actions.evidence_check import open_findings, stopping_words
from reviewapp.actions.people import get_person
from reviewapp.actions.quality import quality_checks, quota_goal
from reviewapp.actions.review_content import review_content, why_not_in_review
from reviewapp.actions.sealing import awaiting_words, closed_words, freeze, refuse_sealing_nothing
from reviewapp.actions.sentences import in_words
from reviewapp.domain.errors import N_, NotFound, RuleRefused, Template, UsageError, Words
from reviewapp.domain.evidence_quality import STOPPING_IDS
from reviewapp.domain.review import COMPETENCY_SECTIONS, SectionKey
from reviewapp.exchange.review_json import digest, encode_review
from reviewapp.i18n import _
from reviewapp.vault import frameworks, observations, people, reviews, rights
from reviewapp.vault.connection import Vault
from reviewapp.vault.reviews import ReviewRecord

MAX_SECTION = 100_000
# A typing slip in a year, refused before a strip of thousands of months is drawn.
_AHEAD, _LONGEST = timedelta(days=2 * 366), timedelta(days=10 * 366)
_OPEN = ("draft", "sealed", "shared", "answered")


@dataclass(frozen=True)
class Problem:
    """One thing that stops finishing: where it is (section field name or "") and the sentence.

    ``observation_id`` is the cited episode it is about, 0 elsewhere. For a usage metric, and a goal that is a
    quota, ``label`` and ``span`` name it and ``field`` the text it stands in; "" elsewhere.
    """

    place: str
    sentence: str
    next_step: str
    observation_id: int = 0
    field: str = ""
    label: str = ""
    span: str = ""


def begin_review(vault: Vault, *, person_id: int, period_from: date, period_to: date) -> Changes:
    """Begin a draft for a period, on the role profile and framework in force at its end.

    Raises UsageError when the period ends before it begins or cannot be meant, NotFound for nobody.
    """
    if period_to < period_from:
        raise UsageError(_("The period ends before it begins."), _("Swap the two days."))
    if period_to > vault.today + _AHEAD or period_to - period_from > _LONGEST:
        raise UsageError(_("This period is too long, or too far ahead."), _("Check the years of both days."))
    get_person(vault, person_id=person_id)
    profile = people.role_profile(vault.connection, person_id, period_to)
    if profile is not None:
        framework_id = frameworks.find(vault.connection, profile[1].framework_key, profile[1].framework_version)
    else:
        framework_id = frameworks.frameworks(vault.connection)[0][0]
    with vault.write() as transaction:
        review_id = reviews.add_review(
            transaction, person_id=person_id, framework_id=framework_id or 0,
            role_profile_id=profile[0] if profile else None, period_from=period_from, period_to=period_to,
        )
        return changed(transaction, "begin_review", "review", ids=(review_id,))


def cite(vault: Vault, *, review_id: int, observation_id: int) -> Changes:
    """Cite an observation in a review.

    Raises RuleRefused for a jot, somebody else's or a withdrawn observation, one without a notice, a
    concern not shared in time (promise 3), and one outside the period.
    """
    record = _open_review(vault, review_id)
    found = observations.observation(vault.connection, observation_id)
    if found is None:
        raise NotFound(
            _("There is no observation {id}.").format(id=observation_id),
            _("See the ids with: reviewapp notes --json."),
        )
    refusal = why_not_in_review(found, record, vault.today, rights.policy(vault.connection))
    if refusal is not None:
        raise refusal
    with vault.write() as transaction:
        if not reviews.cite(transaction, review_id, observation_id):
            return NOTHING
        return changed(transaction, "cite", "review", "observation", ids=(review_id,))


def uncite(vault: Vault, *, review_id: int, observation_id: int) -> Changes:
    """Take a citation back."""
    _open_review(vault, review_id)
    with vault.write() as transaction:
        reviews.uncite(transaction, review_id, observation_id)
        return changed(transaction, "uncite", "review", "observation", ids=(review_id,))


def write_section(vault: Vault, *, review_id: int, key: SectionKey, text: str) -> Changes:
    """Put the text of one section in force; the earlier wording stays as a revision.

    Raises UsageError for a competency the framework does not have, or a text beyond 100,000 characters.
    """
    record = _open_review(vault, review_id)
    framework = frameworks.framework(vault.connection, record.framework_id)
    if key.competency is not None and key.competency not in framework.ids:
        raise UsageError(
            _("The framework has no competency {competency}.").format(competency=key.competency),
            _("See Library for the list."),
        )
    if len(text) > MAX_SECTION:
        raise UsageError(_("This section is too long."), _("Keep to what the cited episodes show."))
    with vault.write() as transaction:
        if not reviews.set_section(transaction, review_id, key.field_name, text.strip()):
            return NOTHING
        return changed(transaction, "write_section", "review", ids=(review_id,))


def seal_review(vault: Vault, *, review_id: int) -> Changes:
    """Seal the manager's own draft, before an answer of the other side is looked at (promise 7).

    The draft as it stands is frozen beside the one that goes on. RuleRefused when a self-assessment was asked for
    and there is nothing of one's own in the draft yet.
    """
    record = _open_review(vault, review_id)
    if record.state != "draft":
        return NOTHING
    refuse_sealing_nothing(vault, record)
    return _move(vault, record, "seal_review", {"state": "sealed", "sealed_at": vault.now})


def share_review(vault: Vault, *, review_id: int, shared_on: date) -> Changes:
    """Record that the draft was handed over, or gone through together, on a day.

    Raises UsageError for a day to come or before the period, RuleRefused while a self-assessment is awaited.
    """
    record = _open_review(vault, review_id)
    _refuse_day_to_come(vault, shared_on)
    refuse_while_awaited(vault, record)
    if shared_on < record.period_from:
        raise UsageError(_("The draft cannot have been shared before the period."), _("Check the day."))
    changes: dict[str, str | date] = {"state": "answered" if record.state == "answered" else "shared"}
    changes["shared_on"] = shared_on
    if record.state == "draft":
        changes["sealed_at"] = vault.now
    return _move(vault, record, "share_review", changes)


def refused_citations(vault: Vault, *, review_id: int, on: date) -> list[RuleRefused]:
    """Why citations of a review may not stand in it on a day, each naming its episode; empty when all may."""
    return [refusal for _observation_id, refusal in _refused(vault, get_review(vault, review_id=review_id), on)]


def _refused(vault: Vault, record: ReviewRecord, on: date) -> list[tuple[int, RuleRefused]]:
    found, policy = [], rights.policy(vault.connection)
    for item in observations.observations(vault.connection, record.cites):
        refusal = why_not_in_review(item, record, on, policy)
        if refusal is not None:
            title = item.behaviour.splitlines()[0][:80]
            why = Words(Template(refusal.template), refusal.values)
            named = RuleRefused(
                N_("“{title}”: {why}"), refusal.next_template, **{**refusal.values, "why": why}, title=title
            )
            found.append((item.id, named))
    return found


def problems(vault: Vault, *, review_id: int, on: date | None = None) -> list[Problem]:
    """What stops finishing this review on a day (today by default); empty when nothing does.

    Usage metrics stop it in sections, in what is printed of the role, in cited episodes (promise 1).
    """
    refused = _refused(vault, get_review(vault, review_id=review_id), on or vault.today)
    content = review_content(vault, review_id=review_id)
    found = [Problem("", *in_words(why), observation_id) for observation_id, why in refused]
    found += _other_side(vault, get_review(vault, review_id=review_id))
    found += _quotas(vault, content.texts)
    found += _unasked(vault, review_id)
    found += [
        Problem(
            one.place, *stopping_words(one), one.observation_id, one.field, one.finding.label, one.finding.span
        )
        for one in open_findings(vault, review_id=review_id)
        if one.stops
    ]
    for judgment in content.judgments:
        for section in COMPETENCY_SECTIONS[:2]:
            if getattr(judgment, section) and judgment.not_enough_seen:
                sentence = _("{name}: this judgment rests on no episode.").format(name=judgment.name)
                found.append(
                    Problem(
                        f"{section}/{judgment.competency_id}", sentence,
                        _("Cite one that shows it, or clear the text and leave it at “Not enough seen”."),
                    )
                )
    return found


def quota_problems(vault: Vault, *, review_id: int) -> list[Problem]:
    """The goal of a review that sets an amount of AI use, if there is one. Raises NotFound for no such review."""
    return _quotas(vault, get_review(vault, review_id=review_id).texts)


def _other_side(vault: Vault, record: ReviewRecord) -> list[Problem]:
    """A self-assessment that was asked for is waited for, and one that came is read, before a version is finished."""
    said = awaiting_words(vault, record) or closed_words(vault, record)
    return [Problem("", *said)] if said is not None else []


def _unasked(vault: Vault, review_id: int) -> list[Problem]:
    """Concerns whose conditions nobody asked about: the system of work comes before the person (domain.md D and G)."""
    return [
        Problem(one.place, one.sentence, one.question, one.observation_id, label=one.id)
        for one in quality_checks(vault, review_id=review_id)
        if one.id in STOPPING_IDS
    ]


def _quotas(vault: Vault, texts: Mapping[str, str]) -> list[Problem]:
    """A goal that sets an amount of AI use rewards use, not judgment (domain.md A42, A51)."""
    sentence = quota_goal(vault, texts)
    if not sentence:
        return []
    return [
        Problem(
            "goals", _("“{goal}”: a goal may not set an amount of AI use.").format(goal=sentence),
            _("Name the work it should make better and what you would learn if it fails, for example: "
              "“Try a first draft by AI for the shift report, and note what had to be corrected.”"),
            field="goals", label="goal_quota", span=sentence,
        )
    ]


def finish_review(vault: Vault, *, review_id: int, talked_on: date) -> Changes:
    """Make an immutable version, after the conversation.

    Talking it through counts as sharing when it was not handed over before (PRODUCT.md, practical rules).
    Raises RuleRefused naming the first thing that stops it, UsageError for a day to come.
    """
    record = _open_review(vault, review_id)
    _refuse_day_to_come(vault, talked_on)
    if talked_on < record.period_from:
        raise UsageError(_("The conversation cannot have been before the period."), _("Check the day."))
    with vault.write() as transaction:
        # In the same transaction as the freezing: what was checked is what is frozen.
        stopping = problems(vault, review_id=review_id, on=talked_on)
        if stopping:
            raise RuleRefused(stopping[0].sentence, stopping[0].next_step)
        number = len(reviews.versions(vault.connection, review_id)) + 1
        changes = {"state": "final", "talked_on": talked_on, "shared_on": record.shared_on or talked_on}
        reviews.update_review(transaction, review_id, changes)
        text = encode_review(review_content(vault, review_id=review_id, version=number))
        reviews.add_version(transaction, review_id, text, digest(text))
        freeze(transaction, vault, review_id)
        # A finished version is never undone; what must be corrected is said in a new review of the period.
        return Changes(frozenset({"review", "observation"}), (review_id,))


def remove_review(vault: Vault, *, review_id: int) -> Changes:
    """Move a draft to the bin. RuleRefused when a version of it was finished."""
    record = get_review(vault, review_id=review_id)
    if reviews.versions(vault.connection, review_id):
        raise RuleRefused(_("A finished review is not thrown away."), _("It stays until its retention date."))
    return _move(vault, record, "remove_review", {"deleted_at": vault.now})


def get_review(vault: Vault, *, review_id: int) -> ReviewRecord:
    """One review; NotFound otherwise."""
    record = reviews.review(vault.connection, review_id)
    if record is None:
        raise NotFound(_("There is no review {id}.").format(id=review_id), _("Begin one with: reviewapp review new."))
    return record


def _open_review(vault: Vault, review_id: int) -> ReviewRecord:
    record = get_review(vault, review_id=review_id)
    if record.state not in _OPEN:
        raise RuleRefused(
            _("This review is finished; a finished version is never rewritten."),
            _("Begin a new review for the period if something must be corrected."),
        )
    return record


def refuse_while_awaited(vault: Vault, record: ReviewRecord) -> None:
    """Raise RuleRefused while somebody was asked for a self-assessment and still has time for it: whoever sees the
    reviewer's draft first does not write blind any more (promise 7)."""
    awaited = awaiting_words(vault, record)
    if awaited is not None:
        raise RuleRefused(*awaited)


def _move(vault: Vault, record: ReviewRecord, verb: str, changes: dict[str, str | date]) -> Changes:
    with vault.write() as transaction:
        if "sealed_at" in changes:
            freeze(transaction, vault, record.id)
        reviews.update_review(transaction, record.id, changes)
        return changed(transaction, verb, "review", ids=(record.id,))


def _refuse_day_to_come(vault: Vault, day: date) -> None:
    if day > vault.today:
        raise UsageError(_("This day has not come yet."), _("Record it once it has happened."))

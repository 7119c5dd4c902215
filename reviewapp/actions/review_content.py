"""Gather what a review document shows: the one source of preview, export and finished version."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from reviewapp.actions.evidence_check import kept_words, printed_facts, printed_of_episode
from reviewapp.actions.growth_views import growth_in_period, practice_note_for
from reviewapp.actions.replies import document_replies
from reviewapp.actions.review_focus import focus_of
from reviewapp.actions.standing import standing_for
from reviewapp.domain.crosswalk import ids_in
from reviewapp.domain.errors import N_, NotFound, RuleRefused
from reviewapp.domain.framework import Framework
from reviewapp.domain.observation import Observation, implied_concern
from reviewapp.domain.policy import Policy
from reviewapp.domain.review import (
    COMPETENCY_SECTIONS,
    GENERAL_SECTIONS,
    PRINTED_CHOICES,
    PRINTED_MULTI,
    AgreedGrowth,
    CitedEpisode,
    CompetencyJudgment,
    KeptWords,
    ReviewContent,
    refuse_citation,
)
from reviewapp.domain.role import RoleProfile
from reviewapp.exchange.review_json import decode_review
from reviewapp.i18n import _, document_language
from reviewapp.vault import frameworks, observations, people, reviews, rights
from reviewapp.vault.connection import Vault
from reviewapp.vault.reviews import ReviewRecord


def review_content(vault: Vault, *, review_id: int, version: int = 0) -> ReviewContent:
    """The content of a review as it stands now; ``version`` is the number a finished one gets.

    Raises NotFound for an unknown review.
    """
    record = reviews.review(vault.connection, review_id)
    if record is None:
        raise NotFound(_("There is no review {id}.").format(id=review_id), _("Begin one with: reviewapp review new."))
    person = people.person(vault.connection, record.person_id)
    if person is None:
        raise NotFound(_("The person of this review is in the bin."), _("Undo the removal first."))
    framework = frameworks.framework(vault.connection, record.framework_id)
    writer = people.me(vault.connection)
    profile = people.role_profile(vault.connection, record.person_id, record.period_to)
    policy = rights.policy(vault.connection)
    # What may no longer stand in a review is left out here, the one way into any document (promise 3).
    cited = [
        item
        for item in observations.observations(vault.connection, record.cites)
        if why_not_in_review(item, record, vault.today, policy) is None
    ]
    episodes = tuple(
        sorted(
            (_episode(vault, item, record.person_id, person.notice_on, framework) for item in cited),
            key=lambda episode: (episode.observed_on, episode.uid),
        )
    )
    focus = focus_of(vault, record, framework)
    other_side = standing_for(vault, record)
    tags = kept_words(vault, record.uid, {**record.texts, **printed_facts(vault, record)})
    return ReviewContent(
        review_uid=record.uid, person_name=person.name, person_role=person.role,
        reviewer_name=writer.name if writer else "", period_from=record.period_from, period_to=record.period_to,
        framework_title=framework.title, framework_version=framework.version, framework_status=framework.status,
        state=record.state, version=version, dated=_dated(record), notice_on=person.notice_on,
        judgments=_judgments(framework, focus, episodes, record, tags), episodes=episodes,
        texts={name: record.texts[name] for name in GENERAL_SECTIONS if record.texts.get(name)},
        foundational_skills=profile[1].foundational_skills if profile else (),
        protected_work=profile[1].protected_work if profile else (),
        **_agreed(vault, record, profile[1] if profile else None),
        away_from=person.away_from, away_to=person.away_to,
        shared_on=record.shared_on, talked_on=record.talked_on,
        language=document_language(),
        tags=tuple(tag for tag in tags if "/" not in tag.field),
        replies=document_replies(vault, review_id=review_id, episodes=episodes),
        self_assessment="" if other_side.state == "not_asked" else other_side.state,
        self_assessment_on=other_side.on, self_assessment_how=other_side.how, framework_language=framework.language,
        purpose=policy.purpose,
    )


def document_content(vault: Vault, *, review_id: int) -> ReviewContent:
    """What an export prints: the newest finished version as it was frozen, or the draft as it stands.

    What was said to a finished version since is printed with it (PRODUCT.md, promise 6); the version stays as it is.
    """
    finished = reviews.versions(vault.connection, review_id)
    if finished:
        frozen = decode_review(finished[-1].content)
        said = document_replies(vault, review_id=review_id, episodes=frozen.episodes, kept=frozen.replies)
        return replace(frozen, replies=said)
    return replace(review_content(vault, review_id=review_id), version=0)


def why_not_in_review(item: Observation, record: ReviewRecord, on: date, policy: Policy) -> RuleRefused | None:
    """The rule that keeps this observation out of this review on a day, or None; ``policy`` is the one in force."""
    try:
        refuse_citation(item, record.person_id, on, policy.concern_days, policy.purpose)
    except RuleRefused as refusal:
        return refusal
    if item.observed_on is None or not record.period_from <= item.observed_on <= record.period_to:
        return RuleRefused(
            N_("This episode is outside the period of the review."), N_("Begin a review for the period it belongs to.")
        )
    return None


def _agreed(vault: Vault, record: ReviewRecord, profile: RoleProfile | None) -> dict[str, Any]:
    """What stands around the judgments: the rest of the role profile, goals and support, the reviewer's own note."""
    agreed = growth_in_period(vault, person_id=record.person_id, first=record.period_from, last=record.period_to)
    note = practice_note_for(vault, first=record.period_from, last=record.period_to)
    return {
        "seat": profile.seat if profile else "", "protected_modes": profile.modes if profile else (),
        "capacities": dict(profile.capacities) if profile else {},
        "role_context": dict(profile.context) if profile else {},
        "growth": tuple(
            AgreedGrowth(one.kind, one.choice, one.agreed_on, dict(one.texts), dict(one.days)) for one in agreed
        ),
        "practice_note": {name: text for name, text in note.texts.items() if text} if note else {},
    }


def _dated(record: ReviewRecord) -> date:
    return max(day for day in (record.changed_on, record.talked_on, record.shared_on) if day is not None)


def _judgments(
    framework: Framework, focus: tuple[str, ...], episodes: tuple[CitedEpisode, ...], record: ReviewRecord,
    tags: tuple[KeptWords, ...],
) -> tuple[CompetencyJudgment, ...]:
    """The focus in its agreed order, then whatever else was written or cited for, in framework order."""
    written = {name.split("/")[1] for name, body in record.texts.items() if "/" in name and body}
    cited = {competency for episode in episodes for competency in episode.competencies} if not focus else set()
    wanted = list(focus)
    wanted += [item.id for item in framework.competencies if item.id in written | cited and item.id not in wanted]
    judgments = []
    for competency_id in wanted:
        competency = framework.competency(competency_id)
        texts = {section: record.texts.get(f"{section}/{competency_id}", "") for section in COMPETENCY_SECTIONS}
        judgments.append(
            CompetencyJudgment(
                competency_id, competency.name, competency.definition, texts["strength"], texts["concern"],
                texts["next_step"],
                tuple(episode for episode in episodes if competency_id in episode.competencies),
                tuple(
                    replace(tag, field=tag.field.partition("/")[0])
                    for tag in tags
                    if tag.field.partition("/")[2] == competency_id
                ),
            )
        )
    return tuple(judgments)


def _episode(
    vault: Vault, item: Observation, person_id: int, notice_on: date | None, framework: Framework
) -> CitedEpisode:
    """An observation as the review shows it: of its competencies only those the review's own framework reads."""
    subject = next(one for one in item.subjects if one.person_id == person_id)
    observed_on = item.observed_on or item.written_on
    printed = printed_of_episode(item)
    return CitedEpisode(
        uid=item.uid, observed_on=observed_on, written_on=item.written_on, kind=item.kind,
        competencies=ids_in(framework, item.competency_tags),
        ai_part=item.choice("ai_part") or "unknown", response=item.choice("response") or "unknown",
        soundness=item.choice("soundness") or "unclear", basis=item.choices.get("basis", ""),
        checked_by=item.multi.get("checked_by", ()), outcome_test=item.multi.get("outcome_test", ()),
        kept_human_reason=item.choices.get("kept_human_reason", ""), conditions=item.multi.get("conditions", ()),
        concern=bool(implied_concern(item, subject)), told_on=subject.told_on if subject.is_told else None,
        told_how=subject.told_how, before_notice=notice_on is not None and observed_on < notice_on,
        tags=kept_words(vault, item.uid, printed),
        said={name: item.choices[name] for name in PRINTED_CHOICES if name in item.choices},
        ticked={name: item.multi[name] for name in PRINTED_MULTI if item.multi.get(name)}, **printed,
    )

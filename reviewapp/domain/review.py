"""Review: judgments of a period resting on cited observations (domain.md F), and its rules."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta

from reviewapp.domain.errors import N_, RuleRefused, UsageError
from reviewapp.domain.observation import (
    Observation,
    implied_concern,
    refuse_missed_on_hearsay,
    refuse_restricted,
)
from reviewapp.domain.reply import EmployeeReply

# One text for each focus competency.
COMPETENCY_SECTIONS: tuple[str, ...] = ("strength", "concern", "next_step")
# One text for the review as a whole, in printing order.
GENERAL_SECTIONS: tuple[str, ...] = (
    "summary", "trustworthy_work", "kept_human", "foundational_skills", "invisible_work", "context",
    "decision_quality", "cross_team_exchange", "handling_the_new", "goals", "open_questions",
    "cannot_show",
)
STATES: tuple[str, ...] = ("draft", "sealed", "shared", "answered", "final", "superseded")
# A finished version is read, never written.
FINISHED_STATES = frozenset({"final", "superseded"})

# A concern must have been shared this long before the review (domain.md D, lifecycle; own judgment,
# an organisation may lengthen it or shorten it to seven, never to nothing).
CONCERN_SHARED_DAYS = 14


@dataclass(frozen=True)
class SectionKey:
    """A place for text in a review: a section id and, for the three judgments, a competency id."""

    section: str
    competency: str | None = None

    def __post_init__(self) -> None:
        if self.section in COMPETENCY_SECTIONS:
            if not self.competency:
                raise UsageError(
                    N_("Section {section} needs a competency."), N_("Add --competency J1."), section=self.section
                )
        elif self.section not in GENERAL_SECTIONS:
            raise UsageError(
                N_("There is no section {section}."),
                N_("Use one of {choices}."),
                section=self.section, choices=", ".join((*COMPETENCY_SECTIONS, *GENERAL_SECTIONS)),
            )
        elif self.competency:
            raise UsageError(
                N_("Section {section} is about the whole review."),
                N_("Leave the competency out."),
                section=self.section,
            )

    @property
    def field_name(self) -> str:
        """The name its revisions are kept under: ``summary`` or ``strength/J4``."""
        return f"{self.section}/{self.competency}" if self.competency else self.section

    @classmethod
    def from_field(cls, name: str) -> SectionKey:
        """The inverse of `field_name`."""
        section, _, competency = name.partition("/")
        return cls(section, competency or None)


def refuse_citation(
    observation: Observation, person_id: int, on: date, shared_days: int, purpose: str = ""
) -> None:
    """Raise RuleRefused when this observation may not stand in a review of this person on this day.

    ``purpose`` is what reviews are for now, "" for the shipped purpose.
    PRODUCT.md promise 3 (no secret file) and the notice rule; domain.md D, lifecycle, and G (no re-use).
    """
    subject = next((item for item in observation.subjects if item.person_id == person_id), None)
    if observation.deleted or subject is None:
        raise RuleRefused(N_("This observation is not about the person reviewed."), N_("Choose one from their page."))
    if observation.withdrawn:
        raise RuleRefused(N_("This observation was withdrawn."), N_("A withdrawn text is kept, but never cited."))
    if not subject.noticed:
        raise RuleRefused(
            N_("{name} has not been given the notice yet, so nothing about them can be cited."),
            N_("Record the day the notice was handed over, then complete the observation."),
            name=subject.name,
        )
    if subject.purpose != purpose:
        raise RuleRefused(
            N_("This was written when the notice named another purpose, so it is not used for this one."),
            N_("Give the notice of the present purpose; what is written after it can be cited."),
        )
    if not observation.completed:
        raise RuleRefused(
            N_("A jot is private until it is completed, so it cannot be cited."),
            N_("Open it, add what is missing, and complete it."),
        )
    refuse_missed_on_hearsay(observation)
    refuse_restricted(observation)
    if not observation.is_informed:
        raise RuleRefused(
            N_("{name} does not know yet that {writer} gave this to you, so it cannot be cited."),
            N_("Wait for their confirmation, or tell them and record the day."),
            name=subject.name, writer=observation.written_by,
        )
    if not implied_concern(observation, subject):
        return
    if not subject.is_told or subject.told_on is None:
        raise RuleRefused(
            N_("This concern was not shared with {name}; a review may not hold a surprise."),
            N_("Talk about it or hand it over, record the date, and cite it {days} days later."),
            name=subject.name, days=shared_days,
        )
    earliest = subject.told_on + timedelta(days=shared_days)
    if on < earliest:
        raise RuleRefused(
            N_("This concern was shared on {told_on}; there are {days} days to answer it."),
            N_("It can stand in a review from {earliest}."),
            told_on=subject.told_on.isoformat(), days=shared_days, earliest=earliest.isoformat(),
        )


# The texts of an observation that a review prints; those the evidence check reads before a version is finished.
PRINTED_TEXTS: tuple[str, ...] = (
    "behaviour", "situation", "checked_how", "consequence", "what_was_wrong", "how_noticed", "who_was_told",
    "what_it_prevented", "reviewed_by", "rationale", "evidence_ref", "caught", "purpose",
    "alternative_considered", "trade_off", "human_part", "ai_part_text", "others_part", "who_absorbed_it",
)
# Answers of an observation that a review says in words beside the text (domain.md A, OBS fields).
PRINTED_CHOICES: tuple[str, ...] = (
    "flaw_type", "stakes", "held_up", "way_back", "contribution", "workslop_variant", "checking_effort", "reach",
    "ambiguity", "met_done", "escalation_end", "provenance_known",
)
PRINTED_MULTI: tuple[str, ...] = ("noticed_by", "chips", "workflow_steps", "counter_signal", "downstream")


@dataclass(frozen=True)
class KeptWords:
    """Words the evidence check stopped at and the writer kept; printed beside the text (domain.md E).

    ``field`` is the field of the text they stand in, ``tag`` is outcome_number, domain_term or quoted.
    """

    field: str
    span: str
    tag: str
    reason: str


@dataclass(frozen=True)
class CitedEpisode:
    """An observation as it stands in one review: the exact words cited, frozen with the version.

    ``said`` holds those of `PRINTED_CHOICES` that were answered, ``ticked`` those of `PRINTED_MULTI`; the words of who
    received the work stand here only with their permission.
    """

    uid: str
    observed_on: date
    written_on: date
    kind: str
    behaviour: str
    competencies: tuple[str, ...]
    situation: str = ""
    ai_part: str = "unknown"
    response: str = "unknown"
    soundness: str = "unclear"
    basis: str = ""
    checked_by: tuple[str, ...] = ()
    checked_how: str = ""
    outcome_test: tuple[str, ...] = ()
    consequence: str = ""
    what_was_wrong: str = ""
    how_noticed: str = ""
    who_was_told: str = ""
    what_it_prevented: str = ""
    reviewed_by: str = ""
    rationale: str = ""
    kept_human_reason: str = ""
    conditions: tuple[str, ...] = ()
    evidence_ref: str = ""
    caught: str = ""
    purpose: str = ""
    alternative_considered: str = ""
    trade_off: str = ""
    human_part: str = ""
    ai_part_text: str = ""
    others_part: str = ""
    who_absorbed_it: str = ""
    receiver_words: str = ""
    said: dict[str, str] = field(default_factory=dict)
    ticked: dict[str, tuple[str, ...]] = field(default_factory=dict)
    concern: bool = False
    told_on: date | None = None
    told_how: str | None = None
    before_notice: bool = False
    tags: tuple[KeptWords, ...] = ()
    # Another manager who wrote it; "" for the reviewer.
    written_by: str = ""


@dataclass(frozen=True)
class CompetencyJudgment:
    """One focus competency in a review; all three texts empty means "Not enough seen"."""

    competency_id: str
    name: str
    definition: str
    strength: str = ""
    concern: str = ""
    next_step: str = ""
    episodes: tuple[CitedEpisode, ...] = ()
    tags: tuple[KeptWords, ...] = ()

    @property
    def not_enough_seen(self) -> bool:
        """Nothing was cited for it, so nothing can be said; never a negative statement."""
        return not self.episodes


@dataclass(frozen=True)
class AgreedGrowth:
    """A goal, plan or offer of support as a review prints it: kind and choice of `domain.growth`, texts and days."""

    kind: str
    choice: str
    agreed_on: date
    texts: dict[str, str]
    days: dict[str, date]


@dataclass(frozen=True)
class ReviewContent:
    """Everything a review document shows, frozen: the PDF is made from this and nothing else.

    ``months`` are the first days of the months of the period. ``texts`` holds the general sections by
    id. ``version`` is 0 for a draft. ``dated`` is the day the record last changed: the document's date.
    ``purpose`` is what the organisation named as the purpose, "" for the shipped one.
    ``replies`` are the employee's own words. ``seat``, ``protected_modes``, ``capacities`` and ``role_context`` are of
    the role profile (`domain.role`), ``growth`` what was agreed for the period, ``practice_note`` the reviewer's own.
    ``left_out`` is what stands in place of words about third parties, empty where none were taken out of this copy.
    """

    review_uid: str
    person_name: str
    person_role: str
    reviewer_name: str
    period_from: date
    period_to: date
    framework_title: str
    framework_version: str
    framework_status: str
    state: str
    version: int
    dated: date
    notice_on: date | None
    judgments: tuple[CompetencyJudgment, ...]
    episodes: tuple[CitedEpisode, ...]
    texts: dict[str, str]
    foundational_skills: tuple[str, ...] = ()
    protected_work: tuple[str, ...] = ()
    away_from: date | None = None
    away_to: date | None = None
    shared_on: date | None = None
    talked_on: date | None = None
    language: str = "en"
    tags: tuple[KeptWords, ...] = ()
    replies: tuple[EmployeeReply, ...] = ()
    left_out: str = ""
    seat: str = ""
    protected_modes: tuple[str, ...] = ()
    capacities: dict[str, str] = field(default_factory=dict)
    role_context: dict[str, str] = field(default_factory=dict)
    growth: tuple[AgreedGrowth, ...] = ()
    practice_note: dict[str, str] = field(default_factory=dict)
    # Whether a self-assessment came, as a state of `domain.asking.Standing`; "" where none was asked for.
    self_assessment: str = ""
    self_assessment_on: date | None = None
    self_assessment_how: str = ""
    # The language the framework is written in; "" in versions made before it was kept.
    framework_language: str = ""
    purpose: str = ""

    @property
    def is_draft(self) -> bool:
        """True until a version was finished: every page of its export then says "Draft"."""
        return self.version == 0


def months_between(first: date, last: date) -> list[date]:
    """First days of all months that touch the period, oldest first."""
    months = []
    current = first.replace(day=1)
    while current <= last:
        months.append(current)
        current = (current + timedelta(days=32)).replace(day=1)
    return months


def place_in_months(day: date, months: list[date]) -> float:
    """Where the start of a day lies on a line of months, in months from its start; outside it is clamped."""
    if not months or day < months[0]:
        return 0.0
    index = (day.year - months[0].year) * 12 + day.month - months[0].month
    if index >= len(months):
        return float(len(months))
    return index + (day.day - 1) / monthrange(day.year, day.month)[1]


def mark_in_months(day: date, months: list[date]) -> float:
    """Where a mark for something on that day stands: in the middle of the day, not on its first minute."""
    return place_in_months(day, months) + 0.5 / 30


def absence_in_months(away_from: date | None, away_to: date | None, months: list[date]) -> tuple[float, float] | None:
    """From where to where an absence lies on a line of months; None when it does not touch it. Open: to the end."""
    if away_from is None or not months:
        return None
    start = place_in_months(away_from, months)
    end = float(len(months)) if away_to is None else place_in_months(away_to + timedelta(days=1), months)
    return (start, end) if start < end else None

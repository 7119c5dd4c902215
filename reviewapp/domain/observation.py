"""The observation: one dated episode, and what makes it complete (domain.md A and D).

Every field of the record is declared once in `CHOICES`, `MULTI_CHOICES` and `TEXTS`; the vault's
columns, the command line and the forms follow from these tables. There is deliberately no field
for an amount of AI activity: the unit of evidence is an episode, never a count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from reviewapp.domain.errors import N_, RuleRefused

MAX_COMPETENCIES = 3

# One value each. The first value is the default; () in `DEFAULTS` below means "not asked yet".
CHOICES: dict[str, tuple[str, ...]] = {
    "kind": ("observation", "caught_risk", "escalation", "kept_human", "decision_point"),
    "basis": ("saw_it", "saw_the_work", "told_by_receiver", "told_by_other", "self_reported"),
    "ai_part": ("unknown", "none", "suggested", "drafted", "analysed", "acted", "not_recorded"),
    "response": ("unknown", "accepted", "revised", "rejected", "escalated", "did_without_ai"),
    "soundness": ("unclear", "sound", "flawed", "no_output"),
    "known_when": ("at_the_time", "found_later", "never"),
    "known_from": ("test", "source", "expert", "receiver", "time"),
    "flaw_type": (
        "fact", "assumption", "context", "scope", "framing", "source", "bias", "privacy", "tone",
        "unneeded", "other",
    ),
    "stakes": ("low", "moderate", "high", "safety"),
    "held_up": ("unknown", "yes", "partly", "no"),
    "way_back": ("planned", "used", "none", "not_needed"),
    "confidence": ("sure", "fairly", "unsure"),
    "provenance_known": ("yes", "no", "na"),
    "contribution": (
        "evaluation_coverage", "red_team_finding", "documentation", "postmortem", "design_lab",
        "teaching",
    ),
    "workslop_variant": ("inaccurate", "unneeded", "undigested", "wrong_context"),
    "kept_human_reason": (
        "learning", "relationship", "accountability", "privacy", "quality", "values", "other",
    ),
    "checking_effort": ("unknown", "light", "moderate", "heavy"),
    "reach": ("own_task", "team", "downstream", "customer"),
    "ambiguity": ("low", "high"),
    # What became of what was raised; a false alarm is an end like any other (domain.md A25, A46, C).
    "escalation_end": ("open", "mended", "false_alarm", "nothing_done"),
    "met_done": ("yes", "partly", "no", "na"),
    "restricted": ("none", "protected_disclosure", "third_party"),
}

# Several values each; stored in the order given here.
MULTI_CHOICES: dict[str, tuple[str, ...]] = {
    "checked_by": ("source", "test", "second_person", "own_expertise", "none", "unknown"),
    "outcome_test": ("worked", "lasted", "helped", "adopted", "too_early", "none"),
    "noticed_by": ("the_person", "colleague", "receiver", "manager", "system"),
    "chips": (
        "paused_to_check", "stopped_doing", "retired_or_declined_output",
        "declined_as_not_worth_doing", "matched_receiver_pace",
    ),
    "workflow_steps": (
        "scoped", "chose_model_and_tools", "evaluation", "human_review", "guardrail", "versioned",
    ),
    "counter_signal": ("workslop", "polish_over_reasoning", "pseudo_work", "other"),
    "conditions": (
        "no_training", "no_guideline", "deadline", "usage_target", "unclear_ask", "tool_limit",
        "none_known",
    ),
    "downstream": ("review", "correction", "triage", "explaining", "queue"),
}

# Free text; every saved wording is kept as an immutable revision.
TEXTS: tuple[str, ...] = (
    "behaviour", "situation", "purpose", "checked_how", "caught", "consequence", "trade_off",
    "what_was_wrong", "how_noticed", "who_was_told", "what_it_prevented", "human_part",
    "ai_part_text", "others_part", "who_absorbed_it", "alternative_considered", "receiver_words",
    "reviewed_by", "rationale", "evidence_ref", "follow_up", "who_as_written", "withdrawn_reason",
)

DATES: tuple[str, ...] = ("when_told", "recheck_on")
FLAGS: tuple[str, ...] = ("receiver_words_permitted",)

# What a new jot holds when nobody has said anything else (domain.md D, column "Needed for").
DEFAULTS: dict[str, str] = {
    "kind": "observation", "ai_part": "unknown", "response": "unknown", "soundness": "unclear",
    "held_up": "unknown", "checking_effort": "unknown", "restricted": "none",
}

ANCHORS: tuple[str, ...] = ("missed", "prompted", "independent", "enabling")
ANCHOR_CHOICES: tuple[str, ...] = (*ANCHORS, "not_enough_seen", "none")

STATUSES: tuple[str, ...] = ("jot", "complete", "shared", "answered", "in_review", "withdrawn")
TOLD_HOW: tuple[str, ...] = ("conversation", "packet", "paper")
# How somebody agreed that a restricted episode may leave.
AGREED_HOW: tuple[str, ...] = ("conversation", "message", "paper")

# AI took part in a way that can be checked, so completion asks how it was checked.
AI_TOOK_PART = frozenset({"suggested", "drafted", "analysed", "acted"})


@dataclass(frozen=True)
class Subject:
    """One person in an observation: what is said of this person, and whether they know of it.

    ``concern`` is None until the question "Does this speak against the person?" is answered.
    ``told_on`` counts as shared only when ``told_confirmed`` is true (an import that says
    "Told them? y" leaves the date to be confirmed).
    ``purpose`` is the one of the notice under which it was written, "" for the shipped one.
    """

    person_id: int
    name: str
    concern: bool | None = None
    closest_anchor: str | None = None
    told_on: date | None = None
    told_how: str | None = None
    told_confirmed: bool = False
    noticed: bool = False
    person_view: str = ""
    purpose: str = ""

    @property
    def is_told(self) -> bool:
        """True when the person knows of it: a confirmed date of a conversation, paper or packet."""
        return self.told_on is not None and self.told_confirmed


@dataclass(frozen=True)
class CompetencyTag:
    """A competency an episode shows, of the framework it was chosen from.

    Two versions of one framework (one key) mean the same competency by the same id; two frameworks never do.
    """

    framework_key: str
    framework_version: str
    competency_id: str

    def written(self, home: str = "") -> str:
        """``J6`` within the framework whose key is ``home``, ``wards/J6`` outside it."""
        return self.competency_id if self.framework_key == home else f"{self.framework_key}/{self.competency_id}"


@dataclass(frozen=True)
class Observation:
    """One episode as the vault returns it. ``choices``, ``multi`` and ``texts`` hold set fields only.

    ``written_by`` is another manager whose observation came in a packet, "" for the writer of the vault;
    ``informed_on`` is since when the person knows that it did. ``agreed_on`` is the day everybody in it had agreed that
    a restricted one may leave.
    """

    id: int
    uid: str
    observed_on: date | None
    written_on: date
    subjects: tuple[Subject, ...]
    choices: dict[str, str] = field(default_factory=dict)
    multi: dict[str, tuple[str, ...]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    dates: dict[str, date] = field(default_factory=dict)
    flags: dict[str, bool] = field(default_factory=dict)
    competency_tags: tuple[CompetencyTag, ...] = ()
    date_as_written: str = ""
    date_candidates: tuple[date, ...] = ()
    completed: bool = False
    withdrawn: bool = False
    cited: bool = False
    answered: bool = False
    deleted: bool = False
    written_by: str = ""
    packet_id: int | None = None
    informed_on: date | None = None
    agreed_on: date | None = None

    @property
    def behaviour(self) -> str:
        """What was done or said: the one text every observation has."""
        return self.texts.get("behaviour", "")

    @property
    def competencies(self) -> tuple[str, ...]:
        """The ids alone, as lists and the command line print them; to compare them, say of which framework."""
        return tuple(dict.fromkeys(tag.competency_id for tag in self.competency_tags))

    def competencies_of(self, framework_key: str) -> tuple[str, ...]:
        """The ids chosen from one framework, whichever version; for reading by it, `crosswalk.ids_in`."""
        return tuple(tag.competency_id for tag in self.competency_tags if tag.framework_key == framework_key)

    @property
    def kind(self) -> str:
        """One of `CHOICES["kind"]`."""
        return self.choices.get("kind", DEFAULTS["kind"])

    def choice(self, name: str) -> str | None:
        """The value of a single-choice field, its default, or None when never asked."""
        return self.choices.get(name, DEFAULTS.get(name))

    @property
    def is_restricted(self) -> bool:
        """True for a protected disclosure and for what belongs to a third party."""
        return self.choice("restricted") != "none"

    @property
    def may_leave(self) -> bool:
        """False for a restricted one nobody, or not everybody in it, agreed to (2019/1937 art. 19; domain.md D)."""
        return not self.is_restricted or self.agreed_on is not None

    @property
    def is_informed(self) -> bool:
        """False while the person does not know that another manager gave it to the writer of this vault."""
        return not self.written_by or self.informed_on is not None

    @property
    def status(self) -> str:
        """Where it stands in its life (domain.md D, lifecycle); one of `STATUSES`.

        With several people it is ``shared`` only when every one of them was told, and ``answered`` when one of
        them has said something to it since.
        """
        if self.withdrawn:
            return "withdrawn"
        if not self.completed:
            return "jot"
        if self.cited:
            return "in_review"
        if self.subjects and all(subject.is_told for subject in self.subjects):
            return "answered" if self.answered else "shared"
        return "complete"

    @property
    def waits_for_notice(self) -> bool:
        """True while somebody in it has had no transparency notice (GDPR art. 13)."""
        return not self.completed and any(not subject.noticed for subject in self.subjects)


def missing_for_completion(observation: Observation) -> list[str]:
    """Names of what completion still needs, in the order the form asks for it.

    Ids: ``person``, ``notice``, ``behaviour``, ``date``, ``checked``, ``effect``, ``basis``,
    ``competencies``, ``concern``, ``rationale``. Source: domain.md D ("Needed for: evidence"), A76 (the reason of
    a decision), PRODUCT.md (notice, concern). Situation is asked for by the form but a sentence may already carry it.
    """
    missing = []
    if not observation.subjects:
        missing.append("person")
    if any(not subject.noticed for subject in observation.subjects):
        missing.append("notice")
    if not observation.behaviour.strip():
        missing.append("behaviour")
    if observation.observed_on is None:
        missing.append("date")
    took_part = observation.choice("ai_part") in AI_TOOK_PART
    if took_part and not (observation.multi.get("checked_by") or observation.texts.get("checked_how")):
        missing.append("checked")
    if not (observation.multi.get("outcome_test") or observation.texts.get("consequence", "").strip()):
        missing.append("effect")
    if not observation.choices.get("basis"):
        missing.append("basis")
    if not 1 <= len(observation.competency_tags) <= MAX_COMPETENCIES:
        missing.append("competencies")
    if any(implied_concern(observation, subject) is None for subject in observation.subjects):
        missing.append("concern")
    if observation.kind == "decision_point" and not observation.texts.get("rationale", "").strip():
        missing.append("rationale")
    return missing


def implied_concern(observation: Observation, subject: Subject) -> bool | None:
    """The concern that counts: the answer given, or yes where a Missed anchor or a counter-signal makes it so.

    Source: PRODUCT.md, vocabulary ("anchor Missed or any counter-signal makes it yes").
    """
    if subject.closest_anchor == "missed" or observation.multi.get("counter_signal"):
        return True
    return subject.concern


def refuse_restricted(observation: Observation) -> None:
    """Raise RuleRefused for a restricted one that may not leave: not in a file, and not in a review."""
    if not observation.may_leave:
        raise RuleRefused(
            N_("This episode is marked as restricted, so it does not leave the vault."),
            N_("Ask the person; with their agreement on record it may. Without it, it stays here."),
        )


def refuse_change_of_others(observation: Observation) -> None:
    """Raise RuleRefused for one that another manager wrote: only its writer rewrites it (PRODUCT.md, promise 6)."""
    if observation.written_by:
        raise RuleRefused(
            N_("{name} wrote this, so it is only read here."),
            N_("Ask them to correct it and hand it over again, or write down what you saw yourself."),
            name=observation.written_by,
        )


def missed_on_hearsay(observation: Observation) -> bool:
    """True where a Missed anchor rests on what somebody else told alone (domain.md D, check "Basis").

    The receiver of the work speaks at first hand, and so does the person.
    """
    return observation.choices.get("basis") == "told_by_other" and any(
        subject.closest_anchor == "missed" for subject in observation.subjects
    )


def refuse_missed_on_hearsay(observation: Observation) -> None:
    """Raise RuleRefused where `missed_on_hearsay` holds: not accepted as evidence."""
    if missed_on_hearsay(observation):
        raise RuleRefused(
            N_("Missed rests on hearsay here, and nobody can answer hearsay."),
            N_("Ask somebody who saw it, look at the work yourself, or take the anchor away."),
        )


def ordered(name: str, values: Iterable[str]) -> tuple[str, ...]:
    """The given values of a multi-choice field in the order of `MULTI_CHOICES`, without repeats."""
    wanted = set(values)
    return tuple(value for value in MULTI_CHOICES[name] if value in wanted)

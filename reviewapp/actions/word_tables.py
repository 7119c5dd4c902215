"""The words for stored ids, in tables of the chosen language; screens read them through `reviewapp.ui.words`.

Each entry is a whole sentence or phrase of its own, even where two look the same in English: other
languages need different endings for "unknown AI part" and "unknown response".
"""

from __future__ import annotations

from functools import cache

from reviewapp.i18n import _, in_document

Words = dict[str, str]


def choice_words(language: str) -> dict[str, Words]:
    """Labels by field and value. ``language`` is only the cache key: `_` already answers in it."""
    return _choice_words(language, in_document())


def field_words(language: str) -> Words:
    """The label of each field of an observation, as its form asks for it."""
    return _field_words(language, in_document())


# A document may say in German what a screen of the same computer says in English.
@cache
def _choice_words(_language: str, _in_document: bool) -> dict[str, Words]:
    return {**_episode(), **_judging(), **_circumstances(), **_multi_checks(), **_multi_context()}


@cache
def _field_words(_language: str, _in_document: bool) -> Words:
    return {**_field_choices(), **_field_multi(), **_field_texts()}


def _episode() -> dict[str, Words]:
    return {
        "kind": {
            "observation": _("Observation"), "caught_risk": _("Caught risk"), "escalation": _("Escalation"),
            "kept_human": _("Kept human"), "decision_point": _("Decision point"),
        },
        "basis": {
            "saw_it": _("I saw it"), "saw_the_work": _("I saw the work"),
            "told_by_receiver": _("Told by who received it"), "told_by_other": _("Told by someone else"),
            "self_reported": _("The person told me"),
        },
        "ai_part": {
            "unknown": _("Not known"), "none": _("None"), "suggested": _("Suggested"), "drafted": _("Drafted"),
            "analysed": _("Analysed"), "acted": _("Acted"), "not_recorded": _("Not recorded"),
        },
        "response": {
            "unknown": _("Response not known"), "accepted": _("Accepted"), "revised": _("Revised"),
            "rejected": _("Rejected"), "escalated": _("Escalated"), "did_without_ai": _("Did without AI"),
        },
        "soundness": {
            "unclear": _("Unclear"), "sound": _("Sound"), "flawed": _("Flawed"), "no_output": _("No output"),
        },
        "kept_human_reason": {
            "learning": _("Learning"), "relationship": _("Relationship"), "accountability": _("Accountability"),
            "privacy": _("Privacy of people"), "quality": _("Quality"), "values": _("Values"),
            "other": _("Another reason"),
        },
    }  # fmt: skip


def _judging() -> dict[str, Words]:
    return {
        "known_when": {
            "at_the_time": _("Could be known at the time"), "found_later": _("Found later"), "never": _("Never known"),
        },
        "known_from": {
            "test": _("Known from a test"), "source": _("Known from a source"), "expert": _("Known from an expert"),
            "receiver": _("Known from who received it"), "time": _("Time showed it"),
        },
        "flaw_type": {
            "fact": _("Wrong fact"), "assumption": _("Wrong assumption"), "context": _("Missing context"),
            "scope": _("Wrong scope"), "framing": _("Framing"), "source": _("Source"), "bias": _("Bias"),
            "privacy": _("Privacy"), "tone": _("Tone"), "unneeded": _("Not needed"), "other": _("Another flaw"),
        },
        "held_up": {
            "unknown": _("Not known yet"), "yes": _("It held up"), "partly": _("Held up in part"),
            "no": _("Did not hold up"),
        },
        "confidence": {"sure": _("Sure"), "fairly": _("Fairly sure"), "unsure": _("Unsure")},
        "provenance_known": {
            "yes": _("Origin known"), "no": _("Origin not known"), "na": _("Origin does not matter here"),
        },
        "workslop_variant": {
            "inaccurate": _("Inaccurate"), "unneeded": _("Not needed by anyone"), "undigested": _("Not digested"),
            "wrong_context": _("Wrong for the context"),
        },
        "met_done": {
            "yes": _("Met the definition of done"), "partly": _("Met it in part"), "no": _("Did not meet it"),
            "na": _("No definition of done"),
        },
        "anchor": {
            "missed": _("Missed"), "prompted": _("Prompted"), "independent": _("Independent"),
            "enabling": _("Enabling"), "not_enough_seen": _("Not enough seen"), "none": _("No anchor"),
        },
    }  # fmt: skip


def _circumstances() -> dict[str, Words]:
    return {
        "stakes": {
            "low": _("Low stakes"), "moderate": _("Moderate stakes"), "high": _("High stakes"),
            "safety": _("Safety at stake"),
        },
        "way_back": {
            "planned": _("Way back planned"), "used": _("Way back used"), "none": _("No way back"),
            "not_needed": _("No way back needed"),
        },
        "contribution": {
            "evaluation_coverage": _("Evaluation coverage"), "red_team_finding": _("Red-team finding"),
            "documentation": _("Documentation"), "postmortem": _("Post-mortem"), "design_lab": _("Design lab"),
            "teaching": _("Teaching"),
        },
        "checking_effort": {
            "unknown": _("Effort not known"), "light": _("Light checking"), "moderate": _("Moderate checking"),
            "heavy": _("Heavy checking"),
        },
        "reach": {
            "own_task": _("Own task"), "team": _("Team"), "downstream": _("Downstream"), "customer": _("Customer"),
        },
        "escalation_end": {
            "open": _("Still open"), "mended": _("It was put right"),
            "false_alarm": _("A false alarm, fair to raise"), "nothing_done": _("Nobody acted on it"),
        },
        "ambiguity": {"low": _("Clear situation"), "high": _("Ambiguous situation")},
        "restricted": {
            "none": _("Not restricted"), "protected_disclosure": _("Protected disclosure"),
            "third_party": _("Someone else's information"),
        },
        "status": {
            "jot": _("Private jot"), "complete": _("Complete, not shared yet"), "shared": _("Shared"),
            "answered": _("Answered"), "in_review": _("In review"), "withdrawn": _("Withdrawn"),
        },
        "told_how": {
            "conversation": _("In a conversation"), "packet": _("In a packet"), "paper": _("On paper"),
        },
    }  # fmt: skip


def _multi_checks() -> dict[str, Words]:
    return {
        "checked_by": {
            "source": _("Against a source"), "test": _("With a test"), "second_person": _("By a second person"),
            "own_expertise": _("From own expertise"), "none": _("Not checked"), "unknown": _("Checking not known"),
        },
        "outcome_test": {
            "worked": _("It worked"), "lasted": _("It lasted"), "helped": _("It helped someone"),
            "adopted": _("Others took it up"), "too_early": _("Too early to say"), "none": _("No effect seen"),
        },
        "noticed_by": {
            "the_person": _("The person"), "colleague": _("A colleague"), "receiver": _("Who received it"),
            "manager": _("The manager"), "system": _("A system"),
        },
        "chips": {
            "paused_to_check": _("Paused to check"), "stopped_doing": _("Stopped doing something"),
            "retired_or_declined_output": _("Retired or declined output"),
            "declined_as_not_worth_doing": _("Declined as not worth doing"),
            "matched_receiver_pace": _("Matched the receiver's pace"),
        },
    }  # fmt: skip


def _multi_context() -> dict[str, Words]:
    return {
        "workflow_steps": {
            "scoped": _("Scoped it"), "chose_model_and_tools": _("Chose model and tools"),
            "evaluation": _("Set up evaluation"), "human_review": _("Set up human review"),
            "guardrail": _("Set a guard-rail"), "versioned": _("Versioned it"),
        },
        "counter_signal": {
            "workslop": _("Workslop"), "polish_over_reasoning": _("Polish over reasoning"),
            "pseudo_work": _("Pseudo-work"), "other": _("Another counter-signal"),
        },
        "conditions": {
            "no_training": _("No training given"), "no_guideline": _("No guideline"), "deadline": _("Deadline"),
            "usage_target": _("A usage target"), "unclear_ask": _("Unclear request"),
            "tool_limit": _("Limit of the tool"), "none_known": _("None known"),
        },
        "downstream": {
            "review": _("More review"), "correction": _("More correction"), "triage": _("More triage"),
            "explaining": _("More explaining"), "queue": _("A longer queue"),
        },
    }  # fmt: skip


def _field_choices() -> Words:
    return {
        "kind": _("Kind"), "basis": _("How do you know?"), "ai_part": _("AI's part"), "response": _("Response"),
        "soundness": _("AI's output was"), "known_when": _("When could it be known?"),
        "known_from": _("What showed it?"), "flaw_type": _("Kind of flaw"), "stakes": _("Stakes"),
        "held_up": _("Did it hold up?"), "way_back": _("Way back"), "confidence": _("How sure was the person?"),
        "provenance_known": _("Is the origin of the material known?"), "contribution": _("Kind of contribution"),
        "workslop_variant": _("What was wrong with the work passed on?"),
        "kept_human_reason": _("Why was it kept human?"), "checking_effort": _("Checking effort"),
        "reach": _("Reach"), "ambiguity": _("How clear was the situation?"),
        "escalation_end": _("What became of it?"),
        "met_done": _("Definition of done"), "restricted": _("Restricted"), "anchor": _("Closest anchor"),
        "status": _("Status"), "told_how": _("How were they told?"), "competencies": _("Competencies"),
        "observed_on": _("Date"), "person": _("Person"), "concern": _("Does this speak against the person?"),
    }  # fmt: skip


def _field_multi() -> Words:
    return {
        "checked_by": _("How was it checked?"), "outcome_test": _("What came of it?"),
        "noticed_by": _("Who noticed?"), "chips": _("What else did they do?"), "workflow_steps": _("Steps they set up"),
        "counter_signal": _("Counter-signals"), "conditions": _("Conditions they worked under"),
        "downstream": _("Work it caused for others"), "when_told": _("When were they told?"),
        "recheck_on": _("Look again on"), "receiver_words_permitted": _("They agreed to be quoted"),
    }  # fmt: skip


def _field_texts() -> Words:
    return {
        "behaviour": _("What happened"), "situation": _("Situation"), "purpose": _("What was it for?"),
        "checked_how": _("How they checked"), "caught": _("What was caught"), "consequence": _("Effect"),
        "trade_off": _("Trade-off"), "what_was_wrong": _("What was wrong"), "how_noticed": _("How it was noticed"),
        "who_was_told": _("Who was told (role, not name)"), "what_it_prevented": _("What it prevented"),
        "human_part": _("The person's part"), "ai_part_text": _("AI's part in words"),
        "others_part": _("The part of others"), "who_absorbed_it": _("Who absorbed the extra work"),
        "alternative_considered": _("Alternative considered"), "receiver_words": _("Words of who received it"),
        "reviewed_by": _("Reviewed by (role, not name)"), "rationale": _("Reason"),
        "evidence_ref": _("Where it can be found"), "follow_up": _("What follows from it"),
        "who_as_written": _("Who, as written in the notes"), "withdrawn_reason": _("Reason for withdrawing"),
    }  # fmt: skip

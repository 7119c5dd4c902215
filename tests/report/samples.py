"""Reviews to print: builders of `ReviewContent` for tests of this room and of others."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from reviewapp.domain.review import AgreedGrowth, CitedEpisode, CompetencyJudgment, ReviewContent

_NAMES = {
    "J1": (
        "Choosing the work",
        "Whether AI belongs in this task, what done means, and what would make it not worth doing.",
    ),
    "J2": ("Keeping work and skill human", "Deliberate non-delegation, and foundational skill kept in practice."),
    "J4": ("Discernment", "Noticing when plausible output does not fit, and deciding how far to rely on it."),
    "J5": ("Critical assessment", "Checking accuracy, sources and bias by independent means, in proportion to harm."),
    "J6": (
        "Escalation and push-back",
        "Telling someone who can act, in time and with enough detail, until it is closed.",
    ),
    "J7": ("Owning the result", "standing behind it, and seeing whether it held"),
    "J8": ("Ethics and privacy", "protecting the people affected, and knowing when not to proceed"),
}


def episode(uid: str = "o-1", **changes: Any) -> CitedEpisode:
    """One complete, shared episode; any field can be changed."""
    values: dict[str, Any] = {
        "uid": uid,
        "observed_on": date(2026, 3, 12),
        "written_on": date(2026, 3, 12),
        "kind": "observation",
        "behaviour": "Compared the drafted refund rules with the signed contract before the release.",
        "competencies": ("J5",),
        "situation": "Rewrite of the refund rules, two days before a release.",
        "ai_part": "drafted",
        "response": "revised",
        "soundness": "flawed",
        "basis": "saw_the_work",
        "checked_by": ("source",),
        "outcome_test": ("worked", "lasted"),
        "told_on": date(2026, 3, 14),
        "told_how": "conversation",
    }
    return CitedEpisode(**{**values, **changes})


def caught_risk(uid: str = "o-risk", **changes: Any) -> CitedEpisode:
    """An episode of kind "caught risk" with all that is asked about one."""
    return episode(
        uid,
        **{
            "observed_on": date(2026, 5, 6),
            "written_on": date(2026, 5, 7),
            "kind": "caught_risk",
            "behaviour": "Stopped the migration script half an hour before it was to run.",
            "competencies": ("J4", "J6"),
            "ai_part": "acted",
            "response": "escalated",
            "what_was_wrong": "The generated script dropped customers without a postal code.",
            "how_noticed": "The row totals of two exports did not agree.",
            "who_was_told": "The service owner and the on-call engineer.",
            "what_it_prevented": "Loss of the billing addresses of the northern region.",
            "checked_how": "Ran both exports again on a copy.",
            "checked_by": (),
            "consequence": "The script was corrected and ran the week after.",
            "evidence_ref": "Incident note BILL-220",
            **changes,
        },
    )


def judgment(competency: str, episodes: tuple[CitedEpisode, ...] = (), **texts: str) -> CompetencyJudgment:
    """A focus competency with its episodes; strength, concern and next step as keywords."""
    name, definition = _NAMES[competency]
    return CompetencyJudgment(competency, name, definition, episodes=episodes, **texts)


def review(**changes: Any) -> ReviewContent:
    """A finished review that uses every section; any field can be changed."""
    values: dict[str, Any] = {
        "review_uid": "rev-7f3a1c52",
        "person_name": "Anna Kowalska-Lindström",
        "person_role": "Senior engineer, billing platform",
        "reviewer_name": "Jonas Weiß",
        "period_from": date(2026, 3, 1),
        "period_to": date(2026, 11, 20),
        "framework_title": "Judgment in work with AI",
        "framework_version": "1",
        "framework_status": "drafted by the authors, not validated",
        "framework_language": "en",
        "state": "final",
        "version": 1,
        "dated": date(2026, 12, 2),
        "notice_on": date(2026, 2, 20),
        "judgments": _judgments(),
        "episodes": _episodes(),
        "texts": _texts(),
        "foundational_skills": ("Reading a query plan without help", "Writing a rollback by hand"),
        "protected_work": ("Conversations with customers after an outage",),
        "away_from": date(2026, 8, 3),
        "away_to": date(2026, 8, 30),
        "shared_on": date(2026, 11, 25),
        "talked_on": date(2026, 12, 1),
    }
    return ReviewContent(**{**values, **changes})


def draft(**changes: Any) -> ReviewContent:
    """The same review as a draft."""
    return review(**{"state": "draft", "version": 0, "shared_on": None, "talked_on": None, **changes})


def empty(**changes: Any) -> ReviewContent:
    """A draft with a focus but nothing cited and nothing written."""
    nothing: dict[str, Any] = {
        "judgments": tuple(judgment(key) for key in ("J1", "J4", "J5", "J6")),
        "episodes": (),
        "texts": {},
        "foundational_skills": (),
        "protected_work": (),
        "away_from": None,
        "away_to": None,
        "notice_on": None,
    }
    return draft(**{**nothing, **changes})


def crowded(episodes: int = 60, **changes: Any) -> ReviewContent:
    """A review with many episodes, spread over the period and over four competencies."""
    keys = ("J1", "J4", "J5", "J6")
    made = tuple(
        episode(
            f"o-{number:03}",
            observed_on=date(2026, 3, 2) + timedelta(days=number * 4),
            written_on=date(2026, 3, 2) + timedelta(days=number * 4 + number % 11),
            competencies=(keys[number % 4],),
            behaviour=_LONG_BEHAVIOUR if number % 7 == 0 else f"Did the agreed check of the {_THINGS[number % 5]}.",
        )
        for number in range(episodes)
    )
    judged = tuple(
        judgment(key, tuple(item for item in made if key in item.competencies), strength="Checks before relying.")
        for key in keys
    )
    return review(**{"episodes": made, "judgments": judged, **changes})


def full(**changes: Any) -> ReviewContent:
    """A review as full as one gets: all sections, seven competencies, and episodes that speak to two or three."""
    keys = ("J1", "J2", "J4", "J5", "J6", "J7", "J8")
    made = tuple(_full_episode(number, keys) for number in range(17))
    judged = tuple(
        judgment(
            key,
            tuple(item for item in made if key in item.competencies) if key != "J8" else (),
            strength=_LONG_BEHAVIOUR,
            concern="In the last weeks of the quarter a check was left out; it was said at once and made good.",
            next_step="Name the check before the work begins. I will ask for it in the plan, and make room for it.",
        )
        for key in keys
    )
    longer = ("summary", "kept_human", "foundational_skills", "context", "goals", "open_questions", "cannot_show")
    texts = {name: f"{text} {_LONG_BEHAVIOUR}" if name in longer else text for name, text in _texts().items()}
    return review(**{"episodes": made, "judgments": judged, "texts": texts, **changes})


def grown(**changes: Any) -> ReviewContent:
    """A review with the role in words, goals, a plan, support, the reviewer's note, and all that surrounds an episode."""
    around = episode(
        "g-1", behaviour="Stopped the summary of the audit before it went out.", purpose="The yearly audit.",
        alternative_considered="Sending it with a warning.", trade_off="A day against trust.", rationale="Nobody waits.",
        human_part="The judgment of the gaps.", ai_part_text="The first outline.", others_part="The auditor's list.",
        who_absorbed_it="The night shift.", receiver_words="I could rely on it.", caught="Two missing invoices.",
        said={"stakes": "high", "ambiguity": "high", "reach": "customer", "provenance_known": "no", "flaw_type": "source",
              "contribution": "teaching", "checking_effort": "heavy", "way_back": "used", "met_done": "partly",
              "held_up": "yes", "workslop_variant": "undigested", "escalation_end": "false_alarm"},
        ticked={"noticed_by": ("colleague",), "chips": ("paused_to_check",), "workflow_steps": ("evaluation", "guardrail"),
                "counter_signal": ("workslop", "pseudo_work"), "downstream": ("review", "queue")},
    )  # fmt: skip
    agreed = (
        AgreedGrowth("goal", "experiment", date(2026, 4, 2),
                     {"aim": "A second reader for refunds.", "if_it_fails_we_learn": "Which texts need none.",
                      "what_we_learned": "Short ones."}, {"look_back_on": date(2026, 9, 1)}),
        AgreedGrowth("plan", "own", date(2026, 4, 3),
                     {"from_now": "Reads evaluations.", "toward": "Writes them.", "next_step": "One with the clinic.",
                      "support_owner": "Jonas Weiß", "support_promised": "Half a day.", "support_given": "Two hours."},
                     {"given_on": date(2026, 6, 1), "ended_on": date(2026, 11, 2)}),
        AgreedGrowth("plan", "eval_design", date(2026, 4, 4),
                     {"next_step": "Read the guide.", "support_owner": "Ruth Ansell", "support_promised": "A course."}, {}),
        AgreedGrowth("support", "training", date(2026, 5, 3), {"topic": "The tool's limits.", "time_given": "A morning."},
                     {"given_on": date(2026, 5, 20)}),
    )  # fmt: skip
    values: dict[str, Any] = {
        "episodes": (around,), "judgments": (judgment("J5", (around,)),), "growth": agreed,
        "protected_modes": ("augment",), "capacities": {"empathy": "central", "leadership": "supporting"},
        "role_context": {"capacities": "Calm on the phone.", "access": "Two tools.", "training": "None yet.",
                         "permitted_data": "No names.", "time": "Fridays."},
        "practice_note": {"what_i_checked": "My own letter.", "what_i_got_wrong": "A date.",
                          "what_i_changed": "I read it aloud."},
    }  # fmt: skip
    return review(**{**values, **changes})


def _full_episode(number: int, keys: tuple[str, ...]) -> CitedEpisode:
    day = date(2026, 3, 2) + timedelta(days=number * 14)
    values: dict[str, Any] = {
        "observed_on": day,
        "written_on": day,
        "told_on": day + timedelta(days=2),
        "competencies": tuple(sorted({keys[number % 6], keys[(number * 5 + 2) % 6]})),
        "behaviour": f"In case {chr(65 + number)} the first result looked right. {_LONG_BEHAVIOUR}",
        "consequence": "Two people could go on with what they had and did not have to ask again.",
    }
    return caught_risk(f"f-{number:02}", **values) if number in (2, 9) else episode(f"f-{number:02}", **values)


_THINGS = ("forecast", "letter", "summary", "mapping", "release note")
_LONG_BEHAVIOUR = (
    "Asked the two people who would receive the analysis what they needed it for, found that the question had "
    "changed since the order, and threw the generated version away although it was finished."
)


def _episodes() -> tuple[CitedEpisode, ...]:
    return (
        episode("o-1"),
        caught_risk(),
        episode(
            "o-2",
            observed_on=date(2026, 4, 21),
            written_on=date(2026, 5, 4),
            behaviour="Wrote the letter to the customers affected by the outage herself.",
            kind="kept_human",
            kept_human_reason="relationship",
            competencies=("J2",),
            ai_part="none",
            response="did_without_ai",
            soundness="no_output",
            basis="told_by_receiver",
            checked_by=(),
            outcome_test=("helped",),
            told_how="packet",
        ),
        episode(
            "o-3",
            observed_on=date(2026, 9, 15),
            written_on=date(2026, 9, 15),
            behaviour="Passed on a summary of the audit meeting without reading the minutes.",
            competencies=("J5",),
            ai_part="analysed",
            response="accepted",
            basis="saw_it",
            checked_by=("none",),
            outcome_test=(),
            consequence="Two decisions were reported wrongly and had to be taken back.",
            concern=True,
            conditions=("no_guideline", "deadline"),
            told_on=date(2026, 9, 18),
        ),
        episode(
            "o-4",
            observed_on=date(2026, 3, 3),
            written_on=date(2026, 3, 3),
            behaviour="Asked what done would mean before any draft was made.",
            competencies=("J1",),
            ai_part="not_recorded",
            response="unknown",
            soundness="unclear",
            basis="self_reported",
            told_on=None,
            told_how=None,
            before_notice=True,
        ),
    )


def _judgments() -> tuple[CompetencyJudgment, ...]:
    first, risk, letter, summary, _outside = _episodes()
    return (
        judgment("J2", (letter,), strength="Keeps the words that people will remember in her own hand."),
        judgment(
            "J4",
            (risk,),
            strength="Trusts a result only as far as it explains itself. When two exports disagreed she treated the "
            "difference as a message, not as noise, and stopped a step that could not have been undone.",
            next_step="Write down the sign that made her stop, so that the team can look for it too.",
        ),
        judgment(
            "J5",
            (first, summary),
            strength="Goes back to the signed source where money or law is touched.",
            concern="Under time pressure a summary went out unread.\n\nThe same pressure is likely in the next audit.",
            next_step="Agree with the audit team which summaries need a second reader.",
        ),
        judgment("J6", (risk,), strength="Told the person who could act, with the evidence in hand."),
        judgment("J1"),
    )


def _texts() -> dict[str, str]:
    return {
        "summary": "Anna made the riskiest change of the year safer by not believing a clean-looking result. Where the "
        "stakes were high she checked against sources nobody could argue with.\n\nThe thing to work on is what "
        "happens when there is no time: the one concern in this record comes from such a day.",
        "trustworthy_work": "Every generated migration now runs on a copy first; Anna wrote the rule and the rollback.",
        "kept_human": "Letters after an outage, and the decision to run an irreversible step.",
        "foundational_skills": "Reads query plans in the weekly clinic without help.",
        "invisible_work": "Answered the questions of two new colleagues for weeks.",
        "context": "The audit moved forward by three weeks; no guideline on summaries existed.",
        "decision_quality": "Names what would change her mind before she decides.",
        "cross_team_exchange": "Brought the support team into the review of refund texts.",
        "handling_the_new": "Tried the new export tool on one closed case first.",
        "goals": "Agree on a second-reader rule by January. The employer gives half a day to write it.",
        "open_questions": "Who owns the refund rules after the move?",
        "cannot_show": "Most of the on-call work happens at night and was seen by nobody.",
    }

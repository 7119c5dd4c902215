"""Words for the values of an episode: every id of the record as a sentence a person can read.

Two rules stand behind the choice of words (PRODUCT.md, promises 1 and 9): nothing here counts, and
"did without AI" and "not recorded" are said as plainly as any other value.
"""

from __future__ import annotations

from reviewapp.domain.review import CitedEpisode, KeptWords, ReviewContent
from reviewapp.i18n import _
from reviewapp.report.dates import listed, read_date
from reviewapp.report.plain import one_line

# A note written this many days after the event says so, because memory fades (domain.md D, recency).
WRITTEN_LATE_DAYS = 7


def kind_label(kind: str) -> str:
    """The kind of an episode; empty for the ordinary one."""
    return {
        "caught_risk": _("Caught risk"),
        "escalation": _("Escalation"),
        "kept_human": _("Kept human"),
        "decision_point": _("Decision point"),
    }.get(kind, "")


def basis_sentence(basis: str) -> str:
    """How the reviewer knows: one short sentence."""
    return {
        "saw_it": _("Seen by the reviewer."),
        "saw_the_work": _("Known from the work itself."),
        "told_by_receiver": _("Told by the receiver of the work."),
        "told_by_other": _("Told by someone else."),
        "self_reported": _("Told by the person."),
    }.get(basis, _("How this is known was not recorded."))


def reliance_sentence(episode: CitedEpisode) -> str:
    """AI's part and what the person did with it, in one or two sentences."""
    part = {
        "none": _("AI had no part."),
        "suggested": _("AI suggested something."),
        "drafted": _("AI wrote a draft."),
        "analysed": _("AI did an analysis."),
        "acted": _("AI carried out a step."),
    }.get(episode.ai_part, _("AI's part was not recorded."))
    if episode.soundness in ("sound", "flawed"):
        response = _response_to(episode.soundness, episode.response)
    else:
        response = _response(episode.response)
    return f"{part} {response}".strip()


def _response(response: str) -> str:
    return {
        "accepted": _("The output was accepted."),
        "revised": _("The output was revised."),
        "rejected": _("The output was turned down."),
        "escalated": _("The matter was raised with someone who could act."),
        "did_without_ai": _("The work was done without AI."),
    }.get(response, "")


def _response_to(soundness: str, response: str) -> str:
    sound = {
        "accepted": _("The output was sound and was accepted."),
        "revised": _("The output was sound and was revised."),
        "rejected": _("The output was sound and was turned down."),
        "escalated": _("The output was sound; the matter was raised with someone who could act."),
        "did_without_ai": _("The output was sound; the work was done without AI."),
    }
    flawed = {
        "accepted": _("The output was flawed and was accepted."),
        "revised": _("The output was flawed and was revised."),
        "rejected": _("The output was flawed and was turned down."),
        "escalated": _("The output was flawed; the matter was raised with someone who could act."),
        "did_without_ai": _("The output was flawed; the work was done without AI."),
    }
    if soundness == "sound":
        return sound.get(response, _("The output was sound."))
    return flawed.get(response, _("The output was flawed."))


def checking_sentence(episode: CitedEpisode) -> str:
    """How the work was checked: the writer's words first, else the ways ticked; empty when neither is there."""
    ways = {
        "source": _("against a source"),
        "test": _("with a test"),
        "second_person": _("by a second person"),
        "own_expertise": _("from own knowledge"),
    }
    known = [ways[item] for item in episode.checked_by if item in ways]
    if episode.checked_how.strip() and known:
        return _("Checked {ways}: {words}").format(ways=listed(known), words=episode.checked_how.strip())
    if episode.checked_how.strip():
        return _("Checked: {words}").format(words=episode.checked_how.strip())
    if known:
        return _("Checked {ways}.").format(ways=listed(known))
    if "none" in episode.checked_by:
        return _("Not checked.")
    if "unknown" in episode.checked_by:
        return _("How it was checked is not known.")
    return ""


def effect_sentence(episode: CitedEpisode) -> str:
    """What came of it: the writer's words first, else the outcome ticked; empty when neither is there."""
    if episode.consequence.strip():
        return _("Effect: {words}").format(words=episode.consequence.strip())
    outcomes = {
        "worked": _("it worked"),
        "lasted": _("it lasted"),
        "helped": _("it helped those who received it"),
        "adopted": _("others adopted it"),
    }
    known = [outcomes[item] for item in episode.outcome_test if item in outcomes]
    if known:
        return _("Effect: {words}").format(words=listed(known)) + "."
    if "too_early" in episode.outcome_test:
        return _("Too early to tell the effect.")
    if "none" in episode.outcome_test:
        return _("No effect was seen.")
    return ""


def told_sentence(episode: CitedEpisode) -> str:
    """When and how the person was told, and whether it was raised as a concern (PRODUCT.md, promise 3)."""
    if episode.told_on is None:
        return _("Shared with this review.")
    day = read_date(episode.told_on)
    if episode.concern:
        sentence = {
            "conversation": _("Concern, told in a conversation on {day}."),
            "packet": _("Concern, handed over as a file on {day}."),
            "paper": _("Concern, handed over on paper on {day}."),
        }.get(episode.told_how or "", _("Concern, shared on {day}."))
    else:
        sentence = {
            "conversation": _("Told in a conversation on {day}."),
            "packet": _("Handed over as a file on {day}."),
            "paper": _("Handed over on paper on {day}."),
        }.get(episode.told_how or "", _("Shared on {day}."))
    return sentence.format(day=day)


def written_sentence(episode: CitedEpisode) -> str:
    """Who wrote it, where that was not the reviewer, and when, if that was long after the event; else empty."""
    if episode.written_by:
        return _("Written by {writer} on {day}.").format(
            writer=one_line(episode.written_by), day=read_date(episode.written_on)
        )
    if (episode.written_on - episode.observed_on).days <= WRITTEN_LATE_DAYS:
        return ""
    return _("Written down on {day}.").format(day=read_date(episode.written_on))


def conditions_sentence(episode: CitedEpisode) -> str:
    """The conditions of work noted with the episode; empty when none are."""
    names = [name for item in episode.conditions if (name := condition_name(item))]
    return _("Conditions: {names}.").format(names=listed(names)) if names else ""


def condition_name(condition: str) -> str:
    """One condition of work in words; empty for "none known"."""
    return {
        "no_training": _("no training was offered"),
        "no_guideline": _("there was no guideline"),
        "deadline": _("a deadline pressed"),
        "usage_target": _("a target for the use of AI was set"),
        "unclear_ask": _("the task was unclear"),
        "tool_limit": _("the tool had limits"),
    }.get(condition, "")


def kept_human_reason(reason: str) -> str:
    """Why a piece of work was kept human, as a sentence; empty when not recorded."""
    return {
        "learning": _("Kept human for learning."),
        "relationship": _("Kept human for the sake of a relationship."),
        "accountability": _("Kept human because someone must answer for it."),
        "privacy": _("Kept human for privacy."),
        "quality": _("Kept human for quality."),
        "values": _("Kept human because of values."),
        "other": _("Kept human for another reason."),
    }.get(reason, "")


def kept_sentence(kept: KeptWords) -> str:
    """What words the evidence check stopped at were kept as, and the writer's reason (domain.md E)."""
    sentence = {
        "outcome_number": _("“{span}”: kept as an outcome number — {reason}"),
        "domain_term": _("“{span}”: kept as a term of the trade — {reason}"),
        "quoted": _("“{span}”: kept as a quotation — {reason}"),
    }[kept.tag]
    return sentence.format(span=one_line(kept.span), reason=one_line(kept.reason))


def use_words() -> str:
    """What every document and copy says about its use, whoever reads it (domain.md G, false authority and export)."""
    return _("Judgment, not usage. Not validated, not for ranking. Do not feed this to an automated evaluator.")


def purpose_words(content: ReviewContent) -> str:
    """What the record was made for: what the organisation's notice named, else the purpose of the shipped notice."""
    shipped = _("Talking about the person's work, and a written review that rests on dated episodes.")
    return one_line(content.purpose) or shipped

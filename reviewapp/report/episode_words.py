"""What else is said of an episode in a review: its kind brought to its end, the work around it, what came later.

Whole sentences for ids, so that other languages can bend them; none counts (domain.md A10, A12, A16, A18, A24, A25,
A30, A40, A46, A65, A66, A70, A74, A79, A80, A82).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reviewapp.domain.review import CitedEpisode, ReviewContent
from reviewapp.i18n import _
from reviewapp.report.dates import listed


def escalation_end(end: str) -> str:
    """What became of what was raised; a false alarm is a fair end."""
    return {
        "open": _("Still open."), "mended": _("It was put right."),
        "false_alarm": _("A false alarm, and fair to raise: the matter was unclear, and whoever can act now knows."),
        "nothing_done": _("Nobody acted on it; that is for those who could have."),
    }.get(end, "")  # fmt: skip


def around(episode: CitedEpisode) -> tuple[str, ...]:
    """Short sentences on the work around an episode, in the order in which one would tell it."""
    said, ticked = _said(episode), episode.ticked
    return (
        said["stakes"], said["ambiguity"], said["reach"], said["provenance_known"],
        _listed(_("Noticed by {names}."), ticked.get("noticed_by", ()), _noticed()),
        said["flaw_type"],
        *(_chips()[one] for one in ticked.get("chips", ()) if one in _chips()),
        _listed(_("Set up for it: {names}."), ticked.get("workflow_steps", ()), steps()),
        said["contribution"], said["checking_effort"],
        *counter_signals(episode),
        _listed(_("It caused others {names}."), ticked.get("downstream", ()), work()),
        said["way_back"], said["met_done"], said["held_up"],
    )  # fmt: skip


def worded(episode: CitedEpisode) -> dict[str, dict[str, Any]]:
    """``said`` and ``ticked`` of an episode, without what no sentence on the page says."""
    sentences = {**_said(episode), "escalation_end": escalation_end(episode.said.get("escalation_end", ""))}
    variant = "workslop" in episode.ticked.get("counter_signal", ())
    known = {
        "noticed_by": _noticed(), "chips": _chips(), "workflow_steps": steps(), "downstream": work(),
        "counter_signal": _counter_signals(""),
    }  # fmt: skip
    return {
        "said": {
            name: one for name, one in episode.said.items()
            if sentences.get(name) or (name == "workslop_variant" and variant and one in _variants())
        },
        "ticked": {name: [one for one in ticked if one in known[name]] for name, ticked in episode.ticked.items()},
    }  # fmt: skip


def _said(episode: CitedEpisode) -> dict[str, str]:
    """The sentence for each choice of an episode, "" where none is printed."""
    words = {
        "stakes": _stakes, "ambiguity": _ambiguity, "reach": _reach, "provenance_known": _origin, "flaw_type": _flaw,
        "contribution": _contribution, "checking_effort": _effort, "way_back": _way_back, "met_done": _done,
        "held_up": _held_up,
    }  # fmt: skip
    return {name: of(episode.said.get(name, "")) for name, of in words.items()}


def counter_signals(episode: CitedEpisode) -> tuple[str, ...]:
    """What spoke against the work that was passed on, with the variant of workslop."""
    names = _counter_signals(episode.said.get("workslop_variant", ""))
    return tuple(names[one] for one in episode.ticked.get("counter_signal", ()) if one in names)


def _counter_signals(variant: str) -> dict[str, str]:
    return {
        "workslop": _variants().get(variant, _("Workslop was passed on.")),
        "polish_over_reasoning": _("Polish stood in place of reasoning."),
        "pseudo_work": _("It was work for its own sake."), "other": _("Something else spoke against it."),
    }  # fmt: skip


def _variants() -> dict[str, str]:
    return {
        "inaccurate": _("Workslop was passed on: it was inaccurate."),
        "unneeded": _("Workslop was passed on: nobody needed it."),
        "undigested": _("Workslop was passed on: it was not digested."),
        "wrong_context": _("Workslop was passed on: it was wrong for the context."),
    }


def invisible_work(content: ReviewContent) -> str:
    """Checking and clearing up that the episodes speak of, in one sentence; never how much (domain.md A70, A81)."""
    kinds = [one for one in work() if any(one in episode.ticked.get("downstream", ()) for episode in content.episodes)]
    hard = any(episode.said.get("checking_effort") in ("moderate", "heavy") for episode in content.episodes)
    parts = [_("checking that took effort")] if hard else []
    parts += [work()[one] for one in kinds]
    return _("The episodes speak of {names}.").format(names=listed(parts)) if parts else ""


def trustworthy_steps(content: ReviewContent) -> str:
    """The steps that were set up in the episodes, in one sentence (domain.md A18)."""
    known = [
        one for one in steps() if any(one in episode.ticked.get("workflow_steps", ()) for episode in content.episodes)
    ]
    names = [steps()[one] for one in known]
    return _("Set up in the episodes: {names}.").format(names=listed(names)) if names else ""


def steps() -> dict[str, str]:
    """Steps of a workflow one can trust, as parts of a sentence."""
    return {
        "scoped": _("a tight scope"), "chose_model_and_tools": _("a choice of model and tools"),
        "evaluation": _("an evaluation"), "human_review": _("human review"), "guardrail": _("a guard-rail"),
        "versioned": _("versions"),
    }  # fmt: skip


def work() -> dict[str, str]:
    """Work that falls to others, as parts of a sentence."""
    return {
        "review": _("more review"), "correction": _("more correction"), "triage": _("more triage"),
        "explaining": _("more explaining"), "queue": _("a longer queue"),
    }  # fmt: skip


def _listed(sentence: str, values: Iterable[str], names: dict[str, str]) -> str:
    known = [names[one] for one in values if one in names]
    return sentence.format(names=listed(known)) if known else ""


def _noticed() -> dict[str, str]:
    return {
        "the_person": _("the person"), "colleague": _("a colleague"), "receiver": _("who received it"),
        "manager": _("the reviewer"), "system": _("a system"),
    }  # fmt: skip


def _chips() -> dict[str, str]:
    return {
        "paused_to_check": _("Paused to check."), "stopped_doing": _("Stopped doing something."),
        "retired_or_declined_output": _("Retired or declined output."),
        "declined_as_not_worth_doing": _("Declined it as not worth doing."),
        "matched_receiver_pace": _("Matched the pace of who receives it."),
    }  # fmt: skip


def _stakes(stakes: str) -> str:
    return {
        "low": _("The stakes were low."), "moderate": _("The stakes were moderate."),
        "high": _("The stakes were high."), "safety": _("Safety was at stake."),
    }.get(stakes, "")  # fmt: skip


def _ambiguity(ambiguity: str) -> str:
    return {"low": _("The situation was clear."), "high": _("The situation was ambiguous.")}.get(ambiguity, "")


def _reach(reach: str) -> str:
    return {
        "team": _("It reached the team."), "downstream": _("It reached those who work on with it."),
        "customer": _("It reached customers."),
    }.get(reach, "")  # fmt: skip


def _origin(known: str) -> str:
    return _("The origin of the material was not known.") if known == "no" else ""


def _flaw(flaw: str) -> str:
    return {
        "fact": _("The flaw was a wrong fact."), "assumption": _("The flaw was a wrong assumption."),
        "context": _("The flaw was a missing context."), "scope": _("The flaw was the scope."),
        "framing": _("The flaw was the framing."), "source": _("The flaw was a source."),
        "bias": _("The flaw was bias."), "privacy": _("The flaw touched privacy."),
        "tone": _("The flaw was the tone."), "unneeded": _("The flaw: nobody needed it."),
        "other": _("The flaw was of another kind."),
    }.get(flaw, "")  # fmt: skip


def _contribution(kind: str) -> str:
    return {
        "evaluation_coverage": _("A contribution to the coverage of evaluation."),
        "red_team_finding": _("A red-team finding."), "documentation": _("A contribution to documentation."),
        "postmortem": _("A contribution to a post-mortem."), "design_lab": _("A contribution to a design lab."),
        "teaching": _("A contribution to teaching others."),
    }.get(kind, "")  # fmt: skip


def _effort(effort: str) -> str:
    return {
        "light": _("Checking took little effort."), "moderate": _("Checking took some effort."),
        "heavy": _("Checking took much effort."),
    }.get(effort, "")  # fmt: skip


def _way_back(way: str) -> str:
    return {
        "planned": _("A way back was planned."), "used": _("The way back was used."),
        "none": _("There was no way back."),
    }.get(way, "")  # fmt: skip


def _done(met: str) -> str:
    return {
        "yes": _("It met the definition of done."), "partly": _("It met the definition of done in part."),
        "no": _("It did not meet the definition of done."),
    }.get(met, "")  # fmt: skip


def _held_up(held: str) -> str:
    return {
        "yes": _("Looked at again, it held up."), "partly": _("Looked at again, it held up in part."),
        "no": _("Looked at again, it did not hold up."),
    }.get(held, "")  # fmt: skip

"""The words for what a team agrees and measures: labels of fields, values, and why two figures stand apart."""

from __future__ import annotations

from datetime import date

from reviewapp.domain.errors import N_
from reviewapp.domain.outcome import Measure, Window, describes_only, not_comparable
from reviewapp.i18n import TRANSLATED_LANGUAGES, _, in_document, language
from reviewapp.report.dates import listed, read_date, read_period

# Kinds of changes to what a team keeps, for the screens that show it.
TEAM_KINDS = frozenset({"agreement", "outcome", "cycle", "tool"})

LABELS: dict[str, str] = {
    "workflow": N_("Workflow"), "owner": N_("Owner"), "agreed_with": N_("Agreed with"), "next_look": N_("Next look"),
    "purpose": N_("What it is for"), "worth_doing_if": N_("Worth doing if"),
    "definition_of_done": N_("Definition of done"), "must_review": N_("Must be reviewed by a person"),
    "check_before_release": N_("Check before release"), "automated_checks": N_("Automated checks"),
    "guard_rails": N_("Guard-rails"), "way_back": N_("Way back"),
    "absorption_limit": N_("What receivers can take"), "upstream": N_("Upstream: where it comes from"),
    "downstream": N_("Downstream: who goes on with it"), "tested_at_speed": N_("Tested at the speed of real work"),
    "good_enough": N_("Good enough"), "open_questions": N_("Still open"), "other_notes": N_("Other notes"),
    "steps": N_("Steps as they are done"), "norm_questioned": N_("Norm questioned"), "bottleneck": N_("Bottleneck"),
    "pseudo_work": N_("Work done only because a tool can"), "change_tried": N_("Change tried"), "result": N_("Result"),
    "task": N_("For which task"), "helped": N_("Where it helped"), "fell_short": N_("Where it fell short"),
    "wanted": N_("What it would need"),
}
_VALUES: dict[str, str] = {
    "task_success": N_("Task success"), "satisfaction": N_("Satisfaction of receivers"), "retention": N_("Retention"),
    "incidents": N_("Incidents"), "review_quality": N_("Quality of review"), "time_to_trust": N_("Time to trust"),
    "defects": N_("Defects"), "hallucination_rate": N_("Invented content"), "review_time": N_("Time to review"),
    "other": N_("Other"), "consistency": N_("Consistency"), "correctness": N_("Correctness"),
    "reversibility": N_("Reversibility"), "exploratory": N_("Exploratory"), "settled": N_("Settled"),
    "share": N_("A share: so many of so many"), "amount": N_("An amount, such as a median"),
    "workflow": N_("Workflow"), "team": N_("Team"), "human": N_("People"), "ai": N_("AI"), "mixed": N_("People and AI"),
    "yes": N_("Yes"), "no": N_("No"), "na": N_("Does not apply"), "before": N_("Before"), "after": N_("After"),
    "go": N_("Go"), "no_go": N_("No go"), "pilot": N_("Pilot"), "standard": N_("Standard"),
}
_WHY_NOT: dict[str, str] = {
    "no_before": N_("there is no figure from before the change"),
    "no_after": N_("there is no figure from after the change"),
    "origin": N_("who made the work differs"),
    "review_time": N_("the time for review is in one figure and not in the other"),
    "downstream": N_("the work of those who come after is in one figure and not in the other"),
    "covers": N_("different cases were counted"), "source": N_("the figures come from different sources"),
    "origin_open": N_("who made the work is not said for both sides"),
    "review_time_open": N_("whether review time is included is not said for both sides"),
    "downstream_open": N_("whether the work of those who come after is included is not said for both sides"),
    "length": N_("the two windows are not of the same length"),
}


def label(name: str) -> str:
    """What a form and a page call a part."""
    return _(LABELS[name])


def value(name: str) -> str:
    """The word for one value."""
    return _(_VALUES[name])


def comparison(measure: Measure) -> str:
    """Why the figures are not set side by side, in one sentence; "" when they are."""
    reasons = [_(_WHY_NOT[one]) for one in not_comparable(measure)]
    return _("Not comparable: {reasons}.").format(reasons=listed(reasons)) if reasons else ""


def few_cases(measure: Measure) -> str:
    """The caution for few cases; "" when there are enough."""
    if not describes_only(measure):
        return ""
    return _("Few cases: fewer than {few}. Describe, do not generalise.").format(few=measure.few_below)


def figure(measure: Measure, window: Window) -> str:
    """One figure with what it is out of, such as "163 of 182 summaries"."""
    held = _number(window.held)
    if measure.shape == "share":
        return " ".join(part for part in (_("{held} of {all}").format(held=held, all=window.out_of), measure.unit)
                        if part)
    return _("{amount}, from {all} cases").format(
        amount=" ".join(part for part in (held, measure.unit) if part), all=window.out_of
    )


def _number(value: float) -> str:
    """A figure with the decimal sign of the document; screens are English."""
    text = f"{value:g}"
    return text.replace(".", ",") if in_document() and language() in TRANSLATED_LANGUAGES else text


def side_sentence(measure: Measure, side: str, window: Window) -> str:
    """One side in words: the figure, its window, who made the work, what is included and whence it comes."""
    parts = [
        _("{side}, {period}: {figure}.").format(
            side=value(side), period=read_period(window.first, window.last), figure=figure(measure, window)
        )
    ]
    parts += [_("Made by: {who}.").format(who=value(window.origin))] if window.origin else []
    if window.review_time:
        parts.append(_("Review time included: {answer}.").format(answer=value(window.review_time)))
    parts += [
        _("Work of those who come after included: {answer}.").format(answer=value(window.downstream))
    ] if window.downstream else []  # fmt: skip
    parts += [_("Counted: {cases}.").format(cases=window.covers.rstrip("."))] if window.covers else []
    parts += [_("Source: {source}.").format(source=window.source.rstrip("."))] if window.source else []
    return " ".join(parts)


def change_sentence(day: date | None) -> str:
    """The day of the change."""
    return _("Changed on {day}.").format(day=read_date(day)) if day else _("The day of the change is open.")


def facts(measure: Measure) -> str:
    """Of which kind the measure is, how settled it is, and when the work changed."""
    parts = [value(measure.dimension), value(measure.status), change_sentence(measure.change_on)]
    return ". ".join(([value(measure.kind)] if measure.kind != "other" else []) + parts)


def alternative(measure: Measure) -> str:
    """What the picture shows, for those who do not see it."""
    sides = [
        _("{side} {figure}").format(side=value(side), figure=figure(measure, window))
        for side, window in measure.windows
    ]
    return _("{name}: {sides}.").format(name=measure.name.rstrip("."), sides="; ".join(sides))

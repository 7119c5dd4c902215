"""Words of the answer to "what do you hold about me": sections of a review, kinds of files, decisions, regions."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from reviewapp.i18n import _


def section_words(field: str, competency_name: str = "") -> str:
    """The heading of a section of a review; a judgment with its competency: "Discernment, strength"."""
    name, _slash, competency = field.partition("/")
    if competency or competency_name:
        part = {"strength": _("strength"), "concern": _("concern"), "next_step": _("next step")}.get(name, name)
        return _("{competency}, {section}").format(competency=competency_name or competency, section=part)
    return {
        "strength": _("Strength"), "concern": _("Concern"), "next_step": _("Next step"), "summary": _("Summary"),
        "trustworthy_work": _("How the work was made trustworthy"), "kept_human": _("What was kept human"),
        "foundational_skills": _("Foundational skills"), "invisible_work": _("Invisible work"),
        "context": _("Context and conditions"), "decision_quality": _("Decision quality"),
        "cross_team_exchange": _("Exchange across teams"), "handling_the_new": _("Handling the new"),
        "goals": _("Goals"), "open_questions": _("Open questions"),
        "cannot_show": _("What this record cannot show"),
    }.get(name, name)  # fmt: skip


def seat_words(seat: str) -> str:
    """Where somebody sits in the work."""
    return {
        "maker": _("Makes the work"), "reviewer": _("Reviews the work of others"), "lead": _("Leads the work"),
        "receiver": _("Receives the work"),
    }.get(seat, seat)  # fmt: skip


def state_words(state: str) -> str:
    """Where a review stands."""
    return {
        "draft": _("Draft"), "sealed": _("Sealed"), "shared": _("Shared"), "answered": _("Answered"),
        "final": _("Finished"), "superseded": _("Replaced by a later version"),
    }.get(state, state)  # fmt: skip


def file_words(kind: str) -> str:
    """What a file that was handed on is."""
    return {
        "review": _("Finished review"), "draft": _("Draft of a review"), "about": _("Everything held, for the person"),
        "request": _("Request for a self-assessment"), "handover": _("Handover to the next manager"),
        "notice": _("Notice of a handover"), "notice_sheet": _("Notice to hand over"),
        "contribution": _("Observations given to another manager"),
        "my_side": _("Everything of My side"), "copied_out": _("Text of a review, for another system"),
        "words_left_out": _("Copy of a review, words about third parties left out"),
        "copy": _("Copy of the vault, not changed by this"),
    }.get(kind, kind)  # fmt: skip


def decision_words(decision: str) -> str:
    """What became of a request for correction."""
    return {
        "open": _("Not decided yet"), "corrected": _("Corrected"), "added": _("Their words were added"),
        "declined": _("Declined"),
    }.get(decision, decision)  # fmt: skip


def answer_words(answer: str) -> str:
    """How words the evidence check stopped at were kept."""
    return {
        "outcome_number": _("a figure about the work"), "domain_term": _("a term of the trade"),
        "quoted": _("a quotation"), "dismissed": _("the hint was put aside"),
    }.get(answer, answer)  # fmt: skip


def region_words(region: str) -> str:
    """The name of a region of `domain.retention.REGIONS`."""
    return {
        "product": _("The product's own"), "eu": _("European Union"), "germany": _("Germany"),
        "austria": _("Austria"), "france": _("France"), "netherlands": _("Netherlands"), "uk": _("United Kingdom"),
        "us": _("United States, federal"), "california": _("California"), "massachusetts": _("Massachusetts"),
        "elsewhere": _("Elsewhere"),
    }.get(region, region)  # fmt: skip


def went_words(part: str) -> str:
    """What an erasure took, as its preview and its receipt say it."""
    return {
        "profile": _("the profile and every name"), "notices": _("the notices given"),
        "role_profiles": _("the role profiles"),
        "growth": _("goals, plans and support"), "observations": _("the observations, with every wording"),
        "shared_observations": _("the part in episodes with others"), "reviews": _("the reviews, finished ones too"),
        "self_assessments": _("what was asked of them"), "answers": _("the self-assessments they handed back"),
        "corrections": _("the requests for correction"), "files": _("the list of files handed on"),
        "set_aside": _("files of a damaged vault that a restore had set aside"),
        "pilots": _("that they volunteered for a pilot"),
    }.get(part, part)  # fmt: skip


def ground_words(ground: str) -> str:
    """Why somebody was erased."""
    return {
        "asked": _("The person asked for it"), "period_over": _("The time for keeping it is over"),
        "kept_wrongly": _("It should not have been kept"),
    }.get(ground, ground)  # fmt: skip


def read_day(day: date | str | None) -> str:
    """A day as the documents print it; "" for none."""
    from reviewapp.report.dates import read_date

    if not day:
        return ""
    return read_date(day if isinstance(day, date) else date.fromisoformat(day[:10]))


def read_moment(moment: str, zone: tzinfo | None) -> str:
    """A UTC moment as a local day and time: "1 Mar 2026, 14:05"."""
    local = datetime.fromisoformat(moment).astimezone(zone)
    return f"{read_day(local.date())}, {local:%H:%M}"

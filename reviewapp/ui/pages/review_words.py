"""The words of the review page: its states, periods, sections and what each section asks for."""

from __future__ import annotations

from datetime import date

from reviewapp.actions.section_names import general_name, judgment_name, section_name
from reviewapp.domain.framework import NOT_VALIDATED
from reviewapp.domain.review import SectionKey
from reviewapp.i18n import _
from reviewapp.ui import words


def plain_day(day: date) -> str:
    """A day with its year and without its weekday: "20 Nov 2026"."""
    return f"{words.short_date(day)} {day.year}"


def period(first: date, last: date) -> str:
    """From the first day to the last."""
    return _("{first} to {last}").format(first=plain_day(first), last=plain_day(last))


def state(value: str, shared_on: date | None) -> str:
    """Where a review stands, as a word or two."""
    if value == "shared" and shared_on is not None:
        return _("Shared on {day}").format(day=plain_day(shared_on))
    return {
        "draft": _("Draft"), "sealed": _("Sealed"), "shared": _("Shared"), "answered": _("Answered"),
        "final": _("Finished"), "superseded": _("Replaced by a later version"),
    }[value]  # fmt: skip


def version(number: str, talked_on: date | None) -> str:
    """The finished version in words: "First version, after the conversation on 20 Nov 2026"."""
    names = {"1": _("First version"), "2": _("Second version"), "3": _("Third version")}
    name = names.get(number) or _("Version {number}").format(number=number)
    if talked_on is None:
        return name
    return _("{version}, after the conversation on {day}").format(version=name, day=plain_day(talked_on))


def framework(title: str, status: str) -> str:
    """The framework and, always beside it, that nobody has validated it."""
    said = _("drafted by the authors, not validated") if status in {"", NOT_VALIDATED} else status
    return f"{title} · {said}"


def judgment(section: str) -> str:
    """The label of one of the three texts of a competency."""
    return judgment_name(section)


def field_name(key: SectionKey, competency: str) -> str:
    """The accessible name of one field: "Strength — Discernment", or the section alone."""
    return section_name(key, competency)


def general(section: str) -> tuple[str, str]:
    """Heading and hint of a section about the whole review."""
    return general_name(section), {**_about_the_work(), **_about_the_whole()}[section]


def _about_the_work() -> dict[str, str]:
    return {
        "trustworthy_work": _("Checks, second readers, limits set beforehand, ways back."),
        "kept_human": _("What was done without AI on purpose, and why."),
        "foundational_skills": _("Skills agreed for this role that stay in practice unaided."),
        "invisible_work": _("Work others rely on that leaves no trace of its own."),
        "context": _("What the workplace gave or withheld: training, guidance, time, tools."),
        "decision_quality": _("What judgment is visible behind the result? Decisions, and reasons as known then."),
        "cross_team_exchange": _("What was learned from others or passed on to them."),
        "handling_the_new": _("How something unfamiliar was met."),
    }


def _about_the_whole() -> dict[str, str]:
    return {
        "summary": _("What the work was for, and what you would say of it in two minutes."),
        "goals": _("What to try next, and what the employer does for it."),
        "open_questions": _("What you do not know, or could not settle together."),
        "cannot_show": _("Where you were not, and what you had no way of seeing."),
    }

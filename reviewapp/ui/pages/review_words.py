"""The words of the review page: its states, periods, sections and what each section asks for."""

from __future__ import annotations

from datetime import date

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
    return {"strength": _("Strength"), "concern": _("Concern"), "next_step": _("Next step")}[section]


def field_name(key: SectionKey, competency: str) -> str:
    """The accessible name of one field: "Strength — Discernment", or the section alone."""
    if key.competency is None:
        return general(key.section)[0]
    return f"{judgment(key.section)} — {competency}"


def general(section: str) -> tuple[str, str]:
    """Heading and hint of a section about the whole review."""
    return {**_opening(), **_about_the_work(), **_closing()}[section]


def _opening() -> dict[str, tuple[str, str]]:
    return {
        "summary": (_("Summary"), _("What you would say if you had two minutes.")),
        "trustworthy_work": (
            _("How the work was made trustworthy"), _("Checks, second readers, limits set beforehand, ways back."),
        ),
        "kept_human": (_("What was kept human"), _("What was done without AI on purpose, and why.")),
        "foundational_skills": (
            _("Foundational skills"), _("Skills agreed for this role that stay in practice unaided."),
        ),
    }  # fmt: skip


def _about_the_work() -> dict[str, tuple[str, str]]:
    return {
        "invisible_work": (_("Invisible work"), _("Work others rely on that leaves no trace of its own.")),
        "context": (
            _("Context and conditions"), _("What the workplace gave or withheld: training, guidance, time, tools."),
        ),
        "decision_quality": (
            _("Decision quality"), _("Decisions with their reasons as known at the time, whatever came of them."),
        ),
        "cross_team_exchange": (_("Exchange across teams"), _("What was learned from others or passed on to them.")),
        "handling_the_new": (_("Handling the new"), _("How something unfamiliar was met.")),
    }  # fmt: skip


def _closing() -> dict[str, tuple[str, str]]:
    return {
        "goals": (_("Goals"), _("What to try next, and what the employer does for it.")),
        "open_questions": (_("Open questions"), _("What you do not know, or could not settle together.")),
        "cannot_show": (
            _("What this record cannot show"), _("Where you were not, and what you had no way of seeing."),
        ),
    }  # fmt: skip

"""The names of the places in a review, as screens and messages say them."""

from __future__ import annotations

from reviewapp.domain.review import SectionKey
from reviewapp.i18n import _


def general_name(section: str) -> str:
    """The heading of a section about the whole review; KeyError for another."""
    return {
        "summary": _("Summary"), "trustworthy_work": _("How the work was made trustworthy"),
        "kept_human": _("What was kept human"), "foundational_skills": _("Foundational skills"),
        "invisible_work": _("Invisible work"), "context": _("Context and conditions"),
        "decision_quality": _("Decision quality"), "cross_team_exchange": _("Exchange across teams"),
        "handling_the_new": _("Handling the new"), "goals": _("Goals"), "open_questions": _("Open questions"),
        "cannot_show": _("What this record cannot show"),
    }[section]


def judgment_name(section: str) -> str:
    """The label of one of the three texts of a competency; KeyError for another."""
    return {"strength": _("Strength"), "concern": _("Concern"), "next_step": _("Next step")}[section]


def section_name(key: SectionKey, competency: str) -> str:
    """The name of one field: "Strength — Discernment", or the section alone."""
    if key.competency is None:
        return general_name(key.section)
    return f"{judgment_name(key.section)} — {competency}"


def fact_name(field: str) -> str:
    """Where a printed fact of the person or the role is kept; "" for another field."""
    return {
        "person_name": _("Name"), "person_role": _("Role"), "reviewer_name": _("Your own name"),
        "agreed_skills": _("Foundational skills of the role profile"),
        "agreed_work": _("Protected work of the role profile"),
        "agreed_role": _("What the role profile says in words"),
        "agreed_growth": _("Goals, plans and support"), "practice_note": _("Your practice note"),
    }.get(field, "")

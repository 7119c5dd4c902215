"""Words that only the page of a person needs: seats, absences, what an episode still needs."""

from __future__ import annotations

from datetime import date

from reviewapp.actions.shapes import TimelineCard
from reviewapp.domain.person import Person
from reviewapp.i18n import _
from reviewapp.ui.words import written_date


def seat(value: str) -> str:
    """Where somebody sits in the work (`domain.role.SEATS`); KeyError for an unknown seat."""
    return {
        "maker": _("Makes the work"), "reviewer": _("Reviews the work of others"), "lead": _("Leads the work"),
        "receiver": _("Receives the work"),
    }[value]  # fmt: skip


def absence(person: Person, today: date) -> str:
    """An absence that lasts or lies ahead, in words; "" when there is none."""
    if person.away_from is None or (person.away_to is not None and person.away_to < today):
        return ""
    if person.away_from > today:
        return _("Away from {day}").format(day=written_date(person.away_from))
    if person.away_to is None:
        return _("Away since {day}").format(day=written_date(person.away_from))
    return _("Away until {day}").format(day=written_date(person.away_to))


def card_hint(card: TimelineCard) -> str:
    """What an episode still needs, in one calm sentence; "" when nothing."""
    if card.waits_for_notice:
        return _("It stays a private jot until the notice is given.")
    if card.status == "jot":
        return _("A private jot. Complete it before it can be shared or cited.")
    if not card.informed:
        return _("{name} gave it to you, and the person does not know that yet.").format(name=card.written_by)
    if card.concern and card.told_on is None and card.status == "complete":
        return _("A concern. Tell the person soon; unshared it cannot reach a review.")
    if card.told_on is not None and not card.told_confirmed:
        return _("Told, but the day is not confirmed yet.")
    return ""

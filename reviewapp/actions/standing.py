"""Where the self-assessment for a period stands; without a word of what it says."""

from __future__ import annotations

from datetime import date

from reviewapp.domain.asking import Answered, Asked, Standing, overlap, standing
from reviewapp.vault import asking
from reviewapp.vault.connection import Vault
from reviewapp.vault.reviews import ReviewRecord


def standing_of(vault: Vault, *, person_id: int, period_from: date, period_to: date) -> Standing:
    """Where it stands for a person and a period: what was asked or came for any part of it."""
    period = (period_from, period_to)
    return standing(asked_for(vault, person_id, period), answers_for(vault, person_id, period), vault.today)


def standing_for(vault: Vault, record: ReviewRecord) -> Standing:
    """The same for the period of a review."""
    return standing_of(
        vault, person_id=record.person_id, period_from=record.period_from, period_to=record.period_to
    )


def asked_for(vault: Vault, person_id: int, period: tuple[date, date]) -> list[Asked]:
    """The requests for a period, oldest first."""
    return [
        one for one in asking.asked(vault.connection, person_id) if overlap((one.period_from, one.period_to), period)
    ]


def answers_for(vault: Vault, person_id: int, period: tuple[date, date]) -> list[Answered]:
    """The answers for a period, oldest first."""
    return [
        one for one in asking.answers(vault.connection, person_id) if overlap((one.period_from, one.period_to), period)
    ]

"""What Home says of self-assessments: asked of oneself, awaited from others, and come. Names and days only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reviewapp.actions.answering import my_self_assessments, requests_to_me
from reviewapp.actions.asking import requests_of
from reviewapp.actions.standing import standing_for
from reviewapp.vault import people, reviews
from reviewapp.vault.connection import Vault


@dataclass(frozen=True)
class AskedOfMe:
    """A request that waits for its reader. ``answer_id`` is the draft begun for it, ``packet_id`` the request."""

    sender: str
    period_from: date
    period_to: date
    due_on: date | None
    packet_id: int
    answer_id: int | None


@dataclass(frozen=True)
class OtherSideRow:
    """A self-assessment that is awaited or that came and is closed. ``state`` is awaited, not_received, closed or
    waits_for_seal; ``review_id`` is the open review it belongs to, None while there is none."""

    person_id: int
    name: str
    state: str
    on: date | None
    review_id: int | None


@dataclass(frozen=True)
class HomeAnswers:
    """Both sides of Home."""

    asked_of_me: tuple[AskedOfMe, ...]
    others: tuple[OtherSideRow, ...]


def home_answers(vault: Vault) -> HomeAnswers:
    """What waits for an act: requests that were not answered yet, and what is awaited or came for open reviews."""
    handed = {one.id for one in my_self_assessments(vault) if one.handed_on}
    mine = tuple(
        AskedOfMe(one.sender, one.period_from, one.period_to, one.due_on, one.packet_id, one.answer_id)
        for one in requests_to_me(vault)
        if one.answer_id is None or one.answer_id not in handed
    )
    return HomeAnswers(mine, _others(vault))


def _others(vault: Vault) -> tuple[OtherSideRow, ...]:
    names = {one.id: one.name for one in people.people(vault.connection)}
    rows: dict[tuple[int, int | None], OtherSideRow] = {}
    for record in reviews.reviews(vault.connection):
        if record.state in ("final", "superseded") or record.person_id not in names:
            continue
        found = standing_for(vault, record)
        state = found.state if found.state in ("awaited", "not_received") else ""
        if found.closed:
            state = "waits_for_seal" if record.state == "draft" else "closed"
        if state:
            name = names[record.person_id]
            rows[record.person_id, record.id] = OtherSideRow(record.person_id, name, state, found.on, record.id)
    with_review = {person_id for person_id, _review in rows}
    for request in requests_of(vault):
        asked, now = request.asked, request.standing
        waits = now.state == "awaited" or now.closed
        if waits and asked.person_id not in with_review:
            state = "waits_for_seal" if now.closed else "awaited"
            rows.setdefault(
                (asked.person_id, None), OtherSideRow(asked.person_id, request.person, state, now.on, None)
            )
    return tuple(sorted(rows.values(), key=lambda row: row.name.casefold()))

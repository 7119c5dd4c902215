"""Answers shaped for screens and the command line; none holds a number about a person.

They take a `Vault` or, for searches in another thread, a reading connection.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from reviewapp.actions.asked_words import read_query
from reviewapp.actions.keeping import clock_was_set_back, due_soon
from reviewapp.actions.shapes import Due, PersonRow, SearchAnswer, SearchHit, TimelineCard, title
from reviewapp.domain.asked import Asked
from reviewapp.domain.attention import LOOKED_BACK_DAYS, written_about_far_more
from reviewapp.domain.framework import Framework
from reviewapp.domain.observation import CompetencyTag, Observation, implied_concern
from reviewapp.domain.person import Person
from reviewapp.domain.retention import JOT_NOTICE_DAYS, jot_due
from reviewapp.domain.role import RoleProfile
from reviewapp.vault import (
    frameworks,
    growth,
    observations,
    packets,
    people,
    reviews,
    rights,
    search,
    texts,
    word_files,
)
from reviewapp.vault.connection import Vault
from reviewapp.vault.driver import Connection
from reviewapp.vault.reviews import ReviewRecord

CONCERN_SHARE_DAYS = 7
QUIET_DAYS = 42


@dataclass(frozen=True)
class Named:
    """A person by name, with the id to open their page."""

    id: int
    name: str


@dataclass(frozen=True)
class Waiting:
    """One observation that waits for an act: who it is about, its title, and the day it is due or was written."""

    observation_id: int
    people: tuple[str, ...]
    title: str
    day: date


@dataclass(frozen=True)
class Home:
    """What Home shows: conversations and open ends, names only, nothing counted."""

    conversations_due: tuple[tuple[ReviewRecord, str], ...]
    drafts: tuple[tuple[ReviewRecord, str], ...]
    concerns_to_share: tuple[Waiting, ...]
    told_to_confirm: tuple[Waiting, ...]
    jots_about_to_expire: tuple[Waiting, ...]
    open_questions: tuple[Waiting, ...]
    without_notice: tuple[Named, ...]
    not_noted_lately: tuple[Named, ...]
    due_for_deletion: tuple[Due, ...] = ()
    corrections_open: tuple[tuple[Named, str], ...] = ()
    clock_seen_ahead: date | None = None
    look_again: tuple[Waiting, ...] = ()
    goals_to_look_back_on: tuple[tuple[Named, str, date], ...] = ()
    noted_far_more: tuple[Named, ...] = ()
    purpose_changed: tuple[Named, ...] = ()


def all_people(vault: Vault) -> list[PersonRow]:
    """Everybody I review, by name."""
    last = people.last_noted(vault.connection)
    return [
        PersonRow(
            person.id, person.name, person.role, person.team, person.notice_on, last.get(person.id),
            not person.present_on(vault.today),
        )
        for person in people.people(vault.connection)
    ]


def person(vault: Vault, *, person_id: int) -> Person | None:
    """One person, or None."""
    return people.person(vault.connection, person_id)


def writer(vault: Vault) -> Person | None:
    """The person this vault belongs to."""
    return people.me(vault.connection)


def profile(vault: Vault, *, person_id: int) -> RoleProfile | None:
    """The role profile in force, or None when none was agreed."""
    found = people.role_profile(vault.connection, person_id)
    return found[1] if found else None


def all_frameworks(vault: Vault) -> list[tuple[int, Framework]]:
    """All framework versions with their ids."""
    return frameworks.frameworks(vault.connection)


def framework_for(vault: Vault, *, person_id: int) -> Framework:
    """The framework of the person's role profile, else the shipped one."""
    agreed = profile(vault, person_id=person_id)
    if agreed is not None:
        found = frameworks.find(vault.connection, agreed.framework_key, agreed.framework_version)
        if found is not None:
            return frameworks.framework(vault.connection, found)
    return frameworks.frameworks(vault.connection)[0][1]


def timeline_page(
    vault: Vault, *, person_id: int, after: tuple[str, int] | None = None, limit: int = 100
) -> tuple[list[TimelineCard], tuple[str, int] | None]:
    """A page of cards, newest first, and the key to ask for the next page with (None at the end)."""
    keys = observations.timeline_ids(vault.connection, person_id, before=after, limit=limit)
    names = competency_names(vault.connection)
    found = observations.observations(vault.connection, [key[1] for key in keys])
    cards = [_card(item, names, person_id) for item in found]
    return cards, keys[-1] if len(keys) == limit else None


def cards(vault: Vault, *, ids: list[int], framework_key: str = "") -> list[TimelineCard]:
    """Cards of these observations, in this order; competencies of the framework named carry their plain id."""
    names = competency_names(vault.connection)
    found = observations.observations(vault.connection, ids)
    return [_card(item, names, framework_key=framework_key) for item in found]


def evidence(vault: Vault, *, review_id: int) -> tuple[list[TimelineCard], tuple[int, ...]]:
    """Cards of the review's person within its period, newest first, and the ids cited."""
    record = reviews.review(vault.connection, review_id)
    if record is None:
        return [], ()
    ids = observations.ids_between(
        vault.connection, person_id=record.person_id, first=record.period_from, last=record.period_to
    )
    framework = frameworks.framework(vault.connection, record.framework_id)
    return cards(vault, ids=ids, framework_key=framework.key), record.cites


def reviews_with_names(vault: Vault) -> list[tuple[ReviewRecord, str]]:
    """Every review with the name of its person, newest period first."""
    named = ((record, _name(vault, record.person_id)) for record in reviews.reviews(vault.connection))
    return [(record, name) for record, name in named if name]  # somebody in the bin has no name here


def notes(
    vault: Vault, *, person_id: int | None = None, first: date | None = None, last: date | None = None
) -> list[Observation]:
    """Observations by day, newest first."""
    ids = observations.ids_between(vault.connection, person_id=person_id, first=first, last=last)
    return observations.observations(vault.connection, ids)


def find(connection: Connection, *, query: str, person_id: int | None = None, limit: int = 50) -> SearchAnswer:
    """Full-text search, by name and month as well; safe on a reading connection in another thread."""
    hits, order, more = _hits(connection, query, person_id, limit)
    found = observations.headlines(connection, [hit.observation_id for hit in hits])
    shown = tuple(
        SearchHit(hit.observation_id, found[hit.observation_id][2], found[hit.observation_id][1],
                  found[hit.observation_id][0], hit.snippet)
        for hit in hits
        if hit.observation_id in found
    )
    return SearchAnswer(shown, order, more)


def home(vault: Vault) -> Home:
    """Open ends and conversations. Rules may compare; only names, titles and days come back."""
    today, connection = vault.today, vault.connection
    records = reviews_with_names(vault)
    rows = all_people(vault)
    names = {row.id: row.name for row in rows}
    return Home(
        conversations_due=tuple((r, n) for r, n in records if r.state in ("sealed", "shared", "answered")),
        drafts=tuple((r, n) for r, n in records if r.state == "draft"),
        concerns_to_share=_all_waiting(connection, observations.concerns_not_told(connection), CONCERN_SHARE_DAYS),
        told_to_confirm=_all_waiting(connection, observations.told_without_day(connection)),
        jots_about_to_expire=tuple(jots_about_to_expire(vault)),
        open_questions=_all_waiting(connection, observations.jots_with_open_questions(connection)),
        without_notice=tuple(Named(row.id, row.name) for row in rows if row.notice_on is None),
        not_noted_lately=tuple(
            Named(row.id, row.name)
            for row in rows
            if not row.away_now and (row.last_noted_on is None or (today - row.last_noted_on).days > QUIET_DAYS)
        ),
        due_for_deletion=tuple(due_soon(vault, for_home=True)),
        corrections_open=tuple(
            (Named(one.person_id, names[one.person_id]), one.asked)
            for one in rights.corrections(connection)
            if one.decision == "open" and one.person_id in names
        ),
        clock_seen_ahead=clock_was_set_back(vault),
        look_again=_look_again(vault), goals_to_look_back_on=_look_backs(vault, names),
        noted_far_more=_noted_far_more(vault, names), purpose_changed=_purpose_changed(vault),
    )


def _noted_far_more(vault: Vault, names: dict[int, str]) -> tuple[Named, ...]:
    """Who is written about far more than the others, by name: a question to the writer alone (domain.md G)."""
    days = people.entry_days(vault.connection, vault.today - timedelta(days=LOOKED_BACK_DAYS))
    return tuple(Named(one, names[one]) for one in written_about_far_more(days))


def _purpose_changed(vault: Vault) -> tuple[Named, ...]:
    """Whose newest notice names another purpose than the one in force (GDPR art. 5(1)(b), 13(3))."""
    purpose = rights.policy(vault.connection).purpose
    return tuple(
        Named(one.id, one.name)
        for one in people.people(vault.connection)
        if one.notice_on is not None and one.notice_purpose != purpose
    )


def _look_again(vault: Vault) -> tuple[Waiting, ...]:
    """Episodes to ask "did it hold up?" of, on the day set for it (domain.md A29)."""
    ids = observations.to_look_at_again(vault.connection, vault.today)
    return tuple(
        Waiting(item.id, _names(item), title(item), item.dates["recheck_on"])
        for item in observations.observations(vault.connection, ids)
    )


def _look_backs(vault: Vault, names: dict[int, str]) -> tuple[tuple[Named, str, date], ...]:
    """Goals and plans whose day to look back has come, by the person's name."""
    return tuple(
        (Named(one.person_id, names[one.person_id]), one.text("aim") or one.text("next_step"), one.days["look_back_on"])
        for person_id in names
        for one in growth.items(vault.connection, person_id)
        if "ended_on" not in one.days and one.days.get("look_back_on", date.max) <= vault.today
    )


def jots_about_to_expire(vault: Vault) -> list[Waiting]:
    """Jots from day 20 on, with the day each moves to the bin, the soonest first; those under a legal hold stay out."""
    connection, jot_days = vault.connection, rights.policy(vault.connection).jot_days
    first = vault.today - timedelta(days=jot_days - JOT_NOTICE_DAYS)
    jots = {one.id: one for one in observations.jots_written_by(connection, first)}
    held = rights.held_now(connection, vault.today)
    due = {one.id: jot_due(one.entered_on, one.announced_on or vault.today, jot_days) for one in jots.values()}
    found = [
        Waiting(item.id, _names(item), title(item), due[item.id])
        for item in observations.observations(connection, list(jots))
        if not held & {subject.person_id for subject in item.subjects}
    ]
    return sorted(found, key=lambda one: (one.day, one.observation_id))


def competency_names(connection: Connection) -> dict[CompetencyTag, str]:
    """What each competency is called in the framework and version it was chosen from."""
    return {
        CompetencyTag(framework.key, framework.version, competency.id): competency.name
        for _id, framework in frameworks.frameworks(connection)
        for competency in framework.competencies
    }


def _card(
    item: Observation, names: dict[CompetencyTag, str], person_id: int | None = None, framework_key: str = ""
) -> TimelineCard:
    """With a person, what the card says of telling is about them alone: others in the episode know it on their own."""
    told = [one for one in item.subjects if one.told_how and person_id in (None, one.person_id)]
    concerns = [implied_concern(item, subject) for subject in item.subjects]
    return TimelineCard(
        id=item.id, kind=item.kind, observed_on=item.observed_on, date_as_written=item.date_as_written,
        written_on=item.written_on, behaviour=item.behaviour, people=_names(item),
        competencies=tuple(
            (tag.written(framework_key), names.get(tag, tag.competency_id)) for tag in item.competency_tags
        ),
        status=item.status, waits_for_notice=item.waits_for_notice, ai_part=item.choice("ai_part") or "unknown",
        response=item.choice("response") or "unknown", soundness=item.choice("soundness") or "unclear",
        concern=True if any(concerns) else (None if None in concerns else False),
        told_on=next((subject.told_on for subject in told if subject.told_on), None),
        told_confirmed=bool(told) and all(subject.told_confirmed for subject in told), written_by=item.written_by,
        informed=item.is_informed,
    )


def _all_waiting(connection: Connection, ids: list[int], days: int = 0) -> tuple[Waiting, ...]:
    """``days`` after the entry is when each is due."""
    return tuple(
        Waiting(item.id, _names(item), title(item), item.written_on + timedelta(days=days))
        for item in observations.observations(connection, ids)
    )


def _names(item: Observation) -> tuple[str, ...]:
    return tuple(subject.name for subject in item.subjects)


def _name(vault: Vault, person_id: int) -> str:
    found = people.person(vault.connection, person_id)
    return found.name if found else ""


def earlier_wordings(vault: Vault, *, observation_id: int, field: str) -> list[tuple[str, str]]:
    """What a text said before: (UTC moment it was written, wording), newest first, without the one in force."""
    found = observations.observation(vault.connection, observation_id)
    if found is None:
        return []
    now = found.texts.get(field, "")
    earlier: dict[str, str] = {}
    for revision in texts.revisions(vault.connection, found.uid, field):
        if revision.body and revision.body != now and not revision.erased:
            earlier.setdefault(revision.body, revision.written_at)
    return [(moment, body) for body, moment in earlier.items()]


def _hits(
    connection: Connection, query: str, person_id: int | None, limit: int
) -> tuple[list[search.Hit], str, bool]:
    """What the narrow readings of a query find, then what its plain words find; on a person's page words are words."""
    readings = read_query(connection, query) if person_id is None else (Asked(query, person_id),)
    hits: dict[int, search.Hit] = {}
    order, more = "newest_first", False
    for one in readings:
        found, order, more = search.search(
            connection, one.words, person_id=one.person_id, limit=limit, month=one.month, year=one.year
        )
        for hit in found:
            hits.setdefault(hit.observation_id, hit)
    return list(hits.values())[:limit], order, more or len(hits) > limit


def found_observations(vault: Vault, *, query: str, limit: int) -> list[Observation]:
    """Observations matching typed words, in the order of the search."""
    hits, _order, _more = _hits(vault.connection, query, None, limit)
    return observations.observations(vault.connection, [hit.observation_id for hit in hits])


def has_own_words(vault: Vault) -> bool:
    """True when the vault holds words of the organisation for the evidence check."""
    return bool(word_files.word_files(vault.connection))


def has_packets(vault: Vault) -> bool:
    """True when a sealed file was ever made or taken in; what reads them need not be loaded before."""
    return packets.is_any(vault.connection)

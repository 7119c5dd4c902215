"""Tables of people: person, alias, notice, role profile."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from reviewapp.domain.notice import Notice
from reviewapp.domain.person import Person
from reviewapp.domain.role import RoleProfile
from reviewapp.vault.driver import Connection, Row
from reviewapp.vault.ids import new_uid
from reviewapp.vault.transaction import Transaction

_PERSON = """SELECT person.*, (SELECT min(given_on) FROM notice WHERE person_id = person.id) AS first_notice,
    (SELECT purpose FROM notice WHERE person_id = person.id ORDER BY given_on DESC, id DESC LIMIT 1) AS last_purpose
    FROM person"""

# Observations about nobody but people in the bin: they are there with them, and come back with them.
ABOUT_BINNED_ONLY = (
    "SELECT gone.observation_id FROM person JOIN observation_person AS gone ON gone.person_id = person.id"
    " WHERE person.deleted_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM observation_person AS other"
    "  JOIN person AS here ON here.id = other.person_id"
    "  WHERE other.observation_id = gone.observation_id AND here.deleted_at IS NULL)"
)


def add_person(
    transaction: Transaction,
    *,
    name: str,
    role: str = "",
    team: str = "",
    started_on: date | None = None,
    away_from: date | None = None,
    away_to: date | None = None,
    is_me: bool = False,
    aliases: Sequence[str] = (),
) -> int:
    """Add one person and return the id."""
    person_id = transaction.insert(
        "person",
        {
            "uid": new_uid(), "name": name, "role": role, "team": team, "started_on": _iso(started_on),
            "away_from": _iso(away_from), "away_to": _iso(away_to), "is_me": int(is_me),
            "created_at": transaction.now,
        },
    )
    for alias in aliases:
        add_alias(transaction, person_id=person_id, alias=alias)
    return person_id


def add_alias(transaction: Transaction, *, person_id: int, alias: str) -> None:
    """Another name the person goes by; adding it twice changes nothing."""
    known = transaction.connection.execute(
        "SELECT 1 FROM person_alias WHERE person_id = ? AND alias = ?", (person_id, alias)
    ).fetchone()
    if known is None:
        transaction.insert("person_alias", {"person_id": person_id, "alias": alias})


def update_person(transaction: Transaction, person_id: int, changes: dict[str, str | date | None]) -> None:
    """Change name, role, team or the dates of a person."""
    row = {name: _iso(value) if isinstance(value, date) else value for name, value in changes.items()}
    transaction.update("person", person_id, row)


def people(connection: Connection, *, with_me: bool = False) -> list[Person]:
    """Everybody not in the bin, by name."""
    rows = connection.execute(
        f"{_PERSON} WHERE deleted_at IS NULL AND (is_me = 0 OR ?) ORDER BY name COLLATE NOCASE, id", (int(with_me),)
    ).fetchall()
    return _with_aliases(connection, rows)


def person(connection: Connection, person_id: int) -> Person | None:
    """One person, or None."""
    rows = connection.execute(f"{_PERSON} WHERE id = ? AND deleted_at IS NULL", (person_id,)).fetchall()
    found = _with_aliases(connection, rows)
    return found[0] if found else None


def me(connection: Connection) -> Person | None:
    """The writer of this vault."""
    rows = connection.execute(f"{_PERSON} WHERE is_me = 1 AND deleted_at IS NULL ORDER BY id LIMIT 1").fetchall()
    found = _with_aliases(connection, rows)
    return found[0] if found else None


def add_notice(
    transaction: Transaction, *, person_id: int, given_on: date, text_version: str, body: str, purpose: str = ""
) -> int:
    """Record that the notice text was given on this day."""
    return transaction.insert(
        "notice",
        {
            "uid": new_uid(), "person_id": person_id, "given_on": given_on.isoformat(),
            "text_version": text_version, "body": body, "purpose": purpose, "created_at": transaction.now,
        },
    )


def notices(connection: Connection, person_id: int) -> list[Notice]:
    """All notices of a person, first one first."""
    rows = connection.execute("SELECT * FROM notice WHERE person_id = ? ORDER BY given_on, id", (person_id,))
    return [
        Notice(
            row["person_id"], date.fromisoformat(row["given_on"]), row["text_version"], row["body"], row["purpose"]
        )
        for row in rows
    ]


def add_role_profile(transaction: Transaction, profile: RoleProfile, framework_id: int) -> int:
    """Add a dated version of a role profile; earlier ones stay."""
    return transaction.insert(
        "role_profile",
        {
            "uid": new_uid(), "person_id": profile.person_id, "framework_id": framework_id,
            "agreed_on": profile.agreed_on.isoformat(), "seat": profile.seat, "focus": json.dumps(profile.focus),
            "foundational_skills": json.dumps(profile.foundational_skills, ensure_ascii=False),
            "protected_work": json.dumps(profile.protected_work, ensure_ascii=False),
            "protected_modes": json.dumps(profile.modes), "capacities": json.dumps(dict(profile.capacities)),
            "context": json.dumps(dict(profile.context), ensure_ascii=False),
            "created_at": transaction.now,
        },
    )


def role_profile(
    connection: Connection, person_id: int, on: date | None = None, *, framework_id: int | None = None
) -> tuple[int, RoleProfile] | None:
    """The id and the profile in force on a day (the newest when no day is given), or None.

    A profile agreed later is never applied backwards, except that a day before the first one gets the first. With a
    framework version only what was agreed on that one is looked at.
    """
    rows = connection.execute(
        "SELECT role_profile.*, framework.key, framework.version FROM role_profile"
        " JOIN framework ON framework.id = framework_id"
        " WHERE person_id = ? AND framework_id = coalesce(?, framework_id) ORDER BY agreed_on, role_profile.id",
        (person_id, framework_id),
    ).fetchall()
    if not rows:
        return None
    in_force = [row for row in rows if on is None or row["agreed_on"] <= on.isoformat()] or rows[:1]
    row = in_force[-1]
    return row["id"], RoleProfile(
        person_id=row["person_id"], framework_key=row["key"], framework_version=row["version"],
        agreed_on=date.fromisoformat(row["agreed_on"]), focus=tuple(json.loads(row["focus"])), seat=row["seat"],
        foundational_skills=tuple(json.loads(row["foundational_skills"])),
        protected_work=tuple(json.loads(row["protected_work"])),
        protected_modes=tuple(json.loads(row["protected_modes"])), capacities=json.loads(row["capacities"]),
        context=json.loads(row["context"]),
    )


def last_noted(connection: Connection) -> dict[int, date]:
    """For each person the newest day something was noted about; people without one are absent."""
    rows = connection.execute(
        "SELECT person.id, (SELECT sort_on FROM observation_person"
        "   JOIN observation ON observation.id = observation_id"
        "   WHERE person_id = person.id AND observation.deleted_at IS NULL"
        "   ORDER BY sort_on DESC, observation_id DESC LIMIT 1) AS last FROM person WHERE deleted_at IS NULL"
    )
    return {row["id"]: date.fromisoformat(row["last"]) for row in rows if row["last"]}


def entry_days(connection: Connection, since: date) -> dict[int, list[date]]:
    """For each person reviewed the days of the entries about them since a day; none is an empty list.

    For a rule that compares (`domain.attention`); it is shown, returned to a screen and exported nowhere.
    """
    found: dict[int, list[date]] = {one.id: [] for one in people(connection)}
    # CROSS keeps the order of the loops: a few days of each person through the index, not every entry ever made.
    rows = connection.execute(
        "SELECT person_id, sort_on FROM person CROSS JOIN observation_person ON person_id = person.id AND sort_on >= ?"
        " JOIN observation ON observation.id = observation_id WHERE observation.deleted_at IS NULL",
        (since.isoformat(),),
    )
    for row in rows:
        if row["person_id"] in found:
            found[row["person_id"]].append(date.fromisoformat(row["sort_on"]))
    return found


def _with_aliases(connection: Connection, rows: Sequence[Row]) -> list[Person]:
    aliases: dict[int, list[str]] = defaultdict(list)
    for row in connection.execute("SELECT person_id, alias FROM person_alias ORDER BY id"):
        aliases[row["person_id"]].append(row["alias"])
    return [
        Person(
            id=row["id"], uid=row["uid"], name=row["name"], role=row["role"], team=row["team"],
            started_on=_day(row["started_on"]), away_from=_day(row["away_from"]), away_to=_day(row["away_to"]),
            aliases=tuple(aliases[row["id"]]), notice_on=_day(row["first_notice"]),
            notice_purpose=row["last_purpose"] or "", coached_on=_day(row["coached_on"]),
            is_me=bool(row["is_me"]),
        )
        for row in rows
    ]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

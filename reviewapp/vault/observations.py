"""Tables of observations: the episode, the people in it, its competencies; texts live as revisions."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reviewapp.domain.observation import (
    CHOICES,
    DATES,
    DEFAULTS,
    FLAGS,
    MULTI_CHOICES,
    CompetencyTag,
    Observation,
    Subject,
)
from reviewapp.vault import search
from reviewapp.vault.driver import Connection, Row
from reviewapp.vault.episode_agreements import agreed_in
from reviewapp.vault.ids import new_uid
from reviewapp.vault.tags import set_tags, tags
from reviewapp.vault.texts import current_texts
from reviewapp.vault.transaction import Transaction

_BATCH = 400
# What the notice named under which an observation was written: the newest before it, else the first one there is.
_PURPOSE = """coalesce(
    (SELECT purpose FROM notice WHERE notice.person_id = person.id AND given_on <= observation.written_on
     ORDER BY given_on DESC, notice.id DESC LIMIT 1),
    (SELECT purpose FROM notice WHERE notice.person_id = person.id ORDER BY given_on, notice.id LIMIT 1), '')"""


@dataclass(frozen=True)
class NewObservation:
    """What a caller knows of a new observation; fields as in `domain.observation`."""

    person_ids: Sequence[int]
    texts: dict[str, str]
    observed_on: date | None
    written_on: date
    choices: dict[str, str] = field(default_factory=dict)
    multi: dict[str, tuple[str, ...]] = field(default_factory=dict)
    dates: dict[str, date] = field(default_factory=dict)
    flags: dict[str, bool] = field(default_factory=dict)
    competency_tags: Sequence[CompetencyTag] = ()
    date_as_written: str = ""
    date_candidates: Sequence[date] = ()
    import_key: str | None = None
    source_key: str | None = None
    source_name: str = ""
    uid: str = ""
    written_by: str = ""
    packet_id: int | None = None


def add_observation(transaction: Transaction, new: NewObservation) -> int:
    """Add one observation as a jot and return its id; ``uid`` is given where somebody else wrote it."""
    uid = new.uid or new_uid()
    row: dict[str, Any] = {
        "uid": uid, "observed_on": _iso(new.observed_on), "date_as_written": new.date_as_written,
        "date_candidates": json.dumps([day.isoformat() for day in new.date_candidates]),
        "written_on": new.written_on.isoformat(), "created_at": transaction.now, "import_key": new.import_key,
        "source_key": new.source_key, "source_name": new.source_name, "written_by": new.written_by,
        "packet_id": new.packet_id,
        **DEFAULTS, **new.choices,
        **{name: json.dumps(values) for name, values in new.multi.items()},
        **{name: _iso(day) for name, day in new.dates.items()},
        **{name: int(flag) for name, flag in new.flags.items()},
    }
    observation_id = transaction.insert("observation", row)
    for name, body in new.texts.items():
        if body:
            transaction.set_text(uid, name, body)
    set_people(transaction, observation_id, new.person_ids)
    set_tags(transaction, observation_id, new.competency_tags)
    search.index(transaction, observation_id)
    return observation_id


def update_observation(transaction: Transaction, observation_id: int, changes: dict[str, Any]) -> None:
    """Change columns; days, lists and flags are given as Python values."""
    transaction.update("observation", observation_id, {name: _stored(value) for name, value in changes.items()})
    if "observed_on" in changes:
        _resort(transaction, observation_id)
    search.index(transaction, observation_id)


def set_texts(transaction: Transaction, observation_id: int, texts: dict[str, str]) -> None:
    """Put wordings in force, each as a new revision."""
    uid = _row(transaction.connection, observation_id)["uid"]
    for name, body in texts.items():
        transaction.set_text(uid, name, body)
    search.index(transaction, observation_id)


def set_people(transaction: Transaction, observation_id: int, person_ids: Sequence[int]) -> None:
    """Make exactly these people the subjects; what is known about those who stay is kept."""
    wanted = list(dict.fromkeys(person_ids))
    present = {
        row["person_id"]: row["id"]
        for row in transaction.connection.execute(
            "SELECT id, person_id FROM observation_person WHERE observation_id = ?", (observation_id,)
        )
    }
    for person_id, link_id in present.items():
        if person_id not in wanted:
            transaction.delete("observation_person", link_id)
    sort_on = _sort_day(transaction.connection, observation_id)
    for position, person_id in enumerate(wanted):
        if person_id in present:
            transaction.update("observation_person", present[person_id], {"position": position})
        else:
            transaction.insert(
                "observation_person",
                {"observation_id": observation_id, "person_id": person_id, "position": position, "sort_on": sort_on},
            )
    search.index(transaction, observation_id)


def update_subject(transaction: Transaction, observation_id: int, person_id: int, changes: dict[str, Any]) -> None:
    """Change what is recorded about one person in an observation; KeyError when they are not in it.

    ``person_view`` is text and becomes a revision; the rest are columns.
    """
    link = transaction.connection.execute(
        "SELECT id FROM observation_person WHERE observation_id = ? AND person_id = ?", (observation_id, person_id)
    ).fetchone()
    if link is None:
        raise KeyError(f"observation {observation_id} person {person_id}")
    columns = {name: _stored(value) for name, value in changes.items() if name != "person_view"}
    if columns:
        transaction.update("observation_person", link["id"], columns)
    if "person_view" in changes:
        uid = _row(transaction.connection, observation_id)["uid"]
        transaction.set_text(uid, f"person_view/{person_id}", changes["person_view"])
        search.index(transaction, observation_id)


def observation(connection: Connection, observation_id: int) -> Observation | None:
    """One observation, also when it is in the bin, or None."""
    found = observations(connection, [observation_id])
    return found[0] if found else None


def observation_by_uid(connection: Connection, uid: str) -> Observation | None:
    """The same by its own name, which goes with it wherever it is handed."""
    row = connection.execute("SELECT id FROM observation WHERE uid = ?", (uid,)).fetchone()
    return observation(connection, row["id"]) if row is not None else None


def ids_from_packet(connection: Connection, packet_id: int) -> list[int]:
    """Ids of the observations a packet brought, also those in the bin."""
    rows = connection.execute("SELECT id FROM observation WHERE packet_id = ? ORDER BY id", (packet_id,))
    return [row["id"] for row in rows]


def observations(connection: Connection, ids: Sequence[int]) -> list[Observation]:
    """Observations in the order of the ids given; missing ids are left out."""
    found: dict[int, Observation] = {}
    for start in range(0, len(ids), _BATCH):
        for item in _load(connection, list(ids[start : start + _BATCH])):
            found[item.id] = item
    return [found[observation_id] for observation_id in ids if observation_id in found]


def id_by_import(connection: Connection, import_key: str, source_key: str) -> int | None:
    """The observation an imported row became, also when it is in the bin, or None.

    ``import_key`` is equal for the same episode typed twice, ``source_key`` for the same row read again
    after the people or the calendar changed.
    """
    row = connection.execute(
        "SELECT id FROM observation WHERE import_key = ? OR source_key = ? ORDER BY id LIMIT 1",
        (import_key, source_key),
    ).fetchone()
    return row["id"] if row else None


def _load(connection: Connection, ids: list[int]) -> Iterable[Observation]:
    marks = ",".join("?" * len(ids))
    rows = connection.execute(f"SELECT * FROM observation WHERE id IN ({marks})", ids).fetchall()
    texts = current_texts(connection, [row["uid"] for row in rows])
    subjects: dict[int, list[Row]] = defaultdict(list)
    for link in connection.execute(
        "SELECT observation_person.*, person.name,"
        " (person.is_me OR EXISTS (SELECT 1 FROM notice WHERE notice.person_id = person.id)) AS noticed,"
        f" {_PURPOSE} AS purpose FROM observation_person JOIN person ON person.id = person_id"
        f" JOIN observation ON observation.id = observation_id WHERE observation_id IN ({marks})"
        " ORDER BY observation_id, position",
        ids,
    ):
        subjects[link["observation_id"]].append(link)
    shown = tags(connection, marks, ids)
    cited = {
        link["observation_id"]
        for link in connection.execute(
            "SELECT observation_id FROM review_citation JOIN review ON review.id = review_id"
            f" WHERE deleted_at IS NULL AND observation_id IN ({marks})",
            ids,
        )
    }
    answered = {
        row["observation_id"]
        for row in connection.execute(f"SELECT observation_id FROM reply WHERE observation_id IN ({marks})", ids)
    }
    agreed = agreed_in(connection, [row["id"] for row in rows if row["restricted"] != DEFAULTS["restricted"]])
    for row in rows:
        yield _observation(
            row, texts.get(row["uid"], {}), subjects[row["id"]], shown.get(row["id"], ()),
            cited=row["id"] in cited, answered=row["id"] in answered, agreed_on=agreed.get(row["id"]),
        )  # fmt: skip


def _observation(
    row: Row, texts: dict[str, str], subjects: list[Row], shown: tuple[CompetencyTag, ...], *, cited: bool,
    answered: bool, agreed_on: date | None,
) -> Observation:  # fmt: skip
    return Observation(
        id=row["id"], uid=row["uid"], observed_on=_day(row["observed_on"]),
        written_on=date.fromisoformat(row["written_on"]),
        subjects=tuple(_subject(link, texts) for link in subjects),
        choices={name: row[name] for name in CHOICES if row[name] is not None},
        multi={name: tuple(json.loads(row[name])) for name in MULTI_CHOICES if row[name] != "[]"},
        texts={name: body for name, body in texts.items() if "/" not in name},
        dates={name: date.fromisoformat(row[name]) for name in DATES if row[name] is not None},
        flags={name: bool(row[name]) for name in FLAGS},
        competency_tags=shown, date_as_written=row["date_as_written"],
        date_candidates=tuple(date.fromisoformat(day) for day in json.loads(row["date_candidates"])),
        completed=row["completed_at"] is not None, withdrawn=row["withdrawn_at"] is not None, cited=cited,
        answered=answered, deleted=row["deleted_at"] is not None, written_by=row["written_by"],
        packet_id=row["packet_id"], informed_on=_day(row["informed_on"]), agreed_on=agreed_on,
    )


def _subject(link: Row, texts: dict[str, str]) -> Subject:
    return Subject(
        person_id=link["person_id"], name=link["name"],
        concern=None if link["concern"] is None else bool(link["concern"]), closest_anchor=link["closest_anchor"],
        told_on=_day(link["told_on"]), told_how=link["told_how"], told_confirmed=bool(link["told_confirmed"]),
        noticed=bool(link["noticed"]), person_view=texts.get(f"person_view/{link['person_id']}", ""),
        purpose=link["purpose"],
    )


def _row(connection: Connection, observation_id: int) -> Row:
    row: Row | None = connection.execute("SELECT * FROM observation WHERE id = ?", (observation_id,)).fetchone()
    if row is None:
        raise KeyError(f"observation {observation_id}")
    return row


def _sort_day(connection: Connection, observation_id: int) -> str:
    row = _row(connection, observation_id)
    return str(row["observed_on"] or row["written_on"])


def _resort(transaction: Transaction, observation_id: int) -> None:
    sort_on = _sort_day(transaction.connection, observation_id)
    links = transaction.connection.execute(
        "SELECT id FROM observation_person WHERE observation_id = ?", (observation_id,)
    ).fetchall()
    for link in links:
        transaction.update("observation_person", link["id"], {"sort_on": sort_on})


def _stored(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return json.dumps([_stored(item) for item in value], ensure_ascii=False)
    return value


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

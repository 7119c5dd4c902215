"""Lists of observations: those of a time line, of a range of days, and those that wait for somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reviewapp.domain.observation import CompetencyTag
from reviewapp.vault.driver import Connection
from reviewapp.vault.people import ABOUT_BINNED_ONLY
from reviewapp.vault.tags import tags


def timeline_ids(
    connection: Connection, person_id: int, *, before: tuple[str, int] | None = None, limit: int = 100
) -> list[tuple[str, int]]:
    """(sort day, id) of a person's observations, newest first, after the key ``before``; one page."""
    day, last_id = before or ("9999-12-31", 2**62)
    rows = connection.execute(
        "SELECT sort_on, observation_id FROM observation_person JOIN observation ON observation.id = observation_id"
        " WHERE person_id = ? AND (sort_on, observation_id) < (?, ?) AND deleted_at IS NULL"
        " ORDER BY sort_on DESC, observation_id DESC LIMIT ?",
        (person_id, day, last_id, limit),
    )
    return [(row["sort_on"], row["observation_id"]) for row in rows]


def ids_between(
    connection: Connection, *, person_id: int | None = None, first: date | None = None, last: date | None = None
) -> list[int]:
    """Ids of observations whose day (of the event, else of the entry) lies in the range, newest first.

    Of one person, or of everybody: those only about people in the bin are then left out.
    """
    bounds = (first.isoformat() if first else "0001-01-01", last.isoformat() if last else "9999-12-31")
    if person_id is None:
        rows = connection.execute(
            "SELECT id FROM observation WHERE deleted_at IS NULL AND coalesce(observed_on, written_on) BETWEEN ? AND ?"
            f" AND id NOT IN ({ABOUT_BINNED_ONLY}) ORDER BY coalesce(observed_on, written_on) DESC, id DESC",
            bounds,
        )
    else:
        rows = connection.execute(
            "SELECT observation_id AS id FROM observation_person JOIN observation ON observation.id = observation_id"
            " WHERE person_id = ? AND sort_on BETWEEN ? AND ? AND deleted_at IS NULL"
            " ORDER BY sort_on DESC, observation_id DESC",
            (person_id, *bounds),
        )
    return [row["id"] for row in rows]


@dataclass(frozen=True)
class Sketch:
    """As much of a dated observation as the pictures of a record show; reading all of it takes ten times as long."""

    id: int
    observed_on: date
    soundness: str
    response: str
    behaviour: str
    competency_tags: tuple[CompetencyTag, ...]


def sketches(connection: Connection, person_id: int, *, first: date, last: date) -> list[Sketch]:
    """Dated observations of one person in a range of days, neither withdrawn nor in the bin, oldest first."""
    chosen = (
        " FROM observation_person JOIN observation ON observation.id = observation_person.observation_id"
        " WHERE person_id = ? AND sort_on BETWEEN ? AND ? AND observed_on IS NOT NULL"
        " AND deleted_at IS NULL AND withdrawn_at IS NULL"
    )
    values = (person_id, first.isoformat(), last.isoformat())
    shown = tags(connection, f"SELECT observation.id{chosen}", values)
    rows = connection.execute(
        "SELECT observation.id, observed_on, soundness, response, (SELECT body FROM current_text"
        "   JOIN revision ON revision.id = revision_id"
        "  WHERE current_text.record_uid = observation.uid AND current_text.field = 'behaviour') AS behaviour"
        f"{chosen} ORDER BY sort_on, observation.id",
        values,
    )
    return [
        Sketch(
            row["id"], date.fromisoformat(row["observed_on"]), row["soundness"], row["response"],
            row["behaviour"] or "", shown.get(row["id"], ()),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class ExpiringJot:
    """A jot that nobody in it was told of: when it was entered, and since when Home has announced its end."""

    id: int
    entered_on: date
    announced_on: date | None


# Once everybody in it knows of it, a jot is no secret any more and does not expire.
_SECRET_JOT = (
    "completed_at IS NULL AND withdrawn_at IS NULL AND (NOT EXISTS (SELECT 1 FROM observation_person"
    "   WHERE observation_id = observation.id) OR EXISTS (SELECT 1 FROM observation_person"
    "   JOIN person ON person.id = person_id AND person.is_me = 0"
    "   WHERE observation_id = observation.id AND (told_on IS NULL OR told_confirmed = 0)))"
)


def jots_written_by(connection: Connection, day: date) -> list[ExpiringJot]:
    """Jots entered on or before a day, oldest entry first (jots expire by entry, never by event)."""
    rows = connection.execute(
        "SELECT id, written_on, announced_on FROM observation"
        f" WHERE deleted_at IS NULL AND id NOT IN ({ABOUT_BINNED_ONLY}) AND written_on <= ? AND {_SECRET_JOT}"
        " ORDER BY written_on, id",
        (day.isoformat(),),
    )
    return [ExpiringJot(row["id"], date.fromisoformat(row["written_on"]), _day(row["announced_on"])) for row in rows]


def jots_in_bin(connection: Connection, day: date) -> dict[int, date | None]:
    """Jots in the bin that were entered on or before a day, with the day each was taken out of it before, if ever."""
    rows = connection.execute(
        f"SELECT id, restored_on FROM observation WHERE deleted_at IS NOT NULL AND written_on <= ? AND {_SECRET_JOT}",
        (day.isoformat(),),
    )
    return {row["id"]: _day(row["restored_on"]) for row in rows}


def announced_in_vain(connection: Connection) -> list[int]:
    """Ids of observations that were announced as jots and were completed, shared or withdrawn since."""
    rows = connection.execute(
        f"SELECT id FROM observation WHERE announced_on IS NOT NULL AND deleted_at IS NULL AND NOT ({_SECRET_JOT})"
    )
    return [row["id"] for row in rows]


def expired_by(connection: Connection, day: date) -> list[int]:
    """Ids of expired jots whose time in the bin is over."""
    rows = connection.execute(
        "SELECT id FROM observation WHERE deleted_at IS NOT NULL AND bin_until <= ? ORDER BY id", (day.isoformat(),)
    )
    return [row["id"] for row in rows]


def jots_with_open_questions(connection: Connection) -> list[int]:
    """Ids of jots whose day or person an import could not tell, oldest entry first."""
    return _ids(
        connection,
        "completed_at IS NULL AND ((observed_on IS NULL AND date_as_written <> '') OR EXISTS"
        " (SELECT 1 FROM current_text JOIN revision ON revision.id = revision_id"
        "   WHERE current_text.record_uid = observation.uid AND current_text.field = 'who_as_written' AND body <> ''))"
        " ORDER BY written_on, id",
    )


def concerns_not_told(connection: Connection) -> list[int]:
    """Ids of observations with a concern somebody in them does not know of yet, oldest entry first."""
    return _ids(
        connection,
        "withdrawn_at IS NULL AND id IN (SELECT observation_id FROM observation_person"
        "   WHERE told_confirmed = 0 AND (concern = 1 OR closest_anchor = 'missed')"
        "  UNION SELECT observation.id FROM observation JOIN observation_person"
        "   ON observation_id = observation.id WHERE counter_signal <> '[]' AND told_confirmed = 0)"
        " ORDER BY written_on, id",
    )


def told_without_day(connection: Connection) -> list[int]:
    """Ids of observations somebody was told of on a day still to be confirmed, oldest entry first."""
    return _ids(
        connection,
        "id IN (SELECT observation_id FROM observation_person WHERE told_how IS NOT NULL AND told_confirmed = 0)"
        " ORDER BY written_on, id",
    )


def to_look_at_again(connection: Connection, today: date) -> list[int]:
    """Ids of observations whose day to look again has come and of which nobody said whether it held up."""
    return _ids(
        connection, "withdrawn_at IS NULL AND recheck_on <= ? AND held_up = 'unknown' ORDER BY recheck_on, id",
        (today.isoformat(),),
    )


def _ids(connection: Connection, condition: str, values: Sequence[Any] = ()) -> list[int]:
    rows = connection.execute(
        f"SELECT id FROM observation WHERE deleted_at IS NULL AND id NOT IN ({ABOUT_BINNED_ONLY}) AND {condition}",
        values,
    )
    return [row["id"] for row in rows]


def headlines(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, date | None, tuple[str, ...]]]:
    """Kind, day and names of observations by id: what a line of search results needs, read in one go."""
    found: dict[int, tuple[str, date | None, tuple[str, ...]]] = {}
    rows = connection.execute(
        "SELECT observation.id, kind, observed_on, person.name FROM observation"
        " LEFT JOIN observation_person ON observation_id = observation.id LEFT JOIN person ON person.id = person_id"
        f" WHERE observation.id IN ({','.join('?' * len(ids))}) ORDER BY observation.id, position",
        list(ids),
    )
    for row in rows:
        kind, day, names = found.get(row["id"], (row["kind"], _day(row["observed_on"]), ()))
        found[row["id"]] = (kind, day, (*names, row["name"]) if row["name"] else names)
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

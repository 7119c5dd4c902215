"""Rows of what a team agrees, measures and tries (`team_tables`)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from reviewapp.domain.agreement import (
    Agreement,
    AgreementVersion,
    ProcessReview,
    ReviewedProcess,
    Terms,
    terms_as_data,
    terms_from_data,
)
from reviewapp.domain.outcome import SIDES, KeptMeasure, Measure, Window
from reviewapp.domain.team import TOOL_TEXTS, Cycle, ToolFeedback, Volunteer
from reviewapp.vault.driver import Connection, Row
from reviewapp.vault.ids import new_uid
from reviewapp.vault.transaction import Transaction

_MEASURE = (
    "agreement_id", "scope", "kind", "dimension", "status", "shape", "name", "what", "unit", "steps_dropped",
    "steps_reason", "trust_definition", "few_below", "remarks",
)  # fmt: skip
_WINDOW = ("held", "out_of", "origin", "review_time", "downstream", "covers", "source")


def add_agreement(transaction: Transaction) -> int:
    """A workflow without terms yet; a version follows in the same transaction."""
    return transaction.insert("agreement", {"uid": new_uid(), "created_at": transaction.now})


def add_version(transaction: Transaction, agreement_id: int, terms: Terms, agreed_on: date) -> int:
    """Terms agreed on a day; earlier ones stay."""
    body = json.dumps(terms_as_data(terms), ensure_ascii=False)
    return transaction.insert(
        "agreement_version",
        {
            "uid": new_uid(), "agreement_id": agreement_id, "agreed_on": agreed_on.isoformat(), "body": body,
            "created_at": transaction.now,
        },
    )  # fmt: skip


def add_process_review(transaction: Transaction, agreement_id: int, review: ProcessReview, reviewed_on: date) -> int:
    """A look at the process on a day."""
    return transaction.insert(
        "process_review",
        {
            "uid": new_uid(), "agreement_id": agreement_id, "reviewed_on": reviewed_on.isoformat(),
            "body": json.dumps(vars(review), ensure_ascii=False), "created_at": transaction.now,
        },
    )  # fmt: skip


def agreements(connection: Connection) -> list[Agreement]:
    """All agreements that are not in the bin, by the name of the workflow."""
    rows = connection.execute("SELECT id, uid FROM agreement WHERE deleted_at IS NULL ORDER BY id").fetchall()
    found = [_agreement(connection, row) for row in rows]
    return sorted(found, key=lambda one: (one.terms.workflow.casefold(), one.id))


def agreement(connection: Connection, agreement_id: int, *, with_binned: bool = False) -> Agreement | None:
    """One agreement, or None."""
    row = connection.execute(
        "SELECT id, uid FROM agreement WHERE id = ? AND (deleted_at IS NULL OR ?)", (agreement_id, int(with_binned))
    ).fetchone()
    return _agreement(connection, row) if row is not None else None


def _agreement(connection: Connection, row: Row) -> Agreement:
    versions = connection.execute(
        "SELECT agreed_on, body FROM agreement_version WHERE agreement_id = ? ORDER BY agreed_on DESC, id DESC",
        (row["id"],),
    ).fetchall()
    reviews = connection.execute(
        "SELECT id, reviewed_on, body FROM process_review WHERE agreement_id = ? ORDER BY reviewed_on DESC, id DESC",
        (row["id"],),
    ).fetchall()
    return Agreement(
        row["id"], row["uid"],
        tuple(
            AgreementVersion(date.fromisoformat(one["agreed_on"]), terms_from_data(json.loads(one["body"])))
            for one in versions
        ),
        tuple(
            ReviewedProcess(one["id"], date.fromisoformat(one["reviewed_on"]), ProcessReview(**json.loads(one["body"])))
            for one in reviews
        ),
    )  # fmt: skip


def cite_rule(transaction: Transaction, observation_id: int, agreement_id: int, part: str, rule: str) -> None:
    """Hold an episode against a rule; doing it twice changes nothing."""
    known = transaction.connection.execute(
        "SELECT 1 FROM observation_rule WHERE observation_id = ? AND agreement_id = ? AND part = ? AND rule = ?",
        (observation_id, agreement_id, part, rule),
    ).fetchone()
    if known is None:
        transaction.insert(
            "observation_rule",
            {"observation_id": observation_id, "agreement_id": agreement_id, "part": part, "rule": rule},
        )


def cited_rules(connection: Connection, observation_id: int) -> list[tuple[int, int, str, str]]:
    """(row, agreement, part, words) of the rules an episode is held against."""
    rows = connection.execute(
        "SELECT id, agreement_id, part, rule FROM observation_rule WHERE observation_id = ? ORDER BY id",
        (observation_id,),
    )
    return [(row["id"], row["agreement_id"], row["part"], row["rule"]) for row in rows]


def add_measure(transaction: Transaction, measure: Measure, import_key: str | None = None) -> int:
    """Keep a measure with its windows."""
    measure_id = transaction.insert(
        "outcome_measure",
        {"uid": new_uid(), "import_key": import_key, "created_at": transaction.now, **_measure_row(measure)},
    )
    _add_windows(transaction, measure_id, measure)
    return measure_id


def change_measure(transaction: Transaction, measure_id: int, measure: Measure) -> None:
    """Put other values in place of a measure and its windows."""
    transaction.update("outcome_measure", measure_id, _measure_row(measure))
    rows = transaction.connection.execute("SELECT id FROM outcome_window WHERE measure_id = ?", (measure_id,))
    for row in rows.fetchall():
        transaction.delete("outcome_window", row["id"])
    _add_windows(transaction, measure_id, measure)


def measures(connection: Connection) -> list[KeptMeasure]:
    """All measures that are not in the bin, as they were added."""
    rows = connection.execute("SELECT * FROM outcome_measure WHERE deleted_at IS NULL ORDER BY id").fetchall()
    return [_measure(connection, row) for row in rows]


def measure(connection: Connection, measure_id: int) -> KeptMeasure | None:
    """One measure, or None."""
    row = connection.execute(
        "SELECT * FROM outcome_measure WHERE id = ? AND deleted_at IS NULL", (measure_id,)
    ).fetchone()
    return _measure(connection, row) if row is not None else None


def measure_by_import(connection: Connection, import_key: str) -> int | None:
    """The id of a measure that came from this row of a file, also one in the bin."""
    row = connection.execute("SELECT id FROM outcome_measure WHERE import_key = ?", (import_key,)).fetchone()
    return int(row["id"]) if row is not None else None


def _measure_row(measure: Measure) -> dict[str, Any]:
    row = {name: getattr(measure, name) for name in _MEASURE}
    return {**row, "change_on": measure.change_on.isoformat() if measure.change_on else None}


def _add_windows(transaction: Transaction, measure_id: int, measure: Measure) -> None:
    for side, window in measure.windows:
        transaction.insert(
            "outcome_window",
            {
                "measure_id": measure_id, "side": side, "window_from": window.first.isoformat(),
                "window_to": window.last.isoformat(), **{name: getattr(window, name) for name in _WINDOW},
            },
        )  # fmt: skip


def _measure(connection: Connection, row: Row) -> KeptMeasure:
    windows = {
        one["side"]: Window(
            date.fromisoformat(one["window_from"]), date.fromisoformat(one["window_to"]),
            **{name: one[name] for name in _WINDOW},
        )
        for one in connection.execute("SELECT * FROM outcome_window WHERE measure_id = ?", (row["id"],))
    }  # fmt: skip
    values = {name: row[name] for name in _MEASURE}
    before, after = (windows.get(side) for side in SIDES)
    return KeptMeasure(
        row["id"], row["uid"], Measure(**values, change_on=_day(row["change_on"]), before=before, after=after)
    )


def add_cycle(
    transaction: Transaction, *, name: str, mode: str, starts_on: date, agreement_id: int | None
) -> int:
    """Begin a cycle."""
    return transaction.insert(
        "cycle",
        {
            "uid": new_uid(), "agreement_id": agreement_id, "name": name, "mode": mode,
            "starts_on": starts_on.isoformat(), "created_at": transaction.now,
        },
    )  # fmt: skip


def add_volunteer(transaction: Transaction, cycle_id: int, person_id: int, said_on: date) -> None:
    """Somebody wants to take part; saying it twice changes nothing."""
    known = transaction.connection.execute(
        "SELECT 1 FROM cycle_volunteer WHERE cycle_id = ? AND person_id = ?", (cycle_id, person_id)
    ).fetchone()
    if known is None:
        transaction.insert(
            "cycle_volunteer", {"cycle_id": cycle_id, "person_id": person_id, "said_on": said_on.isoformat()}
        )


def cycles(connection: Connection) -> list[Cycle]:
    """All cycles that are not in the bin, the newest first."""
    rows = connection.execute("SELECT * FROM cycle WHERE deleted_at IS NULL ORDER BY starts_on DESC, id DESC")
    return [_cycle(connection, row) for row in rows.fetchall()]


def cycle(connection: Connection, cycle_id: int) -> Cycle | None:
    """One cycle, or None."""
    row = connection.execute("SELECT * FROM cycle WHERE id = ? AND deleted_at IS NULL", (cycle_id,)).fetchone()
    return _cycle(connection, row) if row is not None else None


def _cycle(connection: Connection, row: Row) -> Cycle:
    volunteers = connection.execute(
        "SELECT person_id, name, said_on FROM cycle_volunteer JOIN person ON person.id = person_id"
        " WHERE cycle_id = ? AND deleted_at IS NULL ORDER BY name COLLATE NOCASE, person_id",
        (row["id"],),
    )
    return Cycle(
        id=row["id"], uid=row["uid"], name=row["name"], mode=row["mode"], agreement_id=row["agreement_id"],
        starts_on=date.fromisoformat(row["starts_on"]), looked_back_on=_day(row["looked_back_on"]),
        look_back=row["look_back"], decision=row["decision"], decided_on=_day(row["decided_on"]),
        decision_reason=row["decision_reason"],
        volunteers=tuple(
            Volunteer(one["person_id"], one["name"], date.fromisoformat(one["said_on"])) for one in volunteers
        ),
    )


def add_tool_feedback(transaction: Transaction, *, tool: str, noted_on: date, texts: dict[str, str]) -> int:
    """Keep what was learned about a tool."""
    row = {name: texts.get(name, "") for name in TOOL_TEXTS}
    return transaction.insert(
        "tool_feedback",
        {"uid": new_uid(), "tool": tool, "noted_on": noted_on.isoformat(), "created_at": transaction.now, **row},
    )


def tool_feedback(connection: Connection) -> list[ToolFeedback]:
    """Everything said of tools that is not in the bin, newest first."""
    rows = connection.execute(
        "SELECT * FROM tool_feedback WHERE deleted_at IS NULL ORDER BY noted_on DESC, id DESC"
    )
    names = [one.name for one in fields(ToolFeedback)]
    return [
        ToolFeedback(**{**{name: row[name] for name in names}, "noted_on": date.fromisoformat(row["noted_on"])})
        for row in rows
    ]


def put_in_bin(transaction: Transaction, table: str, row_ids: Sequence[int]) -> None:
    """Move rows of one of the tables above to the bin."""
    for row_id in row_ids:
        transaction.update(table, row_id, {"deleted_at": transaction.now})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def remove_for_good(connection: Connection, table: str, row_id: int) -> None:
    """Take a row of the tables above out with everything that hangs on it; inside an erasure's transaction."""
    if table == "agreement":
        for other in ("outcome_measure", "cycle"):
            connection.execute(f"UPDATE {other} SET agreement_id = NULL WHERE agreement_id = ?", (row_id,))
        for part in ("agreement_version", "process_review", "observation_rule"):
            connection.execute(f"DELETE FROM {part} WHERE agreement_id = ?", (row_id,))
    elif table == "outcome_measure":
        connection.execute("DELETE FROM outcome_window WHERE measure_id = ?", (row_id,))
    elif table == "cycle":
        connection.execute("DELETE FROM cycle_volunteer WHERE cycle_id = ?", (row_id,))
    editors = {
        "agreement": ("agreement", "process"), "outcome_measure": ("outcome",),
        "cycle": ("cycle", "look-back", "decide"),
    }  # fmt: skip
    for editor in editors.get(table, ()):
        connection.execute("DELETE FROM journal WHERE editor = ?", (f"{editor}/{row_id}",))
    connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))


TABLES: tuple[str, ...] = ("agreement", "outcome_measure", "cycle", "tool_feedback")

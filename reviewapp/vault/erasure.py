"""Erasure: everything about a person, or single records, out of one open file, with no byte left behind.

Works on any connection to a vault of this schema: the vault itself, and each kept copy that somebody opens for it.
Append-only texts give way only here, under the row of the table ``erasing`` (PRODUCT.md, promise 8; GDPR art. 17).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from reviewapp.domain.naming import ERASED, Naming, parts_of_others
from reviewapp.vault import search, team
from reviewapp.vault.driver import Connection, Row
from reviewapp.vault.journal import FORMS_OF_A_PERSON, REASON_OF_CAPTURE
from reviewapp.vault.transaction import Transaction

# Free text of every table that may name a person, with the key a row is found by again. A test walks the schema.
TEXTS: tuple[tuple[str, str], ...] = (
    ("revision", "body"), ("finding_answer", "span"), ("finding_answer", "reason"), ("observation", "date_as_written"),
    ("observation", "source_name"), ("observation", "written_by"), ("correction_request", "asked"),
    ("correction_request", "reason"),
    ("reply", "body"), ("legal_hold", "reason"), ("legal_hold", "set_by"), ("handed_file", "file_name"),
    ("notice", "body"),
    ("person", "role"), ("person", "team"), ("role_profile", "foundational_skills"), ("role_profile", "protected_work"),
    ("role_profile", "context"),
    ("answer", "original_name"),
    *(("outcome_measure", one) for one in (
        "name", "what", "unit", "steps_dropped", "steps_reason", "trust_definition", "remarks",
    )),
    ("outcome_window", "covers"), ("outcome_window", "source"), ("observation_rule", "rule"),
    *(("cycle", one) for one in ("name", "look_back", "decision_reason")),
    *(("tool_feedback", one) for one in ("tool", "task", "helped", "fell_short", "wanted")),
)  # fmt: skip
# Texts that are JSON: names are replaced inside their strings.
JSON_TEXTS: tuple[tuple[str, str, str], ...] = (
    ("review_version", "content", "id"), ("review_seal", "content", "id"), ("self_assessment", "skills", "id"),
    ("journal", "body", "editor"), ("agreement_version", "body", "id"), ("process_review", "body", "id"),
)  # fmt: skip
# What stands in them under these names is an id or a choice of domain.md, and no text: a name is never struck from it.
_IDS = frozenset(
    {"review_uid", "uid", "state", "language", "kind", "ai_part", "response", "soundness", "told_how", "competency_id"}
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?$")
# Those of them whose rows say that a name was taken out.
_MARKED = frozenset({"review_version", "review_seal"})


@dataclass(frozen=True)
class Wanted:
    """What is to go: a person (by uid, with every name known then), or records by uid. Kept until all is done."""

    person_uid: str = ""
    names: tuple[str, ...] = ()
    record_uids: tuple[str, ...] = ()

    def as_json(self) -> str:
        """For the table of erasures that are not finished."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Wanted:
        """The inverse of `as_json`."""
        body = json.loads(text)
        return cls(body["person_uid"], tuple(body["names"]), tuple(body["record_uids"]))


def erase_rows(connection: Connection, wanted: Wanted) -> None:
    """Remove what is wanted, inside the transaction that is open on the connection; missing rows are done already.

    The file and the index hold traces of it until `leave_no_byte`.
    """
    connection.execute("INSERT INTO erasing (id) VALUES (1)")
    with search.many_removed(connection):
        for uid in wanted.record_uids:
            for table, remove in _REMOVERS.items():
                row = connection.execute(f"SELECT id FROM {table} WHERE uid = ?", (uid,)).fetchone()
                if row is not None:
                    remove(connection, row["id"])
            for table in team.TABLES:
                row = connection.execute(f"SELECT id FROM {table} WHERE uid = ?", (uid,)).fetchone()
                if row is not None:
                    team.remove_for_good(connection, table, row["id"])
        if wanted.person_uid:
            _remove_person(connection, wanted)
    connection.execute("DELETE FROM erasing")


def erase_in_copy(connection: Connection, wanted: Sequence[Wanted]) -> None:
    """The same in a kept copy of the vault: one transaction, then no byte of it stays in the file."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for one in wanted:
            erase_rows(connection, one)
        connection.execute("DELETE FROM pending_erasure")
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    leave_no_byte(connection)


def leave_no_byte(connection: Connection) -> bool:
    """Write the file anew and empty its log. False when another reader kept the log from being emptied.

    Samples that the query planner keeps of indexed words are taken anew as well: they hold words themselves.
    """
    known = connection.execute(
        "SELECT name FROM sqlite_master WHERE name IN ('sqlite_stat1', 'sqlite_stat4')"
    ).fetchall()
    for table in known:
        connection.execute(f"DELETE FROM {table['name']}")
    search.merge(connection)
    connection.execute("VACUUM")
    if known:
        connection.execute("ANALYZE")
    emptied = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not emptied[0]


def naming_of(connection: Connection, person_id: int, names: Sequence[str] = ()) -> Naming:
    """Everything a person is called, with the parts of the name that others here bear as well."""
    own = tuple(dict.fromkeys((*_names(connection, "person_id = ?", person_id), *names)))
    return Naming(own, parts_of_others(own, _names(connection, "person_id <> ?", person_id)))


def naming_in(connection: Connection, naming: Naming, person_id: int, observation_id: int) -> Naming:
    """The same for an episode they are in: a part is theirs there, unless another in it, or the writer, bears it."""
    others = _names(
        connection,
        "person_id <> ? AND (person_id IN (SELECT person_id FROM observation_person WHERE observation_id = ?)"
        " OR person_id IN (SELECT id FROM person WHERE is_me = 1))",
        person_id, observation_id,
    )
    return Naming(naming.names, parts_of_others(naming.names, others))


def shared_with(connection: Connection, person_id: int) -> dict[int, bool]:
    """Observations a person is in, by id: True where somebody else is in it as well."""
    rows = connection.execute(
        "SELECT observation_id, EXISTS (SELECT 1 FROM observation_person AS other"
        "   WHERE other.observation_id = mine.observation_id AND other.person_id <> mine.person_id) AS shared"
        " FROM observation_person AS mine WHERE person_id = ? ORDER BY observation_id",
        (person_id,),
    )
    return {row["observation_id"]: bool(row["shared"]) for row in rows}


def remember(connection: Connection, wanted: Wanted, since: str) -> None:
    """Keep what still has to go from the copies, in the transaction that removes it here; ``since`` is UTC."""
    connection.execute("INSERT INTO pending_erasure (wanted, since) VALUES (?, ?)", (wanted.as_json(), since))


def unfinished(connection: Connection) -> list[tuple[int, Wanted]]:
    """Erasures whose traces may still lie in the file's free pages or in copies."""
    rows = connection.execute("SELECT id, wanted FROM pending_erasure ORDER BY id")
    return [(row["id"], Wanted.from_json(row["wanted"])) for row in rows]


def forget(transaction: Transaction, ids: Sequence[int]) -> None:
    """Every copy is done: nothing about these is kept any more."""
    for one in ids:
        transaction.connection.execute("DELETE FROM pending_erasure WHERE id = ?", (one,))


def _names(connection: Connection, condition: str, *values: Any) -> list[str]:
    rows = connection.execute(
        "SELECT name FROM"
        " (SELECT id AS person_id, name FROM person UNION ALL SELECT person_id, alias FROM person_alias)"
        f" WHERE {condition}",
        values,
    )
    return [row["name"] for row in rows]


def _remove_person(connection: Connection, wanted: Wanted) -> None:
    row = connection.execute("SELECT id FROM person WHERE uid = ?", (wanted.person_uid,)).fetchone()
    naming = naming_of(connection, row["id"] if row else -1, wanted.names)
    touched: dict[int, Naming] = {}
    if row is not None:
        person_id: int = row["id"]
        for review in connection.execute("SELECT id FROM review WHERE person_id = ?", (person_id,)).fetchall():
            _remove_review(connection, review["id"])
        for observation_id, shared in shared_with(connection, person_id).items():
            if shared:
                touched[observation_id] = naming_in(connection, naming, person_id, observation_id)
                _unlink(connection, person_id, observation_id)
            else:
                _remove_observation(connection, observation_id)
        theirs = "SELECT id FROM contact WHERE person_id = ?"
        both = (person_id, person_id)
        _remove_answers(connection, person_id)
        gone = f"SELECT id FROM packet WHERE person_id = ? OR contact_id IN ({theirs})"
        _remove_own_replies(connection, gone, both)
        connection.execute("DELETE FROM reply WHERE person_id = ?", (person_id,))
        connection.execute(f"DELETE FROM packet_item WHERE packet_id IN ({gone})", both)
        # What an erased manager wrote about others stays theirs whom it is about; the file it came in goes.
        connection.execute(f"UPDATE observation SET packet_id = NULL WHERE packet_id IN ({gone})", both)
        connection.execute(f"UPDATE reply SET packet_id = NULL WHERE how = 'handed' AND packet_id IN ({gone})", both)
        connection.execute(f"DELETE FROM packet WHERE id IN ({gone})", both)
        connection.execute(f"UPDATE contact SET replaced_by = NULL WHERE replaced_by IN ({theirs})", (person_id,))
        for item in connection.execute("SELECT id FROM growth_item WHERE person_id = ?", (person_id,)).fetchall():
            _remove_growth(connection, item["id"])
        for table in _OF_A_PERSON:
            connection.execute(f"DELETE FROM {table} WHERE person_id = ?", (person_id,))
        for editor in (REASON_OF_CAPTURE, *(f"{form}/{person_id}" for form in FORMS_OF_A_PERSON)):
            connection.execute("DELETE FROM journal WHERE editor = ?", (editor,))
        connection.execute("DELETE FROM person WHERE id = ?", (person_id,))
    _replace_names(connection, naming, touched)


def _remove_growth(connection: Connection, item_id: int) -> None:
    """A goal, a plan or support, with its wordings and what is being typed of it."""
    _remove_texts(connection, _uid(connection, "growth_item", item_id))
    connection.execute("DELETE FROM journal WHERE editor = ?", (f"growth-item/{item_id}",))
    connection.execute("DELETE FROM growth_item WHERE id = ?", (item_id,))


def _remove_answers(connection: Connection, person_id: int) -> None:
    """What was asked of them and what they answered goes. A self-assessment the writer wrote for them stays the
    writer's own, without the files that went to and fro."""
    for answer in connection.execute("SELECT uid FROM answer WHERE person_id = ?", (person_id,)).fetchall():
        _remove_texts(connection, answer["uid"])
    for table in ("answer", "asked"):
        connection.execute(f"DELETE FROM {table} WHERE person_id = ?", (person_id,))
    theirs = "SELECT id FROM contact WHERE person_id = ?"
    packets = f"SELECT id FROM packet WHERE person_id = ? OR contact_id IN ({theirs})"
    both = (person_id, person_id)
    connection.execute(f"DELETE FROM handed_back WHERE packet_id IN ({packets})", both)
    connection.execute(f"UPDATE self_assessment SET request_id = NULL WHERE request_id IN ({packets})", both)
    connection.execute(f"UPDATE self_assessment SET contact_id = NULL WHERE contact_id IN ({theirs})", (person_id,))


# Rows that are about one person only; reviews and observations have rows of their own below them.
_OF_A_PERSON = (
    "person_alias", "notice", "role_profile", "handed_file", "correction_request", "legal_hold", "retention",
    "contact", "episode_agreement", "cycle_volunteer",
)  # fmt: skip


def _unlink(connection: Connection, person_id: int, observation_id: int) -> None:
    uid = _uid(connection, "observation", observation_id)
    _remove_texts(connection, uid, f"person_view/{person_id}")
    connection.execute(
        "DELETE FROM observation_person WHERE person_id = ? AND observation_id = ?", (person_id, observation_id)
    )
    connection.execute("DELETE FROM reply WHERE person_id = ? AND observation_id = ?", (person_id, observation_id))
    # What is being typed of the person in this episode; what is typed of the others stays.
    connection.execute(
        "UPDATE journal SET body = json_remove(body, ?) WHERE editor = ?",
        (f'$.views."{person_id}"', f"observation/{observation_id}"),
    )


def _remove_own_replies(connection: Connection, packets: str, values: tuple[int, ...]) -> None:
    """What I answered in, or to, packets that go: with its words and what is being typed of it."""
    rows = connection.execute(
        f"SELECT id, uid FROM own_reply WHERE packet_id IN ({packets}) OR sent_packet_id IN ({packets})",
        (*values, *values),
    ).fetchall()
    for row in rows:
        _remove_texts(connection, row["uid"])
        connection.execute("DELETE FROM own_reply WHERE id = ?", (row["id"],))
    for row in connection.execute(packets, values).fetchall():
        connection.execute("DELETE FROM journal WHERE editor LIKE ?", (f"my-answer/{row['id']}/%",))


def _remove_observation(connection: Connection, observation_id: int) -> None:
    uid = _uid(connection, "observation", observation_id)
    _remove_texts(connection, uid)
    for table in (
        "observation_person", "observation_competency", "review_citation", "correction_request",
        "self_assessment_episode", "reply", "episode_agreement", "observation_rule",
    ):  # fmt: skip
        connection.execute(f"DELETE FROM {table} WHERE observation_id = ?", (observation_id,))
    connection.execute("DELETE FROM observation_fts WHERE rowid = ?", (observation_id,))
    connection.execute(
        "DELETE FROM journal WHERE editor IN (?, ?, ?)",
        (f"observation/{observation_id}", f"withdraw/{observation_id}", f"reason/observation/{observation_id}"),
    )
    connection.execute("DELETE FROM observation WHERE id = ?", (observation_id,))


def _remove_review(connection: Connection, review_id: int) -> None:
    _remove_other_side(connection, review_id)
    _remove_texts(connection, _uid(connection, "review", review_id))
    for table in ("review_citation", "review_version", "review_seal", "reply"):
        connection.execute(f"DELETE FROM {table} WHERE review_id = ?", (review_id,))
    connection.execute(
        "DELETE FROM journal WHERE editor IN (?, ?, ?, ?) OR editor LIKE ?",
        (
            f"review/{review_id}", f"record-answer/{review_id}", f"reply/{review_id}", f"reason/review/{review_id}",
            f"review/{review_id}/%",
        ),
    )
    connection.execute("DELETE FROM review WHERE id = ?", (review_id,))


def _remove_other_side(connection: Connection, review_id: int) -> None:
    """With a finished review whose time is over goes what was asked and answered for its period, unless another review
    covers it. A draft that is thrown away takes nothing along: what came is evidence."""
    review = connection.execute("SELECT * FROM review WHERE id = ?", (review_id,)).fetchone()
    if review["state"] not in ("final", "superseded"):
        return
    for table in ("answer", "asked"):
        rows = connection.execute(
            f"SELECT {table}.* FROM {table} WHERE person_id = :person AND period_from <= :last AND period_to >= :first"
            " AND NOT EXISTS (SELECT 1 FROM review AS other WHERE other.id <> :review AND other.person_id = :person"
            f"  AND other.period_from <= {table}.period_to AND other.period_to >= {table}.period_from)",
            {
                "person": review["person_id"], "first": review["period_from"], "last": review["period_to"],
                "review": review_id,
            },
        ).fetchall()
        for row in rows:
            _remove_texts(connection, row["uid"])
            connection.execute(f"DELETE FROM {table} WHERE id = ?", (row["id"],))
            connection.execute("DELETE FROM packet WHERE id = ?", (row["packet_id"],))


def _remove_texts(connection: Connection, uid: str, field: str | None = None) -> None:
    for table in ("current_text", "revision", "finding_answer"):
        connection.execute(
            f"DELETE FROM {table} WHERE record_uid = ? AND (? IS NULL OR field = ?)", (uid, field, field)
        )


def _uid(connection: Connection, table: str, row_id: int) -> str:
    return str(connection.execute(f"SELECT uid FROM {table} WHERE id = ?", (row_id,)).fetchone()["uid"])


def _replace_names(connection: Connection, naming: Naming, touched: dict[int, Naming]) -> None:
    """Put the mark in place of the name wherever a text of somebody else still holds it, and index those anew."""
    own = {_uid(connection, "observation", one): (one, special) for one, special in touched.items()}
    changed = set(touched)
    for table, column in TEXTS:
        has_record = table in ("revision", "finding_answer")
        for row in _holding(connection, table, column, "rowid AS id" + (", record_uid" if has_record else "")):
            uid = row["record_uid"] if has_record else None
            at, special = own.get(uid, (None, naming)) if uid else (None, naming)
            if table == "observation":
                special = touched.get(row["id"], naming)
            replaced = special.without(row["text"])
            if replaced == row["text"]:
                continue
            mark = ", erased = 1" if table == "revision" else ""
            # Two answers to different words may become answers to the same mark: one of them is enough.
            connection.execute(
                f"UPDATE OR REPLACE {table} SET {column} = ?{mark} WHERE rowid = ?", (replaced, row["id"])
            )
            if table == "revision" and at is None:
                found = connection.execute("SELECT id FROM observation WHERE uid = ?", (uid,)).fetchone()
                changed |= {found["id"]} if found else set()
    for table, column, key in JSON_TEXTS:
        _replace_in_json(connection, naming, table, column, key)
    for observation_id in changed:
        search.index_row(connection, observation_id)


def _replace_in_json(connection: Connection, naming: Naming, table: str, column: str, key: str) -> None:
    for row in _holding(connection, table, column, f"{key} AS id"):
        body = json.loads(row["text"])
        if table == "journal" and any(naming.spans(name) for name in body.get("people", ())):
            # A note that is being written about the person: a draft of nobody else.
            connection.execute("DELETE FROM journal WHERE editor = ?", (row["id"],))
            continue
        replaced = in_strings(body, naming.without)
        if replaced != body:
            mark = ", erased = 1" if table in _MARKED else ""
            text = json.dumps(replaced, ensure_ascii=False, indent=1)
            connection.execute(f"UPDATE {table} SET {column} = ?{mark} WHERE {key} = ?", (text, row["id"]))


def _holding(connection: Connection, table: str, column: str, columns: str) -> list[Row]:
    return connection.execute(f"SELECT {columns}, {column} AS text FROM {table} WHERE {column} <> ''").fetchall()


def in_strings(body: Any, change: Callable[[str], str]) -> Any:
    """A JSON value with every text in it changed; keys, days and ids stay, though a name may be spelt like one."""
    if isinstance(body, str):
        return body if _DAY.match(body) else change(body)
    if isinstance(body, list):
        return [in_strings(one, change) for one in body]
    if isinstance(body, dict):
        return {name: one if name in _IDS else in_strings(one, change) for name, one in body.items()}
    return body


_REMOVERS: dict[str, Callable[[Connection, int], None]] = {
    "observation": _remove_observation, "review": _remove_review, "growth_item": _remove_growth,
}

__all__ = ["ERASED", "Wanted"]

"""Where everything about a person lies, table by table; a test fails for a new table until it stands here."""

from __future__ import annotations

import json
from typing import Any

from reviewapp.vault import erasure
from reviewapp.vault.driver import Connection
from reviewapp.vault.journal import FORMS_OF_A_PERSON

_OBSERVATIONS = "SELECT observation_id FROM observation_person WHERE person_id = :person"
# Packets to and from somebody, and those made about them.
_PACKETS = (
    "SELECT id FROM packet"
    " WHERE person_id = :person OR contact_id IN (SELECT id FROM contact WHERE person_id = :person)"
)
# What the writer answered to somebody is held of both: of who wrote, and of the writer, who is in the vault as well.
_OWN_REPLIES = f"packet_id IN ({_PACKETS}) OR EXISTS (SELECT 1 FROM person WHERE id = :person AND is_me = 1)"
_RECORDS = (
    f"SELECT uid FROM observation WHERE id IN ({_OBSERVATIONS})"
    " UNION SELECT uid FROM review WHERE person_id = :person UNION SELECT uid FROM answer WHERE person_id = :person"
    " UNION SELECT uid FROM growth_item WHERE person_id = :person"
    f" UNION SELECT uid FROM own_reply WHERE {_OWN_REPLIES}"
)
# What the others in an episode say of it is theirs.
_OWN_FIELDS = "(field NOT LIKE 'person_view/%' OR field = 'person_view/' || :person)"

# Every column of these rows is handed over.
HELD: dict[str, str] = {
    "person": "SELECT * FROM person WHERE id = :person",
    "person_alias": "SELECT * FROM person_alias WHERE person_id = :person ORDER BY id",
    "notice": "SELECT * FROM notice WHERE person_id = :person ORDER BY given_on, id",
    "role_profile": (
        "SELECT role_profile.*, framework.key AS framework_key, framework.version AS framework_version"
        " FROM role_profile JOIN framework ON framework.id = framework_id WHERE person_id = :person ORDER BY agreed_on"
    ),
    "observation": (
        f"SELECT * FROM observation WHERE id IN ({_OBSERVATIONS}) ORDER BY coalesce(observed_on, written_on), id"
    ),
    "observation_person": "SELECT * FROM observation_person WHERE person_id = :person ORDER BY observation_id",
    "observation_competency": (
        "SELECT observation_competency.*, framework.key AS framework_key, framework.version AS framework_version"
        " FROM observation_competency JOIN framework ON framework.id = framework_id"
        f" WHERE observation_id IN ({_OBSERVATIONS}) ORDER BY observation_id, position"
    ),
    "observation_rule": (
        f"SELECT * FROM observation_rule WHERE observation_id IN ({_OBSERVATIONS}) ORDER BY observation_id, id"
    ),
    "cycle_volunteer": (
        "SELECT cycle_volunteer.*, cycle.name AS cycle, cycle.mode AS mode FROM cycle_volunteer"
        " JOIN cycle ON cycle.id = cycle_id WHERE person_id = :person ORDER BY cycle_volunteer.id"
    ),
    "revision": f"SELECT * FROM revision WHERE record_uid IN ({_RECORDS}) AND {_OWN_FIELDS} ORDER BY id",
    "current_text": (
        f"SELECT * FROM current_text WHERE record_uid IN ({_RECORDS}) AND {_OWN_FIELDS} ORDER BY record_uid, field"
    ),
    "finding_answer": f"SELECT * FROM finding_answer WHERE record_uid IN ({_RECORDS}) AND {_OWN_FIELDS} ORDER BY id",
    "review": (
        "SELECT review.*, framework.key AS framework_key, framework.version AS framework_version"
        " FROM review JOIN framework ON framework.id = framework_id WHERE person_id = :person ORDER BY period_from, id"
    ),
    "review_citation": (
        "SELECT * FROM review_citation WHERE review_id IN (SELECT id FROM review WHERE person_id = :person)"
        " ORDER BY review_id, position"
    ),
    "review_version": (
        "SELECT * FROM review_version WHERE review_id IN (SELECT id FROM review WHERE person_id = :person)"
        " ORDER BY review_id, number"
    ),
    "review_seal": (
        "SELECT * FROM review_seal WHERE review_id IN (SELECT id FROM review WHERE person_id = :person)"
        " ORDER BY review_id"
    ),
    "asked": "SELECT * FROM asked WHERE person_id = :person ORDER BY id",
    # Their own words of a packet stay sealed in it (`packet`); the file of one entered by hand is given as it came.
    "answer": (
        "SELECT id, uid, person_id, packet_id, period_from, period_to, how, received_on, same_request,"
        " hex(original) AS original, original_name, original_sha256, created_at FROM answer WHERE person_id = :person"
        " ORDER BY id"
    ),
    "growth_item": "SELECT * FROM growth_item WHERE person_id = :person ORDER BY agreed_on, id",
    "handed_file": "SELECT * FROM handed_file WHERE person_id = :person ORDER BY id",
    "correction_request": "SELECT * FROM correction_request WHERE person_id = :person ORDER BY asked_on, id",
    "legal_hold": "SELECT * FROM legal_hold WHERE person_id = :person ORDER BY since, id",
    "retention": "SELECT * FROM retention WHERE person_id = :person",
    "contact": "SELECT * FROM contact WHERE person_id = :person ORDER BY id",
    # The bytes as they travelled, in hexadecimal: they are the evidence of both sides.
    "packet": (
        "SELECT id, uid, direction, kind, sha256, created, kept_at, from_fingerprint, to_recipients, contact_id,"
        " person_id, in_reply_to, revises, goes_with, hex(data) AS data, opened_at FROM packet"
        f" WHERE id IN ({_PACKETS}) ORDER BY id"
    ),
    "packet_item": f"SELECT * FROM packet_item WHERE packet_id IN ({_PACKETS}) ORDER BY id",
    "reply": "SELECT * FROM reply WHERE person_id = :person ORDER BY id",
    "episode_agreement": "SELECT * FROM episode_agreement WHERE person_id = :person ORDER BY id",
    "own_reply": f"SELECT * FROM own_reply WHERE {_OWN_REPLIES} ORDER BY id",
    "journal": "SELECT * FROM journal ORDER BY typed_at",  # those about the person are picked by `_drafts`
}

# Tables that are about nobody, each with the reason.
NOT_HELD: dict[str, str] = {
    "vault_info": "settings of the vault",
    "policy": "periods the organisation set, and the latest day the vault has seen",
    "framework": "the organisation's text, about nobody; its key and version stand with each profile, tag and review",
    "identity": "the writer's own keys",
    "word_file": "the organisation's words for the evidence check, about nobody",
    "self_assessment": "the writer's own, about nobody else; it leaves when they hand it back",
    "self_assessment_episode": "which of the writer's own episodes go with it",
    "handed_back": "which of the writer's own files it left in",
    "practice_note": "what the writer checked and got wrong themselves; printed in the reviews of its cycle",
    "agreement": "how a team works on a workflow, about nobody",
    "agreement_version": "what a team agreed, about nobody; a name in it goes when its bearer is erased",
    "process_review": "how a process runs, about nobody; a name in it goes when its bearer is erased",
    "outcome_measure": "a figure of a workflow or a team; there is no place for a person in it",
    "outcome_window": "the figures of such a measure, before and after",
    "cycle": "what a team tries; who volunteered stands in the table of volunteers",
    "tool_feedback": "about a tool; there is no place for a person in it",
    "erasing": "a mark that is gone before any erasure is committed",
    "pending_erasure": "what still has to go from copies of somebody who was erased; gone when that is done",
    "erasure_receipt": "made without personal data",
    "observation_fts": "the search index: the same words as in the texts in force",
    "_sqlite_migrations": "which steps of the schema were taken, and when",
}

_JSON = {
    ("review_version", "content"), ("review_seal", "content"), ("journal", "body"), ("role_profile", "focus"),
    ("role_profile", "foundational_skills"), ("role_profile", "protected_work"),
    ("role_profile", "protected_modes"), ("role_profile", "capacities"), ("role_profile", "context"),
}  # fmt: skip


def held(connection: Connection, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """All rows about a person, by table, as they are kept; lists and finished reviews as JSON values.

    Names of others are still in the texts: whoever hands this over takes them out (GDPR art. 15(4)).
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for table, query in HELD.items():
        rows = [dict(row) for row in connection.execute(query, {"person": person_id} if ":person" in query else {})]
        for row in rows:
            for name in row:
                if (table, name) in _JSON or (isinstance(row[name], str) and row[name].startswith('["')):
                    row[name] = json.loads(row[name])
        found[table] = rows
    found["journal"] = _drafts(connection, person_id, found)
    return found


_FORMS_OF_AN_EPISODE = ("observation", "withdraw", "reason/observation")


def _drafts(connection: Connection, person_id: int, found: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Drafts of the person's records, of a note that names them, or that hold their name anywhere."""
    naming = erasure.naming_of(connection, person_id)
    own = {f"{form}/{person_id}" for form in FORMS_OF_A_PERSON}
    own |= {f"{form}/{row['id']}" for row in found["observation"] for form in _FORMS_OF_AN_EPISODE}
    own |= {f"growth-item/{row['id']}" for row in found["growth_item"]}
    own |= {f"{form}/{row['id']}" for row in found["review"] for form in ("reply", "reason/review")}
    reviews = tuple(f"{form}/{row['id']}" for row in found["review"] for form in ("review", "record-answer"))
    reviews += tuple(f"{form}/{row['id']}" for row in found["packet"] for form in ("answer", "my-answer"))
    drafts = []
    for row in found["journal"]:
        editor, body = row["editor"], row["body"]
        theirs = editor in own or editor in reviews or editor.startswith(tuple(f"{one}/" for one in reviews))
        if not theirs and not naming.spans(json.dumps(body, ensure_ascii=False)):
            continue
        if isinstance(body.get("views"), dict):
            body["views"] = {key: text for key, text in body["views"].items() if key == str(person_id)}
        drafts.append(row)
    return drafts

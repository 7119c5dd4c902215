"""Tables of self-assessments, on both sides; part of the first step of `schema`.

What came in a packet is not copied out of it: its words stand in the sealed bytes of `packet` alone, so that no
query, search or export can meet them before the reviewer's own draft is sealed (PRODUCT.md, promise 7).
"""

from __future__ import annotations

_DAY = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"

ASKING_TABLES: tuple[str, ...] = (
    f"""CREATE TABLE asked (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, person_id INTEGER NOT NULL REFERENCES person (id),
        packet_id INTEGER NOT NULL UNIQUE REFERENCES packet (id),
        period_from TEXT NOT NULL CHECK (period_from {_DAY}), period_to TEXT NOT NULL CHECK (period_to {_DAY}),
        asked_on TEXT NOT NULL CHECK (asked_on {_DAY}), due_on TEXT CHECK (due_on {_DAY}),
        ended_on TEXT CHECK (ended_on {_DAY}),
        ended_how TEXT CHECK (ended_how IN ('not_received', 'declined', 'replaced')),
        CHECK (period_from <= period_to), CHECK ((ended_on IS NULL) = (ended_how IS NULL))) STRICT""",
    "CREATE INDEX asked_by_person ON asked (person_id, id)",
    # An answer entered by hand has its words in `revision` and, where there was a file, its bytes here.
    f"""CREATE TABLE answer (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, person_id INTEGER NOT NULL REFERENCES person (id),
        packet_id INTEGER UNIQUE REFERENCES packet (id),
        period_from TEXT NOT NULL CHECK (period_from {_DAY}), period_to TEXT NOT NULL CHECK (period_to {_DAY}),
        how TEXT NOT NULL CHECK (how IN ('packet', 'e-mail', 'paper', 'aloud')),
        received_on TEXT NOT NULL CHECK (received_on {_DAY}), same_request INTEGER NOT NULL DEFAULT 1,
        original BLOB, original_name TEXT NOT NULL DEFAULT '', original_sha256 TEXT NOT NULL DEFAULT '',
        created_at TEXT NOT NULL, CHECK (period_from <= period_to),
        CHECK ((how = 'packet') = (packet_id IS NOT NULL))) STRICT""",
    "CREATE INDEX answer_by_person ON answer (person_id, id)",
    # The reviewer's own draft as it stood before any answer was looked at, and the moment both were shown together.
    """CREATE TABLE review_seal (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, review_id INTEGER NOT NULL UNIQUE REFERENCES review (id),
        content TEXT NOT NULL CHECK (json_valid(content)), sha256 TEXT NOT NULL, sealed_at TEXT NOT NULL,
        revealed_at TEXT, erased INTEGER NOT NULL DEFAULT 0) STRICT""",
    """CREATE TRIGGER review_seal_is_immutable
        BEFORE UPDATE OF uid, review_id, content, sha256, sealed_at, erased ON review_seal
        WHEN NOT EXISTS (SELECT 1 FROM erasing)
        BEGIN SELECT RAISE(ABORT, 'a sealed draft is never rewritten'); END""",
    """CREATE TRIGGER review_is_revealed_once BEFORE UPDATE OF revealed_at ON review_seal
        WHEN OLD.revealed_at IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'both sides are revealed once'); END""",
    """CREATE TRIGGER review_seal_is_kept BEFORE DELETE ON review_seal
        WHEN OLD.revealed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM erasing)
        BEGIN SELECT RAISE(ABORT, 'a seal that was revealed is never taken back'); END""",
    # The writer's own self-assessment, asked for by a packet or begun unasked; its texts are in `revision`.
    f"""CREATE TABLE self_assessment (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, request_id INTEGER UNIQUE REFERENCES packet (id),
        contact_id INTEGER REFERENCES contact (id),
        period_from TEXT NOT NULL CHECK (period_from {_DAY}), period_to TEXT NOT NULL CHECK (period_to {_DAY}),
        skills TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(skills)),
        freed_for TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(freed_for)), ai_help TEXT NOT NULL DEFAULT '',
        created_at TEXT NOT NULL, changed_at TEXT NOT NULL,
        CHECK (period_from <= period_to)) STRICT""",
    """CREATE TABLE self_assessment_episode (
        id INTEGER PRIMARY KEY, self_assessment_id INTEGER NOT NULL REFERENCES self_assessment (id),
        observation_id INTEGER NOT NULL REFERENCES observation (id), position INTEGER NOT NULL,
        UNIQUE (self_assessment_id, observation_id)) STRICT""",
    "CREATE INDEX own_episode_by_observation ON self_assessment_episode (observation_id)",
    """CREATE TABLE handed_back (
        id INTEGER PRIMARY KEY, self_assessment_id INTEGER NOT NULL REFERENCES self_assessment (id),
        packet_id INTEGER NOT NULL UNIQUE REFERENCES packet (id), handed_at TEXT NOT NULL) STRICT""",
    "CREATE INDEX handed_back_by_self_assessment ON handed_back (self_assessment_id, id)",
)

"""Tables of what changes hands between managers; part of the first step of `schema`.

What came from another manager is an ordinary observation that says who wrote it (`observation.written_by`), in which
packet it came, and since when its person knows that it did (`observation.informed_on`).
"""

from __future__ import annotations

_DAY = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"

HANDING_TABLES: tuple[str, ...] = (
    # That a restricted episode may leave: whose word it is, the day, and how it was given (2019/1937 art. 19).
    f"""CREATE TABLE episode_agreement (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
        observation_id INTEGER NOT NULL REFERENCES observation (id),
        person_id INTEGER NOT NULL REFERENCES person (id),
        agreed_on TEXT NOT NULL CHECK (agreed_on {_DAY}),
        how TEXT NOT NULL CHECK (how IN ('conversation', 'message', 'paper')), created_at TEXT NOT NULL,
        UNIQUE (observation_id, person_id)) STRICT""",
    "CREATE INDEX episode_agreement_by_person ON episode_agreement (person_id, id)",
)

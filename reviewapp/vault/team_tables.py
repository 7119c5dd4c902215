"""Tables of what a team agrees, measures and tries; part of the first step of `schema`.

An outcome measure has no column for a person, and its scope is checked: a figure belongs to a workflow or a team
(PRODUCT.md, promise 2). Who volunteered for a pilot is the one thing here that is about somebody.
"""

from __future__ import annotations

_DAY = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"
_INCLUDES = "IN ('yes', 'no', 'na')"

TEAM_TABLES: tuple[str, ...] = (
    """CREATE TABLE agreement (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, created_at TEXT NOT NULL, deleted_at TEXT) STRICT""",
    # What was agreed stays as it was agreed; a change is a version with its own day.
    f"""CREATE TABLE agreement_version (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, agreement_id INTEGER NOT NULL REFERENCES agreement (id),
        agreed_on TEXT NOT NULL CHECK (agreed_on {_DAY}), body TEXT NOT NULL CHECK (json_valid(body)),
        created_at TEXT NOT NULL) STRICT""",
    "CREATE INDEX agreement_version_by_agreement ON agreement_version (agreement_id, agreed_on)",
    f"""CREATE TABLE process_review (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, agreement_id INTEGER NOT NULL REFERENCES agreement (id),
        reviewed_on TEXT NOT NULL CHECK (reviewed_on {_DAY}), body TEXT NOT NULL CHECK (json_valid(body)),
        created_at TEXT NOT NULL) STRICT""",
    "CREATE INDEX process_review_by_agreement ON process_review (agreement_id, reviewed_on)",
    # Which rule of an agreement an episode is held against, in the words of that day.
    """CREATE TABLE observation_rule (
        id INTEGER PRIMARY KEY, observation_id INTEGER NOT NULL REFERENCES observation (id),
        agreement_id INTEGER NOT NULL REFERENCES agreement (id), part TEXT NOT NULL, rule TEXT NOT NULL,
        UNIQUE (observation_id, agreement_id, part, rule)) STRICT""",
    f"""CREATE TABLE outcome_measure (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, agreement_id INTEGER REFERENCES agreement (id),
        scope TEXT NOT NULL CHECK (scope IN ('workflow', 'team')), kind TEXT NOT NULL, dimension TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('exploratory', 'settled')),
        shape TEXT NOT NULL CHECK (shape IN ('share', 'amount')),
        name TEXT NOT NULL CHECK (trim(name) <> ''), what TEXT NOT NULL CHECK (trim(what) <> ''),
        unit TEXT NOT NULL DEFAULT '', change_on TEXT CHECK (change_on {_DAY}),
        steps_dropped TEXT NOT NULL DEFAULT '', steps_reason TEXT NOT NULL DEFAULT '',
        trust_definition TEXT NOT NULL DEFAULT '', few_below INTEGER NOT NULL DEFAULT 20,
        remarks TEXT NOT NULL DEFAULT '', import_key TEXT, created_at TEXT NOT NULL, deleted_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX outcome_measure_by_import_key ON outcome_measure (import_key) WHERE import_key IS NOT NULL",
    f"""CREATE TABLE outcome_window (
        id INTEGER PRIMARY KEY, measure_id INTEGER NOT NULL REFERENCES outcome_measure (id),
        side TEXT NOT NULL CHECK (side IN ('before', 'after')),
        window_from TEXT NOT NULL CHECK (window_from {_DAY}), window_to TEXT NOT NULL CHECK (window_to {_DAY}),
        held REAL NOT NULL, out_of INTEGER NOT NULL CHECK (out_of > 0),
        origin TEXT CHECK (origin IN ('human', 'ai', 'mixed')),
        review_time TEXT CHECK (review_time {_INCLUDES}), downstream TEXT CHECK (downstream {_INCLUDES}),
        covers TEXT NOT NULL DEFAULT '', source TEXT NOT NULL DEFAULT '',
        UNIQUE (measure_id, side), CHECK (window_from <= window_to)) STRICT""",
    f"""CREATE TABLE cycle (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, agreement_id INTEGER REFERENCES agreement (id),
        name TEXT NOT NULL CHECK (trim(name) <> ''), mode TEXT NOT NULL CHECK (mode IN ('pilot', 'standard')),
        starts_on TEXT NOT NULL CHECK (starts_on {_DAY}), looked_back_on TEXT CHECK (looked_back_on {_DAY}),
        look_back TEXT NOT NULL DEFAULT '', decision TEXT CHECK (decision IN ('go', 'no_go')),
        decided_on TEXT CHECK (decided_on {_DAY}), decision_reason TEXT NOT NULL DEFAULT '',
        created_at TEXT NOT NULL, deleted_at TEXT,
        CHECK (decision IS NULL OR (looked_back_on IS NOT NULL AND trim(decision_reason) <> ''))) STRICT""",
    f"""CREATE TABLE cycle_volunteer (
        id INTEGER PRIMARY KEY, cycle_id INTEGER NOT NULL REFERENCES cycle (id),
        person_id INTEGER NOT NULL REFERENCES person (id), said_on TEXT NOT NULL CHECK (said_on {_DAY}),
        UNIQUE (cycle_id, person_id)) STRICT""",
    # About the tool: there is no column for who said it.
    f"""CREATE TABLE tool_feedback (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, tool TEXT NOT NULL CHECK (trim(tool) <> ''),
        noted_on TEXT NOT NULL CHECK (noted_on {_DAY}), task TEXT NOT NULL DEFAULT '',
        helped TEXT NOT NULL DEFAULT '', fell_short TEXT NOT NULL DEFAULT '', wanted TEXT NOT NULL DEFAULT '',
        created_at TEXT NOT NULL, deleted_at TEXT) STRICT""",
)

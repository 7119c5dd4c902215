"""The schema as an append-only list of steps. Never edit a released step: add one.

Each step is a name and its SQL statements. All tables are STRICT. Days are local ``YYYY-MM-DD``,
moments are UTC ``YYYY-MM-DDTHH:MM:SS.sssZ``. Lists are JSON arrays of ids. There is no column for an
amount of AI activity, and none for a figure about a person (PRODUCT.md, promises 1 and 2).
"""

from __future__ import annotations

from reviewapp.vault.asking_tables import ASKING_TABLES
from reviewapp.vault.growth_tables import GROWTH_TABLES
from reviewapp.vault.handing_tables import HANDING_TABLES
from reviewapp.vault.packet_tables import PACKET_TABLES
from reviewapp.vault.sharing_tables import SHARING_TABLES
from reviewapp.vault.team_tables import TEAM_TABLES

APPLICATION_ID = 0x52564150  # "RVAP", in the header of the database
SET_NAME = "reviewapp"

_DAY = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"

# The rights of the people written about (domain.md F): who received what, corrections, holds, retention, erasure.
_RIGHTS = (
    """CREATE TABLE handed_file (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, person_id INTEGER NOT NULL REFERENCES person (id),
        kind TEXT NOT NULL, file_name TEXT NOT NULL, sha256 TEXT NOT NULL, written_at TEXT NOT NULL) STRICT""",
    "CREATE INDEX handed_file_by_person ON handed_file (person_id, id)",
    f"""CREATE TABLE correction_request (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, person_id INTEGER NOT NULL REFERENCES person (id),
        observation_id INTEGER REFERENCES observation (id),
        asked_on TEXT NOT NULL CHECK (asked_on {_DAY}), asked TEXT NOT NULL CHECK (trim(asked) <> ''),
        decision TEXT NOT NULL DEFAULT 'open', decided_on TEXT CHECK (decided_on {_DAY}),
        reason TEXT NOT NULL DEFAULT '', created_at TEXT NOT NULL) STRICT""",
    "CREATE INDEX correction_request_by_person ON correction_request (person_id, asked_on)",
    f"""CREATE TABLE legal_hold (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, person_id INTEGER NOT NULL REFERENCES person (id),
        reason TEXT NOT NULL CHECK (trim(reason) <> ''), set_by TEXT NOT NULL CHECK (trim(set_by) <> ''),
        since TEXT NOT NULL CHECK (since {_DAY}), until TEXT CHECK (until {_DAY}),
        lifted_on TEXT CHECK (lifted_on {_DAY}), created_at TEXT NOT NULL) STRICT""",
    "CREATE INDEX legal_hold_by_person ON legal_hold (person_id, since)",
    # Which rules of keeping hold for a person, and when they left; without a row the ones of the vault hold.
    f"""CREATE TABLE retention (
        id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL UNIQUE REFERENCES person (id),
        region TEXT NOT NULL DEFAULT '', left_on TEXT CHECK (left_on {_DAY})) STRICT""",
    # What the organisation set for this vault, such as region and periods, and the latest day the vault has seen.
    "CREATE TABLE policy (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, value TEXT NOT NULL) STRICT",
    # Holds no personal data: what went and what was sent elsewhere before, in words, days and fingerprints.
    f"""CREATE TABLE erasure_receipt (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, erased_on TEXT NOT NULL CHECK (erased_on {_DAY}),
        ground TEXT NOT NULL, went TEXT NOT NULL CHECK (json_valid(went)),
        sent TEXT NOT NULL CHECK (json_valid(sent))) STRICT""",
    # What still has to go from the copies; forgotten as soon as every one of them is done.
    """CREATE TABLE pending_erasure (
        id INTEGER PRIMARY KEY, wanted TEXT NOT NULL CHECK (json_valid(wanted)), since TEXT NOT NULL) STRICT""",
)

_M001 = (
    "CREATE TABLE vault_info (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    f"""CREATE TABLE person (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL CHECK (trim(name) <> ''),
        role TEXT NOT NULL DEFAULT '', team TEXT NOT NULL DEFAULT '',
        started_on TEXT CHECK (started_on {_DAY}), away_from TEXT CHECK (away_from {_DAY}),
        away_to TEXT CHECK (away_to {_DAY}), coached_on TEXT CHECK (coached_on {_DAY}),
        is_me INTEGER NOT NULL DEFAULT 0,
        created_at TEXT NOT NULL, deleted_at TEXT) STRICT""",
    """CREATE TABLE person_alias (
        id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person (id), alias TEXT NOT NULL,
        UNIQUE (person_id, alias)) STRICT""",
    f"""CREATE TABLE notice (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, person_id INTEGER NOT NULL REFERENCES person (id),
        given_on TEXT NOT NULL CHECK (given_on {_DAY}), text_version TEXT NOT NULL, body TEXT NOT NULL,
        purpose TEXT NOT NULL DEFAULT '', created_at TEXT NOT NULL) STRICT""",
    "CREATE INDEX notice_by_person ON notice (person_id, given_on)",
    """CREATE TABLE framework (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, key TEXT NOT NULL, version TEXT NOT NULL,
        source TEXT NOT NULL, added_at TEXT NOT NULL, UNIQUE (key, version)) STRICT""",
    # Words of the organisation for the evidence check; a file of the same name takes the place of the earlier one.
    """CREATE TABLE word_file (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE CHECK (trim(name) <> ''),
        source TEXT NOT NULL, added_at TEXT NOT NULL) STRICT""",
    f"""CREATE TABLE role_profile (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, person_id INTEGER NOT NULL REFERENCES person (id),
        framework_id INTEGER NOT NULL REFERENCES framework (id),
        agreed_on TEXT NOT NULL CHECK (agreed_on {_DAY}), seat TEXT NOT NULL,
        focus TEXT NOT NULL CHECK (json_valid(focus)),
        foundational_skills TEXT NOT NULL CHECK (json_valid(foundational_skills)),
        protected_work TEXT NOT NULL CHECK (json_valid(protected_work)),
        protected_modes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(protected_modes)),
        capacities TEXT NOT NULL DEFAULT '{{}}' CHECK (json_valid(capacities)),
        context TEXT NOT NULL DEFAULT '{{}}' CHECK (json_valid(context)), created_at TEXT NOT NULL) STRICT""",
    "CREATE INDEX role_profile_by_person ON role_profile (person_id, agreed_on)",
    # One row while an erasure is carried out, gone before its commit: what is kept for ever otherwise may go then.
    "CREATE TABLE erasing (id INTEGER PRIMARY KEY CHECK (id = 1)) STRICT",
    # Every wording ever saved. Text is only ever added; only an erasure changes or removes it.
    """CREATE TABLE revision (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, record_uid TEXT NOT NULL, field TEXT NOT NULL,
        body TEXT NOT NULL, parent_uid TEXT, written_at TEXT NOT NULL,
        erased INTEGER NOT NULL DEFAULT 0) STRICT""",
    "CREATE INDEX revision_by_record ON revision (record_uid, field, id)",
    """CREATE TRIGGER revision_is_immutable BEFORE UPDATE ON revision WHEN NOT EXISTS (SELECT 1 FROM erasing)
        BEGIN SELECT RAISE(ABORT, 'a revision is never rewritten'); END""",
    """CREATE TRIGGER revision_is_kept BEFORE DELETE ON revision WHEN NOT EXISTS (SELECT 1 FROM erasing)
        BEGIN SELECT RAISE(ABORT, 'a revision is never deleted'); END""",
    # Which revision of a text is the one in force, and the language its writer said it is in (else recognised).
    """CREATE TABLE current_text (
        record_uid TEXT NOT NULL, field TEXT NOT NULL, revision_id INTEGER NOT NULL REFERENCES revision (id),
        language TEXT CHECK (language IN ('en', 'de', 'fr', 'es')),
        PRIMARY KEY (record_uid, field)) STRICT, WITHOUT ROWID""",
    # Without it every wording that is erased would be looked for in the whole table.
    "CREATE INDEX current_text_by_revision ON current_text (revision_id)",
    f"""CREATE TABLE observation (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
        observed_on TEXT CHECK (observed_on {_DAY}), date_as_written TEXT NOT NULL DEFAULT '',
        date_candidates TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(date_candidates)),
        written_on TEXT NOT NULL CHECK (written_on {_DAY}), created_at TEXT NOT NULL,
        kind TEXT NOT NULL, basis TEXT, ai_part TEXT NOT NULL, response TEXT NOT NULL,
        soundness TEXT NOT NULL, known_when TEXT, known_from TEXT, flaw_type TEXT, stakes TEXT,
        escalation_end TEXT,
        held_up TEXT NOT NULL, way_back TEXT, confidence TEXT, provenance_known TEXT, contribution TEXT,
        workslop_variant TEXT, kept_human_reason TEXT, checking_effort TEXT NOT NULL, reach TEXT,
        ambiguity TEXT, met_done TEXT, restricted TEXT NOT NULL,
        checked_by TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(checked_by)),
        outcome_test TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(outcome_test)),
        noticed_by TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(noticed_by)),
        chips TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(chips)),
        workflow_steps TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(workflow_steps)),
        counter_signal TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(counter_signal)),
        conditions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(conditions)),
        downstream TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(downstream)),
        when_told TEXT CHECK (when_told {_DAY}), recheck_on TEXT CHECK (recheck_on {_DAY}),
        receiver_words_permitted INTEGER NOT NULL DEFAULT 0,
        completed_at TEXT, withdrawn_at TEXT, deleted_at TEXT, import_key TEXT, source_key TEXT,
        source_name TEXT NOT NULL DEFAULT '',
        written_by TEXT NOT NULL DEFAULT '', packet_id INTEGER REFERENCES packet (id),
        informed_on TEXT CHECK (informed_on {_DAY}),
        announced_on TEXT CHECK (announced_on {_DAY}), bin_until TEXT CHECK (bin_until {_DAY}),
        restored_on TEXT CHECK (restored_on {_DAY})) STRICT""",
    "CREATE UNIQUE INDEX observation_by_import_key ON observation (import_key) WHERE import_key IS NOT NULL",
    "CREATE INDEX observation_by_source_key ON observation (source_key) WHERE source_key IS NOT NULL",
    "CREATE INDEX observation_by_packet ON observation (packet_id) WHERE packet_id IS NOT NULL",
    """CREATE TABLE observation_person (
        id INTEGER PRIMARY KEY, observation_id INTEGER NOT NULL REFERENCES observation (id),
        person_id INTEGER NOT NULL REFERENCES person (id), position INTEGER NOT NULL,
        concern INTEGER, closest_anchor TEXT, told_on TEXT, told_how TEXT,
        told_confirmed INTEGER NOT NULL DEFAULT 0, sort_on TEXT NOT NULL,
        UNIQUE (observation_id, person_id)) STRICT""",
    "CREATE INDEX observation_by_person ON observation_person (person_id, sort_on, observation_id)",
    # What Home asks for on every visit: small sets inside large tables.
    "CREATE INDEX observation_in_bin ON observation (deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX observation_announced ON observation (announced_on) WHERE announced_on IS NOT NULL",
    "CREATE INDEX observation_jots ON observation (written_on) WHERE completed_at IS NULL",
    "CREATE INDEX observation_counter_signals ON observation (id) WHERE counter_signal <> '[]'",
    "CREATE INDEX subject_told_without_day ON observation_person (observation_id)"
    " WHERE told_how IS NOT NULL AND told_confirmed = 0",
    "CREATE INDEX subject_concern_not_told ON observation_person (observation_id)"
    " WHERE told_confirmed = 0 AND (concern = 1 OR closest_anchor = 'missed')",
    # With the framework it was chosen from: every framework may have a J1 of its own.
    """CREATE TABLE observation_competency (
        id INTEGER PRIMARY KEY, observation_id INTEGER NOT NULL REFERENCES observation (id),
        framework_id INTEGER NOT NULL REFERENCES framework (id), competency_id TEXT NOT NULL,
        position INTEGER NOT NULL, UNIQUE (observation_id, framework_id, competency_id)) STRICT""",
    f"""CREATE TABLE review (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, person_id INTEGER NOT NULL REFERENCES person (id),
        framework_id INTEGER NOT NULL REFERENCES framework (id), role_profile_id INTEGER REFERENCES role_profile (id),
        period_from TEXT NOT NULL CHECK (period_from {_DAY}), period_to TEXT NOT NULL CHECK (period_to {_DAY}),
        state TEXT NOT NULL, created_at TEXT NOT NULL, changed_at TEXT NOT NULL, sealed_at TEXT,
        shared_on TEXT CHECK (shared_on {_DAY}), talked_on TEXT CHECK (talked_on {_DAY}),
        deleted_at TEXT, CHECK (period_from <= period_to)) STRICT""",
    """CREATE TABLE review_citation (
        id INTEGER PRIMARY KEY, review_id INTEGER NOT NULL REFERENCES review (id),
        observation_id INTEGER NOT NULL REFERENCES observation (id), position INTEGER NOT NULL,
        UNIQUE (review_id, observation_id)) STRICT""",
    "CREATE INDEX review_citation_by_observation ON review_citation (observation_id)",
    """CREATE TABLE review_version (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, review_id INTEGER NOT NULL REFERENCES review (id),
        number INTEGER NOT NULL, content TEXT NOT NULL CHECK (json_valid(content)), sha256 TEXT NOT NULL,
        finished_at TEXT NOT NULL, erased INTEGER NOT NULL DEFAULT 0, UNIQUE (review_id, number)) STRICT""",
    """CREATE TRIGGER review_version_is_immutable BEFORE UPDATE ON review_version
        WHEN NOT EXISTS (SELECT 1 FROM erasing)
        BEGIN SELECT RAISE(ABORT, 'a finished review is never rewritten'); END""",
    """CREATE TRIGGER review_version_is_kept BEFORE DELETE ON review_version WHEN NOT EXISTS (SELECT 1 FROM erasing)
        BEGIN SELECT RAISE(ABORT, 'a finished review is never deleted'); END""",
    # What the writer decided about words the evidence check stopped at; it holds while the words stand.
    """CREATE TABLE finding_answer (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, record_uid TEXT NOT NULL, field TEXT NOT NULL,
        label TEXT NOT NULL, span TEXT NOT NULL,
        answer TEXT NOT NULL CHECK (answer IN ('outcome_number', 'domain_term', 'quoted', 'dismissed')),
        reason TEXT NOT NULL CHECK (trim(reason) <> ''), answered_at TEXT NOT NULL,
        UNIQUE (record_uid, field, label, span),
        CHECK (label <> 'usage_metric' OR answer <> 'dismissed')) STRICT""",
    *PACKET_TABLES,
    *ASKING_TABLES,
    *SHARING_TABLES,
    *GROWTH_TABLES,
    *HANDING_TABLES,
    *TEAM_TABLES,
    # Drafts of editors: what is being typed, at most one second behind.
    """CREATE TABLE journal (
        editor TEXT PRIMARY KEY, body TEXT NOT NULL CHECK (json_valid(body)), typed_at TEXT NOT NULL) STRICT""",
    *_RIGHTS,
    """CREATE VIRTUAL TABLE observation_fts USING fts5 (
        body, facet, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3')""",
    "INSERT INTO observation_fts (observation_fts, rank) VALUES ('secure-delete', 1)",
)

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (("m001_initial", _M001),)
NAMES: tuple[str, ...] = tuple(name for name, _statements in STEPS)

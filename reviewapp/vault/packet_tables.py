"""Tables of the exchange between people; part of the first step of `schema`.

They carry every kind of packet, so that a kind added later needs no table of its own to travel. What a packet means
for reviews and observations is kept there, by its id.
"""

from __future__ import annotations

PACKET_TABLES: tuple[str, ...] = (
    # The writer's own secret keys; one row, made when first needed.
    """CREATE TABLE identity (
        id INTEGER PRIMARY KEY CHECK (id = 1), age_secret BLOB NOT NULL, signing_seed BLOB NOT NULL,
        created_at TEXT NOT NULL) STRICT""",
    """CREATE TRIGGER identity_is_kept BEFORE UPDATE ON identity
        BEGIN SELECT RAISE(ABORT, 'own keys are never replaced'); END""",
    # Cards of others as first seen. A replaced key keeps its row: old signatures stay readable. document_key is the
    # fingerprint of the certificate they sign documents with, as their last packet said; a new name brings a new one.
    """CREATE TABLE contact (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, person_id INTEGER REFERENCES person (id),
        name TEXT NOT NULL CHECK (trim(name) <> ''), age_recipient TEXT NOT NULL, ssh_key TEXT NOT NULL,
        fingerprint TEXT NOT NULL UNIQUE,
        state TEXT NOT NULL DEFAULT 'unverified' CHECK (state IN ('unverified', 'verified', 'retired')),
        first_seen_at TEXT NOT NULL, verified_at TEXT, retired_at TEXT,
        replaced_by INTEGER REFERENCES contact (id),
        document_key TEXT NOT NULL DEFAULT '',
        CHECK ((state = 'retired') = (retired_at IS NOT NULL)),
        CHECK (state <> 'verified' OR verified_at IS NOT NULL)) STRICT""",
    "CREATE UNIQUE INDEX contact_in_use_by_person ON contact (person_id)"
    " WHERE person_id IS NOT NULL AND state <> 'retired'",
    """CREATE TRIGGER contact_keys_stay BEFORE UPDATE OF age_recipient, ssh_key, fingerprint, first_seen_at ON contact
        WHEN NOT EXISTS (SELECT 1 FROM erasing)
        BEGIN SELECT RAISE(ABORT, 'the keys of a card are never rewritten'); END""",
    # Every packet made or received, byte for byte: the evidence of both sides. uid is the packet's own id; sha256 is
    # that of its signed manifest, which stays the same when it is sealed again.
    """CREATE TABLE packet (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
        direction TEXT NOT NULL CHECK (direction IN ('made', 'received')), kind TEXT NOT NULL,
        sha256 TEXT NOT NULL, created TEXT NOT NULL, kept_at TEXT NOT NULL,
        from_fingerprint TEXT NOT NULL, to_recipients TEXT NOT NULL CHECK (json_valid(to_recipients)),
        contact_id INTEGER REFERENCES contact (id), person_id INTEGER REFERENCES person (id),
        in_reply_to TEXT, revises TEXT, goes_with TEXT, data BLOB NOT NULL, opened_at TEXT) STRICT""",
    "CREATE INDEX packet_by_person ON packet (person_id, kind, id)",
    "CREATE INDEX packet_by_contact ON packet (contact_id, kind, id)",
    "CREATE INDEX packet_by_reply ON packet (in_reply_to) WHERE in_reply_to IS NOT NULL",
    "CREATE INDEX packet_by_companion ON packet (goes_with) WHERE goes_with IS NOT NULL",
    """CREATE TRIGGER packet_is_immutable
        BEFORE UPDATE OF uid, direction, kind, sha256, created, kept_at, from_fingerprint, to_recipients, in_reply_to,
        revises, goes_with, data ON packet
        WHEN NOT EXISTS (SELECT 1 FROM erasing)
        BEGIN SELECT RAISE(ABORT, 'a packet is never rewritten'); END""",
    """CREATE TRIGGER packet_is_opened_once BEFORE UPDATE OF opened_at ON packet WHEN OLD.opened_at IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'a packet is opened once'); END""",
    """CREATE TRIGGER packet_is_kept BEFORE DELETE ON packet WHEN NOT EXISTS (SELECT 1 FROM erasing)
        BEGIN SELECT RAISE(ABORT, 'a packet is never deleted'); END""",
)

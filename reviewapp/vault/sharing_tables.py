"""Tables of what is shared and answered; part of the first step of `schema`.

The text of what was shared stays in the packet it travelled in, signed and never rewritten; here is only what each
packet holds, and what was said to it.
"""

from __future__ import annotations

_DAY = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"
_POSITIONS = "('', 'received', 'agree', 'agree_in_part', 'disagree', 'declined_to_sign')"

SHARING_TABLES: tuple[str, ...] = (
    # What each packet of shared things holds, on both sides; item_uid is the writer's own name of it, sha256 that of
    # what it says, the telling aside.
    """CREATE TABLE packet_item (
        id INTEGER PRIMARY KEY, packet_id INTEGER NOT NULL REFERENCES packet (id),
        what TEXT NOT NULL CHECK (what IN ('observation', 'review')), item_uid TEXT NOT NULL,
        sha256 TEXT NOT NULL, UNIQUE (packet_id, item_uid)) STRICT""",
    "CREATE INDEX packet_item_by_uid ON packet_item (item_uid, packet_id)",
    # What a person says to an observation or a review of the writer. What came in a packet is evidence and stays;
    # what the writer typed in for them can be taken back like everything typed, and what came with a handover when it
    # was put under somebody else.
    f"""CREATE TABLE reply (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, person_id INTEGER NOT NULL REFERENCES person (id),
        observation_id INTEGER REFERENCES observation (id), review_id INTEGER REFERENCES review (id),
        packet_id INTEGER REFERENCES packet (id),
        how TEXT NOT NULL CHECK (how IN ('packet', 'in_presence', 'from_document', 'handed')),
        position TEXT NOT NULL CHECK (position IN {_POSITIONS}), body TEXT NOT NULL,
        written_on TEXT NOT NULL CHECK (written_on {_DAY}), kept_at TEXT NOT NULL,
        CHECK ((observation_id IS NULL) <> (review_id IS NULL)),
        CHECK (how = 'handed' OR (how = 'packet') = (packet_id IS NOT NULL))) STRICT""",
    "CREATE INDEX reply_by_observation ON reply (observation_id, id) WHERE observation_id IS NOT NULL",
    "CREATE INDEX reply_by_review ON reply (review_id, id) WHERE review_id IS NOT NULL",
    "CREATE INDEX reply_by_person ON reply (person_id, id)",
    "CREATE INDEX reply_by_packet ON reply (packet_id) WHERE packet_id IS NOT NULL",
    """CREATE TRIGGER reply_is_immutable BEFORE UPDATE ON reply WHEN NOT EXISTS (SELECT 1 FROM erasing)
        BEGIN SELECT RAISE(ABORT, 'a reply is never rewritten'); END""",
    """CREATE TRIGGER reply_is_kept BEFORE DELETE ON reply
        WHEN OLD.how = 'packet' AND NOT EXISTS (SELECT 1 FROM erasing)
        BEGIN SELECT RAISE(ABORT, 'a reply that came in a packet is never deleted'); END""",
    # My own answers to what others wrote about me; the words are revisions. packet_id is where I read it, and
    # sent_packet_id what carried my answer away.
    f"""CREATE TABLE own_reply (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, packet_id INTEGER NOT NULL REFERENCES packet (id),
        what TEXT NOT NULL CHECK (what IN ('observation', 'review')), item_uid TEXT NOT NULL,
        position TEXT NOT NULL CHECK (position IN {_POSITIONS}),
        written_on TEXT NOT NULL CHECK (written_on {_DAY}), created_at TEXT NOT NULL,
        sent_packet_id INTEGER REFERENCES packet (id)) STRICT""",
    "CREATE INDEX own_reply_by_packet ON own_reply (packet_id, id)",
    "CREATE INDEX own_reply_by_sent ON own_reply (sent_packet_id) WHERE sent_packet_id IS NOT NULL",
    # One draft for one item; after it was sent the next one begins anew.
    "CREATE UNIQUE INDEX own_reply_draft ON own_reply (packet_id, item_uid) WHERE sent_packet_id IS NULL",
    """CREATE TRIGGER own_reply_stays_as_sent BEFORE UPDATE ON own_reply
        WHEN OLD.sent_packet_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM erasing)
        BEGIN SELECT RAISE(ABORT, 'an answer that was sent is never rewritten'); END""",
    """CREATE TRIGGER own_reply_is_kept BEFORE DELETE ON own_reply
        WHEN OLD.sent_packet_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM erasing)
        BEGIN SELECT RAISE(ABORT, 'an answer that was sent is never deleted'); END""",
)

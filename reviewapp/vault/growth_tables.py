"""Tables of goals, plans and support, and of the writer's practice note; part of the first step of `schema`.

Their words are revisions like all others. There is no column for a penalty, a grade, a rate or an amount
(domain.md A51, A27, A58, A60).
"""

from __future__ import annotations

_DAY = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"

GROWTH_TABLES: tuple[str, ...] = (
    # A goal, a plan for a skill, or help that was offered: kind and choice are of `domain.growth`.
    f"""CREATE TABLE growth_item (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, person_id INTEGER NOT NULL REFERENCES person (id),
        kind TEXT NOT NULL CHECK (kind IN ('goal', 'plan', 'support')), choice TEXT NOT NULL,
        agreed_on TEXT NOT NULL CHECK (agreed_on {_DAY}), look_back_on TEXT CHECK (look_back_on {_DAY}),
        given_on TEXT CHECK (given_on {_DAY}), ended_on TEXT CHECK (ended_on {_DAY}),
        created_at TEXT NOT NULL, deleted_at TEXT) STRICT""",
    "CREATE INDEX growth_item_by_person ON growth_item (person_id, agreed_on)",
    # What the writer checked and got wrong in a cycle; about nobody else.
    f"""CREATE TABLE practice_note (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, period_from TEXT NOT NULL CHECK (period_from {_DAY}),
        period_to TEXT NOT NULL CHECK (period_to {_DAY}), written_on TEXT NOT NULL CHECK (written_on {_DAY}),
        created_at TEXT NOT NULL, deleted_at TEXT, CHECK (period_from <= period_to)) STRICT""",
)

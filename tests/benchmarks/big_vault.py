"""A vault with many observations, made quickly: rows are written in bulk, in the shape the actions give them."""

from __future__ import annotations

import json
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from reviewapp.actions.people import add_person, give_notice
from reviewapp.actions.vaults import Vault, begin_vault
from reviewapp.domain.observation import CHOICES
from reviewapp.keys.slots import KdfParameters
from reviewapp.vault.ids import new_uid

PASSPHRASE = "benchmark"
FAST = KdfParameters(memory_kib=8 * 1024, passes=1, lanes=1)
TODAY = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
WORDS = ["draft", "source", "reading", "checked", "letter", "summary", "stopped", "receiver", "doubt", "claim", "reference", "table", "figure", "patient", "order", "wrote", "rang", "before", "after", "week", "morning", "team", "question", "answer", "withheld", "corrected", "unsure", "limit", "range", "method", "record", "second", "noticed", "missing", "reason", "asked", "decided", "quantity", "version", "rule", "page", "margin", "label", "archive", "translation"]


def make(folder: Path, people: int, observations: int) -> Vault:
    """An open vault with this many people and observations; half of all observations are about the first person."""
    vault, _code = begin_vault(folder=folder, name="Bench", passphrase=PASSPHRASE, kdf=FAST, clock=lambda: TODAY)
    ids = []
    for number in range(people):
        ids.append(add_person(vault, name=f"Person {number:04}", role="Clerk").id)
    give_notice(vault, person_id=ids[0], given_on=date(2020, 1, 1))
    chance = random.Random(7)
    vocabulary = list(dict.fromkeys([*WORDS, *(_word(chance) for _number in range(30_000))]))
    weights = [1 / (place + 3) for place in range(len(vocabulary))]
    for start in range(0, observations, 5000):
        with vault.write() as transaction:
            _fill(transaction, range(start, min(start + 5000, observations)), ids, chance, vocabulary, weights)
    vault.connection.execute("PRAGMA optimize")
    return vault


def _word(chance: random.Random) -> str:
    """A pronounceable made-up word; with a Zipf weight per place the text behaves like a language."""
    return "".join(
        chance.choice(["b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "w", "st", "tr", "pl"]) + chance.choice(["a", "e", "i", "o", "u", "ea", "ou"])
        for _syllable in range(chance.choice((1, 2, 2, 3, 3, 4)))
    ) + chance.choice(("", "", "s", "n", "ed", "ing"))


def _fill(transaction, numbers, ids, chance, vocabulary, weights) -> None:
    rows, texts, current, links, tags, index = [], [], [], [], [], []
    connection = transaction.connection
    base = connection.execute("SELECT coalesce(max(id), 0) FROM revision").fetchone()[0]
    for offset, number in enumerate(numbers):
        observation_id, uid = number + 1, new_uid()
        day = (TODAY.date() - timedelta(days=chance.randrange(2000))).isoformat()
        person = ids[0] if number % 2 else chance.choice(ids)
        body = " ".join(chance.choices(vocabulary, weights, k=chance.randrange(20, 70))).capitalize() + "."
        kind, response = chance.choice(CHOICES["kind"]), chance.choice(CHOICES["response"])
        rows.append((observation_id, uid, day, day, transaction.now, kind, "saw_it", "drafted", response, "flawed"))
        texts.append((base + offset + 1, new_uid(), uid, body, transaction.now))
        current.append((uid, base + offset + 1))
        links.append((observation_id, person, day))
        tags.append((observation_id, f"J{chance.randrange(1, 12)}"))
        index.append((observation_id, body, f"zqp{person} zqk{kind.replace('_', '')}"))
    connection.executemany(
        "INSERT INTO observation (id, uid, observed_on, written_on, created_at, kind, basis, ai_part, response, soundness,"
        " held_up, checking_effort, restricted, outcome_test, completed_at)"
        " VALUES (?,?,?,?,?,?,?,?,?,?,'unknown','unknown','none','[\"worked\"]','2026-11-20T10:00:00.000Z')",
        rows,
    )
    connection.executemany(
        "INSERT INTO revision (id, uid, record_uid, field, body, written_at) VALUES (?,?,?,'behaviour',?,?)", texts
    )
    connection.executemany("INSERT INTO current_text (record_uid, field, revision_id) VALUES (?, 'behaviour', ?)", current)
    connection.executemany(
        "INSERT INTO observation_person (observation_id, person_id, position, concern, sort_on) VALUES (?,?,0,0,?)", links
    )
    connection.executemany(
        "INSERT INTO observation_competency (observation_id, framework_id, competency_id, position) VALUES (?,1,?,0)", tags
    )
    connection.executemany("INSERT INTO observation_fts (rowid, body, facet) VALUES (?,?,?)", index)


def describe(vault: Vault) -> str:
    """Size of the file in MB, as JSON-safe text."""
    return json.dumps(round((vault.folder / "vault.db").stat().st_size / 1e6))

"""The kill -9 harness: a child records and says each id after the commit; it is killed; nothing said may be lost.

Run as a program it is the child: ``python tests/helpers/kill9.py FOLDER``.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from reviewapp.actions.journaling import keep_draft, kept_drafts  # noqa: E402
from reviewapp.actions.observations import Details, change_observation, record_observation  # noqa: E402
from reviewapp.actions.people import add_person  # noqa: E402
from reviewapp.actions.vaults import begin_vault, unlock_vault  # noqa: E402
from reviewapp.keys.slots import KdfParameters  # noqa: E402
from reviewapp.vault import doctor  # noqa: E402

PASSPHRASE = "killed many times"


@dataclass(frozen=True)
class Tally:
    """What the rounds came to: ``said`` lines printed after a commit, ``lost`` those not found again."""

    rounds: int
    said: int
    lost: list[str]
    damaged: list[str]


def child(folder: Path) -> None:
    """Record, correct and draft for ever, saying each thing after its commit."""
    vault = unlock_vault(folder=folder, passphrase=PASSPHRASE)
    person_id = vault.connection.execute("SELECT id FROM person WHERE is_me = 0").fetchone()[0]
    number = 0
    while True:
        number += 1
        text = f"Episode {number} of {os.getpid()}. " + "Read it against the source. " * random.randrange(1, 60)
        observation_id = record_observation(vault, person_ids=[person_id], text=text, observed_on=vault.today).id
        print(f"noted {observation_id}", flush=True)
        if number % 3 == 0:
            body = f"corrected {number} of {os.getpid()}"
            change_observation(vault, observation_id=observation_id, details=Details(texts={"behaviour": body}))
            print(f"changed {observation_id} {body}", flush=True)
        if number % 5 == 0:
            keep_draft(vault, editor=f"editor {os.getpid()}", body={"n": number})
            print(f"drafted {os.getpid()} {number}", flush=True)


def rounds(folder: Path, times: int, seed: int) -> Tally:
    """Kill a recording child ``times`` times at random moments; after each, open and look for all it ever said."""
    chance = random.Random(seed)
    vault, _code = begin_vault(
        folder=folder, name="Ruth", passphrase=PASSPHRASE, kdf=KdfParameters(memory_kib=8 * 1024, passes=1, lanes=1)
    )
    with vault:
        add_person(vault, name="Tom Hesketh")
    said: list[str] = []
    lost: list[str] = []
    damaged: list[str] = []
    for _round in range(times):
        said += _one_child(folder, chance.randrange(1, 40), chance.random() * 0.004)
        with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
            lost += missing(vault, said)
            damaged += doctor.integrity(vault)
    return Tally(times, len(said), lost, damaged)


def missing(vault, said: list[str]) -> list[str]:
    """Which lines that were said are not true in the vault."""
    ids = {row[0] for row in vault.connection.execute("SELECT id FROM observation")}
    indexed = {row[0] for row in vault.connection.execute("SELECT rowid FROM observation_fts")}
    rows = vault.connection.execute(
        "SELECT observation.id, body FROM observation JOIN current_text ON current_text.record_uid = observation.uid"
        " JOIN revision ON revision.id = revision_id WHERE current_text.field = 'behaviour'"
    )
    bodies = {row[0]: row[1] for row in rows}
    drafts = kept_drafts(vault)
    gone = []
    for line in said:
        verb, key, *rest = line.split(" ", 2)
        found = {
            "noted": lambda key, rest: int(key) in ids and int(key) in indexed and bodies.get(int(key)),
            "changed": lambda key, rest: bodies.get(int(key)) == rest[0],
            "drafted": lambda key, rest: drafts[f"editor {key}"][0]["n"] >= int(rest[0]),
        }[verb](key, rest)
        if not found:
            gone.append(line)
    return gone


def _one_child(folder: Path, lines: int, wait: float) -> list[str]:
    """Lines a child said before it was killed: after some of them, and a moment that falls anywhere in a commit."""
    process = subprocess.Popen(
        [sys.executable, __file__, str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None and process.stderr is not None
    with process.stdout, process.stderr:
        said = [process.stdout.readline() for _line in range(lines)]
        if not said[-1]:
            raise AssertionError(process.stderr.read().decode())
        if wait:
            # Not waiting for anything: the point is to hit any moment of the write.
            time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        said += process.stdout.read().splitlines(keepends=True)
        process.wait()
    return [line.decode().rstrip("\n") for line in said if line.endswith(b"\n")]


if __name__ == "__main__":
    child(Path(sys.argv[1]))

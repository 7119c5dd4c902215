"""The kill -9 harness of a new data key: a child encrypts the vault anew and is killed anywhere on the way.

Run as a program it is the child: ``python tests/helpers/rekey_kill.py FOLDER OLD NEW CODE``.
"""

from __future__ import annotations

import random
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from reviewapp.actions.journaling import keep_draft, kept_drafts  # noqa: E402
from reviewapp.actions.keys import key_state, new_recovery_code, renew_data_key  # noqa: E402
from reviewapp.actions.vaults import begin_vault, unlock_vault  # noqa: E402
from reviewapp.domain.errors import VaultLocked  # noqa: E402
from reviewapp.keys.slots import KdfParameters  # noqa: E402
from reviewapp.vault import doctor  # noqa: E402

KDF = KdfParameters(memory_kib=8 * 1024, passes=1, lanes=1)
FIRST = "the first passphrase"


@dataclass
class Tally:
    """What became of the rounds: ``moments`` counts where the kill fell, ``faults`` says what was wrong."""

    moments: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def child(folder: Path, old: str, new: str, code: str) -> None:
    """Renew the data key once, saying when it begins and when it is done."""
    with unlock_vault(folder=folder, passphrase=old) as vault:
        print("begins", flush=True)
        renew_data_key(vault, proof=old, passphrase=new, code=code, kdf=KDF)
        print("done", flush=True)


def prepared(folder: Path, megabytes: int) -> dict[str, str]:
    """A vault with text that takes a while to encrypt; returns what must be found in it after every round."""
    vault, _code = begin_vault(folder=folder, name="Ruth", passphrase=FIRST, kdf=KDF)
    wanted = {f"editor {number}": secrets.token_hex(250_000) for number in range(2 * megabytes)}
    with vault:
        for editor, text in wanted.items():
            keep_draft(vault, editor=editor, body={"text": text})
    return wanted


def rounds(folder: Path, times: int, seed: int, *, megabytes: int = 8) -> Tally:
    """Kill a child ``times`` times while it changes the key; after each, every secret that should open it must."""
    chance, tally = random.Random(seed), Tally()
    wanted = prepared(folder, megabytes)
    old, pause = FIRST, None
    for number in range(times):
        new, code = f"passphrase number {number}", new_recovery_code()
        said, took = _one_child(folder, old, new, code, chance.random() * pause if pause is not None else None)
        # The first round runs to its end and says how long that takes.
        pause = pause or took * 1.1
        state = key_state(folder)
        opens = {secret: _whole(folder, secret, wanted, tally.faults) for secret in (old, new)}
        by_code = _whole(folder, None, wanted, tally.faults, code=code)
        moment = "under way" if state.is_changing else ("over" if opens[new] else "not begun")
        tally.moments[moment] += 1
        right = {
            "not begun": opens[old] and not opens[new] and not by_code,
            "under way": opens[old] and opens[new] and by_code,
            "over": opens[new] and by_code and not opens[old],
        }[moment]
        if not right or ("done" in said and moment != "over"):
            tally.faults.append(f"round {number}, {moment}, said {said}: {opens}, code {by_code}")
        if moment != "not begun":
            with unlock_vault(folder=folder, passphrase=new):
                pass  # finishes what was cut off
            if key_state(folder).is_changing or _whole(folder, old, wanted, tally.faults):
                tally.faults.append(f"round {number}: not finished by the next opening")
            old = new
    return tally


def _whole(folder: Path, secret: str | None, wanted: dict[str, str], faults: list[str], *, code: str | None = None) -> bool:
    """True when this secret opens a copy of the vault, with everything in it."""
    copy = folder.parent / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    try:
        with unlock_vault(folder=copy, passphrase=secret, recovery_code=code) as vault:
            found = {editor: body["text"] for editor, (body, _moment) in kept_drafts(vault).items()}
            if found != wanted:
                faults.append(f"{len(wanted) - len(found)} drafts missing or changed")
            faults += doctor.integrity(vault)
    except VaultLocked:
        return False
    return True


def _one_child(folder: Path, old: str, new: str, code: str, wait: float | None) -> tuple[list[str], float]:
    process = subprocess.Popen(
        [sys.executable, __file__, str(folder), old, new, code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None and process.stderr is not None
    with process.stdout, process.stderr:
        first = process.stdout.readline()
        if not first:
            raise AssertionError(process.stderr.read().decode())
        began = time.monotonic()
        if wait is not None:
            # Not waiting for anything: the point is to hit any moment of the change.
            time.sleep(wait)
            process.send_signal(signal.SIGKILL)
        said = [first, *process.stdout.read().splitlines()]
        process.wait()
        took = time.monotonic() - began
    return [line.decode().strip() for line in said], took


if __name__ == "__main__":
    child(Path(sys.argv[1]), *sys.argv[2:5])

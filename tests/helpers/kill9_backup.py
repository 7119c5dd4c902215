"""Kill a backup, a restore or a rewriting of backups, and look at what is left: the old or the new, never neither.

Run as a program it is the child: ``python tests/helpers/kill9_backup.py FOLDER backup|restore|rewrite``.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from reviewapp.actions.backups import back_up, restore_backup  # noqa: E402
from reviewapp.actions.observations import record_observation  # noqa: E402
from reviewapp.actions.people import add_person  # noqa: E402
from reviewapp.actions.vaults import begin_vault, unlock_vault  # noqa: E402
from reviewapp.keys.slots import KdfParameters  # noqa: E402
from reviewapp.vault import backup, doctor  # noqa: E402
from reviewapp.vault.backup_rewrite import rewrite_backups  # noqa: E402

PASSPHRASE = "killed many times"
ACTS = ("backup", "restore", "rewrite")
# Where a kill can fall between two states of the disk.
CALLS = "openat,rename,unlink,unlinkat,fsync,fdatasync,mkdir,rmdir,ftruncate,pwrite64,write"


@dataclass(frozen=True)
class Left:
    """What one kill left: how the child ended, how many notes the vault holds, and what is wrong."""

    killed: bool
    notes: int
    wrong: list[str]


def prepare(folder: Path) -> None:
    """A closed vault with two notes, the older state with one note in its first backup."""
    vault, _code = begin_vault(
        folder=folder, name="Ruth", passphrase=PASSPHRASE, kdf=KdfParameters(memory_kib=8 * 1024, passes=1, lanes=1)
    )
    with vault:
        person_id = add_person(vault, name="Tom Hesketh").id
        for text in ("The older state.", "The newer state."):
            record_observation(vault, person_ids=[person_id], text=text * 20, observed_on=vault.today)
            if not backup.listed(folder):
                back_up(vault)


def child(folder: Path, act: str) -> None:
    """Say that the work begins, do it, say that it is done."""
    if act == "restore":
        path = backup.listed(folder)[-1].path
        print("begin", flush=True)
        restore_backup(folder=folder, path=path, passphrase=PASSPHRASE)
    else:
        with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
            print("begin", flush=True)
            if act == "backup":
                back_up(vault)
            else:
                answers = list(rewrite_backups(vault, lambda connection: connection.execute("DELETE FROM journal")))
                assert [one.problem for one in answers] == [None], answers
    print("done", flush=True)


def killed_at_random(template: Path, folder: Path, act: str, chance: random.Random, longest: float) -> Left:
    """One round: kill the child at any moment after it began."""
    copied(template, folder)
    process = subprocess.Popen(_command(folder, act), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None and process.stderr is not None
    with process.stdout, process.stderr:
        if process.stdout.readline() != b"begin\n":
            raise AssertionError(process.stderr.read().decode())
        # Not waiting for anything: the point is to hit any moment of the work.
        time.sleep(chance.random() * longest)
        process.send_signal(signal.SIGKILL)
        process.wait()
    return look(folder, process.returncode == -signal.SIGKILL)


def calls_of(template: Path, folder: Path, act: str) -> list[tuple[str, int]]:
    """Every call of the act that touches the vault's folder: its name, and the how-many-th of that name it is."""
    copied(template, folder)
    log = folder.parent / "strace.log"
    subprocess.run(
        ["strace", "-o", str(log), "-y", "-e", f"trace={CALLS}", *_command(folder, act)],
        check=True, capture_output=True, cwd=ROOT,
    )  # fmt: skip
    seen: dict[str, int] = {}
    found = []
    for line in log.read_text(errors="replace").splitlines():
        name = line.partition("(")[0]
        seen[name] = seen.get(name, 0) + 1
        if str(folder) in line:
            found.append((name, seen[name]))
    return found


def killed_at_call(template: Path, folder: Path, act: str, call: tuple[str, int]) -> Left:
    """One round: strace kills the child as it makes this call."""
    copied(template, folder)
    name, number = call
    done = subprocess.run(
        ["strace", "-o", os.devnull, "-e", f"trace={name}", "-e", f"inject={name}:signal=KILL:when={number}",
         *_command(folder, act)],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    killed = done.returncode in (-signal.SIGKILL, 128 + signal.SIGKILL)
    if not killed and (done.returncode != 0 or "done" not in done.stdout):
        raise AssertionError(f"{done.returncode} {done.stderr}")
    return look(folder, killed)


def look(folder: Path, killed: bool) -> Left:
    """Open what is left as its owner would, and check everything."""
    wrong: list[str] = []
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
        wrong += doctor.integrity(vault)
        notes = vault.connection.execute("SELECT count(*) FROM observation").fetchone()[0]
        for one in backup.listed(folder):
            backup.carried_out(backup.check(one, vault.data_key, folder))
        if len(backup.listed(folder)) < 1:
            wrong.append("no backup is left")
        if notes not in (1, 2):
            wrong.append(f"{notes} notes")
        # And the next backup works, with nothing left over from the one that was killed.
        back_up(vault)
    left = [path.name for path in (folder / "backups").iterdir() if path.suffix != ".vaultbackup"]
    left += [path.name for path in folder.glob("restor*")]
    return Left(killed, notes, [*wrong, *left])


def copied(template: Path, folder: Path) -> None:
    """A fresh copy of the prepared vault, private as the original."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
    folder.chmod(0o700)


def _command(folder: Path, act: str) -> list[str]:
    return [sys.executable, __file__, str(folder), act]


if __name__ == "__main__":
    child(Path(sys.argv[1]), sys.argv[2])

"""Replay a power cut: of what a recording child wrote, only what it had flushed to the disk is left.

strace notes every write and every flush of the child, and the moment it says that a note is saved. At each such
moment a disk is put together from the flushed writes alone (and once more with a random half of the others, since a
disk may have written some), the vault on it is opened, and everything said by then must be there.

Run as a program it is the child: ``python tests/helpers/power_cut.py FOLDER FULL|NORMAL NOTES``.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from reviewapp.actions.observations import record_observation  # noqa: E402
from reviewapp.actions.people import add_person  # noqa: E402
from reviewapp.actions.vaults import begin_vault, unlock_vault  # noqa: E402
from reviewapp.keys.slots import KdfParameters  # noqa: E402
from reviewapp.vault import doctor  # noqa: E402

PASSPHRASE = "the lights went out"
_WRITE = re.compile(r'pwrite64\(\d+<([^>]*)>, "((?:\\x[0-9a-f]{2})*)"(\.\.\.)?, \d+, (\d+)\)')
_SYNC = re.compile(r"(?:fsync|fdatasync)\(\d+<([^>]*)>\)")
_CUT = re.compile(r"ftruncate\(\d+<([^>]*)>, (\d+)\)")
_SAID = re.compile(r'write\(1(?:<[^>]*>)?, "((?:\\x[0-9a-f]{2})*)"')


@dataclass
class Disk:
    """One file as the program sees it (``seen``), and as it would be after the power failed (``kept``)."""

    kept: bytearray
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)

    def flush(self) -> None:
        """What was written so far is on the disk."""
        for place, data in self.waiting:
            _apply(self.kept, place, data)
        self.waiting.clear()

    def after_power_cut(self, chance: random.Random | None) -> bytes:
        """The flushed bytes; with ``chance`` a random half of the others came through as well."""
        left = bytearray(self.kept)
        for place, data in self.waiting if chance is not None else ():
            if chance is not None and chance.random() < 0.5:
                _apply(left, place, data)
        return bytes(left)


@dataclass(frozen=True)
class Cuts:
    """What the power cuts came to: how many were tried, in how many something said was gone, what was damaged."""

    tried: int
    lost: int
    damaged: list[str]


def child(folder: Path, synchronous: str, notes: int) -> None:
    """Record, saying each id after its commit; with a log folded in often, so that this is replayed as well."""
    vault = unlock_vault(folder=folder, passphrase=PASSPHRASE)
    if synchronous != "FULL":
        vault.connection.execute(f"PRAGMA synchronous = {synchronous}")
    vault.connection.execute("PRAGMA wal_autocheckpoint = 60")
    person_id = vault.connection.execute("SELECT id FROM person WHERE is_me = 0").fetchone()[0]
    for number in range(notes):
        text = f"Episode {number}. " + "Read it against the source. " * (number % 7 + 1)
        print(record_observation(vault, person_ids=[person_id], text=text, observed_on=vault.today).id, flush=True)


def cuts(place: Path, synchronous: str, notes: int, seed: int) -> Cuts:
    """Record ``notes`` notes and cut the power after each, twice."""
    folder, log, chance = place / "vault", place / "strace.log", random.Random(seed)
    fast = KdfParameters(memory_kib=8 * 1024, passes=1, lanes=1)
    with begin_vault(folder=folder, name="Ruth", passphrase=PASSPHRASE, kdf=fast)[0] as vault:
        add_person(vault, name="Tom Hesketh")
    disks = {str(path): Disk(bytearray(path.read_bytes())) for path in folder.iterdir()}
    subprocess.run(
        ["strace", "-o", str(log), "-y", "-xx", "-s", "1000000", "-e",
         "trace=pwrite64,write,fsync,fdatasync,ftruncate", sys.executable, __file__, str(folder), synchronous, str(notes)],
        check=True, capture_output=True, cwd=ROOT,
    )  # fmt: skip
    said: list[int] = []
    lost, damaged, tried = 0, [], 0
    for line in log.read_text("ascii", "replace").splitlines():
        if (match := _SAID.search(line)) and (ids := _bytes(match[1]).split()):
            said += [int(text) for text in ids]
            for half in (None, chance):
                tried += 1
                found, wrong = _opened({name: disk.after_power_cut(half) for name, disk in disks.items()}, place / "after")
                lost += bool(set(said) - found)
                damaged += wrong
        else:
            _replay(line, folder, disks)
    if len(said) != notes:
        raise AssertionError(f"{len(said)} of {notes} were said")
    return Cuts(tried, lost, damaged)


def _replay(line: str, folder: Path, disks: dict[str, Disk]) -> None:
    if match := _WRITE.search(line):
        path, data, was_cut, place = match.groups()
        path = _path(path)
        if Path(path).parent == folder and not was_cut:
            disks.setdefault(path, Disk(bytearray())).waiting.append((int(place), _bytes(data)))
    elif match := _CUT.search(line):
        path = _path(match[1])
        if path in disks:
            disks[path].waiting.append((int(match[2]), None))
    elif match := _SYNC.search(line):
        path = _path(match[1])
        if path in disks:
            disks[path].flush()


def _opened(files: dict[str, bytes], place: Path) -> tuple[set[int], list[str]]:
    """The ids in the vault on that disk, and what is wrong with it."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o700)
    for name, data in files.items():
        if not name.endswith("-shm"):  # memory shared between programs, gone with the power and made anew
            (place / Path(name).name).write_bytes(data)
    with unlock_vault(folder=place, passphrase=PASSPHRASE) as vault:
        return {row[0] for row in vault.connection.execute("SELECT id FROM observation")}, doctor.integrity(vault)


def _apply(content: bytearray, place: int, data: bytes | None) -> None:
    if data is None:
        del content[place:]
        return
    if len(content) < place:
        content.extend(bytes(place - len(content)))
    content[place : place + len(data)] = data


def _path(text: str) -> str:
    """strace writes paths in hexadecimal as well with -xx."""
    return _bytes(text).decode() if text.startswith("\\x") else text


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


if __name__ == "__main__":
    child(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))

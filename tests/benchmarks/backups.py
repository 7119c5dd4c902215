"""``python tests/benchmarks/backups.py [OBSERVATIONS…]``: backup, check, restore at 1k, 10k and 100k observations.

Growth as ratios within one run, against a plain copy of the file, and the same work on an unencrypted database.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reviewapp.actions.vaults import unlock_vault
from reviewapp.vault import backup, backup_check, backup_file, driver, restore
from reviewapp.vault.connection import local_now
from tests.benchmarks import big_vault

SIZES = (1_000, 10_000, 100_000)
PEOPLE = 500


def milliseconds(work: Callable[[], object], repeat: int = 3) -> float:
    """The median of a few runs."""
    times = []
    for _round in range(repeat):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return sorted(times)[repeat // 2]


def measure(place: Path, observations: int) -> dict[str, float]:
    """Milliseconds of each kind of work on a vault of this size, and its size in MB."""
    vault = big_vault.make(place / "vault", PEOPLE, observations)
    vault.close()
    database = place / "vault" / "vault.db"
    found: dict[str, float] = {"size": database.stat().st_size / 1e6}
    with unlock_vault(folder=place / "vault", passphrase=big_vault.PASSPHRASE) as vault:
        key = vault.data_key
        found["copy"] = milliseconds(lambda: flushed_copy(database, place / "copy"))
        found["backup"] = milliseconds(lambda: backup.carried_out(backup.make(vault, "asked")))
        one = backup.listed(vault.folder)[0]
        found["sums"] = milliseconds(lambda: backup.carried_out(backup_file.read_members(one)))
        found["check"] = milliseconds(lambda: backup.carried_out(backup.check(one, key, place)))
        found["rewrite"] = milliseconds(lambda: _rewrite_one(vault, one), 1)
        found["longest wait of a save"] = _longest_wait(vault)
    found["restore"] = milliseconds(lambda: _restored(place, one), 1)
    with backup_check.opened(database, key) as connection:
        connection.execute("ATTACH ? AS plain KEY ''", (str(place / "plain.db"),))
        connection.execute("SELECT sqlcipher_export('plain')")
    found["encrypted"] = milliseconds(lambda: _core(database, place / "e.db", key))
    found["plain"] = milliseconds(lambda: _core(place / "plain.db", place / "p.db", b""))
    return found


def flushed_copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _rewrite_one(vault, one) -> None:
    from reviewapp.vault.backup_rewrite import rewrite_backups

    for other in backup.listed(vault.folder):
        if other.path != one.path:
            other.path.unlink()
    assert [answer.problem for answer in rewrite_backups(vault, lambda _connection: None)] == [None]


def _longest_wait(vault) -> float:
    """Saves every few milliseconds while a backup is made in another thread: the longest of them."""
    import threading

    thread = threading.Thread(target=lambda: backup.carried_out(backup.make(vault, "changed")))
    waits = []
    thread.start()
    while thread.is_alive():
        start = time.perf_counter()
        with vault.write() as transaction:
            transaction.connection.execute("INSERT OR REPLACE INTO journal VALUES ('bench', '{}', 'now')")
        waits.append((time.perf_counter() - start) * 1000)
        time.sleep(0.005)
    thread.join()
    return max(waits)


def _restored(place: Path, one) -> None:
    work = restore.restore(place / "restored", one.path, moment=local_now(), passphrase=big_vault.PASSPHRASE)
    assert backup.carried_out(work) is not None


def _core(source: Path, target: Path, key: bytes) -> None:
    """What a backup is made of, with and without a key: check, copy, check the copy."""
    target.unlink(missing_ok=True)
    for path in (source, target):
        connection = driver.connect(str(path))
        if key:
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA synchronous = FULL")
        assert connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        if path == source:
            connection.execute("VACUUM INTO ?", (str(target),))
        connection.close()


def main() -> int:
    """Print ``what: figure`` lines for `tests/benchmarks/run.py`."""
    sizes = [int(one) for one in sys.argv[1:]] or list(SIZES)
    rows: dict[int, dict[str, float]] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            rows[size] = measure(Path(place), size)
    for size, found in rows.items():
        print(
            f"{size:,} observations, {found['size']:.0f} MB: backup {found['backup']:.0f} ms"
            f" ({found['backup'] / found['copy']:.1f} times a flushed copy of the file), sums alone {found['sums']:.0f} ms,"
            f" full check {found['check']:.0f} ms, restore {found['restore']:.0f} ms with a quick key derivation,"
            f" rewrite one backup {found['rewrite']:.0f} ms; longest wait of a save meanwhile"
            f" {found['longest wait of a save']:.0f} ms; encrypted against plain {found['encrypted'] / found['plain']:.2f}"
        )
    first, last = rows[sizes[0]], rows[sizes[-1]]
    if len(sizes) > 1:
        growth = ", ".join(f"{name} {last[name] / first[name]:.0f}" for name in ("size", "backup", "check", "rewrite"))
        print(f"growth from {sizes[0]:,} to {sizes[-1]:,} observations ({sizes[-1] // sizes[0]} times as many): {growth} times")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

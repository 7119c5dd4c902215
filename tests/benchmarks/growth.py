"""What grows with the vault: opening, a person's page, search; 1,000, 10,000 and 100,000 observations, against a plain twin."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reviewapp.actions import queries
from reviewapp.actions.person_views import coverage, reliance_map
from reviewapp.vault import connection as files
from reviewapp.vault import driver
from tests.benchmarks import big_vault

SIZES = (1_000, 10_000, 100_000)
PEOPLE = 500
TYPED = ("reference", "withheld", "checked missing", "a")


def median_ms(work, rounds: int = 7) -> float:
    """The median time of a call."""
    times = []
    for _round in range(rounds):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def plain_twin(vault, path: Path) -> None:
    """The same tables, rows and indexes in a file without a cipher."""
    vault.connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(path),))
    vault.connection.execute("SELECT sqlcipher_export('plain')")
    vault.connection.execute("DETACH DATABASE plain")


def measured(connect, today, person_id: int) -> dict[str, float]:
    """Milliseconds of each thing over connections that ``connect`` opens; the file itself is in the system's cache."""
    def opening() -> None:
        connection = connect()
        queries.timeline_page(SimpleNamespace(connection=connection, today=today), person_id=person_id)
        connection.close()

    def page() -> None:
        queries.timeline_page(asked, person_id=person_id)
        coverage(asked, person_id=person_id, first=today - timedelta(days=270), last=today)
        reliance_map(asked, person_id=person_id, first=today - timedelta(days=270), last=today)

    def typing() -> None:
        for word in TYPED:
            for length in range(1, len(word) + 1):
                queries.find(asked.connection, query=word[:length], limit=50)

    found = {"opening the file to the first page of notes, without key derivation": median_ms(opening)}
    asked = SimpleNamespace(connection=connect(), today=today)
    found["a person's page (notes, nine months of coverage and reliance)"] = median_ms(page)
    found["search, per keystroke"] = median_ms(typing, 3) / sum(map(len, TYPED))
    asked.connection.close()
    return found


def figures() -> list[tuple[str, str]]:
    """(what, figure) pairs."""
    rows: dict[str, list[str]] = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as place:
            folder, plain = Path(place) / "vault", Path(place) / "plain.db"
            vault = big_vault.make(folder, PEOPLE, size)
            person_id, key, today = queries.all_people(vault)[0].id, vault.data_key, vault.today
            plain_twin(vault, plain)
            vault.close()
            ours = measured(lambda: files._connect(folder / "vault.db", key), today, person_id)  # noqa: B023
            twin = measured(lambda: driver.connect(str(plain)), today, person_id)  # noqa: B023
            for what, took in ours.items():
                rows.setdefault(what, []).append(f"{took:.1f} ms ({took / twin[what]:.2f})")
            sizes = (folder / "vault.db").stat().st_size, plain.stat().st_size
            rows.setdefault("size of the file", []).append(f"{sizes[0] / 1e6:.0f} MB ({sizes[0] / sizes[1]:.2f})")
    named = " / ".join(f"{size:,}" for size in SIZES)
    return [(f"{what}, at {named} (times the plain file)", " / ".join(found)) for what, found in rows.items()]


if __name__ == "__main__":
    for what, figure in figures():
        print(f"{what}: {figure}")

"""``python tests/benchmarks/large_acts.py``: erase a person with 10,000 notes; a new data key at 1k, 10k and 100k notes."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reviewapp.actions.erasing import erase_person, erase_preview
from reviewapp.actions.keys import new_recovery_code, renew_data_key
from reviewapp.actions.queries import all_people
from reviewapp.actions.vaults import unlock_vault
from reviewapp.domain.backup import Missed
from reviewapp.vault import backup, backup_check, backup_file
from tests.benchmarks import big_vault
from tests.benchmarks.backups import flushed_copy, milliseconds

PEOPLE = 20
NOTES = 20_000  # half of them are about the first person
KEYS_AT = (1_000, 10_000, 100_000)


def erasure(place: Path) -> list[tuple[str, str]]:
    """Preview and erasure, with one backup to rewrite; the index emptied note by note instead, on a copy."""
    vault = big_vault.make(place / "vault", PEOPLE, NOTES)
    person_id = all_people(vault)[0].id
    made = backup.carried_out(backup.make(vault, "asked"))
    assert made is not None
    backup.carried_out(backup_file.read_members(made, place))
    row_by_row = milliseconds(lambda: _row_by_row(place / "vault.db", vault.data_key, person_id), 1)
    preview = milliseconds(lambda: erase_preview(vault, person_id=person_id))
    later = (Missed(made.path, backup_file.damaged(made.path)),)
    here = milliseconds(lambda: erase_person(vault, person_id=person_id, rewrite=lambda _vault, _change: later), 1)
    vault.close()  # what is left to do in backups is done by the next opening
    backups = milliseconds(lambda: unlock_vault(folder=place / "vault", passphrase=big_vault.PASSPHRASE).close(), 1)
    return [
        (f"erase a person with {NOTES // 2:,} of {NOTES:,} notes", f"preview {preview / 1000:.1f} s, the vault"
         f" {here / 1000:.1f} s, opening and one backup {backups / 1000:.1f} s"),
        ("taking the same notes out of the search index one by one, as before", f"{row_by_row / 1000:.1f} s"),
    ]


def _row_by_row(database: Path, key: bytes, person_id: int) -> None:
    with backup_check.opened(database, key) as connection:
        connection.execute("BEGIN IMMEDIATE")
        rows = connection.execute("SELECT observation_id FROM observation_person WHERE person_id = ?", (person_id,))
        for row in rows.fetchall():
            connection.execute("DELETE FROM observation_fts WHERE rowid = ?", (row[0],))
        connection.commit()


def data_key(place: Path, observations: int) -> tuple[str, str]:
    """A new data key for a vault of this size, without backups and with one."""
    vault = big_vault.make(place / "vault", PEOPLE, observations)
    vault.fold_log()
    size = (place / "vault" / "vault.db").stat().st_size / 1e6
    alone = _renewed(vault, big_vault.PASSPHRASE)
    backup.carried_out(backup.make(vault, "asked"))
    with_one = _renewed(vault, f"{big_vault.PASSPHRASE} anew")
    vault.close()
    copied = milliseconds(lambda: flushed_copy(place / "vault" / "vault.db", place / "copy")) / 1000
    return (
        f"new data key, {observations:,} notes, {size:.0f} MB",
        f"{alone:.1f} s ({alone / copied:.0f} times a flushed copy of the file), with one backup {with_one:.1f} s",
    )


def _renewed(vault, proof: str) -> float:
    start = time.perf_counter()
    missed = renew_data_key(
        vault, proof=proof, passphrase=f"{big_vault.PASSPHRASE} anew", code=new_recovery_code(), kdf=big_vault.FAST
    )
    assert missed == ()
    return time.perf_counter() - start


def main() -> int:
    """Print ``what: figure`` lines for `tests/benchmarks/run.py`."""
    with tempfile.TemporaryDirectory() as place:
        for what, figure in erasure(Path(place)):
            print(f"{what}: {figure}", flush=True)
    for observations in KEYS_AT:
        with tempfile.TemporaryDirectory() as place:
            print(": ".join(data_key(Path(place), observations)), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

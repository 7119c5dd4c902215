"""A log that lost its end is noticed where that can be known, and a whole one is never suspected."""

from __future__ import annotations

import gc
import shutil
import sys
from pathlib import Path

import pytest

from reviewapp.domain.errors import VaultTooNew
from reviewapp.keys.slots import unlock
from reviewapp.vault import log_check
from reviewapp.vault.connection import open_vault
from reviewapp.vault.encrypted import connect
from reviewapp.vault.key_file import read_key_file
from tests.conftest import PASSPHRASE
from tests.helpers.acts import jot, somebody
from tests.helpers.backups import flip, made, restored


@pytest.fixture
def killed(vault, tmp_path):
    """A vault as a kill leaves it, with some commits in the log."""
    person_id = somebody(vault)
    vault.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for number in range(6):
        jot(vault, person_id, text=f"Episode {number}. " * 40)
    shutil.copytree(vault.folder, tmp_path / "killed")
    return tmp_path / "killed"


def opened(folder, clock):
    with open_vault(folder, PASSPHRASE, clock=clock) as vault:
        found = vault.connection.execute("SELECT count(*) FROM observation").fetchone()[0]
        return vault.log_was_whole, found


def test_a_kill_leaves_a_whole_log(killed, clock):
    assert opened(killed, clock) == (True, 6)
    assert opened(killed, clock) == (True, 6)


def test_a_kill_in_the_middle_of_a_commit_is_no_loss(vault, tmp_path, clock):
    """Frames without a commit at the end: nobody was told that they were saved."""
    person_id = somebody(vault)
    vault.connection.execute("PRAGMA cache_size = 4")
    vault.connection.execute("BEGIN IMMEDIATE")
    for number in range(400):
        vault.connection.execute(
            "INSERT INTO revision (uid, record_uid, field, body, written_at) VALUES (?, 'r', 'f', ?, 'now')",
            (f"u{number}", "x" * 900),
        )
    shutil.copytree(vault.folder, tmp_path / "killed")
    vault.connection.rollback()
    assert (tmp_path / "killed" / "vault.db-wal").stat().st_size > 200_000
    assert opened(tmp_path / "killed", clock) == (True, 0)
    assert person_id


def test_every_cut_inside_a_frame_is_noticed_and_everywhere_before_a_commit_is_lost(killed, clock, tmp_path):
    log = (killed / "vault.db-wal").read_bytes()
    for share in (0.0005, 0.2, 0.5, 0.9, 0.9999):
        place = tmp_path / "again"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(killed, place)
        (place / "vault.db-wal").write_bytes(log[: int(len(log) * share)])
        whole, found = opened(place, clock)
        assert not whole and found < 6, share


def test_damage_in_the_middle_is_noticed(killed, clock):
    flip(killed / "vault.db-wal", (killed / "vault.db-wal").stat().st_size // 2)
    whole, found = opened(killed, clock)
    assert not whole and found < 6


def test_a_log_taken_away_is_noticed_once(killed, clock):
    (killed / "vault.db-wal").unlink()
    assert opened(killed, clock) == (False, 0)
    assert opened(killed, clock) == (True, 0)


def test_a_closed_vault_has_none_to_miss(vault, clock):
    jot(vault, somebody(vault))
    vault.close()
    assert (vault.folder / "vault.lock").read_bytes() == b""
    assert opened(vault.folder, clock) == (True, 1)


def test_a_restore_after_a_kill_raises_no_suspicion(vault, killed, clock):
    one = made(vault)
    flip(killed / "vault.db", 0)
    (killed / "vault.db-wal").unlink()
    restored(killed, one.path, clock(), passphrase=PASSPHRASE)
    assert opened(killed, clock)[0]


def test_a_second_round_of_the_log_is_read_by_its_salts(vault, clock, tmp_path):
    """After a checkpoint the log begins anew over the old frames; those must not count as lost commits."""
    person_id = somebody(vault)
    for number in range(30):
        jot(vault, person_id, text=f"Episode {number}. " * 40)
    vault.connection.execute("PRAGMA wal_checkpoint(RESTART)")
    jot(vault, person_id, text="The first of the next round.")
    shutil.copytree(vault.folder, tmp_path / "killed")
    assert log_check.last_commit(tmp_path / "killed" / "vault.db", True) not in (None, 0)
    assert opened(tmp_path / "killed", clock) == (True, 31)


def made_newer(folder, *, newer):
    """Write or take away the step of a later program; closed properly afterwards."""
    statement = (
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('reviewapp', 'm999_new', '2027')"
        if newer else "DELETE FROM _sqlite_migrations WHERE name = 'm999_new'"
    )  # fmt: skip
    connection = connect(folder / "vault.db", unlock(read_key_file(folder), PASSPHRASE))
    connection.execute(statement)
    connection.close()


def handles_on(folder):
    """Files of a folder this process holds open."""
    gc.collect()
    links = []
    for entry in Path("/proc/self/fd").iterdir():
        try:
            links.append(entry.readlink())
        except FileNotFoundError:  # the descriptor of this very listing
            continue
    return [link for link in links if folder in link.parents]


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_a_refused_opening_leaves_no_open_file_and_no_suspicion(vault, clock):
    jot(vault, somebody(vault))
    vault.close()
    made_newer(vault.folder, newer=True)
    with pytest.raises(VaultTooNew) as refused:
        open_vault(vault.folder, PASSPHRASE, clock=clock)
    # The traceback still holds every local: closed on purpose, not by being collected.
    assert handles_on(vault.folder) == [] and refused.value
    assert (vault.folder / "vault.lock").read_bytes() == b""
    made_newer(vault.folder, newer=False)
    assert opened(vault.folder, clock) == (True, 1)


def test_a_refused_opening_does_not_swallow_the_word_of_a_lost_log(killed, clock):
    """Who opens it with the right program is still told that the last words may be gone."""
    (killed / "vault.db-wal").unlink()
    made_newer(killed, newer=True)
    with pytest.raises(VaultTooNew):
        open_vault(killed, PASSPHRASE, clock=clock)
    made_newer(killed, newer=False)
    assert opened(killed, clock) == (False, 0)
    assert opened(killed, clock) == (True, 0)

"""``reviewapp backup`` and ``restore``: paths on stdout, remarks on stderr, honest exit codes; and what faults look like."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reviewapp.actions.backups import backups_for
from reviewapp.actions.queries import notes
from reviewapp.actions.sample import load_sample_team
from reviewapp.actions.vaults import begin_vault, unlock_vault
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import dump
from tests.helpers.backups import copied, flip


@pytest.fixture
def written(folder, command):
    """A vault with some notes, backed up, and the path of that backup."""
    command("person", "add", "Tom Hesketh")
    for number in range(30):
        command("note", "Tom Hesketh", f"Episode {number}. " + "Read it against the source. " * 30)
    done = command("backup")
    assert done.code == 0, done.err
    return Path(done.out.strip())


def texts(folder, passphrase=PASSPHRASE):
    with unlock_vault(folder=folder, passphrase=passphrase) as vault:
        return [item.behaviour for item in notes(vault)]


def test_backup_prints_the_file_and_lists_it_without_a_passphrase(folder, command, written, monkeypatch):
    assert written.parent == folder / "backups" and written.is_file()
    monkeypatch.delenv("REVIEWAPP_PASSPHRASE")
    listed = command("backup", "--list", "--json").json
    assert listed[0]["path"] == str(written) and listed[0]["reason"] == "asked"
    assert str(written) in command("backup", "--list").out


def test_commands_back_up_half_an_hour_of_changes_by_themselves(folder, command):
    command("person", "add", "Tom Hesketh")
    assert [one.reason for one in backups_for(folder)] == ["changed"]
    command("note", "Tom Hesketh", "A second one soon after.")
    assert len(backups_for(folder)) == 1
    command("people")
    assert len(backups_for(folder)) == 1


def test_a_backup_that_fails_does_not_fail_the_command(folder, command):
    (folder / "backups").write_text("a file in the place of the folder")
    done = command("person", "add", "Tom Hesketh")
    assert done.code == 0 and done.out.strip() == "2"
    assert "backup folder" in done.err


def test_backup_to_a_file(folder, command, tmp_path):
    done = command("backup", "--to", tmp_path / "usb copy")
    assert done.out.strip() == str(tmp_path / "usb copy.vaultbackup") and done.code == 0
    again = command("backup", "--to", tmp_path / "usb copy")
    assert again.code == 2 and "exists already" in again.err
    away = command("backup", "--to", tmp_path / "not" / "there")
    assert away.code == 3 and "is not there" in away.err


def test_restore_over_the_same_vault_keeps_what_was_there(folder, command, written):
    before = texts(folder)
    command("note", "Tom Hesketh", "After the backup.")
    done = command("restore", written)
    assert done.code == 0 and done.out.strip() == str(folder), done.err
    assert "Restored the backup of" in done.err and "What was there before is in" in done.err
    assert texts(folder) == before
    assert next(one.reason for one in backups_for(folder)) == "before_restore"


def test_restore_into_an_empty_folder_with_the_recovery_code(command, tmp_path, monkeypatch):
    made, code = begin_vault(folder=tmp_path / "old", name="Ruth", passphrase=PASSPHRASE, kdf=FAST_KDF)
    with made:
        load_sample_team(made)
    path = Path(command("backup", vault=tmp_path / "old").out.strip())
    monkeypatch.setenv("REVIEWAPP_RECOVERY_CODE", code.lower())
    done = command("restore", path, "--recovery", vault=tmp_path / "new")
    assert done.code == 0, done.err
    assert texts(tmp_path / "new") == texts(tmp_path / "old") != []


def test_the_restore_drill(tmp_path, clock):
    """What a company tries once a year, on every run of these tests: everything comes back, in another folder, by the
    printed code alone."""
    from reviewapp.actions.backups import back_up, restore_backup

    made, code = begin_vault(folder=tmp_path / "old", name="Ruth", passphrase=PASSPHRASE, kdf=FAST_KDF, clock=clock)
    load_sample_team(made)
    everything = dump(made), [tuple(row) for row in made.connection.execute("SELECT * FROM revision ORDER BY id")]
    path = back_up(made).path
    made.close()
    away = tmp_path / "carried" / path.name
    away.parent.mkdir()
    shutil.copyfile(path, away)
    shutil.rmtree(tmp_path / "old")
    restore_backup(folder=tmp_path / "new", path=away, recovery_code=code, clock=clock)
    with unlock_vault(folder=tmp_path / "new", recovery_code=code, clock=clock) as again:
        rows = [tuple(row) for row in again.connection.execute("SELECT * FROM revision ORDER BY id")]
        assert (dump(again), rows) == everything
        assert len(rows) > 50, "the sample is not empty"
    unlock_vault(folder=tmp_path / "new", passphrase=PASSPHRASE).close()


@pytest.mark.parametrize(
    ("what", "code", "sentence"),
    [("missing", 2, "There is no file"), ("foreign", 5, "is not a backup"), ("cut", 5, "damaged or incomplete"),
     ("passphrase", 4, "does not open the backup"), ("other vault", 2, "holds another vault")],
)  # fmt: skip
def test_what_restore_refuses(folder, command, written, tmp_path, monkeypatch, what, code, sentence):
    path, place = written, folder
    if what == "missing":
        path = tmp_path / "nothing.vaultbackup"
    elif what == "foreign":
        path = tmp_path / "letter.pdf"
        path.write_bytes(b"%PDF-1.7")
    elif what == "cut":
        path = tmp_path / "cut.vaultbackup"
        path.write_bytes(written.read_bytes()[:30_000])
    elif what == "other vault":
        place = tmp_path / "other"
        begin_vault(folder=place, name="O", passphrase=PASSPHRASE, kdf=FAST_KDF)[0].close()
    before = texts(place)
    if what == "passphrase":
        monkeypatch.setenv("REVIEWAPP_PASSPHRASE", "not this one")
    done = command("restore", path, vault=place)
    assert (done.code, done.out) == (code, "") and sentence in done.err, done.err
    assert texts(place) == before


def test_restore_while_the_vault_is_open_elsewhere(folder, command, written):
    with unlock_vault(folder=folder, passphrase=PASSPHRASE):
        done = command("restore", written)
    assert done.code == 4 and "open in another" in done.err


# --- faults: what a person at the command line reads (docs/durability.md) ------------------------------------------


def says(done, *parts, code):
    """One sentence, this exit code, no traceback."""
    assert done.code == code and "Traceback" not in done.err, done.err
    for part in parts:
        assert part in done.err, done.err


def damage(folder, fault):
    database = folder / "vault.db"
    if fault == "emptied":
        database.write_bytes(b"")
    elif fault == "first page":
        flip(database, 100)
    elif fault == "cut":
        data = database.read_bytes()
        database.write_bytes(data[: len(data) // 2])
    elif fault == "missing":
        database.unlink()
    elif fault == "key file":
        (folder / "vault.keys").unlink()


@pytest.mark.parametrize("fault", ["emptied", "first page", "cut", "missing", "key file"])
def test_a_damaged_vault_names_its_newest_backup_and_the_command_that_brings_it_back(folder, command, written, fault):
    before = texts(folder)
    damage(folder, fault)
    says(command("notes"), "The newest sound backup is of", f"reviewapp restore {written}", code=5)
    done = command("restore", written)
    assert done.code == 0, done.err
    assert texts(folder) == before


def test_a_page_that_is_broken_is_found_by_doctor_and_stops_backups(folder, command, written):
    """Reads and writes elsewhere keep working, so somebody has to look."""
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
        # Pages nothing reads on the way: whatever is read at opening is named as damage there already.
        rows = vault.connection.execute("SELECT rootpage FROM sqlite_master WHERE name IN ('legal_hold', 'retention')")
        pages = [row["rootpage"] for row in rows]
    for page in pages:
        flip(folder / "vault.db", (page - 1) * 4096 + 200)
    done = command("backup")
    says(done, "found damage in the vault", "none was removed", f"reviewapp restore {written}", code=5)
    assert command("doctor").code in (1, 5)
    assert backups_for(folder)[0].path == written


def test_a_newer_vault_is_not_offered_an_older_backup(folder, command, written):
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
        vault.connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('reviewapp', 'm999_later', 'now')"
        )
    done = command("notes")
    says(done, "newer version", code=5)
    assert "restore" not in done.err


def left_by_a_kill(folder, tmp_path):
    """The folder as kill -9 leaves it: notes that are only in the log."""
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
        vault.connection.execute("PRAGMA wal_autocheckpoint = 0")
        with vault.write() as transaction:
            transaction.connection.execute("INSERT INTO journal VALUES ('capture', '{\"text\": \"only in the log\"}', 'now')")
        return copied(folder, tmp_path / "killed")


@pytest.mark.parametrize("fault", ["whole", "cut", "damaged", "deleted"])
def test_a_log_that_was_cut_or_lost_opens_with_what_is_before_it(folder, command, written, tmp_path, fault):
    """SQLite opens without a word; we say that the last words may be gone, and backups hold both files."""
    before = texts(folder)
    place = left_by_a_kill(folder, tmp_path)
    log = place / "vault.db-wal"
    assert log.stat().st_size > 0
    if fault == "cut":
        log.write_bytes(log.read_bytes()[:2000])
    elif fault == "damaged":
        flip(log, 3000)
    elif fault == "deleted":
        log.unlink()
    done = command("notes", vault=place)
    assert done.code == 0 and ("what was written last may be gone" in done.err) == (fault != "whole"), done.err
    again = command("doctor", vault=place)
    assert again.code == 0 and "may be gone" not in again.err, "it is said once"
    with unlock_vault(folder=place, passphrase=PASSPHRASE) as vault:
        held = vault.connection.execute("SELECT count(*) FROM journal").fetchone()[0]
        assert held == (1 if fault == "whole" else 0)
        assert [item.behaviour for item in notes(vault)] == before
        with vault.write() as transaction:
            transaction.connection.execute("INSERT INTO journal VALUES ('again', '{}', 'now')")


def test_a_clock_set_back_loses_nothing(folder, command, written, tmp_path):
    """Days are refused only when they lie in the future; order and backups do not depend on the clock."""
    from datetime import datetime, timedelta

    from reviewapp.actions.backups import back_up
    from reviewapp.actions.observations import record_observation

    kept = {one.path for one in backups_for(folder)}
    before = len(texts(folder))

    def last_year():
        return datetime.now().astimezone() - timedelta(days=400)

    with unlock_vault(folder=folder, passphrase=PASSPHRASE, clock=last_year) as vault:
        record_observation(vault, person_ids=[2], text="Written last year, says the clock.", observed_on=vault.today)
        back_up(vault)
    assert kept < {one.path for one in backups_for(folder)}
    assert len(texts(folder)) == before + 1
    assert command("doctor").code == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="mounts")
def test_a_folder_that_cannot_be_written(folder, command, written, tmp_path):
    place = tmp_path / "disk" / "vault"
    place.parent.mkdir()
    if os.geteuid() == 0:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", place.parent], capture_output=True, check=False)
        if mounted.returncode != 0:
            pytest.skip("only the administrator may mount a disk, and mode bits do not stop this one")
    copied(folder, place)
    try:
        if os.geteuid() == 0:
            subprocess.run(["mount", "-o", "remount,ro", place.parent], check=True, capture_output=True)
        else:
            for path in (*place.iterdir(), place):
                path.chmod(0o500 if path.is_dir() else 0o400)
        says(command("notes", vault=place), "cannot be written", "copy the vault to a folder of your own", code=3)
        says(command("restore", written, vault=place), "cannot be written", code=3)
    finally:
        if os.geteuid() == 0:
            subprocess.run(["umount", place.parent], check=True)
        else:
            place.chmod(0o700)


@pytest.mark.skipif(not sys.platform.startswith("linux") or os.geteuid() != 0, reason="mounts a small disk")
def test_no_room_for_a_backup_says_so_and_removes_nothing(folder, command, written, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", disk], capture_output=True, check=False).returncode:
        pytest.skip("no mounts in this container")
    try:
        done = command("backup", "--to", disk / "small.vaultbackup")
        says(done, "not enough room for a backup", "The vault itself is as it was", code=3)
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", disk], check=True)
    assert written.exists()


@pytest.mark.skipif(not sys.platform.startswith("linux") or os.geteuid() != 0, reason="mounts a small disk")
def test_no_room_to_restore_leaves_the_vault_as_it_was(folder, command, written, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // 1024 + 100
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", disk], capture_output=True, check=False).returncode:
        pytest.skip("no mounts in this container")
    try:
        copied(folder, disk / "vault")
        done = command("restore", written, vault=disk / "vault")
        says(done, "not enough room", "nothing was changed", code=3)
        assert not [path for path in (disk / "vault").iterdir() if path.name.startswith("restor")]
        for one in backups_for(disk / "vault"):
            one.path.unlink()
        assert texts(disk / "vault") == texts(folder)
    finally:
        subprocess.run(["umount", disk], check=True)

"""What a vault refuses, seen from the terminal: the right exit code, one sentence, never a traceback."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys

import pytest

from reviewapp.actions.vaults import begin_vault, unlock_vault
from reviewapp.keys import slots
from reviewapp.vault.encrypted import connect
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import jot, somebody
from tests.helpers.backups import flip
from tests.helpers.raw_pages import PAGE, clear_bytes

READS = (("notes",), ("notes", "--json"), ("people",), ("search", "dose"), ("doctor",), ("note", "Tom", "x"))


def in_a_sentence(outcome, code):
    """The contract for every refusal."""
    assert outcome.code == code, outcome
    assert outcome.out == ""
    assert "Traceback" not in outcome.err and "fault in ReviewApp" not in outcome.err, outcome.err
    assert outcome.err.count("\n") == 1 and outcome.err.rstrip().endswith((".", '"')), outcome.err
    assert len(outcome.err) > 20
    return outcome.err


@pytest.mark.parametrize("arguments", READS, ids=" ".join)
def test_no_vault(command, tmp_path, arguments):
    for folder in (tmp_path / "none", tmp_path):
        assert "There is no vault in" in in_a_sentence(command(*arguments, vault=folder), 2)
    assert list(tmp_path.iterdir()) == [], "asking made something"


def test_no_vault_because_the_place_is_a_file(command, tmp_path):
    file = tmp_path / "file"
    file.write_text("x")
    in_a_sentence(command("notes", vault=file), 2)
    in_a_sentence(command("init", "--name", "R", vault=file), 3)
    in_a_sentence(command("init", "--name", "R", vault=file / "below"), 3)
    in_a_sentence(command("init", "--name", "R", vault=tmp_path / ("n" * 300)), 3)
    assert file.read_text() == "x"


@pytest.mark.parametrize("arguments", READS, ids=" ".join)
def test_a_wrong_passphrase(command, folder, arguments, monkeypatch):
    monkeypatch.setenv("REVIEWAPP_PASSPHRASE", "wrong")
    assert "passphrase" in in_a_sentence(command(*arguments), 4)


def test_no_passphrase_and_nobody_to_ask(command, folder, monkeypatch):
    monkeypatch.delenv("REVIEWAPP_PASSPHRASE")
    assert "REVIEWAPP_PASSPHRASE" in in_a_sentence(command("notes", stdin=""), 4)
    assert "REVIEWAPP_PASSPHRASE" in in_a_sentence(command("init", "--name", "R", vault=folder / "new", stdin=""), 4)
    assert not (folder / "new").exists()


def test_a_second_instance(command, folder):
    with unlock_vault(folder=folder, passphrase=PASSPHRASE):
        assert "another ReviewApp window" in in_a_sentence(command("notes"), 4)
        in_a_sentence(command("note", "Tom", "x"), 4)
    assert command("notes").code == 0


def test_an_ordinary_sqlite_file(command, folder):
    (folder / "vault.db").unlink()
    plain = sqlite3.connect(folder / "vault.db")
    plain.execute("CREATE TABLE person (name TEXT)")
    plain.commit()
    plain.close()
    before = (folder / "vault.db").read_bytes()
    assert "unencrypted SQLite" in in_a_sentence(command("notes"), 5)
    assert (folder / "vault.db").read_bytes() == before


FOREIGN = {
    "emptied": b"", "one byte": b"\x00", "fifteen bytes": b"x" * 15, "random": bytes(range(251)) * 200,
    "pdf": b"%PDF-1.7\n" + b"0 obj\n" * 3000, "zeros": bytes(8192), "text": "Notizen über Tom\n".encode() * 900,
}


@pytest.mark.parametrize("what", FOREIGN)
def test_other_bytes_in_the_place_of_the_vault(command, folder, what):
    (folder / "vault.db").write_bytes(FOREIGN[what])
    for arguments in (("notes",), ("note", "Tom", "x"), ("doctor",)):
        assert "vault" in in_a_sentence(command(*arguments), 5)
    assert (folder / "vault.db").read_bytes() == FOREIGN[what], "a file that was refused was written to"
    assert {path.name for path in folder.iterdir()} <= {"vault.db", "vault.keys", "vault.lock"}


@pytest.mark.parametrize("data", [b"", b"{}", b"%PDF", b"[" * 50_000, b'{"format":"vault-keys","version":1}'], ids=repr)
def test_other_bytes_in_the_place_of_the_keys(command, folder, data):
    (folder / "vault.keys").write_bytes(data)
    assert "vault.keys" in in_a_sentence(command("notes"), 5)


def test_keys_of_a_newer_program(command, folder):
    text = (folder / "vault.keys").read_text().replace('"version": 1', '"version": 2')
    (folder / "vault.keys").write_text(text)
    assert "newer version" in in_a_sentence(command("notes"), 5)


def test_the_key_file_is_missing(command, folder):
    (folder / "vault.keys").unlink()
    assert "vault.keys" in in_a_sentence(command("notes"), 5)
    assert "already a vault" in in_a_sentence(command("init", "--name", "R"), 2)


def test_the_vault_file_is_missing(command, folder):
    (folder / "vault.db").unlink()
    assert "missing" in in_a_sentence(command("notes"), 5)
    assert not (folder / "vault.db").exists()
    assert "already a vault" in in_a_sentence(command("init", "--name", "R"), 2)


def test_keys_of_another_vault(command, folder, tmp_path):
    begin_vault(folder=tmp_path / "other", name="O", passphrase=PASSPHRASE, kdf=FAST_KDF)[0].close()
    before = (folder / "vault.db").read_bytes()
    shutil.copy(tmp_path / "other" / "vault.keys", folder / "vault.keys")
    assert "not the one vault.keys belongs to" in in_a_sentence(command("notes"), 5)
    assert (folder / "vault.db").read_bytes() == before


def _changed_inside(folder, *statements):
    key_file = slots.KeyFile.from_bytes((folder / "vault.keys").read_bytes())
    opened = connect(folder / "vault.db", slots.unlock(key_file, PASSPHRASE))
    for statement in statements:
        opened.execute(statement)
    opened.close()


def test_a_vault_of_a_newer_program(command, folder):
    """Known steps and one more; nothing is changed by looking."""
    _changed_inside(
        folder, "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('reviewapp', 'm999_new', '2027')"
    )
    before = (folder / "vault.db").read_bytes()
    for arguments in READS:
        assert "newer version" in in_a_sentence(command(*arguments), 5)
    assert (folder / "vault.db").read_bytes() == before


@pytest.mark.parametrize(
    "statements",
    [
        ("PRAGMA application_id = 7",),
        ("DROP TABLE _sqlite_migrations",),
        ("DELETE FROM _sqlite_migrations",),
        ("PRAGMA application_id = 0", "DROP TABLE _sqlite_migrations"),
    ],
    ids=str,
)
def test_somebody_elses_encrypted_file(command, folder, statements):
    """The key opens it, but it is not ours, or somebody emptied it."""
    _changed_inside(folder, *statements)
    assert "not made by ReviewApp" in in_a_sentence(command("notes"), 5)


def test_a_file_of_a_few_bytes_is_not_called_emptied(command, folder):
    (folder / "vault.db").write_bytes(b"hi\n")
    said = in_a_sentence(command("notes"), 5)
    assert "a few bytes only" in said and "emptied" not in said


def test_an_encrypted_file_with_another_password(command, folder):
    from sqlcipher3 import dbapi2

    (folder / "vault.db").unlink()
    other = dbapi2.connect(str(folder / "vault.db"))
    other.execute("PRAGMA key = 'theirs'")
    other.execute("CREATE TABLE t (a)")
    other.commit()
    other.close()
    in_a_sentence(command("notes"), 5)


def test_a_folder_that_cannot_be_written(command, folder):
    """As root, mode bits stop nobody; a folder in the place of the lock file does."""
    (folder / "vault.lock").unlink()
    (folder / "vault.lock").mkdir()
    assert "cannot be written" in in_a_sentence(command("notes"), 3)


def _grown(folder):
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
        person_id = somebody(vault, "Tom Filler")
        for number in range(120):
            jot(vault, person_id, text=f"{number} " + "The dose was compared with the book. " * 30)
    return (folder / "vault.db").stat().st_size


def test_flipped_bytes_in_a_page_are_found_by_the_doctor(command, folder):
    _grown(folder)
    assert command("doctor").code == 0
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
        key = vault.data_key
    # A page of written text, which nothing reads on the way to the doctor.
    page = clear_bytes(folder / "vault.db", key).rindex(b"The dose was compared with the book.") // PAGE
    flip(folder / "vault.db", page * PAGE + 1000, 8)
    outcome = command("doctor")
    assert outcome.code == 1, outcome
    assert "PROBLEM  integrity" in outcome.out and "Traceback" not in outcome.err and "fault in" not in outcome.err
    found = command("doctor", "--json")
    assert found.code == 1 and [one["ok"] for one in found.json if one["name"] == "integrity"] == [False]


def test_damage_met_while_reading_is_named_as_damage(command, folder):
    """Wherever the damage is: opening may work, and then reading says what is wrong, in a sentence."""
    size = _grown(folder)
    whole = (folder / "vault.db").read_bytes()
    met = []
    for page in range(3, size // 4096, max(1, size // 4096 // 12)):
        (folder / "vault.db").write_bytes(whole[: page * 4096 + 100] + b"\xff" * 64 + whole[page * 4096 + 164 :])
        opens = command("people").code == 0
        for outcome in (command("notes"), command("search", "dose"), command("note", "Tom Filler", "x")):
            assert outcome.code in (0, 5)
            if outcome.code:
                assert "damaged" in in_a_sentence(outcome, 5)
            met.append((opens, outcome.code))
    assert (True, 5) in met


def test_a_file_cut_short(command, folder):
    size = _grown(folder)
    with (folder / "vault.db").open("r+b") as file:
        file.truncate(size // 2 // 4096 * 4096)
    for arguments in (("notes",), ("search", "dose"), ("note", "Tom Filler", "x")):
        outcome = command(*arguments)
        assert outcome.code in (0, 5)
        if outcome.code:
            in_a_sentence(outcome, 5)
    doctor = command("doctor")
    assert doctor.code in (1, 5) and "fault in" not in doctor.err and "Traceback" not in doctor.err


def test_a_fault_of_ours_is_a_file_without_words_of_the_vault(command, folder, monkeypatch, tmp_path):
    """The last door: what nobody foresaw still ends in a sentence and a report the user can read."""
    import tempfile

    from reviewapp.actions import queries

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def broken(*_arguments, **_named):
        secret = "Tom's secret"
        raise RuntimeError(secret)

    monkeypatch.setattr(queries, "notes", broken)
    outcome = command("notes")
    assert outcome.code == 1 and "Traceback" not in outcome.err and "fault in ReviewApp" in outcome.err
    report = next(tmp_path.glob("reviewapp-fault-*.txt")).read_text()
    assert "RuntimeError" in report and "test_refusals" in report and "secret" not in report
    assert command("people").code == 0, "the lock was not freed"


@pytest.mark.parametrize("code", [2, 4, 5])
def test_a_real_process_says_the_same(folder, tmp_path, code):
    environment = {"PATH": "/usr/bin", "REVIEWAPP_PASSPHRASE": PASSPHRASE, "HOME": str(tmp_path)}
    place = {2: tmp_path / "none", 4: folder, 5: folder}[code]
    if code == 4:
        environment["REVIEWAPP_PASSPHRASE"] = "wrong"
    if code == 5:
        (folder / "vault.db").write_bytes(bytes(8192))
    done = subprocess.run(
        [sys.executable, "-m", "reviewapp", "notes", "--vault", str(place)], capture_output=True, text=True, check=False,
        env=environment,
    )
    assert done.returncode == code and done.stdout == "" and done.stderr.count("\n") == 1, done

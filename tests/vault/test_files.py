"""What lies on the disk: readable by its owner only, and by nobody without the key."""

from __future__ import annotations

import json
import os
import stat
import sys

import pytest

from reviewapp.actions.journaling import keep_draft
from reviewapp.actions.observations import Details, change_observation
from reviewapp.actions.people import add_person
from reviewapp.actions.reviews import write_section
from reviewapp.actions.vaults import begin_vault, unlock_vault
from reviewapp.domain.errors import EnvironmentFault, NotFound, UsageError, VaultLocked, VaultUnusable
from reviewapp.domain.review import SectionKey
from reviewapp.vault import key_changes
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import draft, jot, somebody

MARK = "Xylophonquartett"


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.skipif(sys.platform == "win32", reason="access lists, not mode bits")
def test_every_file_is_private(vault):
    jot(vault, somebody(vault))
    assert mode(vault.folder) == 0o700
    found = {path.name: mode(path) for path in vault.folder.iterdir()}
    assert {"vault.db", "vault.db-wal", "vault.keys"} <= set(found)
    assert set(found.values()) == {0o600}, found


@pytest.mark.skipif(sys.platform == "win32", reason="access lists, not mode bits")
def test_a_careless_umask_changes_nothing(tmp_path):
    before = os.umask(0)
    try:
        made, _code = begin_vault(folder=tmp_path / "v", name="R", passphrase=PASSPHRASE, kdf=FAST_KDF)
        key_changes.change_passphrase(made, proof=PASSPHRASE, passphrase="another sentence", kdf=FAST_KDF)
        with made:
            assert {mode(path) for path in made.folder.iterdir()} == {0o600}
            assert mode(made.folder) == 0o700
    finally:
        os.umask(before)


@pytest.mark.skipif(sys.platform == "win32", reason="mode bits")
def test_a_folder_with_other_things_in_it_keeps_its_mode(tmp_path):
    """``init --vault .`` in a shared folder must not shut everybody else out of it."""
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o755)
    (shared / "else.txt").write_text("x")
    begin_vault(folder=shared, name="R", passphrase=PASSPHRASE, kdf=FAST_KDF)[0].close()
    assert mode(shared) == 0o755


@pytest.mark.harm("lost-laptop")
def test_nothing_written_can_be_read_without_the_key(vault):
    """Names, notes, corrected and undone wordings, drafts, sections: not in any file, open or closed."""
    person_id = add_person(vault, name=f"{MARK} Meier", role=MARK, team=MARK, aliases=(MARK,)).id
    observation_id = jot(vault, somebody(vault), person_id, text=f"Saw {MARK} clearly. " * 50)
    change_observation(vault, observation_id=observation_id, details=Details(texts={"behaviour": f"{MARK} corrected"}))
    keep_draft(vault, editor="capture", body={"text": MARK})
    write_section(vault, review_id=draft(vault, person_id), key=SectionKey("summary"), text=MARK)

    def readable():
        marks = [MARK.encode(form) for form in ("utf-8", "utf-16-le")]
        return [p.name for p in vault.folder.iterdir() if any(mark in p.read_bytes() for mark in marks)]

    assert (vault.folder / "vault.db-wal").stat().st_size > 0
    assert readable() == []
    vault.close()
    assert readable() == []
    assert not (vault.folder / "vault.db").read_bytes().startswith(b"SQLite format 3")
    assert PASSPHRASE.encode() not in (vault.folder / "vault.keys").read_bytes()


def test_closing_folds_the_log_into_the_file(vault):
    observation_id = jot(vault, somebody(vault))
    vault.close()
    vault.close()
    assert not (vault.folder / "vault.db-wal").exists()
    with unlock_vault(folder=vault.folder, passphrase=PASSPHRASE) as again:
        assert again.connection.execute("SELECT id FROM observation").fetchone()[0] == observation_id


def test_the_recovery_code_opens_the_same_vault(tmp_path):
    made, code = begin_vault(folder=tmp_path / "v", name="R", passphrase=PASSPHRASE, kdf=FAST_KDF)
    with made:
        person_id = somebody(made)
    with unlock_vault(folder=tmp_path / "v", recovery_code=code.lower().replace("-", " ")) as again:
        assert again.connection.execute("SELECT name FROM person WHERE id = ?", (person_id,)).fetchone()[0] == "Tom Hesketh"


def test_changing_the_passphrase_keeps_data_and_code_and_no_earlier_key_file(tmp_path):
    made, code = begin_vault(folder=tmp_path / "v", name="R", passphrase=PASSPHRASE, kdf=FAST_KDF)
    with made:
        key_changes.change_passphrase(made, proof=PASSPHRASE, passphrase="another sentence", kdf=FAST_KDF)
        for refused in ("", "seven77"):
            with pytest.raises(UsageError):
                key_changes.change_passphrase(made, proof="another sentence", passphrase=refused)
    assert not (tmp_path / "v" / "vault.keys.bak").exists(), "the old passphrase must open nothing here any more"
    with pytest.raises(VaultLocked):
        unlock_vault(folder=tmp_path / "v", passphrase=PASSPHRASE)
    for secret in ({"passphrase": "another sentence"}, {"recovery_code": code}):
        unlock_vault(folder=tmp_path / "v", **secret).close()


def test_a_failed_beginning_leaves_room_for_the_next_try(tmp_path):
    for name, passphrase in (("", PASSPHRASE), (" \t", PASSPHRASE), ("x" * 300, PASSPHRASE), ("R", ""), ("R", "short")):
        with pytest.raises(UsageError):
            begin_vault(folder=tmp_path / "v", name=name, passphrase=passphrase, kdf=FAST_KDF)
    made, _code = begin_vault(folder=tmp_path / "v", name="Ru\ud800th\x00 A\u202e", passphrase=PASSPHRASE, kdf=FAST_KDF)
    made.close()


def test_a_second_vault_never_replaces_the_first(vault):
    vault.close()
    before = {path.name: path.read_bytes() for path in vault.folder.iterdir()}
    with pytest.raises(UsageError, match="already a vault"):
        begin_vault(folder=vault.folder, name="R", passphrase="x", kdf=FAST_KDF)
    (vault.folder / "vault.db").rename(vault.folder / "elsewhere.db")
    with pytest.raises(UsageError, match="already a vault"):
        begin_vault(folder=vault.folder, name="R", passphrase="x", kdf=FAST_KDF)
    (vault.folder / "elsewhere.db").rename(vault.folder / "vault.db")
    assert {path.name: path.read_bytes() for path in vault.folder.iterdir()} == before


def test_places_where_no_vault_can_be(tmp_path):
    file = tmp_path / "a file"
    file.write_text("x")
    for folder in (file, file / "below", tmp_path / ("n" * 300)):
        with pytest.raises(EnvironmentFault):
            begin_vault(folder=folder, name="R", passphrase=PASSPHRASE, kdf=FAST_KDF)
        with pytest.raises(NotFound):
            unlock_vault(folder=folder, passphrase=PASSPHRASE)


@pytest.mark.parametrize("name", ["vault.db", "vault.keys"])
def test_a_folder_in_the_place_of_a_file(vault, name):
    vault.close()
    (vault.folder / name).unlink()
    (vault.folder / name).mkdir()
    with pytest.raises(VaultUnusable, match=name):
        unlock_vault(folder=vault.folder, passphrase=PASSPHRASE)


def test_an_enormous_key_file_is_not_read(vault):
    vault.close()
    with (vault.folder / "vault.keys").open("r+b") as file:
        file.truncate(3 * 1024**3)
    with pytest.raises(VaultUnusable, match=r"vault\.keys"):
        unlock_vault(folder=vault.folder, passphrase=PASSPHRASE)


def test_a_vault_deleted_underneath_says_so_instead_of_saving_nowhere(vault):
    person_id = somebody(vault)
    (vault.folder / "vault.db").rename(vault.folder / "moved.db")
    with pytest.raises(EnvironmentFault, match="moved or deleted"):
        jot(vault, person_id)
    (vault.folder / "moved.db").rename(vault.folder / "vault.db")
    jot(vault, person_id)


def test_a_vault_replaced_underneath_says_so_too(vault, tmp_path):
    """A restored or synced copy put in place while open: writing on would go to the file nobody sees."""
    person_id = somebody(vault)
    copy = (vault.folder / "vault.db").read_bytes()
    (vault.folder / "vault.db").unlink()
    (vault.folder / "vault.db").write_bytes(copy)
    with pytest.raises(EnvironmentFault, match="moved or deleted"):
        jot(vault, person_id)


def test_a_closed_vault_cannot_be_used(vault):
    vault.close()
    with pytest.raises(VaultUnusable):
        vault.reader()


def test_a_reader_cannot_write(vault):
    from reviewapp.vault.driver import OperationalError

    reader = vault.reader()
    try:
        with pytest.raises(OperationalError, match="readonly"):
            reader.execute("INSERT INTO journal VALUES ('a', '{}', 'b')")
    finally:
        reader.close()


def test_key_file_is_what_the_documents_say(vault):
    body = json.loads((vault.folder / "vault.keys").read_text())
    assert body["format"] == "vault-keys" and body["version"] == 1
    assert [slot["kind"] for slot in body["slots"]] == ["passphrase", "recovery"]
    assert body["slots"][0]["kdf"]["name"] == "argon2id"

"""What is erased in the vault, or put under a new key, is so in its backups as well."""

from __future__ import annotations

import shutil

import pytest

from reviewapp.keys import slots
from reviewapp.vault import backup, backup_check, backup_file, backup_state
from reviewapp.vault.backup_place import working_folder
from reviewapp.vault.backup_rewrite import rewrite_backups
from reviewapp.vault.connection import open_vault
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import dump, jot, somebody
from tests.helpers.backups import flip, made, members, restored

MARK = "Xylophonquartett"


def erase_marked(connection):
    connection.execute("INSERT INTO erasing (id) VALUES (1)")
    connection.execute("UPDATE revision SET erased = 1, body = '' WHERE body LIKE ?", (f"%{MARK}%",))
    connection.execute("DELETE FROM observation_fts WHERE body MATCH ?", (MARK,))
    connection.execute("DELETE FROM erasing")


def plain_bytes(path, tmp_path, key):
    """The whole database in clear, free pages included."""
    copy = tmp_path / "clear.db"
    copy.unlink(missing_ok=True)
    (tmp_path / "sealed.db").write_bytes(members(path)["vault.db"])
    with backup_check.opened(tmp_path / "sealed.db", key) as connection:
        connection.execute("ATTACH ? AS clear KEY ''", (str(copy),))
        connection.execute("SELECT sqlcipher_export('clear')")
    return copy.read_bytes()


@pytest.fixture
def three(vault, clock):
    """A vault with one marked note in it, backed up on three days."""
    person_id = somebody(vault)
    jot(vault, person_id, text=f"Saw {MARK}. " * 30)
    jot(vault, person_id, text="Another note.")
    for _day in range(3):
        made(vault)
        clock.forward(days=1)
    return vault, backup.listed(vault.folder)


def test_the_change_reaches_every_backup_and_leaves_no_trace_in_them(three, tmp_path):
    vault, before = three
    assert MARK.encode() in plain_bytes(before[0].path, tmp_path, vault.data_key)
    answers = list(rewrite_backups(vault, erase_marked))
    assert [(one.path, one.problem) for one in answers] == [(one.path, None) for one in before]
    for old, new in zip(before, backup.listed(vault.folder), strict=True):
        assert (old.path, old.moment, old.manifest.reason) == (new.path, new.moment, new.manifest.reason)
        assert new.manifest.rewritten == vault.now and not old.manifest.rewritten
        assert MARK.encode() not in plain_bytes(new.path, tmp_path, vault.data_key)
        backup.carried_out(backup.check(new, vault.data_key, tmp_path))
    assert not [path for path in (vault.folder / "backups").iterdir() if path.suffix != ".vaultbackup"]


def test_a_rewritten_backup_restores(three, clock):
    vault, before = three
    list(rewrite_backups(vault, erase_marked))
    vault.close()
    restored(vault.folder, before[-1].path, clock(), passphrase=PASSPHRASE)
    with open_vault(vault.folder, PASSPHRASE, clock=clock) as again:
        bodies = [row[0] for row in again.connection.execute("SELECT body FROM revision ORDER BY id")]
    assert bodies == ["", "Another note."]


def test_a_new_key_takes_the_backups_along(three, clock, tmp_path):
    """As "my passphrase leaked" does it: the vault under a new key first, then the backups."""
    vault, before = three
    old_key = vault.data_key
    expected = dump(vault)
    key_file = slots.KeyFile.from_bytes((vault.folder / "vault.keys").read_bytes())
    new_key = bytes(range(32))
    new_keys = slots.with_new_passphrase(key_file, new_key, "after the leak", FAST_KDF).to_bytes()
    vault.connection.execute(f"PRAGMA rekey = \"x'{new_key.hex()}'\"")
    vault.close()
    (vault.folder / "vault.keys").write_bytes(new_keys)
    with open_vault(vault.folder, "after the leak", clock=clock) as again:
        answers = list(rewrite_backups(again, lambda _connection: None, old_keys=(old_key,)))
        assert [one.problem for one in answers] == [None] * 3
        for one in before:
            assert members(one.path)["vault.keys"] == new_keys
            (tmp_path / "one.db").write_bytes(members(one.path)["vault.db"])
            assert not backup_check.opens(tmp_path / "one.db", old_key)
    shutil.rmtree(tmp_path / "new", ignore_errors=True)
    restored(tmp_path / "new", before[0].path, clock(), passphrase="after the leak")
    with open_vault(tmp_path / "new", "after the leak", clock=clock) as there:
        assert dump(there) == expected


def test_what_cannot_be_reached_or_read_is_named_and_left(three, tmp_path):
    vault, before = three
    usb = tmp_path / "usb"
    usb.mkdir()
    backup.use_folder(vault.folder, usb)
    made(vault)
    backup.use_folder(vault.folder, None)
    usb.rename(tmp_path / "unplugged")
    flip(before[1].path, before[1].path.stat().st_size // 2)
    cut = vault.folder / "backups" / "cut.vaultbackup"
    cut.write_bytes(before[0].path.read_bytes()[:1000])
    broken = before[1].path.read_bytes()
    answers = {one.path: one.problem for one in rewrite_backups(vault, erase_marked)}
    assert answers[before[0].path] is None and answers[before[2].path] is None
    assert "damaged" in str(answers[before[1].path]) and "damaged" in str(answers[cut])
    assert "is not there now" in str(answers[usb])
    assert before[1].path.read_bytes() == broken


def test_one_sealed_with_an_unknown_key_is_named(three):
    vault, before = three
    key_file = (vault.folder / "vault.keys").read_bytes()
    one = before[0]
    with working_folder(one.path.parent, "test") as place:
        backup.carried_out(backup_file.read_members(one, place))
        with backup_check.opened(place / "vault.db", vault.data_key) as connection:
            connection.execute(f"PRAGMA rekey = \"x'{bytes(32).hex()}'\"")
        backup.carried_out(backup.put_together(place, one.manifest, key_file, one.path))
    problems = {answer.path: answer.problem for answer in rewrite_backups(vault, erase_marked)}
    assert "does not open with the key" in str(problems[one.path])
    assert problems[before[1].path] is None


def test_stopping_between_two_leaves_whole_files(three):
    vault, _before = three
    work = rewrite_backups(vault, erase_marked)
    next(work)
    work.close()
    for one in backup.listed(vault.folder):
        backup.carried_out(backup_file.read_members(one))
    assert [bool(one.manifest.rewritten) for one in backup.listed(vault.folder)] == [True, False, False]


def test_a_change_that_fails_leaves_the_backup_as_it_was(three):
    vault, before = three
    data = before[0].path.read_bytes()

    def fails(_connection):
        raise ValueError("ours")

    with pytest.raises(ValueError, match="ours"):
        list(rewrite_backups(vault, fails))
    assert before[0].path.read_bytes() == data
    assert len(list((vault.folder / "backups").iterdir())) == 3


def test_copies_outside_and_files_put_aside_are_for_the_caller_to_name(vault, tmp_path, clock):
    from reviewapp.vault import swap

    jot(vault, somebody(vault))
    made(vault, to=tmp_path / "given.vaultbackup")
    made(vault)
    vault.close()
    flip(vault.folder / "vault.db", 0)
    restored(vault.folder, backup.listed(vault.folder)[0].path, clock(), passphrase=PASSPHRASE)
    assert backup_state.load(vault.folder).elsewhere == (str(tmp_path / "given.vaultbackup"),)
    assert [path.name for path in swap.set_aside(vault.folder)] != []

"""Copies that an erasure or a new key does not reach: named, tried again, ended by one act; damaged ones go whole."""

from __future__ import annotations

import shutil

import pytest

from reviewapp.actions import keys
from reviewapp.actions.backups import back_up, backup_state_of, backups_for, keep_backups_in
from reviewapp.actions.doctor import examine
from reviewapp.actions.erase_words import preview_lines, receipt_lines
from reviewapp.actions.erasing import delete_for_good, erase_person, erase_preview, erasures_unfinished, receipts
from reviewapp.actions.queries import all_people
from reviewapp.actions.unreached import reach_again, throw_away, unreached, unreached_words
from reviewapp.actions.vaults import unlock_vault
from reviewapp.domain.errors import EnvironmentFault, NotFound, UsageError
from reviewapp.keys import renewal
from reviewapp.vault import backup_check, info, key_changes, swap
from reviewapp.vault.key_file import read_key_file, write_key_file
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import jot, somebody
from tests.helpers.backups import flip, made, members, restored
from tests.helpers.raw_pages import clear_bytes

NAME = "Zyxomark Qwoplinski"
NEW = "quite another sentence"


@pytest.fixture
def written(vault):
    """Somebody with a note, and one backup of it; answers their id."""
    them = somebody(vault, NAME)
    jot(vault, them, text="Zyxomark read the second page.")
    made(vault)
    return them


def damaged_and_restored(vault, clock):
    """The vault again after its file was damaged; what was there is set aside."""
    vault.close()
    flip(vault.folder / "vault.db", 0)
    restored(vault.folder, backups_for(vault.folder)[0].path, clock(), passphrase=PASSPHRASE)
    again = unlock_vault(folder=vault.folder, passphrase=PASSPHRASE, clock=clock)
    assert {path.name.split(".damaged")[0] for path in swap.set_aside(vault.folder)} >= {"vault.db", "vault.keys"}
    return again


def finding(vault, name):
    return next(one for one in examine(vault) if one.name == name)


def test_files_a_restore_set_aside_are_named_before_and_go_with_the_person(vault, written, clock):
    with damaged_and_restored(vault, clock) as again:
        aside = swap.set_aside(again.folder)
        said = "\n".join(preview_lines(erase_preview(again, person_id=written)))
        assert all(str(path) in said for path in aside) and "deleted" in said
        erase_person(again, person_id=written)
        assert swap.set_aside(again.folder) == [] and unreached(again) == () and not erasures_unfinished(again)
        receipt = receipts(again)[0]
        assert "set_aside" in receipt.went
        assert "a restore had set aside" in "\n".join(receipt_lines(receipt)) and NAME not in str(receipt)


def test_a_single_record_does_not_take_a_damaged_vault_along(vault, written, clock):
    """A jot that expires by itself must not delete what may hold the last words of others."""
    with damaged_and_restored(vault, clock) as again:
        delete_for_good(again, observation_ids=[1])
        assert swap.set_aside(again.folder) != []


def test_a_set_aside_file_that_cannot_be_deleted_keeps_the_erasure_open_and_is_named(vault, written, clock):
    with damaged_and_restored(vault, clock) as again:
        one = swap.set_aside(again.folder)[0]
        one.unlink()
        (one / "inside").mkdir(parents=True)  # what cannot be unlinked, for root as well
        erase_person(again, person_id=written)
        assert [left.path for left in unreached(again)] == [one] and erasures_unfinished(again)
        with pytest.raises(EnvironmentFault, match="cannot be deleted"):
            throw_away(again, path=one)
        shutil.rmtree(one)
        reach_again(again)
        assert unreached(again) == () and not erasures_unfinished(again)


def test_a_backup_that_was_away_when_somebody_was_erased_does_not_bring_them_back(vault, written, clock, tmp_path):
    usb = tmp_path / "usb"
    usb.mkdir()
    keep_backups_in(vault, folder=usb)
    path, other = made(vault).path, made(vault).path
    keep_backups_in(vault, folder=None)
    usb.rename(tmp_path / "unplugged")
    erase_person(vault, person_id=written)
    assert erasures_unfinished(vault)
    vault.close()
    (tmp_path / "unplugged").rename(usb)
    restored(vault.folder, path, clock(), passphrase=PASSPHRASE)
    with unlock_vault(folder=vault.folder, passphrase=PASSPHRASE, clock=clock) as again:
        assert NAME not in {one.name for one in all_people(again)}
        reach_again(again)
        assert unreached(again) == () and not erasures_unfinished(again)
        (tmp_path / "other.db").write_bytes(members(other)["vault.db"])
        assert b"Zyxomark" not in clear_bytes(tmp_path / "other.db", again.data_key)
        assert b"Zyxomark" not in clear_bytes(again.folder / "vault.db", again.data_key)


def test_copies_written_elsewhere_are_named_before_and_on_the_receipt_without_the_name(vault, written, tmp_path):
    usb = tmp_path / "usb"
    usb.mkdir()
    for place in (tmp_path / "given.vaultbackup", tmp_path / "gone.vaultbackup", usb / "for Qwoplinski.vaultbackup"):
        back_up(vault, to=place)
    (tmp_path / "gone.vaultbackup").unlink()
    usb.rename(tmp_path / "unplugged")
    said = "\n".join(preview_lines(erase_preview(vault, person_id=written)))
    assert "given.vaultbackup" in said and "for Qwoplinski" in said and "gone.vaultbackup" not in said
    before = (tmp_path / "given.vaultbackup").read_bytes()
    erase_person(vault, person_id=written)
    assert (tmp_path / "given.vaultbackup").read_bytes() == before, "the writer chose it: it is theirs to delete"
    lines = "\n".join(receipt_lines(receipts(vault)[0]))
    assert "Copy of the vault, not changed by this" in lines and "given.vaultbackup" in lines
    assert "Qwoplinski" not in lines and "[erased].vaultbackup" in lines


def spoilt(vault):
    """A second backup, broken in the middle for ever."""
    vault.clock.forward(minutes=1)
    path = made(vault).path
    flip(path, path.stat().st_size // 2)
    return path


def test_an_unreadable_backup_is_named_and_thrown_away_by_one_act_which_ends_the_erasure(vault, written, clock):
    path = spoilt(vault)
    erase_person(vault, person_id=written)
    [one] = unreached(vault)
    assert (one.path, one.is_folder, one.erasure, one.new_key) == (path, False, True, False)
    assert "may hold what was erased" in unreached_words(one) and "damaged" in one.problem
    assert "erasure is not finished" in backup_state_of(vault).unreached
    assert not finding(vault, "copies").ok and str(path) in finding(vault, "copies").sentence
    vault.close()
    with unlock_vault(folder=vault.folder, passphrase=PASSPHRASE, clock=clock) as again:
        assert [left.path for left in unreached(again)] == [path], "named again at every opening"
        with pytest.raises(NotFound):
            throw_away(again, path=again.folder / "vault.keys")
        throw_away(again, path=path)
        assert not path.exists() and unreached(again) == () and not erasures_unfinished(again)
        assert finding(again, "copies").ok and backup_state_of(again).unreached == ""
        assert len(backups_for(again.folder)) == 1, "the readable one stays"


def test_a_backup_folder_that_is_gone_for_good_can_be_forgotten(vault, written, tmp_path):
    usb = tmp_path / "usb"
    usb.mkdir()
    keep_backups_in(vault, folder=usb)
    made(vault)
    shutil.rmtree(usb)
    erase_person(vault, person_id=written)
    [one] = unreached(vault)
    assert one.path == usb and one.is_folder
    with pytest.raises(UsageError, match="go to this folder now"):
        throw_away(vault, path=usb)
    keep_backups_in(vault, folder=None)
    throw_away(vault, path=usb)
    assert unreached(vault) == () and not erasures_unfinished(vault)


def cut_off_after_the_key(vault):
    """A change of the data key, killed when the vault was encrypted anew and no backup was yet; the old key."""
    new_key, fresh, old_key = b"\x07" * 32, keys.new_recovery_code(), vault.data_key
    both = renewal.begin(read_key_file(vault.folder), old_key, new_key, passphrase=NEW, code=fresh, kdf=FAST_KDF)
    write_key_file(vault.folder, both)
    key_changes._finish(vault, both, (old_key, new_key))
    vault.close()
    return old_key


def opens_with(path, key, tmp_path) -> bool:
    (tmp_path / "one.db").write_bytes(members(path)["vault.db"])
    return backup_check.opens(tmp_path / "one.db", key)


def test_backups_left_under_the_old_key_are_brought_along_at_the_next_opening(vault, written, clock, tmp_path):
    path = backups_for(vault.folder)[0].path
    old_key = cut_off_after_the_key(vault)
    assert opens_with(path, old_key, tmp_path)
    with unlock_vault(folder=vault.folder, passphrase=NEW, clock=clock) as again:
        assert not opens_with(path, old_key, tmp_path) and opens_with(path, again.data_key, tmp_path)
        assert members(path)["vault.keys"] == (again.folder / "vault.keys").read_bytes()
        assert info.earlier_keys(again.connection) == () and unreached(again) == ()
        assert finding(again, "copies").ok


def test_a_backup_the_new_key_cannot_reach_is_said_and_done_when_it_can(vault, written, clock, tmp_path):
    usb = tmp_path / "usb"
    usb.mkdir()
    keep_backups_in(vault, folder=usb)
    path, old_key = made(vault).path, vault.data_key
    keep_backups_in(vault, folder=None)
    usb.rename(tmp_path / "unplugged")
    missed = keys.renew_data_key(vault, proof=PASSPHRASE, passphrase=NEW, code=keys.new_recovery_code(), kdf=FAST_KDF)
    assert missed == ("usb",)
    [one] = unreached(vault)
    assert (one.path, one.new_key, one.erasure) == (usb, True, False)
    assert "opens with the passphrase of before" in finding(vault, "copies").sentence
    assert "still opens with the passphrase of before" in backup_state_of(vault).unreached
    vault.close()
    with unlock_vault(folder=vault.folder, passphrase=NEW, clock=clock) as again:
        assert unreached(again), "said again at every opening"
        (tmp_path / "unplugged").rename(usb)
        assert opens_with(path, old_key, tmp_path)
        erase_person(again, person_id=written)
        assert not erasures_unfinished(again), "an erasure reads a backup under the earlier key as well"
        reach_again(again)
        assert unreached(again) == () and info.earlier_keys(again.connection) == ()
        assert not opens_with(path, old_key, tmp_path)


def test_what_is_under_the_present_key_is_not_written_again(vault, written, clock):
    path = backups_for(vault.folder)[0].path
    before = path.read_bytes()
    info.keep_earlier_key(vault.connection, b"\x09" * 32)
    reach_again(vault)
    assert path.read_bytes() == before and info.earlier_keys(vault.connection) == ()


def test_the_earlier_key_lies_nowhere_in_clear(vault, written):
    old = vault.data_key
    cut_off_after_the_key(vault)
    for path in vault.folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert old not in data and old.hex().encode() not in data, path.name

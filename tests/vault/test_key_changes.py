"""What opens a vault can be changed, and what was replaced opens it no longer."""

from __future__ import annotations

import shutil
import sys
from contextlib import nullcontext

import pytest

from reviewapp.actions import keys
from reviewapp.actions.backups import back_up, restore_backup
from reviewapp.actions.queries import notes
from reviewapp.actions.vaults import begin_vault, unlock_vault
from reviewapp.domain.errors import EnvironmentFault, UsageError, VaultLocked
from reviewapp.keys import slots
from reviewapp.vault import doctor
from reviewapp.vault.encrypted import connect
from reviewapp.vault.key_file import read_key_file, write_key_file
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers import rekey_kill
from tests.helpers.acts import jot, somebody

NEW = "quite another sentence"


@pytest.fixture
def made(tmp_path):
    """An open vault with one note, and its recovery code."""
    vault, code = begin_vault(folder=tmp_path / "v", name="Ruth Ansell", passphrase=PASSPHRASE, kdf=FAST_KDF)
    jot(vault, somebody(vault), text="Read the second page against the source.")
    yield vault, code
    vault.close()


def opens(folder, *, passphrase=None, code=None) -> bool:
    try:
        with unlock_vault(folder=folder, passphrase=passphrase, recovery_code=code) as vault:
            assert [item.behaviour for item in notes(vault)] == ["Read the second page against the source."]
            assert doctor.integrity(vault) == []
    except VaultLocked:
        return False
    return True


@pytest.mark.parametrize("with_code", [False, True])
def test_the_passphrase_is_changed_by_who_knows_it_or_the_code(made, with_code):
    vault, code = made
    keys.change_passphrase(vault, proof=code.lower() if with_code else PASSPHRASE, passphrase=NEW, kdf=FAST_KDF)
    vault.close()
    assert opens(vault.folder, passphrase=NEW) and opens(vault.folder, code=code)
    assert not opens(vault.folder, passphrase=PASSPHRASE)
    assert not list(vault.folder.glob("vault.keys?*")), "an earlier key file would still open with the old passphrase"


def test_an_unlocked_screen_alone_changes_nothing(made):
    vault, _code = made
    before = (vault.folder / "vault.keys").read_bytes()
    fresh = keys.new_recovery_code()
    acts = (
        lambda proof: keys.change_passphrase(vault, proof=proof, passphrase=NEW),
        lambda proof: keys.replace_recovery_code(vault, proof=proof, code=fresh),
        lambda proof: keys.renew_data_key(vault, proof=proof, passphrase=NEW, code=fresh),
        lambda proof: keys.use_keyring(vault, proof=proof),
        lambda proof: keys.prove(vault, proof=proof),
    )
    for act in acts:
        for wrong in ("", "wrong", fresh, PASSPHRASE + " "):
            with pytest.raises(VaultLocked, match="neither the passphrase nor"):
                act(wrong)
    for short in ("", "short", "1234567"):
        with pytest.raises(UsageError):
            keys.change_passphrase(vault, proof=PASSPHRASE, passphrase=short)
        with pytest.raises(UsageError):
            keys.renew_data_key(vault, proof=PASSPHRASE, passphrase=short, code=fresh)
    assert (vault.folder / "vault.keys").read_bytes() == before


def test_a_new_recovery_code_opens_nothing_before_it_is_put_in_force(made):
    vault, old = made
    fresh = keys.new_recovery_code()
    vault.close()
    assert not opens(vault.folder, code=fresh) and opens(vault.folder, code=old)
    with unlock_vault(folder=vault.folder, passphrase=PASSPHRASE) as again:
        keys.replace_recovery_code(again, proof=PASSPHRASE, code=fresh)
    assert opens(vault.folder, code=fresh) and opens(vault.folder, passphrase=PASSPHRASE)
    assert not opens(vault.folder, code=old)


def test_a_new_data_key_shuts_everything_old_out(made, tmp_path):
    vault, old_code = made
    copy = tmp_path / "old copy"
    vault.fold_log()
    shutil.copytree(vault.folder, copy)
    old_keys, old_key = read_key_file(vault.folder), vault.data_key
    made_before = back_up(vault)
    assert made_before is not None
    fresh = keys.new_recovery_code()
    assert keys.renew_data_key(vault, proof=PASSPHRASE, passphrase=NEW, code=fresh, kdf=FAST_KDF) == ()
    assert vault.data_key != old_key
    for secret, works in ((PASSPHRASE, False), (old_code, False), (NEW, True), (fresh, True)):
        how = {"recovery_code": secret} if secret in (old_code, fresh) else {"passphrase": secret}
        with nullcontext() if works else pytest.raises(VaultLocked):
            restore_backup(folder=tmp_path / f"from {len(secret)} {works}", path=made_before.path, **how)
    jot(vault, 2, text="Written after it.")
    assert doctor.integrity(vault) == []
    reader = vault.reader()
    assert reader.execute("SELECT count(*) FROM observation").fetchone()[0] == 2
    reader.close()
    vault.close()
    state = keys.key_state(vault.folder)
    assert state.kinds == ("passphrase", "recovery") and not state.is_changing
    with unlock_vault(folder=vault.folder, passphrase=NEW) as again:
        assert len(notes(again)) == 2
    with unlock_vault(folder=vault.folder, recovery_code=fresh) as again:
        assert len(notes(again)) == 2
    for secret in ({"passphrase": PASSPHRASE}, {"recovery_code": old_code}):
        with pytest.raises(VaultLocked):
            unlock_vault(folder=vault.folder, **secret)
    # Not even the key file of before: the data key behind it opens nothing any more.
    assert slots.unlock(old_keys, PASSPHRASE) == old_key
    with pytest.raises(Exception, match="damaged"):
        connect(vault.folder / "vault.db", old_key)
    assert opens(copy, passphrase=PASSPHRASE), "an old copy elsewhere opens as before: the screens say so"


def test_a_vault_that_cannot_be_encrypted_anew_stays_as_it_was(made):
    """SQLCipher's connection is unusable after a rekey that failed; going on with it would destroy the vault."""
    vault, code = made
    other = vault.reader()
    other.execute("PRAGMA query_only = OFF")
    other.execute("BEGIN IMMEDIATE")  # another program in the middle of writing
    with pytest.raises(EnvironmentFault, match="everything is as it was"):
        vault.encrypt_anew(b"\x07" * 32)
    with pytest.raises(EnvironmentFault, match="Another program"):
        keys.renew_data_key(vault, proof=PASSPHRASE, passphrase=NEW, code=keys.new_recovery_code(), kdf=FAST_KDF)
    other.rollback()
    other.close()
    jot(vault, 2, text="Written after it.")
    assert doctor.integrity(vault) == []
    vault.close()
    assert not keys.key_state(vault.folder).is_changing
    for secret in ({"passphrase": PASSPHRASE}, {"recovery_code": code}):
        with unlock_vault(folder=vault.folder, **secret) as again:
            assert len(notes(again)) == 2 and doctor.integrity(again) == []
    with pytest.raises(VaultLocked):
        unlock_vault(folder=vault.folder, passphrase=NEW)


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal")
def test_a_new_data_key_is_safe_under_kill_9(tmp_path):
    """The long run is ``tests/benchmarks/rekey_kill.py``."""
    tally = rekey_kill.rounds(tmp_path / "vault", 5, seed=20261121, megabytes=4)
    assert tally.faults == []
    assert sum(tally.moments.values()) == 5 and tally.moments["under way"] > 0


def test_a_cut_off_change_opens_with_either_passphrase_and_is_then_finished(made, tmp_path):
    vault, old_code = made
    fresh = keys.new_recovery_code()
    new_key = b"\x07" * 32
    from reviewapp.keys import renewal

    both = renewal.begin(
        read_key_file(vault.folder), vault.data_key, new_key, passphrase=NEW, code=fresh, kdf=FAST_KDF
    )
    write_key_file(vault.folder, both)
    vault.close()
    assert keys.key_state(vault.folder).is_changing
    for number, secret in enumerate(
        ({"passphrase": PASSPHRASE}, {"passphrase": NEW}, {"code": old_code}, {"code": fresh})
    ):
        copy = tmp_path / f"copy {number}"
        shutil.copytree(vault.folder, copy)
        assert opens(copy, **secret), secret
        assert not keys.key_state(copy).is_changing
        assert opens(copy, passphrase=NEW) and opens(copy, code=fresh)
        assert not opens(copy, passphrase=PASSPHRASE) and not opens(copy, code=old_code)

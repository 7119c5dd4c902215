"""The system's keyring as one more way in: through keyring's own plug-in interface, and with every way of failing."""

from __future__ import annotations

import base64
import subprocess
import sys
from pathlib import Path

import pytest

from reviewapp.actions import keys
from reviewapp.actions.vaults import unlock_vault
from reviewapp.domain.errors import EnvironmentFault, VaultLocked
from reviewapp.keys import keyring_store
from tests.conftest import PASSPHRASE

# As the program loads it: without what opens connections, which other tests of this process look for.
keyring = keyring_store.library()

from keyring.backend import KeyringBackend  # noqa: E402
from keyring.backends.fail import Keyring as NoKeyring  # noqa: E402
from keyring.backends.null import Keyring as Forgetful  # noqa: E402
from keyring.errors import KeyringLocked, PasswordDeleteError  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]


class DeskKeyring(KeyringBackend):
    """A keyring of this process, as a desktop's would be: it keeps what it is given until it is told to forget."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        if (service, username) not in self.kept:
            raise PasswordDeleteError("nothing there")
        del self.kept[service, username]


class LockedKeyring(DeskKeyring):
    """A desktop whose user pressed Cancel when asked to unlock the keyring."""

    def set_password(self, service, username, password):
        raise KeyringLocked("cancelled")

    get_password = delete_password = lambda self, *_arguments: (_ for _ in ()).throw(KeyringLocked("cancelled"))


class PlainFile(DeskKeyring):
    """keyring's authors give such backends less than 1: what they keep lies open."""

    priority = 0.5


@pytest.fixture(autouse=True)
def _the_keyring_of_before():
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


@pytest.fixture
def desk():
    backend = DeskKeyring()
    keyring.set_keyring(backend)
    return backend


def test_it_opens_the_vault_and_the_passphrase_still_does(desk, vault):
    keys.use_keyring(vault, proof=PASSPHRASE)
    folder, data_key = vault.folder, vault.data_key
    assert keys.keyring_opens(folder)
    vault.close()
    keys.unlock_with_keyring(folder=folder).close()
    unlock_vault(folder=folder, passphrase=PASSPHRASE).close()
    ((service, _vault_id), kept), = desk.kept.items()
    assert service == "ReviewApp" and len(base64.b64decode(kept)) == 32
    for secret in (data_key, PASSPHRASE.encode()):
        for form in (secret, base64.b64encode(secret), secret.hex().encode()):
            assert form not in kept.encode() and form != base64.b64decode(kept)
    assert kept.encode() not in (folder / "vault.keys").read_bytes()


def test_switched_off_it_opens_nothing_even_with_the_old_secret(desk, vault):
    keys.use_keyring(vault, proof=PASSPHRASE)
    ((_place, kept),) = desk.kept.items()
    assert keys.leave_keyring(vault) == ""
    assert desk.kept == {} and not keys.keyring_opens(vault.folder)
    desk.kept[_place] = kept
    vault.close()
    with pytest.raises(VaultLocked, match="keyring"):
        keys.unlock_with_keyring(folder=vault.folder)
    unlock_vault(folder=vault.folder, passphrase=PASSPHRASE).close()


def test_a_lost_or_foreign_secret_is_a_calm_sentence(desk, vault):
    keys.use_keyring(vault, proof=PASSPHRASE)
    vault.close()
    (place,) = desk.kept
    for instead in (None, "", "not base64 ¤", base64.b64encode(b"x" * 32).decode(), "AAAA"):
        desk.kept[place] = instead
        with pytest.raises(VaultLocked, match="keyring") as refused:
            keys.unlock_with_keyring(folder=vault.folder)
        assert "passphrase" in refused.value.next_step
    unlock_vault(folder=vault.folder, passphrase=PASSPHRASE).close()


@pytest.mark.parametrize("backend", [NoKeyring, Forgetful, LockedKeyring, PlainFile])
def test_a_computer_without_a_proper_keyring_changes_nothing(vault, backend):
    keyring.set_keyring(backend())
    before = (vault.folder / "vault.keys").read_bytes()
    with pytest.raises(EnvironmentFault) as refused:
        keys.use_keyring(vault, proof=PASSPHRASE)
    assert refused.value.sentence.endswith(".") and "passphrase" in refused.value.next_step
    assert (vault.folder / "vault.keys").read_bytes() == before


def test_a_keyring_that_went_away_is_said_and_the_slot_is_gone(desk, vault):
    keys.use_keyring(vault, proof=PASSPHRASE)
    keyring.set_keyring(LockedKeyring())
    assert "keyring" in keys.leave_keyring(vault)
    assert not keys.keyring_opens(vault.folder)


def test_without_the_library_it_is_a_sentence(vault, monkeypatch):
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(EnvironmentFault, match="not installed"):
        keys.use_keyring(vault, proof=PASSPHRASE)
    with pytest.raises(EnvironmentFault, match="not installed"):
        keyring_store.secret_of("x")


def test_asking_the_keyring_loads_nothing_that_opens_connections():
    script = (
        "import sys; sys.path[:0] = sys.argv[1:]; from reviewapp.offline import network_parts;"
        "from reviewapp.keys import keyring_store; library = keyring_store.library(); library.get_keyring();"
        "print(network_parts(), 'urllib.request' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(ROOT), *sys.path], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[] False"


def test_a_new_data_key_leaves_the_keyring(desk, vault):
    """Whoever has the old secret must not get in; it can be switched on again."""
    keys.use_keyring(vault, proof=PASSPHRASE)
    keys.renew_data_key(vault, proof=PASSPHRASE, passphrase="quite another one", code=keys.new_recovery_code())
    assert not keys.keyring_opens(vault.folder)
    vault.close()
    with pytest.raises(VaultLocked):
        keys.unlock_with_keyring(folder=vault.folder)

"""Looking at the folder of a vault on a real disk, and what is said of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reviewapp.actions.doctor import examine
from reviewapp.actions.vault_place import place_warning
from reviewapp.actions.vaults import begin_vault
from reviewapp.domain.vault_place import UnsafePlace
from reviewapp.vault.place import file_system_of, look
from tests.conftest import FAST_KDF, PASSPHRASE

MOUNTS = [
    r"22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
    r"30 22 0:40 / /mnt/team\040drive rw - cifs //server/team rw",
    r"31 22 0:41 / /home/ruth/far rw - fuse.sshfs ruth@far: rw",
    r"32 31 0:42 / /home/ruth/far rw - ext4 /dev/sdb1 rw",
    "nonsense",
]


@pytest.mark.parametrize(
    ("folder", "system"),
    [("/home/ruth/x", "ext4"), ("/mnt/team drive/x", "cifs"), ("/mnt/team drive", "cifs"), ("/mnt/team", "ext4"),
     ("/home/ruth/far/x", "ext4"), ("/home/ruth/farther", "ext4")],
)  # fmt: skip
def test_the_nearest_mount_decides(folder, system):
    assert file_system_of(folder, MOUNTS) == system


@pytest.mark.skipif(sys.platform != "linux", reason="mountinfo is Linux's")
def test_the_mounts_of_this_computer_are_read():
    # Not "/": seen from a changed root it may be no mount.
    assert file_system_of("/proc/self", Path("/proc/self/mountinfo").read_text().splitlines()) == "proc"


def test_a_mark_above_the_folder_and_a_link_into_it_are_found(tmp_path):
    synced = tmp_path / "shared"
    (synced / ".stfolder").mkdir(parents=True)
    assert look(synced / "deep" / "vault") == UnsafePlace("synced", "Syncthing")
    (tmp_path / "innocent").symlink_to(synced)
    assert look(tmp_path / "innocent" / "vault") == UnsafePlace("synced", "Syncthing")
    assert look(tmp_path / "vault") is None
    (tmp_path / ".dropbox").mkdir()
    assert look(tmp_path / "vault") is None, "the settings of Dropbox in a home folder are no mark"


def test_doctor_says_where_the_vault_lies_and_what_opens_it(tmp_path):
    (tmp_path / "Nextcloud").mkdir()
    for folder, fine in ((tmp_path / "here", True), (tmp_path / "Nextcloud" / "vault", False)):
        vault, _code = begin_vault(folder=folder, name="Ruth", passphrase=PASSPHRASE, kdf=FAST_KDF)
        with vault:
            found = {finding.name: finding for finding in examine(vault)}
        assert found["place"].ok == fine
        assert found["keys"].ok and "passphrase, recovery code" in found["keys"].sentence
        assert "8 MiB" in found["keys"].sentence
    assert "Nextcloud" in place_warning(tmp_path / "Nextcloud" / "vault") and "backups" in found["place"].sentence

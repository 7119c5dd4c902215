"""Where a vault must not live, by names, marks and file systems."""

from __future__ import annotations

import pytest

from reviewapp.domain.vault_place import PlaceFacts, UnsafePlace, unsafe_place


@pytest.mark.parametrize(
    ("path", "program"),
    [
        ("/home/ruth/Dropbox/reviews", "Dropbox"), ("/home/ruth/Dropbox (Ansell)/x", "Dropbox"),
        ("C:/Users/ruth/OneDrive - Ansell Ltd/x", "OneDrive"), ("/home/ruth/OneDrive", "OneDrive"),
        ("/home/ruth/Nextcloud/x", "Nextcloud"), ("/Volumes/Google Drive/x", "Google Drive"), ("G:/My Drive/x", "Google Drive"),
        ("/Users/r/Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud"), ("C:/Users/r/iCloudDrive/x", "iCloud"),
        ("C:/Users/r/iCloud Drive/x", "iCloud"), ("/Users/r/Library/CloudStorage/OneDrive-Ansell/x", "OneDrive"),
        ("/Users/r/Library/CloudStorage/SomethingNew-r@example.org/x", "SomethingNew"), ("/home/r/MEGA/x", "MEGA"),
        ("/home/ruth/reviews", ""), ("/home/megan/box/x", ""), ("/home/r/dropboxes/x", ""), ("/home/r/my drivers/x", ""),
        ("/", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_name_of_a_folder_tells_the_sync_program(path, program):
    found = unsafe_place(PlaceFacts(path.split("/")))
    assert found == (UnsafePlace("synced", program) if program else None)


@pytest.mark.parametrize(
    ("system", "is_network"),
    [
        ("nfs4", True), ("nfs", True), ("cifs", True), ("smb3", True), ("9p", True), ("fuse.sshfs", True), ("fuse.rclone", True),
        ("fuse.gvfsd-fuse", True), ("remote", True), ("ext4", False), ("btrfs", False), ("overlay", False), ("tmpfs", False),
        ("fuseblk", False), ("fuse.gocryptfs", False), ("zfs", False), ("apfs", False), ("", False), ("9P", True),
    ],
)  # fmt: skip
def test_a_network_file_system_is_told_from_a_local_one(system, is_network):
    found = unsafe_place(PlaceFacts(("/", "srv", "reviews"), (), system))
    assert (found is not None and found.kind == "network") == is_network


def test_a_mark_of_a_sync_program_is_enough():
    assert unsafe_place(PlaceFacts(("/", "srv"), (".stfolder",))) == UnsafePlace("synced", "Syncthing")
    assert unsafe_place(PlaceFacts(("/", "srv"), (".stfolder",), "nfs")) == UnsafePlace("synced", "Syncthing")
    assert unsafe_place(PlaceFacts(("/", "srv"), ("notes.txt",))) is None

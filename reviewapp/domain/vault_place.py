"""Where a vault must not live: in a folder that another program copies while it is open, or on a network drive.

A sync program copies the database without its log and puts "conflicted copies" beside it; a network file system may
lie about locks and about what is on disk. The rule is pure: what is found on the disk is handed in (`vault.place`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

# Folder names as the sync programs choose them, in small letters; a name may go on after it ("OneDrive - Ansell Ltd").
_NAMES = (
    ("dropbox", "Dropbox"), ("onedrive", "OneDrive"), ("nextcloud", "Nextcloud"), ("owncloud", "ownCloud"),
    ("google drive", "Google Drive"), ("googledrive", "Google Drive"), ("my drive", "Google Drive"),
    ("icloud", "iCloud"), ("iclouddrive", "iCloud"), ("com~apple~clouddocs", "iCloud"), ("mobile documents", "iCloud"),
    ("pclouddrive", "pCloud"), ("pcloud drive", "pCloud"), ("proton drive", "Proton Drive"), ("seafile", "Seafile"),
    ("syncthing", "Syncthing"), ("mega", "MEGA"), ("box sync", "Box"), ("tresorit", "Tresorit"),
)  # fmt: skip
# These names mean a sync program only when nothing follows them: "boxes" or "megan" are ordinary folders.
_WHOLE = {"mega", "box", "seafile", "syncthing"}
# What the programs leave in a folder they look after.
MARKS = {
    ".stfolder": "Syncthing", ".dropbox": "Dropbox", ".dropbox.cache": "Dropbox", ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud", ".sync_journal.db": "Nextcloud", ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive", ".seafile-data": "Seafile", ".849c9593-d756-4e56-8d6e-42412f2a707b": "OneDrive",
    ".sync": "Resilio Sync",
}  # fmt: skip
# macOS keeps every provider below ~/Library/CloudStorage as "OneDrive-Ansell".
_MAC_PROVIDERS = "cloudstorage"
_NETWORK = {
    "nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "9p", "afs", "ncpfs", "ceph", "glusterfs", "lustre", "davfs",
    "davfs2", "afpfs", "webdav", "remote", "vboxsf", "prl_fs",
}  # fmt: skip
_NETWORK_FUSE = (
    "sshfs", "rclone", "gvfsd-fuse", "davfs", "glusterfs", "s3fs", "curlftpfs", "gcsfuse", "ceph", "onedriver",
    "google-drive-ocamlfuse", "vmhgfs-fuse", "smbnetfs", "kio-fuse",
)  # fmt: skip


@dataclass(frozen=True)
class PlaceFacts:
    """What was found: the folder's path in ``parts``, names of ``marks`` on the way up, the kind of file system."""

    parts: Sequence[str]
    marks: Collection[str] = ()
    file_system: str = ""


@dataclass(frozen=True)
class UnsafePlace:
    """Why a vault should not live there: ``kind`` is ``synced`` or ``network``, ``by`` names the program or system."""

    kind: str
    by: str


def unsafe_place(facts: PlaceFacts) -> UnsafePlace | None:
    """What is wrong with the place of a vault, or None. A sync program is named rather than the drive it lies on."""
    for mark in facts.marks:
        if mark.casefold() in MARKS:
            return UnsafePlace("synced", MARKS[mark.casefold()])
    above = ""
    for part in facts.parts:
        program = _program(part.casefold())
        if program or above == _MAC_PROVIDERS:
            return UnsafePlace("synced", program or part.partition("-")[0])
        above = part.casefold()
    system = facts.file_system.casefold()
    bare = system.removeprefix("fuse.")
    if system in _NETWORK or (system.startswith("fuse.") and bare in _NETWORK_FUSE):
        return UnsafePlace("network", bare)
    return None


def _program(name: str) -> str:
    for begins, program in _NAMES:
        if name == begins or (begins not in _WHOLE and name.startswith((f"{begins} ", f"{begins}-", f"{begins}("))):
            return program
    return ""

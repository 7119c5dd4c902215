"""Look at the folder of a vault: is it synced, or on a network drive? The rule itself is `domain.vault_place`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from reviewapp.domain.vault_place import MARKS, PlaceFacts, UnsafePlace, unsafe_place

_REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW


def look(folder: Path) -> UnsafePlace | None:
    """What is wrong with this place for a vault, or None. The folder need not exist yet; nothing is written."""
    real = Path(os.path.realpath(folder))
    return unsafe_place(PlaceFacts(real.parts, tuple(_marks(real)), _file_system(real)))


def _marks(folder: Path) -> set[str]:
    """Marks of sync programs in the folder and in every folder above it."""
    found: set[str] = set()
    for place in (folder, *folder.parents):
        for mark in MARKS:
            try:
                there = (place / mark).exists()
            except OSError:  # a folder above that may not be looked into
                continue
            # A home folder holds Dropbox's own settings under the same name as its mark.
            if there and not (mark == ".dropbox" and (place / mark).is_dir()):
                found.add(mark)
    return found


def _file_system(folder: Path) -> str:
    if sys.platform == "win32":
        import ctypes

        text = str(folder)
        return "remote" if text.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(
            f"{folder.drive}\\"
        ) == _REMOTE_DRIVE else ""  # fmt: skip
    try:
        lines = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape").splitlines()
    except OSError:  # not Linux: names and marks of sync programs are still looked at
        return ""
    return file_system_of(str(folder), lines)


def file_system_of(folder: str, mountinfo: list[str]) -> str:
    """The kind of file system a folder lies on, by the lines of ``/proc/self/mountinfo``."""
    best, kind = "", ""
    for line in mountinfo:
        before, _dash, after = line.partition(" - ")
        if not after:
            continue
        point = _unescaped(before.split(" ")[4])
        inside = folder == point or folder.startswith(point.rstrip("/") + "/")
        # Of two mounts on one point the later one is what is seen.
        if inside and len(point) >= len(best):
            best, kind = point, after.split(" ")[0]
    return kind


def _unescaped(point: str) -> str:
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(code, character)
    return point

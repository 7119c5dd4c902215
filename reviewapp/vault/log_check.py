"""Was the write-ahead log beside the vault cut, damaged or taken away since the program stopped?

SQLite opens without a word in all three cases, at the last commit it can read. What can be known: after a stop without
closing there is a log; it ends at a whole frame; every commit in it is replayed. (File format: sqlite.org/fileformat2,
section 4. Frames carry the log's salts; the last frame of a commit names the size of the database.)
"""

from __future__ import annotations

import struct
from pathlib import Path

from reviewapp.vault.driver import Connection

_HEADER, _FRAME_HEADER = 32, 24
_MAGIC = (0x377F0682, 0x377F0683)


def last_commit(database: Path, was_in_use: bool) -> int | None:
    """Which frame of the log ends its last commit (0 when there is none); None when it is cut, broken or missing.

    Ask before the database is opened: opening it may begin a new log. ``was_in_use`` says that it was not closed.
    """
    log = database.with_name(database.name + "-wal")
    try:
        size = log.stat().st_size
    except OSError:
        return None if was_in_use else 0
    if size == 0:
        return 0
    with log.open("rb") as stream:
        header = stream.read(_HEADER)
        if len(header) < _HEADER or struct.unpack(">I", header[:4])[0] not in _MAGIC:
            return None
        frame = _FRAME_HEADER + struct.unpack(">I", header[8:12])[0]
        if frame == _FRAME_HEADER or (size - _HEADER) % frame:
            return None
        found = 0
        for number in range((size - _HEADER) // frame):
            stream.seek(_HEADER + number * frame)
            read = stream.read(_FRAME_HEADER)
            if read[8:16] != header[16:24]:
                break  # from an earlier round of the log
            if read[4:8] != b"\0\0\0\0":
                found = number + 1
    return found


def is_whole(connection: Connection, expected: int | None) -> bool:
    """True when the connection, just opened, has replayed all commits that `last_commit` found."""
    if expected is None:
        return False
    _busy, frames, _folded = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    return int(frames) >= expected

"""UUID version 7: unique ids that sort by the time they were made (RFC 9562)."""

from __future__ import annotations

import os
import threading
import time

_lock = threading.Lock()
_last = 0


def new_uid() -> str:
    """A UUIDv7 as text; strictly rising within this process. It reveals the time of creation."""
    global _last
    with _lock:
        # 48 bits of milliseconds and 12 bits that keep the order within one millisecond.
        stamp = (time.time_ns() // 1_000_000) << 12
        _last = stamp if stamp > _last else _last + 1
        high = _last
    # os.urandom instead of secrets, and no uuid: those load OpenSSL's hashes, 4 MB this program does not need.
    chance = int.from_bytes(os.urandom(8), "big") >> 2
    value = (high >> 12) << 80 | 0x7 << 76 | (high & 0xFFF) << 64 | 0b10 << 62 | chance
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

"""UUID version 7: unique ids that sort by the time they were made (RFC 9562)."""

from __future__ import annotations

import secrets
import threading
import time
import uuid

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
    value = (high >> 12) << 80 | 0x7 << 76 | (high & 0xFFF) << 64 | 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))

"""A limit that only something that hangs runs into: no measurement, so a slow machine fails nothing."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Never

PATIENCE = 120


@contextmanager
def never_hangs(seconds: int = PATIENCE) -> Iterator[None]:
    """Fail what is still running after so many seconds of wall time. Only in the main thread, not on Windows."""

    def stop(_number: int, _frame: FrameType | None) -> Never:
        raise AssertionError(f"still running after {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)

"""Searching while somebody types: a stale query may be interrupted without being an error."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from reviewapp.vault.driver import Connection, OperationalError

__all__ = ["Connection", "interrupted"]

Answer = TypeVar("Answer")


def interrupted(query: Callable[[], Answer]) -> Answer | None:
    """The query's answer, or None when it was interrupted by a newer one."""
    try:
        return query()
    except OperationalError as error:
        if "interrupted" in str(error):
            return None
        raise

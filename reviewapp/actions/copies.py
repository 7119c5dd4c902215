"""The copies of a vault that this program keeps, and the one way a change reaches every one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from reviewapp.vault.connection import Vault
from reviewapp.vault.driver import Connection

# Opens each kept copy and applies the change to it, whole or not at all; the names of those it could not open.
Rewriter: TypeAlias = Callable[[Vault, Callable[[Connection], None]], tuple[str, ...]]


def rewrite_copies(vault: Vault, change: Callable[[Connection], None]) -> tuple[str, ...]:
    """Apply a change to every backup the program keeps; the names of those it could not open or write."""
    from reviewapp.vault.backup_rewrite import rewrite_backups

    return tuple(one.path.name for one in rewrite_backups(vault, change) if one.problem is not None)

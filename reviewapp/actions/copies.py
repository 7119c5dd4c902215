"""The copies of a vault that this program keeps, and the one way a change reaches every one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from reviewapp.domain.backup import Missed
from reviewapp.vault import info
from reviewapp.vault.connection import Vault
from reviewapp.vault.driver import Connection

# Opens each kept copy and applies the change to it, whole or not at all; those it could not open, and why.
Rewriter: TypeAlias = Callable[[Vault, Callable[[Connection], None]], tuple[Missed, ...]]


def rewrite_copies(vault: Vault, change: Callable[[Connection], None]) -> tuple[Missed, ...]:
    """Apply a change to every backup the program keeps; those it could not open or write, and why."""
    from reviewapp.vault.backup_rewrite import rewrite_backups

    answers = rewrite_backups(vault, change, old_keys=info.earlier_keys(vault.connection))
    return tuple(Missed(one.path, one.problem) for one in answers if one.problem is not None)

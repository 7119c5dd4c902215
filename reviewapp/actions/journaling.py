"""The journal of drafts: what is typed survives kill -9, at most one second behind (promise 5)."""

from __future__ import annotations

from typing import Any

from reviewapp.vault import journal
from reviewapp.vault.connection import Vault


def keep_draft(vault: Vault, *, editor: str, body: dict[str, Any]) -> None:
    """Keep the contents of an editor (a stable name such as ``capture`` or ``review/3``)."""
    with vault.write() as transaction:
        journal.keep(transaction, editor, body)


def forget_draft(vault: Vault, *, editor: str) -> None:
    """The editor was saved or discarded."""
    with vault.write() as transaction:
        journal.forget(transaction, editor)


def kept_drafts(vault: Vault) -> dict[str, tuple[dict[str, Any], str]]:
    """Drafts found after a crash: ``{editor: (contents, UTC moment)}``."""
    return journal.kept(vault.connection)

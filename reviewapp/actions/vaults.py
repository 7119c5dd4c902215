"""Begin a vault, open one, unlock it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from reviewapp.actions.copies import Rewriter, rewrite_copies
from reviewapp.actions.frameworks import ensure_shipped_framework
from reviewapp.actions.people import checked_name
from reviewapp.domain.errors import UsageError
from reviewapp.i18n import _
from reviewapp.keys.slots import KdfParameters
from reviewapp.vault import connection, erasure, info, people
from reviewapp.vault.connection import Vault, exists, local_now
from reviewapp.vault.driver import DatabaseError, IntegrityError
from reviewapp.vault.faults import explained

__all__ = ["Vault", "begin_vault", "exists", "in_plain_words", "unlock_vault"]


def begin_vault(
    *,
    folder: Path,
    name: str,
    passphrase: str,
    kdf: KdfParameters | None = None,
    clock: Callable[[], datetime] = local_now,
) -> tuple[Vault, str]:
    """Create a vault for its writer, with the shipped framework in it; returns it and the recovery code.

    Raises UsageError (no name, a short passphrase, a vault is there already) or EnvironmentFault (folder).
    """
    if not name.strip():
        raise UsageError(_("A vault needs the name of its writer."), _("It is printed on reviews as the reviewer."))
    name = checked_name(name)
    vault, code = connection.create_vault(folder, passphrase, kdf=kdf, clock=clock)
    with vault.write() as transaction:
        people.add_person(transaction, name=name, is_me=True)
    ensure_shipped_framework(vault)
    return vault, code


def unlock_vault(
    *,
    folder: Path,
    passphrase: str | None = None,
    recovery_code: str | None = None,
    clock: Callable[[], datetime] = local_now,
    rewrite: Rewriter = rewrite_copies,
) -> Vault:
    """Open the vault in a folder; the shipped framework of a newer program is added beside older ones.

    An erasure that was cut short, and backups that still lie under an earlier key, are finished first.

    Raises NotFound, VaultLocked, VaultUnusable or EnvironmentFault; see `vault.connection.open_vault`.
    """
    vault = connection.open_vault(folder, passphrase, recovery_code=recovery_code, clock=clock)
    return made_ready(vault, rewrite)


def made_ready(vault: Vault, rewrite: Rewriter = rewrite_copies) -> Vault:
    """The vault just opened, with its framework, and what was begun before brought to its end as far as it goes."""
    if vault.moved_on:
        return vault
    with ExitStack() as closing:
        # Damage met here is named as damage, and does not leave the vault looking open in another window.
        closing.enter_context(vault)
        ensure_shipped_framework(vault)
        if erasure.unfinished(vault.connection):
            from reviewapp.actions.erasing import finish_erasures

            finish_erasures(vault, rewrite=rewrite)
        if info.earlier_keys(vault.connection):
            from reviewapp.vault.key_changes import bring_backups_along

            bring_backups_along(vault)
        closing.pop_all()
    return vault


def in_plain_words(error: BaseException) -> BaseException:
    """What the vault's file reports as a sentence for the user; everything else as it is."""
    if isinstance(error, DatabaseError) and not isinstance(error, IntegrityError):
        return explained(error, Path())
    return error

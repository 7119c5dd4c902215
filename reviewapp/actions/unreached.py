"""Copies that an erasure or a new key could not reach: say so, try again, or end it by throwing one away."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reviewapp.actions.changes import Changes
from reviewapp.actions.erasing import finish_erasures
from reviewapp.actions.sentences import in_words
from reviewapp.domain.errors import EnvironmentFault, NotFound, UsageError
from reviewapp.i18n import _
from reviewapp.vault import backup_state, key_changes
from reviewapp.vault.connection import Vault


@dataclass(frozen=True)
class Unreached:
    """A copy, or a folder of backups, and why it was not reached.

    ``erasure``: it may hold what was erased; ``new_key``: it opens with a passphrase that may be known.
    """

    path: Path
    is_folder: bool
    problem: str
    erasure: bool
    new_key: bool


def unreached(vault: Vault) -> tuple[Unreached, ...]:
    """What the last try did not reach, by path; empty when nothing is left to do."""
    erasing = {one.path: one.problem for one in vault.missed_erasing}
    new_key = {one.path: one.problem for one in vault.missed_new_key}
    folders = {folder.resolve() for folder in backup_state.load(vault.folder).folders(vault.folder)}
    return tuple(
        Unreached(path, path.resolve() in folders, in_words(problem)[0], path in erasing, path in new_key)
        for path, problem in sorted((new_key | erasing).items())
    )


def reach_again(vault: Vault) -> Changes:
    """Try once more; what is left then is in `unreached`."""
    finish_erasures(vault)
    key_changes.bring_backups_along(vault)
    return Changes(frozenset({"backup"}))


def throw_away(vault: Vault, *, path: Path) -> Changes:
    """Delete an unreached copy for good, or forget a folder of backups that is gone; then go on with the rest.

    Only what `unreached` names. Raises NotFound for anything else, UsageError for the folder backups go to now,
    EnvironmentFault when the file cannot be deleted.
    """
    found = next((one for one in unreached(vault) if one.path == path), None)
    if found is None:
        raise NotFound(
            _("{path} is not a copy that something waits for.").format(path=path), _("Look at the list again.")
        )
    if found.is_folder:
        _forget_folder(vault, path)
    else:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise EnvironmentFault(
                _("{path} cannot be deleted: {reason}.").format(path=path, reason=error.strerror or error),
                _("Make its folder writable, or delete it by hand."),
            ) from error
    return reach_again(vault)


def unreached_words(one: Unreached) -> str:
    """One of them as a sentence: what it is about, and why it was not reached."""
    if one.erasure and one.new_key:
        sentence = _("{path} may hold what was erased, and opens with the passphrase of before. {problem}")
    elif one.erasure:
        sentence = _("{path} may hold what was erased. {problem}")
    else:
        sentence = _("{path} opens with the passphrase of before. {problem}")
    return sentence.format(path=one.path, problem=one.problem)


def _forget_folder(vault: Vault, path: Path) -> None:
    state = backup_state.load(vault.folder)
    if path == state.folders(vault.folder)[0]:
        raise UsageError(
            _("Backups go to this folder now."),
            _("Choose another folder for them first; then this one can be forgotten."),
        )
    backup_state.change(vault.folder, earlier=tuple(one for one in state.earlier if Path(one) != path))

"""``reviewapp passphrase``: change it in a terminal, where no window can open."""

from __future__ import annotations

import getpass
import os
import sys

import click

from reviewapp.cli_base import VaultCommand, opened, passphrase, say
from reviewapp.domain.errors import VaultLocked
from reviewapp.i18n import _


@click.command("passphrase", cls=VaultCommand)
@click.pass_context
def change(context: click.Context) -> None:
    """Change the passphrase (REVIEWAPP_PASSPHRASE is the present one, REVIEWAPP_NEW_PASSPHRASE the new one)."""
    from reviewapp.actions.keys import change_passphrase

    present = passphrase()
    with opened(context, present) as vault:
        change_passphrase(vault, proof=present, passphrase=_new_passphrase())
    say(_("Changed. The recovery code stays the same; copies made before open with the old passphrase."))


def _new_passphrase() -> str:
    given = os.environ.get("REVIEWAPP_NEW_PASSPHRASE")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise VaultLocked(
            _("There is no new passphrase."), _("Set REVIEWAPP_NEW_PASSPHRASE, or run this in a terminal.")
        )
    typed = getpass.getpass(f"{_('New passphrase')}: ")
    if getpass.getpass(f"{_('The same passphrase once more')}: ") != typed:
        raise VaultLocked(_("The two passphrases differ."), _("Nothing was changed; try again."))
    return typed

"""What SQLite reports about the file of a vault, as sentences."""

from __future__ import annotations

from pathlib import Path

from reviewapp.domain.errors import N_, EnvironmentFault, VaultUnusable
from reviewapp.vault.driver import DatabaseError


def explained(error: DatabaseError | MemoryError, folder: Path) -> Exception:
    """The sentence for what SQLite reports; the key is known to be right when this is reached.

    What has no sentence comes back as it is: a fault of ours.
    """
    if isinstance(error, MemoryError):  # a spoilt index can ask for more than there is
        return VaultUnusable(
            N_("The vault file is damaged, or there is no free memory left."),
            N_("Close other programs and try again; if it stays, restore the newest backup."),
        )
    text = str(error)
    if "full" in text:
        return EnvironmentFault(N_("The disk is full, so this was not saved."), N_("Free some space and save again."))
    if "readonly" in text or "unable to open" in text:
        return EnvironmentFault(N_("The vault cannot be written."), N_("Make the folder writable and try again."))
    if "disk I/O error" in text:
        return EnvironmentFault(
            N_("The disk reported an error, so this was not saved."),
            N_("Check that it is connected and has room, and save again."),
        )
    if "locked" in text:
        return EnvironmentFault(N_("Another program is using the vault file."), N_("Close it and try again."))
    if "not a database" in text or "malformed" in text or "corrupt" in text:  # the last is the text index
        return VaultUnusable(
            N_("The vault file is damaged, or is not the one vault.keys belongs to."),
            N_("Restore the newest backup; your passphrase is right."),
        )
    return error

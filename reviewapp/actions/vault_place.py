"""What to say of a folder that a vault should not live in."""

from __future__ import annotations

from pathlib import Path

from reviewapp.i18n import _
from reviewapp.vault import place


def place_warning(folder: Path) -> str:
    """Why this folder is no good place for a vault and what to do instead; "" when it is fine."""
    found = place.look(folder)
    if found is None:
        return ""
    if found.kind == "synced":
        return _(
            "This folder is copied elsewhere by {program} while you work; copies made in the middle of a change can "
            "damage the vault. Keep the vault in a folder of this computer, and let {program} take its backups."
        ).format(program=found.by)
    return _(
        "This folder is on a network drive ({system}), where the vault can be damaged when the connection breaks. "
        "Keep the vault on this computer, and put its backups there."
    ).format(system=found.by)

"""What the program says about the internet, in the same words everywhere, and what that does not cover."""

from __future__ import annotations

import sys

from reviewapp import offline
from reviewapp.i18n import _


def no_connection() -> str:
    """The claim and whether the kernel enforces it in this process, read back from the kernel."""
    if offline.is_enforced():
        return _("The program opens no internet connection. Enforced by the kernel on this computer: yes.")
    refused = _("The program opens no internet connection. Enforced by the kernel on this computer: no.")
    return f"{refused} {_why_not()}"


def not_covered() -> str:
    """What happens outside the program and is therefore no part of the claim."""
    return _(
        "Not covered: a vault on a network drive or in a synced folder, the system's own file dialogs, and the viewer "
        "and mail program you open files with."
    )


def _why_not() -> str:
    if sys.platform.startswith("linux"):
        return _("Not enforced here: this kernel or this processor does not take the filter.")
    return _("Not enforced here: use the firewall of the system, as the manual says.")

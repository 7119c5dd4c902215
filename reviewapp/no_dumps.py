"""No core dumps: a crash must not write the memory of this process, with keys and words in it, to the disk."""

from __future__ import annotations

import os
import sys

ALLOWED_BY = "REVIEWAPP_ALLOW_DUMPS"
_PR_SET_DUMPABLE = 4


def forbid_dumps(*, has_window: bool) -> None:
    """Forbid core dumps for this process; set REVIEWAPP_ALLOW_DUMPS=1 to look into a crash with a debugger.

    A command is made "not dumpable" as well, so that programs of the same user cannot read its memory through /proc.
    A window is not: the desktop portal could no longer tell who asks, and would refuse file dialogs without a word
    (flatpak/xdg-desktop-portal#1490, bitwarden/clients#20915). systemd-coredump and apport respect the limit alone.
    """
    if os.environ.get(ALLOWED_BY) or sys.platform == "win32":
        return
    import resource

    # Soft and hard: nothing this process starts or loads can raise it again.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux" and not has_window:
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)

"""The entry point: the desktop without a command, else the command line.

The desktop does not wait for the command line's library to load (docs/decisions.md).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from reviewapp import offline
from reviewapp.no_dumps import forbid_dumps


def main() -> None:
    """Open the desktop (and the file, if one is given), or run a command; exits with its code."""
    # Before anything else is loaded and any thread is begun: what comes later cannot take it off again.
    offline.seal()
    arguments = sys.argv[1:]
    named = arguments[0].removeprefix("--vault=") if arguments and arguments[0].startswith("--vault=") else ""
    if named and len(arguments) == 1:
        arguments = ["--vault", named]
    if arguments[:1] == ["--vault"] and len(arguments) == 2:
        # The desktop on a named vault; with a command the command line reads the option itself.
        os.environ["REVIEWAPP_VAULT"] = arguments[1]
        arguments = []
    if not arguments or (len(arguments) == 1 and Path(arguments[0]).is_file()):
        forbid_dumps(has_window=True)
        from reviewapp.app import run_desktop

        sys.exit(run_desktop(Path(arguments[0]) if arguments else None))
    forbid_dumps(has_window=False)
    from reviewapp.cli import main as run_command

    run_command()


if __name__ == "__main__":
    main()

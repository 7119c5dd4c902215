"""Pictures of the Team page: one of each part."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewapp.ui.main_window import MainWindow


def team_screens(window: MainWindow) -> dict[str, Callable[[], object]]:
    """The parts of the page by the name of their picture."""
    return {
        f"team-{part}": partial(window.go, "team", part) for part in ("agreements", "outcomes", "pilots", "tools")
    }

"""Pictures of the Team page: one of each part."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from reviewapp.ui.main_window import MainWindow


def team_screens(window: MainWindow) -> dict[str, Callable[[], object]]:
    """The parts of the page by the name of their picture."""
    return {
        f"team-{part}": partial(window.go, "team", part) for part in ("agreements", "outcomes", "pilots", "tools")
    }


def outcomes_beside(window: MainWindow) -> QDialog:
    """The figures of the work that lie beside the sample review."""
    from datetime import date

    from reviewapp.ui.dialogs.outcomes_beside import OutcomesBesideDialog

    return OutcomesBesideDialog(window.hub, date(2000, 1, 1), date.today(), window)

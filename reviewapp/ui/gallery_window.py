"""What every set of pictures does: open a window of a vault, show a dialog over it, wait until it is at rest."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from reviewapp.settings import Settings
    from reviewapp.ui.main_window import MainWindow

WIDTH, HEIGHT = 1280, 820
# Runs the event loop until a condition holds.
Wait = Callable[[Callable[[], bool]], None]
# The name of each picture and the widget to take it of.
Pictures = Iterator[tuple[str, "QWidget"]]


@contextmanager
def copied(vault: Path) -> Iterator[tuple[Path, Path]]:
    """A place for one set of pictures, and in it a copy of the closed vault, to be changed: both go afterwards."""
    with tempfile.TemporaryDirectory() as name:
        place, copy = Path(name), Path(name) / "manager"
        shutil.copytree(vault, copy)
        copy.chmod(0o700)
        yield place, copy


def window_of(settings: Settings, folder: Path, passphrase: str, wait: Wait) -> MainWindow:
    """The window of a vault, unlocked and at rest."""
    from reviewapp.ui.main_window import MainWindow

    window = MainWindow(settings=replace(settings, vault=str(folder)), folder=folder, passphrase=passphrase)
    window.resize(WIDTH, HEIGHT)
    window.show()
    wait(lambda: window.is_unlocked and window.worker.is_idle)
    return window


def shown(window: MainWindow, wait: Wait, name: str, dialog: QDialog) -> Pictures:
    """The picture of a dialog, which is put away after it."""
    dialog.show()
    rest(window, wait)
    yield name, dialog
    dialog.reject()
    rest(window, wait)


def rest(window: MainWindow, wait: Wait) -> None:
    """Wait until the worker has nothing to do."""
    wait(lambda: window.worker.is_idle)

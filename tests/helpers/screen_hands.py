"""Hands and eyes on real windows of an X screen: controls are found by the names a screen reader gets (AT-SPI).

Runs with the Python of the system, which has the bindings (python3-gi, gir1.2-atspi-2.0); nothing of ReviewApp is
imported here. Keys and clicks go through xdotool, as from a person's keyboard and mouse.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  (the version has to be named first)

PATIENCE = 40.0
# Between two looks, and after an act: Qt 6.11 answers a child's number that was right a moment ago and is not any more
# (a scroll bar went) by reading behind the end of a list, and dies of it. So nothing is looked at while a page changes.
LOOK = 0.5
TYPED_DELAY = "6"


class Lost(Exception):
    """What was looked for did not appear."""


def until(condition: Callable[[], object], what: Callable[[], str]) -> object:
    """Wait until something is true and return it; Lost with what ``what`` says then, after a while."""
    time.sleep(LOOK / 5)
    end = time.monotonic() + PATIENCE
    while True:
        try:
            found = condition()
        except GLib.Error:  # it went away while it was looked at
            found = None
        if found:
            return found
        if time.monotonic() > end:
            raise Lost(what())
        time.sleep(LOOK)


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


class Hands:
    """One program with its windows. ``place`` is where its main window stands: x, y, width, height."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str], place: tuple[int, int, int, int]) -> None:
        self.name, self.place = name, place
        self.log = Path(environment["HOME"]) / "said.txt"
        self.process = subprocess.Popen(
            command, env=environment, cwd=environment["HOME"], stdout=self.log.open("wb"), stderr=subprocess.STDOUT,
        )
        self.app = until(self._application, lambda: f"{name}: no window")
        self.window = str(until(self._main_window, lambda: f"{name}: no window on the screen"))
        x, y, width, height = place
        run("xdotool", "windowmove", self.window, str(x), str(y))
        run("xdotool", "windowsize", self.window, str(width), str(height))

    def end(self) -> None:
        """Close the main window as a person does, and wait for the program to go."""
        run("wmctrl", "-ic", self.window)
        self.process.wait(60)

    # what is seen

    def nodes(self) -> Iterator[Atspi.Accessible]:
        """Everything that shows, the newest window first."""
        if self.process.poll() is not None:
            said = self.log.read_text("utf-8", "replace")
            raise SystemExit(f"{self.name}: the program ended by itself with {self.process.returncode}. {said}")
        count = self.app.get_child_count()
        for at in reversed(range(count)):
            top = self.app.get_child_at_index(at)
            if top is not None:
                yield from _below(top)

    def find(self, name: str, role: str = "") -> Atspi.Accessible:
        """The control of this name (or beginning with it, for a name that ends in *); Lost when it does not come."""
        return until(lambda: self._look(name, role), lambda: f"{self.name}: no “{name}” {role}; there is {self.names()}")

    def names(self) -> list[str]:
        """The names of everything that shows, for saying what was there instead."""
        return [f"{one.get_name()} [{one.get_role_name()}]" for one in self.nodes() if one.get_name()]

    def shows(self, text: str) -> bool:
        """True when some control shows these words."""
        return any(text in (one.get_name() or "") or text in text_of(one) for one in self.nodes())

    def wait_for(self, text: str) -> None:
        until(lambda: self.shows(text), lambda: f"{self.name}: “{text}” does not show; there is {self.names()}")

    def picture(self, path: Path, *, dialog: bool = False) -> None:
        """The main window, or what lies in front of it, as a PNG."""
        time.sleep(0.6)  # a picture is taken of what has been painted; no outcome hangs on this
        window = run("xdotool", "getactivewindow") if dialog else self.window
        run("import", "-window", window, "-strip", "+dither", "-colors", "96", str(path))

    # what is done

    def press(self, name: str, role: str = "") -> None:
        """Put the keyboard on a button and press it."""
        self.come_forward()
        node = self.find(name, role)
        until(lambda: node.get_state_set().contains(Atspi.StateType.ENABLED), lambda: f"“{name}” cannot be pressed")
        if not node.grab_focus():
            self.click(node)
            return
        until(lambda: node.get_state_set().contains(Atspi.StateType.FOCUSED), lambda: f"“{name}” does not take the keyboard")
        run("xdotool", "key", "space")
        time.sleep(LOOK)

    def click(self, node: Atspi.Accessible) -> None:
        """Press the left button in the middle of it."""
        box = node.get_extents(Atspi.CoordType.SCREEN)
        run("xdotool", "mousemove", str(box.x + box.width // 2), str(box.y + box.height // 2), "click", "1")
        time.sleep(LOOK)

    def fill(self, name: str, text: str, role: str = "text") -> None:
        """Type into a field, in the place of what stands there."""
        self.come_forward()
        node = self.find(name, role)
        node.grab_focus()
        until(lambda: node.get_state_set().contains(Atspi.StateType.FOCUSED), lambda: f"“{name}” does not take the keyboard")
        run("xdotool", "key", "ctrl+a")
        run("xdotool", "type", "--delay", TYPED_DELAY, text)

    def keys(self, *keys: str) -> None:
        self.come_forward()
        run("xdotool", "key", *keys)
        time.sleep(LOOK)

    def name_file(self, path: Path) -> None:
        """Answer a file dialog."""
        self.find("File name:", "text")
        self.fill("File name:", str(path), "text")
        run("xdotool", "key", "Return")
        time.sleep(LOOK)

    def come_forward(self) -> None:
        """Give the keyboard to the newest window of this program."""
        mine = [line.split() for line in run("wmctrl", "-lp").splitlines()]
        windows = [row[0] for row in mine if row[2] == str(self.process.pid)]
        active = run("xdotool", "getactivewindow")
        if windows and int(active) not in {int(one, 16) for one in windows}:
            run("wmctrl", "-ia", windows[-1])

    def _look(self, name: str, role: str) -> Atspi.Accessible | None:
        for one in self.nodes():
            said = one.get_name() or ""
            fits = said.startswith(name[:-1]) if name.endswith("*") else said == name
            if fits and (not role or one.get_role_name().endswith(role)):
                return one
        return None

    def _application(self) -> Atspi.Accessible | None:
        if self.process.poll() is not None:
            raise Lost(f"{self.name}: ended; {self.log.read_text('utf-8', 'replace')}")
        desktop = Atspi.get_desktop(0)
        for at in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(at)
            if app is not None and app.get_process_id() == self.process.pid:
                return app
        return None

    def _main_window(self) -> str:
        rows = [line.split() for line in run("wmctrl", "-lp").splitlines()]
        return next((str(int(row[0], 16)) for row in rows if row[2] == str(self.process.pid)), "")


def text_of(node: Atspi.Accessible) -> str:
    """What stands in a text field."""
    found = node.get_text_iface()
    return Atspi.Text.get_text(found, 0, -1) if found is not None else ""


def _below(node: Atspi.Accessible) -> Iterator[Atspi.Accessible]:
    states = node.get_state_set()
    if not states.contains(Atspi.StateType.SHOWING) or states.contains(Atspi.StateType.DEFUNCT):
        return
    for at in range(min(node.get_child_count(), 400)):
        child = node.get_child_at_index(at)
        if child is not None:
            yield from _below(child)
    yield node


def home(folder: Path) -> dict[str, str]:
    """The environment of somebody at a computer of their own."""
    (folder / "Documents").mkdir(parents=True, exist_ok=True)
    return {
        **{name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "LANG", "LC_ALL")},
        "HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config"), "XDG_DATA_HOME": str(folder / "data"),
        "XDG_STATE_HOME": str(folder / "state"), "XDG_CACHE_HOME": str(folder / "cache"), "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "PYTHONFAULTHANDLER": "1",
    }  # fmt: skip

"""Before the computer sleeps, and when its screen is locked, the vault is locked: over a real bus of the test's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.acts import somebody
from tests.helpers.desk import PASSPHRASE, made_vault

ROOT = Path(__file__).resolve().parents[2]
# The real window in a process of its own: which buses there are is settled once in the life of a process.
WINDOW = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from PySide6.QtCore import QEventLoop
from reviewapp.ui.application import make_application
from reviewapp.settings import Settings
app = make_application("light")
from reviewapp.ui.main_window import MainWindow
window = MainWindow(settings=Settings(lock_minutes=0), folder=Path(sys.argv[2]), passphrase=sys.argv[3])
window.show()
def run(until):
    while not until():
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
run(lambda: window.is_unlocked and window.worker.is_idle and window._suspend is not None)
print("heard", *window._suspend.heard, flush=True)
if not window._suspend.heard:
    sys.exit(0)
run(lambda: not window.is_unlocked and window.worker.is_idle)
print("locked", (Path(sys.argv[2]) / "vault.db-wal").exists(), flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    return made_vault(tmp_path / "vault", somebody)


def started(arguments, environment):
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)], env=environment, text=True, cwd=ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def said(process) -> str:
    line = process.stdout.readline().strip()
    assert line, process.stderr.read()
    return line


@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="there is no dbus-daemon here")
@pytest.mark.parametrize("word", ["sleep", "lock"])
def test_the_vault_is_closed_before_the_computer_sleeps_or_its_screen_is_locked(folder, word):
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, text=True
    )
    running = [bus]
    try:
        address = bus.stdout.readline().strip()
        environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", DBUS_SYSTEM_BUS_ADDRESS=address)
        environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
        logind = started([ROOT / "tests/helpers/fake_logind.py"], environment)
        running.append(logind)
        assert said(logind) == "ready"
        window = started(["-c", WINDOW, ROOT, folder, PASSPHRASE], environment)
        running.append(window)
        assert said(window) == "heard sleep lock"
        assert said(logind) == "delayed"
        logind.stdin.write(f"{word}\n")
        logind.stdin.flush()
        assert said(window) == "locked False"
        if word == "sleep":
            assert said(logind) == "released", "the computer must not wait for us longer than needed"
    finally:
        for process in reversed(running):
            process.kill()
            process.communicate()


def test_without_a_bus_nothing_is_heard_and_nothing_breaks(folder):
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", DBUS_SYSTEM_BUS_ADDRESS="unix:path=/nowhere/bus")
    environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
    window = started(["-c", WINDOW, ROOT, folder, PASSPHRASE], environment)
    out, err = window.communicate(timeout=120)
    assert out.strip() == "heard"
    assert set(err.splitlines()) <= {"This plugin does not support propagateSizeHints()"}

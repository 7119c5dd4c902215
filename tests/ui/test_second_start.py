"""A file that is double-clicked while the window is open goes to that window; nothing else comes in by that door."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reviewapp.actions.vaults import begin_vault
from reviewapp.ui import second_start
from reviewapp.vault import identities
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.packets import RUTH, TOM, body, packet
from tests.helpers.watching import environment, run

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is no such bus")

# The real program with a real window, whose own thread of events says what it sees; it ends itself.
WINDOW = """
import os, subprocess, sys, threading
sys.path.insert(0, {root!r})
def drive():
    from time import monotonic
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication, QLabel
    from reviewapp.ui.dialogs.incoming import IncomingDialog
    from reviewapp.ui.main_window import MainWindow
    def wait(condition):
        until = monotonic() + 60
        while not condition():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            if monotonic() > until:
                print("timed out", flush=True)
                os._exit(70)
    windows = lambda: [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
    wait(lambda: bool(windows()) and windows()[0].is_unlocked)
    window = windows()[0]
    wait(lambda: window.worker.is_idle and window.incoming._listener is not None)
    second = subprocess.Popen(
        [sys.executable, "-m", "reviewapp", {file!r}], cwd={root!r}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    dialogs = lambda: [one for one in window.findChildren(IncomingDialog) if one.isVisible()]
    wait(lambda: second.poll() is not None and bool(dialogs()))
    out, err = second.communicate()
    print("second", second.returncode, repr(out), repr(err), flush=True)
    print("shown", next(label.text() for label in dialogs()[0].findChildren(QLabel) if "Ruth" in label.text()), flush=True)
    window.lock()
    wait(lambda: window.worker.is_idle)
    third = subprocess.Popen([sys.executable, "-m", "reviewapp", {other!r}], cwd={root!r})
    wait(lambda: third.poll() is not None and len(window.incoming.waiting) == 2)
    print("waiting", [path.name for path in window.incoming.waiting], flush=True)
    window.close()
def hand_over():
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication
    tick = threading.Event()
    while (app := QApplication.instance()) is None:
        tick.wait(0.02)
    QTimer.singleShot(0, app, drive)
threading.Thread(target=hand_over, daemon=True).start()
sys.argv = ["reviewapp"]
from reviewapp.__main__ import main
main()
"""


@pytest.fixture
def place(tmp_path) -> Path:
    folder = tmp_path / "vault"
    vault, _code = begin_vault(folder=folder, name="Tom Hesketh", passphrase=PASSPHRASE, kdf=FAST_KDF)
    with vault.write() as transaction:
        identities.add_identity(transaction, TOM)
    vault.close()
    return folder


@pytest.fixture
def files(tmp_path) -> list[Path]:
    made = []
    for name, uid in (("von Ruth & ä", "c" * 32), ("other", "d" * 32)):
        path = tmp_path / f"{name}.rvpacket"
        path.write_bytes(packet(RUTH, "Ruth Ansell", body("share"), (TOM,), id=uid))
        made.append(path)
    return made


def test_the_open_window_shows_the_file_and_the_second_program_ends(tmp_path, place, files) -> None:
    """Two real programs behind the socket filter, on a bus of their own."""
    if shutil.which("dbus-run-session") is None:
        pytest.skip("dbus-run-session is not installed")
    program = tmp_path / "window.py"
    program.write_text(WINDOW.format(root=str(ROOT), file=str(files[0]), other=str(files[1])))
    given = environment(tmp_path / "home") | {
        "REVIEWAPP_VAULT": str(place), "REVIEWAPP_PASSPHRASE": PASSPHRASE, "QT_QPA_PLATFORM": "offscreen",
    }
    done = run(["dbus-run-session", "--", sys.executable, str(program)], given, timeout=180)
    lines = done.stdout.splitlines()
    assert lines[:1] == ["second 0 '' ''"], done.stdout + done.stderr[-2000:]
    assert lines[1] == "shown Ruth Ansell shares with you what was written about you"
    # Put away by the lock, it waits together with the one that came while locked.
    assert lines[2] == "waiting ['von Ruth & ä.rvpacket', 'other.rvpacket']", done.stderr[-2000:]


def test_without_a_bus_nothing_is_handed_over_and_nothing_is_started(qapp, tmp_path, monkeypatch) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    assert not second_start.hand_over(tmp_path, tmp_path / "a.rvpacket")
    listener = second_start.FileListener(lambda _path: None, qapp)
    listener.listen(tmp_path)
    listener.stop()
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split()
    assert not [one for one in children if "dbus" in Path(f"/proc/{one}/comm").read_text("ascii")]


def test_on_a_bus_without_a_window_the_answer_is_no(tmp_path) -> None:
    if shutil.which("dbus-run-session") is None:
        pytest.skip("dbus-run-session is not installed")
    code = (
        "from pathlib import Path\nfrom PySide6.QtCore import QCoreApplication\napp = QCoreApplication([])\n"
        "from reviewapp.ui.second_start import hand_over\n"
        f"print(hand_over(Path({str(tmp_path)!r}), Path('a.rvpacket')))\n"
    )
    done = run(["dbus-run-session", "--", sys.executable, "-c", code], environment(tmp_path / "home"), timeout=60)
    assert done.stdout.strip() == "False", done.stderr[-2000:]


def test_each_vault_has_a_name_of_its_own_that_a_bus_allows(tmp_path) -> None:
    one, other = second_start.service_name(tmp_path / "a"), second_start.service_name(tmp_path / "b")
    assert one != other and second_start.service_name(tmp_path / "x" / ".." / "a") == one
    assert len(one) < 255 and all(part and not part[0].isdigit() and part.isalnum() for part in one.split("."))


def test_a_file_that_is_no_packet_is_refused_on_the_command_line(tmp_path) -> None:
    notes = tmp_path / "notes.csv"
    notes.write_text("Date,Who\n")
    done = subprocess.run(
        [sys.executable, "-m", "reviewapp", str(notes)], capture_output=True, text=True, cwd=ROOT, check=False, timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 2 and "notes.csv is not a file ReviewApp opens." in done.stderr

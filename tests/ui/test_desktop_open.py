"""Saved files are opened by the desktop, never by a child of ours; where it cannot, the path is said."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from reviewapp.ui import desktop_open
from reviewapp.ui.widgets.saved_file import SavedFileRow
from tests.helpers.watching import environment, run

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the system is asked directly")


@pytest.fixture(autouse=True)
def no_bus(monkeypatch) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("act", [desktop_open.open_file, desktop_open.show_in_folder])
def test_without_a_session_bus_it_says_no_and_starts_nothing(qapp, tmp_path, act) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    refused: list[int] = []
    act(tmp_path / "a.pdf", QObject(), lambda: refused.append(1))
    assert refused == [1]
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split()
    assert not [one for one in children if "dbus" in Path(f"/proc/{one}/comm").read_text("ascii")]


def test_without_a_session_bus_no_mail_is_begun(qapp) -> None:
    refused: list[int] = []
    desktop_open.compose_mail("Subject", "Body", QObject(), lambda: refused.append(1))
    assert refused == [1]


def test_a_file_that_is_gone_is_no_accident(qapp, tmp_path) -> None:
    refused: list[int] = []
    desktop_open.open_file(tmp_path / "gone.pdf", QObject(), lambda: refused.append(1))
    assert refused == [1]


def test_the_row_says_where_the_file_is_and_copies_the_path(qtbot, themed_app, tmp_path) -> None:
    row = SavedFileRow()
    qtbot.addWidget(row)
    assert row.isHidden()
    path = tmp_path / "Review & <b>.pdf"
    path.write_bytes(b"%PDF")
    said: list[str] = []
    row.said.connect(said.append)
    row.show_for(path)
    row.open_button.click()
    row.folder_button.click()
    assert len(said) == 2 and all(str(path) in one for one in said)
    said.clear()
    row.mail_button.click()
    assert any("does not open a mail program" in one and str(path) in one for one in said)
    row.copy_button.click()
    assert QGuiApplication.clipboard().text() == str(path)


def test_on_a_desktop_the_portal_and_the_file_manager_are_asked(tmp_path) -> None:
    """On a real bus, behind the filter: the message that leaves, and that no program was started."""
    for tool in ("dbus-run-session", "dbus-monitor"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    path = tmp_path / "Review ä & b.pdf"
    path.write_bytes(b"%PDF")
    program = tmp_path / "asks.py"
    program.write_text(
        "import subprocess, sys, os\n"
        "from pathlib import Path\n"
        "monitor = subprocess.Popen(['dbus-monitor', '--binary'], stdout=subprocess.PIPE)\n"
        "monitor.stdout.read1(1)\n"
        "from reviewapp import offline\n"
        "assert offline.seal()\n"
        "from PySide6.QtWidgets import QApplication, QWidget\n"
        "from reviewapp.ui import desktop_open\n"
        "app, parent, refused = QApplication([]), QWidget(), []\n"
        "def no():\n"
        "    refused.append(1)\n"
        "    if len(refused) == 2: app.quit()\n"
        f"path = Path({str(path)!r})\n"
        "desktop_open.open_file(path, parent, no)\n"
        "desktop_open.show_in_folder(path, parent, no)\n"
        "app.exec()\n"
        "seen = b''\n"
        "while b'ShowItems' not in seen or b'OpenFile' not in seen: seen += monitor.stdout.read1(65536)\n"
        "monitor.terminate(); monitor.wait()\n"
        "print(b'org.freedesktop.portal.OpenURI' in seen, b'sha{sv}' in seen, b'%20%C3%A4%20&%20b.pdf' in seen)\n"
    )
    done = run(["dbus-run-session", "--", sys.executable, str(program)], environment(tmp_path / "home"), timeout=60)
    # Nobody answers on this bus, so both were refused in the end; what counts is what was asked, and in which form.
    assert done.stdout.strip() == "True True True", done.stderr[-2000:]


def test_a_mail_is_asked_of_the_portal_and_then_by_its_address(tmp_path) -> None:
    """On a real bus where nobody answers: first the portal's own call, then a mailto address with nothing smuggled in."""
    for tool in ("dbus-run-session", "dbus-monitor"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    program = tmp_path / "asks.py"
    program.write_text(
        "import subprocess\n"
        "monitor = subprocess.Popen(['dbus-monitor', '--binary'], stdout=subprocess.PIPE)\n"
        "monitor.stdout.read1(1)\n"
        "from reviewapp import offline\n"
        "assert offline.seal()\n"
        "from PySide6.QtWidgets import QApplication, QWidget\n"
        "from reviewapp.ui import desktop_open\n"
        "app, parent = QApplication([]), QWidget()\n"
        "desktop_open.compose_mail('Für Tom & Ruth?&bcc=x@y', 'Attached: a%20b #1', parent, app.quit)\n"
        "app.exec()\n"
        "seen = b''\n"
        "while b'mailto:' not in seen: seen += monitor.stdout.read1(65536)\n"
        "monitor.terminate(); monitor.wait()\n"
        "address = seen[seen.index(b'mailto:'):].split(b'\\0')[0].decode()\n"
        "print(b'ComposeEmail' in seen, seen.index(b'ComposeEmail') < seen.index(b'mailto:'), address)\n"
    )
    done = run(["dbus-run-session", "--", sys.executable, str(program)], environment(tmp_path / "home"), timeout=60)
    assert done.stdout.split() == [
        "True", "True", "mailto:?subject=F%C3%BCr%20Tom%20%26%20Ruth%3F%26bcc%3Dx%40y&body=Attached%3A%20a%2520b%20%231",
    ], done.stdout + done.stderr[-2000:]

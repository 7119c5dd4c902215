"""A crash leaves no picture of the memory on the disk. In processes of their own: a limit cannot be raised again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOOK = """
import ctypes, resource, sys
sys.path.insert(0, sys.argv[1])
from reviewapp.no_dumps import forbid_dumps
resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
forbid_dumps(has_window=sys.argv[2] == "window")
print(resource.getrlimit(resource.RLIMIT_CORE)[0], ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits and prctl as Linux has them")


def looked(kind: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", LOOK, str(ROOT), kind], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_a_command_can_neither_be_dumped_nor_read_by_others():
    assert looked("command") == ["0", "0"]


def test_a_window_writes_no_dump_and_stays_known_to_the_desktop_portal():
    assert looked("window") == ["0", "1"]


def test_a_debugger_can_be_let_in(monkeypatch):
    monkeypatch.setenv("REVIEWAPP_ALLOW_DUMPS", "1")
    assert looked("command")[1] == "1"


def test_the_program_asks_for_it_before_anything_else(tmp_path):
    """The real entry point: a command looks at its own limit."""
    script = (
        "import sys, resource, atexit; sys.path.insert(0, sys.argv.pop(1));"
        "atexit.register(lambda: print('limit', resource.getrlimit(resource.RLIMIT_CORE)));"
        "from reviewapp.__main__ import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(ROOT), "--version"], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert "limit (0, 0)" in done.stdout

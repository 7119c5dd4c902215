"""``make`` on a system where packages are missing and may not be installed: run for real, as nobody."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MISSING = "reviewapp-has-no-such-package"

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or not shutil.which("dpkg-query") or not shutil.which("make"), reason="needs Debian and make"
)


@pytest.fixture
def checkout() -> Iterator[Path]:
    """What ``make system`` needs, where a user without rights can read it."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        folder.chmod(0o755)
        shutil.copy(ROOT / "Makefile", folder)
        shutil.copytree(ROOT / "packaging", folder / "packaging")
        yield folder


def as_nobody(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run without the right to install anything: as the user nobody, or as oneself when that is not root."""
    who = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
    path = os.environ["PATH"]
    return subprocess.run(
        arguments, cwd=folder, capture_output=True, text=True, check=False, env={"PATH": path, "LC_ALL": "C"}, **who
    )


def test_the_script_prints_one_line_to_copy_and_exits_3(checkout: Path) -> None:
    done = as_nobody("sh", "packaging/system-packages.sh", "dpkg", MISSING, folder=checkout)
    assert done.returncode == 3 and done.stdout == ""
    assert [line for line in done.stderr.splitlines() if "apt-get" in line] == [f"  sudo apt-get install -y {MISSING}"]


def test_make_passes_the_sentence_on_and_names_exit_3_though_its_own_is_2(checkout: Path) -> None:
    """GNU make ends with 2 whenever a recipe fails, whatever the recipe's own code (docs/decisions.md)."""
    done = as_nobody("make", "system", f"APT={MISSING}", folder=checkout)
    assert done.returncode == 2
    assert f"sudo apt-get install -y {MISSING}" in done.stderr and "Error 3" in done.stderr


def test_nothing_is_said_when_nothing_is_missing(checkout: Path) -> None:
    done = as_nobody("make", "system", "APT=dpkg", folder=checkout)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

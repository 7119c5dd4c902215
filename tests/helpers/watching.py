"""Watches programs from outside: strace for what they ask of the kernel, a namespace without any network to run them in."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SESSION = ROOT / "tests" / "helpers" / "session.py"
NETWORK_CALLS = "socket,connect,bind,sendto,sendmsg,io_uring_setup"
_FAMILY = re.compile(r"(?:^|\s)(?:\d+ +)?(\w+)\(.*?((?:AF|PF)_\w+)")


def needs(*command: str) -> None:
    """Skip with the reason when a tool is missing or may not do here what the test needs of it."""
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux can be watched this way")
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run([*command, "true"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"{' '.join(command)} is not allowed here: {done.stderr.strip()[-120:]}")


def environment(home: Path, **more: str) -> dict[str, str]:
    """A clean environment: no screen, no session bus, a home of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    home.mkdir(parents=True, exist_ok=True)
    return {
        **kept, "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen",
        **more,
    }


def run(command: list[str], env: dict[str, str], *, timeout: int = 300) -> subprocess.CompletedProcess[str]:
    """Run a program to its end."""
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=timeout, check=False)


def traced(command: list[str], env: dict[str, str], log: Path, calls: str = NETWORK_CALLS) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """Run a program and all it starts under strace; what it did and the calls, one a line.

    Without ``--seccomp-bpf``: a call is then seen before our own filter refuses it, so an attempt is seen as well.
    """
    done = run(["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={calls}", *command], env)
    return done, log.read_text("utf-8", "replace").splitlines()


def families(lines: list[str]) -> Counter[str]:
    """How often each family of addresses was asked for, refused or not; "call AF_UNIX" for example."""
    found: Counter[str] = Counter()
    for line in lines:
        hit = _FAMILY.search(line)
        if hit:
            found[hit[2]] += 1
        elif "io_uring_setup(" in line:
            found["io_uring"] += 1
    return found

"""A fault of ours becomes a text file the user can read before sending it to anybody."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from pathlib import Path

import reviewapp


def write_bug_report(error: BaseException) -> Path:
    """Write what went wrong: versions and the places in the code, without values or texts of the vault."""
    places = traceback.extract_tb(error.__traceback__)
    lines = [
        f"ReviewApp {reviewapp.__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"Command: {' '.join(sys.argv[:2])}",
        f"{type(error).__name__} in:",
        *(f"  {Path(place.filename).name}:{place.lineno} {place.name}" for place in places),
    ]
    file, path = tempfile.mkstemp(prefix="reviewapp-fault-", suffix=".txt")
    with os.fdopen(file, "w", encoding="utf-8") as stream:
        stream.write("\n".join(lines) + "\n")
    return Path(path)

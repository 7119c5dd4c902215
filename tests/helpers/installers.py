"""Reaches into `packaging/`, which is no package: a folder of that name with one would shadow a library."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


def packaging_module(place: str) -> ModuleType:
    """A module of it, by its path inside, for example ``linux/deb.py``."""
    path = PACKAGING / place
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module  # for those that import one another
    spec.loader.exec_module(module)
    return module


def left_out(module: str, names: tuple[str, ...]) -> bool:
    """True for a module that is named, and for all that are inside one: PyInstaller leaves those out with it."""
    parts = module.split(".")
    return any(".".join(parts[:length]) in names for length in range(1, len(parts) + 1))

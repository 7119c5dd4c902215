"""Where things are: the shipped resources, and the user's data and settings folders."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

APP = "reviewapp"


@cache
def resources() -> Path:
    """The data shipped with the program: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent
    shipped = package / "_resources"
    return shipped if shipped.is_dir() else package.parent / "resources"


def resource(*parts: str) -> Path:
    """One shipped file or folder, for example ``resource("frameworks", "judgment-1.toml")``."""
    return resources().joinpath(*parts)


def this_program() -> list[str]:
    """The words that start this program anew. In an installed folder it is its own interpreter and takes no ``-m``."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "reviewapp"]


def data_dir() -> Path:
    """The default place of the vault, by the convention of the operating system."""
    import platformdirs

    return Path(platformdirs.user_data_dir(APP, appauthor=False))


def config_dir() -> Path:
    """The place of the settings file."""
    import platformdirs

    return Path(platformdirs.user_config_dir(APP, appauthor=False))

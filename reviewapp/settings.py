"""Settings of this program on this computer, each declared once. Nothing about people is kept here."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from reviewapp.paths import config_dir

APPEARANCES = ("system", "light", "dark")
PAPERS = ("", "a4", "letter")
DOCUMENTS = ("", "en", "de", "fr", "es")
FILE = "settings.json"


@dataclass(frozen=True)
class Settings:
    """``vault`` is the folder last opened; ``language``, ``paper`` and ``documents``, the language documents are made
    in, are empty for the system's; ``lock_minutes`` 0 is never.
    """

    vault: str = ""
    appearance: str = "system"
    language: str = ""
    lock_minutes: int = 15
    paper: str = ""
    documents: str = ""


def load_settings(folder: Path | None = None) -> Settings:
    """The settings file, or the defaults; a broken file is moved aside, never overwritten."""
    path = (folder or config_dir()) / FILE
    try:
        raw = json.loads(path.read_text("utf-8"))
        return _checked(raw)
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, TypeError, RecursionError):
        if path.exists():
            os.replace(path, path.with_suffix(".broken.json"))
        return Settings()


def save_settings(settings: Settings, folder: Path | None = None) -> None:
    """Write the file whole or not at all."""
    path = (folder or config_dir()) / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    temporary.write_text(json.dumps(asdict(settings), indent=1), "utf-8")
    os.replace(temporary, path)


def _checked(raw: object) -> Settings:
    if not isinstance(raw, dict):
        raise TypeError("settings are not an object")
    known = {item.name: raw[item.name] for item in fields(Settings) if item.name in raw}
    settings = replace(Settings(), **known)
    defaults = asdict(Settings())
    if any(type(value) is not type(defaults[name]) for name, value in asdict(settings).items()):
        raise TypeError("a setting has the wrong type")
    if settings.paper not in PAPERS:
        raise ValueError("there is no such paper")
    if settings.documents not in DOCUMENTS:
        raise ValueError("documents are not made in this language")
    if settings.appearance not in APPEARANCES or not 0 <= settings.lock_minutes <= 24 * 60:
        raise ValueError("a setting is out of bounds")
    return settings

"""The language of the commands: that of the settings, else that of the system."""

from __future__ import annotations

from reviewapp.i18n import system_language, use_language
from reviewapp.settings import load_settings


def use_chosen_language() -> None:
    """Say everything from now on in the language of the settings; the desktop does the same when it starts."""
    use_language(load_settings().language or system_language())

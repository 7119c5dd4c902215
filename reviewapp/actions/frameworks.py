"""Frameworks: the shipped one, and an organisation's own; versions live side by side."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reviewapp.actions.changes import Changes, changed
from reviewapp.actions.own_files import text_of
from reviewapp.domain.errors import UsageError
from reviewapp.domain.framework import Framework
from reviewapp.i18n import _
from reviewapp.paths import resource
from reviewapp.vault import frameworks
from reviewapp.vault.connection import Vault

SHIPPED_KEY, SHIPPED_VERSION = "judgment", "1"


@cache
def shipped_framework() -> Framework:
    """The framework that comes with the program."""
    from reviewapp.domain.framework_file import parse_framework

    return parse_framework(_shipped_source())


def ensure_shipped_framework(vault: Vault) -> None:
    """Add the shipped version when this vault does not have it yet."""
    if frameworks.find(vault.connection, SHIPPED_KEY, SHIPPED_VERSION) is None:
        with vault.write() as transaction:
            frameworks.add_framework(transaction, _shipped_source())


def import_framework(vault: Vault, *, path: Path) -> Changes:
    """Add an organisation's framework file beside the others.

    Raises UsageError when the file is not a framework, or the same key and version are there with
    other contents (a version never changes: text written against it would lose its meaning).
    """
    from reviewapp.domain.framework_file import parse_framework

    source = text_of(path)
    framework = parse_framework(source)
    known = frameworks.find(vault.connection, framework.key, framework.version)
    if known is not None:
        if frameworks.framework(vault.connection, known) == framework:
            return Changes(frozenset(), (known,))
        raise UsageError(
            _("Version {version} of {title} is here already, with other words.").format(
                version=framework.version, title=framework.title
            ),
            _("Give the changed file a new version number."),
        )
    with vault.write() as transaction:
        framework_id = frameworks.add_framework(transaction, source)
        return changed(transaction, "import_framework", "framework", ids=(framework_id,))


def _shipped_source() -> str:
    return resource("frameworks", f"{SHIPPED_KEY}-{SHIPPED_VERSION}.toml").read_text("utf-8")

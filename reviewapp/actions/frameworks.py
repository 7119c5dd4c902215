"""Frameworks: the shipped ones, and an organisation's own; versions live side by side and never change."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reviewapp.actions.changes import NOTHING, Changes, changed
from reviewapp.actions.own_files import text_of
from reviewapp.domain.crosswalk import Comparison, compared
from reviewapp.domain.errors import NotFound, UsageError
from reviewapp.domain.framework import Framework
from reviewapp.i18n import _
from reviewapp.paths import resource
from reviewapp.vault import frameworks
from reviewapp.vault.connection import Vault

# Key and version of each, the default first: the file of one is ``KEY-VERSION.toml``.
SHIPPED = (("judgment", "1"), ("small-teams", "1"))


@dataclass(frozen=True)
class Arrival:
    """A framework file that was read and is not kept yet.

    ``known_id`` is where the same one is in the vault already, 0 for a new one. ``beside`` sets it against the version
    of the same key that was added last; None when there is none.
    """

    framework: Framework
    source: str
    known_id: int
    beside: Comparison | None


@cache
def shipped_framework(key: str = SHIPPED[0][0], version: str = SHIPPED[0][1]) -> Framework:
    """A framework that comes with the program; without a key the one every vault begins with."""
    from reviewapp.domain.framework_file import parse_framework

    return parse_framework(_shipped_source(key, version))


def ensure_shipped_framework(vault: Vault) -> None:
    """Add the default when this vault does not have it yet; the others are added when somebody asks."""
    key, version = SHIPPED[0]
    if frameworks.find(vault.connection, key, version) is None:
        with vault.write() as transaction:
            frameworks.add_framework(transaction, _shipped_source(key, version))


def offered_frameworks(vault: Vault) -> list[Framework]:
    """Those that come with the program and are not in this vault."""
    return [
        shipped_framework(key, version)
        for key, version in SHIPPED
        if frameworks.find(vault.connection, key, version) is None
    ]


def add_shipped_framework(vault: Vault, *, key: str, version: str) -> Changes:
    """Take one of `offered_frameworks` into the vault. NotFound for one that does not come with the program."""
    if (key, version) not in SHIPPED:
        raise NotFound(
            _("No such framework comes with the program: {name}.").format(name=f"{key} {version}"),
            _("See the list with: reviewapp frameworks list."),
        )
    return keep_framework(vault, source=_shipped_source(key, version))


def read_framework_file(vault: Vault, *, path: Path) -> Arrival:
    """What a file holds and how it differs from what is here; keeps nothing. Raises as `import_framework`."""
    return arriving(vault, source=text_of(path))


def arriving(vault: Vault, *, source: str) -> Arrival:
    """The same for a text. UsageError also where what a review prints of it holds a usage metric."""
    from reviewapp.domain.framework_file import parse_framework

    framework = parse_framework(source)
    known = frameworks.find(vault.connection, framework.key, framework.version)
    here = frameworks.frameworks(vault.connection)
    if known is not None and dict(here)[known] != framework:
        raise UsageError(
            _("Version {version} of {title} is here already, with other words.").format(
                version=framework.version, title=framework.title
            ),
            _("Give the changed file a new version number."),
        )
    if known is None:
        from reviewapp.actions.own_words import check_of
        from reviewapp.actions.text_check import refuse_usage_metric

        printed = [text for one in framework.competencies for text in (one.name, one.definition)]
        refuse_usage_metric((framework.title, framework.version, framework.status, *printed), check_of(vault).check)
    earlier = [one for one_id, one in here if one.key == framework.key and one_id != known]
    beside = compared(earlier[-1], framework) if earlier else None
    return Arrival(framework, source, known or 0, beside)


def import_framework(vault: Vault, *, path: Path) -> Changes:
    """Add an organisation's framework file beside the others.

    Raises UsageError when the file is not a framework, or the same key and version are there with
    other contents (a version never changes: text written against it would lose its meaning).
    """
    return keep_framework(vault, source=text_of(path))


def keep_framework(vault: Vault, *, source: str) -> Changes:
    """Add the text of a framework, whole or not at all; one that is here already changes nothing.

    Raises as `import_framework`.
    """
    arrival = arriving(vault, source=source)
    if arrival.known_id:
        return Changes(NOTHING.kinds, (arrival.known_id,))
    with vault.write() as transaction:
        framework_id = frameworks.add_framework(transaction, source)
        return changed(transaction, "import_framework", "framework", ids=(framework_id,))


def export_framework(vault: Vault, *, framework_id: int, path: Path) -> None:
    """Write a version as the file it was added from, letter for letter. NotFound for an unknown one."""
    from reviewapp.actions.files import write_whole

    write_whole(path, frameworks.source(vault.connection, _known(vault, framework_id)).encode("utf-8"))


def compare_frameworks(vault: Vault, *, before_id: int, after_id: int) -> Comparison:
    """Two versions or frameworks side by side. NotFound when one of them is not here."""
    return compared(framework_by_id(vault, framework_id=before_id), framework_by_id(vault, framework_id=after_id))


def framework_by_id(vault: Vault, *, framework_id: int) -> Framework:
    """One version. NotFound when there is none."""
    return frameworks.framework(vault.connection, _known(vault, framework_id))


def _known(vault: Vault, framework_id: int) -> int:
    if framework_id not in {one_id for one_id, _one in frameworks.frameworks(vault.connection)}:
        raise NotFound(
            _("There is no framework {id}.").format(id=framework_id),
            _("See the list with: reviewapp frameworks list."),
        )
    return framework_id


def _shipped_source(key: str, version: str) -> str:
    return resource("frameworks", f"{key}-{version}.toml").read_text("utf-8")

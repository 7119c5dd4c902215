"""Writing a framework: what a new version or a copy begins with, and keeping it. What was published never changes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from reviewapp.actions.changes import Changes
from reviewapp.actions.frameworks import SHIPPED, framework_by_id, keep_framework
from reviewapp.domain.errors import UsageError
from reviewapp.domain.framework import Framework
from reviewapp.domain.framework_draft import Draft, draft_of, framework_of
from reviewapp.i18n import _
from reviewapp.vault import frameworks
from reviewapp.vault.connection import Vault


@dataclass(frozen=True)
class Beginning:
    """What an editor starts from: the version it is made from, the draft, and every id its key ever used."""

    base: Framework
    draft: Draft
    used_ids: frozenset[str]


def begin_version(vault: Vault, *, framework_id: int) -> Beginning:
    """A draft of the next version of one framework, the same words under another label. NotFound for an unknown one."""
    base = framework_by_id(vault, framework_id=framework_id)
    draft = draft_of(base)
    draft["version"] = _next_version(base, _versions(vault, base.key))
    # What an earlier version took over is taken over already: tags of the key carry on by their ids.
    return Beginning(base, draft, _ids_of(vault, base.key))


def begin_copy(vault: Vault, *, framework_id: int) -> Beginning:
    """A draft of a framework of one's own that begins with the words of another, and continues its competencies.

    NotFound for an unknown one.
    """
    base = framework_by_id(vault, framework_id=framework_id)
    draft = draft_of(base)
    draft["key"] = _free_key({one.key for _id, one in frameworks.frameworks(vault.connection)})
    draft["version"] = "1"
    draft["title"] = _("{title}, our own").format(title=base.title)
    draft["status"] = _("adapted from {title} {version}, not validated").format(title=base.title, version=base.version)
    for one in draft["competencies"]:
        one["continues"] = "\n".join(filter(None, (f"{base.key}/{one['id']}", one["continues"])))
    return Beginning(base, draft, frozenset())


def publish_framework(vault: Vault, *, draft: Draft) -> Changes:
    """Keep a draft as a version of its own, beside the others.

    Raises DraftProblem for the first thing that stops it, and UsageError when that version is here already: what was
    published is never changed, whatever was used of it.
    """
    from reviewapp.domain.framework_text import framework_text

    framework = framework_of(draft)
    if frameworks.find(vault.connection, framework.key, framework.version) is not None:
        raise UsageError(
            _("Version {version} of {key} is here already, and a version never changes.").format(
                version=framework.version, key=framework.key
            ),
            _("Give this one another version."),
        )
    return keep_framework(vault, source=framework_text(framework))


def _versions(vault: Vault, key: str) -> set[str]:
    return {one.version for _id, one in frameworks.frameworks(vault.connection) if one.key == key}


def _ids_of(vault: Vault, key: str) -> frozenset[str]:
    return frozenset(
        item.id for _id, one in frameworks.frameworks(vault.connection) if one.key == key for item in one.competencies
    )


def _next_version(base: Framework, taken: Collection[str]) -> str:
    """The next figure; of a framework of the program with a word of one's own, for its next version is not ours."""
    ending = "-own" if base.key in {key for key, _version in SHIPPED} else ""
    number = 1 + max((int(one) for one in (v.removesuffix("-own") for v in taken) if one.isdecimal()), default=0)
    while f"{number}{ending}" in taken:
        number += 1
    return f"{number}{ending}"


def _free_key(taken: Collection[str]) -> str:
    number, key = 1, "own"
    while key in taken:
        number += 1
        key = f"own-{number}"
    return key

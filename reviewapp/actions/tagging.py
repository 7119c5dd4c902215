"""Which competency somebody means: an id is one of the framework it was chosen from, never of another."""

from __future__ import annotations

from collections.abc import Sequence

from reviewapp.actions.queries import framework_for
from reviewapp.domain.errors import UsageError
from reviewapp.domain.framework import Framework
from reviewapp.domain.observation import MAX_COMPETENCIES, CompetencyTag
from reviewapp.i18n import _
from reviewapp.vault import frameworks
from reviewapp.vault.connection import Vault


def chosen_tags(
    vault: Vault, written: Sequence[str], person_ids: Sequence[int], kept: Sequence[CompetencyTag] = ()
) -> tuple[CompetencyTag, ...]:
    """The competencies named, each of its framework, without repeats.

    ``J6`` is the one of the first person whose framework has it, else of the shipped framework, else of the one
    added last; ``wards/J6`` names the framework by its key. A tag of ``kept`` that is named again stays the one of
    the version it was chosen from. Raises UsageError for one that no framework here has, or more than three.
    """
    here = [framework for _id, framework in frameworks.frameworks(vault.connection)]
    order = [*(framework_for(vault, person_id=one) for one in person_ids), here[0], *reversed(here)]
    known = {tag.written(): tag for tag in reversed(kept)}
    found: dict[str, CompetencyTag] = {}
    unknown = []
    for name in written:
        tag = _tag(name, order)
        if tag is None:
            unknown.append(name)
        else:
            found.setdefault(tag.written(), known.get(tag.written(), tag))
    if unknown:
        raise UsageError(
            _("No framework here has a competency {competencies}.").format(competencies=", ".join(unknown)),
            _("See Library for the list."),
        )
    if len(found) > MAX_COMPETENCIES:
        raise UsageError(
            _("One episode can stand for at most three competencies."), _("Choose those it shows most clearly.")
        )
    return tuple(found.values())


def _tag(written: str, order: Sequence[Framework]) -> CompetencyTag | None:
    key, _slash, competency_id = written.rpartition("/")
    for one in order:
        if competency_id in one.ids and key in ("", one.key):
            return CompetencyTag(one.key, one.version, competency_id)
    return None

"""What may be agreed in a role profile (domain.md A6, A87, A89). Loads nothing that prints, unlike `role_words`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reviewapp.domain.errors import UsageError
from reviewapp.domain.role import CAPACITIES, CONTEXT, IMPORTANCE, MODES, RoleProfile
from reviewapp.i18n import _


def refuse_unknown_words(modes: Sequence[str], capacities: Mapping[str, str], context: Mapping[str, str]) -> None:
    """UsageError for a mode, a capacity, an importance or a text no profile has."""
    for given, known in (
        (modes, MODES), (capacities, CAPACITIES), (capacities.values(), IMPORTANCE), (context, CONTEXT),
    ):  # fmt: skip
        for one in given:
            if one not in known:
                raise UsageError(
                    _("A role profile has no {word}.").format(word=one),
                    _("Use one of {choices}.").format(choices=", ".join(known)),
                )


def modes_of(
    work: tuple[str, ...], given: Sequence[str] | None, modes: Sequence[str] | None, before: RoleProfile | None
) -> tuple[str, ...]:
    """The mode of each piece of protected work: as given, else as agreed before, else human only."""
    if modes is not None and given is not None:
        told = dict(zip((one.strip() for one in given), modes, strict=False))
    else:
        told = dict(zip(before.protected_work, before.modes, strict=True)) if before else {}
    return tuple(told.get(one, MODES[0]) for one in work)

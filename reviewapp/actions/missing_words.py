"""What is said about characters that no font here can draw, in the window and by commands alike."""

from __future__ import annotations

from collections.abc import Sequence

from reviewapp.domain.missing import MissingCharacter
from reviewapp.i18n import _

_NAMED = 12  # characters named at one place; a text in an unknown script has hundreds


def missing_lines(found: Sequence[MissingCharacter]) -> list[str]:
    """Sentences: what stands in their place, which characters under which headings, and what helps. Empty for none."""
    if not found:
        return []
    lines = [_("No font here can draw some characters. “�” is printed in their place; copied text keeps them.")]
    groups: dict[tuple[str, ...], list[MissingCharacter]] = {}
    for one in found:
        groups.setdefault(one.places, []).append(one)
    for places, group in groups.items():
        named = ", ".join(one.code for one in group[:_NAMED])
        if len(group) > _NAMED:
            named = _("{names} and others").format(names=named)
        where = ", ".join(f"“{place}”" for place in places)
        lines.append(_("Under {places}: {names}.").format(places=where, names=named))
    if any(one.is_east_asian for one in found):
        lines.append(_("For Chinese, Japanese and Korean, install a font of that script or the extra “cjk”."))
    return lines

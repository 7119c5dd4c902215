"""Practice vignettes, as shipped, in the language of the screen; nothing about their reader is kept."""

from __future__ import annotations

from functools import cache

from reviewapp.domain.vignette import Vignette, parse_vignette
from reviewapp.i18n import language
from reviewapp.paths import resource

_WRITTEN_IN = "en"


def shipped_vignettes() -> tuple[Vignette, ...]:
    """All vignettes in their order; one that is not translated yet stands in English."""
    return _vignettes(language())


@cache
def _vignettes(spoken: str) -> tuple[Vignette, ...]:
    found = []
    for path in sorted(resource("vignettes", _WRITTEN_IN).glob("*.toml")):
        translated = resource("vignettes", spoken, path.name)
        found.append(parse_vignette((translated if translated.is_file() else path).read_text("utf-8")))
    return tuple(found)

"""Practice vignettes, as shipped, in the language of the screen; nothing about their reader is kept."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from reviewapp.domain.framework import Framework
from reviewapp.domain.vignette import Vignette, parse_vignette
from reviewapp.i18n import language
from reviewapp.paths import resource

_WRITTEN_IN = "en"


def vignettes_for(frameworks: Iterable[Framework]) -> tuple[Vignette, ...]:
    """Those that are weighed by one of these versions."""
    here = {(one.key, one.version) for one in frameworks}
    return tuple(one for one in shipped_vignettes() if one.framework in here)


def read_beside(vignette: Vignette, own: Framework, framework: Framework) -> tuple[str, ...]:
    """What another framework calls the competencies of the answer, as far as it says that it goes on with them."""
    found = (framework.own_id(own.key, one) for one in vignette.answer.competencies)
    return tuple(framework.competency(one).name for one in dict.fromkeys(found) if one)


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

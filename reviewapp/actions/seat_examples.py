"""What a competency can look like from a seat: an example to talk about beside the anchors (domain.md A6)."""

from __future__ import annotations

import tomllib
from functools import cache

from reviewapp.paths import resource

# Frameworks that came with examples; one brought in by an organisation has none.
_SHIPPED = frozenset({"judgment"})


def seat_example(framework_key: str, competency_id: str, seat: str) -> str:
    """The example for one seat, "" where the framework or the competency has none."""
    return _examples(framework_key).get(competency_id, {}).get(seat, "")


@cache
def _examples(framework_key: str) -> dict[str, dict[str, str]]:
    if framework_key not in _SHIPPED:
        return {}
    return tomllib.loads(resource("seats", f"{framework_key}.toml").read_text("utf-8"))

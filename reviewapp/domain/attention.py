"""Where a writer's attention went: a rule that compares and gives back nothing but people (domain.md G).

"Surveillance by diary" begins with one person who is written about all the time. The manager alone is asked, gently;
no figure leaves this module (PRODUCT.md, practical rules).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median

# How far back one looks, in days.
LOOKED_BACK_DAYS = 90
# Below this nobody is watched, and with fewer people there are no others to compare with [own judgment].
_FEWEST_ENTRIES = 8
_FEWEST_PEOPLE = 3
_FAR_MORE = 3


def written_about_far_more(days: Mapping[int, Sequence[date]]) -> tuple[int, ...]:
    """Who was written about far more often than the others; ``days`` are those of each person's entries.

    Everybody reviewed is in ``days``, those nothing was written about with none.
    """
    if len(days) < _FEWEST_PEOPLE:
        return ()
    found = []
    for person_id, own in days.items():
        others = median(len(entries) for one, entries in days.items() if one != person_id)
        if len(own) >= _FEWEST_ENTRIES and len(own) > _FAR_MORE * others:
            found.append(person_id)
    return tuple(found)

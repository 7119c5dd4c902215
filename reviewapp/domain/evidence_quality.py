"""The checks of a review draft's evidence (domain.md D): each asks a question, none scores anybody."""

from __future__ import annotations

# The ids under which a question can be dismissed with a reason, in the order in which they are asked.
CHECK_IDS: tuple[str, ...] = (
    "goal_quota", "basis", "hindsight", "support_first", "conditions_open", "speed_alone", "saved_time", "comparison",
    "balance", "recency", "coverage", "not_looked_at", "parity",
)

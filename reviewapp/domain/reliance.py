"""The map of appropriate reliance: readings of a cell as questions, never as a grade (domain.md C)."""

from __future__ import annotations

ROWS: tuple[str, ...] = ("sound", "flawed", "unclear", "no_output")
COLUMNS: tuple[str, ...] = ("accepted", "revised", "rejected", "escalated", "did_without_ai")

# One reading for each cell; own wording of domain.md C. A cell without one holds episodes all the same.
READINGS: dict[tuple[str, str], str] = {
    ("sound", "accepted"): "Trust that fitted. What made it safe to accept?",
    ("sound", "revised"): "Did the change add value, or redo what was right?",
    ("sound", "rejected"): "Too little trust, or a fair choice at these stakes?",
    ("sound", "escalated"): "A false alarm: legitimate when unclear, and useful for tuning.",
    ("sound", "did_without_ai"): "Kept human for a reason, or by habit?",
    ("flawed", "accepted"): "What could be known then, and what pressure applied?",
    ("flawed", "revised"): "Fault found and repaired. Was anyone told?",
    ("flawed", "rejected"): "Fault found, work sent another way.",
    ("flawed", "escalated"): "Fault found, and made preventable.",
    ("flawed", "did_without_ai"): "Avoided it. Was the flaw reported?",
    ("unclear", "accepted"): "Accepted under doubt. Was the doubt said?",
    ("unclear", "revised"): "Hedged. Were the limits marked?",
    ("unclear", "rejected"): "Was the caution in proportion to the stakes?",
    ("unclear", "escalated"): "A second pair of eyes, rightly asked for.",
    ("unclear", "did_without_ai"): "Fell back on own skill.",
    ("no_output", "did_without_ai"): "Done without AI. What decided it?",
}

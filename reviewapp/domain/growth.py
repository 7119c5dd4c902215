"""Goals, skill plans and support of a person (domain.md A5, A27, A42, A51, A52, A58).

A goal says what is learned if it fails, and has no field for a penalty, a grade or an amount. A plan names who supports
it and what was promised; the log of support is the employer's side. Each is a few texts and days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reviewapp.domain.errors import N_

KINDS: tuple[str, ...] = ("goal", "plan", "support")
# The one choice of each kind: the type of a goal, where a plan leads, what sort of support it is.
CHOICES: dict[str, tuple[str, ...]] = {
    "goal": ("experiment", "learning", "responsible_use", "business_problem"),
    "plan": ("eval_design", "data_curation", "safety_review", "pipeline_building", "own"),
    "support": ("training", "guidance", "time", "access", "other"),
}
# Texts in the order in which they are asked for; those in `REQUIRED` may not be empty.
TEXTS: dict[str, tuple[str, ...]] = {
    "goal": ("aim", "if_it_fails_we_learn", "what_we_learned"),
    "plan": ("from_now", "toward", "next_step", "support_owner", "support_promised", "support_given"),
    "support": ("topic", "time_given"),
}
REQUIRED: dict[str, tuple[str, ...]] = {
    "goal": ("aim", "if_it_fails_we_learn"), "plan": ("next_step", "support_owner", "support_promised"),
    "support": ("topic",),
}  # fmt: skip
# What the writer says of their own practice in a cycle, in the order asked for; the first two may not be empty (A60).
NOTE_TEXTS: tuple[str, ...] = ("what_i_checked", "what_i_got_wrong", "what_i_changed")
# Days beside the one it was agreed or offered on.
DAYS: dict[str, tuple[str, ...]] = {
    "goal": ("look_back_on", "ended_on"), "plan": ("look_back_on", "given_on", "ended_on"), "support": ("given_on",),
}


@dataclass(frozen=True)
class GrowthItem:
    """One goal, plan or offer of support. ``agreed_on`` is the day it was agreed, or offered."""

    id: int
    uid: str
    person_id: int
    kind: str
    choice: str
    agreed_on: date
    texts: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """One of its texts, "" where nothing was written."""
        return self.texts.get(name, "")

    def belongs_to(self, first: date, last: date) -> bool:
        """True when it was in force at some time of a period; support belongs to the period it was offered in."""
        if self.agreed_on > last:
            return False
        ended = self.days.get("ended_on")
        if self.kind == "support":
            return self.agreed_on >= first or self.days.get("given_on", date.min) >= first
        return ended is None or ended >= first


@dataclass(frozen=True)
class Template:
    """A goal to begin from: its type and its two sentences, to be rewritten (domain.md A52)."""

    choice: str
    title: str
    aim: str
    if_it_fails_we_learn: str


TEMPLATES: tuple[Template, ...] = (
    Template(
        "business_problem", N_("Lighten a task"),
        N_("Take a task that costs much effort by hand, try to lighten it with AI, and say what its receivers notice."),
        N_("Which part of the task resists, and what that says about how it is set up."),
    ),
    Template(
        "experiment", N_("Try an idea from AI"),
        N_("Choose one idea that AI suggested, build a small prototype, and show it to those it is for."),
        N_("Why the idea did not hold, written down so that nobody has to try it again."),
    ),
    Template(
        "learning", N_("Hold a workshop"),
        N_("Show colleagues a case in which AI helped and one in which it misled, and how the difference was noticed."),
        N_("What was still unclear to the colleagues, and what the next workshop should begin with."),
    ),
    Template(
        "responsible_use", N_("Agree a check"),
        N_("Find one place where AI's output goes out unchecked, and agree with its receivers how it is checked."),
        N_("What the check would have cost, and who would have had to carry it."),
    ),
)  # fmt: skip

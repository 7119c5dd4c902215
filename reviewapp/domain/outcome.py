"""Outcome measures: a before and an after figure of a workflow or a team, never of a person (domain.md A9-A23, A57).

Two figures are set side by side only when they were tallied in the same way; otherwise the words are "not
comparable" and why. Nothing here is merged into a judgment about anybody (A61).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from reviewapp.domain.errors import N_, UsageError

SCOPES: tuple[str, ...] = ("workflow", "team")  # a person is not among them, here and in the table
DIMENSIONS: tuple[str, ...] = ("consistency", "correctness", "reversibility")
KINDS: tuple[str, ...] = (
    "task_success", "satisfaction", "retention", "incidents", "review_quality", "time_to_trust", "defects",
    "hallucination_rate", "review_time", "other",
)
STATUSES: tuple[str, ...] = ("exploratory", "settled")
# A share is held of so many; an amount is a figure such as a median, taken from so many cases.
SHAPES: tuple[str, ...] = ("share", "amount")
ORIGINS: tuple[str, ...] = ("human", "ai", "mixed")
INCLUDES: tuple[str, ...] = ("yes", "no", "na")
SIDES: tuple[str, ...] = ("before", "after")

FEW = 20  # A14: under so many cases a figure describes and proves nothing; can be changed for each measure
BASELINE_DAYS = 14  # A19

# Why two figures are not set side by side, in the order in which they are said.
REASONS: tuple[str, ...] = (
    "no_before", "no_after", "origin", "review_time", "downstream", "covers", "source", "origin_open",
    "review_time_open", "downstream_open", "length",
)


@dataclass(frozen=True)
class Window:
    """One side: what was tallied from a day to a day. ``None`` and "" are what nobody has said yet.

    ``held`` of ``out_of`` for a share; for an amount ``held`` is the figure and ``out_of`` the cases behind it.
    ``covers`` says which cases were counted where that is not the same for both sides.
    """

    first: date
    last: date
    held: float
    out_of: int
    origin: str | None = None
    review_time: str | None = None
    downstream: str | None = None
    covers: str = ""
    source: str = ""


@dataclass(frozen=True)
class Measure:
    """One measure. ``what`` is the definition both sides share; ``few_below`` the cases under which it only describes.

    ``steps_dropped`` are steps taken out of the work and why (A20); ``trust_definition`` is the team's own words on
    when re-checking everything stops (A23).
    """

    name: str
    what: str
    scope: str = "workflow"
    kind: str = "other"
    dimension: str = "correctness"
    status: str = "exploratory"
    shape: str = "share"
    unit: str = ""
    change_on: date | None = None
    before: Window | None = None
    after: Window | None = None
    steps_dropped: str = ""
    steps_reason: str = ""
    trust_definition: str = ""
    few_below: int = FEW
    remarks: str = ""
    agreement_id: int | None = None

    @property
    def windows(self) -> tuple[tuple[str, Window], ...]:
        """The sides there are, before first."""
        return tuple((side, one) for side, one in zip(SIDES, (self.before, self.after), strict=True) if one)


@dataclass(frozen=True)
class KeptMeasure:
    """A measure of the vault."""

    id: int
    uid: str
    measure: Measure


def baseline(change_on: date) -> tuple[date, date]:
    """The two weeks before a change (A19)."""
    return change_on - timedelta(days=BASELINE_DAYS), change_on - timedelta(days=1)


def checked(measure: Measure) -> Measure:
    """The measure as it can be kept. UsageError for what it cannot be: no definition, a baseline that reaches into
    the change, more held than there were, a time to trust nobody defined."""
    for name, choices in (
        ("scope", SCOPES), ("kind", KINDS), ("dimension", DIMENSIONS), ("status", STATUSES), ("shape", SHAPES),
    ):  # fmt: skip
        if getattr(measure, name) not in choices:
            raise UsageError(
                N_("{value} is none of the choices."), N_("Use one of {choices}."), value=getattr(measure, name),
                choices=", ".join(choices),
            )
    if not measure.name.strip() or not measure.what.strip():
        raise UsageError(
            N_("A measure needs a name and what is counted."),
            N_("Say it so that somebody else would count the same things."),
        )
    if measure.kind == "time_to_trust" and not measure.trust_definition.strip():
        raise UsageError(
            N_("Time to trust needs the team's own definition."),
            N_("Write when re-checking everything stops, for example after which run of sound results."),
        )
    if measure.steps_dropped.strip() and not measure.steps_reason.strip():
        raise UsageError(N_("A step that was dropped needs its reason."), N_("Say why it could go."))
    if measure.few_below < 1:
        raise UsageError(N_("The smallest number of cases is at least one."), N_("Leave it at twenty when unsure."))
    for _side, window in measure.windows:
        _checked_window(window, measure.shape)
    if measure.windows and measure.change_on is None:
        raise UsageError(
            N_("Before and after need the day of the change."), N_("Give the day from which the work was different.")
        )
    if measure.before and measure.change_on and measure.before.last >= measure.change_on:
        raise UsageError(
            N_("The baseline must end before the day of the change."),
            N_("A figure that reaches into the change is no baseline. Two weeks before it are usual."),
        )
    if measure.after and measure.change_on and measure.after.first < measure.change_on:
        raise UsageError(
            N_("The figure afterwards begins before the day of the change."), N_("Begin it on that day or later.")
        )
    return measure


def _checked_window(window: Window, shape: str) -> None:
    if window.first > window.last:
        raise UsageError(N_("The window ends before it begins."), N_("Look at both days."))
    if window.out_of < 1 or window.held < 0:
        raise UsageError(
            N_("A figure needs what it is out of."), N_("Say out of how many cases, at least one, over these days.")
        )
    if shape == "share" and window.held > window.out_of:
        raise UsageError(
            N_("More were counted than there were in all."),
            N_("If the figure is an amount, such as a median, say so."),
        )
    for value, choices in (
        (window.origin, ORIGINS), (window.review_time, INCLUDES), (window.downstream, INCLUDES),
    ):  # fmt: skip
        if value is not None and value not in choices:
            raise UsageError(
                N_("{value} is none of the choices."), N_("Use one of {choices}."), value=value,
                choices=", ".join(choices),
            )


def not_comparable(measure: Measure) -> tuple[str, ...]:
    """Why before and after are not set side by side (A57); empty when they were tallied in the same way.

    An answer nobody gave on either side stops it as well: it is asked for, never taken for granted.
    """
    before, after = measure.before, measure.after
    if before is None or after is None:
        return tuple(name for name, one in (("no_before", before), ("no_after", after)) if one is None)
    found: list[str] = []
    for name, mine, theirs in (
        ("origin", before.origin, after.origin), ("review_time", before.review_time, after.review_time),
        ("downstream", before.downstream, after.downstream),
    ):  # fmt: skip
        if mine is None or theirs is None:
            found.append(f"{name}_open")
        elif mine != theirs:
            found.append(name)
    found += ["covers"] if _same(before.covers) != _same(after.covers) else []
    found += ["source"] if _same(before.source) != _same(after.source) else []
    # What is counted until the window ends grows with its length; a share of so many does not.
    if measure.shape == "share" and measure.kind in {"incidents", "defects"} and _days(before) != _days(after):
        found.append("length")
    return tuple(reason for reason in REASONS if reason in found)


def describes_only(measure: Measure) -> bool:
    """True when a side rests on few cases (A14): what was counted, or what it was counted out of."""
    return any(
        one.out_of < measure.few_below or (measure.shape == "share" and one.held < measure.few_below)
        for _side, one in measure.windows
    )


def lengths(measure: Measure) -> tuple[tuple[str, float], ...]:
    """How far each side reaches on a scale from 0 to 1, for a picture; empty when the two may not stand together.

    A share is drawn as a share of all; an amount against the larger of the two.
    """
    if not_comparable(measure):
        return ()
    most = max((one.held for _side, one in measure.windows), default=0.0) or 1.0
    return tuple(
        (side, one.held / one.out_of if measure.shape == "share" else one.held / most) for side, one in measure.windows
    )


def _days(window: Window) -> int:
    return (window.last - window.first).days


def _same(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")

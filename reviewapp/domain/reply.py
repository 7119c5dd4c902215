"""What a person says to what was written about them: printed in every later PDF, never altered (domain.md F)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reviewapp.domain.errors import N_, UsageError

# Receipt is not agreement, and no answer holds nothing up.
POSITIONS: tuple[str, ...] = ("received", "agree", "agree_in_part", "disagree", "declined_to_sign")
# How the words came to the writer: as a signed file, or typed in by the writer and marked so.
RECORDED_HOW: tuple[str, ...] = ("in_presence", "from_document")
# "handed" came with a handover: the writer of it says that the person said so.
HOW: tuple[str, ...] = ("packet", *RECORDED_HOW, "handed")

MAX_ANSWER = 20_000
MAX_STATEMENT = 200_000


@dataclass(frozen=True)
class EmployeeReply:
    """One reply as it stands beside what it answers.

    ``written_on`` is the person's own day, ``kept_on`` the one it came or was typed in. ``compared`` is False while
    the words of the card that signed it were never compared. ``episode_on`` and ``episode`` name the episode it is
    about, None and "" for the review as a whole. ``late`` came after the review was finished; ``earlier_on`` is the
    day an earlier review of the same period was finished that it answered. ``handed_by`` is the manager whose handover
    brought it. ``has_figures: the evidence check finds
    usage figures in it.
    """

    uid: str
    position: str
    text: str
    written_on: date
    how: str
    kept_on: date
    compared: bool = True
    late: bool = False
    has_figures: bool = False
    episode_on: date | None = None
    episode: str = ""
    handed_by: str = ""
    earlier_on: date | None = None


def refuse_position(position: str, text: str) -> None:
    """Raise UsageError for an unknown position, or where neither a position nor a word is given."""
    if position and position not in POSITIONS:
        raise UsageError(
            N_("There is no answer called {position}."), N_("Use one of {choices}."), position=position,
            choices=", ".join(POSITIONS),
        )  # fmt: skip
    if not position and not text.strip():
        raise UsageError(N_("There is no answer yet."), N_("Choose where you stand, or write something."))

"""What an organisation sets for everybody who works with one vault: periods, and how early a concern is shared.

Set in the window or brought in as a TOML file (`parse_policy`), so that a works council can agree on one text and
everybody can put exactly that in force. It can make rules stricter; it can switch none of them off.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from reviewapp.domain.errors import N_, UsageError
from reviewapp.domain.retention import (
    JOT_DAYS,
    JOT_DAYS_LONGEST,
    LONGEST_MONTHS,
    REGION_IDS,
    REVIEW_MONTHS,
    UNUSED_DAYS,
    USED_MONTHS,
)
from reviewapp.domain.review import CONCERN_SHARED_DAYS

# An organisation may lengthen the time to answer a concern, and shorten it to a week, never to nothing (domain.md D).
CONCERN_DAYS_LEAST, CONCERN_DAYS_MOST = 7, 90
MAX_FILE_CHARACTERS = 20_000
MAX_TEXT_CHARACTERS = 400


@dataclass(frozen=True)
class Policy:
    """What the organisation set. ``basis`` names its ground; without one nothing can be set for "elsewhere".

    ``concern_days`` is how long a concern must have been shared before a review may cite it. ``purpose`` is what
    reviews are for, "" for what the shipped notice says; a changed one needs a new notice, and what was written
    before that notice stays out of reviews (domain.md G; GDPR art. 5(1)(b)).
    """

    region: str = "product"
    jot_days: int = JOT_DAYS
    unused_days: int = UNUSED_DAYS
    used_months: int = USED_MONTHS
    review_months: int = REVIEW_MONTHS
    basis: str = ""
    concern_days: int = CONCERN_SHARED_DAYS
    purpose: str = ""

    def checked(self) -> Policy:
        """The policy; UsageError for an unknown region or periods nobody can mean."""
        if self.region not in REGION_IDS:
            raise UsageError(
                N_("There is no region {region}."), N_("Use one of {choices}."),
                region=self.region, choices=", ".join(REGION_IDS),
            )  # fmt: skip
        if not JOT_DAYS <= self.jot_days <= JOT_DAYS_LONGEST:
            raise UsageError(
                N_("A jot lives 30 to 90 days."),
                N_("A private note that nobody hears of is meant to be completed, shared or thrown away."),
            )
        if not CONCERN_DAYS_LEAST <= self.concern_days <= CONCERN_DAYS_MOST:
            raise UsageError(
                N_("A concern is shared 7 to 90 days before a review cites it."),
                N_("Whoever it is about needs the time to answer; no organisation can take it away."),
            )
        months = (self.used_months, self.review_months, self.unused_days // 30)
        if min(self.unused_days, *months[:2]) < 1 or max(months) > LONGEST_MONTHS:
            raise UsageError(N_("This period cannot be meant."), N_("Use days or months, at most twenty years."))
        if self.region == "elsewhere" and not self.basis.strip():
            raise UsageError(
                N_("For this region there is no figure to start from."),
                N_("Name the rule your organisation goes by."),
            )
        return self


_WAY_ON = N_("Correct the file and choose it again; nothing was changed.")


def parse_policy(text: str) -> Policy:
    """The policy written in ``text`` (TOML); what it leaves out is as shipped. UsageError names what is wrong.

    A key nobody knows is refused: a misspelt period would otherwise silently not be in force.
    """
    import difflib
    import tomllib  # neither at the start of the program

    if len(text) > MAX_FILE_CHARACTERS:
        raise UsageError(N_("This file is far too long for a policy."), N_("Choose the policy file itself."))
    try:
        table = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise UsageError(N_("This file cannot be read as TOML."), _WAY_ON) from error
    if not table:
        raise UsageError(N_("This file sets nothing."), N_("A policy looks like this: concern_days = 21"))
    kinds = {one.name: type(one.default) for one in fields(Policy)}
    for key, value in table.items():
        kind = kinds.get(key)
        if kind is None:
            near = difflib.get_close_matches(key, kinds, 1)
            raise UsageError(
                N_("{key} is nothing a policy can set."),
                N_("Did you mean {choices}?") if near else N_("Use {choices}."),
                key=_short(key), choices=", ".join(near or kinds),
            )
        # `type is`: true is an int to Python, and nobody means it for a number of days.
        if type(value) is not kind or (isinstance(value, str) and not _is_line(value)):
            raise UsageError(
                N_("{key} must be one line of text.") if kind is str else N_("{key} must be a whole number."),
                _WAY_ON, key=key,
            )
    return Policy(**table).checked()


def _is_line(text: str) -> bool:
    # U+FFFD stands for bytes that were no UTF-8.
    return len(text) <= MAX_TEXT_CHARACTERS and text.isprintable() and "\ufffd" not in text


def _short(key: str) -> str:
    return key if len(key) <= 40 else f"{key[:39]}…"

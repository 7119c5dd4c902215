"""A working agreement: how a team works with AI on one workflow, dated, and never changed backwards (domain.md A).

Every part is text that people agreed. What a version says stays; a change is a new version with a day of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from reviewapp.domain.errors import N_, UsageError

# Longer texts, in the order in which they are read: what it is for first, what is open last.
TEXTS: tuple[str, ...] = (
    "purpose", "worth_doing_if", "definition_of_done", "check_before_release", "automated_checks", "guard_rails",
    "way_back", "upstream", "downstream", "good_enough", "open_questions", "other_notes",
)
# Parts with a rule that an episode can be held against (A35, A79, A80, A82, A91).
RULES: tuple[str, ...] = (
    "definition_of_done", "worth_doing_if", "must_review", "check_before_release", "guard_rails", "way_back",
    "absorption_limit", "good_enough",
)
TESTED: tuple[str, ...] = ("yes", "no")


@dataclass(frozen=True)
class MustReview:
    """What a person has to look at before it goes on, who does, and why (A35, A76). The reason is required."""

    what: str
    who: str
    why: str


@dataclass(frozen=True)
class AbsorptionLimit:
    """How much one receiver can take, in words (A82). ``receiver`` is empty where a file names none."""

    receiver: str
    limit: str


@dataclass(frozen=True)
class Terms:
    """What is agreed for one workflow. ``tested_at_speed`` is yes, no or "" while nobody said (A83).

    ``good_enough`` holds once makers and receivers both agreed to it: then both fields name them by role or group,
    and ``good_enough_on`` is the day (A91).
    """

    workflow: str
    owner: str = ""
    agreed_with: str = ""
    next_look: str = ""
    purpose: str = ""
    worth_doing_if: str = ""
    definition_of_done: str = ""
    must_review: tuple[MustReview, ...] = ()
    check_before_release: str = ""
    automated_checks: str = ""
    guard_rails: str = ""
    way_back: str = ""
    absorption_limits: tuple[AbsorptionLimit, ...] = ()
    upstream: str = ""
    downstream: str = ""
    tested_at_speed: str = ""
    good_enough: str = ""
    good_enough_makers: str = ""
    good_enough_receivers: str = ""
    good_enough_on: date | None = None
    open_questions: str = ""
    other_notes: str = ""

    @property
    def good_enough_stands(self) -> bool:
        """True when both sides agreed to a text on a day; before that it is a proposal."""
        return bool(
            self.good_enough and self.good_enough_makers and self.good_enough_receivers and self.good_enough_on
        )

    def rules(self) -> tuple[tuple[str, str], ...]:
        """(part, words) of every rule an episode can cite; lists give one for each line."""
        found: list[tuple[str, str]] = []
        for part in RULES:
            if part == "must_review":
                found += [(part, one.what) for one in self.must_review]
            elif part == "absorption_limit":
                found += [(part, f"{one.receiver}: {one.limit}".lstrip(": ")) for one in self.absorption_limits]
            else:
                lines = str(getattr(self, part)).splitlines()
                found += [(part, line.strip()) for line in lines if line.strip()]
        return tuple(found)


@dataclass(frozen=True)
class ProcessReview:
    """A process looked at from its steps on (A85); ``pseudo_work`` asks what is done only because a tool can (A78)."""

    steps: str = ""
    norm_questioned: str = ""
    bottleneck: str = ""
    pseudo_work: str = ""
    change_tried: str = ""
    result: str = ""


REVIEW_TEXTS: tuple[str, ...] = tuple(one.name for one in fields(ProcessReview))


@dataclass(frozen=True)
class AgreementVersion:
    """The terms as agreed on a day."""

    agreed_on: date
    terms: Terms


@dataclass(frozen=True)
class ReviewedProcess:
    """A process review with its id and day."""

    id: int
    reviewed_on: date
    review: ProcessReview


@dataclass(frozen=True)
class Agreement:
    """One workflow with every version, newest day first, and its process reviews."""

    id: int
    uid: str
    versions: tuple[AgreementVersion, ...]
    reviews: tuple[ReviewedProcess, ...] = field(default=())

    @property
    def terms(self) -> Terms:
        """The terms in force."""
        return self.versions[0].terms


def checked_terms(terms: Terms) -> Terms:
    """The terms without outer blanks and empty rows. UsageError for no workflow, a point without a reason, or an
    agreement on "good enough" that only one side made."""
    texts = {
        one.name: getattr(terms, one.name).strip() for one in fields(terms) if isinstance(getattr(terms, one.name), str)
    }
    if not texts["workflow"]:
        raise UsageError(
            N_("A working agreement needs the workflow it is for."), N_("Name the work, not the people who do it.")
        )
    if texts["tested_at_speed"] not in ("", *TESTED):
        raise UsageError(N_("Whether it was tested at speed is yes or no."), N_("Leave it open if nobody tried."))
    points = tuple(
        MustReview(one.what.strip(), one.who.strip(), one.why.strip()) for one in terms.must_review
        if one.what.strip() or one.who.strip() or one.why.strip()
    )  # fmt: skip
    for one in points:
        if not one.what or not one.why:
            raise UsageError(
                N_("A point that a person must review needs its reason."),
                N_("Say why: without the reason it is signed and not read."),
            )
    limits = tuple(
        AbsorptionLimit(one.receiver.strip(), one.limit.strip()) for one in terms.absorption_limits if one.limit.strip()
    )
    sides = (texts["good_enough_makers"], texts["good_enough_receivers"])
    if any(sides) and not (all(sides) and texts["good_enough"] and terms.good_enough_on):
        raise UsageError(
            N_("What is good enough is agreed by makers and receivers, on a day."),
            N_("Name both sides and the day, or leave them empty: then it is printed as a proposal."),
        )
    changed: dict[str, Any] = {**texts, "must_review": points, "absorption_limits": limits}
    return Terms(**changed, good_enough_on=terms.good_enough_on)


def terms_as_data(terms: Terms) -> dict[str, Any]:
    """Plain JSON values of the terms, as the vault keeps them."""
    body: dict[str, Any] = {one.name: getattr(terms, one.name) for one in fields(terms)}
    body["must_review"] = [vars(one) for one in terms.must_review]
    body["absorption_limits"] = [vars(one) for one in terms.absorption_limits]
    body["good_enough_on"] = terms.good_enough_on.isoformat() if terms.good_enough_on else None
    return body


def terms_from_data(body: dict[str, Any]) -> Terms:
    """The inverse of `terms_as_data`."""
    day = body.get("good_enough_on")
    return Terms(
        **{
            **body,
            "must_review": tuple(MustReview(**one) for one in body.get("must_review", ())),
            "absorption_limits": tuple(AbsorptionLimit(**one) for one in body.get("absorption_limits", ())),
            "good_enough_on": date.fromisoformat(day) if day else None,
        }
    )

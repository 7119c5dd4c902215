"""A working agreement out of a text file with headings: each line goes to the part its heading names, or to the rest.

Nothing is guessed: a heading that is not known, a row without its reason and a paragraph that only may belong
somewhere stand under "other notes" with the heading they came from. Every line of the file is accounted for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from reviewapp.domain.agreement import AbsorptionLimit, MustReview, Terms
from reviewapp.domain.errors import N_, UsageError
from reviewapp.exchange.dates import read_date
from reviewapp.exchange.plain import folded, tidy
from reviewapp.exchange.tables import decode, refuse_binary

# Part -> how its heading may begin, folded.
HEADINGS: dict[str, tuple[str, ...]] = {
    "purpose": ("what it is for", "purpose", "why we use"),
    "worth_doing_if": ("worth doing", "worth using", "when it is worth"),
    "definition_of_done": ("definition of done", "done means", "what done means"),
    "must_review": ("must be reviewed", "must review", "what has to be reviewed", "human review"),
    "check_before_release": ("check before release", "checks before release", "before it goes out"),
    "automated_checks": ("automated checks", "automatic checks"),
    "guard_rails": ("guard-rails", "guard rails", "guardrails", "rules"),
    "way_back": ("way back", "how to go back", "rollback"),
    "absorption_limit": ("what the next people can take", "absorption", "limits of those who receive"),
    "upstream": ("upstream", "where it comes from"),
    "downstream": ("downstream", "where it goes"),
    "good_enough": ("good enough", "what is good enough"),
    "open_questions": ("still open", "open questions", "open points"),
}
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_BULLET = re.compile(r"^\s*(?:[-*+•]|[0-9]{1,3}[.)])\s+")
_RULE_ROW = re.compile(r"^\s*\|?[\s:|-]+\|?\s*$")
# A receiver is named before a colon and a space; "leaves at 18:15" names none.
_RECEIVER = re.compile(r"^([^:.;]{2,60}):\s+(.+)$")
_SENTENCE = re.compile(r"(?<=[.])\s+(?=[A-Z])")
_LABELLED = re.compile(r"^(Owner|Agreed with|Next look):\s+(.+?)\.?$", re.IGNORECASE)
_AGREED = re.compile(r"\bAgreed(?: on)? ([0-9]{1,2}\.? \w+ [0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2})\b", re.IGNORECASE)

_CHANGED = re.compile(r"\b(?:changed|amended|revised|updated)\b", re.IGNORECASE)

NO_REASON = N_("This point names no reason, so it stands under other notes.")
NO_RECEIVER = N_("This limit names no receiver: left open.")
NO_PART = N_("No part of an agreement bears this heading: kept under other notes.")
NOT_LISTED = N_("This stands beside the list: kept under other notes.")


@dataclass(frozen=True)
class Placed:
    """What became of one line of the file: the part it went to, and what there is to say of it."""

    line: int
    part: str
    text: str
    remark: str = ""


@dataclass(frozen=True)
class AgreementFile:
    """The terms read, the day this wording was agreed (None when it cannot be told), and every line's place."""

    terms: Terms
    agreed_on: date | None
    placed: tuple[Placed, ...]


def read_agreement(data: bytes, saved_on: date) -> AgreementFile:
    """Read a text with headings. UsageError when none of them is one of an agreement."""
    refuse_binary(data)
    text, _encoding = decode(data)
    reader = _Reader(saved_on)
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        reader.take(number, line)
    if not reader.known:
        raise UsageError(
            N_("No heading of this file is one of a working agreement."),
            N_("It needs headings such as “Definition of done”, “Must be reviewed by a person” or “Way back”."),
        )
    return reader.finished()


def _part_of(heading: str) -> str | None:
    words = folded(heading)
    return next((part for part, begins in HEADINGS.items() if words.startswith(begins)), None)


class _Reader:
    """Line by line; what belongs nowhere goes to the rest, under its heading."""

    def __init__(self, saved_on: date) -> None:
        self.known = 0
        self._saved_on = saved_on
        self._title = self._heading = ""
        self._part: str | None = None
        self._lines: dict[str, list[str]] = {}
        self._points: list[MustReview] = []
        self._limits: list[AbsorptionLimit] = []
        self._columns: list[str] | None = None
        self._head: dict[str, str] = {}
        self._agreed_on: date | None = None
        self._rest_heading = ""
        self._placed: list[Placed] = []

    def take(self, number: int, line: str) -> None:
        """Place one line."""
        words = tidy(line)
        if not words:
            return
        heading = _HEADING.match(words)
        if heading:
            self._begin(number, len(heading[1]), tidy(heading[2]))
        elif self._part == "must_review":
            self._review_line(number, words)
        elif self._part == "absorption_limit":
            self._limit_line(number, words)
        elif self._part is not None:
            part = "worth_doing_if" if self._part == "purpose" and folded(words).startswith("worth ") else self._part
            self._keep(number, part, _BULLET.sub("", words))
        elif self._title and not self._heading:
            self._opening(number, words)
        else:
            self._rest(number, words, NO_PART)

    def finished(self) -> AgreementFile:
        """The terms and every line's place."""
        texts: dict[str, Any] = {part: "\n".join(lines) for part, lines in self._lines.items()}
        terms = Terms(
            workflow=self._title, must_review=tuple(self._points), absorption_limits=tuple(self._limits),
            **{**self._head, **texts},
        )
        return AgreementFile(terms, self._agreed_on, tuple(self._placed))

    def _begin(self, number: int, depth: int, heading: str) -> None:
        if not self._title and depth == 1:
            self._title = heading
            self._placed.append(Placed(number, "workflow", heading))
            return
        self._heading, self._part, self._columns = heading, _part_of(heading), None
        self.known += self._part is not None
        self._placed.append(Placed(number, self._part or "other_notes", heading, "" if self._part else NO_PART))

    def _opening(self, number: int, words: str) -> None:
        """The lines under the title: labelled sentences to their fields, all of it to the notes as it stands."""
        for sentence in _SENTENCE.split(words):
            found = _LABELLED.match(sentence)
            if found:
                self._head[found[1].casefold().replace(" ", "_")] = found[2]
        day = _AGREED.search(words)
        # "Changed 26 May …": then this wording is of a later day, and which one is asked about.
        if day and self._agreed_on is None and not _CHANGED.search(words):
            self._agreed_on = read_date(day[1], saved_on=self._saved_on).day
        self._rest(number, words, "")

    def _review_line(self, number: int, words: str) -> None:
        if not words.startswith("|"):
            self._rest(number, words, NOT_LISTED)
            return
        cells = [tidy(cell) for cell in words.strip("|").split("|")]
        if _RULE_ROW.match(words):
            self._placed.append(Placed(number, "must_review", words))
            return
        if self._columns is None:
            self._columns = [folded(cell) for cell in cells]
            self._placed.append(Placed(number, "must_review", words))
            return
        row = dict(zip(self._columns, cells, strict=False))
        what = row.get("point") or row.get("what") or (cells[0] if cells else "")
        why = row.get("why") or row.get("reason") or row.get("rationale") or ""
        if len(cells) != len(self._columns) or not what or not why:
            self._rest(number, words, NO_REASON)
            return
        self._points.append(MustReview(what, row.get("who", ""), why))
        self._placed.append(Placed(number, "must_review", words))

    def _limit_line(self, number: int, words: str) -> None:
        line = _BULLET.sub("", words)
        found = _RECEIVER.match(line)
        receiver, limit = (found[1], found[2]) if found else ("", line)
        self._limits.append(AbsorptionLimit(receiver, limit))
        self._placed.append(Placed(number, "absorption_limit", line, "" if found else NO_RECEIVER))

    def _keep(self, number: int, part: str, words: str) -> None:
        self._lines.setdefault(part, []).append(words)
        self._placed.append(Placed(number, part, words))

    def _rest(self, number: int, words: str, remark: str) -> None:
        rest = self._lines.setdefault("other_notes", [])
        if self._heading and self._heading != self._rest_heading:
            self._rest_heading = self._heading
            rest.append(f"{self._heading}:")
        rest.append(words)
        self._placed.append(Placed(number, "other_notes", words, remark))

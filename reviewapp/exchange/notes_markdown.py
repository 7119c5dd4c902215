"""Notes kept as text: a OneNote page, a Markdown list, or lines that begin with a date.

Headings name the person. A date line of the page itself is the day its yearless dates are read
against. A bullet, a line that begins with a date, and a paragraph are one row each; lines that
continue them are joined. Nothing is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from reviewapp.domain.errors import N_
from reviewapp.domain.person import Person
from reviewapp.exchange.date_words import MONTHS, WEEK_WORDS
from reviewapp.exchange.dates import EMPTY, DateReading, read_date
from reviewapp.exchange.note_rows import Draft, NotesFile, people_bounding, understand
from reviewapp.exchange.people_match import NOBODY_NAMED, Match, Roster
from reviewapp.exchange.plain import Caution, folded, tidy
from reviewapp.exchange.tables import decode, refuse_binary

NO_NOTES = N_("No note was found in this file.")
TAB_WIDTH = 4
MAX_HEADING = 300

_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
_BOLD_LINE = re.compile(r"(?:\*\*|__)([^*_]+?):?(?:\*\*|__):?")
_BULLET = re.compile(r"(\s*)(?:[-*•+‣◦▪–]|\[[ xX]\])\s+(.*)")
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}")
_CLOCK = re.compile(r"\s[0-2]?[0-9][:.][0-5][0-9]\s*$")
# A date at the start of an entry: numbers or words, cut at the first thing that cannot belong to it.
_NUMERIC = re.compile(
    r"(?:[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}(?P<mark>[./-])[0-9]{1,2}(?P=mark)(?:[0-9]{4}|[0-9]{2}))"
    r"(?![0-9])"
)
_SHORT_NUMERIC = re.compile(r"[0-9]{1,2}(?:/|\.)[0-9]{1,2}\.?(?=\s*$|\s+[-–—]\s|\s*:(?:\s|$))")
_WORD_DATE = re.compile(
    r"(?:[^\W\d_]{2,10}\.?,?\s+)?(?:(?:the|le|el|am|den|der)\s+)?"
    r"(?:[0-9]{1,2}(?:st|nd|rd|th|er|\.)?\s+(?:of\s+|de\s+)?[^\W\d_]{3,10}\b|[^\W\d_]{3,10}\.?\s+[0-9]{1,2}(?:st|nd|rd|th)?\b)"
    r"(?:\.?,?\s+(?:de\s+|del\s+)?[0-9]{4}\b)?",
    re.IGNORECASE,
)
_LOOSE = re.compile(r"[^:\n]{1,24}?(?=\s*$|\s+[-–—]\s|:(?:\s|$))")
_AFTER_DATE = re.compile(r"\s*(?:[-–—:;,]|\.(?=\s|$))?\s*")
_LEADING_NAME = re.compile(r"(?P<name>[^:\n]{1,60}?)(?:\s*:|\s+[-–—])\s+(?P<rest>.+)", re.DOTALL)
_MONTHS_THAT_ARE_WORDS = re.compile(r"\b(?:may|mars|march|mar|sept?|dec)\.?$")
_SEPARATED = re.compile(r"\s*$|\s*[-–—:;,.](?:\s|$)")
_LOOSE_REASONS = frozenset({"a_month", "a_week", "vague", "several_days"})
_NOT_DATES = frozenset({"unreadable", "empty"})


@dataclass
class _Entry:
    """One row in the making."""

    line: int
    depth: int
    date_written: str
    who: str
    lines: list[str]
    section: int
    saved_on: date
    reading: DateReading | None = None
    bullet: bool = True


@dataclass
class _Page:
    """What has been read so far: the person of the heading, the day of the page, the entries."""

    roster: Roster
    saved_on: date
    page_day: date
    who: str = ""
    who_level: int = 0
    heading_date: str = ""
    section: int = 0
    titled: bool = False
    entries: list[_Entry] = field(default_factory=list)
    open: bool = False
    blank_before: bool = True


def read_notes_text(data: bytes, people: Sequence[Person], saved_on: date) -> NotesFile:
    """All notes of a text file.

    Raises UsageError for an empty, oversized or binary file.
    """
    refuse_binary(data)
    text, encoding = decode(data)
    roster = Roster(people)
    page = _Page(roster, saved_on, saved_on)
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        _take(page, number, line.expandtabs(TAB_WIDTH).rstrip())
    drafts = _ordered_by_neighbours(_drafts(page), page.entries, roster)
    rows = tuple(
        understand(draft, roster, entry.saved_on) for draft, entry in zip(drafts, page.entries, strict=True)
    )
    cautions = () if rows else (Caution("no_rows", NO_NOTES),)
    return NotesFile(encoding, "", rows, (), page.page_day, (), cautions)


def _take(page: _Page, number: int, line: str) -> None:
    if not tidy(line) or _RULE.fullmatch(line):
        page.blank_before = True
        return
    blank_before, page.blank_before = page.blank_before, False
    short = line.strip() if len(line) <= MAX_HEADING else ""
    heading = _HEADING.fullmatch(short) or _BOLD_LINE.fullmatch(short)
    bullet = _BULLET.fullmatch(line)
    if heading and not bullet and not _is_only_bold(page, heading):
        groups = heading.groups()
        _take_heading(page, groups[-1], len(groups[0]) if len(groups) == 2 else 6, number)
    elif bullet:
        _start(page, number, bullet.group(2), len(bullet.group(1)), bullet=True)
    elif _is_page_date(page, line):
        page.titled = page.open = False
    elif _is_name_line(page, line):
        _take_heading(page, line.strip().rstrip(":"), 6, number)
    else:
        _take_text(page, number, line, blank_before)


def _take_heading(page: _Page, text: str, level: int, number: int) -> None:
    page.open = False
    page.section += 1
    title = tidy(text)
    if read_date(title, saved_on=page.page_day).reason not in _NOT_DATES | _LOOSE_REASONS:
        page.heading_date = title
        return
    match = page.roster.match(title)
    named = bool(match.people_ids or match.uncertain_ids)
    page.titled = True
    if named or (level > 1 and match.unknown and not (page.who and level > page.who_level)):
        page.who, page.who_level, page.heading_date = title, level, ""
    elif level <= page.who_level or level == 1:
        page.who, page.who_level, page.heading_date = "", 0, ""
    else:
        # A heading deeper than the person's ("### March") that names nobody is kept as a line of its own.
        _start(page, number, title, 0, bullet=False)
        page.open = False


def _is_page_date(page: _Page, line: str) -> bool:
    """A line that is only a date with its year, in the head of a page, is the day the page was written."""
    clock = _CLOCK.search(line) is not None
    plain_title = clock and len(page.entries) == 1 and _could_be_title(page.entries[0])
    if (page.open or (page.entries and not page.titled)) and not plain_title:
        return False
    day = read_date(line, saved_on=page.saved_on).day
    in_head = clock or (page.titled and not page.who)
    if day is None or not re.search(r"[0-9]{4}", line) or not in_head:
        return False
    if plain_title:
        # OneNote copies a page as its title, then the date and time: the title is no note.
        page.entries.pop()
    page.page_day = day
    return True


def _could_be_title(entry: _Entry) -> bool:
    return not entry.bullet and not entry.date_written and len(entry.lines) == 1 and len(entry.lines[0]) <= 80


def _is_only_bold(page: _Page, heading: re.Match[str]) -> bool:
    """True for a bold line that is neither a person nor a date: then it is text."""
    if heading.re is _HEADING:
        return False
    text = heading.group(1)
    dated = read_date(text, saved_on=page.page_day).day is not None
    return not dated and not page.roster.match(text).people_ids


def _is_name_line(page: _Page, line: str) -> bool:
    name = line.strip()
    if line[:1].isspace() or not name.endswith(":") or len(name) > 60:
        return False
    match = page.roster.match(name.rstrip(":"))
    return match.is_certain and bool(match.people_ids)


def _take_text(page: _Page, number: int, line: str, blank_before: bool) -> None:
    indented = line[:1].isspace()
    written, _ = split_date(line.strip(), page.page_day)
    begins = not indented and (written or blank_before or (not page.who and _leads_with_name(line, page.roster)))
    if page.open and (not begins or (not page.entries[-1].lines and not written)):
        separator = ["", line.strip()] if blank_before else [line.strip()]
        page.entries[-1].lines.extend(separator)
        return
    _start(page, number, line.strip(), 0, bullet=False)


def _start(page: _Page, number: int, text: str, depth: int, *, bullet: bool) -> None:
    written, rest = split_date(text, page.page_day)
    if written and _is_loose(written, page) and (
        page.heading_date or (not page.who and page.roster.match(written).people_ids)
    ):
        # A dated heading says more than "April:"; and April, June and May are names too.
        written, rest = "", text
    page.entries.append(
        _Entry(
            number, depth, written or page.heading_date, page.who, [rest] if rest else [], page.section,
            page.page_day, bullet=bullet,
        )
    )
    page.open = True


def split_date(text: str, saved_on: date) -> tuple[str, str]:
    """The date an entry begins with, as written, and the rest; an empty date when there is none.

    Dates that name no day ("Jan", "early June") count only before a dash, a colon or a line end, so
    that a sentence beginning with such a word stays a sentence.
    """
    for pattern in (_NUMERIC, _SHORT_NUMERIC, _WORD_DATE):
        found = pattern.match(text)
        if found is None or read_date(found.group(), saved_on=saved_on).reason in _NOT_DATES:
            continue
        if pattern is not _WORD_DATE or _is_surely_date(found.group(), text[found.end():]):
            return _cut(text, found.end())
    found = _LOOSE.match(text)
    if found and _names_time(found.group()):
        reason = read_date(found.group(), saved_on=saved_on).reason
        if reason in _LOOSE_REASONS:
            return _cut(text, found.end())
    return "", text


def _is_loose(written: str, page: _Page) -> bool:
    return read_date(written, saved_on=page.page_day).reason in _LOOSE_REASONS


def _is_surely_date(written: str, after: str) -> bool:
    """Keeps "10 may be too few" and "May 12 patients" sentences: such words need a year or a separator."""
    if re.search(r"[0-9]{4}", written) or _SEPARATED.match(after):
        return True
    return not written[-1].isdigit() and _MONTHS_THAT_ARE_WORDS.search(written) is None


def _names_time(written: str) -> bool:
    """True when a month stands in it, or a week with a number."""
    words = set(re.findall(r"[a-z/]+", folded(written)))
    return bool(words & MONTHS.keys()) or (bool(words & WEEK_WORDS) and re.search("[0-9]", written) is not None)


def _cut(text: str, end: int) -> tuple[str, str]:
    after = _AFTER_DATE.match(text, end)
    return text[:end].strip(), text[after.end() if after else end:].strip()


def _joined(lines: Sequence[str]) -> str:
    """Wrapped lines become one again; an empty line inside an entry stays a paragraph break."""
    paragraphs = "\n".join(lines).split("\n\n")
    return "\n\n".join(" ".join(part.split("\n")).strip() for part in paragraphs)


def _drafts(page: _Page) -> list[Draft]:
    out: list[Draft] = []
    for row, entry in enumerate(page.entries, start=1):
        text, who, match = _joined(entry.lines), entry.who, None
        if not who:
            who, text, match = _leading_name(text, page.roster)
        written = entry.date_written
        if not written and who:
            written, text = split_date(text, entry.saved_on)
        out.append(Draft(row, entry.line, written, who, text, match=match))
    return out


def _leading_name(text: str, roster: Roster) -> tuple[str, str, Match]:
    found = _LEADING_NAME.match(text)
    if found:
        match = roster.match(found.group("name"))
        if not match.unknown and (match.people_ids or match.uncertain_ids):
            return tidy(found.group("name")), found.group("rest"), match
    return "", text, NOBODY_NAMED


def _leads_with_name(line: str, roster: Roster) -> bool:
    name, colon, _ = line.strip().partition(":")
    return bool(colon) and bool(_leading_name(f"{name}: x", roster)[0])


def _ordered_by_neighbours(drafts: list[Draft], entries: Sequence[_Entry], roster: Roster) -> list[Draft]:
    """Settle an open slash date whose two neighbours in the same list leave room for one reading only.

    Only readings that were settled by themselves count as neighbours, so one inference never rests on
    another. This is for lists kept in order; a table of notes is never read this way.
    """
    own: list[DateReading] = []
    for draft, entry in zip(drafts, entries, strict=True):
        match = draft.match or roster.match(draft.who)
        reading = read_date(draft.date_as_written, saved_on=entry.saved_on, people=people_bounding(match, roster))
        own.append(reading if draft.date_as_written else EMPTY)
    out = []
    for index, draft in enumerate(drafts):
        settled = _between(index, own, entries)
        out.append(replace(draft, reading=settled) if settled else draft)
    return out


def _between(index: int, own: Sequence[DateReading], entries: Sequence[_Entry]) -> DateReading | None:
    reading = own[index]
    if reading.day is not None or reading.reason != "ambiguous" or len(reading.candidates) < 2:
        return None
    before = _neighbour(index, -1, own, entries)
    after = _neighbour(index, 1, own, entries)
    if before is None or after is None:
        return None
    first, last = min(before, after), max(before, after)
    inside = [day for day in reading.candidates if first <= day <= last]
    return DateReading(inside[0], (inside[0],), "order_of_list") if len(inside) == 1 else None


def _neighbour(index: int, step: int, own: Sequence[DateReading], entries: Sequence[_Entry]) -> date | None:
    """The settled day of the next entry of the same list in one direction; sub-entries are passed over."""
    here = entries[index]
    at = index + step
    while 0 <= at < len(entries) and entries[at].section == here.section:
        if entries[at].depth <= here.depth:
            return own[at].day
        at += step
    return None

"""Everything shown instead of an id or a date, in the chosen language."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale

from reviewapp import i18n
from reviewapp.actions import word_tables
from reviewapp.actions.shapes import PersonRow, TimelineCard
from reviewapp.i18n import _, ngettext

# Where the day stands and what separates it differs by language; names of days and months come from Qt.
_PATTERNS = {"en": "ddd d MMM yyyy", "de": "ddd, d. MMM yyyy"}
_SHORT_PATTERNS = {"en": "d MMM", "de": "d. MMM"}

# Beyond twelve weeks a number of weeks says less than the date.
_LONG_AGO = 84

# Where an observation stands so, its status line says the day it was told.
TOLD_IN_STATUS = frozenset({"complete", "shared"})

KIND_ICONS = {
    "observation": "sticky-note", "caught_risk": "shield-check", "escalation": "message-circle",
    "kept_human": "hand", "decision_point": "git-branch",
}  # fmt: skip


def choice(field: str, value: str) -> str:
    """The label of one value, for example ``choice("ai_part", "drafted")``; KeyError for an unknown id."""
    return word_tables.choice_words(i18n.language())[field][value]


def choices(field: str) -> tuple[tuple[str, str], ...]:
    """All (id, label) pairs of a field in the order of the domain, as forms offer them."""
    return tuple(word_tables.choice_words(i18n.language())[field].items())


def field(name: str) -> str:
    """The label a form puts beside a field of an observation; KeyError for an unknown one."""
    return word_tables.field_words(i18n.language())[name]


def kind(value: str) -> str:
    """The word for a kind of observation."""
    return choice("kind", value)


def kind_icon(value: str) -> str:
    """The icon that stands beside the word for a kind."""
    return KIND_ICONS[value]


def status(value: str) -> str:
    """The word for where an observation stands."""
    return choice("status", value)


def response(value: str) -> str:
    """The word for what the person did with AI's output."""
    return choice("response", value)


def anchor(value: str) -> str:
    """The word for an anchor; anchors have no order outside the form."""
    return choice("anchor", value)


def locale() -> QLocale:
    """Names of days and months for the chosen language; pseudo-languages use the English ones."""
    language = i18n.language()
    return QLocale("en" if language in i18n.PSEUDO else language)


def written_date(day: date) -> str:
    """A date with its weekday: "Tue 17 Nov 2026"."""
    return _formatted(day, _PATTERNS)


def read_written_date(text: str) -> date | None:
    """The inverse of `written_date` in the same language; None for any other text."""
    names = locale()
    found = names.toDate(text, _pattern(names, _PATTERNS))
    return date(found.year(), found.month(), found.day()) if found.isValid() else None


def short_date(day: date) -> str:
    """A date inside a sentence that is near its year: "12 Oct"."""
    return _formatted(day, _SHORT_PATTERNS)


def written_month(day: date) -> str:
    """The month of a day: "November 2026"."""
    name = locale().standaloneMonthName(day.month, QLocale.FormatType.LongFormat)
    return f"{name} {day.year}"


def short_month(day: date) -> str:
    """The month of a day in a narrow column: "Nov"."""
    return locale().standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)


def relative_day(day: date, today: date) -> str:
    """How long ago: "Today", "Yesterday", "3 days ago", "6 weeks ago"; the date itself beyond twelve weeks."""
    days = (today - day).days
    if days == 0:
        return _("Today")
    if days == 1:
        return _("Yesterday")
    if days == -1:
        return _("Tomorrow")
    if days < 0 or days > _LONG_AGO:
        return written_date(day)
    if days < 14:
        return ngettext("{n} day ago", "{n} days ago", days).format(n=days)
    weeks = days // 7
    return ngettext("{n} week ago", "{n} weeks ago", weeks).format(n=weeks)


def last_noted(row: PersonRow, today: date) -> str:
    """When something was last written about a person; an absence comes first, so a gap is not read as neglect."""
    if row.away_now:
        return _("Away")
    if row.last_noted_on is None:
        return _("No notes yet")
    days = (today - row.last_noted_on).days
    if days == 0:
        return _("Last noted today")
    if days == 1:
        return _("Last noted yesterday")
    if days > _LONG_AGO:
        return _("Last noted in {month}").format(month=written_month(row.last_noted_on))
    return _("Last noted {when}").format(when=relative_day(row.last_noted_on, today))


def card_date(card: TimelineCard) -> str:
    """The date of an episode, or what was written in place of one: "Date open: early June"."""
    if card.observed_on is not None:
        return written_date(card.observed_on)
    if card.date_as_written:
        return _("Date open: {words}").format(words=card.date_as_written)
    return _("Date open")


def card_status(card: TimelineCard) -> str:
    """Where a card stands, and since when the person knows: "Told on 12 Oct"; before it another manager's name."""
    stands = _card_stands(card)
    if card.written_by and not card.informed:
        stands = _("not informed")
    return _("By {name} · {stands}").format(name=card.written_by, stands=stands) if card.written_by else stands


def _card_stands(card: TimelineCard) -> str:
    if card.waits_for_notice:
        return _("Waiting for notice")
    if card.status == "shared":
        return _told(card) or status("shared")
    if card.status == "complete" and card.told_on is not None:
        # The person was told, but not yet of the date (or not all of several people): say what is open.
        return _told(card)
    return status(card.status)


def card_told(card: TimelineCard) -> str:
    """Since when the person knows, where `card_status` says something else; "" when it says so, or they do not."""
    return _told(card) if card.waits_for_notice or card.status not in TOLD_IN_STATUS else ""


def card_status_icon(card: TimelineCard) -> str:
    """The icon beside `card_status`."""
    if card.waits_for_notice:
        return "clock"
    return {
        "jot": "lock", "complete": "lock", "shared": "eye", "answered": "quote", "in_review": "file-text",
        "withdrawn": "archive",
    }[card.status]  # fmt: skip


def person_sentence(row: PersonRow, today: date) -> str:
    """A person's row as one sentence, for screen readers."""
    parts = [row.name]
    if row.role:
        parts.append(row.role)
    parts.append(last_noted(row, today))
    if row.notice_on is None:
        parts.append(_("Notice missing"))
    return ", ".join(parts)


def card_sentence(card: TimelineCard) -> str:
    """A card as one sentence, for screen readers: everything that is painted, in reading order."""
    parts = [kind(card.kind)]
    if card.concern:
        parts.append(_("Concern"))
    parts.append(card_date(card))
    head = ", ".join(parts)
    tail = [", ".join(card.people)] if len(card.people) > 1 else []
    tail += [", ".join(name for _id, name in card.competencies)] if card.competencies else []
    tail += [told] if (told := card_told(card)) else []
    tail.append(card_status(card))
    return f"{head}: {card.behaviour} · {' · '.join(tail)}"


def _told(card: TimelineCard) -> str:
    if card.told_on is None:
        return ""
    if not card.told_confirmed:
        return _("Told, date to be confirmed")
    return _("Told on {day}").format(day=short_date(card.told_on))


def _formatted(day: date, patterns: dict[str, str]) -> str:
    names = locale()
    return names.toString(QDate(day.year, day.month, day.day), _pattern(names, patterns))


def _pattern(names: QLocale, patterns: dict[str, str]) -> str:
    return patterns.get(names.name().split("_")[0], patterns["en"])

"""What can be said about the evidence as a whole: spread and basis in words, and the strip of months.

No sentence here holds a figure: PRODUCT.md allows counts of evidence only as words or as marks on a
time line. Months are named, never numbered off against each other.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from reviewapp.domain.review import (
    CitedEpisode,
    ReviewContent,
    absence_in_months,
    mark_in_months,
    months_between,
)
from reviewapp.i18n import _
from reviewapp.report.dates import listed, month_names, read_date, read_period, short_month
from reviewapp.report.document import TimelineRow, TimelineStrip

_BASES = ("saw_it", "saw_the_work", "told_by_receiver", "told_by_other", "self_reported")
_FIRST_HAND = frozenset({"saw_it", "saw_the_work"})


def evidence_note(content: ReviewContent) -> tuple[str, ...]:
    """Sentences on how the cited episodes spread over the period and how they are known; never a count."""
    sentences = [*_spread(content), *_away(content), *_basis(content.episodes)]
    if any(episode.before_notice for episode in content.episodes):
        sentences.append(_("What is marked \"before the notice\" happened before the person was told of this record."))
    return tuple(sentences)


def timeline(content: ReviewContent) -> TimelineStrip:
    """The months of the period by focus competency, one neutral mark per episode and competency."""
    months = months_between(content.period_from, content.period_to)
    rows = [
        TimelineRow(judgment.name, _marks(judgment.episodes, months)) for judgment in content.judgments
    ]
    alternative = [
        row_sentence(judgment.name, _days(judgment.episodes), months) for judgment in content.judgments
    ]
    others = outside_focus(content)
    if others:
        rows.append(TimelineRow(_("Outside the focus"), _marks(others, months)))
        alternative.append(row_sentence(_("Outside the focus"), _days(others), months))
    away = _away_span(content, months)
    if away:
        alternative.extend(_away(content))
    return TimelineStrip(
        months=tuple(short_month(month) for month in months),
        years=tuple(
            str(month.year) if index == 0 or month.month == 1 else "" for index, month in enumerate(months)
        ),
        rows=tuple(rows),
        away=away,
        away_label=_("away"),
        legend=_("A mark stands for an episode, on its day. An empty month only says that nothing was written down."),
        alternative=tuple(alternative),
        picture=_("The months of the period, with a mark for each episode. The words below say the same."),
    )


def outside_focus(content: ReviewContent) -> tuple[CitedEpisode, ...]:
    """Cited episodes that stand under none of the focus competencies, oldest first."""
    placed = {episode.uid for judgment in content.judgments for episode in judgment.episodes}
    return by_date(episode for episode in content.episodes if episode.uid not in placed)


def by_date(episodes: Iterable[CitedEpisode]) -> tuple[CitedEpisode, ...]:
    """Episodes in the order they happened; the uid settles a shared day, so the order never wavers."""
    return tuple(sorted(episodes, key=lambda episode: (episode.observed_on, episode.uid)))


def _spread(content: ReviewContent) -> list[str]:
    months = months_between(content.period_from, content.period_to)
    noted = {episode.observed_on.replace(day=1) for episode in content.episodes}
    filled = [month for month in months if month in noted]
    empty = [month for month in months if month not in noted and not _touched_by_absence(content, month)]
    sentences = []
    if not content.episodes:
        return [_("No episode is cited in this record.")]
    if filled:
        sentences.append(_("The episodes cited are from {months}.").format(months=month_names(filled)))
    if empty:
        sentences.append(
            _("Nothing is cited from {months}; that says nothing about the work done then.").format(
                months=month_names(empty)
            )
        )
    elif filled:
        sentences.append(_("Every month in which the person was there throughout is among them."))
    if any(not content.period_from <= episode.observed_on <= content.period_to for episode in content.episodes):
        sentences.append(_("Some of what is cited lies outside the period; its date says so."))
    return sentences


def _basis(episodes: tuple[CitedEpisode, ...]) -> list[str]:
    if not episodes:
        return []
    words = {
        "saw_it": _("by what the reviewer saw"),
        "saw_the_work": _("by the work itself"),
        "told_by_receiver": _("by what the receiver of the work said"),
        "told_by_other": _("by what someone else said"),
        "self_reported": _("by what the person said"),
    }
    present = {episode.basis for episode in episodes}
    known = [words[basis] for basis in _BASES if basis in present]
    if not known:
        return [_("How the episodes are known was not recorded.")]
    sentences = [_("They are known {ways}.").format(ways=listed(known))]
    if not present & _FIRST_HAND:
        sentences.append(_("Nothing here was seen first-hand by the reviewer."))
    return sentences


def _away(content: ReviewContent) -> list[str]:
    if content.away_from is None or content.away_from > content.period_to:
        return []
    if content.away_to is not None and content.away_to < content.period_from:
        return []
    if content.away_to is None:
        return [_("Away from {day}.").format(day=read_date(content.away_from))]
    return [_("Away: {period}.").format(period=read_period(content.away_from, content.away_to))]


def _touched_by_absence(content: ReviewContent, month: date) -> bool:
    """True for a month the person was away in, if only for some days: its emptiness needs no mention."""
    if content.away_from is None:
        return False
    last = month.replace(day=monthrange(month.year, month.month)[1])
    return content.away_from <= last and (content.away_to is None or content.away_to >= month)


def _days(episodes: Iterable[CitedEpisode]) -> list[date]:
    return [episode.observed_on for episode in episodes]


def _marks(episodes: tuple[CitedEpisode, ...], months: list[date]) -> tuple[float, ...]:
    return tuple(
        mark_in_months(episode.observed_on, months)
        for episode in by_date(episodes)
        if episode.observed_on.replace(day=1) in months
    )


def _away_span(content: ReviewContent, months: list[date]) -> tuple[tuple[float, float], ...]:
    span = absence_in_months(content.away_from, content.away_to, months) if _away(content) else None
    return (span,) if span is not None else ()


def row_sentence(name: str, days: Iterable[date], months: list[date]) -> str:
    """One row of the time line in words: the months something was noted in, never how often."""
    noted = {day.replace(day=1) for day in days}
    filled = [month for month in months if month in noted]
    if not filled:
        return _("{name}: nothing noted in this period.").format(name=name)
    return _("{name}: {months}.").format(name=name, months=month_names(filled))

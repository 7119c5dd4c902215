"""What travels between two people as lines to read: the preview of the one and My side of the other show the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewapp.actions.about_words import read_day, section_words
from reviewapp.actions.word_tables import choice_words, field_words
from reviewapp.domain.observation import CHOICES, DATES, DEFAULTS, MULTI_CHOICES, TEXTS
from reviewapp.domain.review import COMPETENCY_SECTIONS, GENERAL_SECTIONS
from reviewapp.i18n import _, language

if TYPE_CHECKING:
    from reviewapp.exchange.packet_bodies import SharedEpisode, SharedReview

Lines = tuple[tuple[str, str], ...]


def episode_lines(episode: SharedEpisode) -> Lines:
    """(label, text) of everything a shared episode says, what happened first."""
    return tuple((label, text) for label, text in _episode(episode) if text.strip())


def review_lines(review: SharedReview) -> Lines:
    """(label, text) of everything a shared review says; a competency without episodes reads "Not enough seen"."""
    return tuple((label, text) for label, text in _review(review) if text.strip())


def _episode(episode: SharedEpisode) -> Iterator[tuple[str, str]]:
    fields, choices = field_words(language()), choice_words(language())
    for name in TEXTS:
        yield fields[name], episode.texts.get(name, "")
    for name in CHOICES:
        value = episode.choices.get(name, "")
        if value and value != DEFAULTS.get(name) and name != "kind":
            yield fields[name], choices[name].get(value, value)
    for name in MULTI_CHOICES:
        values = episode.multi.get(name, ())
        yield fields[name], ", ".join(choices[name].get(value, value) for value in values)
    for name in DATES:
        yield fields[name], read_day(episode.dates.get(name))
    yield fields["competencies"], ", ".join(episode.competencies)
    yield fields["concern"], _("Yes") if episode.concern else _("No")
    if episode.closest_anchor:
        yield fields["anchor"], choices["anchor"].get(episode.closest_anchor, episode.closest_anchor)
    if episode.told_on is not None:
        how = choices["told_how"].get(episode.told_how, "")
        yield _("Told"), _("{how}, on {day}").format(how=how, day=read_day(episode.told_on))


def _review(review: SharedReview) -> Iterator[tuple[str, str]]:
    yield section_words("summary"), review.texts.get("summary", "")
    for judgment in review.judgments:
        written = [(section, getattr(judgment, section)) for section in COMPETENCY_SECTIONS]
        if not judgment.cites and not any(text.strip() for _section, text in written):
            yield judgment.name, _("Not enough seen")
        for section, text in written:
            yield f"{judgment.name}: {section_words(section)}", text
    known = [name for name in GENERAL_SECTIONS if name != "summary"]
    for name in (*known, *sorted(set(review.texts) - set(GENERAL_SECTIONS))):
        yield section_words(name), review.texts.get(name, "")


def own_position_words(position: str) -> str:
    """Where I stand on what was written about me, as I choose it."""
    return {
        "received": _("I have received it"), "agree": _("I agree"), "agree_in_part": _("I agree in part"),
        "disagree": _("I disagree"), "declined_to_sign": _("I do not sign"),
    }.get(position, position)  # fmt: skip


def how_words(how: str) -> str:
    """How a reply came to the writer."""
    return {
        "packet": _("A signed file"), "in_presence": _("Typed in, in the person's presence"),
        "from_document": _("Typed in from a document"),
    }.get(how, how)  # fmt: skip

"""What travels between two people as lines to read: the preview of the one and My side of the other show the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reviewapp.actions.about_words import read_day, section_words
from reviewapp.actions.word_tables import choice_words, field_words
from reviewapp.domain.observation import CHOICES, DATES, DEFAULTS, MULTI_CHOICES, TEXTS
from reviewapp.domain.reply import EmployeeReply
from reviewapp.domain.review import COMPETENCY_SECTIONS, GENERAL_SECTIONS
from reviewapp.i18n import _, language
from reviewapp.report.replies import position_words, reply_notes, reply_sentence

if TYPE_CHECKING:
    from reviewapp.exchange.packet_bodies import (
        ContributionBody,
        HandedReply,
        HandoverBody,
        NoticeBody,
        ReplyBody,
        ShareBody,
        SharedEpisode,
        SharedReview,
    )

Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ShownReply:
    """Who it is, where they stand, when and how it came, their words, and what a reader has to know about them."""

    name: str
    stand: str
    came: str
    text: str
    notes: tuple[str, ...]


def episode_lines(episode: SharedEpisode) -> Lines:
    """(label, text) of everything a shared episode says, what happened first."""
    return tuple((label, text) for label, text in _episode(episode) if text.strip())


def review_lines(review: SharedReview) -> Lines:
    """(label, text) of everything a shared review says; a competency without episodes reads "Not enough seen"."""
    return tuple((label, text) for label, text in _review(review) if text.strip())


def share_text(body: ShareBody) -> str:
    """Everything a share says, as plain text to look at before it leaves (promise 4)."""
    parts = [body.message] if body.message else []
    if body.review is not None:
        review = body.review
        period = _("Review of {first} to {last}").format(
            first=read_day(review.period_from), last=read_day(review.period_to)
        )
        parts.append(_as_text(period, review_lines(review)))
        parts.append(_("With it go the pages of the review as a PDF, exactly as the preview shows them."))
    for one in body.observations:
        earlier = [
            (_("Earlier, {day}: {field}").format(day=read_day(said.written_on), field=_label(said.field)), said.body)
            for said in one.earlier
        ]
        parts.append(_as_text(read_day(one.observed_on) or _("Date open"), (*episode_lines(one), *earlier)))
    return "\n\n".join(parts)


def reply_text(body: ReplyBody, titles: Mapping[str, str]) -> str:
    """Everything a reply says, as plain text; ``titles`` are those of the items answered, by uid."""
    parts = []
    if body.position or body.statement:
        parts.append(_as_text(_("To the review"), ((own_position_words(body.position), body.statement),)))
    for one in body.answers:
        title = _("To “{title}”").format(title=titles.get(one.item_uid, ""))
        parts.append(_as_text(title, ((own_position_words(one.position), one.text),)))
    return "\n\n".join(parts)


def _as_text(heading: str, lines: Iterable[tuple[str, str]]) -> str:
    # A question keeps its mark: "How do you know? I saw the work".
    said = [label + (" " if label.endswith("?") else ": ") + text if label and text else label or text
            for label, text in lines]  # fmt: skip
    return "\n".join([heading, *said])


def _label(field: str) -> str:
    return field_words(language()).get(field, field)


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
    if episode.restricted != "none":
        yield fields["restricted"], choices["restricted"].get(episode.restricted, episode.restricted)
        yield _("Agreed that it leaves"), read_day(episode.agreed_on)
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


def stand_words(position: str) -> str:
    """Where the person stands, as the writer reads it; "" where they did not say."""
    return position_words(position)


def shown_reply(reply: EmployeeReply, *, writer: str, name: str) -> ShownReply:
    """A reply in words, as screens and pages say it."""
    came = reply_sentence(reply, writer)
    if reply.late:
        came = f"{came} {_('Added after the review was finished.')}"
    return ShownReply(name, stand_words(reply.position), came, reply.text, reply_notes(reply, name))


def how_words(how: str) -> str:
    """How a reply came to the writer."""
    return {
        "packet": _("A signed file"), "in_presence": _("Typed in, in the person's presence"),
        "from_document": _("Typed in from a document"), "handed": _("Came with a handover"),
    }.get(how, how)  # fmt: skip


def handed_words(what: str) -> str:
    """What a thing is that went to another manager."""
    return {"observation": _("Observation"), "review": _("Review"), "answer": _("Your answer to")}.get(what, what)


def stays_words(reason: str) -> str:
    """Why something does not go to the next manager."""
    return {
        "not_shared": _("the person was not told of it"), "restricted": _("restricted, and nobody agreed"),
        "withdrawn": _("withdrawn"), "not_finished": _("not finished, and not handed to the person"),
        "not_informed": _("the person does not know yet that you have it"), "held": _("a legal hold keeps it"),
    }.get(reason, reason)  # fmt: skip


def handover_text(body: HandoverBody) -> str:
    """Everything the next manager will read, as plain text to look at before it leaves (promise 4)."""
    parts = [body.message] if body.message else []
    for one in body.observations:
        said = [(_said_label(answer), answer.text) for answer in one.answers]
        parts.append(_as_text(read_day(one.observed_on) or _("Date open"), (*episode_lines(one), *said)))
    for review in body.reviews:
        period = _("Review of {first} to {last}").format(
            first=read_day(review.period_from), last=read_day(review.period_to)
        )
        said = [(_said_label(one), one.text) for one in body.replies if one.item_uid == review.uid]
        parts.append(_as_text(period, (*review_lines(review), *said)))
    return "\n\n".join(parts)


def notice_text(body: NoticeBody) -> str:
    """Everything the person will read of a handover."""
    head = _("Handed to {name} on {day}").format(name=body.handed_to.name, day=read_day(body.handed_on))
    lines = [(handed_words(one.what), one.title) for one in body.items]
    return "\n\n".join([*([body.message] if body.message else []), _as_text(head, lines)])


def contribution_text(body: ContributionBody) -> str:
    """Everything the other manager will read."""
    parts = [body.message] if body.message else []
    parts += [_("How we worked together: {relation}").format(relation=body.relation)] if body.relation else []
    parts += [
        _as_text(read_day(one.observed_on) or _("Date open"), episode_lines(one)) for one in body.observations
    ]
    return "\n\n".join(parts)


def _said_label(said: HandedReply) -> str:
    label = _("Said on {day}").format(day=read_day(said.written_on))
    stand = position_words(said.position)
    return f"{label}, {stand}" if stand else label


def agreed_words(how: str) -> str:
    """How somebody agreed that a restricted episode leaves."""
    return {
        "conversation": _("In a conversation"), "message": _("In a message"), "paper": _("On paper"),
    }.get(how, how)  # fmt: skip

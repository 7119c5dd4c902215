"""The employee's words in the document: every reply word for word, with its day and how it came (domain.md F)."""

from __future__ import annotations

from reviewapp.domain.reply import EmployeeReply
from reviewapp.domain.review import ReviewContent
from reviewapp.i18n import _
from reviewapp.report.dates import read_date
from reviewapp.report.document import FlowBlock, Paragraph, Railed, WriteIn
from reviewapp.report.plain import one_line, paragraphs

REPLY_LINES = 3


def position_words(position: str) -> str:
    """Where somebody stands on what was written about them; "" where they did not say."""
    return {
        "received": _("Received, without a view on it"), "agree": _("Agrees"), "agree_in_part": _("Agrees in part"),
        "disagree": _("Disagrees"), "declined_to_sign": _("Declined to sign"),
    }.get(position, position)  # fmt: skip


def reply_sentence(reply: EmployeeReply, writer: str) -> str:
    """When a reply was written and how it came: as a signed file, or typed in by the writer of the review."""
    written, kept = read_date(reply.written_on), read_date(reply.kept_on)
    if reply.how == "packet":
        return _("Written on {written}, came as a signed file on {kept}.").format(written=written, kept=kept)
    if reply.how == "handed":
        return _("Written on {written}; handed on by {name} on {kept}.").format(
            written=written, name=one_line(reply.handed_by), kept=kept
        )
    if reply.how == "in_presence":
        sentence = _("Said on {written}; recorded by {writer} on {kept} in the person's presence.")
    else:
        sentence = _("Written on {written}; recorded by {writer} on {kept} from a document.")
    return sentence.format(written=written, writer=one_line(writer), kept=kept)


def reply_notes(reply: EmployeeReply, name: str) -> tuple[str, ...]:
    """What a reader has to know about a reply beside its words."""
    notes = []
    if reply.has_figures:
        notes.append(_("Figures in the employee's own words are not evidence."))
    if not reply.compared:
        sentence = _("Unverified: the words of the card that signed this were not compared with {name}.")
        notes.append(sentence.format(name=one_line(name)))
    if reply.earlier_on is not None:
        day = read_date(reply.earlier_on)
        notes.append(_("Said to the review of the same period that was finished on {day}.").format(day=day))
    return tuple(notes)


def employee_words(content: ReviewContent) -> list[Railed]:
    """All replies: to the review, to single episodes, and what was added after it was finished; or room to write."""
    whole = [one for one in content.replies if one.episode_on is None and not one.late]
    episodes = [one for one in content.replies if one.episode_on is not None]
    added = [one for one in content.replies if one.episode_on is None and one.late]
    blocks: tuple[FlowBlock, ...] = tuple(block for one in whole for block in _said(one, content))
    if not whole and not added:
        space = _("Space for a reply of any length; further sheets may be attached.")
        blocks = (WriteIn(_("No reply recorded so far."), space, REPLY_LINES),)
    title = _("The employee's words")
    found = [Railed(title, blocks, opens_with_rule=False, stays_together=not whole)] if blocks else []
    if episodes:
        said = tuple(block for one in episodes for block in _said(one, content))
        found.append(Railed(_("To single episodes"), said, opens_with_rule=bool(found)))
    for one in added:
        day = read_date(one.kept_on)
        heading = _("Addendum of {day}").format(day=day)
        found.append(Railed(heading, _said(one, content), opens_with_rule=bool(found)))
    return found


def _said(reply: EmployeeReply, content: ReviewContent) -> tuple[FlowBlock, ...]:
    """Where they stand, how it came, the words themselves, and what a reader has to know about them."""
    stand, came = position_words(reply.position), reply_sentence(reply, content.reviewer_name)
    if reply.episode_on is not None:
        about = _("On “{episode}”, {day}").format(episode=one_line(reply.episode), day=read_date(reply.episode_on))
        stand = _("{episode}: {position}").format(episode=about, position=stand) if stand else about
    if reply.late:
        came = f"{came} {_('Added after the review was finished.')}"
    text = paragraphs(reply.text)
    return (
        *((Paragraph(stand, with_next=True),) if stand else ()), Paragraph(came, "note", with_next=bool(text)),
        *(Paragraph(part, "quote") for part in text),
        *(Paragraph(note, "note") for note in reply_notes(reply, content.person_name)),
    )  # fmt: skip

"""My side: what others wrote about me in every version, my answers, my own log, and what I gave to whom (issue of
packets; domain.md F, "For the employee").

Everything is read from the packets as they came: signed, byte for byte. Nothing here counts or rates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reviewapp.actions.about_words import read_day, state_words
from reviewapp.actions.changes import Changes
from reviewapp.actions.days import local_day
from reviewapp.actions.exporting import PreviewedPdf, name_part
from reviewapp.actions.handed_notices import HandedNotice, handed_notices
from reviewapp.actions.packets import mark_opened, packet_content, packet_record
from reviewapp.actions.replying import confirmed, sender_id
from reviewapp.actions.shapes import title, title_of
from reviewapp.actions.shared_words import Lines, episode_lines, review_lines
from reviewapp.actions.sharing import REVIEW_PDF
from reviewapp.actions.word_tables import field_words
from reviewapp.domain.errors import NotFound
from reviewapp.domain.word_diff import Piece, word_diff
from reviewapp.i18n import _, language
from reviewapp.vault import identities, observation_lists, observations, packets, people, replies
from reviewapp.vault.connection import Vault
from reviewapp.vault.packets import PacketRecord
from reviewapp.vault.replies import OwnReply

if TYPE_CHECKING:
    from reviewapp.exchange.packet_bodies import SharedEpisode, SharedReview

# What I can have given to others; requests and shares are what I do as a manager.
_RELEASED = ("response", "reply", "ack")


@dataclass(frozen=True)
class Line:
    """One text of an item; ``pieces`` show what changed against the version before, empty in the first one."""

    label: str
    text: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Earlier:
    """What a text said after I was told of it and before this version."""

    label: str
    text: str
    written_on: date


@dataclass(frozen=True)
class Version:
    """An item as it stood in one packet; ``opened`` is False until it was shown. ``state`` is that of a review."""

    packet_id: int
    came_on: date
    opened: bool
    confirmed: bool
    lines: tuple[Line, ...]
    earlier: tuple[Earlier, ...] = ()
    state: str = ""
    has_pdf: bool = False


@dataclass(frozen=True)
class Answer:
    """My answer to an item; ``sent_on`` is None while it is a draft that only I can see."""

    id: int
    position: str
    text: str
    written_on: date
    sent_on: date | None


@dataclass(frozen=True)
class Written:
    """One thing somebody wrote about me; ``compared`` is False while the words of their card were never compared.

    ``what`` is observation or review; ``day`` that of the episode, or the end of the period.
    """

    uid: str
    what: str
    title: str
    day: date | None
    concern: bool
    by: str
    contact_id: int
    compared: bool
    versions: tuple[Version, ...]
    answers: tuple[Answer, ...]

    @property
    def newest(self) -> Version:
        """The version that came last."""
        return self.versions[-1]

    @property
    def draft(self) -> Answer | None:
        """What I began to answer and did not hand back."""
        return next((one for one in self.answers if one.sent_on is None), None)


@dataclass(frozen=True)
class Released:
    """One file I made for somebody: ``kind`` is the packet's, ``what`` says what was in it."""

    packet_id: int
    kind: str
    to: str
    made_on: date
    what: tuple[str, ...]


@dataclass(frozen=True)
class LogRow:
    """One observation about myself, in my own log; ``stays`` says that it is restricted and nobody agreed that it
    leaves."""

    observation_id: int
    day: date | None
    title: str
    stays: bool = False


@dataclass(frozen=True)
class MySide:
    """Everything of mine: the newest first, and ``me_id`` as the person to write my own log under."""

    me_id: int
    name: str
    written: tuple[Written, ...]
    log: tuple[LogRow, ...]
    released: tuple[Released, ...]
    today: date
    handed: tuple[HandedNotice, ...] = ()

    @property
    def waiting(self) -> tuple[Written, ...]:
        """What has an answer that was not handed back yet."""
        return tuple(one for one in self.written if one.draft is not None)


def my_side(vault: Vault) -> MySide:
    """What was written about me, my log, my answers and what I released. NotFound while the vault names no writer."""
    me = people.me(vault.connection)
    if me is None:
        raise NotFound(_("This vault does not say whose it is."), _("Give your name under Settings."))
    ids = observation_lists.ids_between(vault.connection, person_id=me.id)
    log = observations.observations(vault.connection, ids)
    return MySide(
        me_id=me.id, name=me.name, written=_written(vault), today=vault.today,
        log=tuple(LogRow(one.id, one.observed_on, title(one), not one.may_leave) for one in log),
        released=_released(vault), handed=handed_notices(vault),
    )  # fmt: skip


def new_shares(vault: Vault) -> tuple[tuple[int, str, date], ...]:
    """Packets shared with me that were not shown yet: (id, who wrote it, the day it came), oldest first."""
    came = packets.packets(vault.connection, kind="share", direction="received")
    return tuple((one.id, _sender(vault, one)[0], local_day(vault, one.kept_at)) for one in came if not one.opened_at)


def show_written(vault: Vault, *, uid: str, contact_id: int) -> Changes:
    """Record that every version of an item was shown to me."""
    kinds: frozenset[str] = frozenset()
    ids = []
    for one in replies.items(vault.connection, item_uid=uid, direction="received"):
        record = packet_record(vault, packet_id=one.packet_id)
        if record.opened_at is None and sender_id(vault, record) == contact_id:
            kinds |= mark_opened(vault, packet_id=record.id).kinds
            ids.append(record.id)
    return Changes(kinds, tuple(ids))


def written_item(vault: Vault, *, packet_id: int, uid: str) -> Written:
    """One thing written about me, by any packet that brought it; NotFound when that holds nothing like it."""
    for one in _written(vault):
        if one.uid == uid and any(version.packet_id == packet_id for version in one.versions):
            return one
    raise NotFound(_("Nothing like this was shared with you."), _("Open the file you received first."))


def shared_pdf(vault: Vault, *, packet_id: int) -> bytes:
    """The pages of a review as they came with it; NotFound when there are none."""
    data = packet_content(vault, packet_id=packet_id).attachments.get(REVIEW_PDF)
    if data is None:
        raise NotFound(_("No pages came with this review."), _("Read its texts here; ask for the PDF if you need it."))
    return data


def shared_pages(vault: Vault, *, packet_id: int) -> PreviewedPdf:
    """The same, to be looked at and saved like pages made here."""
    me = people.me(vault.connection)
    day = local_day(vault, packet_record(vault, packet_id=packet_id).kept_at)
    name = f"Review_{name_part(me.name if me is not None else '')}_{day.isoformat()}.pdf"
    return PreviewedPdf(
        shared_pdf(vault, packet_id=packet_id), name, is_draft=False, missing=frozenset(),
        person_id=me.id if me is not None else 0,
    )  # fmt: skip


def _written(vault: Vault) -> tuple[Written, ...]:
    """Items by their writer and uid, each with its versions in the order they came."""
    from reviewapp.exchange.packet_bodies import ShareBody

    found: dict[tuple[int, str], list[tuple[PacketRecord, SharedEpisode | SharedReview, bool]]] = {}
    for record in packets.packets(vault.connection, kind="share", direction="received"):
        packet = packet_content(vault, packet_id=record.id)
        assert isinstance(packet.body, ShareBody)  # the kind decides the type of the body
        sender, has_pdf = sender_id(vault, record), REVIEW_PDF in packet.attachments
        things = (*packet.body.observations, *((packet.body.review,) if packet.body.review is not None else ()))
        for one in things:
            found.setdefault((sender, one.uid), []).append((record, one, has_pdf))
    own = _own_answers(vault)
    made = [_item(vault, sender, versions, own.get((sender, uid), ())) for (sender, uid), versions in found.items()]
    return tuple(sorted(made, key=lambda one: (one.newest.packet_id, one.what == "review", one.uid), reverse=True))


def _item(
    vault: Vault, sender: int, came: Sequence[tuple[PacketRecord, SharedEpisode | SharedReview, bool]],
    answers: Sequence[Answer],
) -> Written:  # fmt: skip
    from reviewapp.exchange.packet_bodies import SharedEpisode

    newest_record, newest, _has_pdf = came[-1]
    _name, compared = _sender(vault, newest_record)
    versions: list[Version] = []
    for record, one, has_pdf in came:
        before = versions[-1].lines if versions else None
        versions.append(_version(vault, record, one, before, has_pdf=has_pdf))
    if isinstance(newest, SharedEpisode):
        what, by, day, concern = "observation", newest.written_by, newest.observed_on, newest.concern
        name = title_of(newest.texts.get("behaviour", ""))
    else:
        what, by, day, concern = "review", newest.reviewer_name, newest.period_to, False
        name = _("Review of {first} to {last}").format(
            first=read_day(newest.period_from), last=read_day(newest.period_to)
        )
    return Written(
        uid=newest.uid, what=what, title=name, day=day, concern=concern, by=by, contact_id=sender, compared=compared,
        versions=tuple(versions), answers=tuple(answers),
    )


def _version(
    vault: Vault, record: PacketRecord, item: SharedEpisode | SharedReview, before: tuple[Line, ...] | None, *,
    has_pdf: bool,
) -> Version:  # fmt: skip
    from reviewapp.exchange.packet_bodies import SharedEpisode

    is_episode = isinstance(item, SharedEpisode)
    lines = episode_lines(item) if isinstance(item, SharedEpisode) else review_lines(item)
    earlier: tuple[Earlier, ...] = ()
    if isinstance(item, SharedEpisode):
        labels = field_words(language())
        earlier = tuple(Earlier(labels.get(one.field, one.field), one.body, one.written_on) for one in item.earlier)
    return Version(
        packet_id=record.id, came_on=local_day(vault, record.kept_at), opened=record.opened_at is not None,
        confirmed=confirmed(vault, record), lines=_compared(lines, before), earlier=earlier,
        state="" if isinstance(item, SharedEpisode) else state_words(item.state), has_pdf=has_pdf and not is_episode,
    )  # fmt: skip


def _compared(lines: Lines, before: tuple[Line, ...] | None) -> tuple[Line, ...]:
    """The lines with what changed in each; a text that went is shown as taken out."""
    if before is None:
        return tuple(Line(label, text) for label, text in lines)
    said = {one.label: one.text for one in before}
    now = [Line(label, text, word_diff(said.get(label, ""), text)) for label, text in lines]
    known = {label for label, _text in lines}
    gone = [Line(one.label, "", word_diff(one.text, "")) for one in before if one.label not in known and one.text]
    return (*now, *gone)


def _own_answers(vault: Vault) -> dict[tuple[int, str], list[Answer]]:
    found: dict[tuple[int, str], list[Answer]] = {}
    for one in replies.own_replies(vault.connection):
        sender = sender_id(vault, packet_record(vault, packet_id=one.packet_id))
        found.setdefault((sender, one.item_uid), []).append(_answer(vault, one))
    return found


def _answer(vault: Vault, one: OwnReply) -> Answer:
    sent_on = None
    if one.sent_packet_id is not None:
        sent_on = local_day(vault, packet_record(vault, packet_id=one.sent_packet_id).kept_at)
    return Answer(one.id, one.position, one.text, one.written_on, sent_on)


def _sender(vault: Vault, record: PacketRecord) -> tuple[str, bool]:
    """The name on the card a packet came with, and whether its words were compared."""
    contact = identities.contact(vault.connection, record.contact_id or 0)
    return (contact.card.name, contact.verified_at is not None) if contact is not None else ("", False)


def _released(vault: Vault) -> tuple[Released, ...]:
    made = packets.packets(vault.connection, direction="made")
    return tuple(
        Released(one.id, one.kind, _sender(vault, one)[0], local_day(vault, one.kept_at), _what(vault, one))
        for one in reversed(made)
        if one.kind in _RELEASED
    )


def _what(vault: Vault, record: PacketRecord) -> tuple[str, ...]:
    """What one of my files holds, in words."""
    if record.kind == "ack":
        return (_("Confirmation that a file arrived"),)
    if record.kind == "response":
        return (_("Self-assessment"),)
    sent = [one for one in replies.own_replies(vault.connection) if one.sent_packet_id == record.id]
    said = [_("Answer to the review")] if any(one.what == "review" for one in sent) else []
    said += [_("Answers to observations")] if any(one.what == "observation" for one in sent) else []
    signed = REVIEW_PDF in packet_content(vault, packet_id=record.id).attachments
    return (*said, *([_("The pages of the review with your signature")] if signed else []))

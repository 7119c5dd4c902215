"""Rows of Home for what came in sealed files: replies to what I wrote, and what others wrote about me."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from reviewapp.actions.handed import Handed, all_handed
from reviewapp.actions.handed_notices import new_notices
from reviewapp.actions.home_answers import HomeAnswers, home_answers
from reviewapp.actions.my_side import new_shares
from reviewapp.actions.replies import NewReply, new_replies
from reviewapp.actions.vaults import Vault
from reviewapp.i18n import _
from reviewapp.ui.hub import Hub
from reviewapp.ui.places import RepliesOf
from reviewapp.ui.words import short_date

Rows = list[tuple[str, str, Callable[[], object]]]


@dataclass(frozen=True)
class Exchanged:
    """What waits to be looked at: replies, shares and notices of handovers as (packet id, who wrote it, the day it
    came), self-assessments, and what other managers gave while it has to be said whose it is or the person does not
    know of it."""

    replies: tuple[NewReply, ...]
    shares: tuple[tuple[int, str, date], ...]
    answers: HomeAnswers
    handed: tuple[Handed, ...] = ()
    notices: tuple[tuple[int, str, date], ...] = ()


def what_came(vault: Vault) -> Exchanged:
    """Runs in the worker."""
    waiting = tuple(one for one in all_handed(vault) if one.waits)
    return Exchanged(new_replies(vault), new_shares(vault), home_answers(vault), waiting, new_notices(vault))


def reply_rows(hub: Hub, came: Exchanged) -> Rows:
    """Each opens what it is about."""
    return [
        (_("{name} — {title}").format(name=one.person, title=one.title),
         _("came on {day}").format(day=short_date(one.came_on)), partial(_open, hub, one))
        for one in came.replies
    ]  # fmt: skip


def share_rows(hub: Hub, came: Exchanged) -> Rows:
    """Each opens My side at what came."""
    return [
        (_("From {name}").format(name=name), _("came on {day}").format(day=short_date(day)),
         partial(hub.page_asked.emit, "my_side", packet_id))
        for packet_id, name, day in came.shares
    ]  # fmt: skip


def handed_rows(hub: Hub, came: Exchanged) -> Rows:
    """Each opens what another manager gave."""
    return [
        (_("{name} — from {sender}").format(name=one.person or one.about_name, sender=one.sender),
         _("who is meant?") if one.person_id is None else _("not informed"),
         partial(hub.page_asked.emit, "handed", one.packet_id))
        for one in came.handed
    ]  # fmt: skip


def notice_rows(hub: Hub, came: Exchanged) -> Rows:
    """Each opens My side at what was handed to whom."""
    return [
        (_("From {name}").format(name=name), _("came on {day}").format(day=short_date(day)),
         partial(hub.page_asked.emit, "my_side", ("handed", packet_id)))
        for packet_id, name, day in came.notices
    ]  # fmt: skip


def _open(hub: Hub, one: NewReply) -> None:
    if one.review_id:
        hub.page_asked.emit("review", RepliesOf(one.review_id))
    else:
        hub.observation_asked.emit(one.observation_id)

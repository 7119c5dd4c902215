"""Rows of Home for what came in sealed files: replies to what I wrote, and what others wrote about me."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from reviewapp.actions.my_side import new_shares
from reviewapp.actions.replies import NewReply, new_replies
from reviewapp.actions.vaults import Vault
from reviewapp.i18n import _
from reviewapp.ui.hub import Hub
from reviewapp.ui.places import RepliesOf
from reviewapp.ui.words import short_date

Rows = list[tuple[str, str, Callable[[], object]]]


@dataclass(frozen=True)
class CameIn:
    """What waits to be looked at: replies, and shares as (packet id, who wrote it, the day it came)."""

    replies: tuple[NewReply, ...]
    shares: tuple[tuple[int, str, date], ...]


def came_in(vault: Vault) -> CameIn:
    """Runs in the worker."""
    return CameIn(new_replies(vault), new_shares(vault))


def reply_rows(hub: Hub, came: CameIn) -> Rows:
    """Each opens what it is about."""
    return [
        (_("{name} — {title}").format(name=one.person, title=one.title),
         _("came on {day}").format(day=short_date(one.came_on)), partial(_open, hub, one))
        for one in came.replies
    ]  # fmt: skip


def share_rows(hub: Hub, came: CameIn) -> Rows:
    """Each opens My side at what came."""
    return [
        (_("From {name}").format(name=name), _("came on {day}").format(day=short_date(day)),
         partial(hub.page_asked.emit, "my_side", packet_id))
        for packet_id, name, day in came.shares
    ]  # fmt: skip


def _open(hub: Hub, one: NewReply) -> None:
    if one.review_id:
        hub.page_asked.emit("review", RepliesOf(one.review_id))
    else:
        hub.observation_asked.emit(one.observation_id)

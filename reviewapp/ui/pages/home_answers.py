"""The two cards of Home about self-assessments."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from reviewapp.actions.answering import begin_self_assessment
from reviewapp.actions.home_answers import HomeAnswers, OtherSideRow
from reviewapp.i18n import _
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.review_words import period
from reviewapp.ui.words import short_date

Row = tuple[str, str, Callable[[], object]]


def asked_rows(hub: Hub, found: HomeAnswers) -> list[Row]:
    """Requests to oneself: from whom, by when, and the way to the page."""
    rows: list[Row] = []
    for one in found.asked_of_me:
        text = _("{name}, {period}").format(name=one.sender, period=period(one.period_from, one.period_to))
        what = _("by {date}").format(date=short_date(one.due_on)) if one.due_on is not None else _("when you like")
        go = partial(hub.page_asked.emit, "answer", one.answer_id)
        rows.append((text, what, go if one.answer_id is not None else partial(_begin, hub, one.packet_id)))
    return rows


def _begin(hub: Hub, packet_id: int) -> None:
    """Straight to the sheet: who asks, for what and the notice stand above it, and nothing is sent by beginning."""
    hub.act(
        lambda vault: begin_self_assessment(vault, request_id=packet_id),
        then=lambda changes: hub.page_asked.emit("answer", changes.id),
    )


def other_rows(hub: Hub, found: HomeAnswers) -> list[Row]:
    """What is awaited or came: the person, where it stands, and the way to the review or the person."""

    def go(one: OtherSideRow) -> Callable[[], object]:
        if one.review_id is not None:
            return lambda: hub.page_asked.emit("review", one.review_id)
        return lambda: hub.page_asked.emit("people", one.person_id)

    return [(one.name, _state(one), go(one)) for one in found.others]


def _state(one: OtherSideRow) -> str:
    day = short_date(one.on) if one.on is not None else ""
    if one.state == "awaited":
        return _("wished for by {date}").format(date=day) if day else _("awaited")
    if one.state == "not_received":
        return _("not received by {date}").format(date=day)
    if one.state == "waits_for_seal":
        return _("came; seal your own draft first")
    return _("came; reveal both")

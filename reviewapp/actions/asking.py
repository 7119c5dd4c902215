"""Ask somebody for a self-assessment, and go on without one (domain.md D; PRODUCT.md, practical rules)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reviewapp.actions.changes import Changes, changed
from reviewapp.actions.contacts import contact_of
from reviewapp.actions.packets import seal_packet
from reviewapp.actions.reviews import get_review
from reviewapp.actions.standing import asked_for, standing_for, standing_of
from reviewapp.domain.asking import Asked, Standing
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.domain.notice import Notice
from reviewapp.domain.person import Person
from reviewapp.domain.role import RoleProfile
from reviewapp.i18n import _
from reviewapp.vault import asking, frameworks, people
from reviewapp.vault.connection import Vault
from reviewapp.vault.transaction import Transaction

if TYPE_CHECKING:
    from reviewapp.exchange.packet import Packet
    from reviewapp.exchange.packet_bodies import AskedFramework, RequestBody

# A request for years, or far ahead, is a typing slip.
_LONGEST, _AHEAD = timedelta(days=10 * 366), timedelta(days=2 * 366)
DUE_DAYS = 14


@dataclass(frozen=True)
class RequestRow:
    """One request that was made, and where the self-assessment for its period stands now."""

    asked: Asked
    person: str
    standing: Standing


@dataclass(frozen=True)
class BeforeAsking:
    """What the request to a person would carry: notice, focus by name, and whether it can be sealed to them.

    ``refusal`` is the sentence that stops it, "" when nothing does.
    """

    name: str
    today: date
    notice_on: date | None
    focus: tuple[str, ...]
    is_sealed: bool
    standing: Standing
    refusal: str = ""
    next_step: str = ""


def ask_for_self_assessment(
    vault: Vault, *, person_id: int, period_from: date, period_to: date, due_on: date | None = None, message: str = "",
) -> Changes:  # fmt: skip
    """Make the request for a period; the one id is that of its packet, which `packets.packet_file` gives out.

    Sealed when the card of the person is known, else unsealed: it holds no assessment. An earlier request for the
    period that is still open is replaced by it.
    Raises NotFound for nobody, RuleRefused without a notice or an agreed focus, UsageError for days that cannot be.
    """
    _refuse_days(vault, period_from, period_to, due_on)
    person, notice, profile = _whom(vault, person_id, period_to)
    body = _body(vault, person, notice, profile, (period_from, period_to), due_on, message)
    contact = contact_of(vault, person_id=person_id)
    before = standing_of(vault, person_id=person_id, period_from=period_from, period_to=period_to)
    was_answered = before.state == "answered"

    def record(transaction: Transaction, _packet: Packet, packet_id: int) -> frozenset[str]:
        for one in asked_for(vault, person_id, (period_from, period_to)) if not was_answered else ():
            if one.ended_on is None:
                asking.end_asked(transaction, one.id, on=vault.today, how="replaced")
        asking.add_asked(
            transaction, person_id=person_id, packet_id=packet_id, period_from=period_from, period_to=period_to,
            asked_on=vault.today, due_on=due_on,
        )
        return frozenset({"self_assessment", "review", "person"})

    to = (contact.id,) if contact is not None else ()
    return seal_packet(vault, body=body, to=to, person_id=person_id, meaning=record)


def before_asking(vault: Vault, *, person_id: int, period_from: date, period_to: date) -> BeforeAsking:
    """What a request would carry, to be read before it is made. NotFound for nobody."""
    person = _person(vault, person_id)
    refusal = next_step = ""
    focus: tuple[str, ...] = ()
    try:
        focus = tuple(one.name for one in _framework(vault, _whom(vault, person_id, period_to)[2]).focus)
    except RuleRefused as error:
        refusal, next_step = error.sentence, error.next_step
    return BeforeAsking(
        name=person.name, today=vault.today, notice_on=person.notice_on, focus=focus,
        is_sealed=contact_of(vault, person_id=person_id) is not None,
        standing=standing_of(vault, person_id=person_id, period_from=period_from, period_to=period_to),
        refusal=refusal, next_step=next_step,
    )  # fmt: skip


def requests_of(vault: Vault, *, person_id: int | None = None) -> tuple[RequestRow, ...]:
    """Requests made to one person or to everybody, newest first; replaced ones are left out."""
    names = {one.id: one.name for one in people.people(vault.connection)}
    rows = []
    for one in reversed(asking.asked(vault.connection, person_id)):
        if one.ended_how == "replaced" or one.person_id not in names:
            continue
        now = standing_of(
            vault, person_id=one.person_id, period_from=one.period_from, period_to=one.period_to
        )
        rows.append(RequestRow(one, names[one.person_id], now))
    return tuple(rows)


def go_on_without(vault: Vault, *, review_id: int, how: str = "not_received") -> Changes:
    """Record today that no self-assessment will come for the period of a review; it is printed without blame.

    ``how`` is not_received or declined. Raises NotFound, UsageError for another word, RuleRefused when nothing is
    awaited. One that comes later is taken in all the same.
    """
    if how not in ("not_received", "declined"):
        raise UsageError(
            _("There is no such way of ending a request: {how}.").format(how=how),
            _("Use one of {choices}.").format(choices="not_received, declined"),
        )
    record = get_review(vault, review_id=review_id)
    if standing_for(vault, record).state not in ("awaited", "not_received"):
        raise RuleRefused(_("No self-assessment is awaited for this period."), _("The review can go on as it is."))
    with vault.write() as transaction:
        for one in asked_for(vault, record.person_id, (record.period_from, record.period_to)):
            if one.ended_on is None:
                asking.end_asked(transaction, one.id, on=vault.today, how=how)
        return changed(transaction, "go_on_without", "self_assessment", "review", ids=(review_id,))


def _refuse_days(vault: Vault, first: date, last: date, due_on: date | None) -> None:
    if last < first:
        raise UsageError(_("The period ends before it begins."), _("Swap the two days."))
    if last > vault.today + _AHEAD or last - first > _LONGEST:
        raise UsageError(_("This period is too long, or too far ahead."), _("Check the years of both days."))
    if due_on is not None and not vault.today <= due_on <= vault.today + _AHEAD:
        raise UsageError(_("The day the answer is wished for lies in the past or too far ahead."), _("Choose another."))


def _person(vault: Vault, person_id: int) -> Person:
    person = people.person(vault.connection, person_id)
    if person is None or person.is_me:
        raise NotFound(_("There is no such person."), _("See the list with: reviewapp people."))
    return person


def _whom(vault: Vault, person_id: int, period_to: date) -> tuple[Person, Notice, RoleProfile]:
    person = _person(vault, person_id)
    notices = people.notices(vault.connection, person_id)
    if not notices:
        raise RuleRefused(
            _("{name} has not been given the notice yet, and the request carries it.").format(name=person.name),
            _("Hand over the notice and record its day; it says that you write such notes, and why."),
        )
    profile = people.role_profile(vault.connection, person_id, period_to)
    if profile is None:
        raise RuleRefused(
            _("No focus is agreed with {name} yet, so there is nothing to ask about.").format(name=person.name),
            _("Agree four to seven competencies first."),
        )
    return person, notices[-1], profile[1]


def _framework(vault: Vault, profile: RoleProfile) -> AskedFramework:
    from reviewapp.exchange.packet_bodies import AskedCompetency, AskedFramework

    framework_id = frameworks.find(vault.connection, profile.framework_key, profile.framework_version)
    assert framework_id is not None  # a profile is agreed on a framework that is here, and none ever goes
    framework = frameworks.framework(vault.connection, framework_id)
    focus = [framework.competency(one) for one in profile.focus_in(framework)]
    return AskedFramework(
        key=framework.key, version=framework.version, title=framework.title, status=framework.status,
        language=framework.language,
        focus=tuple(
            AskedCompetency(id=one.id, name=one.name, definition=one.definition, prompt=one.self_prompt)
            for one in focus
        ),
    )  # fmt: skip


def _body(
    vault: Vault, person: Person, notice: Notice, profile: RoleProfile, period: tuple[date, date],
    due_on: date | None, message: str,
) -> RequestBody:  # fmt: skip
    from reviewapp.exchange.packet_bodies import NoticeText, RequestBody

    return RequestBody(
        asked_name=person.name, period_from=period[0], period_to=period[1], framework=_framework(vault, profile),
        notice=NoticeText(text_version=notice.text_version, body=notice.body, given_on=notice.given_on),
        due_on=due_on, foundational_skills=_lines(profile.foundational_skills),
        protected_work=_lines(profile.protected_work), message=message.strip(),
    )  # fmt: skip


def _lines(lines: Sequence[str]) -> tuple[str, ...]:
    """As a packet takes them; longer lists are cut nowhere else, so what is cut here says so."""
    kept = [line if len(line) <= 300 else f"{line[:299]}…" for line in lines[:40]]
    return tuple(kept)

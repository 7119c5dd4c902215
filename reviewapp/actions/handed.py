"""What other managers gave to the writer of this vault: handovers and contributions, whose they are, and whether their
person knows of it (domain.md G, "Manager change"; exchange.md 1.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reviewapp.actions.changes import NOTHING, Changes, changed
from reviewapp.actions.days import local_day
from reviewapp.actions.handover import review_title
from reviewapp.actions.packets import mark_opened, packet_content, packet_record
from reviewapp.actions.people import checked_name, get_person
from reviewapp.actions.receiving_handed import bears, handed_body, place, set_informed
from reviewapp.actions.shapes import title_of
from reviewapp.actions.shared_words import Lines, ShownReply, review_lines, shown_reply
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.domain.observation import Observation
from reviewapp.domain.reply import EmployeeReply
from reviewapp.i18n import _
from reviewapp.vault import identities, observations, packets, people
from reviewapp.vault.connection import Vault
from reviewapp.vault.packets import PacketRecord

KINDS = ("handover", "contribution")


@dataclass(frozen=True)
class HandedRow:
    """One observation that came: ``observation_id`` is None while nobody said whom it is about, and after it went."""

    uid: str
    observation_id: int | None
    observed_on: date | None
    title: str
    written_by: str
    concern: bool
    told_on: date | None


@dataclass(frozen=True)
class HandedReview:
    """A review by an earlier manager, as its person has it, with what they said to it."""

    title: str
    state: str
    reviewer: str
    lines: Lines
    replies: tuple[ShownReply, ...]


@dataclass(frozen=True)
class Namesake:
    """Somebody here who may be meant."""

    person_id: int
    name: str
    role: str


@dataclass(frozen=True)
class Handed:
    """One file of another manager. ``person_id`` is None until it is said who is meant, of ``namesakes`` or a new one.

    ``informed_on`` is since when the person knows that it came here, None while they do not; ``told_by_notice`` says
    that a notice went to them, which they can confirm. ``notice_given_on`` is the day of the earlier manager's notice,
    ``own_notice_on`` that of the writer's own.
    """

    packet_id: int
    kind: str
    sender: str
    compared: bool
    came_on: date
    opened: bool
    about_name: str
    about_role: str
    relation: str
    message: str
    person_id: int | None
    person: str
    namesakes: tuple[Namesake, ...]
    rows: tuple[HandedRow, ...]
    reviews: tuple[HandedReview, ...]
    informed_on: date | None
    told_by_notice: bool
    notice_given_on: date | None
    own_notice_on: date | None
    today: date

    @property
    def waits(self) -> bool:
        """True while it has to be said who is meant, or while the person does not know that it came here."""
        return self.person_id is None or self.informed_on is None


def handed(vault: Vault, *, packet_id: int) -> Handed:
    """What one file brought; NotFound where there is no handover or contribution like it."""
    record = packet_record(vault, packet_id=packet_id)
    if record.kind not in KINDS or record.direction != "received":
        raise NotFound(_("Nothing was handed over in this file."), _("Open the file again from where it was saved."))
    return _shaped(vault, record)


def all_handed(vault: Vault, *, person_id: int | None = None) -> tuple[Handed, ...]:
    """Everything other managers gave here, newest first; of one person, or of everybody."""
    found = [
        one
        for kind in KINDS
        for one in packets.packets(vault.connection, person_id=person_id, kind=kind, direction="received")
    ]
    return tuple(_shaped(vault, one) for one in sorted(found, key=lambda one: one.id, reverse=True))


def take_over(vault: Vault, *, packet_id: int, person_id: int | None = None, name: str = "") -> Changes:
    """Say whom a file is about: somebody here, or (with ``name``) somebody new, who is added. ids: the person.

    It can be undone while nothing rests on it. Raises NotFound; UsageError for a name that is here already or none;
    RuleRefused where it was said before.
    """
    record = packet_record(vault, packet_id=packet_id)
    found = handed(vault, packet_id=packet_id)
    if found.person_id is not None:
        raise RuleRefused(
            _("This is {name}'s already.").format(name=found.person), _("Undo that first if it was somebody else.")
        )
    if person_id is not None:
        get_person(vault, person_id=person_id)
    else:
        name = checked_name(name or found.about_name)
        if bears(vault.connection, name):
            raise UsageError(
                _("There is already somebody called {name}.").format(name=name),
                _("Choose them, or add what tells the two apart, for example the team in brackets."),
            )
    packet = packet_content(vault, packet_id=record.id)
    with vault.write() as transaction:
        whose = person_id if person_id is not None else people.add_person(transaction, name=name, role=found.about_role)
        kinds = place(transaction, packet, packet_id, whose)
        return changed(transaction, "take_over", *sorted(kinds), ids=(whose,))


def inform(vault: Vault, *, packet_id: int, on: date) -> Changes:
    """Record that the person was told, on a day, what came here and from whom; what they did not know of before counts
    as told from then on. Their confirmation of a notice records the same.

    Raises NotFound; UsageError for a day to come or before the file came; RuleRefused while nobody said who is meant,
    and for news to somebody without a notice.
    """
    found = handed(vault, packet_id=packet_id)
    if found.person_id is None:
        raise RuleRefused(_("It is not said yet whom this is about."), _("Say that first."))
    if on > vault.today:
        raise UsageError(_("This day has not come yet."), _("Give the day you told them."))
    if on < found.came_on:
        raise UsageError(
            _("It came on {day}; they cannot have been told before.").format(day=found.came_on.isoformat()),
            _("Check the day."),
        )
    ids = observations.ids_from_packet(vault.connection, packet_id)
    items = [one for one in observations.observations(vault.connection, ids) if not one.deleted]
    news = [one for one in items for subject in one.subjects if not subject.is_told]
    if news and found.own_notice_on is None:
        raise RuleRefused(
            _("{name} has not been given the notice yet, so nothing counts as shared with them.").format(
                name=found.person
            ),
            _("Hand over the notice and record its day; it says that you write such notes, and why."),
        )
    if not items:
        return NOTHING
    with vault.write() as transaction:
        for item in news:
            row = {"told_on": on, "told_how": "conversation", "told_confirmed": True}
            observations.update_subject(transaction, item.id, found.person_id, row)
        set_informed(transaction, packet_id, on)
        return changed(transaction, "inform", "observation", "handed", ids=(packet_id,))


def show_handed(vault: Vault, *, packet_id: int) -> Changes:
    """Record that what came was shown."""
    return mark_opened(vault, packet_id=packet_id)


def _shaped(vault: Vault, record: PacketRecord) -> Handed:
    from reviewapp.exchange.packet_bodies import ContributionBody, HandoverBody

    packet = packet_content(vault, packet_id=record.id)
    body = handed_body(packet)
    contact = identities.contact(vault.connection, record.contact_id or 0)
    person = people.person(vault.connection, record.person_id) if record.person_id is not None else None
    kept = {one.uid: one for one in _kept(vault, record.id)}
    is_handover = isinstance(body, HandoverBody)
    return Handed(
        packet_id=record.id, kind=record.kind, sender=packet.sender.name,
        compared=contact is not None and contact.verified_at is not None, came_on=local_day(vault, record.kept_at),
        opened=record.opened_at is not None, about_name=body.about_name,
        about_role=body.about_role if isinstance(body, HandoverBody) else "",
        relation=body.relation if isinstance(body, ContributionBody) else "", message=body.message,
        person_id=record.person_id, person=person.name if person is not None else "",
        namesakes=_namesakes(vault, body.about_name) if record.person_id is None else (),
        rows=tuple(
            HandedRow(
                uid=one.uid, observation_id=kept[one.uid].id if one.uid in kept else None, observed_on=one.observed_on,
                title=title_of(one.texts.get("behaviour", "")), written_by=one.written_by, concern=one.concern,
                told_on=_told_on(kept[one.uid]) if one.uid in kept else one.told_on,
            )
            for one in body.observations
        ),
        reviews=_reviews(vault, body, packet.sender.name, record) if isinstance(body, HandoverBody) else (),
        informed_on=_informed_on(vault, record, kept, body.told_on if isinstance(body, HandoverBody) else None),
        told_by_notice=is_handover and packet.goes_with is not None,
        notice_given_on=body.notice_given_on if isinstance(body, HandoverBody) else None,
        own_notice_on=person.notice_on if person is not None else None, today=vault.today,
    )  # fmt: skip


def _kept(vault: Vault, packet_id: int) -> list[Observation]:
    found = observations.observations(
        vault.connection, observations.ids_from_packet(vault.connection, packet_id)
    )
    return [one for one in found if not one.deleted]


def _told_on(item: Observation) -> date | None:
    return next((one.told_on for one in item.subjects if one.is_told), None)


def _informed_on(
    vault: Vault, record: PacketRecord, kept: dict[str, Observation], told_on: date | None
) -> date | None:
    """Since when the person knows of all of it: what each says, else the confirmation that came, else what was said."""
    days = [one.informed_on for one in kept.values()]
    if days:
        known = [day for day in days if day is not None]
        return max(known) if len(known) == len(days) else None
    acks = packets.replies(vault.connection, record.goes_with) if record.goes_with is not None else []
    if acks:
        return local_day(vault, acks[0].kept_at)
    return told_on


def _reviews(vault: Vault, body: object, sender: str, record: PacketRecord) -> tuple[HandedReview, ...]:
    from reviewapp.actions.about_words import state_words
    from reviewapp.exchange.packet_bodies import HandoverBody

    assert isinstance(body, HandoverBody)
    kept_on = local_day(vault, record.kept_at)
    return tuple(
        HandedReview(
            title=review_title(review), state=state_words(review.state), reviewer=review.reviewer_name,
            lines=review_lines(review),
            replies=tuple(
                shown_reply(
                    EmployeeReply(
                        uid=said.item_uid, position=said.position, text=said.text, written_on=said.written_on,
                        how="handed", kept_on=kept_on, handed_by=sender,
                    ),
                    writer=sender, name=body.about_name,
                )
                for said in body.replies
                if said.item_uid == review.uid
            ),
        )
        for review in body.reviews
    )  # fmt: skip


def _namesakes(vault: Vault, name: str) -> tuple[Namesake, ...]:
    """Those of the same name first, then everybody else: somebody may be called otherwise here."""
    same = bears(vault.connection, name)
    everybody = sorted(people.people(vault.connection), key=lambda one: one.id not in same)
    return tuple(Namesake(one.id, one.name, one.role) for one in everybody)

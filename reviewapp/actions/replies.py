"""What people said to what was written about them, on the writer's side: shown, printed, and typed in where it came
on paper or aloud (domain.md F, sign-off; PRODUCT.md, practical rules)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from reviewapp.actions.changes import Changes, changed
from reviewapp.actions.contacts import writer_name
from reviewapp.actions.days import local_day
from reviewapp.actions.own_words import check_of
from reviewapp.actions.packets import mark_opened, packet_record
from reviewapp.actions.received_shares import answer_state
from reviewapp.actions.shapes import title_of
from reviewapp.actions.shared_words import ShownReply, shown_reply
from reviewapp.actions.text_check import holds_figure
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.domain.reply import MAX_STATEMENT, RECORDED_HOW, EmployeeReply, refuse_position
from reviewapp.domain.review import FINISHED_STATES, CitedEpisode
from reviewapp.i18n import _
from reviewapp.vault import identities, observations, packets, people, replies, reviews
from reviewapp.vault.connection import Vault
from reviewapp.vault.replies import ReplyRecord
from reviewapp.vault.reviews import ReviewRecord


@dataclass(frozen=True)
class NewReply:
    """A reply that came and was not looked at yet: whose, and where it stands (ids 0 where it is not about one)."""

    packet_id: int
    person_id: int
    person: str
    came_on: date
    review_id: int
    observation_id: int
    title: str


def record_reply(vault: Vault, *, review_id: int, how: str, text: str, position: str, written_on: date) -> Changes:
    """Type in what the person said about a review that was shared with them; marked as typed in, with how it came.

    ``how`` is in_presence or from_document. Raises UsageError for another one, a day to come, or nothing said;
    RuleRefused for a review nobody has shown them yet; NotFound for no such review.
    """
    if how not in RECORDED_HOW:
        raise UsageError(
            _("A reply is not recorded as {how}.").format(how=how),
            _("Use one of {choices}.").format(choices=", ".join(RECORDED_HOW)),
        )
    refuse_position(position, text)
    if len(text) > MAX_STATEMENT:
        raise UsageError(_("This reply is too long."), _("Keep the document itself and type in what matters."))
    record = _review(vault, review_id)
    if written_on > vault.today:
        raise UsageError(_("This day has not come yet."), _("Record it once it has happened."))
    if record.shared_on is None:
        raise RuleRefused(
            _("This review has not been shared yet, so nobody can have answered it."),
            _("Record the day you handed it over or went through it together, then the reply."),
        )
    if written_on < record.shared_on:
        raise UsageError(
            _("The reply cannot have been before the review was shared."), _("Check both days; one of them is off.")
        )
    with vault.write() as transaction:
        replies.add_reply(
            transaction, person_id=record.person_id, observation_id=None, review_id=review_id, packet_id=None, how=how,
            position=position, body=text.strip(), written_on=written_on,
        )  # fmt: skip
        answer_state(transaction, review_id)
        return changed(transaction, "record_reply", "reply", "review", ids=(review_id,))


def replies_to_review(vault: Vault, *, review_id: int) -> tuple[EmployeeReply, ...]:
    """Everything said to a review as a whole, and to finished reviews of the same period, in the order it came.

    Answers to its episodes stand at the episodes: `replies_to_observation`.
    """
    record = _review(vault, review_id)
    return _to_review(vault, record)


def replies_to_observation(vault: Vault, *, observation_id: int) -> tuple[EmployeeReply, ...]:
    """Everything people said to an observation, in the order it came."""
    found = replies.replies(vault.connection, observation_ids=(observation_id,))
    return tuple(_shaped(vault, one) for one in found)


def shown_to_review(vault: Vault, *, review_id: int) -> tuple[ShownReply, ...]:
    """What `replies_to_review` gives, in words."""
    record = _review(vault, review_id)
    name = _names(vault).get(record.person_id, "")
    found = _to_review(vault, record)
    return tuple(shown_reply(one, writer=writer_name(vault), name=name) for one in found)


def shown_to_observation(vault: Vault, *, observation_id: int) -> tuple[ShownReply, ...]:
    """What `replies_to_observation` gives, in words, each with the name of who said it."""
    found = replies.replies(vault.connection, observation_ids=(observation_id,))
    names = _names(vault)
    return tuple(
        shown_reply(_shaped(vault, one), writer=writer_name(vault), name=names.get(one.person_id, "")) for one in found
    )


def document_replies(
    vault: Vault, *, review_id: int, episodes: Sequence[CitedEpisode], kept: Sequence[EmployeeReply] = ()
) -> tuple[EmployeeReply, ...]:
    """Every reply a document of this review prints: to it, and to the episodes in it; ``kept`` are those frozen in it.

    What came after a version was finished is printed with it as an addendum; the version itself stays as it is.
    """
    record = _review(vault, review_id)
    finished = reviews.versions(vault.connection, review_id)
    ended = finished[-1].finished_at if finished and record.state in FINISHED_STATES else None
    by_uid = {episode.uid: episode for episode in episodes}
    ids = _ids(vault, list(by_uid))
    said = replies.replies(vault.connection, observation_ids=list(ids), person_id=record.person_id)
    of_episodes = [
        replace(
            _shaped(vault, one, ended), episode_on=by_uid[ids[one.observation_id or 0]].observed_on,
            episode=title_of(by_uid[ids[one.observation_id or 0]].behaviour),
        )
        for one in said
    ]  # fmt: skip
    now = [*_to_review(vault, record), *of_episodes]
    known = {one.uid for one in now}
    # A reply whose episode was deleted since stands in the frozen version alone.
    return (*(one for one in kept if one.uid not in known), *now)


def new_replies(vault: Vault) -> tuple[NewReply, ...]:
    """Replies that came and were not looked at yet, oldest first."""
    came = packets.packets(vault.connection, kind="reply", direction="received")
    names = _names(vault)
    return tuple(
        shown
        for one in came
        if one.opened_at is None and one.person_id in names
        for shown in _new(vault, one.id, one.person_id or 0, names[one.person_id or 0], local_day(vault, one.kept_at))
    )


def look_at_replies(vault: Vault, *, review_id: int = 0, observation_id: int = 0) -> Changes:
    """Record that the replies standing here were shown: from now on they wait no more."""
    found = replies.replies(vault.connection, review_id=review_id, observation_ids=(observation_id,))
    waiting = {
        one.packet_id
        for one in found
        if one.how == "packet" and one.packet_id is not None
        if packet_record(vault, packet_id=one.packet_id).opened_at is None
    }
    kinds: frozenset[str] = frozenset()
    for packet_id in sorted(waiting):
        kinds |= mark_opened(vault, packet_id=packet_id).kinds
    return Changes(kinds, tuple(sorted(waiting)))


def _new(vault: Vault, packet_id: int, person_id: int, person: str, came_on: date) -> list[NewReply]:
    """One line for a packet: its review first, else its first observation."""
    said = replies.replies_in(vault.connection, packet_id)
    review_id = next((one.review_id for one in said if one.review_id is not None), 0)
    if review_id and reviews.review(vault.connection, review_id) is not None:
        return [NewReply(packet_id, person_id, person, came_on, review_id, 0, _("to the review"))]
    for one in said:
        item = observations.observation(vault.connection, one.observation_id) if one.observation_id else None
        if item is not None and not item.deleted:
            return [NewReply(packet_id, person_id, person, came_on, 0, item.id, title_of(item.behaviour))]
    return []


def _names(vault: Vault) -> dict[int, str]:
    return {one.id: one.name for one in people.people(vault.connection)}


def _review(vault: Vault, review_id: int) -> ReviewRecord:
    record = reviews.review(vault.connection, review_id)
    if record is None:
        raise NotFound(_("There is no review {id}.").format(id=review_id), _("Begin one with: reviewapp review new."))
    return record


def _to_review(vault: Vault, record: ReviewRecord) -> tuple[EmployeeReply, ...]:
    finished = reviews.versions(vault.connection, record.id)
    ended = finished[-1].finished_at if finished and record.state in FINISHED_STATES else None
    found = [_shaped(vault, one, ended) for one in replies.replies(vault.connection, review_id=record.id)]
    earlier = []
    for other in reviews.reviews(vault.connection, record.person_id):
        if other.id >= record.id or other.state not in FINISHED_STATES:
            continue
        if (other.period_from, other.period_to) != (record.period_from, record.period_to):
            continue
        # A review begun anew for a period takes the place of this one: what was said to it is said still.
        last = reviews.versions(vault.connection, other.id)[-1]
        on = local_day(vault, last.finished_at)
        earlier += [
            replace(_shaped(vault, one, last.finished_at), earlier_on=on)
            for one in replies.replies(vault.connection, review_id=other.id)
        ]
    return (*earlier, *found)


def _shaped(vault: Vault, one: ReplyRecord, ended: str | None = None) -> EmployeeReply:
    return EmployeeReply(
        uid=one.uid, position=one.position, text=one.body, written_on=one.written_on, how=one.how,
        kept_on=local_day(vault, one.kept_at), compared=one.how == "handed" or _is_compared(vault, one.packet_id),
        handed_by=_sender_name(vault, one.packet_id) if one.how == "handed" else "",
        late=ended is not None and one.kept_at > ended,
        has_figures=bool(one.body.strip()) and holds_figure(one.body, check_of(vault).check),
    )


def _is_compared(vault: Vault, packet_id: int | None) -> bool:
    """True where the words of the card that signed it were compared, or nothing was signed."""
    if packet_id is None:
        return True
    contact_id = packet_record(vault, packet_id=packet_id).contact_id
    contact = identities.contact(vault.connection, contact_id) if contact_id is not None else None
    return contact is not None and contact.verified_at is not None


def _sender_name(vault: Vault, packet_id: int | None) -> str:
    contact_id = packet_record(vault, packet_id=packet_id).contact_id if packet_id is not None else None
    contact = identities.contact(vault.connection, contact_id) if contact_id is not None else None
    return contact.card.name if contact is not None else ""


def _ids(vault: Vault, uids: Sequence[str]) -> dict[int, str]:
    """The observations with these uids that are still there, by id."""
    found: dict[int, str] = {}
    for uid in uids:
        row = vault.connection.execute("SELECT id FROM observation WHERE uid = ?", (uid,)).fetchone()
        if row is not None:
            found[row["id"]] = uid
    return found

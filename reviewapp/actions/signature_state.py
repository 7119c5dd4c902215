"""Where the two signatures on a finished review stand, for its writer: one plain sentence, and no tick.

A missing signature holds nothing up, and `received` is not agreement (domain.md F, sign-off).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reviewapp.actions.days import local_day
from reviewapp.actions.packets import packet_content
from reviewapp.actions.reviews import get_review
from reviewapp.actions.signing import REVIEW_PDF, Returned, came_back, holds_review, judged
from reviewapp.actions.verify_words import finding_words
from reviewapp.domain.review import FINISHED_STATES
from reviewapp.i18n import _
from reviewapp.report.dates import read_date
from reviewapp.vault import identities, packets, people, replies
from reviewapp.vault.connection import Vault
from reviewapp.vault.packets import PacketRecord
from reviewapp.vault.reviews import ReviewRecord


@dataclass(frozen=True)
class SignatureState:
    """``kind`` is "none", "offered" (signed by the writer and handed over), "both", "declined", or "not_counted" (a
    file came back and does not count; ``why`` is a finding of `verify_words`, "other_pages" or "other_key").

    ``person`` is whose signature is the second one, ``on`` the day of what ``kind`` says, ``position`` what it states.
    ``compared`` is False while the words of the card that names their key were never compared; ``signed`` is the file
    with both signatures, so that whoever shows it need not judge it again.
    """

    kind: str
    person: str = ""
    on: date | None = None
    position: str = ""
    why: str = ""
    compared: bool = True
    signed: Returned | None = None


def signature_state(vault: Vault, *, review_id: int) -> SignatureState:
    """Where it stands; "none" for what is no finished review. NotFound for no such review."""
    record = get_review(vault, review_id=review_id)
    if record.state not in FINISHED_STATES:
        return SignatureState("none")
    person = people.person(vault.connection, record.person_id)
    name = person.name if person is not None else ""
    wrong: SignatureState | None = None
    for reply, found in came_back(vault, review_id=review_id):
        on = local_day(vault, reply.kept_at)
        if isinstance(found, Returned):
            contact = identities.contact(vault.connection, reply.contact_id or 0)
            compared = contact is not None and contact.verified_at is not None
            return SignatureState("both", name, on, found.position, compared=compared, signed=found)
        wrong = wrong or SignatureState("not_counted", name, on, why=found)
    if wrong is not None:
        return wrong
    offered = _offered(vault, record)
    if offered is None:
        return SignatureState("none", name)
    said = [one for one in replies.replies(vault.connection, review_id=review_id) if one.position]
    if said and said[-1].position == "declined_to_sign":
        return SignatureState("declined", name, said[-1].written_on, "declined_to_sign")
    return SignatureState("offered", name, local_day(vault, offered.kept_at))


def signature_sentence(state: SignatureState) -> str:
    """The state in words; "" where there is nothing to say."""
    day = read_date(state.on) if state.on is not None else ""
    if state.kind == "both":
        said = {
            "received": _("Signed by both. {name} received it, which is not agreement; it came back on {day}."),
            "agree": _("Signed by both. {name} agrees; it came back on {day}."),
            "agree_in_part": _("Signed by both. {name} agrees in part; it came back on {day}."),
            "disagree": _("Signed by both. {name} disagrees; it came back on {day}."),
        }[state.position].format(name=state.person, day=day)
        return said if state.compared else f"{said} {_('The words of their card were not compared yet.')}"
    if state.kind == "offered":
        said = _("You signed it and handed it over on {day}. {name} has not signed so far; that holds nothing up.")
        return said.format(name=state.person, day=day)
    if state.kind == "declined":
        said = _("Signed by you. {name} does not sign, said on {day}; that holds nothing up.")
        return said.format(name=state.person, day=day)
    if state.kind == "not_counted":
        said = _("A file with a signature came from {name} on {day} and does not count: {why}")
        return said.format(name=state.person, day=day, why=_why(state.why))
    return ""


def _why(finding: str) -> str:
    if finding == "other_pages":
        return _("these are not the pages you handed over. Hand the review over once more.")
    if finding == "other_key":
        return _("it bears a key that neither of your two cards names. Ask them on a number you know.")
    return " ".join(finding_words(finding))


def _offered(vault: Vault, record: ReviewRecord) -> PacketRecord | None:
    """The newest file made of this review whose pages bear the writer's signature."""
    made = packets.packets(vault.connection, person_id=record.person_id, kind="share", direction="made")
    for one in reversed(made):
        if holds_review(vault, one, record.uid):
            data = packet_content(vault, packet_id=one.id).attachments.get(REVIEW_PDF, b"")
            if not judged(data).findings:
                return one
    return None

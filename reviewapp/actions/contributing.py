"""Observations of somebody another manager reviews: chosen, sealed for that manager, and kept there as what they are,
another person's words (domain.md D, basis; issue of packets, contribution)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reviewapp.actions.changes import Changes
from reviewapp.actions.contacts import contact_in_use, contact_of, writer_name
from reviewapp.actions.files import write_all
from reviewapp.actions.handover import Receiver, receivers
from reviewapp.actions.observations import get_observation
from reviewapp.actions.packets import kept_packet_id, sealed_packet
from reviewapp.actions.people import get_person
from reviewapp.actions.shapes import title
from reviewapp.actions.sharing import shared_episode
from reviewapp.domain.errors import RuleRefused, UsageError
from reviewapp.domain.observation import Observation, implied_concern
from reviewapp.i18n import _
from reviewapp.vault import observation_lists, observations
from reviewapp.vault.connection import Vault

if TYPE_CHECKING:
    from reviewapp.exchange.packet_bodies import ContributedEpisode, ContributionBody

MAX_RELATION = 200


@dataclass(frozen=True)
class Contributable:
    """One observation of one's own that may be given to whoever reviews its person."""

    observation_id: int
    observed_on: date | None
    title: str
    concern: bool
    told_on: date | None


@dataclass(frozen=True)
class ContributionOffer:
    """What can be given about a person, and to which cards."""

    person_id: int
    person: str
    rows: tuple[Contributable, ...]
    receivers: tuple[Receiver, ...]
    today: date


def contribution_offer(vault: Vault, *, person_id: int) -> ContributionOffer:
    """Complete observations of one's own about a person, newest first. NotFound for nobody."""
    person = get_person(vault, person_id=person_id)
    ids = observation_lists.ids_between(vault.connection, person_id=person_id)
    found = [one for one in observations.observations(vault.connection, ids) if _why_not(one) is None]
    return ContributionOffer(
        person_id=person_id, person=person.name, rows=tuple(_row(one, person_id) for one in found),
        receivers=receivers(vault, person_id=person_id), today=vault.today,
    )


def contribution_body(
    vault: Vault, *, person_id: int, observation_ids: Sequence[int], relation: str, message: str = ""
) -> ContributionBody:
    """Exactly what `contribute` would send, for the preview (promise 4). Raises what that raises."""
    from reviewapp.exchange.packet_bodies import ContributionBody

    person = get_person(vault, person_id=person_id)
    if not observation_ids:
        raise UsageError(_("Nothing is chosen."), _("Choose at least one observation."))
    if len(relation.strip()) > MAX_RELATION or "\n" in relation.strip():
        raise UsageError(_("How you worked together is one line."), _("Say it in a few words."))
    found = [get_observation(vault, observation_id=one) for one in dict.fromkeys(observation_ids)]
    return ContributionBody(
        about_name=person.name, relation=relation.strip(), message=message.strip(),
        observations=tuple(_episode(vault, one, person_id) for one in found),
    )


def contribute(
    vault: Vault, *, person_id: int, contact_id: int, observation_ids: Sequence[int], relation: str, message: str = "",
    into: Path | None = None,
) -> Changes:  # fmt: skip
    """Make a packet of one's own observations about somebody for the manager who reviews them; ids: the packet.

    It tells the person nothing: until they know, the other manager cannot cite it. Not undone: the file may be out.
    Raises UsageError for none, NotFound, and RuleRefused for a jot, a withdrawn or restricted one, one that somebody
    else wrote (hearsay twice over), and where the card is that of the person.
    """
    body = contribution_body(
        vault, person_id=person_id, observation_ids=observation_ids, relation=relation, message=message
    )
    contact_in_use(vault, contact_id)
    theirs = contact_of(vault, person_id=person_id)
    if theirs is not None and theirs.id == contact_id:
        raise RuleRefused(
            _("This is the card of {name}, whom this is about.").format(name=body.about_name),
            _("Share it with them instead, or choose the card of their manager."),
        )
    made = sealed_packet(vault, body=body, to=(contact_id,), person_id=person_id)
    with vault.write() as transaction:
        packet_id = kept_packet_id(transaction, made)
        write_all({into: made.data} if into is not None else {})
    return Changes(frozenset({"packet"}), (packet_id,))


def _episode(vault: Vault, item: Observation, person_id: int) -> ContributedEpisode:
    from reviewapp.exchange.packet_body_json import contributed_episode, shared_episode_of

    refusal = _why_not(item)
    if refusal is not None:
        raise refusal
    subject = next((one for one in item.subjects if one.person_id == person_id), None)
    if subject is None:
        raise UsageError(_("The observation is not about this person."), _("Add them to it first."))
    if subject.is_told:
        made = shared_episode(vault, item, person_id)
    else:  # giving it to somebody else is not telling the person
        made = shared_episode_of(item, person_id=person_id, written_by=writer_name(vault))
    return contributed_episode(made, tags=item.competency_tags)


def _why_not(item: Observation) -> RuleRefused | None:
    if item.written_by:
        return RuleRefused(
            _("{name} wrote this, not you.").format(name=item.written_by),
            _("Ask them to give it themselves; give what you saw."),
        )
    if not item.completed or item.withdrawn:
        return RuleRefused(
            _("A jot is private until it is completed, so it cannot be handed over."),
            _("Open it, add what is missing, and complete it."),
        )
    if not item.may_leave:
        return RuleRefused(
            _("This episode is marked as restricted, so it does not leave the vault."),
            _("Ask the person; with their agreement on record it may. Without it, it stays here."),
        )
    return None


def _row(item: Observation, person_id: int) -> Contributable:
    subject = next(one for one in item.subjects if one.person_id == person_id)
    return Contributable(
        item.id, item.observed_on, title(item), bool(implied_concern(item, subject)),
        subject.told_on if subject.is_told else None,
    )

"""Bodies to JSON and back, and observations to the episodes that travel. Imports msgspec; import it in functions."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from reviewapp.domain.errors import N_, RuleRefused
from reviewapp.domain.observation import (
    CHOICES,
    DATES,
    MULTI_CHOICES,
    TEXTS,
    CompetencyTag,
    Observation,
    implied_concern,
    refuse_restricted,
)
from reviewapp.exchange.packet_bodies import (
    BODIES,
    Body,
    ContributedEpisode,
    EarlierWording,
    Episode,
    EpisodeTag,
    HandedEpisode,
    HandedReply,
    SharedEpisode,
    SharedReview,
    episodes_in,
    kind_of,
)
from reviewapp.exchange.packet_errors import CannotBeSent, PacketRefused, TooNew, Unsafe
from reviewapp.exchange.packet_types import MAX_JSON, strict_decode

# Ours alone: who is meant by a name as typed, why something was withdrawn, and words the receiver did not release.
_NOT_SENT = frozenset({"who_as_written", "withdrawn_reason"})
_TEXTS = frozenset(TEXTS) - _NOT_SENT


def decode_body(kind: str, data: bytes) -> Body:
    """The body of a packet of a known kind. TooLarge, Unsafe, or TooNew for a field or value added later."""
    body: Body = strict_decode(data, BODIES[kind], limit=MAX_JSON)
    for episode in episodes_in(body):
        _refuse_unknown(episode)
    return body


def encode_body(body: Body) -> bytes:
    """The body as JSON a person can read; CannotBeSent when a receiver would refuse it."""
    data = msgspec.json.format(msgspec.json.encode(body), indent=1)
    if len(data) > MAX_JSON:
        raise CannotBeSent(
            N_("This is more text than fits into one file."), N_("Hand it over in two parts.")
        )
    try:
        decode_body(kind_of(body), data)
    except PacketRefused as error:
        raise CannotBeSent(
            N_("Something in this is longer than a packet takes, or is no plain text."),
            N_("Shorten the longest text to 20,000 characters and try again."),
        ) from error
    return data


def episode_of(item: Observation, *, framework_key: str | None = None) -> Episode:
    """An episode of the writer's own record, for a self-assessment; no anchor goes with it.

    With a framework only competencies of that one go: another may mean something else by the same id.
    RuleRefused for a restricted one without agreement: protected disclosures and matters of third parties stay.
    """
    refuse_restricted(item)
    fields = _fields(item)
    if framework_key is not None:
        fields["competencies"] = item.competencies_of(framework_key)
    return Episode(**fields)


def shared_episode_of(item: Observation, *, person_id: int, written_by: str) -> SharedEpisode:
    """An observation for the person it is about; nobody else in it is named.

    RuleRefused for a restricted one without agreement and for a jot; KeyError when it is not about this person.
    """
    refuse_restricted(item)
    if not item.completed or item.withdrawn or item.deleted:
        raise RuleRefused(
            N_("A jot is private until it is completed, so it cannot be handed over."),
            N_("Open it, add what is missing, and complete it."),
        )
    subject = next((one for one in item.subjects if one.person_id == person_id), None)
    if subject is None:
        raise KeyError(person_id)
    telling: dict[str, date | str | None] = {"told_on": None, "told_how": ""}
    if subject.is_told:
        telling = {"told_on": subject.told_on, "told_how": subject.told_how or ""}
    return msgspec.convert(
        {
            **_fields(item), **telling, "written_by": written_by, "concern": bool(implied_concern(item, subject)),
            "closest_anchor": subject.closest_anchor or "",
        },
        SharedEpisode,
    )  # fmt: skip


def handed_episode(
    episode: SharedEpisode, *, tags: Sequence[CompetencyTag], answers: Sequence[HandedReply]
) -> HandedEpisode:
    """The same for the next manager: with the frameworks of its competencies and what was said to it."""
    return msgspec.convert(
        {**_parts(episode), "tags": [_tag(one) for one in tags], "answers": tuple(answers)}, HandedEpisode
    )


def contributed_episode(episode: SharedEpisode, *, tags: Sequence[CompetencyTag]) -> ContributedEpisode:
    """The same for whoever reviews the person."""
    return msgspec.convert({**_parts(episode), "tags": [_tag(one) for one in tags]}, ContributedEpisode)


def told(episode: SharedEpisode, *, on: date, how: str, earlier: Sequence[EarlierWording] = ()) -> SharedEpisode:
    """The episode with since when its person knows of it, and what it said since."""
    return msgspec.structs.replace(episode, told_on=on, told_how=how, earlier=tuple(earlier))


def item_digest(item: SharedEpisode | SharedReview) -> str:
    """SHA-256 (hex) of what an item says; since when the person knows of it is no part of that."""
    if isinstance(item, SharedEpisode):
        # What goes to another manager says the same, and more beside it.
        plain = {one: getattr(item, one) for one in SharedEpisode.__struct_fields__}
        item = SharedEpisode(**{**plain, "told_on": None, "told_how": "", "earlier": ()})
    return hashlib.sha256(msgspec.json.encode(item)).hexdigest()


def _parts(episode: SharedEpisode) -> dict[str, Any]:
    return msgspec.structs.asdict(episode)


def _tag(tag: CompetencyTag) -> EpisodeTag:
    return EpisodeTag(
        framework_key=tag.framework_key, framework_version=tag.framework_version, competency_id=tag.competency_id
    )


def _fields(item: Observation) -> dict[str, Any]:
    texts = {name: text for name, text in item.texts.items() if name in _TEXTS}
    if not item.flags.get("receiver_words_permitted"):
        texts.pop("receiver_words", None)
    return {
        "uid": item.uid, "written_on": item.written_on, "observed_on": item.observed_on, "texts": texts,
        "choices": {name: value for name, value in item.choices.items() if name != "restricted" and value},
        "multi": {name: values for name, values in item.multi.items() if values},
        "dates": dict(item.dates), "competencies": item.competencies,
        "restricted": item.choice("restricted"), "agreed_on": item.agreed_on if item.is_restricted else None,
    }  # fmt: skip


def _refuse_unknown(episode: Episode) -> None:
    """A statement about a person is shown whole or not at all: what was added later needs a newer version."""
    if "restricted" in episode.choices or (episode.restricted != "none" and episode.agreed_on is None):
        raise Unsafe
    known = (
        set(episode.texts) <= _TEXTS
        and set(episode.dates) <= set(DATES)
        and all(value in CHOICES.get(name, ()) for name, value in episode.choices.items())
        and all(set(values) <= set(MULTI_CHOICES.get(name, ())) for name, values in episode.multi.items())
    )
    if not known:
        raise TooNew

"""What each kind of packet says: one frozen type for a kind, every text bounded (domain.md D, F, G; issue of packets).

Three things have no place here, so they cannot travel: a figure about a person (no body has a number anywhere), a
self-score (an employee's episode has no anchor), and a restricted item nobody agreed to (`Episode.agreed_on`).
Imports msgspec; import it inside the functions that need it.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from reviewapp.exchange.packet_types import (
    CardData,
    Chip,
    Chips,
    CompetencyId,
    Digest,
    Line,
    Name,
    PacketId,
    Statement,
    Text,
    Uid,
)

Anchor: TypeAlias = Literal["", "missed", "prompted", "independent", "enabling", "not_enough_seen", "none"]
# Receipt is not agreement, and no answer stops anything (domain.md F, sign-off).
Position: TypeAlias = Literal["", "received", "agree", "agree_in_part", "disagree", "declined_to_sign"]
Lines: TypeAlias = Annotated[tuple[Line, ...], Meta(max_length=40)]
Competencies: TypeAlias = Annotated[tuple[CompetencyId, ...], Meta(max_length=40)]
Month: TypeAlias = Annotated[str, Meta(pattern=r"^([0-9]{4}-(0[1-9]|1[0-2]))?\Z")]


class Episode(Struct, frozen=True, kw_only=True):
    """One dated episode in the words of the writer; the maps hold fields of `domain.observation` by name."""

    uid: Uid
    written_on: date
    observed_on: date | None
    texts: Annotated[dict[Chip, Text], Meta(max_length=40)]
    choices: Annotated[dict[Chip, Chip], Meta(max_length=40)] = {}
    multi: Annotated[dict[Chip, Chips], Meta(max_length=40)] = {}
    dates: Annotated[dict[Chip, date], Meta(max_length=10)] = {}
    competencies: Competencies = ()
    # Protected disclosures and matters of third parties travel with the day their people agreed, or not at all
    # (2019/1937 art. 19). The mark stays on: whoever takes it in has to ask anew before it leaves them.
    restricted: Literal["none", "protected_disclosure", "third_party"] = "none"
    agreed_on: date | None = None


class EarlierWording(Struct, frozen=True, kw_only=True):
    """What a text said before: edits after sharing stay visible to the person (domain.md D, lifecycle)."""

    field: Chip
    body: Text
    written_on: date


class SharedEpisode(Episode, frozen=True, kw_only=True):
    """An observation as its person may read it."""

    written_by: Name
    concern: bool
    closest_anchor: Anchor = ""
    told_on: date | None = None
    told_how: Literal["", "conversation", "packet", "paper"] = ""
    earlier: Annotated[tuple[EarlierWording, ...], Meta(max_length=400)] = ()


class ItemAnswer(Struct, frozen=True, kw_only=True):
    """What the employee says about one observation."""

    item_uid: Uid
    written_on: date
    position: Position = ""
    text: Text = ""


class EpisodeTag(Struct, frozen=True, kw_only=True):
    """A competency with the framework it was chosen from: another may mean something else by the same id."""

    framework_key: Line
    framework_version: Line
    competency_id: CompetencyId


Tags: TypeAlias = Annotated[tuple[EpisodeTag, ...], Meta(max_length=40)]


class HandedReply(Struct, frozen=True, kw_only=True):
    """What the person said to one item, as the earlier manager had it; ``how`` is how it came to them."""

    item_uid: Uid
    written_on: date
    position: Position = ""
    text: Statement = ""
    how: Literal["packet", "in_presence", "from_document", "handed"]


class HandedEpisode(SharedEpisode, frozen=True, kw_only=True):
    """An observation that may change hands: the person was told of it, on a day. A jot has no such day."""

    told_on: date
    tags: Tags = ()
    answers: Annotated[tuple[HandedReply, ...], Meta(max_length=40)] = ()


class ContributedEpisode(SharedEpisode, frozen=True, kw_only=True):
    """An observation for the manager who reviews its person; the person may not know of it yet."""

    tags: Tags = ()


class SharedJudgment(Struct, frozen=True, kw_only=True):
    """One competency in a review; without ``cites`` it reads "Not enough seen"."""

    competency_id: CompetencyId
    name: Line
    definition: Text = ""
    strength: Text = ""
    concern: Text = ""
    next_step: Text = ""
    cites: Annotated[tuple[Uid, ...], Meta(max_length=400)] = ()


class SharedReview(Struct, frozen=True, kw_only=True):
    """A review as its person may read it, draft or final."""

    uid: Uid
    state: Literal["draft", "sealed", "shared", "answered", "final", "superseded"]
    reviewer_name: Name
    period_from: date
    period_to: date
    dated: date
    framework_title: Line
    framework_version: Line
    judgments: Annotated[tuple[SharedJudgment, ...], Meta(max_length=40)]
    texts: Annotated[dict[Chip, Text], Meta(max_length=40)] = {}
    talked_on: date | None = None


class NoticeText(Struct, frozen=True, kw_only=True):
    """The transparency notice as given (GDPR art. 13)."""

    text_version: Line
    body: Text
    given_on: date


class AskedCompetency(Struct, frozen=True, kw_only=True):
    """One competency of the focus, with the question put to the employee."""

    id: CompetencyId
    name: Line
    definition: Text = ""
    prompt: Text = ""


class AskedFramework(Struct, frozen=True, kw_only=True):
    """As much of the framework as the employee needs to answer."""

    key: Line
    version: Line
    title: Line
    status: Line
    language: Line
    focus: Annotated[tuple[AskedCompetency, ...], Meta(max_length=40)]


class PromptAnswer(Struct, frozen=True, kw_only=True):
    """An answer to one question, with the question as it was read."""

    prompt: Text
    text: Text
    competency_id: CompetencyId | None = None


class SkillNote(Struct, frozen=True, kw_only=True):
    """A foundational skill and the month it was last used unaided, or that the employee would rather not say."""

    skill: Line
    last_done_unaided: Month = ""
    rather_not_say: bool = False
    note: Text = ""


class HandedItem(Struct, frozen=True, kw_only=True):
    """One thing that went to the new manager, by its hash."""

    uid: Uid
    what: Literal["observation", "review", "answer"]
    title: Line
    sha256: Digest


class RequestBody(Struct, frozen=True, kw_only=True):
    """Manager to employee: please assess yourself. Never holds an assessment: the first one travels unsealed."""

    asked_name: Name
    period_from: date
    period_to: date
    framework: AskedFramework
    notice: NoticeText
    due_on: date | None = None
    foundational_skills: Lines = ()
    protected_work: Lines = ()
    message: Text = ""


class ResponseBody(Struct, frozen=True, kw_only=True):
    """Employee to manager: the self-assessment. Every part is optional (domain.md G, coercive self-assessment).

    ``request_sha256`` repeats the hash of the request answered; None when the employee began unasked.
    """

    period_from: date
    period_to: date
    request_sha256: Digest | None = None
    episodes: Annotated[tuple[Episode, ...], Meta(max_length=3)] = ()
    prompts: Annotated[tuple[PromptAnswer, ...], Meta(max_length=60)] = ()
    got_wrong: Text = ""
    kept_human: Text = ""
    skills: Annotated[tuple[SkillNote, ...], Meta(max_length=40)] = ()
    needs: Text = ""
    invisible: Text = ""
    freed_capacity_used_for: Chips = ()
    freed_capacity: Text = ""
    ai_help_in_writing: Literal["", "none", "wording", "drafting", "rather_not_say"] = ""


class ShareBody(Struct, frozen=True, kw_only=True):
    """Manager to employee: observations, or a review, or both."""

    about_name: Name
    observations: Annotated[tuple[SharedEpisode, ...], Meta(max_length=400)] = ()
    review: SharedReview | None = None
    message: Text = ""


class AckBody(Struct, frozen=True, kw_only=True):
    """Employee to manager: this exact packet arrived. ``packet_sha256`` is the hash of its signed manifest."""

    packet_id: PacketId
    packet_sha256: Digest
    received_on: date
    text: Text = ""


class ReplyBody(Struct, frozen=True, kw_only=True):
    """Employee to manager: answers to observations, and the statement on a review; printed in every later PDF."""

    packet_id: PacketId
    packet_sha256: Digest
    written_on: date
    position: Position = ""
    statement: Statement = ""
    answers: Annotated[tuple[ItemAnswer, ...], Meta(max_length=400)] = ()
    addendum: bool = False


class HandoverBody(Struct, frozen=True, kw_only=True):
    """Manager to the next manager: what was shared, and the answers to it; nothing else changes hands."""

    about_name: Name
    about_role: Line
    handed_on: date
    observations: Annotated[tuple[HandedEpisode, ...], Meta(max_length=2000)] = ()
    reviews: Annotated[tuple[SharedReview, ...], Meta(max_length=40)] = ()
    replies: Annotated[tuple[HandedReply, ...], Meta(max_length=400)] = ()
    notice_given_on: date | None = None
    # The person's card, so that their confirmation is known when it comes, and files can be sealed for them.
    about_card: CardData | None = None
    # The day the person was told aloud or on paper; without one a notice travels to them beside this.
    told_on: date | None = None
    message: Text = ""


class NoticeBody(Struct, frozen=True, kw_only=True):
    """Manager to employee: what was handed over, and to whom; made in the same step as the handover."""

    handed_to: CardData
    handed_on: date
    items: Annotated[tuple[HandedItem, ...], Meta(max_length=2000)] = ()
    message: Text = ""


class ContributionBody(Struct, frozen=True, kw_only=True):
    """Another manager's observations about somebody they also worked with."""

    about_name: Name
    relation: Line
    observations: Annotated[tuple[ContributedEpisode, ...], Meta(max_length=400)]
    message: Text = ""


class CardBody(Struct, frozen=True, kw_only=True):
    """A card on its own: two managers who never asked each other for anything need one to hand something over.

    The card itself is in the manifest, like every sender's. ``role`` is what the sender says they do.
    """

    role: Line = ""
    message: Text = ""


Body: TypeAlias = (
    CardBody
    | RequestBody
    | ResponseBody
    | ShareBody
    | AckBody
    | ReplyBody
    | HandoverBody
    | NoticeBody
    | ContributionBody
)

BODIES: dict[str, type[Body]] = {
    "card": CardBody, "request": RequestBody, "response": ResponseBody, "share": ShareBody, "ack": AckBody,
    "reply": ReplyBody, "handover": HandoverBody, "notice": NoticeBody, "contribution": ContributionBody,
}


def kind_of(body: Body) -> str:
    """The kind of packet this body makes."""
    return next(kind for kind, one in BODIES.items() if type(body) is one)


def episodes_in(body: Body) -> tuple[Episode, ...]:
    """Every episode a body holds."""
    if isinstance(body, ResponseBody):
        return body.episodes
    if isinstance(body, (ShareBody, HandoverBody, ContributionBody)):
        return tuple(body.observations)
    return ()

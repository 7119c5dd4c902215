"""The employee's side: a request that came, and the self-assessment written to it.

Every part is optional, the draft stays here until it is handed back, and each handing back is a version of its own
(domain.md D, self-assessment; G, coercive self-assessment).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reviewapp.actions.changes import NOTHING, Changes, changed
from reviewapp.actions.contacts import phrase_of
from reviewapp.actions.finding_answers import in_one_step
from reviewapp.actions.observations import Details, record_observation
from reviewapp.actions.packets import packet_content
from reviewapp.actions.shapes import title
from reviewapp.domain.asking import AI_HELP, FREED_FOR, MAX_EPISODES, PARTS, SkillRow
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.domain.observation import Observation
from reviewapp.i18n import _
from reviewapp.keys.check_phrase import CheckPhrase
from reviewapp.vault import identities, observation_lists, observations, packets, people, self_assessments
from reviewapp.vault.connection import Vault
from reviewapp.vault.self_assessments import SelfAssessmentRecord

MAX_TEXT = 20_000
_MOST = 500  # episodes of one's own to choose from, the newest
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Question:
    """One competency that is asked about, with its question."""

    competency_id: str
    name: str
    definition: str
    prompt: str


@dataclass(frozen=True)
class ReceivedRequest:
    """A request as its reader sees it. ``trust`` is unverified, verified or retired; ``answer_id`` is the
    self-assessment begun for it, None before that. ``framework_status`` is printed: it says "not validated".
    """

    packet_id: int
    sender: str
    phrase: CheckPhrase
    trust: str
    asked_name: str
    asked_on: date
    period_from: date
    period_to: date
    due_on: date | None
    framework: str
    framework_status: str
    questions: tuple[Question, ...]
    skills: tuple[str, ...]
    protected_work: tuple[str, ...]
    notice: str
    notice_on: date
    message: str
    answer_id: int | None


@dataclass(frozen=True)
class OwnEpisode:
    """One of the writer's own episodes, to choose from. ``refusal`` says why it cannot leave, "" when it can."""

    id: int
    title: str
    observed_on: date | None
    text: str
    refusal: str = ""


@dataclass(frozen=True)
class AnswerDesk:
    """A self-assessment as its page shows it; ``request`` is None for one begun unasked.

    ``handed_on`` are the days versions were handed back, oldest first; ``to`` is whom it goes to, "" while unknown.
    """

    id: int
    uid: str
    request: ReceivedRequest | None
    period_from: date
    period_to: date
    texts: Mapping[str, str]
    skills: tuple[SkillRow, ...]
    freed_for: tuple[str, ...]
    ai_help: str
    episodes: tuple[OwnEpisode, ...]
    to: str
    contact_id: int | None
    handed_on: tuple[date, ...]
    changed_since: bool
    today: date


def requests_to_me(vault: Vault) -> tuple[ReceivedRequest, ...]:
    """Every request that was received, newest first."""
    found = packets.packets(vault.connection, kind="request", direction="received")
    return tuple(received_request(vault, packet_id=one.id) for one in reversed(found))


def received_request(vault: Vault, *, packet_id: int) -> ReceivedRequest:
    """Who asks for what; NotFound when there is no such request."""
    from reviewapp.exchange.packet_bodies import RequestBody

    record = packets.packet(vault.connection, packet_id)
    if record is None or record.kind != "request" or record.direction != "received":
        raise NotFound(_("There is no such request here."), _("Open the file that asks you for a self-assessment."))
    packet = packet_content(vault, packet_id=packet_id)
    body = packet.body
    assert isinstance(body, RequestBody)  # `read_packet` gives each kind its own body
    contact = identities.contact(vault.connection, record.contact_id) if record.contact_id is not None else None
    own = self_assessments.of_request(vault.connection, packet_id)
    return ReceivedRequest(
        packet_id=packet_id, sender=packet.sender.name, phrase=phrase_of(packet.sender),
        trust=contact.state if contact is not None else "unverified", asked_name=body.asked_name,
        asked_on=date.fromisoformat(packet.created[:10]), period_from=body.period_from, period_to=body.period_to,
        due_on=body.due_on, framework=f"{body.framework.title} {body.framework.version}",
        framework_status=body.framework.status,
        questions=tuple(Question(one.id, one.name, one.definition, one.prompt) for one in body.framework.focus),
        skills=body.foundational_skills, protected_work=body.protected_work, notice=body.notice.body,
        notice_on=body.notice.given_on, message=body.message, answer_id=own.id if own is not None else None,
    )  # fmt: skip


def begin_self_assessment(
    vault: Vault, *, request_id: int | None = None, period_from: date | None = None, period_to: date | None = None,
    contact_id: int | None = None,
) -> Changes:  # fmt: skip
    """Begin a draft, for a received request (the id of its packet) or unasked for a period; one already begun for the
    request is given back unchanged.

    Raises NotFound for no such request, UsageError without a period that can be meant.
    """
    if request_id is not None:
        before = self_assessments.of_request(vault.connection, request_id)
        if before is not None:
            return Changes(frozenset(), (before.id,))
        asked = received_request(vault, packet_id=request_id)
        period_from, period_to = asked.period_from, asked.period_to
        record = packets.packet(vault.connection, request_id)
        contact_id = record.contact_id if record is not None else None
        skills = tuple(SkillRow(one) for one in asked.skills)
    else:
        skills = ()
    if period_from is None or period_to is None or period_to < period_from:
        raise UsageError(
            _("A self-assessment has a first and a last day, in this order."), _("Give both days of the period.")
        )
    with vault.write() as transaction:
        made = self_assessments.add_self_assessment(
            transaction, request_id=request_id, contact_id=contact_id, period_from=period_from, period_to=period_to,
            skills=skills,
        )
        return changed(transaction, "begin_self_assessment", "self_assessment", ids=(made,))


def write_self_assessment(
    vault: Vault, *, self_assessment_id: int, texts: Mapping[str, str] | None = None,
    skills: Sequence[SkillRow] | None = None, freed_for: Sequence[str] | None = None, ai_help: str | None = None,
    contact_id: int | None = None,
) -> Changes:  # fmt: skip
    """Change what is given; texts are keyed as `PARTS`, ``prompt/J4`` or ``skill/0``. Earlier wordings stay.

    Raises NotFound, UsageError for an unknown part or value, a text too long for a packet, or a month that is none.
    """
    record = record_of(vault, self_assessment_id)
    _check(record, texts or {}, skills, freed_for, ai_help)
    ordered = None if freed_for is None else tuple(one for one in FREED_FOR if one in set(freed_for))
    tidy = {name: body.strip() for name, body in (texts or {}).items()}
    with vault.write() as transaction:
        if not self_assessments.update_self_assessment(
            transaction, record, texts=tidy, skills=skills, freed_for=ordered, ai_help=ai_help, contact_id=contact_id
        ):
            return NOTHING
        return changed(transaction, "write_self_assessment", "self_assessment", ids=(record.id,))


def skills_with(vault: Vault, *, self_assessment_id: int, said: Mapping[str, str]) -> tuple[SkillRow, ...]:
    """The skills of a draft with these months (YYYY-MM, or - for rather not say) put in; others come at the end."""
    kept = {one.skill: one for one in record_of(vault, self_assessment_id).skills}
    for skill, month in said.items():
        kept[skill] = SkillRow(skill, "" if month == "-" else month, rather_not_say=month == "-")
    return tuple(kept.values())


def choose_episodes(vault: Vault, *, self_assessment_id: int, observation_ids: Sequence[int]) -> Changes:
    """These own episodes go with it, in this order, at most three (domain.md D).

    Raises NotFound, UsageError for more, RuleRefused for one that is not one's own or that is restricted.
    """
    record = record_of(vault, self_assessment_id)
    chosen = tuple(dict.fromkeys(observation_ids))
    if len(chosen) > MAX_EPISODES:
        raise UsageError(
            _("A self-assessment takes up to three episodes."), _("Choose the ones you would want to talk about.")
        )
    mine = {one.id: one for one in own_episodes(vault)}
    for observation_id in chosen:
        if observation_id not in mine:
            raise RuleRefused(
                _("Only an episode about you alone can go into your self-assessment."), _("Write it in your own words.")
            )
        if mine[observation_id].refusal:
            raise RuleRefused(
                mine[observation_id].refusal, _("It stays with you; write another episode, or leave it out.")
            )
    if chosen == record.episodes:
        return NOTHING
    with vault.write() as transaction:
        self_assessments.set_episodes(transaction, record.id, chosen)
        return changed(transaction, "choose_episodes", "self_assessment", ids=(record.id,))


def note_own_episode(
    vault: Vault, *, text: str, observed_on: date | None, ai_part: str = "unknown", response: str = "unknown"
) -> Changes:
    """Write down an episode of one's own, in the same record as any other; it needs no notice to oneself.

    Raises what `record_observation` raises.
    """
    details = Details(choices={"ai_part": ai_part, "response": response})
    return record_observation(vault, person_ids=(_me(vault),), text=text, observed_on=observed_on, details=details)


def add_own_episode(
    vault: Vault, *, self_assessment_id: int, text: str, observed_on: date | None, ai_part: str = "unknown",
    response: str = "unknown",
) -> Changes:  # fmt: skip
    """Write an episode into one's own log and let it go with the self-assessment; undone together.

    The one id is that of the episode. Raises UsageError when three go already, else as `note_own_episode`.
    """
    chosen = record_of(vault, self_assessment_id).episodes
    if len(chosen) >= MAX_EPISODES:
        raise UsageError(
            _("A self-assessment takes up to three episodes."), _("Choose the ones you would want to talk about.")
        )
    noted = note_own_episode(vault, text=text, observed_on=observed_on, ai_part=ai_part, response=response)
    taken = choose_episodes(vault, self_assessment_id=self_assessment_id, observation_ids=(*chosen, noted.id))
    return in_one_step((noted, taken))


def own_episodes(vault: Vault) -> tuple[OwnEpisode, ...]:
    """The writer's own log: episodes about nobody else, newest first."""
    ids = [one for _day, one in observation_lists.timeline_ids(vault.connection, _me(vault), limit=_MOST)]
    return tuple(
        _own(item)
        for item in observations.observations(vault.connection, ids)
        if len(item.subjects) == 1 and not item.withdrawn and not item.deleted
    )


def answer_desk(vault: Vault, *, self_assessment_id: int) -> AnswerDesk:
    """One self-assessment with everything its page shows; NotFound for no such one."""
    record = record_of(vault, self_assessment_id)
    request = received_request(vault, packet_id=record.request_id) if record.request_id is not None else None
    contact_id = contact_id_of(vault, record)
    contact = identities.contact(vault.connection, contact_id) if contact_id is not None else None
    items = {one.id: one for one in observations.observations(vault.connection, record.episodes)}
    sent = [found for one in record.packets if (found := packets.packet(vault.connection, one)) is not None]
    return AnswerDesk(
        id=record.id, uid=record.uid, request=request, period_from=record.period_from, period_to=record.period_to,
        texts=record.texts, skills=record.skills, freed_for=record.freed_for, ai_help=record.ai_help,
        episodes=tuple(_own(items[one]) for one in record.episodes if one in items),
        to=contact.card.name if contact is not None else "", contact_id=contact_id,
        handed_on=tuple(date.fromisoformat(one.created[:10]) for one in sent),
        changed_since=bool(sent) and sent[-1].kept_at < record.changed_at, today=vault.today,
    )  # fmt: skip


def my_self_assessments(vault: Vault) -> tuple[AnswerDesk, ...]:
    """Every self-assessment of one's own, the newest period first."""
    return tuple(
        answer_desk(vault, self_assessment_id=one.id)
        for one in self_assessments.self_assessments(vault.connection)
    )


def record_of(vault: Vault, self_assessment_id: int) -> SelfAssessmentRecord:
    """The record of a self-assessment; NotFound for no such one."""
    found = self_assessments.self_assessment(vault.connection, self_assessment_id)
    if found is None:
        raise NotFound(_("There is no such self-assessment."), _("Begin one from the request, or unasked."))
    return found


def _me(vault: Vault) -> int:
    me = people.me(vault.connection)
    if me is None:
        raise NotFound(_("This vault does not say whose it is."), _("Begin a vault with your name."))
    return me.id


def _own(item: Observation) -> OwnEpisode:
    refusal = ""
    if not item.may_leave:
        refusal = _("This episode is marked as restricted, so it does not leave the vault.")
    return OwnEpisode(item.id, title(item), item.observed_on, item.behaviour, refusal)


def contact_id_of(vault: Vault, record: SelfAssessmentRecord) -> int | None:
    """The card to seal to: that of whoever asked, or the one that took its place."""
    found = identities.contact(vault.connection, record.contact_id) if record.contact_id is not None else None
    while found is not None and found.replaced_by is not None:
        found = identities.contact(vault.connection, found.replaced_by)
    return found.id if found is not None else None


def _check(
    record: SelfAssessmentRecord, texts: Mapping[str, str], skills: Sequence[SkillRow] | None,
    freed_for: Sequence[str] | None, ai_help: str | None,
) -> None:  # fmt: skip
    for name, body in texts.items():
        kind, _slash, rest = name.partition("/")
        if name not in PARTS and not (rest and kind in ("prompt", "skill")):
            raise UsageError(
                _("A self-assessment has no part {name}.").format(name=name),
                _("It has {parts}.").format(parts=", ".join((*PARTS, "prompt/J4", "skill/0"))),
            )
        if len(body) > MAX_TEXT:
            raise UsageError(
                _("This text is longer than a packet takes, 20,000 characters."), _("Shorten it, or split it.")
            )
    for unknown in [one for one in freed_for or () if one not in FREED_FOR]:
        raise UsageError(
            _("There is no such use of freed time: {value}.").format(value=unknown),
            _("Use one of {choices}.").format(choices=", ".join(FREED_FOR)),
        )
    if ai_help is not None and ai_help not in AI_HELP:
        raise UsageError(
            _("{value} is not a way AI can have helped.").format(value=ai_help),
            _("Use one of {choices}.").format(choices=", ".join(one for one in AI_HELP if one)),
        )
    for skill in skills or ():
        if skill.month and not _MONTH.fullmatch(skill.month):
            raise UsageError(
                _("“{text}” is not a month.").format(text=skill.month[:40]), _("Write it as in 2026-11, or leave it.")
            )
        if not skill.skill.strip() or len(skill.skill) > 300:
            raise UsageError(_("A skill has a name of up to 300 characters."), _("Shorten it."))

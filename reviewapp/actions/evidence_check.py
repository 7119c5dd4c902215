"""The evidence check inside the product: what a review holds, what the writer answered, what stops finishing.

A usage metric in text the reviewer wrote or cites is rewritten, removed or kept with a printed reason before a
version is finished (PRODUCT.md, promise 1; domain.md E). The other labels are hints. The employee's own words
are hinted at, never stopped and never altered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten

from reviewapp.actions.changes import NOTHING, Changes, changed
from reviewapp.actions.growth_views import growth_in_period, practice_note_for
from reviewapp.actions.own_words import WordCheck, check_of
from reviewapp.actions.section_names import fact_name, section_name
from reviewapp.actions.text_check import MAX_REASON, STOPPING, as_read, holds_figure
from reviewapp.domain.errors import NotFound, RuleRefused, UsageError
from reviewapp.domain.evidence_quality import CHECK_IDS, STOPPING_IDS
from reviewapp.domain.finding import LABELS, Finding
from reviewapp.domain.framework import Framework
from reviewapp.domain.observation import Observation
from reviewapp.domain.review import PRINTED_TEXTS, KeptWords, SectionKey
from reviewapp.i18n import _
from reviewapp.vault import findings, frameworks, observations, people, reviews
from reviewapp.vault.connection import Vault
from reviewapp.vault.findings import FindingAnswer
from reviewapp.vault.reviews import ReviewRecord
from reviewapp.vault.texts import current_texts, languages

TAGS: tuple[str, ...] = ("outcome_number", "domain_term", "quoted")
DISMISSED = "dismissed"
ANSWERS: tuple[str, ...] = (*TAGS, DISMISSED)

# Facts kept elsewhere that a review prints; answered in the review they are printed in.
PRINTED_FACTS: tuple[str, ...] = (
    "person_name", "person_role", "reviewer_name", "agreed_skills", "agreed_work", "agreed_role",
    "agreed_growth", "practice_note",
)  # fmt: skip


@dataclass(frozen=True)
class PlacedText:
    """One text a review prints or rests on: which record and field, and where to go to change it.

    ``place`` is the section's field name, "" outside the sections. ``observation_id`` is 0 outside cited
    episodes. ``title`` names the place: the episode's first words, the section's heading, or the fact.
    ``own_words`` are the employee's, and words of a receiver that are not printed.
    """

    record_uid: str
    field: str
    text: str
    place: str = ""
    observation_id: int = 0
    title: str = ""
    own_words: bool = False


@dataclass(frozen=True)
class PlacedFinding:
    """One finding, where it stands, and what the writer answered, if anything."""

    where: PlacedText
    finding: Finding
    answer: FindingAnswer | None

    @property
    def record_uid(self) -> str:
        """The record to answer it in."""
        return self.where.record_uid

    @property
    def field(self) -> str:
        """The field to answer it in."""
        return self.where.field

    @property
    def place(self) -> str:
        """The section's field name, "" for a cited episode or a printed fact."""
        return self.where.place

    @property
    def observation_id(self) -> int:
        """The cited observation it stands in, 0 outside them."""
        return self.where.observation_id

    @property
    def stops(self) -> bool:
        """True while it stops a version from being finished."""
        return self.finding.label == STOPPING and self.answer is None and not self.where.own_words


def open_findings(vault: Vault, *, review_id: int) -> list[PlacedFinding]:
    """Every finding in what the reviewer wrote or cites, sections first, with the answers that hold.

    An answer holds while the same words are still found in that text. Raises NotFound for no such review.
    """
    record = reviews.review(vault.connection, review_id)
    if record is None:
        raise NotFound(_("There is no review {id}.").format(id=review_id), _("Begin one with: reviewapp review new."))
    texts = list(_texts_of(vault, record))
    uids = sorted({one.record_uid for one in texts})
    chosen, check = languages(vault.connection, uids), check_of(vault)
    answered = _answers_that_hold(vault, uids, check)
    return [
        PlacedFinding(
            where, finding, answered.get((where.record_uid, where.field, finding.label, finding.span))
        )
        for where in texts
        for finding in check.check(as_read(where.text), chosen.get((where.record_uid, where.field)))
    ]


def answer_finding(
    vault: Vault, *, record_uid: str, field: str, label: str, span: str, answer: str, reason: str
) -> Changes:
    """Keep the words of a finding as one of three things, or dismiss it, each with a reason.

    ``label`` may be the id of an evidence-quality check instead; those can only be dismissed. Raises UsageError
    without a reason or for words that are not found there, NotFound for no such record, and RuleRefused for
    dismissing a usage metric, a tag that does not fit, a reason that holds one itself, a finished review.
    """
    reason, span = " ".join(as_read(reason).split()), as_read(span)
    if not reason:
        raise UsageError(_("This needs a reason."), _("One sentence is enough; it is printed beside the text."))
    if len(reason) > MAX_REASON:
        raise UsageError(_("This reason is too long."), _("One or two sentences are enough."))
    owner = findings.owner_of(vault.connection, record_uid)
    if owner is None:
        raise NotFound(_("There is no such record."), _("See what is open with: reviewapp review checks REVIEW."))
    _refuse_answer(vault, owner, record_uid, field, label, span, answer)
    if answer in TAGS:
        _refuse_figure_in_reason(check_of(vault), reason)
    given = findings.answers(vault.connection, [record_uid]).get((record_uid, field, label, span))
    if given is not None and (given.answer, given.reason) == (answer, reason):
        return NOTHING
    with vault.write() as transaction:
        findings.set_answer(
            transaction, record_uid=record_uid, field=field, label=label, span=span, answer=answer, reason=reason
        )
        return changed(transaction, "answer_finding", "finding", owner[0], ids=(owner[1],))


def kept_words(vault: Vault, record_uid: str, texts: Mapping[str, str]) -> tuple[KeptWords, ...]:
    """The tags that hold in some texts of one record, in the order of the texts, each once."""
    check, chosen = check_of(vault), languages(vault.connection, [record_uid])
    answered = _answers_that_hold(vault, [record_uid], check)
    fields = {key[1] for key, given in answered.items() if given.answer in TAGS}
    found: dict[KeptWords, None] = {}
    for field, text in texts.items():
        # Most texts hold no tag: only those that do are read again.
        for finding in check.check(as_read(text), chosen.get((record_uid, field))) if field in fields else ():
            given = answered.get((record_uid, field, finding.label, finding.span))
            if given is not None and given.answer in TAGS:
                found[KeptWords(field, finding.span, given.answer, given.reason)] = None
    return tuple(found)


def printed_facts(vault: Vault, record: ReviewRecord) -> dict[str, str]:
    """Text a review prints that is kept with the person or the role, by the names of `PRINTED_FACTS`."""
    person, writer = people.person(vault.connection, record.person_id), people.me(vault.connection)
    profile = people.role_profile(vault.connection, record.person_id, record.period_to)
    note = practice_note_for(vault, first=record.period_from, last=record.period_to)
    return {
        "person_name": person.name if person else "", "person_role": person.role if person else "",
        "reviewer_name": writer.name if writer else "",
        "agreed_skills": "\n".join(profile[1].foundational_skills) if profile else "",
        "agreed_work": "\n".join(profile[1].protected_work) if profile else "",
        "agreed_role": "\n".join(profile[1].context.values()) if profile else "",
        "agreed_growth": "\n".join(
            text
            for one in growth_in_period(
                vault, person_id=record.person_id, first=record.period_from, last=record.period_to
            )
            for text in one.texts.values()
        ),
        "practice_note": "\n".join(note.texts.values()) if note else "",
    }


def printed_of_episode(item: Observation) -> dict[str, str]:
    """Every text a review prints of a cited episode, by field: what was written about it, a receiver who is quoted with
    their permission, and the name of another manager who wrote it (text of their file, so nobody here chose it)."""
    texts = {name: item.texts.get(name, "") for name in PRINTED_TEXTS}
    if receiver_is_quoted(item):
        texts["receiver_words"] = item.texts.get("receiver_words", "")
    return {**texts, "written_by": item.written_by}


def receiver_is_quoted(item: Observation) -> bool:
    """True when the words of who received the work are printed: the reviewer cites them, as any other text."""
    return item.flags.get("receiver_words_permitted", False)


def stopping_words(placed: PlacedFinding) -> tuple[str, str]:
    """For a finding that stops: what and where, then the question to ask instead and the ways on."""
    span, finding = " ".join(placed.finding.span.split()), placed.finding
    template = _("“{span}” in “{title}”: {why}") if placed.observation_id else _("{title}: “{span}”. {why}")
    sentence = template.format(span=span, title=placed.where.title, why=_(finding.why))
    return sentence, _("{question} Rewrite it, take it out, or say with a reason what else it is.").format(
        question=_(finding.ask)
    )


def _answers_that_hold(
    vault: Vault, record_uids: Sequence[str], check: WordCheck
) -> dict[findings.AnswerKey, FindingAnswer]:
    """The answers given in some records, but for those whose printed reason holds a usage metric itself.

    Such a reason is refused when it is given; words an organisation added since may find one in it.
    """
    return {
        key: given
        for key, given in findings.answers(vault.connection, record_uids).items()
        if given.answer not in TAGS or not holds_figure(given.reason, check.check)
    }


def _texts_of(vault: Vault, record: ReviewRecord) -> Iterator[PlacedText]:
    framework = frameworks.framework(vault.connection, record.framework_id)
    for field, text in sorted(record.texts.items()):
        yield PlacedText(
            record.uid, field, text, place=field, title=_place_name(field, framework), own_words=field == "reply"
        )
    for field, text in printed_facts(vault, record).items():
        yield PlacedText(record.uid, field, text, title=fact_name(field))
    for item in observations.observations(vault.connection, record.cites):
        yield from _texts_of_episode(item, record.person_id)


def _place_name(field: str, framework: Framework) -> str:
    try:
        key = SectionKey.from_field(field)
    except UsageError:
        return field  # a text of another kind, such as the employee's reply
    named = key.competency is not None and key.competency in framework.ids
    return section_name(key, framework.competency(key.competency or "").name if named else key.competency or "")


def _texts_of_episode(item: Observation, person_id: int) -> Iterator[PlacedText]:
    title = shorten(item.behaviour.strip().partition("\n")[0], 80, placeholder=" …")
    own = {f"person_view/{one.person_id}": one.person_view for one in item.subjects if one.person_id == person_id}
    if not receiver_is_quoted(item):
        own["receiver_words"] = item.texts.get("receiver_words", "")
    for field, text in {**printed_of_episode(item), **own}.items():
        if text:
            yield PlacedText(
                item.uid, field, text, observation_id=item.id, title=title, own_words=field in own
            )


def _refuse_answer(
    vault: Vault, owner: tuple[str, int], record_uid: str, field: str, label: str, span: str, answer: str
) -> None:
    if answer not in ANSWERS:
        raise UsageError(
            _("There is no answer {answer}.").format(answer=answer),
            _("Use one of {choices}.").format(choices=", ".join(ANSWERS)),
        )
    refuse_finished(vault, owner)
    if label == STOPPING and answer == DISMISSED:
        raise RuleRefused(
            _("A usage metric is not evidence, so it cannot be waved through."),
            _("Rewrite it, take it out, or say with a reason what else it is."),
        )
    if label in STOPPING_IDS:
        raise RuleRefused(
            _("The conditions of a concern come before the person, so this is not put aside."),
            _("Note them with the observation, or note there that none is known."),
        )
    if label in CHECK_IDS:
        if answer != DISMISSED:
            raise UsageError(_("This question can only be dismissed."), _("Give the reason, or act on it."))
        return
    if label not in LABELS:
        raise UsageError(
            _("There is no label {label}.").format(label=label),
            _("Use one of {choices}.").format(choices=", ".join(LABELS)),
        )
    text = as_read(_text_in_force(vault, owner, field))
    chosen = languages(vault.connection, [record_uid]).get((record_uid, field))
    found = next((one for one in check_of(vault).check(text, chosen) if (one.label, one.span) == (label, span)), None)
    if found is None:
        raise UsageError(
            _("The check finds no “{span}” there.").format(span=" ".join(span.split())),
            _("See what is open with: reviewapp review checks REVIEW."),
        )
    if answer != DISMISSED and answer not in found.resolve:
        raise RuleRefused(
            _("This cannot be kept as {answer}.").format(answer=answer),
            _("Rewrite it, or take it out."),
        )


def refuse_finished(vault: Vault, owner: tuple[str, int]) -> None:
    """Raise RuleRefused where the record is a review of which a version was finished (promise 6)."""
    if owner[0] == "review" and reviews.versions(vault.connection, owner[1]):
        raise RuleRefused(
            _("This review is finished; a finished version is never rewritten."),
            _("Begin a new review for the period if something must be corrected."),
        )


def _refuse_figure_in_reason(check: WordCheck, reason: str) -> None:
    """The reason is printed beside the text, so it is no back door either."""
    if holds_figure(reason, check.check):
        raise RuleRefused(
            _("The reason holds a usage metric itself, and it would be printed."),
            _("Say what the words stand for, without the figure."),
        )


def _text_in_force(vault: Vault, owner: tuple[str, int], field: str) -> str:
    table, row_id = owner
    if table == "review":
        record = reviews.review(vault.connection, row_id)
        texts: Iterable[PlacedText] = _texts_of(vault, record) if record else ()
        return next((one.text for one in texts if one.field == field and not one.observation_id), "")
    item = observations.observation(vault.connection, row_id)
    if item is None:
        return ""
    said = {**current_texts(vault.connection, [item.uid]).get(item.uid, {}), "written_by": item.written_by}
    return said.get(field, "")
